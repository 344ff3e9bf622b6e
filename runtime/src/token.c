/* SPDX-License-Identifier: MIT */
/* The access token that all calls of a client share, and how the next one is got. */
#include "internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EARLY_MS 60000 /* before its end a token is renewed; a tenth of its life if that is less   \
			*/
#define TRY_AGAIN_MS 5000 /* after a renewal that failed while the token is still good */
#define SLICE_MS 100
#define NEVER INT64_MAX

struct token {
	pthread_mutex_t lock; /* of all members */
	pthread_cond_t done;  /* a renewal has ended */
	bool renewing;        /* one thread is at it, the others wait */
	unsigned renewals;    /* that have ended */
	struct iqm_error why; /* of the last one's failure; its status is 0 if it did not fail */
	unsigned kept;        /* tokens so far: tells one from the next */
	char *access;         /* NULL: none */
	char *refused;        /* the last one that the service refused, or that was replaced */
	char *refresh;
	int64_t renew_at; /* on the client's clock; NEVER: when it is refused */
	int64_t ends;
	bool ow_id_given; /* by the settings: a log-in does not change it */
	char ow_id[24];
};

int iqm_token_open(struct token **out, const char *access, const char *ow_id)
{
	struct token *t = calloc(1, sizeof(*t));
	pthread_condattr_t monotonic;

	*out = t;
	if (!t)
		return IQM_E_NOMEM;
	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&t->done, &monotonic);
	pthread_condattr_destroy(&monotonic);
	t->renew_at = t->ends = NEVER;
	t->access = access ? strdup(access) : NULL;
	t->ow_id_given = ow_id != NULL;
	snprintf(t->ow_id, sizeof(t->ow_id), "%s", ow_id ? ow_id : "");
	return access && !t->access ? IQM_E_NOMEM : 0;
}

void iqm_token_close(struct token *t)
{
	if (!t)
		return;
	iqm_wipe(t->access);
	iqm_wipe(t->refused);
	iqm_wipe(t->refresh);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->done);
	free(t);
}

static void replace(char **to, char *with)
{
	iqm_wipe(*to);
	*to = with;
}

/* ---- a new token --------------------------------------------------------------------------- */

/* With the lock held: when to get the next one. */
static void set_end(struct iqm_client *client, struct iqm_int expires_in)
{
	struct token *t = client->token;
	int64_t now = iqm_now(client);
	int64_t life;

	t->renew_at = t->ends = NEVER;
	if (!expires_in.set || expires_in.value <= 0 || expires_in.value > NEVER / 2000)
		return;
	life = expires_in.value * 1000;
	t->ends = now + life;
	t->renew_at = t->ends - (life / 10 < EARLY_MS ? life / 10 : EARLY_MS);
}

/* Takes both strings; `refresh` NULL leaves the old one. */
static void keep(struct iqm_client *client, char *access, char *refresh, struct iqm_int expires_in)
{
	struct token *t = client->token;

	if (t->access)
		replace(&t->refused, t->access);
	t->access = access;
	t->kept++;
	if (refresh)
		replace(&t->refresh, refresh);
	set_end(client, expires_in);
}

