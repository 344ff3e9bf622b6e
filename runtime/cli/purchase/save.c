/* SPDX-License-Identifier: MIT */
/* A report's file: its type by the name's ending, where it may go, progress while it comes. */
#include "buy.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where to ------------------------------------------------------------------------------- */

int save_type(const struct cli *cli, const struct cli_command *command, const char *path,
	      int64_t *type)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	char known[128] = "";
	size_t len = 0;

	for (const struct cli_word *w = command->file_types; w && w->name; w++) {
		if (dot && !strcasecmp(dot + 1, w->name)) {
			*type = w->id;
			return 0;
		}
		len += (size_t)snprintf(known + len, sizeof(known) - len, "%s.%s",
					len ? " or " : "", w->name);
		if (len >= sizeof(known))
			len = sizeof(known) - 1;
	}
	return cli_fail(cli, EXIT_USAGE, "--save: expected a file name that ends in %s, found '%s'",
			known, path);
}

int save_check_place(const struct cli *cli, const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	struct stat about;

	if (!lstat(path, &about))
		return cli_fail(cli, EXIT_FILE_EXISTS, "\"%s\" is there already; it was left alone",
				path);
	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path + 1) : 1,
		 slash ? path : ".");
	if (errno == ENOENT && !access(folder, W_OK | X_OK))
		return 0;
	return cli_fail(cli, EXIT_FAILED, "\"%s\" cannot be saved: %s", path, strerror(errno));
}

/* ---- the file ------------------------------------------------------------------------------- */

static void on_progress(void *context, int64_t done, int64_t total)
{
	struct save_order *order = context;

	progress_bytes(done, total);
	if (done == total && order->whole)
		order->whole(order->context);
}

int save_file(struct save_order *order)
{
	struct cli *cli = order->cli;
	/* --timeout is for calls; how long a file takes is its size's matter: the library's hour,
	 * unless one was asked for. */
	struct iqm_call call = {
		.timeout_ms = cli_given(cli, OPT_TIMEOUT) ? cli->call.timeout_ms : 0,
		.cancel = cli->call.cancel,
	};
	struct iqm_save save = {
		.to = IQM_SAVE_PATH,
		.path = order->path,
		.progress = on_progress,
		.context = order,
	};
	const char *slash = strrchr(order->path, '/');
	int err;

	progress_begin(cli, slash ? slash + 1 : order->path);
	err = iqm_report_save(cli->client, order->link, order->id, order->type, &save, &call);
	progress_end();
	order->bytes = err ? 0 : save.bytes;
	order->error = call.error;
	return err;
}

/* ---- download --save ------------------------------------------------------------------------ */

static int print_saved(const struct cli *cli, const struct save_order *order)
{
	static const struct out_column columns[] = { { "id" }, { "file" }, { "bytes" } };
	struct cell cells[] = { { CELL_INT, { .number = order->id } },
				{ CELL_TEXT, { .text = order->path } },
				{ CELL_INT, { .number = order->bytes } } };

	return out_object(cli, columns, 3, cells);
}

int cli_save_report(struct cli *cli, const struct iqm_op *link, int64_t id, const char *path)
{
	struct save_order order = { .cli = cli, .link = link, .id = id, .path = path };
	int err = save_type(cli, cli->command, path, &order.type);

	if (err)
		return err;
	if (!save_file(&order))
		return print_saved(cli, &order);
	err = cli_fail_call(cli, &order.error);
	if (cli_interrupted())
		cli_note(cli, "What has come stays in %s.part: run it again to go on.", path);
	return err;
}
