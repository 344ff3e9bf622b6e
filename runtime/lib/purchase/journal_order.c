/* SPDX-License-Identifier: MIT */
/* What a purchase orders, and where: by these it is known to be the same one, or another. */
#include "purchase/journal_order.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- where ----------------------------------------------------------------------------------- */

int iqm_place_of(struct iqm_client *client, const struct iqm_op *op,
		 const struct deadline *deadline, struct place *place, struct iqm_error *error)
{
	int err = iqm_token_workspace(client->token, op, deadline, place->workspace, error);

	place->service = NULL;
	if (err)
		return err;
	if (!*place->workspace)
		return iqm_fail(
			error, IQM_E_CONFIG,
			"ow_id: expected the workspace's id, as purchases are recorded in a "
			"journal; found none, and the token does not say");
	place->service = iqm_url_normalise(client->base_url ? client->base_url : op->api->base_url);
	return place->service ? 0 : iqm_fail_nomem(error);
}

int iqm_place_known(struct iqm_client *client, struct place *place, struct iqm_error *error)
{
	iqm_token_known_workspace(client->token, place->workspace);
	place->service = client->base_url ? iqm_url_normalise(client->base_url) : NULL;
	return client->base_url && !place->service ? iqm_fail_nomem(error) : 0;
}

/* ---- what: JSON in which lists are sets ------------------------------------------------------ */

/* The text is our encoder's: no whitespace, members in one order. */
struct source {
	const char *at;
	int err;
};

static void copy_value(struct source *s, struct buf *out);

static void copy_string(struct source *s, struct buf *out)
{
	const char *end = s->at + 1;

	while (*end && *end != '"')
		end += *end == '\\' && end[1] ? 2 : 1;
	end += *end == '"';
	iqm_buf_add(out, s->at, (size_t)(end - s->at));
	s->at = end;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of equal elements one. Frees them. */
static void write_set(char **items, size_t len, struct buf *out)
{
	const char *before = NULL;

	if (len)
		qsort(items, len, sizeof(*items), compare_texts);
	for (size_t i = 0; i < len; i++) {
		if (before && !strcmp(before, items[i]))
			continue;
		iqm_buf_str(out, before ? "," : "");
		iqm_buf_str(out, items[i]);
		before = items[i];
	}
	for (size_t i = 0; i < len; i++)
		free(items[i]);
	free(items);
}

/* False: no memory. Takes the text. */
static bool add_item(char ***items, size_t *len, char *text)
{
	char **more =
		text && *len % 64 == 0 ? realloc(*items, (*len + 64) * sizeof(*more)) : *items;

	if (!text || !more) {
		free(text);
		return false;
	}
	*items = more;
	more[(*len)++] = text;
	return true;
}

static void copy_list(struct source *s, struct buf *out)
{
	char **items = NULL;
	size_t len = 0;

	s->at++;
	while (!s->err && *s->at && *s->at != ']') {
		struct buf item = { 0 };

		copy_value(s, &item);
		if (!add_item(&items, &len, item.err ? NULL : item.data))
			s->err = IQM_E_NOMEM;
		s->at += *s->at == ',';
	}
	s->at += *s->at == ']';
	iqm_buf_str(out, "[");
	write_set(items, len, out);
	iqm_buf_str(out, "]");
}

static void copy_object(struct source *s, struct buf *out)
{
	while (!s->err && *s->at && *s->at != '}') {
		iqm_buf_add(out, s->at++, 1); /* '{' or ',' */
		if (*s->at != '"')
			continue;
		copy_string(s, out);
		iqm_buf_str(out, ":");
		s->at += *s->at == ':';
		copy_value(s, out);
	}
	iqm_buf_str(out, "}");
	s->at += *s->at == '}';
}

/* The depth is that of the request's structs. */
static void copy_value(struct source *s, struct buf *out) /* NOLINT(misc-no-recursion) */
{
	size_t len = strcspn(s->at, ",]}");

	if (*s->at == '{')
		copy_object(s, out);
	else if (*s->at == '[')
		copy_list(s, out);
	else if (*s->at == '"')
		copy_string(s, out);
	else {
		iqm_buf_add(out, s->at, len);
		s->at += len;
	}
}

/* A copy of the request struct without its idempotency key; NULL: no memory. */
static void *without_key(const struct iqm_op *op, const void *request)
{
	const char *none = NULL;
	char *copy = malloc(op->body->size);

	if (!copy)
		return NULL;
	memcpy(copy, request, op->body->size);
	if (op->order && op->order->key)
		memcpy(copy + op->order->key->offset, &none, sizeof(none));
	return copy;
}

int iqm_order_of(const struct iqm_op *op, const void *request, char order[ORDER_SIZE],
		 struct iqm_error *error)
{
	const struct encoding how = { .error = error }; /* the default dialect, whatever is sent */
	struct buf json = { 0 };
	struct buf text = { 0 };
	struct source source;
	void *copy;
	int err;

	*order = '\0';
	if (!op->body || (op->order && iqm_row_int(request, op->order->regenerate).set))
		return 0;
	copy = without_key(op, request);
	err = copy ? iqm_encode_json(op->body, copy, &how, &json) : iqm_fail_nomem(error);
	free(copy);
	if (!err) {
		source = (struct source){ .at = json.data ? json.data : "" };
		iqm_buf_printf(&text, "%s ", op->name);
		copy_value(&source, &text);
		err = source.err || text.err ? iqm_fail_nomem(error) : 0;
	}
	if (!err)
		snprintf(order, ORDER_SIZE, "%016" PRIx64,
			 iqm_hash(IQM_HASH_START, text.data, text.len));
	iqm_buf_free(&json);
	iqm_buf_free(&text);
	return err;
}
