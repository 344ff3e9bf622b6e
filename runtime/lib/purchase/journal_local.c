/* SPDX-License-Identifier: MIT */
/* A journal in a file, as a struct iqm_journal. */
#include "purchase/journal_archive.h"

#include <stdlib.h>

/* Whoever makes a purchase has claimed its key. */
static int read_entry(struct store *s, const struct journal_entry *e, struct arena *arena,
		      struct iqm_purchase *p, struct iqm_error *error)
{
	int err = iqm_journal_index_get(&s->file, e, arena, p, error);

	if (!err && p->state == IQM_PURCHASE_OPEN && iqm_journal_file_claimed(&s->file, e->key))
		p->state = IQM_PURCHASE_BUSY;
	return err;
}

/* ---- reading --------------------------------------------------------------------------------- */

static int give(struct store *s, const struct journal_entry *e, iqm_purchase_fn *row, void *to,
		struct iqm_error *error)
{
	struct arena *arena;
	struct iqm_purchase *p = iqm_response_new(sizeof(*p), &arena);
	int err;

	if (!p)
		return iqm_fail_nomem(error);
	err = iqm_journal_file_check(&s->file, &s->deadline, error);
	if (!err)
		err = read_entry(s, e, arena, p, error);
	if (!err)
		err = row(to, p);
	iqm_free(p);
	return err;
}

static int get(void *context, const char *key, iqm_purchase_fn *row, void *to,
	       struct iqm_call *call)
{
	struct store *s = context;
	const struct journal_entry *e;
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	e = iqm_journal_index_find(&s->index, key);
	err = e ? give(s, e, row, to, &call->error) : 0;
	iqm_store_leave(s);
	return err;
}

static int list(void *context, iqm_purchase_fn *row, void *to, struct iqm_call *call)
{
	struct store *s = context;
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	for (size_t i = 0; i < s->index.len && !err; i++)
		err = give(s, &s->index.entries[i], row, to, &call->error);
	iqm_store_leave(s);
	return err;
}

/* ---- recording ------------------------------------------------------------------------------- */

/* What is asked of recorded purchases before another record. */
struct question {
	const struct iqm_purchase *purchase;
	unsigned flags;
	bool same;
	struct iqm_spending spent;
	struct iqm_call *call;
};

static int check_intent(void *to, const struct iqm_purchase *recorded)
{
	const struct question *q = to;

	return iqm_journal_check_intent(recorded, q->purchase, q->flags, q->call);
}

/* Another key's purchase cannot say that it is the same. */
static int check_settle(void *to, const struct iqm_purchase *recorded)
{
	struct question *q = to;
	bool same;
	int err = iqm_journal_check_settle(recorded, q->purchase, &same, q->call);

	q->same = q->same || same;
	return err;
}

static int count(void *to, const struct iqm_purchase *recorded)
{
	struct question *q = to;

	iqm_journal_count(&q->spent, recorded, q->purchase, q->call->budget->since);
	return 0;
}

/* What the index knows not to count is not read. */
static bool may_count(const struct journal_entry *e, struct iqm_ms since)
{
	return !iqm_purchase_may(e->state, EVENT_BUY) && (!e->sent || e->sent >= since.value);
}

static int check_budget(struct store *s, struct question *q)
{
	const struct iqm_budget *budget = q->call->budget;
	int err = 0;

	for (size_t i = 0; budget && i < s->index.len && !err; i++)
		if (may_count(&s->index.entries[i], budget->since))
			err = give(s, &s->index.entries[i], count, q, &q->call->error);
	return err || !budget ? err
			      : iqm_journal_check_budget(&q->spent, q->purchase, q->flags, q->call);
}

static int check_accepted(const struct store *s, struct iqm_error *error)
{
	return s->index.lost
		       ? iqm_fail(error, IQM_E_JOURNAL,
				  "journal '%s': it lost %zu of its lines, which may have been "
				  "purchases: look at '%s.damaged', then accept the loss by a "
				  "repair",
				  s->file.path, s->index.lost, s->file.path)
		       : 0;
}

/* The key's own purchase first: what it says comes before another's. */
static int check_all(struct store *s, struct question *q)
{
	const struct journal_entry *own = iqm_journal_index_find(&s->index, q->purchase->key);
	uint64_t order = iqm_journal_order_hash(q->purchase);
	int err = own ? give(s, own, check_intent, q, &q->call->error) : 0;

	for (size_t i = 0; i < s->index.len && !err && order; i++) {
		const struct journal_entry *e = &s->index.entries[i];

		if (e->order == order && e != own)
			err = give(s, e, check_intent, q, &q->call->error);
	}
	if (!err)
		err = check_accepted(s, &q->call->error);
	return err ? err : check_budget(s, q);
}

