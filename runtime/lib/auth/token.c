/* SPDX-License-Identifier: MIT */
/* The access token that all calls of a client share. One thread renews it for all. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "auth/token_request.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EARLY_MS 60000 /* a token is renewed so long before its end, or a tenth of its life */
#define RETRY_MS 10000 /* after a renewal that failed while the token was still good */
#define SLICE_MS 100   /* how late a deadline or a cancel is seen at most */
#define MAX_LIFE_S INT32_MAX
#define OLD_SECRETS 8

struct token {
	const struct iqm_clock *clock;
	const struct logger *logger;
	struct iqm_client *client; /* opaque here: for api->log_in() and api->refresh() */
	/* Credentials, which do not change. NULL where absent. */
	char *client_id;
	char *client_secret;
	char *basic; /* both, as the header Authorization has them */
	char *username;
	char *password;
	char settings_ow_id[IQM_OW_ID_SIZE];
	bool duplicate_auth_header;
	int (*get_token)(void *context, struct iqm_token_request *request);
	void *get_token_context;

	pthread_mutex_t lock; /* of all members below */
	pthread_cond_t done;  /* a renewal has ended */
	bool renewing;        /* one thread does, the others wait */
	unsigned renewals;    /* that have ended */
	struct iqm_error why; /* of the last one's failure; its status is 0 if it did not fail */
	unsigned number;      /* of the token: how many there were so far */
	char *access;         /* NULL: none */
	char *refresh;
	char *refused;          /* the access token before, if the service refused it */
	char *old[OLD_SECRETS]; /* a ring; calls under way were sent with them */
	unsigned old_count;
	int64_t renew_at; /* on the clock; INT64_MAX: its end is not known */
	int64_t ends;
	char ow_id[IQM_OW_ID_SIZE]; /* the token's own; "": the settings' */
};

/* ---- life --------------------------------------------------------------------------------- */

static void init_locks(struct token *t)
{
	pthread_condattr_t monotonic;

	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&t->done, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static int copy(char **to, const char *from)
{
	*to = from ? strdup(from) : NULL;
	return from && !*to ? IQM_E_NOMEM : 0;
}

static int make_basic(struct token *t)
{
	struct buf pair = { 0 };
	struct buf coded = { 0 };
	int err;

	if (!t->client_id || !t->client_secret)
		return 0;
	iqm_buf_printf(&pair, "%s:%s", t->client_id, t->client_secret);
	if (!pair.err)
		iqm_base64(&coded, pair.data, pair.len);
	err = pair.err || coded.err ? IQM_E_NOMEM : copy(&t->basic, coded.data);
	iqm_wipe(pair.data);
	iqm_wipe(coded.data);
	return err;
}

static int copy_secrets(struct token *t, const struct token_options *o)
{
	int err = copy(&t->access, o->access);

	err = err ? err : copy(&t->client_id, o->client_id);
	err = err ? err : copy(&t->client_secret, o->client_secret);
	err = err ? err : copy(&t->username, o->username);
	err = err ? err : copy(&t->password, o->password);
	return err ? err : make_basic(t);
}

int iqm_token_open(struct token **out, const struct token_options *o)
{
	struct token *t = calloc(1, sizeof(*t));

	*out = NULL;
	if (!t)
		return IQM_E_NOMEM;
	init_locks(t);
	t->clock = o->clock;
	t->logger = o->logger;
	t->client = o->client;
	t->duplicate_auth_header = o->duplicate_auth_header;
	t->get_token = o->get_token;
	t->get_token_context = o->get_token_context;
	t->renew_at = INT64_MAX;
	t->ends = INT64_MAX;
	snprintf(t->settings_ow_id, sizeof(t->settings_ow_id), "%s", o->ow_id ? o->ow_id : "");
	if (copy_secrets(t, o)) {
		iqm_token_close(t);
		return IQM_E_NOMEM;
	}
	*out = t;
	return 0;
}

void iqm_token_close(struct token *t)
{
	if (!t)
		return;
	free(t->client_id);
	iqm_wipe(t->client_secret);
	iqm_wipe(t->basic);
	free(t->username);
	iqm_wipe(t->password);
	iqm_wipe(t->access);
	iqm_wipe(t->refresh);
	iqm_wipe(t->refused);
	for (size_t i = 0; i < OLD_SECRETS; i++)
		iqm_wipe(t->old[i]);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->done);
	iqm_wipe_bytes(t, sizeof(*t)); /* the error of a renewal has what the service said */
}

