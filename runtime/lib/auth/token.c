/* SPDX-License-Identifier: MIT */
/* The access token that all calls of a client share, and its renewal: by one thread for all. */
#include "internal.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EARLY_MS 60000 /* so long before its end a token is renewed, or a tenth of its life */
#define AGAIN_MS 10000 /* after a renewal that failed while the token was still good */
#define SLICE_MS 100   /* how long a deadline or a cancel may go unseen */
#define MAX_LIFE_S INT32_MAX
#define OLD_SECRETS 8

struct token {
	pthread_mutex_t lock; /* of all members */
	pthread_cond_t done;  /* a renewal has ended */
	bool renewing;        /* one thread is at it, the others wait */
	unsigned renewals;    /* that have ended */
	struct iqm_error why; /* of the last one's failure; its status is 0 if it did not fail */
	unsigned kept;        /* tokens so far: tells one from the next */
	char *access;         /* NULL: none */
	char *refresh;
	char *refused;          /* the access token before, if the service refused it */
	char *old[OLD_SECRETS]; /* that calls under way were sent with */
	unsigned olds;
	int64_t renew_at; /* on the client's clock; INT64_MAX: its end is not known */
	int64_t ends;
	char settings_ow_id[IQM_OW_ID_SIZE];
	char ow_id[IQM_OW_ID_SIZE]; /* the token's own; "": the settings' */
};

/* ---- life --------------------------------------------------------------------------------- */

bool iqm_is_ow_id(const char *text)
{
	size_t len = strlen(text);

	return len && len < IQM_OW_ID_SIZE && strspn(text, "0123456789") == len;
}

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
	t->access = access ? strdup(access) : NULL;
	t->renew_at = INT64_MAX;
	t->ends = INT64_MAX;
	snprintf(t->settings_ow_id, sizeof(t->settings_ow_id), "%s", ow_id ? ow_id : "");
	return access && !t->access ? IQM_E_NOMEM : 0;
}

void iqm_token_close(struct token *t)
{
	if (!t)
		return;
	iqm_wipe(t->access);
	iqm_wipe(t->refresh);
	iqm_wipe(t->refused);
	for (size_t i = 0; i < OLD_SECRETS; i++)
		iqm_wipe(t->old[i]);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->done);
	free(t);
}

/* ---- keeping ------------------------------------------------------------------------------ */

/* With the lock held. A service may still quote it to a call that was sent with it. */
static void retire(struct token *t, char **secret)
{
	char **slot = &t->old[t->olds % OLD_SECRETS];

	if (!*secret)
		return;
	t->olds++;
	iqm_wipe(*slot);
	*slot = *secret;
	*secret = NULL;
}

static void set_end(struct token *t, int64_t now, int64_t expires_in)
{
	int64_t life = expires_in * 1000;

	t->ends = INT64_MAX;
	t->renew_at = INT64_MAX;
	if (!life)
		return;
	t->ends = now + life;
	t->renew_at = t->ends - (life / 10 < EARLY_MS ? life / 10 : EARLY_MS);
}

