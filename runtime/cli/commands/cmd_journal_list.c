/* SPDX-License-Identifier: MIT */
/* `journal list`: the purchases that this machine has on record. */
#include "commands/journal.h"

#include <string.h>
#include <unistd.h>

/* ---- the list ---------------------------------------------------------------------------- */

struct listing {
	struct cli *cli;
	struct journal_filter filter;
	struct column columns[JOURNAL_COLUMNS_MAX];
	const struct journal_column *shown[JOURNAL_COLUMNS_MAX];
	size_t len;
	struct out *out; /* NULL: no row has come */
};

static bool same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool has_places(const struct iqm_purchases *list)
{
	for (size_t i = 1; i < list->len; i++)
		if (!same(list->items[i].service, list->items[0].service) ||
		    !same(list->items[i].workspace, list->items[0].workspace))
			return true;
	return false;
}

static bool is_shown(const struct journal_column *c, size_t width, bool places)
{
	return width >= c->from && (!c->below || width < c->below) &&
	       (places || !(c->in & ONLY_PLACES));
}

static void choose_columns(struct listing *l, const struct iqm_purchases *list)
{
	enum output_format format = l->cli->print.format;
	bool table = format == FORMAT_TABLE;
	bool json = format == FORMAT_JSON || format == FORMAT_JSONL;
	unsigned in = table ? IN_TABLE : json ? IN_JSON : IN_CSV;
	bool picked = l->cli->print.columns; /* of all, however wide the terminal is */
	size_t width = isatty(STDOUT_FILENO) && !picked ? terminal_width(stdout) : SIZE_MAX;
	bool places = picked || has_places(list);

	for (const struct journal_column *c = journal_columns; c->name; c++) {
		if (!(c->in & in) || (table && !is_shown(c, width, places)))
			continue;
		l->columns[l->len] = (struct column){ .name = c->name };
		l->shown[l->len++] = c;
	}
}

static int open_out(struct listing *l)
{
	if (!l->out)
		l->out = out_open(&l->cli->print, l->columns, l->len);
	return l->out ? 0 : EXIT_FAILED;
}

static int print_row(struct listing *l, const struct iqm_purchase *p)
{
	struct cell cells[JOURNAL_COLUMNS_MAX];
	struct journal_row row;
	int err = journal_row_open(&row, p, l->filter.zone);
	int failed = row.order.err ? cli_fail_nomem() : open_out(l);

	for (size_t i = 0; i < l->len; i++)
		cells[i] = l->shown[i]->cell(&row);
	if (!failed)
		failed = out_row(l->out, cells);
	journal_row_close(&row);
	return failed ? failed : err;
}

static int print(struct listing *l, const struct iqm_purchases *list)
{
	int err = 0;

	choose_columns(l, list);
	if (out_check(&l->cli->print, l->columns, l->len))
		return EXIT_USAGE;
	for (size_t i = 0; i < list->len; i++)
		if (journal_shows(&l->filter, &list->items[i]) && print_row(l, &list->items[i]))
			err = EXIT_FAILED;
	if (!l->out && l->cli->print.format == FORMAT_TABLE)
		journal_say_empty(&l->filter);
	else if (open_out(l) || out_close(l->out))
		err = err ? err : EXIT_FAILED;
	return err;
}

int cmd_journal_list(struct cli *cli)
{
	struct listing l = { .cli = cli };
	struct iqm_purchases *list = NULL;
	struct iqm_call call = { .cancel = cli->call.cancel };
	int err = journal_filter_read(cli, &l.filter);

	if (!err)
		err = session_open_journal(cli);
	if (err)
		return err;
	err = iqm_journal_list(cli->client, &list, &call) ? cli_fail_call(&call.error)
							  : print(&l, list);
	iqm_free(list);
	return err;
}
