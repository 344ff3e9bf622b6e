/* SPDX-License-Identifier: MIT */
/* `wait ID...`: waits for reports of a family, whoever bought them. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- ids --------------------------------------------------------------------------------- */

struct reports {
	struct iqm_report *items;
	size_t len;
};

static int read_reports(struct cli *cli, struct reports *reports)
{
	struct ids ids = { 0 };
	int err = ids_read(&cli->args.operands, &ids);

	if (!err && !ids.len)
		err = cli_fail(EXIT_USAGE, "expected ids of reports: " PROGRAM " %s wait 10 11",
			       cli->args.command->family);
	reports->items = err ? NULL : calloc(ids.len + 1, sizeof(*reports->items));
	if (!err && !reports->items)
		err = cli_fail_nomem();
	for (size_t i = 0; reports->items && i < ids.len; i++)
		reports->items[reports->len++].id = ids.items[i];
	ids_free(&ids);
	return err;
}

/* ---- rows -------------------------------------------------------------------------------- */

static const struct column columns[] = { { .name = "id" },
					 { .name = "status" },
					 { .name = "status-name" } };

static int print(const struct cli *cli, const struct reports *reports)
{
	struct out *out = out_open(&cli->print, columns, 3);
	int err = out ? 0 : cli_fail_nomem();

	for (size_t i = 0; !err && i < reports->len; i++) {
		const struct iqm_report *r = &reports->items[i];
		struct cell cells[] = { { CELL_INT, { .number = r->id } },
					text_cell(CELL_WORD, status_of_report(r)),
					text_cell(CELL_TEXT, r->status_name) };

		err = out_row(out, cells);
	}
	return out && out_close(out) ? EXIT_FAILED : err;
}

/* ---- the wait ---------------------------------------------------------------------------- */

static bool any(const struct reports *reports, enum iqm_report_state state)
{
	for (size_t i = 0; i < reports->len; i++)
		if (reports->items[i].state == state)
			return true;
	return false;
}

/* The ids of the reports in one state, as the command line takes them. */
static void list_ids(const struct reports *reports, enum iqm_report_state state, char *text,
		     size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (size_t i = 0; i < reports->len && len + 24 < size; i++)
		if (reports->items[i].state == state)
			len += (size_t)snprintf(text + len, size - len, " %" PRId64,
						reports->items[i].id);
	if (len + 24 >= size)
		snprintf(text + len, size - len, " ...");
}

/* Those that have not come yet are waited for again. */
static int fail_waiting(const struct cli *cli, const struct reports *reports)
{
	int code = cli_interrupted();
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	char ids[600];
	size_t len;

	list_ids(reports, IQM_REPORT_WAITING, ids, sizeof(ids));
	command_text(command, cli->args.command->family, cli->args.command->name, (char *)NULL);
	len = strlen(command);
	snprintf(command + len, sizeof(command) - len, "%s", ids);
	return cli_fail(code ? code : EXIT_TIMED_OUT, "%s%s", code ? "interrupted" : "timed out",
			next_step(step, "; wait again with: ", command));
}

static int exit_code(const struct cli *cli, const struct reports *reports, int status)
{
	const char *family = cli->args.command->family;
	char ids[600];

	if (status && fail_waiting(cli, reports) != EXIT_TIMED_OUT)
		return cli_interrupted();
	if (any(reports, IQM_REPORT_GONE)) {
		list_ids(reports, IQM_REPORT_GONE, ids, sizeof(ids));
		return cli_fail(EXIT_NOT_FOUND, "not in the list of %s reports:%s", family, ids);
	}
	if (any(reports, IQM_REPORT_FAILED)) {
		list_ids(reports, IQM_REPORT_FAILED, ids, sizeof(ids));
		return cli_fail(EXIT_REPORT_FAILED, "the service could not make %s%s",
				strchr(ids + 1, ' ') ? "these reports:" : "report", ids);
	}
	return status ? EXIT_TIMED_OUT : 0;
}

/* The library's message says what a report may be whose status id means several things. */
static void print_doubt(const struct reports *reports, const struct iqm_error *e)
{
	for (size_t i = 0; i < reports->len; i++)
		if (reports->items[i].page && !reports->items[i].confirmed) {
			cli_info("%s", e->message);
			return;
		}
}

/* The files of several reports are saved by one command. */
static void show_download(const struct cli *cli, const struct reports *reports)
{
	const struct cli_command *c = command_of(cli->args.command->op);
	char command[COMMAND_SIZE];
	struct buf ids = { 0 };

	c = c && c->link ? command_of(c->link) : NULL;
	for (size_t i = 0; i < reports->len; i++)
		if (reports->items[i].state == IQM_REPORT_READY)
			iqm_buf_printf(&ids, "%s%" PRId64, ids.len ? "," : "",
				       reports->items[i].id);
	if (c && ids.len && !ids.err)
		next_step_at_end(command_text(command, c->family, c->name, ids.data, "--save-dir",
					      ".", (char *)NULL));
	iqm_buf_free(&ids);
}

/* Files that can be saved, what has failed for sure. */
static void show_next(const struct cli *cli, const struct reports *reports)
{
	const struct cli_command *buys = command_of(cli->args.command->op);
	size_t ready = 0;

	for (size_t i = 0; i < reports->len; i++)
		ready += reports->items[i].state == IQM_REPORT_READY;
	if (ready > 1)
		show_download(cli, reports);
	for (size_t i = 0; buys && i < reports->len; i++)
		if (ready == 1 || reports->items[i].state != IQM_REPORT_READY)
			next_for_report(buys, &reports->items[i]);
}

static void on_poll(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context;
	progress_reports(reports, len);
}

static int wait_for(struct cli *cli, struct reports *reports, struct iqm_wait *how)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	char what[64];
	int err = option_duration(&cli->args, OPT_WAIT_TIMEOUT, &call.timeout_ms);

	if (err)
		return err;
	how->on_poll = on_poll;
	if (reports->len > 1)
		snprintf(what, sizeof(what), "%s reports", cli->args.command->family);
	else
		snprintf(what, sizeof(what), "%s %" PRId64, cli->args.command->family,
			 reports->items[0].id);
	progress_begin(what);
	err = iqm_reports_wait(cli->client, cli->args.command->op, reports->items, reports->len,
			       how, &call);
	progress_end();
	if (err && err != IQM_E_TIMEOUT && err != IQM_E_CANCELLED)
		return cli_fail_call(&call.error);
	if (print(cli, reports))
		return EXIT_FAILED;
	fflush(stdout); /* before the error that is about it */
	if (!err)
		show_next(cli, reports);
	if (err)
		print_doubt(reports, &call.error);
	return exit_code(cli, reports, err);
}

int cmd_wait(struct cli *cli)
{
	struct reports reports = { 0 };
	struct iqm_wait how = { 0 };
	int err = read_reports(cli, &reports);

	if (!err)
		err = out_check(&cli->print, columns, 3);
	if (!err)
		err = parse_wait_intervals(&cli->args, &how);
	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (!err && reports.items)
		err = wait_for(cli, &reports, &how);
	free(reports.items);
	return err;
}