static int intent(void *context, const struct iqm_purchase *purchase, unsigned flags,
		  struct iqm_call *call)
{
	struct store *s = context;
	struct question q = { .purchase = purchase, .flags = flags, .call = call };
	const struct journal_record record = { .kind = JOURNAL_INTENT, .purchase = *purchase };
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	err = check_all(s, &q);
	if (!err && !(flags & IQM_JOURNAL_CHECK_ONLY))
		err = iqm_store_add(s, &record, &call->error);
	iqm_store_leave(s);
	return err;
}

static int outcome(void *context, const struct iqm_purchase *purchase, struct iqm_call *call)
{
	struct store *s = context;
	const struct journal_record record = {
		.kind = JOURNAL_OUTCOME,
		.purchase = { .key = purchase->key,
			      .state = purchase->state,
			      .report_id = purchase->report_id,
			      .cost = purchase->cost },
	};
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	err = iqm_store_add(s, &record, &call->error);
	iqm_store_leave(s);
	return err;
}

static int note(void *context, const char *key, const char *text, struct iqm_call *call)
{
	struct store *s = context;
	const struct journal_record record = { .kind = JOURNAL_NOTE,
					       .purchase = { .key = key, .note = text } };
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	if (!iqm_journal_index_find(&s->index, key))
		err = iqm_fail(&call->error, IQM_E_USAGE,
			       "the journal has no purchase under key '%s'", key);
	if (!err)
		err = iqm_store_add(s, &record, &call->error);
	iqm_store_leave(s);
	return err;
}

static int check_settled(struct store *s, struct question *q)
{
	const struct iqm_purchase *p = q->purchase;
	const struct journal_entry *own = iqm_journal_index_find(&s->index, p->key);
	int err;

	if (!own)
		return iqm_fail(&q->call->error, IQM_E_USAGE,
				"the journal has no purchase under key '%s'", p->key);
	err = q->flags & IQM_JOURNAL_CHECK_ONLY ? 0
						: give(s, own, check_settle, q, &q->call->error);
	for (size_t i = 0; i < s->index.len && !err && p->report_id.set; i++) {
		const struct journal_entry *e = &s->index.entries[i];

		if (e != own && e->report_id.set && e->report_id.value == p->report_id.value)
			err = give(s, e, check_settle, q, &q->call->error);
	}
	return err;
}

static int settle(void *context, const struct iqm_purchase *settled, unsigned flags,
		  struct iqm_call *call)
{
	struct store *s = context;
	struct question q = { .purchase = settled, .flags = flags, .call = call };
	const struct journal_record record = {
		.kind = JOURNAL_OUTCOME,
		.purchase = { .key = settled->key,
			      .state = settled->state,
			      .report_id = settled->report_id,
			      .settlement = settled->settlement },
	};
	int err = iqm_store_enter(s, call, &call->error);

	if (err)
		return err;
	err = check_settled(s, &q);
	if (!err && !q.same && !(flags & IQM_JOURNAL_CHECK_ONLY))
		err = iqm_store_add(s, &record, &call->error);
	iqm_store_leave(s);
	return err;
}

/* ---- claims, life ---------------------------------------------------------------------------- */

static int claim(void *context, const char *key, struct iqm_call *call)
{
	struct store *s = context;

	return iqm_journal_file_claim(&s->file, key, &call->error);
}

static void release(void *context, const char *key)
{
	struct store *s = context;

	iqm_journal_file_release(&s->file, key);
}

static void close_store(void *context)
{
	struct store *s = context;

	iqm_journal_file_close(&s->file);
	iqm_journal_index_clear(&s->index);
	free(s);
}

int iqm_local_journal_open(struct iqm_journal *out, const struct iqm_clock *clock, const char *path,
			   struct iqm_error *error)
{
	struct store *s = calloc(1, sizeof(*s));
	int err;

	if (!s)
		return iqm_fail_nomem(error);
	s->index.generation = 1;
	err = iqm_journal_file_open(&s->file, clock, path, JOURNAL_OR_NEW, error);
	if (err) {
		close_store(s);
		return err;
	}
	*out = (struct iqm_journal){
		.claim = claim,
		.release = release,
		.get = get,
		.list = list,
		.intent = intent,
		.outcome = outcome,
		.note = note,
		.settle = settle,
		.archive = iqm_store_archive,
		.checks_budgets = true,
		.close = close_store,
		.context = s,
	};
	return 0;
}
