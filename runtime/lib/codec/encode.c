/* SPDX-License-Identifier: MIT */
/* Request structs to JSON, query and form body, by their descriptors; checked on the way. */
#include "codec/codec.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct iqm_ms) == sizeof(struct iqm_int), "read alike");
_Static_assert(sizeof(struct iqm_s) == sizeof(struct iqm_int), "read alike");
_Static_assert(sizeof(struct iqm_reserved) == sizeof(struct iqm_int), "takes its place");
_Static_assert(sizeof(struct iqm_reserved) == sizeof(struct iqm_num), "takes its place");
_Static_assert(offsetof(struct iqm_num, value) == offsetof(struct iqm_int, value), "read alike");
_Static_assert(offsetof(struct iqm_bool, value) == offsetof(struct iqm_int, value), "read alike");

/* Every list type has these two members. */
struct any_list {
	const void *items;
	size_t len;
};

static int usage(const struct encoding *how, const struct where *at, const char *what)
{
	char path[sizeof(how->error->path)];

	iqm_path_of(at, path, sizeof(path));
	if (how->error)
		snprintf(how->error->path, sizeof(path), "%s", path);
	return iqm_fail(how->error, IQM_E_USAGE, "%s: %s", path, what);
}

static bool has(const struct iqm_field *f, unsigned flag)
{
	return f->flags & flag;
}

const struct iqm_field *iqm_sent_in(const struct iqm_descriptor *t, const struct iqm_field *f,
				    unsigned dialect, struct iqm_field *room)
{
	for (size_t i = 0; i < t->sent_len; i++) {
		const struct iqm_sent *sent = &t->sent[i];

		if (sent->field != f || sent->dialect != dialect)
			continue;
		*room = *f;
		room->names = sent->names;
		room->flags = (unsigned short)((f->flags & ~IQM_F_SENDING) | sent->flags);
		return room;
	}
	return f;
}

/* The name after `name` that the field is sent under too; NULL: none. */
static const char *const *next_name(const struct iqm_field *f, const char *const *name)
{
	return has(f, IQM_F_ALL_NAMES) && name[1] ? name + 1 : NULL;
}

static bool is_zero(const struct iqm_field *f, const void *p)
{
	static const int64_t zero;
	const char *value = (const char *)p + offsetof(struct iqm_int, value);

	return !memcmp(value, &zero, f->kind == IQM_K_BOOL ? sizeof(bool) : sizeof(zero));
}

/* Of a value that has `set`: 1 present, 0 absent, or IQM_E_USAGE where `set` is something else. */
static int is_present(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		      const void *p)
{
	static const char *const wrappers[] = {
		[IQM_K_INT] = "iqm_int", [IQM_K_NUM] = "iqm_num", [IQM_K_BOOL] = "iqm_bool",
		[IQM_K_MS] = "iqm_ms",   [IQM_K_S] = "iqm_s",
	};
	const struct iqm_mark *set;
	char text[128];

	memcpy(&set, p, sizeof(set));
	if (set == &iqm_is_set || (!set && is_zero(f, p)))
		return set != NULL;
	if (set == &iqm_is_bad)
		return usage(how, at,
			     "not a timestamp: expected ISO 8601 with a zone, or a time in range");
	if (!set) {
		snprintf(text, sizeof(text), "has a value and is not set; make it with %s()",
			 wrappers[f->kind]);
		return usage(how, at, text);
	}
	snprintf(text, sizeof(text),
		 "%" PRIdPTR " is a bare number; wrap it, as in %s(%" PRIdPTR ")", (intptr_t)set,
		 wrappers[f->kind], (intptr_t)set);
	return usage(how, at, text);
}

static const void *pointer(const void *p)
{
	const void *to;

	memcpy(&to, p, sizeof(to));
	return to;
}

static int list_present(const struct encoding *how, const struct where *at, const void *p)
{
	struct any_list list;

	memcpy(&list, p, sizeof(list));
	if (!list.items && list.len)
		return usage(how, at, "items is NULL and len is not 0");
	return list.items != NULL;
}

static bool is_required(const struct encoding *how, const struct where *at,
			const struct iqm_field *f)
{
	return has(f, IQM_F_REQUIRED) || (how->full && !at->up);
}

static int check_reserved(const struct encoding *how, const struct iqm_descriptor *t,
			  const void *from)
{
	const char *reserved = (const char *)from + t->room;

	return t->room ? iqm_check_reserved(how->error, t->name, reserved, t->size - t->room) : 0;
}

