/* SPDX-License-Identifier: MIT */
/* The journal of purchases in a database, as a struct iqm_journal. */
#ifndef IQM_POSTGRES_JOURNAL_H
#define IQM_POSTGRES_JOURNAL_H

#include "connection/connection.h"

struct pg_journal;

/* Over a session, which stays the caller's. 0 or IQM_E_NOMEM. */
int iqm_pg_journal_open(struct pg_journal **out, struct pg_session *session,
			struct iqm_error *error);
/* No client uses it. What is left to record is tried once more. NULL is allowed. */
void iqm_pg_journal_close(struct pg_journal *j);
/* For struct iqm_settings; lives as long as the journal. */
const struct iqm_journal *iqm_pg_journal_interface(const struct pg_journal *j);
/* Whether the database is the one that the journal knows: 0, or the session's status. */
int iqm_pg_journal_check(struct pg_journal *j, const struct deadline *deadline,
			 struct iqm_error *error);
/* A person says that it is. */
int iqm_pg_journal_accept(struct pg_journal *j, const char *who, const struct deadline *deadline,
			  struct iqm_error *error);

#endif
