/* SPDX-License-Identifier: MIT */
/* What a call sends: URL, body and headers of its operation. */
#include "call/state.h"

#include <stdlib.h>
#include <string.h>

#define MAX_REQUEST ((size_t)16 << 20)
#define MAX_URL 8000000 /* libcurl takes no longer one */

/* Where this client's dialect sends the operation. */
static struct iqm_variant variant(const struct call_state *s)
{
	const struct iqm_op *op = s->op;

	for (size_t i = 0; i < op->variant_len; i++)
		if (op->variants[i].dialect == s->client->dialect)
			return op->variants[i];
	return (struct iqm_variant){ .method = op->method, .path = op->path };
}

const char *iqm_call_method(const struct call_state *s)
{
	return variant(s).method;
}

const char *iqm_call_path(const struct call_state *s)
{
	return variant(s).path;
}

struct iqm_field iqm_dialect_field(const struct iqm_client *client, const struct iqm_op *op,
				   const struct iqm_field *field)
{
	const struct iqm_descriptor *parts[] = { op->query, op->body };
	struct iqm_field variant;

	for (size_t i = 0; i < 2; i++) {
		const struct iqm_descriptor *t = parts[i];
		const struct iqm_field *f =
			t ? iqm_field_in_dialect(t, field, client->dialect, &variant) : field;

		if (f != field)
			return *f;
	}
	return *field;
}

int iqm_call_request(struct call_state *s)
{
	const struct iqm_op *op = s->op;

	if (s->request || !(op->query || op->body))
		return 0;
	if (!op->paged || !op->query)
		return iqm_fail(s->error, IQM_E_USAGE, "req is NULL");
	s->empty = calloc(1, op->query->size);
	s->request = s->empty;
	return s->empty ? 0 : iqm_fail_nomem(s->error);
}

int iqm_call_url(struct call_state *s)
{
	const char *base = s->client->base_url ? s->client->base_url : s->op->api->base_url;
	const char *fixed = variant(s).query;
	struct encoding how = {
		.dialect = s->client->dialect,
		.error = s->error,
		.path = s->op->query ? iqm_call_path(s) : NULL,
	};
	struct buf query = { .max = MAX_URL };
	int err = 0;

	s->url.max = MAX_URL;
	if (fixed) {
		iqm_buf_str(&query, fixed);
		how.params++;
	}
	if (s->op->query)
		err = iqm_encode_params(s->op->query, s->request, &how, &query);
	iqm_buf_str(&s->url, base);
	if (!err && how.path)
		err = iqm_encode_path(s->op->query, s->request, &how, &s->url);
	else
		iqm_buf_str(&s->url, iqm_call_path(s));
	if (!err && query.len) {
		iqm_buf_str(&s->url, "?");
		iqm_buf_add(&s->url, query.data, query.len);
	}
	if (!err && (s->url.err == IQM_E_NOMEM || query.err))
		err = iqm_fail_nomem(s->error);
	else if (!err && s->url.err)
		err = iqm_fail(s->error, IQM_E_USAGE, "the request is too large");
	iqm_buf_free(&query);
	return err;
}

/* A copy of the request struct with the key in it; NULL: no memory. */
static void *with_key(const struct call_state *s)
{
	const struct iqm_descriptor *t = s->op->body;
	char *copy = malloc(t->size);

	if (!copy)
		return NULL;
	memcpy(copy, s->request, t->size);
	memcpy(copy + s->op->order->key->offset, &s->key, sizeof(s->key));
	return copy;
}

static bool sends_key(const struct call_state *s)
{
	const struct iqm_order *order = s->op->order;
	const char *own;

	if (!s->key || !s->client->send_key || !order || !order->key)
		return false;
	memcpy(&own, (const char *)s->request + order->key->offset, sizeof(own));
	return !own;
}

static struct encoding body_encoding(const struct call_state *s)
{
	return (struct encoding){
		.dialect = s->client->dialect,
		.error = s->error,
		.full = s->op->full_replace,
		.unique_keys = s->op->effect == IQM_PAID,
	};
}

static int make_json(struct call_state *s, const void *request)
{
	struct encoding how = body_encoding(s);
	int err = iqm_encode_json(s->op->body, request, &how, &s->body);

	if (!err && s->op->effect == IQM_PAID && !strcmp(s->body.data, "{}"))
		err = iqm_fail(s->error, IQM_E_USAGE, "the order is empty");
	return err;
}

static int make_form(struct call_state *s, const void *request)
{
	struct encoding how = body_encoding(s);

	if (s->op->fixed) {
		iqm_buf_str(&s->body, s->op->fixed);
		how.params++;
	}
	return iqm_encode_params(s->op->body, request, &how, &s->body);
}

/* A purchase's is made twice: before its key is known, and with it. */
int iqm_call_body(struct call_state *s)
{
	const struct iqm_op *op = s->op;
	void *copy = NULL;
	const void *request;
	int err;

	if (!op->body)
		return 0;
	if (sends_key(s) && !(copy = with_key(s)))
		return iqm_fail_nomem(s->error);
	request = copy ? copy : s->request;
	s->body.len = 0;
	s->body.max = MAX_REQUEST;
	err = op->content == IQM_FORM ? make_form(s, request) : make_json(s, request);
	if (!err)
		err = iqm_check_order(op->body, s->request, s->error);
	free(copy);
	return err;
}

int iqm_call_headers(struct call_state *s)
{
	struct headers *h = &s->headers;
	bool is_form = s->op->content == IQM_FORM;
	int err = iqm_headers_add(h, s->error, "Accept", "", "application/json");

	if (!err && s->op->body)
		err = iqm_headers_add(h, s->error, "Content-Type", "",
				      is_form ? "application/x-www-form-urlencoded"
					      : "application/json");
	if (!err)
		err = iqm_headers_add(h, s->error, "User-Agent", "", s->client->user_agent);
	if (err)
		return err;
	if (s->op->auth == IQM_BASIC)
		return iqm_token_basic_headers(s->client->token, s->op->api, h, s->error);
	return iqm_token_headers(s->client->token, s->op, &s->deadline, h, &s->token, s->error);
}
