/* SPDX-License-Identifier: MIT */
/* A purchase that is about to be sent: checked, and recorded where the check still holds. */
#include "journal/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#define STALE 1 /* purchases were changed between check and record */

struct asked {
	struct pg_journal *journal;
	const struct iqm_purchase *purchase;
	const struct pg_claim *claim;
	unsigned flags;
	struct deadline deadline;
	struct iqm_call *call;
	struct iqm_int change; /* that the check rests on */
};

/* ---- the check ------------------------------------------------------------------------------ */

/* Its own key's first: what that says comes before another's. Nobody else can be at that. */
static const char others[] =
	"SELECT " PG_COLUMNS("CASE k.key WHEN $1 THEN r.state ELSE " PG_STATE " END") PG_FROM
	"WHERE r.id IN (SELECT o.id FROM iqm.records o JOIN iqm.keys w ON w.id = o.key_id"
	" WHERE w.key = $1 AND o.newest UNION ALL"
	" SELECT id FROM iqm.records WHERE same_order = $2 AND newest)"
	" ORDER BY k.key <> $1, r.id";

static int check_others(const struct asked *a)
{
	struct pg_values v = { .len = 0 };
	struct iqm_error *error = &a->call->error;
	struct pg_statement statement;
	struct iqm_purchase p;
	PGresult *r;
	int err;

	iqm_pg_add_text(&v, a->purchase->key);
	iqm_pg_add_text(&v, a->purchase->order);
	statement = iqm_pg_statement(others, &v);
	err = iqm_pg_run(a->journal->session, &statement, &r, &a->deadline, error);
	if (err)
		return err;
	for (int i = 0; i < PQntuples(r) && !err; i++) {
		err = iqm_pg_purchase(a->journal->session, r, i, &p, error);
		if (!err)
			err = iqm_journal_check_intent(&p, a->purchase, a->flags, a->call);
	}
	PQclear(r);
	return err;
}

/* Purchases that cost the same in the same place are counted at once. The later of two clocks
 * decides whether one is too old to count: that of its host may be slow. */
static const char spending[] =
	"SELECT g.service, g.workspace, g.state, g.price, g.cost, g.times, k.key FROM"
	" (SELECT service, workspace, state, price, cost, count(*) AS times, min(id) AS first"
	" FROM iqm.records WHERE state IN ('open', 'unknown', 'bought')"
	" AND GREATEST(sent, recorded) >= $1::bigint"
	" GROUP BY service, workspace, state, price, cost) g"
	" JOIN iqm.records r ON r.id = g.first JOIN iqm.keys k ON k.id = r.key_id ORDER BY r.id";

static int count_row(const struct asked *a, const PGresult *r, int row, struct iqm_spending *spent)
{
	struct iqm_purchase p = { .service = iqm_pg_text(r, row, 0),
				  .workspace = iqm_pg_text(r, row, 1),
				  .key = PQgetvalue(r, row, 6) };
	int64_t times = iqm_pg_integer(r, row, 5);

	if (!iqm_pg_state(PQgetvalue(r, row, 2), &p.state) ||
	    !iqm_pg_number(iqm_pg_text(r, row, 3), &p.price) ||
	    !iqm_pg_number(iqm_pg_text(r, row, 4), &p.cost))
		return iqm_pg_fail(a->journal->session, &a->call->error,
				   "the record of key '%s' has no cost that can be read", p.key);
	while (times-- > 0)
		iqm_journal_count(spent, &p, a->purchase, a->call->budget->since);
	return 0;
}

static int check_budget(const struct asked *a)
{
	struct iqm_spending spent = { 0 };
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err;

	if (!a->call->budget)
		return 0;
	iqm_pg_add_ms(&v, a->call->budget->since);
	statement = iqm_pg_statement(spending, &v);
	err = iqm_pg_run(a->journal->session, &statement, &r, &a->deadline, &a->call->error);
	if (err)
		return err;
	for (int i = 0; i < PQntuples(r) && !err; i++)
		err = count_row(a, r, i, &spent);
	PQclear(r);
	return err ? err : iqm_journal_check_budget(&spent, a->purchase, a->flags, a->call);
}

/* ---- the record ----------------------------------------------------------------------------- */

