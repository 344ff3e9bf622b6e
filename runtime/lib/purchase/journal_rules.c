/* SPDX-License-Identifier: MIT */
/* The rules of a journal: which state may follow which, and what may be recorded beside what. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "purchase/journal_rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- the table ------------------------------------------------------------------------------- */

/* clang-format off: a table. It is in runtime/README.md too; a test compares them. */
#define TO(state)                                                                                  \
	{                                                                                          \
		0, IQM_PURCHASE_##state                                                            \
	}
#define NO(status)                                                                                 \
	{                                                                                          \
		IQM_E_##status, IQM_PURCHASE_NONE                                                  \
	}
#define NEVER NO(JOURNAL)

static const struct transition table[PURCHASE_EVENTS][PURCHASE_STATES] = {
	/* NONE, BUSY, OPEN, UNKNOWN, BOUGHT, NOT_BOUGHT, REFUSED */
	[EVENT_BUY] = { TO(BUSY), NO(KEY_USED), NO(UNKNOWN_OUTCOME), NO(UNKNOWN_OUTCOME),
			NO(KEY_USED), TO(BUSY), TO(BUSY) },
	[EVENT_BOUGHT] = { NEVER, TO(BOUGHT), NEVER, TO(BOUGHT), NEVER, NEVER, NEVER },
	[EVENT_REFUSED] = { NEVER, TO(REFUSED), NEVER, TO(UNKNOWN), NEVER, NEVER, NEVER },
	[EVENT_UNKNOWN] = { NEVER, TO(UNKNOWN), NEVER, TO(UNKNOWN), NEVER, NEVER, NEVER },
	[EVENT_UNSENT] = { NEVER, TO(NOT_BOUGHT), NEVER, TO(UNKNOWN), NEVER, NEVER, NEVER },
	[EVENT_DIED] = { TO(NONE), TO(OPEN), TO(OPEN), TO(UNKNOWN), TO(BOUGHT), TO(NOT_BOUGHT),
			 TO(REFUSED) },
	[EVENT_FOUND] = { NO(USAGE), NO(KEY_USED), TO(BOUGHT), TO(BOUGHT), TO(BOUGHT), TO(BOUGHT),
			  TO(BOUGHT) },
	[EVENT_DISPROVED] = { NO(USAGE), NO(KEY_USED), TO(NOT_BOUGHT), TO(NOT_BOUGHT), NO(KEY_USED),
			      TO(NOT_BOUGHT), TO(REFUSED) },
	[EVENT_DAMAGED] = { TO(UNKNOWN), TO(UNKNOWN), TO(UNKNOWN), TO(UNKNOWN), TO(BOUGHT),
			    TO(UNKNOWN), TO(UNKNOWN) },
	[EVENT_DUPLICATE] = { TO(NONE), NO(DUPLICATE), NO(DUPLICATE), NO(DUPLICATE), NO(DUPLICATE),
			      TO(NOT_BOUGHT), TO(REFUSED) },
};
/* clang-format on */

struct transition iqm_purchase_next(enum iqm_purchase_state state, enum purchase_event event)
{
	static const struct transition never = NEVER;

	return (unsigned)state < PURCHASE_STATES ? table[event][state] : never;
}

bool iqm_purchase_may(enum iqm_purchase_state state, enum purchase_event event)
{
	return !iqm_purchase_next(state, event).err;
}

const char *iqm_purchase_state_name(enum iqm_purchase_state state)
{
	static const char *const names[PURCHASE_STATES] = {
		"none", "busy", "open", "unknown", "bought", "not bought", "refused",
	};

	return (unsigned)state < PURCHASE_STATES ? names[state] : "?";
}

/* ---- two purchases --------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* What is not recorded contradicts nothing: of a damaged record the place may be lost. */
static bool other_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

bool iqm_journal_other_place(const struct iqm_purchase *a, const struct iqm_purchase *b)
{
	return other_text(a->service, b->service) || other_text(a->workspace, b->workspace);
}

static bool other_order(const struct iqm_purchase *a, const struct iqm_purchase *b)
{
	if (other_text(a->operation, b->operation))
		return true;
	return a->order && b->order ? other_text(a->order, b->order)
				    : other_text(a->request, b->request);
}

/* An order that regenerates a report has no `order`: the same one once more is another purchase. */
static bool is_duplicate(const struct iqm_purchase *a, const struct iqm_purchase *b)
{
	return same_text(a->order, b->order) && same_text(a->operation, b->operation) &&
	       !iqm_journal_other_place(a, b);
}

/* ---- messages -------------------------------------------------------------------------------- */

