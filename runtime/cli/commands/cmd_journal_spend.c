/* SPDX-License-Identifier: MIT */
/* `journal spend`: what the purchases on record cost in sum. */
#include "commands/journal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_SIZE 96
#define LEAST_BAR 8 /* columns */
#define MOST_BAR 40
#define LEAST_TERMINAL 40 /* below it there is no bar */
#define BLOCK "\xe2\x96\x88"

struct group {
	char name[NAME_SIZE];
	const char *service; /* of a workspace */
	struct iqm_spending sum;
};

struct spend {
	struct cli *cli;
	const char *by;
	struct journal_filter filter;
	struct group *groups;
	size_t len;
	size_t cap;
	struct group total;
	bool bars;
};

/* ---- groups ------------------------------------------------------------------------------ */

static bool is_by(const struct spend *s, const char *by)
{
	return !strcmp(s->by, by);
}

/* As many characters of its time as name a month or a day. */
static void name_time(const struct spend *s, const struct iqm_purchase *p, char name[NAME_SIZE])
{
	struct iqm_ms time = purchase_time(p);
	char text[TIMESTAMP_SIZE];

	snprintf(name, NAME_SIZE, "unknown");
	if (!time.set)
		return;
	timestamp_text(iqm_ms_to_time(time), s->filter.zone, text);
	snprintf(name, NAME_SIZE, "%.*s", is_by(s, "day") ? 10 : 7, text);
}

static void name_order(const struct spend *s, const struct iqm_purchase *p, char name[NAME_SIZE])
{
	struct ordered ordered;
	const char *text;

	ordered_read(p, s->filter.zone, &ordered);
	text = is_by(s, "family") ? ordered.family : ordered.campaigns;
	snprintf(name, NAME_SIZE, "%s", *text ? text : *ordered.family ? "none" : "unknown");
}

static void name_group(const struct spend *s, const struct iqm_purchase *p, char name[NAME_SIZE])
{
	if (is_by(s, "workspace"))
		snprintf(name, NAME_SIZE, "%s", p->workspace ? p->workspace : "unknown");
	else if (is_by(s, "family") || is_by(s, "campaign"))
		name_order(s, p, name);
	else
		name_time(s, p, name);
}

static bool is_in(const struct group *g, const char *name, const char *service)
{
	bool same = g->service && service ? !strcmp(g->service, service) : g->service == service;

	return same && !strcmp(g->name, name);
}

/* NULL: out of memory. */
static struct group *group_of(struct spend *s, const char *name, const char *service)
{
	size_t cap = s->cap ? 2 * s->cap : 16;
	struct group *more;

	for (size_t i = 0; i < s->len; i++)
		if (is_in(&s->groups[i], name, service))
			return &s->groups[i];
	if (s->len == s->cap) {
		more = realloc(s->groups, cap * sizeof(*more));
		if (!more)
			return NULL;
		s->groups = more;
		s->cap = cap;
	}
	s->groups[s->len] = (struct group){ .service = service };
	snprintf(s->groups[s->len].name, NAME_SIZE, "%s", name);
	return &s->groups[s->len++];
}

static int add(struct spend *s, const struct iqm_purchase *p)
{
	const struct iqm_ms ever = { 0 };
	char name[NAME_SIZE];
	struct group *g;

	if (!purchase_may_have_bought(p) || !journal_shows(&s->filter, p))
		return 0;
	name_group(s, p, name);
	g = group_of(s, name, is_by(s, "workspace") ? p->service : NULL);
	if (!g)
		return cli_fail_nomem();
	iqm_journal_count(&g->sum, p, NULL, ever);
	iqm_journal_count(&s->total.sum, p, NULL, ever);
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct group *)a)->name, ((const struct group *)b)->name);
}

/* The dearest first. */
static int by_cost(const void *a, const void *b)
{
	int64_t one = ((const struct group *)a)->sum.micros;
	int64_t other = ((const struct group *)b)->sum.micros;

	return one == other ? by_name(a, b) : one < other ? 1 : -1;
}

/* ---- bars -------------------------------------------------------------------------------- */

static void cost_text(const struct group *g, char text[MONEY_SIZE])
{
	format_money(iqm_micros_amount(g->sum.micros), text);
}

/* What the other columns leave of the terminal. */
static size_t bar_width(const struct spend *s)
{
	size_t width = terminal_width(stdout);
	size_t name = strlen(s->by);
	char cost[MONEY_SIZE];
	size_t used;

	for (size_t i = 0; i < s->len; i++)
		if (strlen(s->groups[i].name) > name)
			name = strlen(s->groups[i].name);
	cost_text(&s->total, cost);
	used = name + 2 + strlen("purchases") + 2 + strlen(cost) + 2;
	if (width < LEAST_TERMINAL)
		return 0;
	if (width < used + LEAST_BAR) /* the name is cut */
		return LEAST_BAR;
	return width - used < MOST_BAR ? width - used : MOST_BAR;
}

