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

/* Where in the text the bytes from `start` to `end` of the decoded one were written. An escape that
 * stands for several bytes is taken as a whole: a rest of it would be found again without end. */
static struct range written_at(const struct decoded *d, size_t start, size_t end)
{
	size_t next = end;

	while (next < d->len && d->at[next] == d->at[end - 1])
		next++;
	return (struct range){ d->at[start], d->at[next] };
}

static bool find_whole(const struct decoded *d, const char *secret, size_t len, struct range *found)
{
	for (size_t i = 0; i + len <= d->len; i++) {
		if (memcmp(d->bytes + i, secret, len) != 0)
			continue;
		*found = written_at(d, i, i + len);
		return true;
	}
	return false;
}

/* The text was cut within the secret: it ends with the secret's first bytes. */
static bool find_cut(const struct decoded *d, const char *secret, size_t len, struct range *found)
{
	for (size_t left = d->len < len ? d->len : len - 1; left >= SHORTEST; left--) {
		if (memcmp(d->bytes + d->len - left, secret, left) != 0)
			continue;
		*found = written_at(d, d->len - left, d->len);
		return true;
	}
	return false;
}

/* Takes the two codings off the text, CODING_NONE being none. False: it has no escape of one. */
static bool decode(struct decoded *d, const char *text, enum coding outer, enum coding inner)
{
	iqm_decoded_begin(d, text);
	return (!outer || iqm_decoded_take_off(d, outer)) &&
	       (!inner || iqm_decoded_take_off(d, inner));
}

/* Looks for the secret as it is, in each coding, and in each coding of a coding. Of several ranges
 * the widest counts: a narrower one may end within an escape. */
static bool find_coded(const char *text, const char *secret, size_t len, struct range *widest)
{
	*widest = (struct range){ 0, 0 };
	for (unsigned pair = 0; pair < CODINGS * CODINGS; pair++) {
		struct range found;
		struct decoded d;

		if (decode(&d, text, pair / CODINGS, pair % CODINGS) &&
		    (find_whole(&d, secret, len, &found) || find_cut(&d, secret, len, &found)) &&
		    found.to - found.from > widest->to - widest->from)
			*widest = found;
	}
	return widest->to;
}

/* Each range is longer than the "*" in its place, so this ends. */
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
			/* cppcheck-suppress pointerSize ; the item is a pointer */
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
