/* SPDX-License-Identifier: MIT */
/* `journal reconcile`: the journal against the lists of reports. It sends reads only. */
#include "commands/cmd.h"

#include <string.h>

static const char *next_command(const struct finding *f, char text[COMMAND_SIZE])
{
	*text = '\0';
	if (f->next && f->key)
		key_command(f->next == NEXT_SETTLE ? "settle" : "resume", f->key, text);
	return text;
}

/* In a table the word, as `journal list` has it: the command is shown at the end. */
static struct cell next_cell(const struct cli *cli, const struct finding *f,
			     char text[COMMAND_SIZE])
{
	next_command(f, text);
	if (cli->print.format != FORMAT_TABLE || !*text)
		return text_cell(CELL_LINE, text);
	next_step_at_end(text);
	return text_cell(CELL_WORD, f->next == NEXT_SETTLE ? "settle" : "resume");
}

static int print_row(const struct cli *cli, struct out *out, const struct finding *f)
{
	char command[COMMAND_SIZE];
	struct cell cells[] = { text_cell(CELL_WORD, f->name),
				text_cell(CELL_WORD, f->family),
				number_cell(f->id),
				text_cell(CELL_WORD, f->key),
				next_cell(cli, f, command),
				text_cell(CELL_TEXT, f->what) };

	return out_row(out, cells);
}

static int print(const struct cli *cli, const struct reconciliation *r)
{
	static const struct column columns[] = { { .name = "finding" }, { .name = "family" },
						 { .name = "id" },      { .name = "key" },
						 { .name = "next" },    { .name = "what" } };
	struct out *out;
	int err = 0;

	if (!r->len && cli->print.format == FORMAT_TABLE)
		return 0;
	out = out_open(&cli->print, columns, sizeof(columns) / sizeof(columns[0]));
	if (!out)
		return EXIT_FAILED;
	for (size_t i = 0; !err && i < r->len; i++)
		err = print_row(cli, out, &r->items[i]);
	return out_close(out) && !err ? EXIT_FAILED : err;
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static int finish(const struct reconciliation *r)
{
	cli_info("%zu purchase%s and %zu report%s were compared.", r->purchases,
		 plural(r->purchases), r->reports - r->older, plural(r->reports - r->older));
	if (r->older)
		cli_info("%zu older report%s %s not.", r->older, plural(r->older),
			 r->older == 1 ? "was" : "were");
	if (r->elsewhere)
		cli_info("Left out: %zu purchase%s of other services or workspaces.", r->elsewhere,
			 plural(r->elsewhere));
	if (!r->len) {
		cli_info("Nothing differs.");
		return 0;
	}
	return cli_fail(EXIT_DIFFERS, "%zu thing%s differ%s between the journal and the lists",
			r->len, plural(r->len), r->len == 1 ? "s" : "");
}

static int read_since(const struct cli *cli, struct iqm_ms *since)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	const char *text = option_value(&cli->args, OPT_RECONCILE_SINCE);
	int64_t ms = 0;
	int err = zone ? zone_check(zone) : 0;

	if (err || !text)
		return err;
	err = parse_since("--since", text, zone, &ms);
	*since = iqm_ms(ms);
	return err;
}

int cmd_journal_reconcile(struct cli *cli)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_purchases *all = NULL;
	struct reconciliation r = { 0 };
	struct iqm_ms since = { 0 };
	int err = read_since(cli, &since);

	if (!err)
		err = place_need_workspace(cli);
	if (!err)
		err = session_connect(cli, WITH_JOURNAL);
	if (!err && iqm_journal_list(cli->client, &all, &call))
		err = cli_fail_call(&call.error);
	if (!err)
		err = reconcile(cli, all, since, &r);
	if (!err)
		err = print(cli, &r);
	if (!err)
		err = finish(&r);
	reconciliation_free(&r);
	iqm_free(all);
	return err;
}
