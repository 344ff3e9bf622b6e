/* SPDX-License-Identifier: MIT */
/* The access token that all calls of a client share, and the log-in that gets the first one. */
#include "internal.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct token {
	pthread_mutex_t lock;    /* of the members below */
	pthread_mutex_t log_in;  /* held by the thread that logs in */
	char *access;
	char *refresh;
	bool ow_id_given; /* by the settings: a log-in does not change it */
	char ow_id[24];
};

int iqm_token_open(struct token **out, const char *access, const char *ow_id)
{
	struct token *t = calloc(1, sizeof(*t));

	*out = t;
	if (!t)
		return IQM_E_NOMEM;
	pthread_mutex_init(&t->lock, NULL);
	pthread_mutex_init(&t->log_in, NULL);
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
	pthread_mutex_destroy(&t->log_in);
	free(t);
}

static void replace(char **to, char *with)
{
	free(*to);
	*to = with;
}

int iqm_token_keep(struct iqm_client *client, const struct iqm_token *token,
		   struct iqm_call *call)
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
	if (refresh)
		replace(&t->refresh, refresh);
	if (token->ow_id.set && !t->ow_id_given)
		snprintf(t->ow_id, sizeof(t->ow_id), "%" PRId64, token->ow_id.value);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

static bool have_access(struct token *t)
{
	bool have;

	pthread_mutex_lock(&t->lock);
	have = t->access != NULL;
	pthread_mutex_unlock(&t->lock);
	return have;
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

static int log_in(struct iqm_client *client, const struct iqm_op *op, long timeout_ms,
		  struct iqm_error *e)
{
	struct iqm_call inner = { .timeout_ms = timeout_ms };
	int err;

	if (!client->username || !client->password)
		return iqm_fail(e, IQM_E_CONFIG,
				"no token, and no user name and password to log in with");
	if (timeout_ms <= 0)
		return iqm_fail(e, IQM_E_TIMEOUT, "the time was over before the log-in");
	err = op->api->log_in(client, client->username, client->password, &inner);
	return err ? log_in_failed(e, &inner.error) : 0;
}

static int ensure_access(struct iqm_client *client, const struct iqm_op *op, long timeout_ms,
			 struct iqm_error *e)
{
	struct token *t = client->token;
	int err = 0;

	if (have_access(t))
		return 0;
	pthread_mutex_lock(&t->log_in);
	if (!have_access(t))
		err = log_in(client, op, timeout_ms, e);
	pthread_mutex_unlock(&t->log_in);
	return err;
}

int iqm_token_headers(struct iqm_client *client, const struct iqm_op *op, long timeout_ms,
		      struct headers *out, struct iqm_error *e)
{
	struct token *t = client->token;
	int err = ensure_access(client, op, timeout_ms, e);

	if (err)
		return err;
	pthread_mutex_lock(&t->lock);
	err = iqm_headers_authorize(out, e, client, op->api, "Bearer", t->access);
	if (!err && *t->ow_id)
		err = iqm_headers_add(out, e, op->api->workspace_header, "%s", t->ow_id);
	pthread_mutex_unlock(&t->lock);
	return err;
}