static const char *known(const char *text)
{
	return text ? text : "(not recorded)";
}

int iqm_journal_check_place(const struct iqm_purchase *recorded, const struct iqm_purchase *now,
			    struct iqm_error *error)
{
	if (recorded->state == IQM_PURCHASE_NONE || !iqm_journal_other_place(recorded, now))
		return 0;
	return iqm_fail(error, IQM_E_KEY_USED,
			"key '%s' is of workspace %s of %s: expected that, found workspace %s of "
			"%s",
			recorded->key, known(recorded->workspace), known(recorded->service),
			known(now->workspace ? now->workspace : recorded->workspace),
			known(now->service ? now->service : recorded->service));
}

static int fail_bought(const struct iqm_purchase *p, const char *what, struct iqm_error *error)
{
	if (!p->report_id.set)
		return iqm_fail(error, IQM_E_KEY_USED, "key '%s' has bought a report%s", p->key,
				what);
	return iqm_fail(error, IQM_E_KEY_USED, "key '%s' has bought report %" PRId64 "%s", p->key,
			p->report_id.value, what);
}

static int fail_busy(const struct iqm_purchase *p, struct iqm_error *error)
{
	return iqm_fail(error, IQM_E_KEY_USED,
			"another thread or process is at the purchase under key '%s'", p->key);
}

static int fail_unknown(const struct iqm_purchase *p, const char *what, struct iqm_error *error)
{
	iqm_fail(error, IQM_E_UNKNOWN_OUTCOME,
		 "an earlier purchase under key '%s'%s may have been made: find it, or settle it; "
		 "nothing was sent now",
		 p->key, what);
	if (error)
		error->cause = IQM_E_KEY_USED;
	return IQM_E_UNKNOWN_OUTCOME;
}

void iqm_time_text(struct iqm_ms time, char text[IQM_TIME_TEXT])
{
	const time_t seconds = (time_t)(time.value / 1000);
	struct tm utc;

	if (time.set && gmtime_r(&seconds, &utc))
		strftime(text, IQM_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc);
	else
		snprintf(text, IQM_TIME_TEXT, "an unknown time");
}

static int fail_duplicate(const struct iqm_purchase *p, struct iqm_error *error)
{
	char when[IQM_TIME_TEXT];
	char report[40] = "";

	iqm_time_text(p->sent, when);
	if (p->report_id.set)
		snprintf(report, sizeof(report), ", report %" PRId64, p->report_id.value);
	if (error)
		iqm_copy_text(error->key, sizeof(error->key), p->key);
	return iqm_fail(error, IQM_E_DUPLICATE,
			"the same order was sent at %s under key '%s' (%s%s); nothing was sent now",
			when, p->key, iqm_purchase_state_name(p->state), report);
}

int iqm_journal_check_order(const struct iqm_purchase *recorded, struct iqm_error *error)
{
	bool nothing = !recorded->report_id.set && iqm_purchase_may(recorded->state, EVENT_BUY);

	if (nothing || (recorded->operation && recorded->request))
		return 0;
	if (recorded->state == IQM_PURCHASE_BOUGHT && recorded->report_id.set)
		return fail_bought(recorded,
				   "; its record was damaged, and what was ordered is not known",
				   error);
	return iqm_fail(error, IQM_E_UNKNOWN_OUTCOME,
			"the record of key '%s' was damaged: what was ordered is not known; a "
			"person has to settle it",
			recorded->key);
}

/* ---- what may be recorded -------------------------------------------------------------------- */

int iqm_journal_fail(struct iqm_call *call, int status, const char *why)
{
	if (!call || !why)
		return iqm_fail(call ? &call->error : NULL, IQM_E_USAGE, "%s is NULL",
				call ? "why" : "call");
	return iqm_fail(&call->error, status, "%s", why);
}

int iqm_journal_failed(int err, const struct iqm_call *call, struct iqm_error *error)
{
	const struct iqm_error *why = &call->error;

	if (err > 0)
		err = IQM_E_JOURNAL;
	iqm_fail(error, err, "%s", why->status ? why->message : "the journal does not say why");
	if (error && why->status) {
		error->cause = why->cause;
		error->os_error = why->os_error;
		error->price = why->price;
		iqm_copy_text(error->key, sizeof(error->key), why->key);
	}
	return err;
}

/* The purchase under its own key. */
static int check_key_free(const struct iqm_purchase *recorded, const struct iqm_purchase *intent,
			  struct iqm_error *error)
{
	const char *what = other_order(recorded, intent) ? ", another order," : "";
	int err = iqm_journal_check_place(recorded, intent, error);

