/* SPDX-License-Identifier: MIT */
/* Ends a purchase of unknown outcome that bought nothing: on evidence (old enough, and no report),
 * or by a person's word where there can be none. */
#include "purchase/find.h"

#include <string.h>

#define SETTLE_AFTER_MS INT64_C(3600000) /* a report that was bought is in the list by then */

static int check_age(const struct iqm_client *client, const struct iqm_purchase *p,
		     struct iqm_error *error)
{
	int64_t age = iqm_realtime(&client->clock) - p->sent.value;
	long long minutes = age / 60000;
	char when[IQM_TIME_TEXT];

	if (p->sent.set && age >= SETTLE_AFTER_MS)
		return 0;
	iqm_time_text(iqm_ms(p->sent.value + SETTLE_AFTER_MS), when);
	return iqm_fail(error, IQM_E_UNKNOWN_OUTCOME,
			"the purchase under key '%s' was sent %lld minute%s ago, and its report "
			"may still come: try again after %s",
			p->key, minutes, minutes == 1 ? "" : "s", when);
}

/* Whether a list shows what the operation buys, as far as it is known. */
static bool is_listed(const struct iqm_client *client, const char *operation)
{
	for (const struct iqm_op *const *op = client->api->ops; *op; op++)
		if (!strcmp((*op)->name, operation))
			return (*op)->order;
	return true;
}

/* A report that is regenerated was there before, and another may have regenerated it since. What
 * was ordered may be lost. */
static bool is_provable(const struct iqm_client *client, const struct iqm_purchase *p)
{
	return p->operation && p->request && !p->intent.state.set &&
	       is_listed(client, p->operation);
}

static int check_provable(const struct iqm_client *client, const struct iqm_purchase *p,
			  struct iqm_error *error)
{
	if (is_provable(client, p))
		return 0;
	return iqm_fail(error, IQM_E_UNKNOWN_OUTCOME,
			"the purchase under key '%s' %s: the list cannot show that it bought "
			"nothing; a person decides, iqm_journal_settle_not_bought()",
			p->key, p->intent.state.set ? "regenerates a report" : "is in no list");
}

/* Whether the list has nothing that the purchase may have made: as a whole, or by what was read and
 * a person's word. What it surely made is recorded. */
static int check_unseen(struct iqm_client *client, const struct iqm_op *op,
			const struct iqm_purchase *r, const struct deadline *deadline,
			struct iqm_settlement *seen, struct iqm_call *call)
{
	struct iqm_found found;
	int err = iqm_find_recorded(client, op, r, deadline, &found, call);

	seen->rows = iqm_int(found.rows);
	seen->candidates = iqm_int((int64_t)found.candidates);
	seen->whole = iqm_bool(found.whole);
	if (!err)
		*call->error.request_id = '\0'; /* no request has failed */
	if (err || (found.finding == IQM_NOT_SEEN && (found.whole || call->person_confirmed)))
		return err;
	if (found.finding == IQM_NOT_SEEN)
		return iqm_fail(
			&call->error, IQM_E_UNKNOWN_OUTCOME,
			"%s: the report of key '%s' may be in the list: it was not read as "
			"a whole, or a row does not show enough, or its price is not known; "
			"a person decides, call.person_confirmed",
			op->name, call->key);
	if (found.finding == IQM_FOUND)
		return iqm_fail(&call->error, IQM_E_KEY_USED, "%s: key '%s' has bought report %lld",
				op->name, call->key, (long long)found.report.id);
	return iqm_fail(&call->error, IQM_E_UNKNOWN_OUTCOME,
			"%s: %zu reports may be the purchase under key '%s': name the one that is",
			op->name, found.candidates, call->key);
}

static bool is_open(const struct iqm_purchase *p)
{
	return p->state == IQM_PURCHASE_OPEN || p->state == IQM_PURCHASE_UNKNOWN;
}

static int settle(struct iqm_client *client, const struct iqm_op *op,
		  const struct deadline *deadline, struct iqm_call *call)
{
	struct iqm_error *error = &call->error;
	const struct iqm_int none = { 0 };
	struct iqm_settlement seen = { 0 };
	struct iqm_purchase *r;
	int err = iqm_journal_get_here(client, op, deadline, call->key, &r, error);

	if (err)
		return err;
	if (is_open(r)) {
		err = check_provable(client, r, error);
		if (!err)
			err = check_age(client, r, error);
		if (!err)
			err = check_unseen(client, op, r, deadline, &seen, call);
	}
	if (!err)
		err = iqm_journal_settle_seen(client, deadline, call->key, r, none, &seen, error);
	iqm_free(r);
	return err;
}

int iqm_reports_settle_not_bought(struct iqm_client *client, const struct iqm_op *op,
				  struct iqm_call *call)
{
	struct deadline deadline;
	int err;

	if (!call)
		return IQM_E_USAGE;
	iqm_call_begin(call, op->name);
	err = iqm_check_client(&call->error, op->name, client, op);
	if (!err && !call->key)
		err = iqm_fail(&call->error, IQM_E_USAGE, "%s: call.key is NULL", op->name);
	if (!err)
		err = iqm_check_call(&call->error, NULL, call);
	if (err)
		return err;
	deadline = iqm_call_deadline(client, call);
	return settle(client, op, &deadline, call);
}

/* ---- a person's word ------------------------------------------------------------------------- */

static int check_word(const struct iqm_client *client, const struct iqm_purchase *p,
		      struct iqm_error *error)
{
	if (!is_open(p))
		return 0;
	if (is_provable(client, p))
		return iqm_fail(error, IQM_E_USAGE,
				"the list shows whether the purchase under key '%s' bought: "
				"expected iqm_%.*s_settle_not_bought()",
				p->key, (int)strcspn(p->operation, "."), p->operation);
	return p->sent.set ? check_age(client, p, error) : 0;
}

int iqm_journal_settle_not_bought(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	const struct iqm_int none = { 0 };
	struct deadline deadline;
	struct iqm_purchase *r = NULL;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = iqm_journal_begin(client, key, call, &deadline);
	if (!err)
		err = iqm_journal_get_within(client, &deadline, key, &r, &call->error);
	if (!err)
		err = check_word(client, r, &call->error);
	if (!err)
		err = iqm_journal_settle_within(client, &deadline, key, r, none, &call->error);
	iqm_free(r);
	return err;
}
