/* SPDX-License-Identifier: MIT */
/* Saves a report's file: of the type that its name ends in, only to a free path, with progress. */
#include "purchase/purchase.h"

#include <errno.h>
#include <limits.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where to ---------------------------------------------------------------------------- */

int save_file_type(const struct cli_command *command, const char *option, const char *path,
		   int64_t *type)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	char known[128] = "";
	size_t len = 0;

	for (const struct cli_name *n = command->file_types; n && n->name; n++) {
		if (dot && !strcasecmp(dot + 1, n->name)) {
			*type = n->id;
			return 0;
		}
		len += (size_t)snprintf(known + len, sizeof(known) - len, "%s.%s",
					len ? " or " : "", n->name);
		if (len >= sizeof(known))
			len = sizeof(known) - 1;
	}
	return cli_fail(EXIT_USAGE, "--%s: expected a file name that ends in %s, found '%s'",
			option, known, path);
}

/* As the save itself will find it. Gives 0 or an errno. */
static int check_directory(const char *path)
{
	const char *name;
	int fd = iqm_open_parent(path, &name);
	int os_error = fd < 0 || faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) ? errno : 0;

	if (fd >= 0)
		close(fd);
	return os_error;
}

int parse_save_mode(const struct cli *cli, unsigned *mode)
{
	const char *text = option_value(&cli->args, OPT_MODE);
	size_t len = text ? strlen(text) : 0;

	*mode = text ? (unsigned)strtoul(text, NULL, 8) : 0;
	if (!text ||
	    (len >= 3 && len <= 4 && strspn(text, "01234567") == len && *mode && *mode <= 0777))
		return 0;
	return cli_fail(EXIT_USAGE, "--mode: '%s': expected 0600, 0640, 0644 or the like", text);
}

int check_save_path(const char *path)
{
	struct stat about;
	int os_error = lstat(path, &about) ? errno : EEXIST;

	if (os_error == EEXIST)
		return cli_fail(EXIT_FILE_EXISTS, "\"%s\" exists already; it was not touched",
				path);
	if (os_error == ENOENT)
		os_error = check_directory(path);
	return !os_error ? 0
			 : cli_fail(EXIT_FAILED, "\"%s\" cannot be saved: %s", path,
				    strerror(os_error));
}

int make_save_directory(const char *path)
{
	struct stat about;

	if (!mkdir(path, 0700) ||
	    (errno == EEXIST && !stat(path, &about) && S_ISDIR(about.st_mode)))
		return 0;
	return cli_fail(EXIT_FAILED, "--save-dir: the directory \"%s\" cannot be made: %s", path,
			strerror(errno));
}

/* ---- standard output --------------------------------------------------------------------- */

#define CHARACTER_MAX 4 /* bytes of one */

/* A file of text on its way to a terminal, which would obey some of its characters. */
struct screen {
	char begun[CHARACTER_MAX]; /* of a character whose last bytes are to come */
	size_t len;
};

/* How many of the last bytes may be the beginning of a character. */
static size_t unfinished(const char *data, size_t len)
{
	for (size_t n = 1; n < CHARACTER_MAX && n <= len; n++) {
		unsigned char c = (unsigned char)data[len - n];

		if (c < 0x80)
			return 0;
		if (c >= 0xc0) /* the first byte says how many there are */
			return n < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ? n : 0;
	}
	return 0;
}

static int write_to_screen(void *context, const void *data, size_t len)
{
	struct screen *screen = ((struct report_file *)context)->screen;
	struct buf bytes = { 0 };
	size_t left;
	int err;

	iqm_buf_add(&bytes, screen->begun, screen->len);
	iqm_buf_add(&bytes, data, len);
	err = bytes.err;
	if (!err) {
		left = unfinished(bytes.data, bytes.len);
		screen->len = left;
		memcpy(screen->begun, bytes.data + bytes.len - left, left);
		err = stream_data(stdout, bytes.data, bytes.len - left);
	}
	iqm_buf_free(&bytes);
	return err;
}

static bool is_on_screen(const struct report_file *file)
{
	return !file->path && isatty(STDOUT_FILENO);
}

/* What a pipe leads to may write to the same terminal. */
static bool has_progress(const struct report_file *file)
{
	struct stat about;

	return file->path || (!fstat(STDOUT_FILENO, &about) && S_ISREG(about.st_mode));
}

static void set_target(struct report_file *file, struct iqm_save *save)
{
	save->path = file->path;
	if (file->path)
		return;
	save->to = is_on_screen(file) ? IQM_SAVE_CALLBACK : IQM_SAVE_FD;
	save->fd = STDOUT_FILENO;
	save->write = write_to_screen;
}

int check_save_output(const struct report_file *file)
{
	const struct cli_name *names = file->cli->args.command->file_types;
	const char *name = name_of_id(names, file->type);

	if (isatty(STDOUT_FILENO) && (!name || strcmp(name, "csv") != 0))
		return cli_fail(
			EXIT_USAGE,
			"--save -: a file of type %s is not for a terminal: send it on with "
			"'>' or '|', or ask for a csv",
			name ? name : "unknown");
	return 0;
}

/* ---- the file ---------------------------------------------------------------------------- */

static void on_progress(void *context, int64_t done, int64_t total)
{
	struct report_file *file = context;

	if (has_progress(file))
		progress_bytes(done, total);
}

static int on_complete(void *context)
{
	struct report_file *file = context;

	return file->complete ? file->complete(file->context) : 0;
}

int save_report(struct report_file *file)
{
	struct cli *cli = file->cli;
	/* The default of --timeout is for API calls; a large file may take the library's hour. */
	struct iqm_call call = {
		.timeout_ms = is_given(&cli->args, OPT_TIMEOUT) ? cli->call.timeout_ms : 0,
		.cancel = cli->call.cancel,
	};
	struct screen screen = { .len = 0 };
	struct iqm_save save = {
		.progress = on_progress,
		.complete = on_complete,
		.context = file,
		.mode = file->mode,
		.strict = file->strict,
	};
	const struct iqm_report report = { .id = file->id };
	const char *slash = file->path ? strrchr(file->path, '/') : NULL;
	const char *name = !file->path ? "standard output" : slash ? slash + 1 : file->path;
	int err;

	set_target(file, &save);
	file->screen = &screen;
	if (has_progress(file))
		progress_begin(file->label ? file->label : name);
	err = iqm_report_save(cli->client, file->link, &report, file->type, &save, &call);
	progress_end();
	file->screen = NULL;
	fflush(stdout); /* before what is said of it */
	if (!err && *save.warning)
		cli_info("Note on %s: %s.", file->path ? file->path : name, save.warning);
	file->bytes = err ? 0 : save.bytes;
	file->error = call.error;
	return err;
}

void note_refused(const char *path, const struct iqm_error *e)
{
	char part[PATH_MAX];

	snprintf(part, sizeof(part), "%s.part", path);
	if (e->status == IQM_E_FILE_BROKEN && !access(part, F_OK))
		cli_info("What came is kept in %s, until the next save to %s.", part, path);
}
