/* SPDX-License-Identifier: MIT */
/*
 * All changes of purchases have numbers. Who changes something reads the last number, then all that
 * the change rests on, and then writes under the condition that the number is still the same: in
 * one statement, which is one transaction. So no lock is held while anything crosses the network,
 * and two that read the same cannot both write, whatever keys they are at.
 */
#include "journal/parts.h"

#include <stdio.h>
#include <string.h>

static int check(struct pg_journal *j, const PGresult *r, bool buys, struct iqm_error *error)
{
	const struct pg_session *s = j->session;
	const char *known = iqm_pg_text(r, 0, 1);
	int64_t change = iqm_pg_integer(r, 0, 0);

	if (iqm_pg_integer(r, 0, 3) != s->facts.schema)
		return iqm_pg_fail(s, error, "its schema was changed meanwhile by a later release");
	if (!buys)
		return 0;
	if (!iqm_pg_truth(r, 0, 2))
		return iqm_pg_fail(s, error,
				   "the server's setting fsync is off: what it records may be lost "
				   "with the power");
	if (!known || strcmp(known, s->facts.identity) != 0)
		return iqm_pg_fail(s, error,
				   "this is another database than the journal was in (%s, it was "
				   "%s): a restored copy, or a standby that took over; purchases "
				   "may be missing. Nothing is bought until a person accepts it",
				   s->facts.identity, known ? known : "none");
	if (!strcmp(j->seen_in, known) && change < j->seen)
		return iqm_pg_fail(s, error,
				   "the database is an older copy of what it was: purchases are "
				   "missing. Nothing is bought until a person accepts it");
	j->seen = change;
	snprintf(j->seen_in, sizeof(j->seen_in), "%s", known);
	return 0;
}

int iqm_pg_read_change(struct pg_journal *j, bool buys, struct iqm_int *change,
		       const struct deadline *deadline, struct iqm_error *error)
{
	static const struct pg_statement ask = {
		.sql = "SELECT change, identity, current_setting('fsync') = 'on', schema FROM iqm.store"
	};
	PGresult *r;
	int err = iqm_pg_run(j->session, &ask, &r, deadline, error);

	if (err)
		return err;
	if (PQntuples(r) == 1)
		err = check(j, r, buys, error);
	else
		err = iqm_pg_fail(j->session, error, "iqm.store: expected one row, found %d",
				  PQntuples(r));
	*change = iqm_int(err ? 0 : iqm_pg_integer(r, 0, 0));
	PQclear(r);
	return err;
}