/* 1 present, 0 absent, or IQM_E_USAGE. */
static int present(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		   const void *p)
{
	int there;

	if (iqm_is_list(f)) {
		there = list_present(how, at, p);
		if (there == 1 && is_required(how, at, f)) {
			struct any_list list;

			memcpy(&list, p, sizeof(list));
			if (!list.len)
				return usage(how, at, "required, and the list is empty");
		}
	} else if (f->kind == IQM_K_STR || f->kind == IQM_K_JSON || f->kind == IQM_K_OBJECT) {
		there = pointer(p) != NULL;
	} else {
		there = is_present(how, at, f, p);
	}
	if (!there && is_required(how, at, f))
		return usage(how, at, "required, and absent");
	return there;
}

static int64_t integer(const void *p)
{
	struct iqm_int v;

	memcpy(&v, p, sizeof(v));
	return v.value;
}

/* The integer in the unit that it is sent in. */
static int sent_integer(const struct encoding *how, const struct where *at,
			const struct iqm_field *f, const void *p, int64_t *out)
{
	*out = integer(p);
	if (has(f, IQM_F_IN_S)) {
		if (*out % 1000)
			return usage(how, at,
				     "no whole number of seconds, and is to be sent in seconds");
		*out /= 1000;
	}
	if (!has(f, IQM_F_IN_MS))
		return 0;
	if (*out > INT64_MAX / 1000 || *out < INT64_MIN / 1000)
		return usage(how, at, "too many seconds to be sent as milliseconds");
	*out *= 1000;
	return 0;
}

static int check_text(const struct encoding *how, const struct where *at, const char *s)
{
	if (!s)
		return usage(how, at, "NULL in a list");
	if (s[iqm_bad_utf8(s, strlen(s))])
		return usage(how, at, "not UTF-8");
	return 0;
}

/* ---- numbers and booleans ------------------------------------------------------------------- */

static void integer_text(int64_t value, char text[IQM_NUMBER_SIZE])
{
	snprintf(text, IQM_NUMBER_SIZE, "%" PRId64, value);
}

static int number_text(const struct encoding *how, const struct where *at, double value,
		       char text[IQM_NUMBER_SIZE])
{
	if (!isfinite(value))
		return usage(how, at, "not a finite number");
	iqm_number_text(value, text);
	return 0;
}

static void bool_text(bool value, char text[IQM_NUMBER_SIZE])
{
	snprintf(text, IQM_NUMBER_SIZE, "%s", value ? "true" : "false");
}

/* The text of a number or a boolean, the same in JSON, query and form. */
static int scalar_text(const struct encoding *how, const struct where *at,
		       const struct iqm_field *f, const void *p, char text[IQM_NUMBER_SIZE])
{
	struct iqm_bool flag;
	struct iqm_num num;
	int64_t value;
	int err;

	switch (f->kind) {
	case IQM_K_NUM:
		memcpy(&num, p, sizeof(num));
		return number_text(how, at, num.value, text);
	case IQM_K_BOOL:
		memcpy(&flag, p, sizeof(flag));
		bool_text(flag.value, text);
		return 0;
	default:
		err = sent_integer(how, at, f, p, &value);
		if (!err)
			integer_text(value, text);
		return err;
	}
}

/* Item `i` of a list of them; the same. */
static int item_text(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const void *items, size_t i, char text[IQM_NUMBER_SIZE])
{
	switch (f->kind) {
	case IQM_K_NUMS:
		return number_text(how, at, ((const double *)items)[i], text);
	case IQM_K_BOOLS:
		bool_text(((const bool *)items)[i], text);
		return 0;
	default:
		integer_text(((const int64_t *)items)[i], text);
		return 0;
	}
}

/* ---- JSON: a tree of cJSON's, which prints it ---------------------------------------------- */

/* Whether the text is the same as a JSON number: no leading zero, below 2^53. */
static bool spells_integer(const char *s)
{
	const char *digits = s + (*s == '-');
	size_t len = strspn(digits, "0123456789");

	if (!len || digits[len] || len > 16 || (digits[0] == '0' && (len > 1 || *s == '-')))
		return false;
	return len < 16 || strcmp(digits, "9007199254740991") <= 0;
}

/* Whether `*out` was made; numbers are raw text, since cJSON's own are doubles. */
static int made(const struct encoding *how, cJSON *item, cJSON **out)
{
	*out = item;
	return item ? 0 : iqm_fail_nomem(how->error);
}

static int make_number(const struct encoding *how, const struct iqm_field *f, const char *text,
		       cJSON **out)
{
	return made(how, has(f, IQM_F_TEXT) ? cJSON_CreateString(text) : cJSON_CreateRaw(text),
		    out);
}

