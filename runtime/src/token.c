/* SPDX-License-Identifier: MIT */
/* The access token that all calls of a client share, and the log-in that gets the first one. */
#include "internal.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct token {
	pthread_mutex_t lock; /* of all members */
	pthread_cond_t done;  /* a log-in has ended */
	bool logging_in;      /* one thread is at it, the others wait */
	unsigned log_ins;     /* that have ended */
	struct iqm_error why; /* of the last one's failure; its status is 0 if it did not fail */
	unsigned kept;        /* tokens so far: tells one from the next */
	char *access;         /* NULL: none */
	char *refresh;
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
	t->access = access ? strdup(access) : NULL;
	t->ow_id_given = ow_id != NULL;
	snprintf(t->ow_id, sizeof(t->ow_id), "%s", ow_id ? ow_id : "");
	return access && !t->access ? IQM_E_NOMEM : 0;
}

void iqm_token_close(struct token *t)
{
	if (!t)
		return;
	free(t->access);
	free(t->refresh);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->done);
	free(t);
}

static void replace(char **to, char *with)
{
	free(*to);
	*to = with;
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
		free(access);
		free(refresh);
		return iqm_fail_nomem(e);
	}
	pthread_mutex_lock(&t->lock);
	replace(&t->access, access);
	t->kept++;
	if (refresh)
		replace(&t->refresh, refresh);
	if (token->ow_id.set && token->ow_id.value >= 0 && !t->ow_id_given)
		snprintf(t->ow_id, sizeof(t->ow_id), "%" PRId64, token->ow_id.value);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* A log-in's failure as that of the call that needed it: the call itself was not sent. */
static int log_in_failed(struct iqm_error *e, const struct iqm_error *why)
{
	bool refused = why->status == IQM_E_REFUSED || why->status == IQM_E_FORBIDDEN ||
		       why->status == IQM_E_AUTH;

	e->http_status = why->http_status;
	e->curl_code = why->curl_code;
	e->service_len = why->service_len;
	e->service_total = why->service_total;
	memcpy(e->service, why->service, sizeof(e->service));
	memcpy(e->path, why->path, sizeof(e->path));
	memcpy(e->request_id, why->request_id, sizeof(e->request_id));
	return iqm_fail(e, refused ? IQM_E_AUTH : why->status, "%s", why->message);
}

/* Without the lock: it takes a while. */
static int log_in(struct iqm_client *client, const struct iqm_op *op, const struct limits *limits,
		  struct iqm_error *why)
{
	struct iqm_call call = iqm_inner_call(client, limits);
	int err;

	err = op->api->log_in(client, client->username, client->password, &call);
	*why = call.error;
	return err;
}

/* With the lock held: waits for another log-in. Its failure is ours, unless its time was over. */
static int await_log_in(struct token *t, const struct limits *limits, struct iqm_error *e)
{
	struct timespec until = { .tv_sec = (time_t)(limits->deadline / 1000),
				  .tv_nsec = (long)(limits->deadline % 1000) * 1000000 };
	unsigned before = t->log_ins;

	while (t->log_ins == before)
		if (pthread_cond_timedwait(&t->done, &t->lock, &until))
			return iqm_fail(e, IQM_E_TIMEOUT,
					"the time was over while another call was logging in");
	return t->why.status && t->why.status != IQM_E_TIMEOUT ? log_in_failed(e, &t->why) : 0;
}

/* With the lock held, which is dropped while it logs in. */
static int log_in_for_all(struct iqm_client *client, const struct iqm_op *op,
			  const struct limits *limits, struct iqm_error *e)
{
	struct token *t = client->token;
	struct iqm_error why = { .status = 0 };
	int err;

	t->logging_in = true;
	pthread_mutex_unlock(&t->lock);
	err = log_in(client, op, limits, &why);
	pthread_mutex_lock(&t->lock);
	t->why = why;
	t->logging_in = false;
	t->log_ins++;
	pthread_cond_broadcast(&t->done);
	return err ? log_in_failed(e, &why) : 0;
}

/* With the lock held. A token may be refused and forgotten while a thread still waits for it. */
static int ensure_access(struct iqm_client *client, const struct iqm_op *op,
			 const struct limits *limits, struct iqm_error *e)
{
	struct token *t = client->token;
	int err = 0;

	while (!err && !t->access) {
		if (!client->username)
			return iqm_fail(e, IQM_E_CONFIG,
					"no token, and no user name and password to log in with");
		err = t->logging_in ? await_log_in(t, limits, e)
				    : log_in_for_all(client, op, limits, e);
	}
	return err;
}

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

bool iqm_token_refused(struct iqm_client *client, unsigned which)
{
	struct token *t = client->token;

	if (!client->username)
		return false;
	pthread_mutex_lock(&t->lock);
	if (t->kept == which)
		replace(&t->access, NULL);
	pthread_mutex_unlock(&t->lock);
	return true;
}

int iqm_access_give(struct iqm_access *access, const char *token, const char *ow_id,
		    int64_t expires_in)
{
	(void)access, (void)token, (void)ow_id, (void)expires_in;
	return IQM_E_USAGE;
}

const char *iqm_access_refused(const struct iqm_access *access)
{
	(void)access;
	return NULL;
}

long iqm_access_timeout_ms(const struct iqm_access *access)
{
	(void)access;
	return 0;
}

void iqm_token_redact(struct iqm_client *client, struct iqm_error *e)
{
	struct token *t = client->token;

	pthread_mutex_lock(&t->lock);
	iqm_redact_text(e, t->access);
	iqm_redact_text(e, t->refresh);
	pthread_mutex_unlock(&t->lock);
}
