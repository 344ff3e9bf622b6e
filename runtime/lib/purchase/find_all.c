/* SPDX-License-Identifier: MIT */
/* Finds the reports of several purchases: what is asked for, and what was found. */
#include "purchase/purchase.h"
#include "purchase/search.h"

#include <stdlib.h>
#include <string.h>

/* Elements are of the family's struct iqm_<family>_wanted, which has the same members. */
static struct iqm_wanted get(const void *wanted, size_t i)
{
	struct iqm_wanted one;

	memcpy(&one, (const char *)wanted + i * sizeof(one), sizeof(one));
	return one;
}

static void put(void *wanted, size_t i, const struct iqm_wanted *one)
{
	memcpy((char *)wanted + i * sizeof(*one), one, sizeof(*one));
}

static void put_result(void *wanted, size_t i, int status, const struct iqm_found *found)
{
	struct iqm_wanted one = get(wanted, i);

	one.status = status;
	one.found = *found;
	put(wanted, i, &one);
}

void iqm_find_all_fail(void *wanted, size_t len, int status)
{
	const struct iqm_found nothing = { 0 };

	for (size_t i = 0; wanted && i < len; i++)
		put_result(wanted, i, status, &nothing);
}

/* ---- arguments ----------------------------------------------------------------------------- */

static bool has_key_before(const void *wanted, size_t i, const char *key)
{
	for (size_t k = 0; k < i; k++) {
		struct iqm_wanted one = get(wanted, k);

		if (one.key && !strcmp(one.key, key))
			return true;
	}
	return false;
}

static int check_one(const struct search *s, const void *wanted, size_t i)
{
	struct iqm_error *error = &s->call->error;
	const char *name = s->op->name;
	struct iqm_wanted one = get(wanted, i);
	int err = IQM_CHECK_RESERVED(error, "wanted", &one);

	if (!err && one.since)
		err = IQM_CHECK_RESERVED(error, "since", one.since);
	if (err)
		return err;
	if (!one.key == !one.since)
		return iqm_fail(error, IQM_E_USAGE,
				"%s: wanted[%zu]: expected a key or an intent, found %s", name, i,
				one.key ? "both" : "neither");
	if (one.since && !one.req)
		return iqm_fail(error, IQM_E_USAGE, "%s: wanted[%zu].req is NULL", name, i);
	if (one.key && has_key_before(wanted, i, one.key))
		return iqm_fail(error, IQM_E_USAGE, "%s: wanted[%zu].key: '%s' is there twice",
				name, i, one.key);
	return 0;
}

static int check(const struct search *s, const void *wanted, size_t len)
{
	struct iqm_error *error = &s->call->error;
	const char *name = s->op->name;
	int err = iqm_check_call(error, NULL, s->call);

	if (err)
		return err;
	err = iqm_check_client(error, name, s->client, s->op);
	if (err)
		return err;
	if (len && !wanted)
		return iqm_fail(error, IQM_E_USAGE, "%s: wanted is NULL", name);
	if (s->call->key)
		return iqm_fail(error, IQM_E_USAGE,
				"%s: call.key: expected NULL: each of 'wanted' has its own", name);
	for (size_t i = 0; !err && i < len; i++)
		err = check_one(s, wanted, i);
	return err;
}

/* ---- the search ---------------------------------------------------------------------------- */

static int search(struct search *s, const void *wanted)
{
	s->lookups = calloc(s->len, sizeof(*s->lookups));
	if (!s->lookups)
		return iqm_fail_nomem(&s->call->error);
	for (size_t i = 0; i < s->len; i++) {
		struct iqm_wanted one = get(wanted, i);

		s->lookups[i].request = one.req;
		s->lookups[i].key = one.key;
		if (one.since)
			s->lookups[i].since = *one.since;
	}
	s->deadline = iqm_call_deadline(s->client, s->call);
	return iqm_search_run(s);
}

int iqm_reports_find_all(struct iqm_client *client, const struct iqm_op *op, void *wanted,
			 size_t len, struct iqm_call *call)
{
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.call = IQM_CALL_OR_OWN(call),
		.len = len,
	};
	int err;

	iqm_call_begin(s.call, op->name);
	err = check(&s, wanted, len);
	if (!err && len)
		err = search(&s, wanted);
	if (!s.lookups)
		iqm_find_all_fail(wanted, len, err);
	for (size_t i = 0; s.lookups && i < len; i++)
		put_result(wanted, i, s.lookups[i].status, &s.lookups[i].found);
	free(s.lookups);
	return err;
}
