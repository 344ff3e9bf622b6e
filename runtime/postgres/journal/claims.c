/* SPDX-License-Identifier: MIT */
/*
 * Claims of keys: locks of the session, so that they end with it, and with its process or host. A
 * key's lock has the number of the key in a table: no two keys have the same. A session may take
 * its lock twice, so who of this process has a key is known by a list.
 */
#include "journal/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RELEASE_MS 150 /* what a release may take; later ones do what is left */

/* ---- the list ------------------------------------------------------------------------------ */

/* With the mutex held, as the next. */
static struct pg_claim **find(struct pg_journal *j, const char *key)
{
	struct pg_claim **at = &j->claims;

	while (*at && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	return at;
}

static struct pg_claim *find_released(struct pg_journal *j)
{
	struct pg_claim *c = j->claims;

	while (c && !c->released)
		c = c->next;
	return c;
}

static struct pg_claim *next_released(struct pg_journal *j)
{
	struct pg_claim *c;

	pthread_mutex_lock(&j->mutex);
	c = find_released(j);
	pthread_mutex_unlock(&j->mutex);
	return c;
}

static void drop(struct pg_journal *j, struct pg_claim *c)
{
	struct pg_claim **at = &j->claims;

	pthread_mutex_lock(&j->mutex);
	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	pthread_mutex_unlock(&j->mutex);
	free(c);
}

/* NULL: no memory; or *taken, as it is in the list. */
static struct pg_claim *add(struct pg_journal *j, const char *key, bool *taken)
{
	struct pg_claim *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	iqm_copy_text(c->key, sizeof(c->key), key);
	pthread_mutex_lock(&j->mutex);
	*taken = *find(j, key) != NULL;
	if (!*taken) {
		c->next = j->claims;
		j->claims = c;
	}
	pthread_mutex_unlock(&j->mutex);
	if (*taken)
		free(c);
	return *taken ? NULL : c;
}

int iqm_pg_claimed(struct pg_journal *j, const char *key, struct pg_claim **out,
		   struct iqm_error *error)
{
	struct pg_claim *c;

	pthread_mutex_lock(&j->mutex);
	c = *find(j, key);
	pthread_mutex_unlock(&j->mutex);
	*out = c;
	if (!c || c->released)
		return iqm_fail(error, IQM_E_JOURNAL, "key '%s' is not claimed", key);
	if (j->session->conn && c->session == j->session->number)
		return 0;
	return iqm_pg_fail(j->session, error,
			   "the connection was lost, and with it the claim of key '%s'", key);
}

void iqm_pg_claim_token(struct pg_journal *j, const char *key, char token[TOKEN_SIZE])
{
	const struct pg_claim *c;

	pthread_mutex_lock(&j->mutex);
	c = *find(j, key);
	snprintf(token, TOKEN_SIZE, "%s", c ? c->token : "");
	pthread_mutex_unlock(&j->mutex);
}

/* ---- the locks ----------------------------------------------------------------------------- */

/* By the key, as its number is not known where the result was lost. That it is not locked then is
 * no failure. */
static int give_back(struct pg_journal *j, const struct pg_claim *c,
		     const struct deadline *deadline, struct iqm_error *error)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement unlock;

	iqm_pg_add_text(&v, c->key);
	unlock = iqm_pg_statement("SELECT pg_advisory_unlock('iqm.keys'::regclass::oid::int, id)"
				  " FROM iqm.keys WHERE key = $1",
				  &v);
	return iqm_pg_run(j->session, &unlock, NULL, deadline, error);
}

static int give_all_back(struct pg_journal *j, const struct deadline *deadline,
			 struct iqm_error *error)
{
	struct pg_claim *c;
	int err = 0;

	while (!err && (c = next_released(j))) {
		if (j->session->conn && c->session == j->session->number)
			err = give_back(j, c, deadline, error);
		if (!err || !j->session->conn)
			drop(j, c);
	}
	return err;
}

