/* SPDX-License-Identifier: MIT */
/* A store: opened, closed, and what it gives. */
#include "connection/connection.h"

#include <iqm/postgres.h>

#include <stdlib.h>

#define OPEN_MS 30000

struct iqm_postgres {
	struct pg_session *session; /* the journal's */
};

static int open_store(const char *url, struct iqm_postgres *store, struct iqm_call *call)
{
	struct deadline deadline = iqm_deadline_in(
		&iqm_system_clock, call->timeout_ms ? call->timeout_ms : OPEN_MS, call->cancel);
	struct iqm_error *error = &call->error;
	int err = iqm_pg_open(&store->session, url, "journal", IQM_E_JOURNAL, error);

	if (!err)
		err = iqm_pg_enter(store->session, &deadline, error);
	if (!err)
		iqm_pg_leave(store->session);
	return err;
}

int iqm_postgres_open(const char *url, struct iqm_postgres **out, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct iqm_postgres *store;
	int err;

	call = call ? call : &none;
	iqm_error_begin(&call->error, NULL);
	if (out)
		*out = NULL;
	if (!out || !url)
		return iqm_fail(&call->error, IQM_E_USAGE, "%s is NULL", out ? "url" : "out");
	err = iqm_check_call(&call->error, NULL, call);
	if (err)
		return err;
	store = calloc(1, sizeof(*store));
	if (!store)
		return iqm_fail_nomem(&call->error);
	err = open_store(url, store, call);
	if (err)
		iqm_postgres_close(store);
	else
		*out = store;
	return err;
}

void iqm_postgres_close(struct iqm_postgres *store)
{
	if (!store)
		return;
	iqm_pg_close(store->session);
	free(store);
}