	if (err)
		return err;
	if (iqm_purchase_may(recorded->state, EVENT_BUY))
		return 0;
	if (recorded->state == IQM_PURCHASE_BUSY)
		return fail_busy(recorded, error);
	if (recorded->state == IQM_PURCHASE_BOUGHT)
		return fail_bought(recorded, *what ? ", by another order" : "", error);
	return fail_unknown(recorded, what, error);
}

int iqm_journal_check_intent(const struct iqm_purchase *recorded, const struct iqm_purchase *intent,
			     unsigned flags, struct iqm_call *call)
{
	if (!recorded || !intent || !call)
		return iqm_fail(call ? &call->error : NULL, IQM_E_USAGE, "%s is NULL",
				recorded ? "intent" : "recorded");
	if (!strcmp(recorded->key, intent->key))
		return check_key_free(recorded, intent, &call->error);
	if ((flags & IQM_JOURNAL_ALLOW_DUPLICATE) || !is_duplicate(recorded, intent) ||
	    iqm_purchase_may(recorded->state, EVENT_DUPLICATE))
		return 0;
	return fail_duplicate(recorded, &call->error);
}

/* One report of an operation is one purchase's; those that regenerated it have it too. */
static int check_unowned(const struct iqm_purchase *recorded, const struct iqm_purchase *settled,
			 struct iqm_error *error)
{
	if (settled->state != IQM_PURCHASE_BOUGHT || recorded->state != IQM_PURCHASE_BOUGHT ||
	    !recorded->report_id.set || settled->report_id.value != recorded->report_id.value)
		return 0;
	if (settled->intent.state.set || recorded->intent.state.set ||
	    !same_text(settled->operation, recorded->operation) ||
	    iqm_journal_other_place(recorded, settled))
		return 0;
	return fail_bought(recorded, "", error);
}

/* Of the same key. Numbers begin anew once the purchases before were archived as not bought. */
static bool other_purchase(const struct iqm_purchase *recorded, const struct iqm_purchase *settled)
{
	bool sent = recorded->sent.set && settled->sent.set;

	return (settled->number && settled->number != recorded->number) ||
	       (sent && settled->sent.value != recorded->sent.value);
}

/* No list was read for it. */
static bool is_by_person(const struct iqm_settlement *s)
{
	return s->who && !s->rows.set;
}

/* What a person has said a person may correct. */
static bool keeps_its_report(const struct iqm_purchase *recorded,
			     const struct iqm_purchase *settled)
{
	return recorded->report_id.set && recorded->report_id.value != settled->report_id.value &&
	       !(is_by_person(&recorded->settlement) && is_by_person(&settled->settlement));
}

static int check_own(const struct iqm_purchase *recorded, const struct iqm_purchase *settled,
		     bool *same, struct iqm_error *error)
{
	bool bought = settled->state == IQM_PURCHASE_BOUGHT;
	struct transition t =
		iqm_purchase_next(recorded->state, bought ? EVENT_FOUND : EVENT_DISPROVED);
	struct iqm_int id = recorded->report_id;
	int err = iqm_journal_check_place(recorded, settled, error);

	if (err)
		return err;
	if (other_purchase(recorded, settled))
		return iqm_fail(error, IQM_E_KEY_USED,
				"key '%s' has been used for another purchase meanwhile",
				recorded->key);
	if (recorded->state == IQM_PURCHASE_BUSY)
		return fail_busy(recorded, error);
	if (recorded->state == IQM_PURCHASE_BOUGHT &&
	    (t.err || keeps_its_report(recorded, settled)))
		return fail_bought(recorded, "", error);
	*same = t.next == recorded->state &&
		(!bought || (id.set && id.value == settled->report_id.value));
	return 0;
}

int iqm_journal_check_settle(const struct iqm_purchase *recorded,
			     const struct iqm_purchase *settled, bool *same, struct iqm_call *call)
{
	if (!recorded || !settled || !same || !call)
		return iqm_fail(call ? &call->error : NULL, IQM_E_USAGE, "%s is NULL",
				!recorded  ? "recorded"
				: !settled ? "settled"
					   : "same");
	*same = false;
	if (settled->state == IQM_PURCHASE_BOUGHT && !settled->report_id.set)
		return iqm_fail(&call->error, IQM_E_USAGE,
				"key '%s': expected the report that it bought, found none",
				settled->key);
	return strcmp(recorded->key, settled->key) != 0
		       ? check_unowned(recorded, settled, &call->error)
		       : check_own(recorded, settled, same, &call->error);
}
