/* SPDX-License-Identifier: MIT */
/* The journal against the lists: which report no key owns, which purchase has no report, and what
 * was charged. */
#include "purchase/price.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define LATEST_MS (60 * 60 * 1000) /* after a purchase, a list may show its report so late */

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
};

/* ---- findings ---------------------------------------------------------------------------- */

static struct finding *add(struct reconciliation *r, const char *name, const char *family)
{
	struct finding *grown;

	if (r->len == r->size) {
		grown = realloc(r->items, (r->size + 64) * sizeof(*grown));
		if (!grown)
			return NULL;
		r->items = grown;
		r->size += 64;
	}
	r->items[r->len] = (struct finding){ .name = name, .family = family };
	return &r->items[r->len++];
}

CLI_PRINTF(6, 7)
static int report(struct reconciliation *r, const char *name, const char *family,
		  const struct iqm_purchase *p, int64_t id, const char *format, ...)
{
	struct finding *f = add(r, name, family);
	va_list args;

	if (!f)
		return cli_fail_nomem();
	f->id = id;
	f->key = p ? p->key : NULL;
	if (p && purchase_may_have_bought(p) && !p->report_id.set)
		f->next = purchase_is_overdue(p) ? NEXT_SETTLE : NEXT_RESUME;
	va_start(args, format);
	vsnprintf(f->what, sizeof(f->what), format, args);
	va_end(args);
	return 0;
}

static void time_of(const struct cli *cli, time_t time, char text[TIMESTAMP_SIZE])
{
	snprintf(text, TIMESTAMP_SIZE, "at an unknown time");
	if (time >= 0)
		timestamp_text(time, cli->print.zone, text);
}

/* ---- one row of the list ----------------------------------------------------------------- */

/* By what was known before a purchase. */
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

static int compare_row(struct family *f, const void *row)
{
	const char *family = f->buys->family;
	int64_t id = row_id(f->buys->op->order->list, row);
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
		return report(f->r, "no-key", family, p, id,
			      "made %s; it may be what this purchase has bought", created);
	if (id > f->newest)
		return report(
			f->r, "newer-than-journal", family, NULL, id,
			"made %s, after the journal's last purchase: bought elsewhere, or the "
			"journal is an older copy",
			created);
	return report(f->r, "no-key", family, NULL, id, "made %s; no key has bought it", created);
}

static int compare_list(struct family *f)
{
	struct iqm_call call = { .timeout_ms = f->cli->call.timeout_ms,
				 .cancel = f->cli->call.cancel };
	const struct iqm_op *list = f->buys->op->order->list;
	struct iqm_pager *pager;
	const void *row = NULL;
	int code = 0;
	int err = iqm_pager_open(f->cli->client, list, NULL, &pager, &call.error);

	f->whole = true;
	progress_begin(list->name);
	do {
		if (!err)
			err = iqm_pager_next(pager, &row, &call);
		if (!err && row)
			code = compare_row(f, row);
	} while (!err && !code && row);
	progress_end();
	iqm_pager_close(pager);
	return err ? cli_fail_call(&call.error) : code;
}

/* ---- one purchase ------------------------------------------------------------------------ */

static bool is_recent(const struct iqm_purchase *p)
{
	return p->sent.set && iqm_realtime(&iqm_system_clock) - p->sent.value <= LATEST_MS;
}

static int compare_charge(struct family *f, const struct iqm_purchase *p)
{
	char cost[MONEY_SIZE];
	char price[MONEY_SIZE];

	if (!p->cost.set || !p->price.set ||
	    iqm_micros(p->cost.value) == iqm_micros(p->price.value))
		return 0;
	format_money(p->cost.value, cost);
	format_money(p->price.value, price);
	return report(f->r, "charged-differently", f->buys->family, p, p->report_id.value,
		      "charged %s, priced %s", cost, price);
}