/* The longest is that of the dearest. */
static void add_bar(struct buf *t, const struct spend *s, const struct group *g, size_t width)
{
	int64_t most = 1;
	size_t len;

	for (size_t i = 0; i < s->len; i++)
		if (s->groups[i].sum.micros > most)
			most = s->groups[i].sum.micros;
	len = (size_t)((double)g->sum.micros / (double)most * (double)width + 0.5);
	if (!len && g->sum.micros)
		len = 1;
	while (len--)
		iqm_buf_str(t, BLOCK);
	iqm_buf_str(t, "");
}

/* ---- printing ---------------------------------------------------------------------------- */

static int print_group(const struct spend *s, struct out *out, const struct group *g, size_t width)
{
	const struct iqm_spending *sum = &g->sum;
	struct buf bar = { 0 };
	struct cell cells[6] = {
		text_cell(CELL_TEXT, g->name),
		{ CELL_INT, { .number = (int64_t)sum->purchases } },
		{ CELL_MONEY, { .num = iqm_micros_amount(sum->micros) } },
		{ CELL_INT, { .number = (int64_t)sum->open } },
		{ CELL_INT, { .number = (int64_t)sum->unpriced } },
		text_cell(CELL_TEXT, g->service),
	};
	int err;

	if (width)
		add_bar(&bar, s, g, width);
	if (s->cli->print.format == FORMAT_TABLE) {
		cells[3] = text_cell(CELL_TEXT, g->service);
		if (width)
			cells[3] = text_cell(CELL_WORD, bar.data);
	}
	err = bar.err ? cli_fail_nomem() : out_row(out, cells);
	iqm_buf_free(&bar);
	return err;
}

static int print_groups(const struct spend *s)
{
	bool table = s->cli->print.format == FORMAT_TABLE;
	bool workspaces = is_by(s, "workspace");
	size_t width = table && !workspaces && isatty(STDOUT_FILENO) ? bar_width(s) : 0;
	const struct column data[] = { { .name = s->by },      { .name = "purchases" },
				       { .name = "cost" },     { .name = "may-have-bought" },
				       { .name = "unpriced" }, { .name = "service" } };
	const struct column shown[] = {
		data[0], data[1], data[2], { .name = workspaces ? "service" : "" }
	};
	struct out *out = table ? out_open(&s->cli->print, shown, workspaces || width ? 4 : 3)
				: out_open(&s->cli->print, data, workspaces ? 6 : 5);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < s->len; i++)
		err = print_group(s, out, &s->groups[i], width);
	if (!err && table && s->len > 1)
		err = print_group(s, out, &s->total, 0);
	return out && out_close(out) ? EXIT_FAILED : err;
}

/* What the sums do not show. */
static void note_unsure(const struct spend *s)
{
	const struct iqm_spending *sum = &s->total.sum;

	if (sum->open)
		cli_info("%zu of them may have been bought: journal list --open", sum->open);
	if (sum->unpriced)
		cli_info("%zu of unknown cost: the sums are without %s.", sum->unpriced,
			 sum->unpriced == 1 ? "it" : "them");
}

static int print(struct spend *s, const struct iqm_purchases *list)
{
	bool times = is_by(s, "month") || is_by(s, "day");
	int err = 0;

	for (size_t i = 0; !err && i < list->len; i++)
		err = add(s, &list->items[i]);
	if (err)
		return err;
	if (!s->len && s->cli->print.format == FORMAT_TABLE) {
		cli_info("Nothing was spent.");
		return 0;
	}
	if (s->len)
		qsort(s->groups, s->len, sizeof(*s->groups), times ? by_name : by_cost);
	err = print_groups(s);
	if (!err)
		note_unsure(s);
	return err;
}

int cmd_journal_spend(struct cli *cli)
{
	struct spend s = { .cli = cli,
			   .by = option_value(&cli->args, OPT_SPEND_BY),
			   .total = { .name = "total" } };
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_purchases *list = NULL;
	int err = journal_filter_read(cli, &s.filter);

	if (!err)
		err = session_open_journal(cli);
	if (!err)
		err = iqm_journal_list(cli->client, &list, &call) ? cli_fail_call(&call.error)
								  : print(&s, list);
	iqm_free(list);
	free(s.groups);
	return err;
}