/* `refresh` and `ow_id` NULL: as before. `expires_in` 0: not known. */
static int keep(struct iqm_client *client, const char *access, const char *refresh,
		const char *ow_id, int64_t expires_in)
{
	struct token *t = client->token;
	char *new_access = strdup(access);
	char *new_refresh = refresh ? strdup(refresh) : NULL;

	if (!new_access || (refresh && !new_refresh)) {
		iqm_wipe(new_access);
		iqm_wipe(new_refresh);
		return IQM_E_NOMEM;
	}
	pthread_mutex_lock(&t->lock);
	retire(t, &t->refused);
	retire(t, &t->access);
	t->access = new_access;
	t->kept++;
	if (refresh) {
		retire(t, &t->refresh);
		t->refresh = new_refresh;
	}
	if (ow_id)
		snprintf(t->ow_id, sizeof(t->ow_id), "%s", ow_id);
	set_end(t, iqm_now(client), expires_in);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* Seconds; one that cannot be meant is as if it were not there. */
static int64_t life_of(struct iqm_int expires_in)
{
	bool sane = expires_in.set && expires_in.value > 0 && expires_in.value <= MAX_LIFE_S;

	return sane ? expires_in.value : 0;
}

int iqm_token_keep(struct iqm_client *client, const struct iqm_token *token, struct iqm_call *call)
{
	struct iqm_error *e = call ? &call->error : NULL;
	bool has_refresh = token->refresh && *token->refresh;
	/* The settings' workspace wins. */
	bool has_ow_id =
		token->ow_id.set && token->ow_id.value >= 0 && !*client->token->settings_ow_id;
	char ow_id[IQM_OW_ID_SIZE];

	if (!token->access || !*token->access || iqm_has_control(token->access))
		return iqm_fail(e, IQM_E_DECODE, "the log-in gave no token that a header can have");
	snprintf(ow_id, sizeof(ow_id), "%" PRId64, has_ow_id ? token->ow_id.value : 0);
	if (keep(client, token->access, has_refresh ? token->refresh : NULL,
		 has_ow_id ? ow_id : NULL, life_of(token->expires_in)))
		return iqm_fail_nomem(e);
	return 0;
}

/* ---- one renewal -------------------------------------------------------------------------- */

/* A call that needs a token. */
struct need {
	struct iqm_client *client;
	const struct iqm_op *op;
	const struct limits *limits;
	struct iqm_error *e;
	bool told; /* that it waits */
};

/* A failure of the renewal as that of the call that needed it: the call itself was not sent. */
static int share(struct iqm_error *e, const struct iqm_error *why)
{
	e->http_status = why->http_status;
	e->curl_code = why->curl_code;
	e->retry_after_ms = why->retry_after_ms;
	e->service_len = why->service_len;
	e->service_total = why->service_total;
	memcpy(e->service, why->service, sizeof(e->service));
	memcpy(e->path, why->path, sizeof(e->path));
	memcpy(e->request_id, why->request_id, sizeof(e->request_id));
	return iqm_fail(e, why->status, "%s", why->message);
}

static bool is_refused(int err)
{
	return err == IQM_E_REFUSED || err == IQM_E_FORBIDDEN || err == IQM_E_AUTH;
}

/* The service may be asked the same again, with the same refresh token. */
static bool is_passing(int err)
{
	switch (err) {
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_CANCELLED:
	case IQM_E_RATE_LIMITED:
	case IQM_E_SERVER:
	case IQM_E_NOMEM:
		return true;
	default:
		return false;
	}
}

static int by_provider(struct iqm_client *client, const struct limits *limits, const char *refused,
		       struct iqm_error *why)
{
	struct iqm_token_request access = { .client = client,
					    .limits = limits,
					    .refused = refused };
	struct token *t = client->token;
	int err = iqm_token_request_ask(&access, why);
	struct iqm_int expires_in = iqm_int(access.expires_in);

	if (!err && keep(client, access.token, NULL, access.ow_id, life_of(expires_in)))
		err = iqm_fail_nomem(why);
	iqm_wipe(access.token);
	if (!err)
		return 0;
	/* It is told once: a provider that has no other token may be right. */
	pthread_mutex_lock(&t->lock);
	retire(t, &t->refused);
	pthread_mutex_unlock(&t->lock);
	return err;
}

/* Without the lock. A refresh token that is refused is forgotten. */
static int by_refresh(const struct need *n, const struct limits *limits, const char *refresh,
		      struct iqm_error *why)
{
	struct iqm_call call = iqm_inner_call(n->client, limits);
	struct token *t = n->client->token;
	int err = n->op->api->refresh(n->client, refresh, &call);

	*why = call.error;
	if (!err || is_passing(err))
		return err;
	pthread_mutex_lock(&t->lock);
	if (t->refresh && !strcmp(t->refresh, refresh))
		retire(t, &t->refresh);
	pthread_mutex_unlock(&t->lock);
	return err;
}

static int by_log_in(const struct need *n, const struct limits *limits, struct iqm_error *why)
{
	struct iqm_call call = iqm_inner_call(n->client, limits);
	int err = n->op->api->log_in(n->client, n->client->username, n->client->password, &call);

	*why = call.error;
	return err;
}

/* Without the lock: it takes a while. `secret`: the refused token, or the refresh token. */
static int renew(const struct need *n, const struct limits *limits, const char *secret,
		 struct iqm_error *why)
{
	int err = IQM_E_AUTH;

	if (n->client->get_token)
		return by_provider(n->client, limits, secret, why);
	if (secret && n->op->api->refresh)
		err = by_refresh(n, limits, secret, why);
	if (err && !is_passing(err) && n->client->username)
		err = by_log_in(n, limits, why);
	if (is_refused(err))
		why->status = IQM_E_AUTH;
	return err;
}

/* ---- one thread for all ------------------------------------------------------------------- */

/* With the lock held, as all below. */
static bool is_good(const struct token *t, int64_t now)
{
	return t->access && now < t->ends;
}

static bool can_renew(const struct iqm_client *client, const struct iqm_op *op)
{
	return client->get_token || client->username ||
	       (client->token->refresh && op->api->refresh);
}

/* One that is about to end is used while another thread renews it. */
static bool needs_renewal(const struct need *n)
{
	const struct token *t = n->client->token;
	int64_t now = iqm_now(n->client);

	if (!t->access)
		return true;
	return now >= t->renew_at && can_renew(n->client, n->op) &&
	       !(t->renewing && is_good(t, now));
}

/* A token that is still good leaves the call half of its time if the renewal hangs. */
static struct limits limits_of(const struct need *n)
{
	struct limits limits = *n->limits;
	int64_t now = iqm_now(n->client);

	if (is_good(n->client->token, now) && limits.deadline > now)
		limits.deadline -= (limits.deadline - now) / 2;
	return limits;
}

/* The lock is dropped while it renews. */
static int renew_for_all(const struct need *n)
{
	struct token *t = n->client->token;
	struct iqm_error why = { .status = 0 };
	struct limits limits = limits_of(n);
	const char *secret = n->client->get_token ? t->refused : t->refresh;
	char *copy = secret ? strdup(secret) : NULL;
	int err;

	if (secret && !copy)
		return iqm_fail_nomem(n->e);
	t->renewing = true;
	pthread_mutex_unlock(&t->lock);
	err = renew(n, &limits, copy, &why);
	iqm_wipe(copy);
	pthread_mutex_lock(&t->lock);
	t->why = why;
	t->renewing = false;
	t->renewals++;
	pthread_cond_broadcast(&t->done);
	if (err && is_good(t, iqm_now(n->client))) {
		int64_t again = iqm_now(n->client) + AGAIN_MS;

		t->renew_at = again < t->ends ? again : t->ends;
		return 0;
	}
	return err ? share(n->e, &why) : 0;
}

static void wait_a_slice(struct token *t)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += SLICE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&t->done, &t->lock, &until);
}

