/* SPDX-License-Identifier: MIT */
/* Request structs to paths, queries and form bodies, by their descriptors. */
#include "codec/encoder.h"

#include <string.h>

/* ---- values ------------------------------------------------------------------------------- */

void iqm_percent(struct buf *out, const char *s, size_t len)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char unreserved[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-._~";

	while (len) {
		size_t plain = 0;

		while (plain < len && s[plain] && strchr(unreserved, s[plain]))
			plain++;
		iqm_buf_add(out, s, plain);
		s += plain;
		len -= plain;
		if (len) {
			unsigned char c = (unsigned char)*s++;

			iqm_buf_add(out, (const char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
			len--;
		}
	}
}

static int put_param_text(const struct encoding *how, const struct where *at, const char *s,
			  struct buf *out)
{
	int err = iqm_encode_check_text(how, at, s);

	if (!err)
		iqm_percent(out, s, strlen(s));
	return err;
}

static int put_param_item(const struct encoding *how, const struct where *at,
			  const struct iqm_field *f, const struct any_list *list, size_t i,
			  struct buf *out)
{
	struct where here = { .up = at, .index = i };
	char text[IQM_NUMBER_SIZE];
	int err;

	if (f->kind == IQM_K_STRS)
		return put_param_text(how, &here, ((const char *const *)list->items)[i], out);
	err = iqm_encode_item_text(how, &here, f, list->items, i, text);
	if (!err)
		iqm_buf_str(out, text);
	return err;
}

/* Joined by commas, which stay as they are; a comma inside an item is encoded. */
static int put_param_list(const struct encoding *how, const struct where *at,
			  const struct iqm_field *f, const void *p, struct buf *out)
{
	struct any_list list;
	int err = 0;

	memcpy(&list, p, sizeof(list));
	for (size_t i = 0; i < list.len && !err; i++) {
		if (i)
			iqm_buf_add(out, ",", 1);
		err = put_param_item(how, at, f, &list, i, out);
	}
	return err;
}

static int put_param(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const void *p, struct buf *out)
{
	char text[IQM_NUMBER_SIZE];
	int err;

	if (iqm_is_list(f))
		return put_param_list(how, at, f, p, out);
	if (f->kind == IQM_K_STR)
		return put_param_text(how, at, pointer(p), out);
	err = iqm_encode_scalar_text(how, at, f, p, text);
	if (!err)
		iqm_buf_str(out, text); /* it needs no escape */
	return err;
}

/* ---- path --------------------------------------------------------------------------------- */

/* Where the path has the field, "{name}"; NULL: nowhere. */
static const char *in_path(const struct encoding *how, const struct iqm_field *f)
{
	const char *s = how->path;
	size_t len = strlen(f->names[0]);

	while (s && (s = strchr(s, '{'))) {
		s++;
		if (!strncmp(s, f->names[0], len) && s[len] == '}')
			return s;
	}
	return NULL;
}

/* A value that is empty, "." or ".." would name another path. */
static int put_segment(const struct encoding *how, const struct iqm_descriptor *t,
		       const struct iqm_field *own, const void *from, struct buf *out)
{
	struct iqm_field variant;
	const struct iqm_field *f = iqm_field_in_dialect(t, own, how->dialect, &variant);
	struct where at = { .key = f->names[0] };
	const void *p = (const char *)from + f->offset;
	size_t began = out->len;
	int err = iqm_encode_present(how, &at, f, p);

	if (err >= 0)
		err = err ? put_param(how, &at, f, p, out)
			  : iqm_encode_usage(how, &at, "required, and absent");
	if (err || out->err)
		return err;
	if (out->len == began || !strcmp(out->data + began, ".") ||
	    !strcmp(out->data + began, ".."))
		return iqm_encode_usage(how, &at, "cannot be sent in a path");
	return 0;
}

static const struct iqm_field *field_at(const struct encoding *how, const struct iqm_descriptor *t,
					const char *place)
{
	for (size_t i = 0; i < t->len; i++)
		if (in_path(how, &t->fields[i]) == place)
			return &t->fields[i];
	return NULL;
}

int iqm_encode_path(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct buf *out)
{
	const char *s = how->path;
	const char *open;
	int err = 0;

	while (!err && (open = strchr(s, '{'))) {
		const struct iqm_field *f = field_at(how, t, open + 1);

		iqm_buf_add(out, s, (size_t)(open - s));
		s = f ? open + 1 + strlen(f->names[0]) + 1 : open + 1;
		err = f ? put_segment(how, t, f, from, out)
			: iqm_fail(how->error, IQM_E_USAGE, "no field is '%s' of its path", open);
	}
	iqm_buf_str(out, s);
	return err ? err : iqm_encode_check_output(how, out);
}

/* ---- query and form body ------------------------------------------------------------------ */

/* `name=`, after what is there already. */
static void put_name(struct encoding *how, const char *name, struct buf *out)
{
	if (how->params++)
		iqm_buf_add(out, "&", 1);
	iqm_percent(out, name, strlen(name));
	iqm_buf_add(out, "=", 1);
}

/* `a=1&a=2`; an empty list is `a=`, as where its items are joined. */
static int put_exploded(struct encoding *how, const struct where *at, const struct iqm_field *f,
			const void *p, struct buf *out)
{
	struct any_list list;
	int err = 0;

	memcpy(&list, p, sizeof(list));
	if (!list.len)
		put_name(how, at->key, out);
	for (size_t i = 0; i < list.len && !err; i++) {
		put_name(how, at->key, out);
		err = put_param_item(how, at, f, &list, i, out);
	}
	return err;
}

/* Under each name that it is sent under. */
static int put_params(struct encoding *how, const struct iqm_field *f, const void *p,
		      struct buf *out)
{
	int err = 0;

	for (const char *const *name = f->names; name && !err;
	     name = iqm_encode_next_name(f, name)) {
		struct where here = { .key = *name };

		err = iqm_encode_present(how, &here, f, p);
		if (err <= 0)
			return err;
		if (has(f, IQM_F_EXPLODE)) {
			err = put_exploded(how, &here, f, p, out);
		} else {
			put_name(how, here.key, out);
			err = put_param(how, &here, f, p, out);
		}
	}
	return err;
}

int iqm_encode_params(const struct iqm_descriptor *t, const void *from, struct encoding *how,
		      struct buf *out)
{
	int err = iqm_encode_check_reserved(how, t, from);

	for (size_t i = 0; i < t->len && !err; i++) {
		struct iqm_field variant;
		const struct iqm_field *f =
			iqm_field_in_dialect(t, &t->fields[i], how->dialect, &variant);

		if (!has(f, IQM_F_OMITTED) && !in_path(how, &t->fields[i]))
			err = put_params(how, f, (const char *)from + f->offset, out);
	}
	return err ? err : iqm_encode_check_output(how, out);
}
