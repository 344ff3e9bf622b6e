/* SPDX-License-Identifier: MIT */
/* `wait ID...`: waits for reports of a family, whoever bought them. */
#include "buy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int wait_options(const struct cli *cli, struct iqm_wait *how)
{
	int err = cli_option_ms(cli, OPT_INTERVAL, &how->min_ms);

	if (!err)
		err = cli_option_ms(cli, OPT_MAX_INTERVAL, &how->max_ms);
	if (err || how->min_ms <= how->max_ms)
		return err;
	/* One that was given wins over one that was not. */
	if (!cli_given(cli, OPT_MAX_INTERVAL))
		how->max_ms = how->min_ms;
	else if (!cli_given(cli, OPT_INTERVAL))
		how->min_ms = how->max_ms;
	else
		err = cli_fail(cli, EXIT_USAGE, "--interval is longer than --max-interval");
	return err;
}

/* ---- ids ------------------------------------------------------------------------------------ */

struct reports {
	struct iqm_report *items;
	size_t len;
};

static size_t most(const struct cli *cli)
{
	size_t len = cli->words.len;

	for (size_t i = 0; i < cli->words.len; i++)
		for (const char *s = cli->words.items[i]; *s; s++)
			len += *s == ',';
	return len;
}

static int add(struct cli *cli, struct reports *reports, const char *text, size_t len)
{
	char id[32];
	struct iqm_report report = { 0 };
	int err;

	snprintf(id, sizeof(id), "%.*s", (int)(len < 31 ? len : 31), text);
	err = cli_read_id(cli, id, &report.id);
	for (size_t i = 0; i < reports->len; i++)
		if (reports->items[i].id == report.id)
			return err; /* once is enough */
	if (!err)
		reports->items[reports->len++] = report;
	return err;
}

static int read_ids(struct cli *cli, struct reports *reports)
{
	int err = 0;

	if (!cli->words.len)
		return cli_fail(cli, EXIT_USAGE,
				"which reports? Say their ids: iqm-insights %s wait 10 11",
				cli->command->family);
	reports->items = calloc(most(cli), sizeof(*reports->items));
	if (!reports->items)
		return cli_fail_nomem(cli);
	for (size_t i = 0; !err && i < cli->words.len; i++) {
		const char *word = cli->words.items[i];

		for (size_t len; !err; word += len + 1) {
			len = strcspn(word, ",");
			err = add(cli, reports, word, len);
			if (!word[len])
				break;
		}
	}
	return err;
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* The list's own name for it; NULL: it has none. */
static const char *status_name(const struct iqm_op *op, const struct iqm_report *r)
{
	const struct iqm_field *rows = op->order->list->paged->items->sub->fields;
	const struct cli_command *c = cli_commands;

	if (*r->status_name)
		return r->status_name;
	while (c->family && (c->op != op->order->list || c->run != cli_run_operation))
		c++;
	if (!c->family || !r->status_id.set)
		return NULL;
	for (const struct cli_word *w = c->columns[op->order->status - rows].words; w && w->name;
	     w++)
		if (w->id == r->status_id.value)
			return w->name;
	return NULL;
}

static int print(const struct cli *cli, const struct reports *reports)
{
	static const struct out_column columns[] = { { "id" }, { "state" }, { "status" } };
	struct out *out = out_open(cli, columns, 3);
	int err = out ? 0 : cli_fail_nomem(cli);

	for (size_t i = 0; !err && i < reports->len; i++) {
		const struct iqm_report *r = &reports->items[i];
		const char *status = status_name(cli->command->op, r);
		struct cell cells[] = { { CELL_INT, { .number = r->id } },
					{ CELL_WORD, { .text = finish_state_name(r->state) } },
					{ status ? CELL_TEXT : CELL_NONE, { .text = status } } };

		err = out_row(out, cells);
	}
	return out && out_close(out) ? EXIT_FAILED : err;
}

/* ---- the wait ------------------------------------------------------------------------------- */

static bool any(const struct reports *reports, enum iqm_report_state state)
{
	for (size_t i = 0; i < reports->len; i++)
		if (reports->items[i].state == state)
			return true;
	return false;
}

/* The ids of one state, as the command line takes them. */
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

static int judge(const struct cli *cli, const struct reports *reports, int status)
{
	const char *family = cli->command->family;
	char ids[600];

	if (status) {
		int code = cli_interrupted();

		list_ids(reports, IQM_REPORT_WAITING, ids, sizeof(ids));
		cli_fail(cli, code ? code : EXIT_TIMED_OUT,
			 "%s; wait again: iqm-insights %s wait%s",
			 code ? "interrupted" : "the time is over", family, ids);
		if (code)
			return code;
	}
	if (any(reports, IQM_REPORT_GONE)) {
		list_ids(reports, IQM_REPORT_GONE, ids, sizeof(ids));
		return cli_fail(cli, EXIT_NOT_FOUND, "not in the list of %s reports:%s", family,
				ids);
	}
	if (any(reports, IQM_REPORT_FAILED)) {
		list_ids(reports, IQM_REPORT_FAILED, ids, sizeof(ids));
		return cli_fail(cli, EXIT_REPORT_FAILED, "the service could not make:%s", ids);
	}
	return status ? EXIT_TIMED_OUT : 0;
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
	int err = cli_option_ms(cli, OPT_WAIT_TIMEOUT, &call.timeout_ms);

	if (err)
		return err;
	how->on_poll = on_poll;
	if (reports->len > 1)
		snprintf(what, sizeof(what), "%s reports", cli->command->family);
	else
		snprintf(what, sizeof(what), "%s %" PRId64, cli->command->family,
			 reports->items[0].id);
	progress_begin(cli, what);
	err = iqm_reports_wait(cli->client, cli->command->op, reports->items, reports->len, how,
			       &call);
	progress_end();
	if (err && err != IQM_E_TIMEOUT && err != IQM_E_CANCELLED)
		return cli_fail_call(cli, &call.error);
	if (print(cli, reports))
		return EXIT_FAILED;
	fflush(stdout); /* before what is said of it */
	return judge(cli, reports, err);
}

int cli_wait(struct cli *cli)
{
	struct reports reports = { 0 };
	struct iqm_wait how = { 0 };
	int err = read_ids(cli, &reports);

	if (!err)
		err = wait_options(cli, &how);
	if (!err)
		err = cli_connect(cli);
	if (!err && reports.items)
		err = wait_for(cli, &reports, &how);
	free(reports.items);
	return err;
}
