/* SPDX-License-Identifier: MIT */
/* The journal's purchases: all of them, and one. */
#include "json/json.h"

#include <string.h>

static const char *const states[] = {
	[IQM_PURCHASE_NONE] = "none",       [IQM_PURCHASE_BUSY] = "busy",
	[IQM_PURCHASE_OPEN] = "open",       [IQM_PURCHASE_UNKNOWN] = "unknown",
	[IQM_PURCHASE_BOUGHT] = "bought",   [IQM_PURCHASE_NOT_BOUGHT] = "not-bought",
	[IQM_PURCHASE_REFUSED] = "refused",
};

/* ---- purchases ------------------------------------------------------------------------------- */

/* A struct iqm_settlement. */
struct json_settlement {
	const char *who;
	struct iqm_int process;
	struct iqm_ms time;
	struct iqm_int rows, candidates;
	struct iqm_bool whole;
};

/* A struct iqm_purchase. */
struct json_purchase {
	const char *key, *state;
	struct iqm_int number;
	const char *service, *workspace, *operation;
	struct iqm_json request;
	struct iqm_int highest_id;
	struct iqm_ms time, sent;
	struct iqm_int report_id;
	struct iqm_num price, cost;
	const char *note, *host;
	struct iqm_int process;
	const struct json_settlement *settlement;
};
struct json_purchase_list {
	const struct json_purchase *const *items;
	size_t len;
};

static const struct iqm_field settlement_fields[] = {
	IQM_FIELD(json_settlement, who, 0, "who"),
	IQM_FIELD(json_settlement, process, 0, "process"),
	IQM_FIELD(json_settlement, time, 0, "time"),
	IQM_FIELD(json_settlement, rows, 0, "rows"),
	IQM_FIELD(json_settlement, candidates, 0, "candidates"),
	IQM_FIELD(json_settlement, whole, 0, "whole"),
};
static const struct iqm_descriptor json_settlement_descriptor = {
	IQM_DESCRIPTOR(json_settlement, settlement_fields),
};
static const struct iqm_field purchase_fields[] = {
	IQM_FIELD(json_purchase, key, 0, "key"),
	IQM_FIELD(json_purchase, state, 0, "state"),
	IQM_FIELD(json_purchase, number, 0, "number"),
	IQM_FIELD(json_purchase, service, 0, "service"),
	IQM_FIELD(json_purchase, workspace, 0, "workspace"),
	IQM_FIELD(json_purchase, operation, 0, "operation"),
	IQM_FIELD(json_purchase, request, 0, "request"),
	IQM_FIELD(json_purchase, highest_id, 0, "highest_id"),
	IQM_FIELD(json_purchase, time, 0, "time"),
	IQM_FIELD(json_purchase, sent, 0, "sent"),
	IQM_FIELD(json_purchase, report_id, 0, "report_id"),
	IQM_FIELD(json_purchase, price, 0, "price"),
	IQM_FIELD(json_purchase, cost, 0, "cost"),
	IQM_FIELD(json_purchase, note, 0, "note"),
	IQM_FIELD(json_purchase, host, 0, "host"),
	IQM_FIELD(json_purchase, process, 0, "process"),
	IQM_OBJECT(json_purchase, settlement, json_settlement, 0, "settlement"),
};
static const struct iqm_descriptor json_purchase_descriptor = {
	IQM_DESCRIPTOR(json_purchase, purchase_fields),
};

/* One of several, and where its parts go. */
struct place {
	struct json_purchase purchase;
	struct json_settlement settlement;
};

static struct json_settlement settlement_of(const struct iqm_settlement *s)
{
	return (struct json_settlement){
		.who = s->who,
		.process = s->process,
		.time = s->time,
		.rows = s->rows,
		.candidates = s->candidates,
		.whole = s->whole,
	};
}

