/* SPDX-License-Identifier: MIT */
/* `journal archive BEFORE`: moves purchases that have ended out of the journal. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>

/* A date, or how long ago. */
static int read_before(const struct cli *cli, struct iqm_ms *before)
{
	const char *text;
	int64_t ms = 0;
	int err;

	if (cli->args.operands.len != 1)
		return cli_fail(EXIT_USAGE, "expected a date or a duration: " PROGRAM " journal "
					    "archive 90d");
	text = cli->args.operands.items[0];
	err = parse_since("BEFORE", text, cli->config.setting[SET_TIMEZONE].value, &ms);
	if (!err && ms > iqm_realtime(&iqm_system_clock))
		err = cli_fail(EXIT_USAGE, "'%s' is in the future", text);
	*before = iqm_ms(ms);
	return err;
}

/* Whether it is old enough, and not in the archive already: what stays of it has no process. */
static bool is_old(const struct iqm_purchase *p, struct iqm_ms before)
{
	return p->sent.set && p->sent.value < before.value && p->process.set;
}

/* As iqm_journal_archive() has it. */
static bool has_ended(const struct iqm_purchase *p)
{
	if (p->state == IQM_PURCHASE_BOUGHT)
		return p->report_id.set;
	return !purchase_may_have_bought(p);
}

static bool stays(const struct iqm_purchase *p, struct iqm_ms before)
{
	return is_old(p, before) && (!has_ended(p) || purchase_is_unfinished(p));
}

/* What is to follow a purchase would be lost with its note: a key that is claimed stays. */
static int keep_unfinished(struct cli *cli, const struct iqm_purchases *list, struct iqm_ms before,
			   struct buf *keys)
{
	struct iqm_call call = { .cancel = cli->call.cancel };

	for (size_t i = 0; i < list->len; i++) {
		const struct iqm_purchase *p = &list->items[i];
		int err = stays(p, before) ? iqm_journal_claim(cli->client, p->key, &call) : 0;

		if (err && err != IQM_E_KEY_USED) /* by another, which keeps it too */
			return cli_fail_call(&call.error);
		if (stays(p, before))
			iqm_buf_printf(keys, "%s'%s'", keys->len ? ", " : "", p->key);
	}
	return keys->err ? cli_fail_nomem() : 0;
}

static int print_row(struct out *out, const struct iqm_purchase *p)
{
	struct cell cells[] = {
		{ CELL_TIME, { .number = iqm_ms_to_time(p->sent) } },
		text_cell(CELL_WORD, p->key),
		text_cell(CELL_WORD, p->operation),
		text_cell(CELL_WORD, purchase_state_name(p->state)),
		{ p->report_id.set ? CELL_INT : CELL_NONE, { .number = p->report_id.value } },
	};

	return out_row(out, cells);
}

/* Whether one of the list from before has left the journal, but for what is kept of it. */
static int has_moved(const struct cli *cli, const struct iqm_purchase *p, bool *moved)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_purchase *now;

	if (iqm_journal_get(cli->client, p->key, &now, &call))
		return cli_fail_call(&call.error);
	*moved = !now->process.set || now->sent.value != p->sent.value;
	iqm_free(now);
	return 0;
}

/* Not by how old they are: one may have been claimed. */
static int print(const struct cli *cli, const struct iqm_purchases *list, struct iqm_ms before)
{
	static const struct column columns[] = { { .name = "sent" },
						 { .name = "key" },
						 { .name = "operation" },
						 { .name = "state" },
						 { .name = "id" } };
	struct out *out = out_open(&cli->print, columns, 5);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < list->len; i++) {
		const struct iqm_purchase *p = &list->items[i];
		bool moved = false;

		if (is_old(p, before))
			err = has_moved(cli, p, &moved);
		if (!err && moved)
			err = print_row(out, p);
	}
	return out && out_close(out) ? EXIT_FAILED : err;
}

static int archive(struct cli *cli, const struct iqm_purchases *list, struct iqm_ms before,
		   const char *path)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct buf unfinished = { 0 };
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	size_t moved = 0;
	int err = keep_unfinished(cli, list, before, &unfinished);

	if (!err && iqm_journal_archive(cli->client, before, &moved, &call))
		err = cli_fail_call(&call.error);
	if (!err && !moved)
		cli_info("Nothing was archived: nothing from before %s is left to move.",
			 cli->args.operands.items[0]);
	else if (!err)
		cli_info("%zu purchase%s moved to %s.", moved, moved == 1 ? " was" : "s were",
			 path);
	if (!err && unfinished.len)
		cli_info("Not moved, as they are not finished: %s.%s", unfinished.data,
			 next_step(step, " Finish them with: ",
				   command_text(command, "journal", "resume", (char *)NULL)));
	iqm_buf_free(&unfinished);
	if (!err && !moved && cli->print.format == FORMAT_TABLE)
		return 0; /* not "No rows." as well */
	return err ? err : print(cli, list, before);
}

int cmd_journal_archive(struct cli *cli)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_purchases *list = NULL;
	struct iqm_ms before = { 0 };
	char *path;
	int err = read_before(cli, &before);

	if (err)
		return err;
	path = state_path_or_fail(&cli->config, "journal.archive");
	err = path ? session_open_journal(cli) : EXIT_FAILED;
	if (!err && iqm_journal_list(cli->client, &list, &call))
		err = cli_fail_call(&call.error);
	if (!err)
		err = archive(cli, list, before, path);
	iqm_free(list);
	free(path);
	return err;
}
