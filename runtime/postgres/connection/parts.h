/* SPDX-License-Identifier: MIT */
/* Between the files of the room. */
#ifndef IQM_POSTGRES_CONNECTION_PARTS_H
#define IQM_POSTGRES_CONNECTION_PARTS_H

#include "connection/connection.h"

#define PG_SLICE_MS 50 /* how late a cancel is seen at most */

void iqm_pg_cond_init(pthread_cond_t *cond);
/* How long to wait at a time: a slice, or what is left. */
long iqm_pg_slice_ms(const struct deadline *deadline);
/* Waits for one slice at most. */
void iqm_pg_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex,
		      const struct deadline *deadline);
/* What libpq or the server said, as one line. */
void iqm_pg_reason(char why[PG_REASON], const char *said);
/* 0, or IQM_E_CONFIG: it is no URL of a database. */
int iqm_pg_check_url(const char *url, struct iqm_error *error);
/* Connects, in a thread of its own as names are looked up. *out is for PQfinish(). 0,
 * IQM_E_TIMEOUT, IQM_E_CANCELLED, IQM_E_NOMEM, or IQM_E_NETWORK: `why` says it. */
int iqm_pg_connect(const char *url, PGconn **out, char why[PG_REASON],
		   const struct deadline *deadline);
/* Waits until what was sent before has ended; drops what came. */
int iqm_pg_drain(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error);
/* Sets a new connection up, and refuses a server that cannot keep what is promised. */
int iqm_pg_set_up(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error);
extern const char iqm_pg_schema_1[], iqm_pg_schema_2[], iqm_pg_schema_3[];
/* Makes the schema, or brings it up to date, and reads the store's facts. */
int iqm_pg_schema(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error);
void iqm_pg_drop(struct pg_session *s);

#endif
