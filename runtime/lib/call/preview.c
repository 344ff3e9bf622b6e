/* SPDX-License-Identifier: MIT */
/* For tools that make requests from text and show them before they are sent. */
#include "call/state.h"

#include <stdlib.h>
#include <string.h>

int iqm_json_read(const struct iqm_descriptor *descriptor, const char *text, size_t len, void **out,
		  struct iqm_error *error)
{
	struct arena *arena;
	void *read = iqm_response_new(descriptor->size, &arena);
	int err;

	iqm_error_begin(error, NULL);
	*out = NULL;
	if (!read)
		return iqm_fail_nomem(error);
	err = iqm_decode_json(descriptor, text, len, arena, read, error);
	if (err)
		iqm_free(read);
	else
		*out = read;
	return err;
}

/* From the base URL on, without it: a path and its query. */
static int fill_preview(const struct call_state *s, struct iqm_preview *p, struct arena *arena)
{
	const char *base = s->client->base_url ? s->client->base_url : s->op->api->base_url;
	const char *path = s->url.data + strlen(base);

	p->method = iqm_call_method(s);
	p->base_url = iqm_arena_text(arena, base, strlen(base));
	p->path = iqm_arena_text(arena, path, strlen(path));
	p->body = NULL;
	if (s->body.len)
		p->body = iqm_arena_text(arena, s->body.data, s->body.len);
	return p->base_url && p->path && (p->body || !s->body.len) ? 0 : iqm_fail_nomem(s->error);
}

int iqm_preview_make(struct iqm_client *client, const struct iqm_op *op, const void *request,
		     struct iqm_preview **out, struct iqm_error *error)
{
	struct iqm_error none;
	struct call_state s = { .client = client, .op = op, .request = request };
	struct iqm_preview *preview;
	struct arena *arena;
	int err;

	/* cppcheck-suppress uninitvar ; the next line fills it */
	s.error = error ? error : &none;
	iqm_error_begin(s.error, op->name);
	*out = NULL;
	err = iqm_check_client(s.error, op->name, client, op);
	if (err)
		return err;
	preview = iqm_response_new(sizeof(*preview), &arena);
	if (!preview)
		return iqm_fail_nomem(s.error);
	err = iqm_call_request(&s);
	if (!err)
		err = iqm_call_url(&s);
	if (!err)
		err = iqm_call_body(&s);
	if (!err)
		err = fill_preview(&s, preview, arena);
	if (err)
		iqm_free(preview);
	else
		*out = preview;
	iqm_buf_free(&s.url);
	iqm_buf_free(&s.body);
	free(s.empty);
	return err;
}
