/* SPDX-License-Identifier: MIT */
/* `journal list`: the purchases that this machine has on record. */
#include "commands/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *state_name(enum iqm_purchase_state state)
{
	static const char *const names[] = { "none",   "busy",       "open",   "unknown",
					     "bought", "not bought", "refused" };

	return names[state];
}

/* With no other settings, as nothing is sent. */
static int open_journal(struct cli *cli, struct iqm_client **client)
{
	struct iqm_error error;
	struct iqm_settings settings = { 0 };
	char *path = journal_path(cli);
	int err = 0;

	if (!path)
		return EXIT_FAILED;
	settings.journal = path;
	if (iqm_client_open(client, &settings, &error))
		err = cli_fail_call(&error);
	free(path);
	return err;
}

/* What is still to be done for it, and where its file is or is to be. */
static int left_to_do(struct cli *cli, const struct iqm_purchase *p, struct plan *plan,
		      const char **left)
{
	bool there;
	int err = plan_read(cli, p->key, plan, &there);

	*left = !there ? NULL : plan->save ? "save" : plan->wait ? "wait" : "find";
	if (!err && !there)
		err = plan_read_done(cli, p->key, plan, &there);
	if (err)
		*left = "damaged";
	return err;
}

static int print_row(struct cli *cli, struct out *out, const struct iqm_purchase *p)
{
	struct plan plan;
	const char *left;
	int err = left_to_do(cli, p, &plan, &left);
	int failed;
	struct cell cells[] = {
		{ p->intent.time.set ? CELL_TIME : CELL_NONE,
		  { .number = iqm_ms_to_time(p->intent.time) } },
		text_cell(CELL_WORD, p->key),
		text_cell(CELL_WORD, p->operation),
		text_cell(CELL_WORD, state_name(p->state)),
		{ p->report_id.set ? CELL_INT : CELL_NONE, { .number = p->report_id.value } },
		text_cell(CELL_WORD, left),
		text_cell(CELL_TEXT, plan.save),
		{ CELL_JSON, { .text = p->request } },
	};

	failed = out_row(out, cells);
	plan_free(&plan);
	return failed ? failed : err;
}

static int print(struct cli *cli, const struct iqm_purchases *list)
{
	static const struct column columns[] = { { .name = "time" },      { .name = "key" },
						 { .name = "operation" }, { .name = "state" },
						 { .name = "id" },        { .name = "next" },
						 { .name = "file" },      { .name = "request" } };
	struct out *out = out_open(&cli->print, columns, sizeof(columns) / sizeof(columns[0]));
	int err = out ? 0 : cli_fail_nomem();

	for (size_t i = 0; out && i < list->len; i++)
		if (print_row(cli, out, &list->items[i]))
			err = EXIT_FAILED;
	return out && out_close(out) && !err ? EXIT_FAILED : err;
}

int cmd_journal_list(struct cli *cli)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	struct iqm_client *client = NULL;
	struct iqm_purchases *list;
	struct iqm_call call = { 0 };
	int err = zone ? zone_check(zone) : 0;

	if (!err)
		err = open_journal(cli, &client);
	if (err)
		return err;
	if (iqm_journal_list(client, &list, &call))
		err = cli_fail_call(&call.error);
	else
		err = print(cli, list);
	iqm_free(list);
	iqm_client_close(client);
	return err;
}
