/* SPDX-License-Identifier: MIT */
/* Connects: libpq looks names up, which nothing can cancel, so a thread of its own does it. */
#include "connection/parts.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ATTEMPT_MS 30000 /* of one attempt, whatever the deadline */

/* ---- the URL ------------------------------------------------------------------------------- */

static bool is_ports(const char *text)
{
	return !text || strspn(text, "0123456789,") == strlen(text);
}

/* What libpq would say may hold a part of the password. */
static int check_options(const PQconninfoOption *options, struct iqm_error *error)
{
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if ((!strcmp(o->keyword, "port") && !is_ports(o->val)) ||
		    (!strcmp(o->keyword, "host") && o->val && strchr(o->val, '@')))
			return iqm_fail(
				error, IQM_E_CONFIG,
				"the URL of the database: expected a host and a port, found "
				"something else; is a character of the password not "
				"percent-encoded?");
	return 0;
}

int iqm_pg_check_url(const char *url, struct iqm_error *error)
{
	PQconninfoOption *options;
	int err;

	if (strncmp(url, "postgresql://", 13) != 0 && strncmp(url, "postgres://", 11) != 0)
		return iqm_fail(error, IQM_E_CONFIG,
				"the URL of the database: expected "
				"postgresql://user@host:port/database, found something else");
	options = PQconninfoParse(url, NULL);
	if (!options)
		return iqm_fail(error, IQM_E_CONFIG,
				"the URL of the database cannot be read: expected "
				"postgresql://user@host:port/database, other characters in percent "
				"encoding (%%40 is @), and after '?' what libpq knows");
	err = check_options(options, error);
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (o->val)
			iqm_erase(o->val, strlen(o->val)); /* one is the password */
	PQconninfoFree(options);
	return err;
}

/* ---- the thread ---------------------------------------------------------------------------- */

/* Shared by the thread and who waits for it; the last of them frees it. */
struct attempt {
	pthread_mutex_t mutex;
	pthread_cond_t ended;
	char *url;
	PGconn *conn;
	bool done;
	bool abandoned;
};

static void attempt_free(struct attempt *a)
{
	PQfinish(a->conn);
	pthread_cond_destroy(&a->ended);
	pthread_mutex_destroy(&a->mutex);
	iqm_wipe(a->url);
	free(a);
}

static bool is_abandoned(struct attempt *a)
{
	bool abandoned;

	pthread_mutex_lock(&a->mutex);
	abandoned = a->abandoned;
	pthread_mutex_unlock(&a->mutex);
	return abandoned;
}

/* libpq would print them. */
static void ignore(void *context, const PGresult *notice)
{
	(void)context, (void)notice;
}

/* A dead server is known within half a minute, and one of several that does not answer is passed
 * by after 10 s; the URL may say something else. */
static PGconn *start(const char *url)
{
	const char *const names[] = {
		"fallback_application_name", "keepalives_idle",
		"keepalives_interval",       "keepalives_count",
		"tcp_user_timeout",          "dbname",
		"client_encoding",           NULL,
	};
	const char *const values[] = { "iqm", "10", "5", "3", "10000", url, "UTF8", NULL };

	return PQconnectStartParams(names, values, 1);
}

/* libpq may block where nothing is ready. */
static bool is_ready(PGconn *conn, PostgresPollingStatusType what)
{
	struct pollfd fd = { .fd = PQsocket(conn),
			     .events = what == PGRES_POLLING_WRITING ? POLLOUT : POLLIN };

	return poll(&fd, 1, PG_SLICE_MS) > 0;
}

static void finish(struct attempt *a, const struct deadline *until)
{
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;

	while (PQstatus(a->conn) != CONNECTION_BAD && !iqm_deadline_check(until) &&
	       !is_abandoned(a)) {
		if (!is_ready(a->conn, next))
			continue;
		next = PQconnectPoll(a->conn);
		if (next == PGRES_POLLING_OK || next == PGRES_POLLING_FAILED)
			return;
	}
}

static void *run(void *context)
{
	struct attempt *a = context;
	struct deadline until = iqm_deadline_in(&iqm_system_clock, ATTEMPT_MS, NULL);
	bool abandoned;

	a->conn = start(a->url);
	if (a->conn) {
		PQsetNoticeReceiver(a->conn, ignore, NULL);
		finish(a, &until);
	}
	pthread_mutex_lock(&a->mutex);
	a->done = true;
	abandoned = a->abandoned;
	pthread_cond_signal(&a->ended);
	pthread_mutex_unlock(&a->mutex);
	if (abandoned)
		attempt_free(a);
	return NULL;
}

/* Its host's signals are not for it. */
static int start_thread(struct attempt *a)
{
	sigset_t all, before;
	pthread_t thread;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&thread, NULL, run, a);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		pthread_detach(thread);
	return failed;
}

static struct attempt *attempt_new(const char *url)
{
	struct attempt *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	pthread_mutex_init(&a->mutex, NULL);
	iqm_pg_cond_init(&a->ended);
	a->url = strdup(url);
	if (a->url && !start_thread(a))
		return a;
	attempt_free(a);
	return NULL;
}

/* ---- who waits for it ---------------------------------------------------------------------- */

static int wait_done(struct attempt *a, const struct deadline *deadline)
{
	int err = 0;

	pthread_mutex_lock(&a->mutex);
	while (!a->done && !err) {
		iqm_pg_cond_wait(&a->ended, &a->mutex, deadline);
		err = a->done ? 0 : iqm_deadline_check(deadline);
	}
	a->abandoned = err != 0;
	pthread_mutex_unlock(&a->mutex);
	return err;
}

int iqm_pg_connect(const char *url, PGconn **out, char why[PG_REASON],
		   const struct deadline *deadline)
{
	struct attempt *a = attempt_new(url);
	int err;

	*out = NULL;
	if (!a)
		return IQM_E_NOMEM;
	err = wait_done(a, deadline);
	if (err)
		return err; /* the thread frees it */
	if (PQstatus(a->conn) == CONNECTION_OK) {
		*out = a->conn;
		a->conn = NULL;
	} else {
		const char *said = a->conn ? PQerrorMessage(a->conn) : "out of memory";

		iqm_pg_reason(why, *said ? said : "no answer in time");
		err = IQM_E_NETWORK;
	}
	attempt_free(a);
	return err;
}
