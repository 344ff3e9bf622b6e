/* SPDX-License-Identifier: MIT */
/* A new session: its settings, and what the server must be. */
#include "connection/parts.h"

/*
 * What a server's defaults, a role's or a database's must not change: the order of names, the level
 * of isolation, a commit that is on the disk (also of a standby that is waited for), how long an
 * idle session lives, rows that are hidden, warnings that are not sent; and that the server ends
 * sessions of hosts that are gone, whose claims others wait for. Settings that an older server
 * lacks are left out.
 */
static const char settings[] =
	"SELECT pg_catalog.set_config(name, CASE name"
	" WHEN 'search_path' THEN 'pg_catalog'"
	" WHEN 'default_transaction_isolation' THEN 'read committed'"
	" WHEN 'default_transaction_deferrable' THEN 'off'"
	" WHEN 'synchronous_commit' THEN CASE setting WHEN 'remote_apply' THEN setting ELSE 'on' END"
	" WHEN 'row_security' THEN 'off'"
	" WHEN 'client_min_messages' THEN 'warning'"
	" WHEN 'statement_timeout' THEN '120s'"
	" WHEN 'lock_timeout' THEN '10s'"
	" WHEN 'idle_in_transaction_session_timeout' THEN '10s'"
	" WHEN 'transaction_timeout' THEN '0'"
	" WHEN 'idle_session_timeout' THEN '0'"
	" WHEN 'tcp_keepalives_idle' THEN '10'"
	" WHEN 'tcp_keepalives_interval' THEN '5'"
	" WHEN 'tcp_keepalives_count' THEN '3'"
	" WHEN 'tcp_user_timeout' THEN '20s'"
	" WHEN 'client_connection_check_interval' THEN '5s'"
	" WHEN 'extra_float_digits' THEN '1'"
	" END, false) FROM pg_catalog.pg_settings WHERE name IN ('search_path',"
	" 'default_transaction_isolation', 'default_transaction_deferrable', 'synchronous_commit',"
	" 'row_security', 'client_min_messages', 'statement_timeout', 'lock_timeout',"
	" 'idle_in_transaction_session_timeout', 'transaction_timeout', 'idle_session_timeout',"
	" 'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count',"
	" 'tcp_user_timeout', 'client_connection_check_interval', 'extra_float_digits')";

static const char questions[] =
	"SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(),"
	" pg_catalog.current_setting('transaction_read_only') = 'on',"
	" pg_catalog.current_setting('fsync') = 'on',"
	" pg_catalog.current_setting('server_encoding') = 'UTF8'";

#define OLDEST 120000 /* PostgreSQL 12 */

static int check(struct pg_session *s, const PGresult *r, struct iqm_error *error)
{
	int pid = (int)iqm_pg_integer(r, 0, 0);

	if (PQserverVersion(s->conn) < OLDEST)
		return iqm_pg_fail(s, error, "expected PostgreSQL 12 or later, found %d",
				   PQserverVersion(s->conn) / 10000);
	/* A pooler gives clients numbers of its own, and may give a client's session to another. */
	if (pid != PQbackendPID(s->conn))
		return iqm_pg_fail(s, error,
				   "a connection pooler is in between, which may mix sessions: "
				   "connect to the server itself");
	if (iqm_pg_truth(r, 0, 1))
		return iqm_pg_fail(s, error,
				   "the server is a standby: expected the primary (several hosts "
				   "in the URL need target_session_attrs=read-write)");
	if (iqm_pg_truth(r, 0, 2))
		return iqm_pg_fail(s, error, "the database, or the role in it, is read-only");
	if (!iqm_pg_truth(r, 0, 3))
		return iqm_pg_fail(s, error,
				   "the server's setting fsync is off: what it records may be lost "
				   "with the power");
	if (!iqm_pg_truth(r, 0, 4))
		return iqm_pg_fail(s, error, "the encoding of the database: expected UTF8");
	return 0;
}

int iqm_pg_set_up(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	const struct pg_statement set = { .sql = settings }, ask = { .sql = questions };
	PGresult *r;
	int err = iqm_pg_run(s, &set, NULL, deadline, error);

	if (!err)
		err = iqm_pg_run(s, &ask, &r, deadline, error);
	if (err)
		return err;
	err = check(s, r, error);
	PQclear(r);
	return err;
}