int iqm_token_keep(struct iqm_client *client, const struct iqm_token *token, struct iqm_call *call)
{
	struct iqm_error *e = call ? &call->error : NULL;
	struct token *t = client->token;
	char *access;
	char *refresh;

	if (!token->access || !*token->access || iqm_has_control(token->access))
		return iqm_fail(e, IQM_E_DECODE, "the log-in gave no token that a header can have");
	access = strdup(token->access);
	refresh = token->refresh ? strdup(token->refresh) : NULL;
	if (!access || (token->refresh && !refresh)) {
		iqm_wipe(access);
		iqm_wipe(refresh);
		return iqm_fail_nomem(e);
	}
	pthread_mutex_lock(&t->lock);
	keep(client, access, refresh, token->expires_in);
	if (token->ow_id.set && token->ow_id.value >= 0 && !t->ow_id_given)
		snprintf(t->ow_id, sizeof(t->ow_id), "%" PRId64, token->ow_id.value);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* ---- ways to get one, without the lock: they take a while ------------------------------------ */

static int from_provider(struct iqm_client *client, const struct limits *limits,
			 const char *refused, struct iqm_error *why)
{
	struct token *t = client->token;
	struct iqm_access given = { .refused = refused,
				    .timeout_ms = iqm_time_left(client, limits) };
	int err = client->get_token(client->token_context, &given);

	if (err || !given.token) {
		iqm_wipe(given.token);
		return iqm_fail(why, err < 0 && err >= IQM_E_FILE_BROKEN ? err : IQM_E_AUTH,
				err ? "the token provider failed"
				    : "the token provider gave no token");
	}
	pthread_mutex_lock(&t->lock);
	keep(client, given.token, NULL, iqm_int(given.expires_in));
	if (*given.ow_id)
		memcpy(t->ow_id, given.ow_id, sizeof(t->ow_id));
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* A failure that says nothing about the credentials. */
static bool is_passing(int err)
{
	return err == IQM_E_NETWORK || err == IQM_E_TIMEOUT || err == IQM_E_CANCELLED ||
	       err == IQM_E_SERVER || err == IQM_E_RATE_LIMITED || err == IQM_E_NOMEM;
}

static int from_refresh(struct iqm_client *client, const struct iqm_op *op,
			const struct limits *limits, const char *refresh, struct iqm_error *why)
{
	struct iqm_call call = iqm_inner_call(client, limits);
	struct token *t = client->token;
	int err = op->api->refresh(client, refresh, &call);

	*why = call.error;
	if (!err || is_passing(err))
		return err;
	pthread_mutex_lock(&t->lock);
	if (t->refresh && !strcmp(t->refresh, refresh))
		replace(&t->refresh, NULL);
	pthread_mutex_unlock(&t->lock);
	return err;
}

static int from_log_in(struct iqm_client *client, const struct iqm_op *op,
		       const struct limits *limits, struct iqm_error *why)
{
	struct iqm_call call = iqm_inner_call(client, limits);
	int err = op->api->log_in(client, client->username, client->password, &call);

	*why = call.error;
	return err;
}

/* `refresh` and `refused`: copies of the members; may be NULL. */
static int get_another(struct iqm_client *client, const struct iqm_op *op,
		       const struct limits *limits, const char *refresh, const char *refused,
		       struct iqm_error *why)
{
	int err = IQM_E_AUTH;

	if (client->get_token)
		return from_provider(client, limits, refused, why);
	if (refresh && op->api->refresh)
		err = from_refresh(client, op, limits, refresh, why);
	if (err && !is_passing(err) && client->username)
		err = from_log_in(client, op, limits, why);
	return err;
}

/* ---- one renewal for all threads ---------------------------------------------------------------
 */

/* A renewal's failure as that of the call that needed it: the call itself was not sent. */
static int renewal_failed(struct iqm_error *e, const struct iqm_error *why)
{
	bool refused = why->status == IQM_E_REFUSED || why->status == IQM_E_FORBIDDEN ||
		       why->status == IQM_E_AUTH;

	e->http_status = why->http_status;
	e->curl_code = why->curl_code;
	e->retry_after_ms = why->retry_after_ms;
	e->service_len = why->service_len;
	e->service_total = why->service_total;
	memcpy(e->service, why->service, sizeof(e->service));
	memcpy(e->path, why->path, sizeof(e->path));
	memcpy(e->request_id, why->request_id, sizeof(e->request_id));
	return iqm_fail(e, refused ? IQM_E_AUTH : why->status, "%s", why->message);
}

static struct timespec soon(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec += SLICE_MS * 1000000L;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	return t;
}

static int ended_early(struct iqm_error *e, int err)
{
	return iqm_fail(e, err, "%s while another call was getting a token",
			err == IQM_E_CANCELLED ? "cancelled" : "the time was over");
}

/* With the lock held, which is dropped for the hook. A failure is ours too, unless that thread's
 * own time was over or it was cancelled. */
static int await_renewal(struct iqm_client *client, const struct iqm_op *op,
			 const struct limits *limits, struct iqm_error *e)
{
	struct token *t = client->token;
	unsigned before = t->renewals;
	int err = 0;

	pthread_mutex_unlock(&t->lock);
	iqm_tell_wait(client, op->name, 0, iqm_time_left(client, limits),
		      "another call is getting a token");
	pthread_mutex_lock(&t->lock);
	while (!err && t->renewals == before) {
		struct timespec until = soon();

		pthread_cond_timedwait(&t->done, &t->lock, &until);
		if (t->renewals == before)
			err = iqm_limits_check(client, limits);
	}
	if (err)
		return ended_early(e, err);
	if (!t->why.status || t->why.status == IQM_E_TIMEOUT || t->why.status == IQM_E_CANCELLED)
		return 0;
	return renewal_failed(e, &t->why);
}

/* With the lock held, which is dropped meanwhile. */
static int renew_for_all(struct iqm_client *client, const struct iqm_op *op,
			 const struct limits *limits, struct iqm_error *e)
{
	struct token *t = client->token;
	struct iqm_error why = { .status = 0 };
	char *refresh = t->refresh ? strdup(t->refresh) : NULL;
	char *refused = !t->access && t->refused ? strdup(t->refused) : NULL;
	int err;

	t->renewing = true;
	pthread_mutex_unlock(&t->lock);
	iqm_log(client, IQM_LOG_INFO, "%s: getting a token", op->name);
	err = get_another(client, op, limits, refresh, refused, &why);
	iqm_wipe(refresh);
	iqm_wipe(refused);
	pthread_mutex_lock(&t->lock);
	if (err && !why.status)
		iqm_fail(&why, err, "there is no way to get a token");
	t->why = why;
	t->renewing = false;
	t->renewals++;
	pthread_cond_broadcast(&t->done);
	return err ? renewal_failed(e, &why) : 0;
}

static bool can_renew(const struct iqm_client *client, const struct iqm_op *op)
{
	return client->get_token || client->username ||
	       (client->token->refresh && op->api->refresh);
}

/* With the lock held. A token may be refused while a thread still waits for it. */
static int ensure_access(struct iqm_client *client, const struct iqm_op *op,
			 const struct limits *limits, struct iqm_error *e)
{
	struct token *t = client->token;
	int err = 0;

	while (!err) {
		int64_t now = iqm_now(client);
		bool good = t->access && now < t->ends;

		if (t->access && (now < t->renew_at || !can_renew(client, op)))
			return 0;
		if (!can_renew(client, op))
			return iqm_fail(e, IQM_E_CONFIG,
					"no token, and no user name and password to log in with");
		if (t->renewing && good)
			return 0;
		err = t->renewing ? await_renewal(client, op, limits, e)
				  : renew_for_all(client, op, limits, e);
		if (err && good && t->access && err != IQM_E_CANCELLED && is_passing(err)) {
			t->renew_at = iqm_now(client) + TRY_AGAIN_MS;
			return 0;
		}
	}
	return err;
}

/* ---- for a call ---------------------------------------------------------------------------- */

int iqm_token_headers(struct iqm_client *client, const struct iqm_op *op,
		      const struct limits *limits, struct headers *out, unsigned *which,
		      struct iqm_error *e)
{
	struct token *t = client->token;
	int err;

	pthread_mutex_lock(&t->lock);
	err = ensure_access(client, op, limits, e);
	*which = t->kept;
	if (!err)
		err = iqm_headers_authorize(out, e, client, op->api, "Bearer ", t->access);
	if (!err && *t->ow_id)
		err = iqm_headers_add(out, e, op->api->workspace_header, "", t->ow_id);
	pthread_mutex_unlock(&t->lock);
	return err;
}

bool iqm_token_refused(struct iqm_client *client, const struct iqm_op *op, unsigned which)
{
	struct token *t = client->token;
	bool another;

	pthread_mutex_lock(&t->lock);
	another = can_renew(client, op);
	if (another && t->kept == which && t->access) {
		replace(&t->refused, t->access);
		t->access = NULL;
	}
	pthread_mutex_unlock(&t->lock);
	return another;
}

void iqm_token_redact(struct iqm_client *client, struct iqm_error *e)
{
	struct token *t = client->token;

	pthread_mutex_lock(&t->lock);
	iqm_redact_text(e, t->access);
	iqm_redact_text(e, t->refused);
	iqm_redact_text(e, t->refresh);
	pthread_mutex_unlock(&t->lock);
}
