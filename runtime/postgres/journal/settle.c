/* SPDX-License-Identifier: MIT */
/* What a find or a person found out of a purchase; and notes. */
#include "journal/parts.h"

#include <string.h>

#define STALE 1                          /* purchases were changed between check and record */
#define SETTLE_AFTER_MS INT64_C(3600000) /* as long as a report may come */

struct asked {
	struct pg_journal *journal;
	const struct iqm_purchase *settled;
	unsigned flags;
	struct deadline deadline;
	struct iqm_call *call;
	struct iqm_int change; /* that the check rests on */
	bool found, same;
};

static int fail_none(const char *key, struct iqm_call *call)
{
	return iqm_fail(&call->error, IQM_E_USAGE, "the journal has no purchase under key '%s'",
			key);
}

/* ---- the check ------------------------------------------------------------------------------ */

/* The column behind the others: how long ago it was recorded, by the database's clock. */
static const char concerned[] = "SELECT " PG_COLUMNS(
	"CASE k.key WHEN $1 THEN r.state ELSE " PG_STATE
	" END") ","
		" iqm.clock_ms() - r.recorded" PG_FROM
		"WHERE r.id IN (SELECT o.id FROM iqm.records o JOIN iqm.keys w ON w.id = o.key_id"
		" WHERE w.key = $1 AND o.newest UNION ALL"
		" SELECT id FROM iqm.records WHERE report_id = $2::bigint AND newest)"
		" ORDER BY k.key <> $1, r.id";

/* This host's clock says that it is old enough: those of two hosts may differ. */
static int check_age(const struct asked *a, const struct iqm_purchase *own, int64_t age_ms)
{
	bool open = own->state == IQM_PURCHASE_OPEN || own->state == IQM_PURCHASE_UNKNOWN;

	if (!open || a->settled->state == IQM_PURCHASE_BOUGHT || age_ms >= SETTLE_AFTER_MS)
		return 0;
	return iqm_fail(&a->call->error, IQM_E_UNKNOWN_OUTCOME,
			"the purchase under key '%s' was recorded %lld minutes ago by the "
			"database's clock, and its report may still come: try again an hour after "
			"it was sent",
			own->key, (long long)(age_ms / 60000));
}

static int check_own(struct asked *a, const struct iqm_purchase *own, int64_t age_ms)
{
	int err;

	a->found = true;
	if (a->flags & IQM_JOURNAL_CHECK_ONLY)
		return 0;
	err = iqm_journal_check_settle(own, a->settled, &a->same, a->call);
	return err ? err : check_age(a, own, age_ms);
}

static int check_row(struct asked *a, const PGresult *r, int row)
{
	struct iqm_purchase p;
	bool same;
	int err = iqm_pg_purchase(a->journal->session, r, row, &p, &a->call->error);

	if (err)
		return err;
	if (!strcmp(p.key, a->settled->key))
		return check_own(a, &p, iqm_pg_integer(r, row, PG_COLUMNS_LEN));
	return iqm_journal_check_settle(&p, a->settled, &same, a->call);
}

static int check(struct asked *a)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err;

	iqm_pg_add_text(&v, a->settled->key);
	iqm_pg_add_int(&v, a->settled->report_id);
	statement = iqm_pg_statement(concerned, &v);
	err = iqm_pg_run(a->journal->session, &statement, &r, &a->deadline, &a->call->error);
	if (err)
		return err;
	for (int i = 0; i < PQntuples(r) && !err; i++)
		err = check_row(a, r, i);
	PQclear(r);
	return err || a->found ? err : fail_none(a->settled->key, a->call);
}

/* ---- the record ----------------------------------------------------------------------------- */

static const char update[] = PG_TURN
	" UPDATE iqm.records r SET state = $4, report_id = COALESCE($5::bigint, report_id),"
	" settled_by = $6, settled_process = $7::bigint, settled = $8::bigint,"
	" settled_rows = $9::bigint, settled_candidates = $10::bigint, settled_whole = $11::boolean"
	" FROM turn, iqm.keys k WHERE k.key = $3 AND r.key_id = k.id AND r.newest";

static int record(const struct asked *a)
{
	const struct iqm_purchase *p = a->settled;
	const struct iqm_settlement *s = &p->settlement;
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err;

	iqm_pg_add_int(&v, a->change);
	iqm_pg_add_text(&v, NULL); /* whichever database it is */
	iqm_pg_add_text(&v, p->key);
	iqm_pg_add_text(&v, iqm_pg_state_name(p->state));
	iqm_pg_add_int(&v, p->report_id);
	iqm_pg_add_text(&v, s->who);
	iqm_pg_add_int(&v, s->process);
	iqm_pg_add_ms(&v, s->time);
	iqm_pg_add_int(&v, s->rows);
	iqm_pg_add_int(&v, s->candidates);
	iqm_pg_add_text(&v, !s->whole.set ? NULL : s->whole.value ? "true" : "false");
	statement = iqm_pg_statement(update, &v);
	err = iqm_pg_run(a->journal->session, &statement, &r, &a->deadline, &a->call->error);
	if (!err && !strcmp(PQcmdTuples(r), "0"))
		err = STALE;
	PQclear(r);
	return err;
}

static int attempt(struct asked *a)
{
	bool checks_only = a->flags & IQM_JOURNAL_CHECK_ONLY;
	struct iqm_error *error = &a->call->error;
	struct pg_claim *claim;
	int err = checks_only ? 0 : iqm_pg_claimed(a->journal, a->settled->key, &claim, error);

	if (!err)
		err = iqm_pg_read_change(a->journal, false, &a->change, &a->deadline, error);
	if (!err)
		err = check(a);
	return err || a->same || checks_only ? err : record(a);
}

int iqm_pg_settle(void *context, const struct iqm_purchase *settled, unsigned flags,
		  struct iqm_call *call)
{
	struct asked a = { .journal = context,
			   .settled = settled,
			   .flags = flags,
			   .deadline = iqm_pg_deadline(call),
			   .call = call };
	int err = iqm_pg_begin(a.journal, &a.deadline, &call->error);

	if (err)
		return err;
	do
		err = attempt(&a);
	while (err == STALE);
	iqm_pg_end(a.journal);
	return err;
}

/* ---- notes ---------------------------------------------------------------------------------- */

static int record_note(struct pg_journal *j, const char *key, const char *note,
		       const struct deadline *deadline, struct iqm_call *call)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err;

	iqm_pg_add_text(&v, key);
	iqm_pg_add_text(&v, note);
	statement = iqm_pg_statement("UPDATE iqm.records r SET note = $2 FROM iqm.keys k"
				     " WHERE k.key = $1 AND r.key_id = k.id AND r.newest",
				     &v);
	err = iqm_pg_run(j->session, &statement, &r, deadline, &call->error);
	if (!err && !strcmp(PQcmdTuples(r), "0"))
		err = fail_none(key, call);
	PQclear(r);
	return err;
}

int iqm_pg_note(void *context, const char *key, const char *note, struct iqm_call *call)
{
	struct pg_journal *j = context;
	struct deadline deadline = iqm_pg_deadline(call);
	struct pg_claim *claim;
	int err = iqm_pg_begin(j, &deadline, &call->error);

	if (err)
		return err;
	err = iqm_pg_claimed(j, key, &claim, &call->error);
	if (!err)
		err = record_note(j, key, note, &deadline, call);
	iqm_pg_end(j);
	return err;
}
