/* SPDX-License-Identifier: MIT */
/* All of a journal: archive, spending, repair. */
#include "json/json.h"

struct json_before {
	struct iqm_ms time;
	struct iqm_int moved;
};

static const struct iqm_field before_fields[] = {
	IQM_FIELD(json_before, time, IQM_F_REQUIRED, "before"),
};
static const struct iqm_field since_fields[] = {
	IQM_FIELD(json_before, time, 0, "since"),
};
static const struct iqm_field moved_fields[] = {
	IQM_FIELD(json_before, moved, 0, "moved"),
};
static const struct iqm_descriptor before_args = { IQM_DESCRIPTOR(json_before, before_fields) };
static const struct iqm_descriptor since_args = { IQM_DESCRIPTOR(json_before, since_fields) };
static const struct iqm_descriptor moved_descriptor = { IQM_DESCRIPTOR(json_before, moved_fields) };

static int archive(struct json_run *r)
{
	const struct json_before *args = r->args;
	struct json_before given = { 0 };
	size_t moved = 0;
	int err = iqm_journal_archive(r->client, args->time, &moved, r->call);

	given.moved = iqm_int((int64_t)moved);
	iqm_json_give(r, &moved_descriptor, &given);
	return err;
}

/* A struct iqm_spending. */
struct json_spending {
	struct iqm_num amount;
	struct iqm_int micros, purchases, open, unpriced;
	const char *unpriced_key;
};

static const struct iqm_field spending_fields[] = {
	IQM_FIELD(json_spending, amount, 0, "amount"),
	IQM_FIELD(json_spending, micros, 0, "micros"),
	IQM_FIELD(json_spending, purchases, 0, "purchases"),
	IQM_FIELD(json_spending, open, 0, "open"),
	IQM_FIELD(json_spending, unpriced, 0, "unpriced"),
	IQM_FIELD(json_spending, unpriced_key, 0, "unpriced_key"),
};
static const struct iqm_descriptor spending_descriptor = {
	IQM_DESCRIPTOR(json_spending, spending_fields),
};

static int spent(struct json_run *r)
{
	const struct json_before *args = r->args;
	struct iqm_spending spent = { 0 };
	struct json_spending given;
	int err = iqm_journal_spent(r->client, args->time, &spent, r->call);

	if (err)
		return err;
	given = (struct json_spending){
		.amount = iqm_num(iqm_micros_amount(spent.micros)),
		.micros = iqm_int(spent.micros),
		.purchases = iqm_int((int64_t)spent.purchases),
		.open = iqm_int((int64_t)spent.open),
		.unpriced = iqm_int((int64_t)spent.unpriced),
		.unpriced_key = *spent.unpriced_key ? spent.unpriced_key : NULL,
	};
	iqm_json_give(r, &spending_descriptor, &given);
	return 0;
}

/* A struct iqm_repair. */
struct json_repair {
	const char *path;
	struct iqm_bool accept_lost;
	struct iqm_int kept, damaged, unknown;
	struct iqm_bool blocked;
};

static const struct iqm_field repair_fields[] = {
	IQM_FIELD(json_repair, path, IQM_F_REQUIRED, "path"),
	IQM_FIELD(json_repair, accept_lost, 0, "accept_lost"),
};
static const struct iqm_field repaired_fields[] = {
	IQM_FIELD(json_repair, kept, 0, "kept"),
	IQM_FIELD(json_repair, damaged, 0, "damaged"),
	IQM_FIELD(json_repair, unknown, 0, "unknown"),
	IQM_FIELD(json_repair, blocked, 0, "blocked"),
};
static const struct iqm_descriptor repair_args = { IQM_DESCRIPTOR(json_repair, repair_fields) };
static const struct iqm_descriptor repaired_descriptor = {
	IQM_DESCRIPTOR(json_repair, repaired_fields),
};

static int repair(struct json_run *r)
{
	const struct json_repair *args = r->args;
	struct iqm_repair repair = { .accept_lost = args->accept_lost.value };
	struct json_repair given;
	int err = iqm_journal_repair(args->path, &repair, r->call);

	if (err)
		return err;
	given = (struct json_repair){
		.kept = iqm_int((int64_t)repair.kept),
		.damaged = iqm_int((int64_t)repair.damaged),
		.unknown = iqm_int((int64_t)repair.unknown),
		.blocked = iqm_bool(repair.blocked),
	};
	iqm_json_give(r, &repaired_descriptor, &given);
	return 0;
}

const struct json_function iqm_json_journal[] = {
	{ .name = "archive", .args = &before_args, .run = archive },
	{ .name = "spent", .args = &since_args, .run = spent },
	{ .name = "repair", .args = &repair_args, .run = repair, .no_client = true },
	{ .name = NULL },
};