int iqm_pg_begin(struct pg_journal *j, const struct deadline *deadline, struct iqm_error *error)
{
	int err = iqm_pg_enter(j->session, deadline, error);

	if (err)
		return err;
	err = iqm_pg_outcomes_record(j, deadline, error);
	if (!err)
		err = give_all_back(j, deadline, error);
	if (err)
		iqm_pg_leave(j->session);
	return err;
}

static void end_by(struct pg_journal *j, const struct deadline *deadline)
{
	if (j->session->conn && PQtransactionStatus(j->session->conn) == PQTRANS_IDLE &&
	    !iqm_pg_outcomes_record(j, deadline, NULL))
		(void)give_all_back(j, deadline, NULL);
	iqm_pg_leave(j->session);
}

/* Others do not wait for this thread to record what they owe, and to give back their keys: it does
 * so now, or the next who begins where a statement was not waited for. */
void iqm_pg_end(struct pg_journal *j)
{
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, RELEASE_MS, NULL);

	end_by(j, &deadline);
}

static int fail_taken(const char *key, struct iqm_error *error)
{
	return iqm_fail(error, IQM_E_KEY_USED,
			"another thread or process is at the purchase under key '%s'", key);
}

/* The key gets its number by the first claim. No row: another client gave it one at this moment. */
static const char lock[] =
	"WITH made AS (INSERT INTO iqm.keys (key) SELECT $1"
	" WHERE NOT EXISTS (SELECT FROM iqm.keys WHERE key = $1)"
	" ON CONFLICT DO NOTHING RETURNING id),"
	" one AS MATERIALIZED (SELECT id FROM made UNION ALL"
	" SELECT id FROM iqm.keys WHERE key = $1 LIMIT 1)"
	" SELECT id, pg_try_advisory_lock('iqm.keys'::regclass::oid::int, id) FROM one";

static int take(struct pg_journal *j, struct pg_claim *c, const struct deadline *deadline,
		struct iqm_error *error)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r = NULL;
	bool got;
	int err;

	iqm_pg_add_text(&v, c->key);
	statement = iqm_pg_statement(lock, &v);
	do {
		PQclear(r);
		err = iqm_pg_read(j->session, &statement, &r, deadline, error);
	} while (!err && !PQntuples(r));
	c->session = j->session->number;
	if (err)
		return err;
	c->id = iqm_pg_integer(r, 0, 0);
	got = iqm_pg_truth(r, 0, 1);
	PQclear(r);
	return got ? 0 : fail_taken(c->key, error);
}

/* One that failed may hold the lock all the same. */
int iqm_pg_claim(void *context, const char *key, struct iqm_call *call)
{
	struct pg_journal *j = context;
	struct deadline deadline = iqm_pg_deadline(call);
	bool taken = false;
	struct pg_claim *c;
	int err = iqm_pg_begin(j, &deadline, &call->error);

	if (err)
		return err;
	c = add(j, key, &taken);
	if (c)
		err = take(j, c, &deadline, &call->error);
	else
		err = taken ? fail_taken(key, &call->error) : iqm_fail_nomem(&call->error);
	if (c && err == IQM_E_KEY_USED)
		drop(j, c);
	else if (c)
		c->released = err != 0;
	iqm_pg_end(j);
	return err;
}

/* What cannot be given back now is given back by the thread that is in the session, or the next.
 * A statement that the database did not end in time is not waited for again: a call ends within
 * 250 ms. */
void iqm_pg_release(void *context, const char *key)
{
	struct pg_journal *j = context;
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, RELEASE_MS, NULL);
	struct pg_claim *c;

	pthread_mutex_lock(&j->mutex);
	c = *find(j, key);
	if (c)
		c->released = true;
	pthread_mutex_unlock(&j->mutex);
	if (c && iqm_pg_is_free(j->session, &deadline) && !iqm_pg_begin(j, &deadline, NULL))
		end_by(j, &deadline);
}
