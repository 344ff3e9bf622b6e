/* SPDX-License-Identifier: MIT */
/* What became of purchases, recorded now, or by whoever is next. */
#include "journal/parts.h"

#include <stdlib.h>
#include <string.h>

struct pg_outcome *iqm_pg_outcome_new(const char *token, enum iqm_purchase_state state)
{
	struct pg_outcome *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	memcpy(o->token, token, sizeof(o->token));
	o->state = state;
	return o;
}

void iqm_pg_outcome_add(struct pg_journal *j, struct pg_outcome *o)
{
	pthread_mutex_lock(&j->mutex);
	o->next = j->outcomes;
	j->outcomes = o;
	pthread_mutex_unlock(&j->mutex);
}

/*
 * Without a claim, as that may be gone with its session: others may have settled the purchase
 * meanwhile. That it bought is known for sure, and stands over what was concluded, but for another
 * report; all else only ends what is open. What is recorded already, and whose answer was lost, is
 * recorded once more, which changes nothing.
 */
static const char update[] =
	"WITH turn AS (UPDATE iqm.store SET change = change + 1 RETURNING change)"
	" UPDATE iqm.records SET state = $2, report_id = COALESCE($3::bigint, report_id),"
	" cost = COALESCE($4::double precision, cost) FROM turn"
	" WHERE token = $1 AND (state = 'open'"
	" OR ($2 = 'bought' AND state IN ('unknown', 'not bought'))"
	" OR (state = $2 AND report_id IS NOT DISTINCT FROM COALESCE($3::bigint, report_id)))";

/* An intent whose answer was lost may be made yet: this refuses it, as its number has passed. */
static const struct pg_statement fence = { .sql = "UPDATE iqm.store SET change = change + 1" };

int iqm_pg_outcome_record(struct pg_journal *j, const struct pg_outcome *o, bool *done,
			  const struct deadline *deadline, struct iqm_error *error)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err = o->fenced ? iqm_pg_read(j->session, &fence, NULL, deadline, error) : 0;

	if (err)
		return err;
	iqm_pg_add_text(&v, o->token);
	iqm_pg_add_text(&v, iqm_pg_state_name(o->state));
	iqm_pg_add_int(&v, o->report_id);
	iqm_pg_add_num(&v, o->cost);
	statement = iqm_pg_statement(update, &v);
	err = iqm_pg_read(j->session, &statement, &r, deadline, error);
	if (err)
		return err;
	*done = strcmp(PQcmdTuples(r), "0") != 0;
	PQclear(r);
	return 0;
}

/* Who has entered the session takes them all out, so that none is lost between two who do. */
static struct pg_outcome *take_all(struct pg_journal *j)
{
	struct pg_outcome *all;

	pthread_mutex_lock(&j->mutex);
	all = j->outcomes;
	j->outcomes = NULL;
	pthread_mutex_unlock(&j->mutex);
	return all;
}

/* One that the server refuses is kept for later, and stops nobody. */
int iqm_pg_outcomes_record(struct pg_journal *j, const struct deadline *deadline,
			   struct iqm_error *error)
{
	struct pg_outcome *next = take_all(j);
	int err = 0;

	while (next) {
		struct pg_outcome *o = next;
		bool kept, done;

		next = o->next;
		kept = err || (err = iqm_pg_outcome_record(j, o, &done, deadline, error));
		if (err && j->session->result == PG_FAILED && j->session->conn)
			err = 0;
		if (kept)
			iqm_pg_outcome_add(j, o);
		else
			free(o);
	}
	return err;
}
