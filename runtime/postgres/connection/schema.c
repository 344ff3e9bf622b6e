/* SPDX-License-Identifier: MIT */
/* The schema `iqm`: made where there is none, brought up to date where it is older. */
#include "connection/parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Each makes of the schema before it the next one, and is never changed once it was released: the
 * first is number 1. runtime/postgres/README.md describes what they add up to. */
static const char *const steps[] = { iqm_pg_schema_1, iqm_pg_schema_2, iqm_pg_schema_3 };

#define NEWEST ((int)(sizeof(steps) / sizeof(steps[0])))

/* One at a time makes or changes it. The number is of no meaning but to be ours: "iqm". */
#define LOCK "SELECT pg_catalog.pg_advisory_xact_lock(6910317)"

/*
 * By this a database is known: the server (a copy made by dump and restore has another), its
 * timeline (a standby that took over, and a copy restored from a backup, begin another), the
 * database and the table (a copy beside it, an older dump put back).
 */
#define IDENTITY                                                                                   \
	"(SELECT pg_catalog.concat_ws('/', system_identifier,"                                     \
	" ('x' || pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), "   \
	"8))::bit(32)::int, (SELECT oid FROM pg_catalog.pg_database"                               \
	" WHERE datname = pg_catalog.current_database()), 'iqm.store'::regclass::oid)"             \
	" FROM pg_catalog.pg_control_system())"

/* ---- the number of the schema -------------------------------------------------------------- */

static int read_number(struct pg_session *s, int *number, const struct deadline *deadline,
		       struct iqm_error *error)
{
	const struct pg_statement is_there = {
		.sql = "SELECT pg_catalog.to_regclass('iqm.store') IS NOT NULL"
	};
	const struct pg_statement ask = { .sql = "SELECT schema FROM iqm.store" };
	PGresult *r;
	int err = iqm_pg_run(s, &is_there, &r, deadline, error);
	bool there;

	*number = 0;
	if (err)
		return err;
	there = iqm_pg_truth(r, 0, 0);
	PQclear(r);
	if (!there)
		return 0;
	err = iqm_pg_run(s, &ask, &r, deadline, error);
	if (err)
		return err;
	if (PQntuples(r) != 1)
		err = iqm_pg_fail(s, error, "iqm.store: expected one row, found %d", PQntuples(r));
	else
		*number = (int)iqm_pg_integer(r, 0, 0);
	PQclear(r);
	return err;
}

static int check_number(const struct pg_session *s, int number, struct iqm_error *error)
{
	char text[IQM_FORMAT_SIZE];

	if (number >= 0 && number <= NEWEST)
		return 0;
	return iqm_pg_fail(s, error, "its schema has %s", iqm_format_text(number, NEWEST, text));
}

/* ---- steps --------------------------------------------------------------------------------- */

/* Another may have taken the step meanwhile: the condition is checked under the lock. A DO block
 * has no parameters, and a step no '$'. */
static int take_step(struct pg_session *s, int from, const struct deadline *deadline,
		     struct iqm_error *error)
{
	struct buf sql = { 0 };
	int err;

	iqm_buf_printf(&sql,
		       LOCK ";DO $iqm$ DECLARE number integer := 0; BEGIN"
			    " IF pg_catalog.to_regclass('iqm.store') IS NOT NULL THEN"
			    " SELECT schema INTO STRICT number FROM iqm.store; END IF;"
			    " IF number = %d THEN EXECUTE $step$",
		       from);
	iqm_buf_str(&sql, steps[from]);
	iqm_buf_printf(&sql, "$step$; UPDATE iqm.store SET schema = %d, change = change + 1; ",
		       from + 1);
	if (!from)
		iqm_buf_str(&sql, "UPDATE iqm.store SET identity = " IDENTITY "; ");
	iqm_buf_str(&sql, "END IF; END $iqm$");
	err = sql.err ? iqm_fail_nomem(error) : iqm_pg_run_all(s, sql.data, NULL, deadline, error);
	iqm_buf_free(&sql);
	return err;
}

static int bring_up_to_date(struct pg_session *s, const struct deadline *deadline,
			    struct iqm_error *error)
{
	int number;
	int err = read_number(s, &number, deadline, error);

	if (!err)
		err = check_number(s, number, error);
	for (; !err && number < NEWEST; number++)
		err = take_step(s, number, deadline, error);
	return err;
}

/* ---- facts --------------------------------------------------------------------------------- */

static int read_facts(struct pg_session *s, const struct deadline *deadline,
		      struct iqm_error *error)
{
	const struct pg_statement ask = { .sql = "SELECT schema, " IDENTITY " FROM iqm.store" };
	struct pg_facts *f = &s->facts;
	PGresult *r;
	int err = iqm_pg_run(s, &ask, &r, deadline, error);

	if (err)
		return err;
	if (PQntuples(r) != 1)
		err = iqm_pg_fail(s, error, "iqm.store: expected one row, found %d", PQntuples(r));
	else {
		f->schema = (int)iqm_pg_integer(r, 0, 0);
		snprintf(f->identity, sizeof(f->identity), "%s", PQgetvalue(r, 0, 1));
	}
	PQclear(r);
	return err;
}

int iqm_pg_schema(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	int err = bring_up_to_date(s, deadline, error);

	return err ? err : read_facts(s, deadline, error);
}
