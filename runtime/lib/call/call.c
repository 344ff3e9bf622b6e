/* SPDX-License-Identifier: MIT */
/* One call: attempts until there is a response, it times out, or a retry is not safe. */
#include "call/state.h"

#include <stdlib.h>
#include <string.h>

/* ---- the steps of an attempt -------------------------------------------------------------- */

/* The token may end while the request waits for the rate limit. */
static bool token_expired(const struct call_state *s)
{
	return s->op->auth == IQM_BEARER && !iqm_token_is_good(s->client->token, s->token);
}

/* The hook may have waited for a lock, and for the disk. */
static int sending(void *context)
{
	struct call_state *s = context;
	int err = s->client->hooks->sending_paid(s);

	return err ? err : iqm_deadline_report(&s->deadline, s->error, "before it was sent");
}

static int prepare(void *context)
{
	struct call_state *s = context;
	int err;

	do {
		iqm_call_release(s);
		iqm_headers_free(&s->headers);
		err = iqm_call_headers(s);
		if (!err)
			err = iqm_call_acquire(s);
	} while (!err && token_expired(s));
	s->attempts.request = (struct iqm_http_request){
		.method = iqm_call_method(s),
		.url = s->url.data,
		.body = s->op->body ? s->body.data : NULL,
		.body_len = s->body.len,
		.fresh = s->op->effect != IQM_READ || s->op->verdict || s->op->file ||
			 s->call->fresh_connection,
	};
	if (s->op->effect == IQM_PAID && s->client->hooks->sending_paid) {
		s->http.on_sending = sending;
		s->http.sending_context = s;
	}
	return err;
}

static int evaluate(void *context, int err)
{
	struct call_state *s = context;

	iqm_call_release(s);
	if (!s->attempts.tried)
		return err;
	if (err && !s->http.refused)
		iqm_fail(s->error, err, "%s", s->http.reason);
	if (!err || iqm_is_refusal(s->http.status))
		err = iqm_call_read(s);
	if (err || *s->error->request_id)
		iqm_call_redact(s);
	return err;
}

/* The token was refused and another can be got: once a call. */
static bool recover(void *context, int err)
{
	struct call_state *s = context;

	if (err != IQM_E_AUTH || s->op->auth != IQM_BEARER || s->renewed)
		return false;
	s->renewed = iqm_token_invalidate(s->client->token, s->token);
	return s->renewed;
}

static const struct attempt_steps steps = { prepare, evaluate, recover };

/* ---- outcomes that stay unknown ------------------------------------------------------------ */

/* The delete has taken effect: clears the error, keeps the HTTP status. */
static int forget_refusal(struct call_state *s)
{
	long http_status = s->error->http_status;

	iqm_attempts_forget(&s->attempts);
	s->error->http_status = http_status;
	return 0;
}

/* A delete was refused, and one before it may have been carried out: the list decides. */
static int resolve_delete(struct call_state *s, int err)
{
	const struct call_hooks *hooks = s->client->hooks;
	enum iqm_deleted deleted = IQM_DELETED_UNKNOWN;

	if (err != IQM_E_REFUSED && err != IQM_E_NOT_FOUND)
		return err;
	if (hooks->check_deleted)
		deleted = hooks->check_deleted(s);
	if (deleted == IQM_DELETED_UNKNOWN)
		return iqm_call_fail_unknown(s, err, "deleted");
	if (deleted == IQM_ALL_DELETED)
		err = forget_refusal(s);
	s->error->delivery = IQM_RESPONDED;
	return err;
}

static int resolve_unknown(struct call_state *s, int err)
{
	if (err && s->op->effect == IQM_PAID && s->error->delivery == IQM_MAYBE_SENT)
		return iqm_call_fail_unknown(s, err, "bought");
	if (err && s->op->effect == IQM_ONCE && s->error->delivery == IQM_MAYBE_SENT)
		return iqm_call_fail_unknown(s, err, "been carried out");
	if (err && s->op->effect == IQM_DELETE && s->op->deletion && s->attempts.maybe_executed)
		return resolve_delete(s, err);
	return err;
}

/* ---- the call ----------------------------------------------------------------------------- */

int iqm_check_may_buy(const struct iqm_client *client, struct iqm_error *error)
{
	return client->no_purchases ? iqm_fail(error, IQM_E_CONFIG,
					       "not bought: no_purchases is set, for all purchases")
				    : 0;
}

int iqm_check_client(struct iqm_error *error, const char *name, const struct iqm_client *client,
		     const struct iqm_op *op)
{
	const char *colon = name ? ": " : "";

	name = name ? name : "";
	if (!client)
		return iqm_fail(error, IQM_E_USAGE, "%s%sclient is NULL", name, colon);
	if (op->api == client->api)
		return 0;
	return iqm_fail(error, IQM_E_USAGE,
			"%s%sexpected a client of API '%s', found one of API '%s'", name, colon,
			op->api->name, client->api->name);
}

