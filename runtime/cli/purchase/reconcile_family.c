/* SPDX-License-Identifier: MIT */
/* One family: which report of its list no key owns, which purchase has no report, and what was
 * charged. */
#include "purchase/reconciliation.h"

#include <stdlib.h>
#include <string.h>

/* A purchase of the place that the settings lead to. */
struct compared {
	const struct iqm_purchase *purchase;
	void *request; /* NULL: none is needed, or it cannot be read */
	int64_t id;    /* of what it has bought, or regenerated; 0: not known */
	bool seen;     /* the list has that */
};

/* One family, and what the journal has of it. */
struct family {
	struct cli *cli;
	struct reconciliation *r;
	const struct cli_command *buys;
	struct compared *items;
	size_t len;
	struct iqm_ms since;
	const struct iqm_purchase *first; /* NULL: none */
	int64_t newest;                   /* id that the journal knows of; 0: none */
	bool whole;                       /* each row of the list has shown its id */
	int code;
};

static void time_of(const struct cli *cli, time_t time, char text[TIMESTAMP_SIZE])
{
	snprintf(text, TIMESTAMP_SIZE, "at an unknown time");
	if (time >= 0)
		timestamp_text(time, cli->print.zone, text);
}

/* ---- one row of the list ----------------------------------------------------------------- */

static bool is_before(const struct family *f, const void *row, const struct iqm_intent *intent)
{
	return row_is_before(f->buys->op->order, row, intent, CLOCKS_DIFFER_S);
}

/* Before what is asked for: the journal says nothing of it. */
static bool is_older(const struct family *f, const void *row)
{
	time_t created = row_created(f->buys->op->order, row);

	if (f->since.set && created >= 0)
		return created < iqm_ms_to_time(f->since);
	return !f->first || is_before(f, row, &f->first->intent);
}

/* The purchase that is not known to have bought and may have bought this; NULL: none. */
static const struct iqm_purchase *may_be_of(const struct family *f, const void *row)
{
	for (size_t i = 0; i < f->len; i++) {
		const struct iqm_purchase *p = f->items[i].purchase;
		const void *request = f->items[i].request;

		if (p->state == IQM_PURCHASE_BOUGHT || p->intent.state.set)
			continue;
		if (request && !is_before(f, row, &p->intent) &&
		    !iqm_order_contradiction(f->buys->op, request, row))
			return p;
	}
	return NULL;
}

static bool is_owned(struct family *f, int64_t id)
{
	bool owned = false;

	for (size_t i = 0; i < f->len; i++)
		if (f->items[i].id == id)
			f->items[i].seen = owned = true;
	return owned;
}

static int compare_row(struct family *f, int64_t id, const void *row)
{
	const char *family = f->buys->family;
	char created[TIMESTAMP_SIZE];
	const struct iqm_purchase *p;

	f->r->reports++;
	f->whole = f->whole && id;
	if (!id || is_owned(f, id))
		return 0;
	if (is_older(f, row)) {
		f->r->older++;
		return 0;
	}
	p = may_be_of(f, row);
	time_of(f->cli, row_created(f->buys->op->order, row), created);
	if (p)
		return finding_add(f->r, "no-key", family, p, id,
				   "made %s; it may be what this purchase has bought", created);
	if (id > f->newest)
		return finding_add(
			f->r, "newer-than-journal", family, NULL, id,
			"made %s, after the journal's last purchase: bought elsewhere, or the "
			"journal is an older copy",
			created);
	return finding_add(f->r, "no-key", family, NULL, id, "made %s; no key has bought it",
			   created);
}

static bool visit(void *context, int64_t id, const void *row)
{
	struct family *f = context;

	f->code = compare_row(f, id, row);
	return !f->code;
}

static int compare_list(struct family *f)
{
	const struct iqm_op *list = f->buys->op->order->list;
	int err;

	f->whole = true;
	progress_begin(list->name);
	err = visit_rows(f->cli, list, visit, f);
	progress_end();
	return err ? err : f->code;
}

/* ---- one purchase ------------------------------------------------------------------------ */

