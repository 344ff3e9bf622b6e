/* SPDX-License-Identifier: MIT */
/* What a purchase has made: finds it, or ends it as one that bought nothing. */
#include "json/json.h"

#include <string.h>

static const char *const findings[] = {
	[IQM_NOT_SEEN] = "not-seen", [IQM_FOUND] = "found", [IQM_AMBIGUOUS] = "ambiguous"
};

/* A struct iqm_found. */
struct json_found {
	const char *key, *status; /* of one of several */
	const char *finding;
	const struct iqm_json_report *report;
	struct iqm_int candidates, rows;
	struct iqm_bool whole;
};
struct json_found_list {
	const struct json_found *const *items;
	size_t len;
};

static const struct iqm_field found_fields[] = {
	IQM_FIELD(json_found, key, 0, "key"),
	IQM_FIELD(json_found, status, 0, "status"),
	IQM_FIELD(json_found, finding, 0, "finding"),
	IQM_OBJECT(json_found, report, iqm_json_report, 0, "report"),
	IQM_FIELD(json_found, candidates, 0, "candidates"),
	IQM_FIELD(json_found, rows, 0, "rows"),
	IQM_FIELD(json_found, whole, 0, "whole"),
};
static const struct iqm_descriptor json_found_descriptor = {
	IQM_DESCRIPTOR(json_found, found_fields),
};

/* `report` is where that goes. */
static struct json_found to_json(const struct iqm_found *from, struct iqm_json_report *report)
{
	*report = iqm_json_report_of(&from->report);
	return (struct json_found){
		.finding = findings[from->finding],
		.report = from->finding == IQM_FOUND ? report : NULL,
		.candidates = iqm_int((int64_t)from->candidates),
		.rows = iqm_int(from->rows),
		.whole = iqm_bool(from->whole),
	};
}

/* ---- find ------------------------------------------------------------------------------------ */

/* A struct iqm_intent. */
struct json_intent {
	struct iqm_int highest_id;
	struct iqm_ms time;
	const char *state;
};
struct json_find {
	const void *request;
	const struct json_intent *since;
};

static const struct iqm_field intent_fields[] = {
	IQM_FIELD(json_intent, highest_id, 0, "highest_id"),
	IQM_FIELD(json_intent, time, 0, "time"),
	IQM_FIELD(json_intent, state, 0, "state"),
};
static const struct iqm_descriptor json_intent_descriptor = {
	IQM_DESCRIPTOR(json_intent, intent_fields),
};
static const struct iqm_field find_fields[] = {
	IQM_FIELD_(json_find, request, NULL, IQM_K_OBJECT, 0, "request"),
	IQM_OBJECT(json_find, since, json_intent, 0, "since"),
};
static const struct iqm_descriptor find_descriptor = {
	IQM_DESCRIPTOR(json_find, find_fields),
};

static int read_intent(struct json_run *r, const struct json_intent *from, struct iqm_intent *to)
{
	int state = from->state ? iqm_json_number_of(iqm_json_states, from->state) : 0;

	if (state < 0)
		return iqm_json_usage(
			r, "since.state",
			"expected waiting, ready, failed or gone, found another text");
	*to = (struct iqm_intent){ .highest_id = from->highest_id, .time = from->time };
	if (from->state)
		to->state = iqm_int(state);
	return 0;
}

static int find(struct json_run *r)
{
	const struct json_find *args = r->args;
	struct iqm_intent since;
	struct iqm_found found = { 0 };
	struct iqm_json_report report;
	struct json_found given;
	int err = args->since ? read_intent(r, args->since, &since) : 0;

	if (!err)
		err = iqm_reports_find(r->client, r->op, args->request, args->since ? &since : NULL,
				       &found, r->call);
	if (err)
		return err;
	given = to_json(&found, &report);
	iqm_json_give(r, &json_found_descriptor, &given);
	return 0;
}

const struct json_function iqm_json_find = { .name = "find",
					     .args = &find_descriptor,
					     .run = find };

/* ---- find_all -------------------------------------------------------------------------------- */

struct json_find_all {
	struct iqm_strs keys;
};
struct json_found_all {
	struct json_found_list found;
};

static const struct iqm_field find_all_fields[] = {
	IQM_FIELD(json_find_all, keys, IQM_F_REQUIRED | IQM_F_EXACT, "keys"),
};
static const struct iqm_descriptor find_all_descriptor = {
	IQM_DESCRIPTOR(json_find_all, find_all_fields),
};
static const struct iqm_field found_all_fields[] = {
	IQM_LIST(json_found_all, found, json_found, 0, "found"),
};
static const struct iqm_descriptor found_all_descriptor = {
	IQM_DESCRIPTOR(json_found_all, found_all_fields),
};

/* One of several, and where its parts go. */
struct place {
	struct json_found found;
	struct iqm_json_report report;
};

static void give_found(struct json_run *r, const struct iqm_wanted *wanted, size_t len)
{
	struct place *places = iqm_json_memory(r, (len + 1) * sizeof(*places));
	const struct json_found **items = iqm_json_memory(r, (len + 1) * sizeof(*items));
	struct json_found_all all = { .found = { items, len } };

	r->lost = !places || !items;
	for (size_t i = 0; !r->lost && i < len; i++) {
		places[i].found = to_json(&wanted[i].found, &places[i].report);
		places[i].found.key = wanted[i].key;
		places[i].found.status = iqm_status_name(wanted[i].status);
		items[i] = &places[i].found;
	}
	if (!r->lost)
		iqm_json_give(r, &found_all_descriptor, &all);
}

/* Where one fails the others are found all the same. */
static int find_all(struct json_run *r)
{
	const struct iqm_strs keys = ((const struct json_find_all *)r->args)->keys;
	struct iqm_wanted *wanted = iqm_json_memory(r, (keys.len + 1) * sizeof(*wanted));
	int err;

	if (!wanted)
		return iqm_fail_nomem(&r->call->error);
	for (size_t i = 0; i < keys.len; i++)
		wanted[i].key = keys.items[i];
	err = iqm_reports_find_all(r->client, r->op, wanted, keys.len, r->call);
	give_found(r, wanted, keys.len);
	return err;
}

const struct json_function iqm_json_find_all = { .name = "find_all",
						 .args = &find_all_descriptor,
						 .run = find_all };

/* ---- settle_not_bought ----------------------------------------------------------------------- */

static const struct iqm_descriptor no_args = { .name = "none", .size = 1 };

static int settle_not_bought(struct json_run *r)
{
	return iqm_reports_settle_not_bought(r->client, r->op, r->call);
}

const struct json_function iqm_json_settle_not_bought = { .name = "settle_not_bought",
							  .args = &no_args,
							  .run = settle_not_bought };
