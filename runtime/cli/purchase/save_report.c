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

/* ---- the file ---------------------------------------------------------------------------- */

static void on_progress(void *context, int64_t done, int64_t total)
{
	struct report_file *file = context;

	progress_bytes(done, total);
	if (done == total && file->complete)
		file->complete(file->context);
}

int save_report(struct report_file *file)
{
	struct cli *cli = file->cli;
	/* The default of --timeout is for API calls; a large file may take the library's hour. */
	struct iqm_call call = {
		.timeout_ms = is_given(&cli->args, OPT_TIMEOUT) ? cli->call.timeout_ms : 0,
		.cancel = cli->call.cancel,
	};
	struct iqm_save save = {
		.to = IQM_SAVE_PATH,
		.path = file->path,
		.progress = on_progress,
		.context = file,
		.mode = file->mode,
		.strict = file->strict,
	};
	const struct iqm_report report = { .id = file->id };
	const char *slash = strrchr(file->path, '/');
	int err;

	progress_begin(slash ? slash + 1 : file->path);
	err = iqm_report_save(cli->client, file->link, &report, file->type, &save, &call);
	progress_end();
	if (!err && *save.warning)
		cli_info("Note on %s: %s.", file->path, save.warning);
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

/* ---- download --save --------------------------------------------------------------------- */

static int print_saved(const struct cli *cli, const struct report_file *file)
{
	static const struct column columns[] = { { .name = "id" },
						 { .name = "file" },
						 { .name = "bytes" } };
	struct cell cells[] = { { CELL_INT, { .number = file->id } },
				{ CELL_TEXT, { .text = file->path } },
				{ CELL_INT, { .number = file->bytes } } };

	return out_object(&cli->print, columns, 3, cells);
}

int download_report(struct cli *cli, const struct iqm_op *link, int64_t id, int64_t type,
		    const char *path)
{
	struct report_file file = {
		.cli = cli,
		.link = link,
		.id = id,
		.type = type,
		.path = path,
		.strict = is_given(&cli->args, OPT_STRICT),
	};
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	int err = parse_save_mode(cli, &file.mode);

	if (err)
		return err;
	if (!save_report(&file))
		return print_saved(cli, &file);
	note_refused(path, &file.error);
	err = cli_fail_call(&file.error);
	if (cli_interrupted())
		cli_info("What was downloaded is in %s.part. To continue, run the same command "
			 "again%s",
			 path, next_step(step, ": ", command_of_run(command, cli->args.argv)));
	return err;
}