static int report_unknown(struct family *f, const struct iqm_purchase *p)
{
	char sent[TIMESTAMP_SIZE];

	time_of(f->cli, p->sent.set ? iqm_ms_to_time(p->sent) : -1, sent);
	return report(f->r, "outcome-unknown", f->buys->family, p, 0,
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
		return report(f->r, "not-listed", f->buys->family, p, 0,
			      "bought, but which report is not known");
	if (is_recent(p))
		return report(f->r, "not-listed", f->buys->family, p, c->id,
			      "the list does not show it yet");
	return report(f->r, "gone", f->buys->family, p, c->id, "the list has it no more");
}

/* ---- one family -------------------------------------------------------------------------- */

static bool is_in_time(const struct family *f, const struct iqm_purchase *p)
{
	struct iqm_ms time = p->sent.set ? p->sent : p->intent.time;

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

static int compare_family(struct family *f, const struct iqm_purchase *const *here, size_t len)
{
	int err;

	f->items = calloc(len + 1, sizeof(*f->items));
	if (!f->items)
		return cli_fail_nomem();
	choose(f, here, len);
	err = compare_list(f);
	for (size_t i = 0; !err && i < f->len; i++)
		if (is_in_time(f, f->items[i].purchase))
			err = compare_purchase(f, &f->items[i]);
	for (size_t i = 0; i < f->len; i++)
		iqm_free(f->items[i].request);
	free(f->items);
	return err;
}

/* ---- all of them ------------------------------------------------------------------------- */

/* Of a log-in by password only its response says which workspace it is. */
static int find_place(struct cli *cli, char **service, char workspace[IQM_WORKSPACE_SIZE])
{
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms, .cancel = cli->call.cancel };
	int err = place_workspace(cli, workspace);

	if (!err && !*workspace && cli_probe(cli->client, &call))
		return cli_fail_call(&call.error);
	if (!err && !*workspace)
		err = place_workspace(cli, workspace);
	*service = iqm_url_normalise(cli->config.setting[SET_BASE_URL].value);
	return err || *service ? err : cli_fail_nomem();
}

static bool is_same(const char *recorded, const char *now)
{
	return !recorded || !now || !*now || !strcmp(recorded, now);
}

/* What a repair has lost, or another version has bought, is in no list that could be read. */
static int report_strange(struct reconciliation *r, const struct iqm_purchase *p)
{
	const struct cli_command *c = p->operation ? command_named(p->operation) : NULL;

	if ((c && c->op->order) || !purchase_may_have_bought(p))
		return 0;
	return report(r, "outcome-unknown", NULL, p, 0,
		      p->operation ? "made by an operation that this version does not know"
				   : "what it ordered was lost when the journal was damaged");
}

static int choose_here(struct cli *cli, const struct iqm_purchases *all, struct reconciliation *r,
		       const struct iqm_purchase **here)
{
	char workspace[IQM_WORKSPACE_SIZE];
	char *service = NULL;
	int err = find_place(cli, &service, workspace);

	for (size_t i = 0; !err && i < all->len; i++) {
		const struct iqm_purchase *p = &all->items[i];

		if (!is_same(p->service, service) || !is_same(p->workspace, workspace)) {
			r->elsewhere++;
			continue;
		}
		here[r->purchases++] = p;
		err = report_strange(r, p);
	}
	free(service);
	return err;
}

int reconcile(struct cli *cli, const struct iqm_purchases *all, struct iqm_ms since,
	      struct reconciliation *r)
{
	const struct iqm_purchase **here = calloc(all->len + 1, sizeof(*here));
	int err;

	if (!here)
		return cli_fail_nomem();
	err = choose_here(cli, all, r, here);
	for (const struct cli_command *c = cli_commands; !err && c->family; c++) {
		struct family f = { .cli = cli, .r = r, .buys = c, .since = since };

		if (c->kind == KIND_OPERATION && c->op->effect == IQM_PAID && c->op->order)
			err = compare_family(&f, here, r->purchases);
	}
	free(here);
	return err;
}

void reconciliation_free(struct reconciliation *r)
{
	free(r->items);
	r->items = NULL;
}