/* ---- storing ------------------------------------------------------------------------------ */

/* With the lock held. The service may still quote it to a call that was sent with it. */
static void retire(struct token *t, char **secret)
{
	char **slot = &t->old[t->old_count % OLD_SECRETS];

	if (!*secret)
		return;
	t->old_count++;
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
static int store(struct token *t, const char *access, const char *refresh, const char *ow_id,
		 int64_t expires_in)
{
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
	t->number++;
	if (refresh) {
		retire(t, &t->refresh);
		t->refresh = new_refresh;
	}
	if (ow_id)
		snprintf(t->ow_id, sizeof(t->ow_id), "%s", ow_id);
	set_end(t, iqm_now(t->clock), expires_in);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* In seconds; 0 where it is absent or out of range. */
static int64_t life_of(struct iqm_int expires_in)
{
	bool sane = expires_in.set && expires_in.value > 0 && expires_in.value <= MAX_LIFE_S;

	return sane ? expires_in.value : 0;
}

/* An iqm_token_keeper. */
static int keep(void *token, const struct iqm_token *given, struct iqm_call *call)
{
	struct token *t = token;
	bool has_refresh = given->refresh && *given->refresh;
	/* The settings' workspace wins. */
	bool has_ow_id = given->ow_id.set && given->ow_id.value >= 0 && !*t->settings_ow_id;
	char ow_id[IQM_OW_ID_SIZE];

	if (!given->access || !*given->access || iqm_has_control(given->access))
		return iqm_fail(&call->error, IQM_E_DECODE,
				"the log-in gave no token that a header can have");
	snprintf(ow_id, sizeof(ow_id), "%" PRId64, has_ow_id ? given->ow_id.value : 0);
	if (store(t, given->access, has_refresh ? given->refresh : NULL, has_ow_id ? ow_id : NULL,
		  life_of(given->expires_in)))
		return iqm_fail_nomem(&call->error);
	return 0;
}

/* ---- one renewal -------------------------------------------------------------------------- */

/* A call that needs a token. */
struct need {
	struct token *token;
	const struct iqm_op *op;
	const struct deadline *deadline;
	struct iqm_error *e;
	bool notified; /* that it waits */
};

/* The renewal's failure becomes that of the call that needed it, which was not sent. */
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

/* The failure says nothing of the refresh token, or it was not sent: it may be sent later. */
static bool keeps_refresh_token(int err)
{
	switch (err) {
	case IQM_E_CONFIG:
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

static int by_provider(struct token *t, const struct deadline *deadline, const char *refused,
		       struct iqm_error *why)
{
	struct iqm_token_request request = { .deadline = deadline,
					     .refused = refused,
					     .error = why };
	int err = iqm_token_request_ask(&request, t->get_token, t->get_token_context, why);
	struct iqm_int expires_in = iqm_int(request.expires_in);

	if (!err && store(t, request.token, NULL, request.ow_id, life_of(expires_in)))
		err = iqm_fail_nomem(why);
	iqm_wipe(request.token);
	if (!err)
		return 0;
	/* It counts as refused only once: a provider that has no other token may be right. */
	pthread_mutex_lock(&t->lock);
	retire(t, &t->refused);
	pthread_mutex_unlock(&t->lock);
	return err;
}

/* Without the lock. A refresh token that is refused is forgotten. */
static int by_refresh(const struct need *n, const char *refresh, struct iqm_call *call)
{
	struct token *t = n->token;
	int err = n->op->api->refresh(t->client, refresh, keep, t, call);

	if (!err || keeps_refresh_token(err))
		return err;
	pthread_mutex_lock(&t->lock);
	if (t->refresh && !strcmp(t->refresh, refresh))
		retire(t, &t->refresh);
	pthread_mutex_unlock(&t->lock);
	return err;
}

/*
 * Without the lock: it takes a while. `secret`: the refused token, or the refresh token; the
 * report of `call` says why it failed.
 */
static int renew(const struct need *n, const struct deadline *deadline, const char *secret,
		 struct iqm_call *call)
{
	struct token *t = n->token;
	int err = IQM_E_AUTH;

	if (t->get_token)
		return by_provider(t, deadline, secret, &call->error);
	if (secret && n->op->api->refresh)
		err = by_refresh(n, secret, call);
	if (err && !keeps_refresh_token(err)) {
		call->timeout_ms = iqm_deadline_timeout(deadline);
		err = n->op->api->log_in(t->client, t->username, t->password, keep, t, call);
	}
	if (is_refused(err))
		call->error.status = IQM_E_AUTH;
	return err;
}

/* ---- one thread for all ------------------------------------------------------------------- */

/* All below with the lock held. */
static bool is_good(const struct token *t, int64_t now)
{
	return t->access && now < t->ends;
}

/* A refresh token comes from a log-in. */
static bool can_renew(const struct token *t)
{
	return t->get_token || t->username;
}

/* A token that is about to end is still used while another thread renews it. */
static bool needs_renewal(const struct need *n)
{
	const struct token *t = n->token;
	int64_t now = iqm_now(t->clock);

	if (!t->access)
		return true;
	return now >= t->renew_at && can_renew(t) && !(t->renewing && is_good(t, now));
}

/* While the token is still good, a renewal that hangs must leave the call half of its time. */
static struct deadline renewal_deadline(const struct need *n)
{
	struct deadline deadline = *n->deadline;
	int64_t now = iqm_now(n->token->clock);

	if (is_good(n->token, now) && deadline.at > now)
		deadline.at -= (deadline.at - now) / 2;
	return deadline;
}

/* The lock is dropped while it renews. */
static int renew_for_all(const struct need *n)
{
	struct token *t = n->token;
	struct deadline deadline = renewal_deadline(n);
	struct iqm_call call = iqm_deadline_call(&deadline);
	const char *secret = t->get_token ? t->refused : t->refresh;
	char *secret_copy = NULL;
	int err;

	if (secret) {
		secret_copy = strdup(secret);
		if (!secret_copy)
			return iqm_fail_nomem(n->e);
	}
	t->renewing = true;
	pthread_mutex_unlock(&t->lock);
	err = renew(n, &deadline, secret_copy, &call);
	iqm_wipe(secret_copy);
	pthread_mutex_lock(&t->lock);
	t->why = call.error;
	t->renewing = false;
	t->renewals++;
	pthread_cond_broadcast(&t->done);
	if (err && is_good(t, iqm_now(t->clock))) {
		int64_t next = iqm_now(t->clock) + RETRY_MS;

		t->renew_at = next < t->ends ? next : t->ends;
		return 0;
	}
	return err ? share(n->e, &call.error) : 0;
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
static void notify_wait(struct need *n)
{
	struct token *t = n->token;

	if (n->notified)
		return;
	n->notified = true;
	pthread_mutex_unlock(&t->lock);
	iqm_emit_wait(t->logger, n->deadline, n->op->name, n->e->attempts, 0,
		      "another call is getting a token");
	pthread_mutex_lock(&t->lock);
}

/* The other call ran out of its own time; this one may have more. */
static bool ran_out_of_time(int err)
{
	return err == IQM_E_TIMEOUT || err == IQM_E_CANCELLED || err == IQM_E_RATE_LIMITED;
}

/* Waits for another thread's renewal. Its failure is ours, unless its time was over. */
static int await_renewal(struct need *n)
{
	struct token *t = n->token;
	unsigned before = t->renewals;

	notify_wait(n);
	while (t->renewals == before) {
		int err = iqm_deadline_report(n->deadline, n->e,
					      "while another call was getting a token");

		if (err)
			return err;
		wait_a_slice(t);
	}
	if (!t->why.status || !needs_renewal(n) || ran_out_of_time(t->why.status))
		return 0;
	return share(n->e, &t->why);
}

/* A loop, as a new token may be refused before a thread that waited for it has woken up. */
static int ensure_access(struct need *n)
{
	struct token *t = n->token;
	int err = 0;

	while (!err && needs_renewal(n)) {
		if (!can_renew(t))
			return iqm_fail(n->e, IQM_E_CONFIG,
					"no token, and no user name and password to log in with");
		err = t->renewing ? await_renewal(n) : renew_for_all(n);
		if (!err)
			err = iqm_deadline_report(n->deadline, n->e, "before it was sent");
	}
	return err;
}

/* ---- what calls see ----------------------------------------------------------------------- */

static const char *duplicate_name(const struct token *t, const struct iqm_api *api)
{
	return t->duplicate_auth_header ? api->duplicate_auth_header : NULL;
}

/* With the lock held. */
static const char *workspace(const struct token *t)
{
	return *t->ow_id ? t->ow_id : t->settings_ow_id;
}

int iqm_token_workspace(struct token *t, const struct iqm_op *op, const struct deadline *deadline,
			char ow_id[IQM_OW_ID_SIZE], struct iqm_error *e)
{
	struct need need = { .token = t, .op = op, .deadline = deadline, .e = e };
	int err;

	pthread_mutex_lock(&t->lock);
	err = ensure_access(&need);
	snprintf(ow_id, IQM_OW_ID_SIZE, "%s", workspace(t));
	pthread_mutex_unlock(&t->lock);
	return err;
}

void iqm_token_known_workspace(struct token *t, char ow_id[IQM_OW_ID_SIZE])
{
	pthread_mutex_lock(&t->lock);
	/* Of a provider's token only the provider knows. */
	snprintf(ow_id, IQM_OW_ID_SIZE, "%s", t->get_token && !t->access ? "" : workspace(t));
	pthread_mutex_unlock(&t->lock);
}

int iqm_token_headers(struct token *t, const struct iqm_op *op, const struct deadline *deadline,
		      struct headers *out, unsigned *number, struct iqm_error *e)
{
	struct need need = { .token = t, .op = op, .deadline = deadline, .e = e };
	const char *ow_id;
	int err;

	pthread_mutex_lock(&t->lock);
	err = ensure_access(&need);
	*number = t->number;
	ow_id = workspace(t);
	if (!err)
		err = iqm_headers_authorize(out, e, duplicate_name(t, op->api), "Bearer ",
					    t->access);
	if (!err && *ow_id)
		err = iqm_headers_add(out, e, op->api->workspace_header, "", ow_id);
	pthread_mutex_unlock(&t->lock);
	return err;
}

int iqm_token_basic_headers(const struct token *t, const struct iqm_api *api, struct headers *out,
			    struct iqm_error *e)
{
	if (!t->basic)
		return iqm_fail(e, IQM_E_CONFIG,
				"a log-in needs the settings client_id and client_secret");
	return iqm_headers_authorize(out, e, duplicate_name(t, api), "Basic ", t->basic);
}

bool iqm_token_invalidate(struct token *t, unsigned number)
{
	bool can;

	pthread_mutex_lock(&t->lock);
	can = can_renew(t);
	if (can && t->number == number && t->access) {
		retire(t, &t->refused);
		t->refused = t->access;
		t->access = NULL;
	}
	pthread_mutex_unlock(&t->lock);
	return can;
}

bool iqm_token_is_good(struct token *t, unsigned number)
{
	bool good;

	pthread_mutex_lock(&t->lock);
	good = t->number == number && is_good(t, iqm_now(t->clock));
	pthread_mutex_unlock(&t->lock);
	return good;
}

void iqm_token_redact(struct token *t, struct iqm_error *e)
{
	iqm_redact_text(e, t->client_secret);
	iqm_redact_text(e, t->password);
	iqm_redact_text(e, t->basic);
	pthread_mutex_lock(&t->lock);
	iqm_redact_text(e, t->access);
	iqm_redact_text(e, t->refresh);
	iqm_redact_text(e, t->refused);
	for (size_t i = 0; i < OLD_SECRETS; i++)
		iqm_redact_text(e, t->old[i]);
	pthread_mutex_unlock(&t->lock);
}