/* Hooks are not called under the lock. */
static void tell_wait(struct need *n)
{
	struct token *t = n->client->token;

	if (n->told)
		return;
	n->told = true;
	pthread_mutex_unlock(&t->lock);
	iqm_tell_wait(n->client, n->op->name, n->e->attempts, 0, "another call is getting a token");
	pthread_mutex_lock(&t->lock);
}

/* That other call had less time than this one may have. */
static bool was_hasty(int err)
{
	return err == IQM_E_TIMEOUT || err == IQM_E_CANCELLED || err == IQM_E_RATE_LIMITED;
}

/* Waits for another thread's renewal. Its failure is ours, unless its time was over. */
static int await_renewal(struct need *n)
{
	struct token *t = n->client->token;
	unsigned before = t->renewals;

	tell_wait(n);
	while (t->renewals == before) {
		int err = iqm_limits_check(n->client, n->limits);

		if (err)
			return iqm_fail(n->e, err, "%s while another call was getting a token",
					err == IQM_E_CANCELLED ? "cancelled" : "the time was over");
		wait_a_slice(t);
	}
	if (!t->why.status || !needs_renewal(n) || was_hasty(t->why.status))
		return 0;
	return share(n->e, &t->why);
}

/* A token may be refused and forgotten while a thread still waits for it. */
static int ensure_access(struct need *n)
{
	struct token *t = n->client->token;
	int err = 0;

	while (!err && needs_renewal(n)) {
		if (!can_renew(n->client, n->op))
			return iqm_fail(n->e, IQM_E_CONFIG,
					"no token, and no user name and password to log in with");
		err = t->renewing ? await_renewal(n) : renew_for_all(n);
	}
	return err;
}

/* ---- what calls see ----------------------------------------------------------------------- */

int iqm_token_headers(struct iqm_client *client, const struct iqm_op *op,
		      const struct limits *limits, struct headers *out, unsigned *number,
		      struct iqm_error *e)
{
	struct need need = { .client = client, .op = op, .limits = limits, .e = e };
	struct token *t = client->token;
	const char *ow_id;
	int err;

	pthread_mutex_lock(&t->lock);
	err = ensure_access(&need);
	*number = t->kept;
	ow_id = *t->ow_id ? t->ow_id : t->settings_ow_id;
	if (!err)
		err = iqm_headers_authorize(out, e, client, op->api, "Bearer ", t->access);
	if (!err && *ow_id)
		err = iqm_headers_add(out, e, op->api->workspace_header, "", ow_id);
	pthread_mutex_unlock(&t->lock);
	return err;
}

bool iqm_token_refused(struct iqm_client *client, const struct iqm_op *op, unsigned number)
{
	struct token *t = client->token;
	bool can;

	pthread_mutex_lock(&t->lock);
	can = can_renew(client, op);
	if (can && t->kept == number && t->access) {
		retire(t, &t->refused);
		t->refused = t->access;
		t->access = NULL;
	}
	pthread_mutex_unlock(&t->lock);
	return can;
}

bool iqm_token_is_good(struct iqm_client *client, unsigned number)
{
	struct token *t = client->token;
	bool good;

	pthread_mutex_lock(&t->lock);
	good = t->kept == number && is_good(t, iqm_now(client));
	pthread_mutex_unlock(&t->lock);
	return good;
}

void iqm_token_redact(struct iqm_client *client, struct iqm_error *e)
{
	struct token *t = client->token;

	pthread_mutex_lock(&t->lock);
	iqm_redact_text(e, t->access);
	iqm_redact_text(e, t->refresh);
	iqm_redact_text(e, t->refused);
	for (size_t i = 0; i < OLD_SECRETS; i++)
		iqm_redact_text(e, t->old[i]);
	pthread_mutex_unlock(&t->lock);
}
