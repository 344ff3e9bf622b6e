/* SPDX-License-Identifier: MIT */
/* What `doctor --probe` asks: lists, campaigns, links of files, one price. All of it is free. */
#include "commands/probe.h"

#include <stdlib.h>
#include <string.h>

#define ROWS 50                       /* of a list */
#define NO_REPORT INT64_C(2147483646) /* the id of none */
#define DAY_S 86400

/* A list of structs, as a response has it. */
struct structs {
	const void *const *items;
	size_t len;
};

static struct structs structs_of(const struct iqm_field *f, const void *object)
{
	struct structs list;

	memcpy(&list, (const char *)object + f->offset, sizeof(list));
	return list;
}

static void set_int(void *request, const struct iqm_field *f, int64_t value)
{
	struct iqm_int member = iqm_int(value);

	memcpy((char *)request + f->offset, &member, sizeof(member));
}

static const struct iqm_field *field_named(const struct iqm_descriptor *d, const char *name)
{
	for (size_t i = 0; i < d->len; i++)
		if (!strcmp(d->fields[i].names[0], name))
			return &d->fields[i];
	return NULL;
}

/* ---- lists ------------------------------------------------------------------------------- */

static int ask_list(struct probe *p, const struct iqm_op *op)
{
	void *request = calloc(1, op->query->size);
	int err;

	if (!request)
		return cli_fail_nomem();
	set_int(request, op->paged->size, ROWS);
	err = probe_ask(p, op, request, "", EVERY_DIALECT);
	free(request);
	return err;
}

/* A report that is ready, by the list, or may be; 0: the list shows none. */
static int64_t ready_report(const struct probe *p, const struct iqm_op *list)
{
	const struct probe_answer *a = probe_best(p, list);
	struct status_fields fields;
	struct structs rows;
	int64_t maybe = 0;

	if (!a || !status_fields_of(list, &fields))
		return 0;
	rows = structs_of(list->paged->items, a->response);
	for (size_t i = 0; i < rows.len; i++) {
		const char *word = status_of_row(&fields, rows.items[i]);
		int64_t id = member_int(list->paged->key, rows.items[i]).value;

		if (word && !strcmp(word, "ready"))
			return id;
		if (word && !maybe && status_is(word, "ready"))
			maybe = id;
	}
	return maybe;
}

/* ---- links of files ---------------------------------------------------------------------- */

static int ask_link_of(struct probe *p, const struct iqm_op *op, int64_t id, const char *about,
		       unsigned dialects)
{
	void *request = calloc(1, op->body->size);
	int err;

	if (!request)
		return cli_fail_nomem();
	set_int(request, op->file->id, id);
	set_int(request, op->file->type, op->file->xlsx);
	err = probe_ask(p, op, request, about, dialects);
	free(request);
	return err;
}

/* The dialect that answers best is asked for a report that is not there. */
static int ask_link(struct probe *p, const struct iqm_op *op)
{
	const struct iqm_order *order = order_of_link(op);
	int64_t id = order ? ready_report(p, order->list) : 0;
	int err = id ? ask_link_of(p, op, id, "a ready report", EVERY_DIALECT) : 0;

	return err ? err : ask_link_of(p, op, NO_REPORT, "no report", probe_best_dialect(p, op));
}

/* ---- a price ----------------------------------------------------------------------------- */

/* The newest: of the highest id. 0: there is none. */
static int64_t newest_campaign(const struct probe *p)
{
	const struct cli_probe_price *price = &cli_probe_price;
	const struct probe_answer *a = probe_best(p, price->campaigns);
	const struct iqm_descriptor *d = price->campaigns->response;
	int64_t newest = 0;

	for (size_t i = 0; a && i < d->len; i++) {
		const struct iqm_field *f = &d->fields[i];
		const struct iqm_field *id = f->sub ? field_named(f->sub, price->id) : NULL;
		struct structs items = { 0 };

		if (f->kind == IQM_K_LIST && id)
			items = structs_of(f, a->response);
		for (size_t k = 0; k < items.len; k++)
			if (member_int(id, items.items[k]).value > newest)
				newest = member_int(id, items.items[k]).value;
	}
	return newest;
}

static void set_time(void *request, const struct iqm_field *f, int64_t seconds)
{
	struct iqm_ms ms = iqm_ms(seconds * 1000);
	struct iqm_s s = iqm_s(seconds);

	if (f->kind == IQM_K_MS)
		memcpy((char *)request + f->offset, &ms, sizeof(ms));
	else
		memcpy((char *)request + f->offset, &s, sizeof(s));
}

static int ask_price(struct probe *p)
{
	const struct iqm_op *op = cli_probe_price.op;
	int64_t campaign = op ? newest_campaign(p) : 0;
	int64_t today = iqm_realtime(&iqm_system_clock) / 1000 / DAY_S * DAY_S;
	void *request = campaign ? calloc(1, op->body->size) : NULL;
	int err;

	if (!campaign)
		return 0;
	if (!request)
		return cli_fail_nomem();
	set_int(request, field_named(op->body, cli_probe_price.campaign), campaign);
	if (op->body->first_day) {
		set_time(request, op->body->first_day,
			 today - (int64_t)cli_probe_price.days * DAY_S);
		set_time(request, op->body->last_day, today - 1);
	}
	err = probe_ask(p, op, request, "the newest campaign",
			probe_best_dialect(p, cli_probe_price.campaigns));
	free(request);
	return err;
}

/* ---- all of it --------------------------------------------------------------------------- */

int probe_ask_all(struct probe *p)
{
	int err = 0;

	for (const struct iqm_op *const *op = cli_probe_reads; !err && *op; op++) {
		if ((*op)->paged)
			err = ask_list(p, *op);
		else if ((*op)->file)
			err = ask_link(p, *op);
		else
			err = probe_ask(p, *op, NULL, "", EVERY_DIALECT);
	}
	return err ? err : ask_price(p);
}
