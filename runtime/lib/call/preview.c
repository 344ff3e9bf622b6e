/* SPDX-License-Identifier: MIT */
/* For tools that make requests from text and show them before they are sent. */
#include "reports/rows.h"
#include "call/call.h"

#include <string.h>

int iqm_json_read(const struct iqm_table *table, const char *text, size_t len, void **out,
		  struct iqm_error *error)
{
	struct arena *arena;
	void *read = iqm_response_new(table->size, &arena);
	int err;

	iqm_error_begin(error, NULL);
	*out = NULL;
	if (!read)
		return iqm_fail_nomem(error);
	err = iqm_decode_json(table, text, len, arena, read, error);
	if (err)
		iqm_free(read);
	else
		*out = read;
	return err;
}

/* From the base URL on, without it: a path and its query. */
static int fill_preview(const struct run *r, struct iqm_preview *p, struct arena *arena)
{
	const char *base = r->client->base_url ? r->client->base_url : r->op->api->base_url;
	const char *path = r->url.data + strlen(base);

	p->method = r->op->method;
	p->base_url = iqm_arena_text(arena, base, strlen(base));
	p->path = iqm_arena_text(arena, path, strlen(path));
	p->body = NULL;
	if (r->body.len)
		p->body = iqm_arena_text(arena, r->body.data, r->body.len);
	return p->base_url && p->path && (p->body || !r->body.len) ? 0 : iqm_fail_nomem(r->error);
}

int iqm_preview_make(struct iqm_client *client, const struct iqm_op *op, const void *request,
		     struct iqm_preview **out, struct iqm_error *error)
{
	struct iqm_error none;
	struct run r = { .client = client, .op = op, .request = request };
	struct iqm_preview *preview;
	struct arena *arena;
	int err;

	r.error = error ? error : &none;
	iqm_error_begin(r.error, op);
	*out = NULL;
	if (!client || (!request && (op->query || op->body)))
		return iqm_fail(r.error, IQM_E_USAGE, "%s: %s is NULL", op->name,
				client ? "req" : "client");
	preview = iqm_response_new(sizeof(*preview), &arena);
	err = preview ? iqm_run_url(&r) : iqm_fail_nomem(r.error);
	if (!err)
		err = iqm_run_body(&r, NULL);
	if (!err)
		err = fill_preview(&r, preview, arena);
	if (err)
		iqm_free(preview);
	else
		*out = preview;
	iqm_buf_free(&r.url);
	iqm_buf_free(&r.body);
	return err;
}