static int make_text(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const char *s, cJSON **out)
{
	bool numeric = has(f, IQM_F_NUMERIC);
	int err = check_text(how, at, s);

	if (err)
		return err;
	return made(how, numeric && spells_integer(s) ? cJSON_CreateRaw(s) : cJSON_CreateString(s),
		    out);
}

/* The text of one JSON value, which is sent as it is. */
static int make_raw(const struct encoding *how, const struct where *at, const char *text,
		    cJSON **out)
{
	size_t len = strlen(text);
	struct iqm_error why;
	char what[sizeof(why.message)];

	if (!iqm_byte_order_mark(text, len) && !iqm_json_check(text, len, &why))
		return made(how, cJSON_CreateRaw(text), out);
	snprintf(what, sizeof(what), "not one JSON value: %.400s",
		 iqm_byte_order_mark(text, len) ? "a byte-order mark" : why.message);
	return usage(how, at, what);
}

static int make_object(const struct encoding *how, const struct where *at,
		       const struct iqm_descriptor *t, const void *from, cJSON **out);
static int make_value(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		      const void *p, cJSON **out);

static int make_item(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const void *items, size_t i, cJSON **out)
{
	char text[IQM_NUMBER_SIZE];
	const void *object;
	int err;

	switch (f->kind) {
	case IQM_K_STRS:
		return make_text(how, at, f, ((const char *const *)items)[i], out);
	case IQM_K_LIST:
		object = ((const void *const *)items)[i];
		return object ? make_object(how, at, f->sub, object, out)
			      : usage(how, at, "NULL in a list");
	default:
		err = item_text(how, at, f, items, i, text);
		return err ? err : make_number(how, f, text, out);
	}
}

/* Puts `item` into the tree, or deletes it: `err` is what became of it. */
static int put_item(const struct encoding *how, int err, cJSON *to, const char *key, cJSON *item)
{
	if (!err && !(key ? cJSON_AddItemToObject(to, key, item) : cJSON_AddItemToArray(to, item)))
		err = iqm_fail_nomem(how->error);
	if (err)
		cJSON_Delete(item);
	return err;
}

static int make_list(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const struct any_list *list, cJSON **out)
{
	struct where here = { .up = at };
	int err;

	if (list->len == 1 && has(f, IQM_F_SCALAR))
		return make_item(how, &here, f, list->items, 0, out);
	err = made(how, cJSON_CreateArray(), out);
	for (; !err && here.index < list->len; here.index++) {
		cJSON *item = NULL;

		err = make_item(how, &here, f, list->items, here.index, &item);
		err = put_item(how, err, *out, NULL, item);
	}
	return err;
}

/* The field of a map's values, which are sent as the map says. */
static struct iqm_field sent_value(const struct iqm_field *f)
{
	struct iqm_field value = *iqm_map_value(f);

	value.flags = (unsigned short)((value.flags & ~IQM_F_SENDING) |
				       (f->flags & IQM_F_SENDING & ~IQM_F_ALL_NAMES));
	return value;
}

/* An entry of a map must have both. */
static int add_entry(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const char *entry, cJSON *to)
{
	struct iqm_field own = sent_value(f);
	const struct iqm_field *value = &own;
	const char *key = pointer(entry + iqm_map_key(f)->offset);
	struct where here = { .up = at->up, .key = key };
	cJSON *item = NULL;
	int err = check_text(how, at, key);

	if (err)
		return err;
	err = present(how, &here, value, entry + value->offset);
	if (!err)
		return usage(how, &here, "an entry without a value");
	if (err > 0)
		err = make_value(how, &here, value, entry + value->offset, &item);
	return put_item(how, err, to, key, item);
}

static int make_map(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		    const struct any_list *list, cJSON **out)
{
	struct where here = { .up = at };
	int err = made(how, cJSON_CreateObject(), out);

	for (; !err && here.index < list->len; here.index++)
		err = add_entry(how, &here, f,
				(const char *)list->items + here.index * f->sub->size, *out);
	return err;
}

/* What is no list. */
static int make_scalar(const struct encoding *how, const struct where *at,
		       const struct iqm_field *f, const void *p, cJSON **out)
{
	char text[IQM_NUMBER_SIZE];
	int err;

	switch (f->kind) {
	case IQM_K_STR:
		return make_text(how, at, f, pointer(p), out);
	case IQM_K_JSON:
		return make_raw(how, at, pointer(p), out);
	case IQM_K_OBJECT:
		return make_object(how, at, f->sub, pointer(p), out);
	default:
		err = scalar_text(how, at, f, p, text);
		return err ? err : make_number(how, f, text, out);
	}
}