static int begin(struct call_state *s)
{
	struct arena *arena;
	int err = iqm_check_client(s->error, NULL, s->client, s->op);

	if (err)
		return err;
	err = iqm_call_request(s);
	if (!err)
		err = iqm_check_call(s->error, NULL, s->call);
	if (err)
		return err;
	s->deadline = iqm_call_deadline(s->client, s->call);
	s->attempts = (struct attempts){
		.sender = &s->client->sender,
		.logger = &s->client->logger,
		.limiter = &s->client->limiter,
		.deadline = &s->deadline,
		.max_body = s->client->max_body,
		.operation = s->op->name,
		.effect = s->op->effect,
		.steps = &steps,
		.context = s,
		.call = s->call,
		.headers = &s->headers,
		.http = &s->http,
		.path = iqm_call_path(s),
	};
	s->response = iqm_response_new(s->op->response->size, &arena);
	if (!s->response)
		return iqm_fail_nomem(s->error);
	return s->op->effect == IQM_PAID ? iqm_check_may_buy(s->client, s->error) : 0;
}

/* A key or a journal that nothing honours would let the same order be bought twice. */
static int begin_paid(struct call_state *s)
{
	const struct call_hooks *hooks = s->client->hooks;
	int err;

	if (hooks->begin_paid) {
		err = hooks->begin_paid(s);
		return err || !s->client->send_key ? err : iqm_call_body(s);
	}
	if (s->call->key || s->client->journal)
		return iqm_fail(s->error, IQM_E_CONFIG,
				"call.key or a journal: this client records no purchases");
	return 0;
}

static int attempt_paid(struct call_state *s)
{
	int err = iqm_attempts_run(&s->attempts);

	return resolve_unknown(s, err ? err : iqm_call_check_bought(s));
}

/* Attempts and verdict, between the hooks. */
static int run_paid(struct call_state *s)
{
	const struct call_hooks *hooks = s->client->hooks;
	int err = begin_paid(s);

	if (!err)
		err = attempt_paid(s);
	if (hooks->end_paid)
		hooks->end_paid(s, err);
	return err;
}

static int run(struct call_state *s)
{
	int err = begin(s);

	if (!err)
		err = iqm_call_url(s);
	if (!err)
		err = iqm_call_body(s);
	if (err)
		return err;
	return s->op->effect == IQM_PAID ? run_paid(s)
					 : resolve_unknown(s, iqm_attempts_run(&s->attempts));
}

/* With keep_raw the body becomes part of the response; on an error, of a response without fields,
 * unless the response is what says that nothing was bought. */
static void keep_raw(struct call_state *s, int err)
{
	struct arena *arena;

	if (err == IQM_E_PRICE && s->http.status) /* else a budget says it */
		err = 0;
	if (err) {
		iqm_free(s->response);
		s->response = NULL;
	}
	if (!s->call->keep_raw || !s->http.status)
		return;
	if (err)
		s->response = iqm_response_new(s->op->response->size, &arena);
	if (!s->response)
		return;
	iqm_buf_add(&s->http.body, "", 0); /* an empty body is "" */
	iqm_arena_set_raw(iqm_response_arena(s->response), s->http.body.data, s->http.body.len);
	memset(&s->http.body, 0, sizeof(s->http.body));
}

static void end(struct call_state *s)
{
	iqm_buf_free(&s->url);
	iqm_buf_free(&s->body);
	iqm_buf_free(&s->http.body);
	iqm_headers_free(&s->headers);
	free(s->empty);
}

static void report_end(struct call_state *s, int err)
{
	if (err) {
		iqm_error_prefix(s->error, s->op->name);
		iqm_call_redact(s);
	}
	if (!s->client)
		return;
	if (err)
		iqm_log(&s->client->logger, IQM_LOG_ERROR, "%s", s->error->message);
	else
		iqm_log(&s->client->logger, IQM_LOG_INFO, "%s: done, attempts: %d", s->op->name,
			s->error->attempts);
}

int iqm_perform_prepared(struct iqm_client *client, const struct iqm_op *op, const void *request,
			 void *response, struct iqm_call *call, struct intent *prepared)
{
	struct call_state s = {
		.client = client, .op = op, .request = request, .call = call, .prepared = prepared
	};
	int err;

	s.error = &call->error;
	iqm_call_begin(call, op->name);
	err = response ? run(&s) : iqm_fail(s.error, IQM_E_USAGE, "rsp is NULL");
	report_end(&s, err);
	keep_raw(&s, err);
	if (response)
		memcpy(response, &s.response, sizeof(s.response));
	end(&s);
	return err;
}

int iqm_perform(struct iqm_client *client, const struct iqm_op *op, const void *request,
		void *response, struct iqm_call *call)
{
	call = IQM_CALL_OR_OWN(call);
	return iqm_perform_prepared(client, op, request, response, call, NULL);
}
