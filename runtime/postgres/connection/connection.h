/* SPDX-License-Identifier: MIT */
/* One session with the database, shared by threads, and the schema in it. */
#ifndef IQM_POSTGRES_CONNECTION_H
#define IQM_POSTGRES_CONNECTION_H

#include "base/base.h"

#include <libpq-fe.h>
#include <sys/types.h>

#define PG_REASON 300
#define PG_IDENTITY 80

/* What became of the last statement. */
enum pg_statement_result {
	PG_DONE,   /* the server said so, and its transaction is committed */
	PG_FAILED, /* the server refused it, or it was never sent: nothing is changed */
	PG_UNKNOWN /* it may be done, or be done yet: its result was lost, not waited for, or bad */
};

/* What a session saw of the store when it began. */
struct pg_facts {
	char identity[PG_IDENTITY]; /* of server, timeline, database and table:
				       "769521/1/16384/16385" */
	int schema;                 /* its number */
};

struct pg_session {
	char *url;
	const char *what; /* "journal": what messages begin with */
	int status;       /* of failures: IQM_E_JOURNAL */
	pid_t process;    /* that opened it */

	/* for the thread that has entered */
	PGconn *conn; /* NULL: none */
	/* Of connections: what a session held, such as locks, is gone once it is another. 0: there
	 * was none yet. */
	unsigned long number;
	struct pg_facts facts;
	enum pg_statement_result result;
	bool warned; /* by the server, during the last statement */

	pthread_mutex_t mutex;
	pthread_cond_t left;
	bool taken;
};

/* Connects to nothing yet. `url` and `what` ("journal") are copied and borrowed. 0, IQM_E_CONFIG or
 * IQM_E_NOMEM. */
int iqm_pg_open(struct pg_session **out, const char *url, const char *what, int status,
		struct iqm_error *error);
/* No thread is in it. NULL is allowed. */
void iqm_pg_close(struct pg_session *s);

/*
 * Takes the session for this thread, until iqm_pg_leave(): waits for other threads, and for the end
 * of a statement that was abandoned, and connects where there is no connection. On failure there is
 * nothing to leave. 0, IQM_E_TIMEOUT, IQM_E_CANCELLED, IQM_E_NOMEM, or the session's status.
 */
int iqm_pg_enter(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error);
void iqm_pg_leave(struct pg_session *s);
/* Whether no statement is under way: waits for other threads, not for what was abandoned. */
bool iqm_pg_is_free(struct pg_session *s, const struct deadline *deadline);

/* A statement; its parameters are text, NULL is SQL's. */
struct pg_statement {
	const char *sql;
	const char *const *values;
	int len;
	/* Each row as it comes; not 0: no more of them, and the statement returns that. NULL: all
	 * are in *result. */
	int (*row)(void *to, const PGresult *row, struct iqm_error *error);
	void *to;
};

/*
 * Runs one statement, which is a transaction of its own. *result (NULL: not wanted) is for
 * PQclear(), and NULL on failure. s->result says whether a statement that failed may be done. A
 * connection that is lost is closed: s->conn is NULL then. One that was not waited for is ended by
 * the next who enters. Errors as iqm_pg_enter().
 */
int iqm_pg_run(struct pg_session *s, const struct pg_statement *statement, PGresult **result,
	       const struct deadline *deadline, struct iqm_error *error);
/* The same of several statements without parameters, in one transaction; of the last one's. */
int iqm_pg_run_all(struct pg_session *s, const char *sql, PGresult **result,
		   const struct deadline *deadline, struct iqm_error *error);
/* The same of a statement that changes nothing: where the connection was lost, once more. */
int iqm_pg_read(struct pg_session *s, const struct pg_statement *statement, PGresult **result,
		const struct deadline *deadline, struct iqm_error *error);

/* "<what>: <database>: <why>". Gives the session's status. */
int iqm_pg_fail(const struct pg_session *s, struct iqm_error *error, const char *why, ...)
	IQM_PRINTF(3, 4);

/* ---- columns ------------------------------------------------------------------------------- */

/* NULL: SQL's. */
const char *iqm_pg_text(const PGresult *result, int row, int column);
/* 0 where it is none. */
int64_t iqm_pg_integer(const PGresult *result, int row, int column);
bool iqm_pg_truth(const PGresult *result, int row, int column);

#endif
