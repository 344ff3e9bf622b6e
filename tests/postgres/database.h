/* SPDX-License-Identifier: MIT */
/* What suites share that need a database: IQM_POSTGRES_URL, see with-postgres.sh. */
#ifndef TESTS_POSTGRES_DATABASE_H
#define TESTS_POSTGRES_DATABASE_H

#include <iqm/postgres.h>

/* Fail the test where it is not set. */
const char *pg_url(void);

/* Runs SQL on a connection of the test's own. The first column of its first row, or "": until the
 * next call. Fails the test on an error. Any thread, one at a time. */
const char *pg_sql(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, as a number. */
long pg_number(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Does that to the server: "crash", "stop", "start", "freeze", "thaw". Its connections are lost
 * where it ends: pg_sql() connects anew. */
void pg_server(const char *what);

/* A store, connected. */
struct iqm_postgres *pg_store(void);
/* The same, and the database was empty. */
struct iqm_postgres *pg_new_store(void);
/* A copy of the database on the same server; no store is open. */
void pg_copy_database(const char *name);

#endif
