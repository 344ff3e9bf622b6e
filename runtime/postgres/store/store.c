/* SPDX-License-Identifier: MIT */
/* A store: opened, closed, and what it gives. */
#include "journal/journal.h"
#include "limiter/limiter.h"

#include <iqm/postgres.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_MS 30000

struct iqm_postgres {
	struct pg_session *session; /* the journal's */
	struct pg_journal *journal;
	struct pg_limiters *limiters;
};

/* ---- life ---------------------------------------------------------------------------------- */

static struct deadline deadline_of(const struct iqm_call *call)
{
	return iqm_deadline_in(&iqm_system_clock, call->timeout_ms ? call->timeout_ms : DEFAULT_MS,
			       call->cancel);
}

static int open_store(const char *url, struct iqm_postgres *store, struct iqm_call *call)
{
	struct deadline deadline = deadline_of(call);
	struct iqm_error *error = &call->error;
	int err = iqm_pg_open(&store->session, url, "journal", IQM_E_JOURNAL, error);

	if (!err)
		err = iqm_pg_limiters_open(&store->limiters, url, &iqm_system_clock, PG_SPAN_MS,
					   error);
	if (!err)
		err = iqm_pg_enter(store->session, &deadline, error);
	if (err)
		return err;
	iqm_pg_leave(store->session);
	return iqm_pg_journal_open(&store->journal, store->session, error);
}

static int begin(struct iqm_call *call, const void *given, const char *what)
{
	iqm_error_begin(&call->error, NULL);
	if (!given)
		return iqm_fail(&call->error, IQM_E_USAGE, "%s is NULL", what);
	return iqm_check_call(&call->error, NULL, call);
}

int iqm_postgres_open(const char *url, struct iqm_postgres **out, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct iqm_postgres *store;
	int err;

	call = call ? call : &none;
	err = begin(call, out, "out");
	if (out)
		*out = NULL;
	if (!err)
		err = begin(call, url, "url");
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
	iqm_pg_journal_close(store->journal);
	iqm_pg_limiters_close(store->limiters);
	iqm_pg_close(store->session);
	free(store);
}

/* ---- the journal --------------------------------------------------------------------------- */

const struct iqm_journal *iqm_postgres_journal(struct iqm_postgres *store)
{
	return iqm_pg_journal_interface(store->journal);
}

int iqm_postgres_check(struct iqm_postgres *store, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct deadline deadline;
	int err;

	call = call ? call : &none;
	err = begin(call, store, "store");
	if (err)
		return err;
	deadline = deadline_of(call);
	return iqm_pg_journal_check(store->journal, &deadline, &call->error);
}

int iqm_postgres_accept(struct iqm_postgres *store, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct deadline deadline;
	char host[256] = "";
	char who[300];
	int err;

	call = call ? call : &none;
	err = begin(call, store, "store");
	if (err)
		return err;
	if (gethostname(host, sizeof(host) - 1))
		*host = '\0';
	snprintf(who, sizeof(who), "%ld@%s", (long)geteuid(), host);
	deadline = deadline_of(call);
	return iqm_pg_journal_accept(store->journal, who, &deadline, &call->error);
}

/* ---- the limiters -------------------------------------------------------------------------- */

int iqm_postgres_limiter(struct iqm_postgres *store, const char *name, struct iqm_limiter *out)
{
	const char *which = name ? name : "default";

	if (!store || !out || iqm_bad_utf8(which, strlen(which)) < strlen(which))
		return IQM_E_USAGE;
	return iqm_pg_limiters_get(store->limiters, which, out);
}
