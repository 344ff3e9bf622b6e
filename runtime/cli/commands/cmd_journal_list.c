/* SPDX-License-Identifier: MIT */
/* `journal list`: the purchases that this machine has on record. */
#include "commands/cmd.h"

#include <string.h>

/* What is still to be done for it, and where its file is or is to be. */
static int left_to_do(const struct iqm_purchase *p, struct plan *plan, const char **left)
{
	int err = plan_read(p->key, p->note, plan);

	*left = NULL;
	if (err)
		*left = "damaged";
	else if (purchase_is_overdue(p))
		*left = "settle";
	else if (purchase_is_unfinished(p))
		*left = plan->save ? "save" : plan->wait ? "wait" : "find";
	return err;
}

static int print_row(struct out *out, const struct iqm_purchase *p)
{
	struct plan plan;
	const char *left;
	int err = left_to_do(p, &plan, &left);
	int failed;
	struct cell cells[] = {
		{ p->intent.time.set ? CELL_TIME : CELL_NONE,
		  { .number = iqm_ms_to_time(p->intent.time) } },
		text_cell(CELL_WORD, p->key),
		text_cell(CELL_WORD, p->operation),
		text_cell(CELL_WORD, purchase_state_name(p->state)),
		{ p->report_id.set ? CELL_INT : CELL_NONE, { .number = p->report_id.value } },
		text_cell(CELL_WORD, left),
		text_cell(CELL_TEXT, purchase_may_have_bought(p) ? plan.save : NULL),
		{ p->request ? CELL_JSON : CELL_NONE, { .text = p->request } },
		text_cell(CELL_TEXT, p->service),
		text_cell(CELL_WORD, p->workspace),
	};

	failed = out_row(out, cells);
	plan_free(&plan);
	return failed ? failed : err;
}

static bool same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* A table of one place needs no column for it. */
static bool has_places(const struct cli *cli, const struct iqm_purchases *list)
{
	for (size_t i = 1; i < list->len; i++)
		if (!same(list->items[i].service, list->items[0].service) ||
		    !same(list->items[i].workspace, list->items[0].workspace))
			return true;
	return cli->print.format != FORMAT_TABLE;
}

static int print(struct cli *cli, const struct iqm_purchases *list)
{
	static const struct column columns[] = { { .name = "time" },      { .name = "key" },
						 { .name = "operation" }, { .name = "state" },
						 { .name = "id" },        { .name = "next" },
						 { .name = "file" },      { .name = "request" },
						 { .name = "service" },   { .name = "workspace" } };
	size_t len = sizeof(columns) / sizeof(columns[0]) - (has_places(cli, list) ? 0 : 2);
	struct out *out = out_open(&cli->print, columns, len);
	int err = out ? 0 : cli_fail_nomem();

	for (size_t i = 0; out && i < list->len; i++)
		if (print_row(out, &list->items[i]))
			err = EXIT_FAILED;
	return out && out_close(out) && !err ? EXIT_FAILED : err;
}

int cmd_journal_list(struct cli *cli)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	struct iqm_purchases *list = NULL;
	struct iqm_call call = { .cancel = cli->call.cancel };
	int err = zone ? zone_check(zone) : 0;

	if (!err)
		err = session_open_journal(cli);
	if (err)
		return err;
	err = iqm_journal_list(cli->client, &list, &call) ? cli_fail_call(&call.error)
							  : print(cli, list);
	iqm_free(list);
	return err;
}