static int compare_charge(struct family *f, const struct iqm_purchase *p)
{
	char cost[MONEY_SIZE];
	char price[MONEY_SIZE];

	if (!p->cost.set || !p->price.set ||
	    iqm_micros(p->cost.value) == iqm_micros(p->price.value))
		return 0;
	format_money(p->cost.value, cost);
	format_money(p->price.value, price);
	return finding_add(f->r, "charged-differently", f->buys->family, p, p->report_id.value,
			   "charged %s, priced %s", cost, price);
}

static int report_unknown(struct family *f, const struct iqm_purchase *p)
{
	char sent[TIMESTAMP_SIZE];

	time_of(f->cli, p->sent.set ? iqm_ms_to_time(p->sent) : -1, sent);
	return finding_add(f->r, "outcome-unknown", f->buys->family, p, 0,
			   "sent %s; it is not known whether it bought", sent);
}

static int compare_purchase(struct family *f, const struct compared *c)
{
	const struct iqm_purchase *p = c->purchase;
	int err;

	if (p->state == IQM_PURCHASE_BUSY || !purchase_may_have_bought(p))
		return 0;
	if (p->state != IQM_PURCHASE_BOUGHT)
		return report_unknown(f, p);
	err = compare_charge(f, p);
	if (err || c->seen || (c->id && !f->whole))
		return err;
	if (!c->id)
		return finding_add(f->r, "not-listed", f->buys->family, p, 0,
				   "bought, but which report is not known");
	if (purchase_is_recent(p))
		return finding_add(f->r, "not-listed", f->buys->family, p, c->id,
				   "the list does not show it yet");
	return finding_add(f->r, "gone", f->buys->family, p, c->id, "the list has it no more");
}

/* ---- one family -------------------------------------------------------------------------- */

static bool is_in_time(const struct family *f, const struct iqm_purchase *p)
{
	struct iqm_ms time = purchase_time(p);

	return !f->since.set || !time.set || time.value >= f->since.value;
}

/* By the response; or by the order, which says what it regenerates. */
static void find_id(const struct family *f, struct compared *c)
{
	const struct iqm_purchase *p = c->purchase;
	struct iqm_error error;

	if (p->state == IQM_PURCHASE_BOUGHT && p->report_id.set) {
		c->id = p->report_id.value;
		return;
	}
	if (purchase_may_have_bought(p) && p->request &&
	    iqm_json_read(f->buys->op->body, p->request, strlen(p->request), &c->request, &error))
		c->request = NULL;
	if (p->state == IQM_PURCHASE_BOUGHT)
		c->id = regenerated_id(f->buys->op, c->request);
}

static void take_newest(struct family *f, const struct iqm_purchase *p)
{
	if (p->intent.highest_id.set && p->intent.highest_id.value > f->newest)
		f->newest = p->intent.highest_id.value;
	if (p->report_id.set && p->report_id.value > f->newest)
		f->newest = p->report_id.value;
}

/* The purchases of this family among those that are compared. */
static void choose(struct family *f, const struct iqm_purchase *const *here, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!here[i] || !here[i]->operation ||
		    strcmp(here[i]->operation, f->buys->op->name) != 0)
			continue;
		if (!f->first)
			f->first = here[i];
		take_newest(f, here[i]);
		f->items[f->len].purchase = here[i];
		find_id(f, &f->items[f->len++]);
	}
}

static int compare(struct family *f, const struct iqm_purchase *const *here, size_t len)
{
	int err;

	choose(f, here, len);
	err = compare_list(f);
	for (size_t i = 0; !err && i < f->len; i++)
		if (is_in_time(f, f->items[i].purchase))
			err = compare_purchase(f, &f->items[i]);
	return err;
}

int reconcile_family(struct cli *cli, struct reconciliation *r, const struct cli_command *buys,
		     struct iqm_ms since, const struct iqm_purchase *const *here, size_t len)
{
	struct family f = { .cli = cli, .r = r, .buys = buys, .since = since };
	int err;

	f.items = calloc(len + 1, sizeof(*f.items));
	if (!f.items)
		return cli_fail_nomem();
	err = compare(&f, here, len);
	for (size_t i = 0; i < f.len; i++)
		iqm_free(f.items[i].request);
	free(f.items);
	return err;
}
