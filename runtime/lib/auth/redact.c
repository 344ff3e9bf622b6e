/* SPDX-License-Identifier: MIT */
/* Removes secrets from errors: services quote tokens and passwords in their messages, as they came,
 * or written for a URL, a form, JSON or HTML. */
#include "auth/auth.h"
#include "auth/decoded.h"

#include <assert.h>
#include <string.h>

#define SHORTEST 4 /* shorter secrets are left: to replace them would hide common words */

static_assert(sizeof(((struct iqm_error *)0)->message) <= DECODED_MAX + 1, "a text is as long");

struct range {
	size_t from, to; /* in the text */
};

static const char *locate(const struct decoded *d, const char *secret, size_t len)
{
	for (size_t i = 0; i + len <= d->len; i++)
		if (!memcmp(d->bytes + i, secret, len))
			return d->bytes + i;
	return NULL;
}

/* The secret in a decoded text. The text may have been cut within it: then its end is the secret's
 * start. */
static bool find(const struct decoded *d, const char *secret, size_t len, struct range *found)
{
	const char *at = locate(d, secret, len);
	size_t start = at ? (size_t)(at - d->bytes) : d->len;
	size_t n = at ? len : d->len < len ? d->len : len - 1;

	while (!at && n >= SHORTEST && memcmp(d->bytes + d->len - n, secret, n) != 0)
		n--;
	if (!at && n < SHORTEST)
		return false;
	start = at ? start : d->len - n;
	*found = (struct range){ d->at[start], d->at[start + n] };
	return true;
}

/* Whatever it is written in, and that again in another way: the widest range, as an escape of its
 * first or last character has that character in it. */
static bool find_coded(const char *text, const char *secret, size_t len, struct range *widest)
{
	*widest = (struct range){ 0, 0 };
	for (enum coding outer = CODING_NONE; outer < CODINGS; outer++) {
		for (enum coding inner = CODING_NONE; inner < CODINGS; inner++) {
			struct range found;
			struct decoded d;

			iqm_decoded_begin(&d, text);
			if (!iqm_decoded_take_off(&d, outer) && outer)
				break; /* as without it */
			if (!iqm_decoded_take_off(&d, inner) && inner)
				continue;
			if (find(&d, secret, len, &found) &&
			    found.to - found.from > widest->to - widest->from)
				*widest = found;
			if (!outer)
				break; /* one coding alone is the outer one */
		}
	}
	return widest->to;
}

static void redact(char *text, const char *secret, size_t len)
{
	struct range found;

	while (*text && find_coded(text, secret, len, &found)) {
		text[found.from] = '*';
		memmove(text + found.from + 1, text + found.to, strlen(text + found.to) + 1);
	}
}

static void redact_all(struct iqm_error *e, const char *secret, size_t len)
{
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

/* A part of a URL is percent-encoded itself. */
void iqm_redact_text(struct iqm_error *e, const char *secret)
{
	struct decoded plain;

	if (!secret || strlen(secret) < SHORTEST)
		return;
	redact_all(e, secret, strlen(secret));
	if (strlen(secret) > DECODED_MAX)
		return;
	iqm_decoded_begin(&plain, secret);
	if (iqm_decoded_take_off(&plain, CODING_PERCENT) && plain.len >= SHORTEST)
		redact_all(e, plain.bytes, plain.len);
	iqm_erase(&plain, sizeof(plain));
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