/* `old` comes before the insertion, which asks for it: one record of a key is the newest. */
static const char insert[] = PG_TURN
	", old AS (UPDATE iqm.records SET newest = false FROM turn"
	" WHERE key_id = $4::integer AND newest RETURNING number)"
	" INSERT INTO iqm.records (state, recorded, token, key_id, number, service, workspace,"
	" operation, request, same_order, intent_highest_id, intent_time, intent_state, sent,"
	" price, note, host, process)"
	" SELECT 'open', iqm.clock_ms(), $3, $4::integer,"
	" 1 + COALESCE((SELECT max(number) FROM old), 0), $5, $6, $7, $8, $9, $10::bigint,"
	" $11::bigint, $12::bigint, $13::bigint, $14::double precision, $15, $16, $17::bigint"
	" FROM turn RETURNING number";

static void add_values(const struct asked *a, const char *token, struct pg_values *v)
{
	const struct iqm_purchase *p = a->purchase;

	iqm_pg_add_int(v, a->change);
	iqm_pg_add_text(v, a->journal->session->facts.identity);
	iqm_pg_add_text(v, token);
	iqm_pg_add_int(v, iqm_int(a->claim->id));
	iqm_pg_add_text(v, p->service);
	iqm_pg_add_text(v, p->workspace);
	iqm_pg_add_text(v, p->operation);
	iqm_pg_add_text(v, p->request);
	iqm_pg_add_text(v, p->order);
	iqm_pg_add_int(v, p->intent.highest_id);
	iqm_pg_add_ms(v, p->intent.time);
	iqm_pg_add_int(v, p->intent.state);
	iqm_pg_add_ms(v, p->sent);
	iqm_pg_add_num(v, p->price);
	iqm_pg_add_text(v, p->note);
	iqm_pg_add_text(v, p->host);
	iqm_pg_add_int(v, p->process);
}

/* 0 where it is recorded for sure; STALE; or an error. */
static int insert_one(const struct asked *a, const char *token, bool *unsure)
{
	struct pg_session *s = a->journal->session;
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int rows, err;

	add_values(a, token, &v);
	statement = iqm_pg_statement(insert, &v);
	err = iqm_pg_run(s, &statement, &r, &a->deadline, &a->call->error);
	*unsure = err && s->result == PG_UNKNOWN;
	if (err)
		return err;
	rows = PQntuples(r);
	PQclear(r);
	if (!rows)
		return STALE;
	a->journal->seen = a->change.value + 1;
	if (!s->warned)
		return 0;
	/* A wait for the standby was ended: it is committed here, and maybe nowhere else. */
	*unsure = true;
	return iqm_pg_fail(
		s, &a->call->error,
		"the server warned that the record may not be durable: nothing was sent");
}

static int make_token(char token[TOKEN_SIZE], struct iqm_error *error)
{
	unsigned char bytes[TOKEN_SIZE / 2];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return iqm_fail(error, IQM_E_JOURNAL, "no random bytes for a purchase");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(token + 2 * i, TOKEN_SIZE - 2 * i, "%02x", bytes[i]);
	return 0;
}

/* One that may have been recorded all the same was not sent, which is recorded later. */
static int record(const struct asked *a, struct pg_claim *claim)
{
	char token[TOKEN_SIZE];
	struct pg_outcome *unsent;
	bool unsure = false;
	int err = make_token(token, &a->call->error);

	if (err)
		return err;
	unsent = iqm_pg_outcome_new(token, IQM_PURCHASE_NOT_BOUGHT);
	if (!unsent)
		return iqm_fail_nomem(&a->call->error);
	unsent->fenced = true;
	err = insert_one(a, token, &unsure);
	if (unsure)
		iqm_pg_outcome_add(a->journal, unsent);
	else
		free(unsent);
	if (!err)
		snprintf(claim->token, sizeof(claim->token), "%s", token);
	return err;
}

/* ---- both ----------------------------------------------------------------------------------- */

static int attempt(struct asked *a)
{
	struct pg_claim *claim;
	struct iqm_error *error = &a->call->error;
	int err = iqm_pg_claimed(a->journal, a->purchase->key, &claim, error);

	a->claim = claim;
	if (!err)
		err = iqm_pg_read_change(a->journal, true, &a->change, &a->deadline, error);
	if (!err)
		err = check_others(a);
	if (!err)
		err = check_budget(a);
	if (err || (a->flags & IQM_JOURNAL_CHECK_ONLY))
		return err;
	return record(a, claim);
}

int iqm_pg_intent(void *context, const struct iqm_purchase *purchase, unsigned flags,
		  struct iqm_call *call)
{
	struct asked a = { .journal = context,
			   .purchase = purchase,
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
