/* SPDX-License-Identifier: MIT */
/* A change of the configuration file: all of it or none, by one process at a time. */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "config/config_file.h"
#include "config/config_text.h"
#include "config/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_MS 10000

/* The file that a symbolic link leads to is changed, and the link stays. */
static char *target_of(const char *path, struct iqm_error *e)
{
	char *target = realpath(path, NULL);

	if (!target && errno == ENOENT)
		target = strdup(path);
	if (!target)
		error_set_errno(e, path, "found");
	return target;
}

static int make_parent(const char *path, struct iqm_error *e)
{
	char *parent = strndup(path, (size_t)(strrchr(path, '/') - path));
	int err = 0;

	if (!parent)
		err = error_set_nomem(e);
	else if (access(parent, F_OK))
		err = directory_make(parent, e);
	free(parent);
	return err;
}

static int read_now(struct config_edit *edit, const char *path, struct iqm_error *e)
{
	size_t size = 1;
	int fd;
	int err = config_file_open(path, &fd, &edit->text, &size, e);

	if (!err && !edit->text)
		edit->text = calloc(1, 1);
	edit->len = size - 1;
	if (fd >= 0)
		close(fd);
	return !err && !edit->text ? error_set_nomem(e) : err;
}

static int open_path(struct config_edit *edit, const char *path, struct iqm_error *e)
{
	int err = make_parent(path, e);

	if (err)
		return err;
	edit->path = target_of(path, e);
	if (!edit->path)
		return e->status;
	err = staged_file_lock(&edit->file, edit->path, LOCK_MS, "changed the configuration", e);
	return err ? err : read_now(edit, path, e);
}

int config_edit_open(struct config_edit *edit, struct iqm_error *e)
{
	char *path = config_file_path(e);
	int err;

	*edit = (struct config_edit){ .file = { .lock = -1, .fd = -1 } };
	if (!path)
		return e->status;
	err = open_path(edit, path, e);
	free(path);
	return err;
}

/* The old text, which may have secrets, is gone. */
static void take_text(struct config_edit *edit, struct buf *new_text)
{
	iqm_erase(edit->text, edit->len);
	free(edit->text);
	edit->text = new_text->data;
	edit->len = new_text->len;
	*new_text = (struct buf){ .data = NULL };
}

int config_edit_change(struct config_edit *edit, const char *section, const char *name,
		       const char *value, enum config_change *change, struct iqm_error *e)
{
	struct buf text = { 0 };

	*change = config_text_change(&text, edit->text, edit->len, section, name, value);
	iqm_buf_add(&text, "", 0); /* a text, though it may be empty */
	if (text.err || !text.data) {
		iqm_buf_free(&text);
		return error_set_nomem(e);
	}
	take_text(edit, &text);
	return 0;
}

/* ---- for an editor ----------------------------------------------------------------------- */

static char *write_copy(const struct config_edit *edit, char *name, bool *old, struct iqm_error *e)
{
	const struct own_file own = {
		.what = "file",
		.path = name,
		.status = IQM_E_FILE,
		.closed = S_IRWXG | S_IRWXO,
	};
	bool made;
	int fd;
	int err;

	iqm_error_begin(e, NULL);
	err = iqm_own_open(&own, AT_FDCWD, name, O_WRONLY | O_CREAT, &fd, &made, e);
	*old = !err && !made;
	if (!err && made)
		errno = iqm_write_all(fd, edit->text, edit->len);
	if (!err && made && errno) {
		err = error_set_errno(e, name, "written");
		unlink(name);
	}
	if (fd >= 0)
		close(fd);
	if (!err)
		return name;
	free(name);
	return NULL;
}

char *config_edit_copy(const struct config_edit *edit, bool *old, struct iqm_error *e)
{
	size_t size = strlen(edit->path) + sizeof(".edit");
	char *name = malloc(size);

	if (!name) {
		error_set_nomem(e);
		return NULL;
	}
	snprintf(name, size, "%s.edit", edit->path);
	return write_copy(edit, name, old, e);
}

int config_edit_take(struct config_edit *edit, const char *copy, bool *same, struct iqm_error *e)
{
	struct buf text = { 0 };
	size_t size = 0;
	int fd;
	int err = config_file_open(copy, &fd, &text.data, &size, e);

	if (fd >= 0)
		close(fd);
	if (!err && !text.data)
		err = error_set(e, IQM_E_FILE, "%s is gone: nothing was changed", copy);
	if (err || !text.data) {
		iqm_wipe_bytes(text.data, size); /* what was read of it */
		return err;
	}
	text.len = size - 1;
	*same = text.len == edit->len && !memcmp(text.data, edit->text, text.len);
	take_text(edit, &text);
	return 0;
}

/* ---- writing ----------------------------------------------------------------------------- */

int config_edit_stage(struct config_edit *edit, struct iqm_error *e)
{
	return staged_file_open(&edit->file, edit->len, e);
}

int config_edit_commit(struct config_edit *edit, struct iqm_error *e)
{
	return staged_file_commit(&edit->file, edit->text, edit->len, e);
}

void config_edit_close(struct config_edit *edit)
{
	staged_file_close(&edit->file);
	if (edit->text)
		iqm_erase(edit->text, edit->len);
	free(edit->text);
	free(edit->path);
}
