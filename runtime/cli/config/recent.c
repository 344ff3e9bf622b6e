/* SPDX-License-Identifier: MIT */
/*
 * The ids that a person has seen in lists, for completion: "pld 51", a line each, those of the last
 * list first. Nothing rests on it: whatever fails, fails silently.
 */
#include "config/config.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_LINES 200
#define LINE_SIZE 64

/* "profiles/NAME/recent"; malloc()ed. `make`: with its directories. */
static char *recent_path(struct config *config, bool make)
{
	struct iqm_error e;
	char name[128];

	snprintf(name, sizeof(name), "profiles/%s/recent",
		 config->profile ? config->profile : "default");
	return make ? state_path(config, name, &e) : state_find(config, name, &e);
}

/* Reads "pld 51" of a line. */
static bool read_line(FILE *file, char family[LINE_SIZE], int64_t *id)
{
	char line[LINE_SIZE];
	char *space;

	if (!fgets(line, sizeof(line), file) || !(space = strchr(line, ' ')))
		return false;
	*space = '\0';
	space[1 + strcspn(space + 1, "\n")] = '\0';
	memcpy(family, line, LINE_SIZE);
	return iqm_integer(space + 1, id);
}

void recent_each(struct config *config, const char *family, recent_found *found, void *context)
{
	char *path = recent_path(config, false);
	FILE *file = path ? fopen(path, "re") : NULL;
	char name[LINE_SIZE];
	int64_t id;

	while (file && read_line(file, name, &id))
		if (!family || !strcmp(family, name))
			found(context, name, id);
	if (file)
		(void)fclose(file);
	free(path);
}

/* ---- writing ----------------------------------------------------------------------------- */

struct draft {
	struct buf text;
	size_t lines;
	const char *family;
	const int64_t *ids;
	size_t len;
};

static void add_line(struct draft *d, const char *family, int64_t id)
{
	if (d->lines++ < MOST_LINES)
		iqm_buf_printf(&d->text, "%s %" PRId64 "\n", family, id);
}

/* What was there before and is not seen again. */
static void add_older(void *context, const char *family, int64_t id)
{
	struct draft *d = context;

	for (size_t i = 0; i < d->len; i++)
		if (!strcmp(family, d->family) && d->ids[i] == id)
			return;
	add_line(d, family, id);
}

static void replace(const char *path, const struct buf *text)
{
	struct buf draft = { 0 };
	int fd = -1;

	iqm_buf_printf(&draft, "%s.%ld", path, (long)getpid());
	if (!draft.err && !text->err)
		fd = open(draft.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0 &&
	    (write(fd, text->data, text->len) != (ssize_t)text->len || rename(draft.data, path)))
		(void)unlink(draft.data);
	if (fd >= 0)
		close(fd);
	iqm_buf_free(&draft);
}

void recent_keep(struct config *config, const char *family, const int64_t *ids, size_t len)
{
	struct draft d = { .family = family, .ids = ids, .len = len };
	char *path = len ? recent_path(config, true) : NULL;

	if (!path)
		return;
	for (size_t i = 0; i < len; i++)
		add_line(&d, family, ids[i]);
	recent_each(config, NULL, add_older, &d);
	replace(path, &d.text);
	iqm_buf_free(&d.text);
	free(path);
}