static void to_json(const struct iqm_purchase *from, struct place *to)
{
	struct iqm_error error;
	const char *request = from->request;

	if (request && iqm_json_check(request, strlen(request), &error))
		request = NULL;
	to->settlement = settlement_of(&from->settlement);
	to->purchase = (struct json_purchase){
		.key = from->key,
		.state = states[from->state],
		.number = iqm_int(from->number),
		.service = from->service,
		.workspace = from->workspace,
		.operation = from->operation,
		.request = { request },
		.highest_id = from->intent.highest_id,
		.time = from->intent.time,
		.sent = from->sent,
		.report_id = from->report_id,
		.price = from->price,
		.cost = from->cost,
		.note = from->note,
		.host = from->host,
		.process = from->process,
		.settlement = from->settlement.who ? &to->settlement : NULL,
	};
}

/* ---- list ------------------------------------------------------------------------------------ */

struct json_purchases {
	struct json_purchase_list purchases;
};

static const struct iqm_field purchases_fields[] = {
	IQM_LIST(json_purchases, purchases, json_purchase, 0, "purchases"),
};
static const struct iqm_descriptor purchases_descriptor = {
	IQM_DESCRIPTOR(json_purchases, purchases_fields),
};
static const struct iqm_descriptor no_args = { .name = "none", .size = 1 };

static void give_purchases(struct json_run *r, const struct iqm_purchases *from)
{
	struct place *places = iqm_json_memory(r, (from->len + 1) * sizeof(*places));
	const struct json_purchase **items = iqm_json_memory(r, (from->len + 1) * sizeof(*items));
	struct json_purchases all = { .purchases = { items, from->len } };

	r->lost = !places || !items;
	for (size_t i = 0; !r->lost && i < from->len; i++) {
		to_json(&from->items[i], &places[i]);
		items[i] = &places[i].purchase;
	}
	if (!r->lost)
		iqm_json_give(r, &purchases_descriptor, &all);
}

static int list(struct json_run *r)
{
	struct iqm_purchases *purchases;
	int err = iqm_journal_list(r->client, &purchases, r->call);

	if (!err)
		give_purchases(r, purchases);
	iqm_free(purchases);
	return err;
}

/* ---- one purchase ---------------------------------------------------------------------------- */

/* What the functions of one purchase take. */
struct json_keyed {
	const char *key;
	struct iqm_int id;
	const char *note;
};

static const struct iqm_field key_fields[] = {
	IQM_FIELD(json_keyed, key, IQM_F_REQUIRED, "key"),
};
static const struct iqm_field id_fields[] = {
	IQM_FIELD(json_keyed, key, IQM_F_REQUIRED, "key"),
	IQM_FIELD(json_keyed, id, IQM_F_REQUIRED, "id"),
};
static const struct iqm_field note_fields[] = {
	IQM_FIELD(json_keyed, key, IQM_F_REQUIRED, "key"),
	IQM_FIELD(json_keyed, note, 0, "note"),
};
static const struct iqm_descriptor key_args = { IQM_DESCRIPTOR(json_keyed, key_fields) };
static const struct iqm_descriptor id_args = { IQM_DESCRIPTOR(json_keyed, id_fields) };
static const struct iqm_descriptor note_args = { IQM_DESCRIPTOR(json_keyed, note_fields) };

static int get(struct json_run *r)
{
	const struct json_keyed *args = r->args;
	struct iqm_purchase *purchase;
	struct place place;
	int err = iqm_journal_get(r->client, args->key, &purchase, r->call);

	if (!err) {
		to_json(purchase, &place);
		iqm_json_give(r, &json_purchase_descriptor, &place.purchase);
	}
	iqm_free(purchase);
	return err;
}

static int settle(struct json_run *r)
{
	const struct json_keyed *args = r->args;

	return iqm_journal_settle(r->client, args->key, args->id.value, r->call);
}

static int settle_not_bought(struct json_run *r)
{
	const struct json_keyed *args = r->args;

	return iqm_journal_settle_not_bought(r->client, args->key, r->call);
}

static int note(struct json_run *r)
{
	const struct json_keyed *args = r->args;

	return iqm_journal_note(r->client, args->key, args->note, r->call);
}

const struct json_function iqm_json_purchases[] = {
	{ .name = "list", .args = &no_args, .run = list },
	{ .name = "get", .args = &key_args, .run = get, .no_turn = true },
	{ .name = "settle", .args = &id_args, .run = settle },
	{ .name = "settle_not_bought", .args = &key_args, .run = settle_not_bought },
	{ .name = "note", .args = &note_args, .run = note },
	{ .name = NULL },
};
