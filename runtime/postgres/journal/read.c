/* SPDX-License-Identifier: MIT */
/* One purchase, and all. */
#include "journal/parts.h"

/* Whom rows are given to. */
struct reader {
	const struct pg_session *session;
	iqm_purchase_fn *row;
	void *to;
};

static int give(void *context, const PGresult *result, struct iqm_error *error)
{
	const struct reader *r = context;
	struct iqm_purchase p;
	int err = iqm_pg_purchase(r->session, result, 0, &p, error);

	return err ? err : r->row(r->to, &p);
}

int iqm_pg_get(void *context, const char *key, iqm_purchase_fn *row, void *to,
	       struct iqm_call *call)
{
	struct pg_journal *j = context;
	struct deadline deadline = iqm_pg_deadline(call);
	struct reader reader = { j->session, row, to };
	struct pg_values v = { .len = 0 };
	struct pg_statement statement;
	PGresult *r;
	int err = iqm_pg_begin(j, &deadline, &call->error);

	if (err)
		return err;
	iqm_pg_add_text(&v, key);
	statement = iqm_pg_statement(
		"SELECT " PG_COLUMNS(PG_STATE) PG_FROM "WHERE r.newest AND k.key = $1", &v);
	err = iqm_pg_read(j->session, &statement, &r, &deadline, &call->error);
	if (!err && PQntuples(r))
		err = give(&reader, r, &call->error);
	PQclear(r);
	iqm_pg_end(j);
	return err;
}

/* A row that was given is not given twice, so the connection is tried before. */
int iqm_pg_list(void *context, iqm_purchase_fn *row, void *to, struct iqm_call *call)
{
	static const struct pg_statement try = { .sql = "SELECT" };
	struct pg_journal *j = context;
	struct deadline deadline = iqm_pg_deadline(call);
	struct reader reader = { j->session, row, to };
	const struct pg_statement statement = {
		.sql = "SELECT " PG_COLUMNS(PG_STATE) PG_FROM
		"JOIN iqm.records f ON f.key_id = r.key_id AND f.number = 1"
		" WHERE r.newest ORDER BY f.id",
		.row = give,
		.to = &reader,
	};
	int err = iqm_pg_begin(j, &deadline, &call->error);

	if (err)
		return err;
	err = iqm_pg_read(j->session, &try, NULL, &deadline, &call->error);
	if (!err)
		err = iqm_pg_run(j->session, &statement, NULL, &deadline, &call->error);
	iqm_pg_end(j);
	return err;
}
