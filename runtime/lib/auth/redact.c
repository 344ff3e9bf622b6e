/* SPDX-License-Identifier: MIT */
/* Removes secrets from errors: services quote tokens and passwords in their messages. */
#include "auth/auth.h"

#include <string.h>

#define SHORTEST 4 /* shorter secrets are left: to replace them would hide common words */

static void redact(char *text, const char *secret, size_t len)
{
	size_t text_len;

	for (char *at = text; (at = strstr(at, secret)); at++) {
		*at = '*';
		memmove(at + 1, at + len, strlen(at + len) + 1);
	}
	/* The text may have been cut within a secret: then its end is the secret's start. */
	text_len = strlen(text);
	for (size_t n = text_len < len ? text_len : len - 1; n >= SHORTEST; n--) {
		if (!strncmp(text + text_len - n, secret, n)) {
			memcpy(text + text_len - n, "*", sizeof("*"));
			break;
		}
	}
}

static void redact_all(struct iqm_error *e, const char *secret)
{
	size_t len = strlen(secret);

	redact(e->message, secret, len);
	redact(e->path, secret, len);
	redact(e->request_id, secret, len);
	for (size_t i = 0; i < e->service_len; i++) {
		redact(e->service[i].error, secret, len);
		redact(e->service[i].reason, secret, len);
		redact(e->service[i].field, secret, len);
		redact(e->service[i].contact, secret, len);
	}
}

/* As it is, and percent-encoded: services quote requests as they came. */
void iqm_redact_text(struct iqm_error *e, const char *secret)
{
	struct buf coded = { 0 };

	if (!secret || strlen(secret) < SHORTEST)
		return;
	redact_all(e, secret);
	iqm_percent(&coded, secret, strlen(secret));
	if (!coded.err && strcmp(coded.data, secret) != 0)
		redact_all(e, coded.data);
	iqm_buf_free(&coded);
}

static void redact_fields(struct iqm_error *e, const struct iqm_descriptor *t, const void *from);

/* A list's items are pointers to structs; a map's entries are structs, whose value may be one. What
 * is in vain to send comes here too. */
static void redact_items(struct iqm_error *e, const struct iqm_field *f, const void *member)
{
	struct iqm_ints list; /* every list type has these two members */
	const char *items;

	memcpy(&list, member, sizeof(list));
	items = (const char *)list.items;
	for (size_t i = 0; items && i < list.len; i++) {
		const void *item = items + i * iqm_item_size(f);

		if (f->kind == IQM_K_LIST)
			memcpy(&item, item, sizeof(item));
		redact_fields(e, f->sub, item);
	}
}

static void redact_member(struct iqm_error *e, const struct iqm_field *f, const void *member)
{
	const void *to;

	switch (f->kind) {
	case IQM_K_STR:
		memcpy(&to, member, sizeof(to));
		if (f->flags & IQM_F_SECRET)
			iqm_redact_text(e, to);
		break;
	case IQM_K_OBJECT:
		memcpy(&to, member, sizeof(to));
		redact_fields(e, f->sub, to);
		break;
	case IQM_K_LIST:
	case IQM_K_MAP:
		redact_items(e, f, member);
		break;
	default:
		break;
	}
}

/* The depth is that of the request's structs. */
static void redact_fields(struct iqm_error *e, const struct iqm_descriptor *t, const void *from)
{
	for (size_t i = 0; t && from && i < t->len; i++)
		redact_member(e, &t->fields[i], (const char *)from + t->fields[i].offset);
}

void iqm_redact_request(struct iqm_error *e, const struct iqm_op *op, const void *request)
{
	redact_fields(e, op->query, request);
	redact_fields(e, op->body, request);
}
