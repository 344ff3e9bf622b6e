/* SPDX-License-Identifier: MIT */
/* A session that threads take in turns. */
#include "connection/parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int iqm_pg_open(struct pg_session **out, const char *url, const char *what, int status,
		struct iqm_error *error)
{
	int err = iqm_pg_check_url(url, error);
	struct pg_session *s;

	*out = NULL;
	if (err)
		return err;
	s = calloc(1, sizeof(*s));
	if (s)
		s->url = strdup(url);
	if (!s || !s->url) {
		free(s);
		return iqm_fail_nomem(error);
	}
	s->what = what;
	s->status = status;
	s->process = getpid();
	pthread_mutex_init(&s->mutex, NULL);
	iqm_pg_cond_init(&s->left);
	*out = s;
	return 0;
}

/* A forked child has the parent's connection, which is not its to end. */
void iqm_pg_close(struct pg_session *s)
{
	if (!s)
		return;
	if (s->process == getpid())
		iqm_pg_drop(s);
	pthread_cond_destroy(&s->left);
	pthread_mutex_destroy(&s->mutex);
	iqm_wipe(s->url);
	free(s);
}

/* ---- turns --------------------------------------------------------------------------------- */

static int take(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	int err = 0;

	pthread_mutex_lock(&s->mutex);
	while (s->taken && !err) {
		iqm_pg_cond_wait(&s->left, &s->mutex, deadline);
		err = iqm_deadline_check(deadline);
	}
	s->taken = s->taken || !err;
	pthread_mutex_unlock(&s->mutex);
	return err ? iqm_fail_ended(error, err, "waiting for the database's session") : 0;
}

void iqm_pg_leave(struct pg_session *s)
{
	pthread_mutex_lock(&s->mutex);
	s->taken = false;
	pthread_cond_signal(&s->left);
	pthread_mutex_unlock(&s->mutex);
}

/* ---- connections --------------------------------------------------------------------------- */

static void on_notice(void *context, const PGresult *notice)
{
	struct pg_session *s = context;
	const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);

	s->warned = s->warned || !severity || !strcmp(severity, "WARNING");
}

static int connect_anew(struct pg_session *s, const struct deadline *deadline,
			struct iqm_error *error)
{
	char why[PG_REASON];
	int err = iqm_pg_connect(s->url, &s->conn, why, deadline);

	if (err == IQM_E_NETWORK)
		return iqm_pg_fail(s, error, "%s", why);
	if (err == IQM_E_NOMEM)
		return iqm_fail_nomem(error);
	if (err)
		return iqm_fail_ended(error, err, "connecting to the database");
	s->number++;
	PQsetNoticeReceiver(s->conn, on_notice, s);
	err = PQsetnonblocking(s->conn, 1) ? iqm_fail_nomem(error) : 0;
	if (!err)
		err = iqm_pg_set_up(s, deadline, error);
	if (!err)
		err = iqm_pg_schema(s, deadline, error);
	if (err)
		iqm_pg_drop(s);
	return err;
}

/* What was abandoned has ended, or the connection was lost meanwhile. */
static int make_ready(struct pg_session *s, const struct deadline *deadline,
		      struct iqm_error *error)
{
	int err = s->conn ? iqm_pg_drain(s, deadline, error) : 0;

	if (!err && !s->conn)
		err = connect_anew(s, deadline, error);
	return err;
}

int iqm_pg_enter(struct pg_session *s, const struct deadline *deadline, struct iqm_error *error)
{
	int err;

	if (s->process != getpid())
		return iqm_fail(error, IQM_E_USAGE,
				"the store was opened before fork(): open another one");
	err = take(s, deadline, error);
	if (err)
		return err;
	err = make_ready(s, deadline, error);
	if (err)
		iqm_pg_leave(s);
	return err;
}

bool iqm_pg_is_free(struct pg_session *s, const struct deadline *deadline)
{
	struct deadline over = iqm_deadline_in(&iqm_system_clock, 0, NULL);
	bool free;

	if (s->process != getpid() || take(s, deadline, NULL))
		return false;
	free = !s->conn || !iqm_pg_drain(s, &over, NULL);
	iqm_pg_leave(s);
	return free;
}

int iqm_pg_read(struct pg_session *s, const struct pg_statement *statement, PGresult **result,
		const struct deadline *deadline, struct iqm_error *error)
{
	int err = iqm_pg_run(s, statement, result, deadline, error);

	if (!err || s->conn)
		return err;
	err = connect_anew(s, deadline, error);
	return err ? err : iqm_pg_run(s, statement, result, deadline, error);
}
