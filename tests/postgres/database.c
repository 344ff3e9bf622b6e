/* SPDX-License-Identifier: MIT */
#include "database.h"

#include "support/journal_fixture.h"

#include <check.h>
#include <libpq-fe.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *pg_url(void)
{
	const char *url = getenv("IQM_POSTGRES_URL");

	ck_assert_msg(url && *url, "IQM_POSTGRES_URL is not set: see tests/with-postgres.sh");
	return url;
}

/* ---- SQL ----------------------------------------------------------------------------------- */

static PGconn *conn;
static PGresult *last;

static void ignore(void *context, const PGresult *notice)
{
	(void)context, (void)notice;
}

static const char *run(const char *sql)
{
	if (!conn || PQstatus(conn) != CONNECTION_OK) {
		PQfinish(conn);
		conn = PQconnectdb(pg_url());
		PQsetNoticeReceiver(conn, ignore, NULL);
	}
	PQclear(last);
	last = PQexec(conn, sql);
	ck_assert_msg(PQresultStatus(last) == PGRES_TUPLES_OK ||
			      PQresultStatus(last) == PGRES_COMMAND_OK,
		      "%s: %s", sql, PQerrorMessage(conn));
	return PQntuples(last) ? PQgetvalue(last, 0, 0) : "";
}

static const char *format_and_run(const char *format, va_list args)
{
	char sql[2000];

	ck_assert_int_lt(vsnprintf(sql, sizeof(sql), format, args), sizeof(sql));
	return run(sql);
}

const char *pg_sql(const char *format, ...)
{
	const char *value;
	va_list args;

	va_start(args, format);
	value = format_and_run(format, args);
	va_end(args);
	return value;
}

long pg_number(const char *format, ...)
{
	const char *value;
	va_list args;

	va_start(args, format);
	value = format_and_run(format, args);
	va_end(args);
	return strtol(value, NULL, 10);
}

void pg_server(const char *what)
{
	char command[400];

	ck_assert_ptr_nonnull(getenv("IQM_POSTGRES_CTL"));
	snprintf(command, sizeof(command), "%s %s", getenv("IQM_POSTGRES_CTL"), what);
	ck_assert_int_eq(system(command), 0);
	if (what[0] == 'c' || (what[0] == 's' && what[2] == 'o')) { /* crash, stop */
		PQfinish(conn);
		conn = NULL;
	}
}

struct iqm_postgres *pg_store(void)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_postgres *store;

	ck_assert_msg(iqm_postgres_open(pg_url(), &store, &call) == 0, "%s", call.error.message);
	return store;
}

struct iqm_postgres *pg_new_store(void)
{
	shop_journal = NULL;
	pg_sql("DROP SCHEMA IF EXISTS iqm CASCADE");
	return pg_store();
}

void pg_copy_database(const char *name)
{
	char url[200];
	char sql[100];
	PGconn *beside;
	PGresult *made;

	pg_sql("DROP DATABASE IF EXISTS %s", name);
	PQfinish(conn); /* nobody may be in it */
	conn = NULL;
	snprintf(url, sizeof(url), "%.*s/postgres", (int)(strrchr(pg_url(), '/') - pg_url()),
		 pg_url());
	beside = PQconnectdb(url);
	snprintf(sql, sizeof(sql), "CREATE DATABASE %s TEMPLATE iqm", name);
	made = PQexec(beside, sql);
	ck_assert_msg(PQresultStatus(made) == PGRES_COMMAND_OK, "%s", PQerrorMessage(beside));
	PQclear(made);
	PQfinish(beside);
}
