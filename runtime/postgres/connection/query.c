/* SPDX-License-Identifier: MIT */
/* A statement and its results, without blocking for longer than a slice. */
#include "connection/parts.h"

#include <poll.h>
#include <string.h>

/* ---- the connection ------------------------------------------------------------------------ */

void iqm_pg_drop(struct pg_session *s)
{
	PQfinish(s->conn);
	s->conn = NULL;
}

static int fail_lost(struct pg_session *s, struct iqm_error *error)
{
	char why[PG_REASON];

	iqm_pg_reason(why, PQerrorMessage(s->conn));
	iqm_pg_fail(s, error, "the connection was lost: %s", why);
	iqm_pg_drop(s);
	return s->status;
}

/* Waits for a slice until something can be read, or also written. */
static void wait_slice(PGconn *conn, bool to_write, const struct deadline *deadline)
{
	struct pollfd fd = { .fd = PQsocket(conn),
			     .events = (short)(POLLIN | (to_write ? POLLOUT : 0)) };

	poll(&fd, 1, (int)iqm_pg_slice_ms(deadline));
}

static int send_all(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	int left;

	while ((left = PQflush(s->conn)) > 0) {
		int err = iqm_deadline_check(deadline);

		if (err)
			return iqm_fail_ended(error, err, "sending to the database");
		wait_slice(s->conn, true, deadline);
		if (!PQconsumeInput(s->conn))
			return fail_lost(s, error);
	}
	return left ? fail_lost(s, error) : 0;
}

/* Until PQgetResult() does not block. */
static int wait_result(struct pg_session *s, const struct deadline *deadline,
		       struct iqm_error *error)
{
	while (PQisBusy(s->conn)) {
		int err = iqm_deadline_check(deadline);

		if (err)
			return iqm_fail_ended(error, err, "waiting for the database");
		wait_slice(s->conn, false, deadline);
		if (!PQconsumeInput(s->conn))
			return fail_lost(s, error);
	}
	return 0;
}

/* ---- results ------------------------------------------------------------------------------- */

#define INSUFFICIENT_PRIVILEGE "42501" /* a SQLSTATE */

/* What came of one statement. A failure may follow what seemed to be done: at the commit. */
struct outcome {
	const struct pg_statement *statement;
	PGresult *result; /* the last that is none of a failure */
	int err;
	bool ended; /* the server ends the session */
};

static void fail_refused(struct pg_session *s, struct outcome *o, const PGresult *result,
			 struct iqm_error *error)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	char why[PG_REASON];

	o->ended = o->ended || !severity || strcmp(severity, "ERROR") != 0;
	if (o->err)
		return;
	iqm_pg_reason(why, said ? said : PQresultErrorMessage(result));
	if (code && !strcmp(code, INSUFFICIENT_PRIVILEGE))
		o->err = iqm_pg_fail(s, error,
				     "%s; role '%s' needs CREATE on the database, once, or to be a "
				     "member of the role that made the schema iqm",
				     why, PQuser(s->conn));
	else
		o->err = iqm_pg_fail(s, error, "%s", why);
}

static void take_result(struct pg_session *s, struct outcome *o, PGresult *result,
			struct iqm_error *error)
{
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_SINGLE_TUPLE && o->statement->row && !o->err)
		o->err = o->statement->row(o->statement->to, result, error);
	else if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK &&
		 status != PGRES_COMMAND_OK)
		fail_refused(s, o, result, error);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		PQclear(result);
		return;
	}
	PQclear(o->result);
	o->result = result;
}

/* All of them: the transaction has ended with the last. */
static int read_results(struct pg_session *s, struct outcome *o, const struct deadline *deadline,
			struct iqm_error *error)
{
	PGresult *result;
	int err;

	while (!(err = wait_result(s, deadline, error)) && (result = PQgetResult(s->conn)))
		take_result(s, o, result, error);
	if (err || (!o->ended && PQstatus(s->conn) == CONNECTION_OK))
		return err;
	if (!o->err)
		return fail_lost(s, error);
	iqm_pg_drop(s); /* why is said */
	return o->err;
}

/* A connection that was lost is no failure: the next one is another. */
int iqm_pg_drain(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	const struct pg_statement none = { .sql = "" };
	struct outcome o = { .statement = &none };
	int err = PQconsumeInput(s->conn) ? send_all(s, deadline, NULL) : fail_lost(s, NULL);

	if (!err)
		err = read_results(s, &o, deadline, NULL);
	PQclear(o.result);
	if (s->conn && !err && PQtransactionStatus(s->conn) != PQTRANS_IDLE)
		iqm_pg_drop(s);
	return s->conn && err ? iqm_fail_ended(error, err, "waiting for the database") : 0;
}

/* ---- statements ---------------------------------------------------------------------------- */

static int end(struct pg_session *s, struct outcome *o, int err, PGresult **result,
	       struct iqm_error *error)
{
	s->result = err ? PG_UNKNOWN : o->err ? PG_FAILED : PG_DONE;
	err = err ? err : o->err;
	if (!err && result && !o->result) {
		s->result = PG_UNKNOWN;
		err = iqm_pg_fail(s, error, "the server has given no result");
	}
	if (!err && result) {
		*result = o->result;
		return 0;
	}
	PQclear(o->result);
	return err;
}

static int run(struct pg_session *s, const struct pg_statement *statement, int sent,
	       PGresult **result, const struct deadline *deadline, struct iqm_error *error)
{
	struct outcome o = { .statement = statement };
	int err;

	s->result = PG_UNKNOWN;
	if (!sent)
		return fail_lost(s, error);
	if (statement->row)
		PQsetSingleRowMode(s->conn);
	err = send_all(s, deadline, error);
	if (!err)
		err = read_results(s, &o, deadline, error);
	return end(s, &o, err, result, error);
}

static int begin(struct pg_session *s, PGresult **result, const struct deadline *deadline,
		 struct iqm_error *error)
{
	if (result)
		*result = NULL;
	s->result = PG_FAILED;
	s->warned = false;
	if (!s->conn)
		return iqm_pg_fail(s, error, "the connection was lost");
	return iqm_deadline_report(deadline, error, "before the database was asked");
}

int iqm_pg_run(struct pg_session *s, const struct pg_statement *statement, PGresult **result,
	       const struct deadline *deadline, struct iqm_error *error)
{
	int err = begin(s, result, deadline, error);

	if (err)
		return err;
	return run(s, statement,
		   PQsendQueryParams(s->conn, statement->sql, statement->len, NULL,
				     statement->values, NULL, NULL, 0),
		   result, deadline, error);
}

int iqm_pg_run_all(struct pg_session *s, const char *sql, PGresult **result,
		   const struct deadline *deadline, struct iqm_error *error)
{
	const struct pg_statement statement = { .sql = sql };
	int err = begin(s, result, deadline, error);

	return err ? err : run(s, &statement, PQsendQuery(s->conn, sql), result, deadline, error);
}
