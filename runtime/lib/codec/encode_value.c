/* SPDX-License-Identifier: MIT */
/* What a request is made of, wherever it goes: which values are there, and the texts of numbers. */
#include "codec/encoder.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(struct iqm_ms) == sizeof(struct iqm_int), "read alike");
_Static_assert(sizeof(struct iqm_s) == sizeof(struct iqm_int), "read alike");
_Static_assert(sizeof(struct iqm_reserved) == sizeof(struct iqm_int), "takes its place");
_Static_assert(sizeof(struct iqm_reserved) == sizeof(struct iqm_num), "takes its place");
_Static_assert(offsetof(struct iqm_num, value) == offsetof(struct iqm_int, value), "read alike");
_Static_assert(offsetof(struct iqm_bool, value) == offsetof(struct iqm_int, value), "read alike");

int iqm_encode_usage(const struct encoding *how, const struct where *at, const char *what)
{
	char path[sizeof(how->error->path)];

	iqm_path_of(at, path, sizeof(path));
	if (how->error)
		snprintf(how->error->path, sizeof(path), "%s", path);
	return iqm_fail(how->error, IQM_E_USAGE, "%s: %s", path, what);
}

const struct iqm_field *iqm_field_in_dialect(const struct iqm_descriptor *t,
					     const struct iqm_field *f, unsigned dialect,
					     struct iqm_field *variant)
{
	for (size_t i = 0; i < t->variant_len; i++) {
		const struct iqm_field_variant *row = &t->variants[i];

		if (row->field != f || row->dialect != dialect)
			continue;
		*variant = *f;
		variant->names = row->names;
		variant->flags = (unsigned short)((f->flags & ~IQM_F_SENDING) | row->flags);
		return variant;
	}
	return f;
}

/* The name after `name` that the field is sent under too; NULL: none. */
const char *const *iqm_encode_next_name(const struct iqm_field *f, const char *const *name)
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
		return iqm_encode_usage(
			how, at,
			"not a timestamp: expected ISO 8601 with a zone, or a time in range");
	if (!set) {
		snprintf(text, sizeof(text), "has a value and is not set; make it with %s()",
			 wrappers[f->kind]);
		return iqm_encode_usage(how, at, text);
	}
	snprintf(text, sizeof(text),
		 "%" PRIdPTR " is a bare number; wrap it, as in %s(%" PRIdPTR ")", (intptr_t)set,
		 wrappers[f->kind], (intptr_t)set);
	return iqm_encode_usage(how, at, text);
}

static int list_present(const struct encoding *how, const struct where *at, const void *p)
{
	struct any_list list;

	memcpy(&list, p, sizeof(list));
	if (!list.items && list.len)
		return iqm_encode_usage(how, at, "items is NULL and len is not 0");
	return list.items != NULL;
}

static bool is_required(const struct encoding *how, const struct where *at,
			const struct iqm_field *f)
{
	return !how->plain && (has(f, IQM_F_REQUIRED) || (how->full && !at->up));
}

int iqm_encode_check_reserved(const struct encoding *how, const struct iqm_descriptor *t,
			      const void *from)
{
	const char *reserved = (const char *)from + t->room;

	return t->room ? iqm_check_reserved(how->error, t->name, reserved, t->size - t->room) : 0;
}

/* 1 present, 0 absent, or IQM_E_USAGE. */
int iqm_encode_present(const struct encoding *how, const struct where *at,
		       const struct iqm_field *f, const void *p)
{
	int there;

	if (iqm_is_list(f)) {
		there = list_present(how, at, p);
		if (there == 1 && is_required(how, at, f)) {
			struct any_list list;

			memcpy(&list, p, sizeof(list));
			if (!list.len)
				return iqm_encode_usage(how, at, "required, and the list is empty");
		}
	} else if (f->kind == IQM_K_STR || f->kind == IQM_K_JSON || f->kind == IQM_K_OBJECT) {
		there = pointer(p) != NULL;
	} else {
		there = is_present(how, at, f, p);
	}
	if (!there && is_required(how, at, f))
		return iqm_encode_usage(how, at, "required, and absent");
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
			return iqm_encode_usage(
				how, at,
				"no whole number of seconds, and is to be sent in seconds");
		*out /= 1000;
	}
	if (!has(f, IQM_F_IN_MS))
		return 0;
	if (*out > INT64_MAX / 1000 || *out < INT64_MIN / 1000)
		return iqm_encode_usage(how, at, "too many seconds to be sent as milliseconds");
	*out *= 1000;
	return 0;
}

int iqm_encode_check_text(const struct encoding *how, const struct where *at, const char *s)
{
	if (!s)
		return iqm_encode_usage(how, at, "NULL in a list");
	if (s[iqm_bad_utf8(s, strlen(s))])
		return iqm_encode_usage(how, at, "not UTF-8");
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
		return iqm_encode_usage(how, at, "not a finite number");
	iqm_number_text(value, text);
	return 0;
}

static void bool_text(bool value, char text[IQM_NUMBER_SIZE])
{
	snprintf(text, IQM_NUMBER_SIZE, "%s", value ? "true" : "false");
}

/* The text of a number or a boolean, the same in JSON, query and form. */
int iqm_encode_scalar_text(const struct encoding *how, const struct where *at,
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
int iqm_encode_item_text(const struct encoding *how, const struct where *at,
			 const struct iqm_field *f, const void *items, size_t i,
			 char text[IQM_NUMBER_SIZE])
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

int iqm_encode_check_output(const struct encoding *how, const struct buf *out)
{
	if (out->err == IQM_E_NOMEM)
		return iqm_fail_nomem(how->error);
	if (out->err)
		return iqm_fail(how->error, IQM_E_USAGE, "the request is too large");
	return 0;
}