/* A list of one, of what is no list. */
static int make_list_of(const struct encoding *how, const struct where *at,
			const struct iqm_field *f, const void *p, cJSON **out)
{
	cJSON *item = NULL;
	int err = made(how, cJSON_CreateArray(), out);

	if (!err)
		err = make_scalar(how, at, f, p, &item);
	return put_item(how, err, *out, NULL, item);
}

static int make_value(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		      const void *p, cJSON **out)
{
	struct any_list list;

	if (iqm_is_list(f)) {
		memcpy(&list, p, sizeof(list));
		return f->kind == IQM_K_MAP ? make_map(how, at, f, &list, out)
					    : make_list(how, at, f, &list, out);
	}
	return has(f, IQM_F_LIST) ? make_list_of(how, at, f, p, out)
				  : make_scalar(how, at, f, p, out);
}

/* What was made of a member that fails is in the tree, or is deleted here. */
static int add_member(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		      const void *p, cJSON *object)
{
	cJSON *value = NULL;
	int err = make_value(how, at, f, p, &value);

	if (!err && !cJSON_AddItemToObjectCS(object, at->key, value))
		err = iqm_fail_nomem(how->error);
	if (err)
		cJSON_Delete(value);
	return err;
}

/* Under each name that it is sent under. */
static int add_members(const struct encoding *how, const struct where *up,
		       const struct iqm_field *f, const void *p, cJSON *object)
{
	int err = 0;

	for (const char *const *name = f->names; name && !err; name = next_name(f, name)) {
		struct where here = { .up = up, .key = *name };

		err = present(how, &here, f, p);
		if (err <= 0)
			return err;
		err = add_member(how, &here, f, p, object);
	}
	return err;
}

static int make_object(const struct encoding *how, const struct where *at,
		       const struct iqm_descriptor *t, const void *from, cJSON **out)
{
	int err = check_reserved(how, t, from);

	if (!err)
		err = made(how, cJSON_CreateObject(), out);
	for (size_t i = 0; i < t->len && !err; i++) {
		struct iqm_field room;
		const struct iqm_field *f = iqm_sent_in(t, &t->fields[i], how->dialect, &room);

		if (!has(f, IQM_F_OMITTED))
			err = add_members(how, at, f, (const char *)from + f->offset, *out);
	}
	return err;
}

static int check_output(const struct encoding *how, const struct buf *out)
{
	if (out->err == IQM_E_NOMEM)
		return iqm_fail_nomem(how->error);
	if (out->err)
		return iqm_fail(how->error, IQM_E_USAGE, "the request is too large");
	return 0;
}

int iqm_encode_json(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct buf *out)
{
	cJSON *tree = NULL;
	int err = make_object(how, NULL, t, from, &tree);
	char *text = err ? NULL : cJSON_PrintUnformatted(tree);

	cJSON_Delete(tree);
	if (err)
		return err;
	if (!text)
		return iqm_fail_nomem(how->error);
	iqm_buf_str(out, text);
	cJSON_free(text);
	return check_output(how, out);
}

/* ---- values in paths, queries and form bodies ---------------------------------------------- */

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
	int err = check_text(how, at, s);

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
	err = item_text(how, &here, f, list->items, i, text);
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
	err = scalar_text(how, at, f, p, text);
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
	struct iqm_field room;
	const struct iqm_field *f = iqm_sent_in(t, own, how->dialect, &room);
	struct where at = { .key = f->names[0] };
	const void *p = (const char *)from + f->offset;
	size_t began = out->len;
	int err = present(how, &at, f, p);

	if (err >= 0)
		err = err ? put_param(how, &at, f, p, out)
			  : usage(how, &at, "required, and absent");
	if (err || out->err)
		return err;
	if (out->len == began || !strcmp(out->data + began, ".") ||
	    !strcmp(out->data + began, ".."))
		return usage(how, &at, "cannot be sent in a path");
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
	return err ? err : check_output(how, out);
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

	for (const char *const *name = f->names; name && !err; name = next_name(f, name)) {
		struct where here = { .key = *name };

		err = present(how, &here, f, p);
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
	int err = check_reserved(how, t, from);

	for (size_t i = 0; i < t->len && !err; i++) {
		struct iqm_field room;
		const struct iqm_field *f = iqm_sent_in(t, &t->fields[i], how->dialect, &room);

		if (!has(f, IQM_F_OMITTED) && !in_path(how, &t->fields[i]))
			err = put_params(how, f, (const char *)from + f->offset, out);
	}
	return err ? err : check_output(how, out);
}
