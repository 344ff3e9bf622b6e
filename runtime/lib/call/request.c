/* SPDX-License-Identifier: MIT */
/* What a call sends: URL, body and headers of its operation. */
#include "call/call.h"

#include <stdlib.h>
#include <string.h>

#define MAX_REQUEST ((size_t)16 << 20)

static const struct iqm_variant *variant(const struct run *r)
{
	static const struct iqm_variant none;
	bool openapi = r->client->dialect == IQM_DIALECT_OPENAPI && r->op->openapi;

	return openapi ? r->op->openapi : &none;
}

const char *iqm_run_path(const struct run *r)
{
	const struct iqm_variant *v = variant(r);

	return v->path ? v->path : r->op->path;
}

int iqm_run_url(struct run *r)
{
	const char *base = r->client->base_url ? r->client->base_url : r->op->api->base_url;
	const struct iqm_variant *v = variant(r);
	struct encoding how = { .dialect = r->client->dialect, .error = r->error };
	struct buf query = { .max = MAX_REQUEST };
	int err = 0;

	if (v->query) {
		iqm_buf_str(&query, v->query);
		how.params++;
	}
	if (r->op->query)
		err = iqm_encode_params(r->op->query, r->request, &how, &query);
	if (!err) {
		iqm_buf_str(&r->url, base);
		iqm_buf_str(&r->url, iqm_run_path(r));
		if (query.len) {
			iqm_buf_str(&r->url, "?");
			iqm_buf_add(&r->url, query.data, query.len);
		}
		err = r->url.err || query.err ? iqm_fail_nomem(r->error) : 0;
	}
	iqm_buf_free(&query);
	return err;
}

/* A copy of the request struct with the key in it; NULL: no memory. */
static void *with_key(const struct run *r, const char *key)
{
	const struct iqm_table *t = r->op->body;
	char *copy = malloc(t->size);

	if (!copy)
		return NULL;
	memcpy(copy, r->request, t->size);
	memcpy(copy + r->op->order->key->offset, &key, sizeof(key));
	return copy;
}

static bool takes_key(const struct run *r)
{
	const struct iqm_order *order = r->op->order;
	const char *own;

	if (!order || !order->key)
		return false;
	memcpy(&own, (const char *)r->request + order->key->offset, sizeof(own));
	return !own;
}

static int make_json(struct run *r, const char *key)
{
	struct encoding how = { .dialect = r->client->dialect, .error = r->error };
	void *copy = key && takes_key(r) ? with_key(r, key) : NULL;
	int err;

	if (key && takes_key(r) && !copy)
		return iqm_fail_nomem(r->error);
	r->body.len = 0;
	err = iqm_encode_json(r->op->body, copy ? copy : r->request, &how, &r->body);
	free(copy);
	return err;
}

int iqm_run_body(struct run *r, const char *key)
{
	struct encoding how = { .dialect = r->client->dialect, .error = r->error };
	const struct iqm_op *op = r->op;
	int err;

	if (!op->body)
		return 0;
	r->body.max = MAX_REQUEST;
	if (op->content == IQM_JSON) {
		err = make_json(r, key);
		if (!err && op->effect == IQM_PAID && !strcmp(r->body.data, "{}"))
			err = iqm_fail(r->error, IQM_E_USAGE, "the order is empty");
		return err;
	}
	if (op->fixed) {
		iqm_buf_str(&r->body, op->fixed);
		how.params++;
	}
	return iqm_encode_params(op->body, r->request, &how, &r->body);
}

static int basic_header(struct run *r)
{
	const struct iqm_client *c = r->client;
	struct buf pair = { 0 };
	struct buf coded = { 0 };
	int err;

	if (!c->client_id || !c->client_secret)
		return iqm_fail(r->error, IQM_E_CONFIG,
				"a log-in needs the settings client_id and client_secret");
	iqm_buf_printf(&pair, "%s:%s", c->client_id, c->client_secret);
	if (!pair.err)
		iqm_base64(&coded, pair.data, pair.len);
	if (pair.err || coded.err)
		err = iqm_fail_nomem(r->error);
	else
		err = iqm_headers_authorize(&r->headers, r->error, c, r->op->api, "Basic ",
					    coded.data);
	iqm_buf_free(&pair);
	iqm_buf_free(&coded);
	return err;
}

int iqm_run_headers(struct run *r)
{
	struct headers *h = &r->headers;
	bool form = r->op->content == IQM_FORM;
	int err = iqm_headers_add(h, r->error, "Accept", "", "application/json");

	if (!err && r->op->body)
		err = iqm_headers_add(h, r->error, "Content-Type", "",
				      form ? "application/x-www-form-urlencoded"
					   : "application/json");
	if (!err)
		err = iqm_headers_add(h, r->error, "User-Agent", "", r->client->user_agent);
	if (err)
		return err;
	if (r->op->auth == IQM_BASIC)
		return basic_header(r);
	return iqm_token_headers(r->client, r->op, &r->limits, h, &r->token, r->error);
}
