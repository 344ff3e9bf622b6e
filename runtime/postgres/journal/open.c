/* SPDX-License-Identifier: MIT */
/* The journal as a whole: made, given, closed; and whether the database is the one it knows. */
#include "journal/parts.h"

#include <stdlib.h>
#include <unistd.h>

#define CLOSE_MS 200 /* what the last outcomes may take */

int iqm_pg_journal_open(struct pg_journal **out, struct pg_session *session,
			struct iqm_error *error)
{
	struct pg_journal *j = calloc(1, sizeof(*j));

	*out = j;
	if (!j)
		return iqm_fail_nomem(error);
	j->session = session;
	j->interface = (struct iqm_journal){
		.claim = iqm_pg_claim,
		.release = iqm_pg_release,
		.get = iqm_pg_get,
		.list = iqm_pg_list,
		.intent = iqm_pg_intent,
		.outcome = iqm_pg_outcome,
		.note = iqm_pg_note,
		.settle = iqm_pg_settle,
		.checks_budgets = true,
		.context = j,
	};
	pthread_mutex_init(&j->mutex, NULL);
	return 0;
}

const struct iqm_journal *iqm_pg_journal_interface(const struct pg_journal *j)
{
	return &j->interface;
}

static void free_all(struct pg_journal *j)
{
	while (j->claims) {
		struct pg_claim *c = j->claims;

		j->claims = c->next;
		free(c);
	}
	while (j->outcomes) {
		struct pg_outcome *o = j->outcomes;

		j->outcomes = o->next;
		free(o);
	}
}

void iqm_pg_journal_close(struct pg_journal *j)
{
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, CLOSE_MS, NULL);

	if (!j)
		return;
	if (j->outcomes && !iqm_pg_begin(j, &deadline, NULL))
		iqm_pg_end(j);
	free_all(j);
	pthread_mutex_destroy(&j->mutex);
	free(j);
}

int iqm_pg_journal_check(struct pg_journal *j, const struct deadline *deadline,
			 struct iqm_error *error)
{
	struct iqm_int change;
	int err = iqm_pg_begin(j, deadline, error);

	if (err)
		return err;
	err = iqm_pg_read_change(j, true, &change, deadline, error);
	iqm_pg_end(j);
	return err;
}

int iqm_pg_journal_accept(struct pg_journal *j, const char *who, const struct deadline *deadline,
			  struct iqm_error *error)
{
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	int err = iqm_pg_begin(j, deadline, error);

	if (err)
		return err;
	iqm_pg_add_text(&v, j->session->facts.identity);
	iqm_pg_add_text(&v, who);
	statement = iqm_pg_statement("UPDATE iqm.store SET change = change + 1, identity = $1,"
				     " accepted_by = $2, accepted = now()",
				     &v);
	err = iqm_pg_run(j->session, &statement, NULL, deadline, error);
	if (!err)
		*j->seen_in = '\0';
	iqm_pg_end(j);
	return err;
}
