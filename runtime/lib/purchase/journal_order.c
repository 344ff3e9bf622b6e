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

/* ---- what: JSON in which lists are sets, and members have no order --------------------------- */

/* The text is good JSON: our encoder's, or in it a caller's own, which may have whitespace. */
struct source {
	const char *at;
	int err;
};

static bool next_is(struct source *s, char c)
{
	s->at += strspn(s->at, " \t\r\n");
	return *s->at == c;
}

/* The same; then it is passed over. */
static bool take(struct source *s, char c)
{
	bool is_next = next_is(s, c);

	s->at += is_next;
	return is_next;
}

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
static void write_set(struct buf *list, struct buf *out)
{
	char **items = (char **)(void *)list->data;
	size_t len = list->len / sizeof(*items);
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
	iqm_buf_free(list);
}

/* False: no memory. Takes the item. */
static bool add_item(struct buf *list, struct buf *item)
{
	if (item->data && !item->err && !iqm_buf_add(list, &item->data, sizeof(item->data)))
		return true;
	iqm_buf_free(item);
	return false;
}

static void copy_value(struct source *s, struct buf *out);

/* `"name":value` */
static void copy_member(struct source *s, struct buf *out)
{
	if (next_is(s, '"'))
		copy_string(s, out);
	if (take(s, ':'))
		iqm_buf_str(out, ":");
	copy_value(s, out);
}

/* What is between brackets, of which the first was read. */
static void copy_set(struct source *s, char close, struct buf *out)
{
	struct buf list = { 0 }; /* of char * */

	for (bool more = !take(s, close); more && !s->err; more = take(s, ',')) {
		struct buf item = { 0 };

		if (close == '}')
			copy_member(s, &item);
		else
			copy_value(s, &item);
		if (!add_item(&list, &item))
			s->err = IQM_E_NOMEM;
		else if (take(s, close))
			break;
	}
	write_set(&list, out);
}

/* The depth is that of the request's structs, and of JSON in it, which has a limit. */
static void copy_value(struct source *s, struct buf *out) /* NOLINT(misc-no-recursion) */
{
	size_t len;

	if (take(s, '{')) {
		iqm_buf_str(out, "{");
		copy_set(s, '}', out);
		iqm_buf_str(out, "}");
	} else if (take(s, '[')) {
		iqm_buf_str(out, "[");
		copy_set(s, ']', out);
		iqm_buf_str(out, "]");
	} else if (next_is(s, '"')) {
		copy_string(s, out);
	} else {
		len = strcspn(s->at, ",]} \t\r\n");
		iqm_buf_add(out, s->at, len);
		s->at += len;
	}
}

/* The JSON of an order; the same text for all that are the same one. */
static int write_canonical(const char *json, struct buf *out)
{
	struct source source = { .at = json };

	copy_value(&source, out);
	return source.err ? source.err : out->err;
}

int iqm_orders_compare(const char *json, const char *other, bool *same, struct iqm_error *error)
{
	struct iqm_error why;
	struct buf first = { 0 };
	struct buf second = { 0 };
	int err;

	*same = !strcmp(json, other);
	if (*same || iqm_json_check(json, strlen(json), &why) ||
	    iqm_json_check(other, strlen(other), &why))
		return 0;
	err = write_canonical(json, &first);
	if (!err)
		err = write_canonical(other, &second);
	*same = !err && !strcmp(first.data, second.data);
	iqm_buf_free(&first);
	iqm_buf_free(&second);
	return err ? iqm_fail_nomem(error) : 0;
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

static int write_body(const struct iqm_op *op, const void *request, struct buf *text,
		      struct iqm_error *error)
{
	const struct encoding how = { .error = error }; /* the default dialect, whatever is sent */
	struct buf json = { 0 };
	void *copy = without_key(op, request);
	int err = copy ? iqm_encode_json(op->body, copy, &how, &json) : iqm_fail_nomem(error);

	free(copy);
	if (!err && (!json.data || write_canonical(json.data, text)))
		err = iqm_fail_nomem(error);
	iqm_buf_free(&json);
	return err;
}

/* "pld.generate accountId=7 {...}": what is sent in the path or the query counts too. */
static int write_order(const struct iqm_op *op, const void *request, struct buf *text,
		       struct iqm_error *error)
{
	struct encoding how = { .error = error };
	int err = 0;

	iqm_buf_printf(text, "%s ", op->name);
	if (op->query) {
		err = iqm_encode_params(op->query, request, &how, text);
		iqm_buf_str(text, " ");
	}
	if (!err && op->body)
		err = write_body(op, request, text, error);
	return err || !text->err ? err : iqm_fail_nomem(error);
}

int iqm_order_of(const struct iqm_op *op, const void *request, char order[ORDER_SIZE],
		 struct iqm_error *error)
{
	struct buf text = { 0 };
	int err;

	*order = '\0';
	if (!op->query && !op->body)
		return 0;
	if (op->order && iqm_row_int(request, op->order->regenerate).set)
		return 0;
	err = write_order(op, request, &text, error);
	if (!err)
		snprintf(order, ORDER_SIZE, "%016" PRIx64,
			 iqm_hash(IQM_HASH_START, text.data, text.len));
	iqm_buf_free(&text);
	return err;
}
