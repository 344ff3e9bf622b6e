/* SPDX-License-Identifier: MIT */
/* The text of what is decoded: values one after another, what nobody wants of them, failures. */
#include "codec/decoder.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_NUMBER 40 /* bytes of a number in a message */

/* ---- failures ----------------------------------------------------------------------------- */

int iqm_decode_fail(struct decoder *d, const struct where *at, const char *format, ...)
{
	char path[sizeof(d->error->path)];
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	iqm_path_of(at, path, sizeof(path));
	if (d->error) /* not all of `path`: what lies behind its end can be a secret */
		snprintf(d->error->path, sizeof(d->error->path), "%s", path);
	return iqm_fail(d->error, IQM_E_DECODE, "%s%s%s", path, *path ? ": " : "", what);
}

/* Of data that was read before, and failed. */
static void clear_path(struct decoder *d)
{
	if (d->error)
		d->error->path[0] = '\0';
}

int iqm_decode_fail_json(struct decoder *d, const struct where *at)
{
	const struct json *j = &d->json;

	if (j->ended) {
		clear_path(d);
		return iqm_fail_ended(d->error, j->ended, "while the response was read");
	}
	if (j->why == iqm_json_too_deep)
		return iqm_decode_fail(d, at, "%s", j->why);
	return iqm_decode_fail(d, at, "%s (byte %zu)", j->why, (size_t)(j->bad - j->text));
}

int iqm_decode_fail_type(struct decoder *d, const struct where *at, const char *expected,
			 const struct json_value *v)
{
	static const char *const found[] = { "null",     "false",  "true",     "a number",
					     "a string", "a list", "an object" };
	int shown;

	if (v->kind != JSON_NUMBER)
		return iqm_decode_fail(d, at, "expected %s, found %s", expected, found[v->kind]);
	shown = v->len > SHOWN_NUMBER ? SHOWN_NUMBER : (int)v->len;
	return iqm_decode_fail(d, at, "expected %s, found the number %.*s", expected, shown,
			       v->text);
}

int iqm_decode_fail_nomem(struct decoder *d)
{
	clear_path(d);
	return iqm_fail_nomem(d->error);
}

/* ---- the text ----------------------------------------------------------------------------- */

int iqm_decode_open(struct decoder *d, const char *text, size_t len,
		    const struct deadline *deadline, const char *what)
{
	d->json = iqm_json_open(text, len, deadline);
	return iqm_json_ended(&d->json) ? iqm_decode_fail(d, NULL, "%s is empty", what) : 0;
}

int iqm_decode_end(struct decoder *d, const char *what)
{
	if (iqm_json_ended(&d->json))
		return 0;
	return iqm_decode_fail(d, NULL, "bytes behind %s (byte %zu)", what,
			       (size_t)(d->json.at - d->json.text));
}

int iqm_decode_skip_next(struct decoder *d, const struct where *at)
{
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	return err ? err : iqm_decode_skip(d, at, &v);
}

static int skip_list(struct decoder *d, const struct where *at)
{
	struct where here = { .up = at };
	int err = 0;

	for (bool more = iqm_json_first(&d->json, ']'); more && !err;
	     more = !err && iqm_json_more(&d->json, ']')) {
		err = iqm_decode_skip_next(d, &here);
		here.index++;
	}
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

static int skip_object(struct decoder *d, const struct where *at)
{
	struct where here = { .up = at };
	struct json_value key;
	int err = 0;

	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false)
		err = iqm_decode_skip_next(d, &here);
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

int iqm_decode_skip(struct decoder *d, const struct where *at, const struct json_value *v)
{
	if (v->kind == JSON_LIST)
		return skip_list(d, at);
	return v->kind == JSON_OBJECT ? skip_object(d, at) : 0;
}

int iqm_decode_recover(struct decoder *d, const struct where *at, const struct json_value *v,
		       size_t depth, int err)
{
	if (err != IQM_E_DECODE || d->json.bad || !d->op)
		return err;
	if (iqm_report_bad(d->op, d->how, d->arena, at, d->error, &d->events))
		return iqm_decode_fail_nomem(d);
	if (v->kind < JSON_LIST)
		return 0;
	d->json.at = d->json.check_at = v->text + 1;
	d->json.depth = depth;
	return iqm_decode_skip(d, at, v);
}

const char *iqm_decode_start(const struct json_value *v)
{
	return v->text - (v->kind == JSON_STRING); /* at the quote */
}

/* A byte-order mark may be there. */
int iqm_decode_open_utf8(struct decoder *d, const char *text, size_t len)
{
	size_t mark = iqm_byte_order_mark(text, len);
	int err = iqm_decode_open(d, text + mark, len - mark, NULL, "the text");

	if (err || d->json.not_utf8 == d->json.end)
		return err;
	return iqm_decode_fail(d, NULL, "not UTF-8 (byte %zu)", (size_t)(d->json.not_utf8 - text));
}

int iqm_json_check(const char *text, size_t len, struct iqm_error *error)
{
	struct decoder d = { .error = error };
	int err;

	iqm_error_begin(error, NULL);
	err = iqm_decode_open_utf8(&d, text, len);
	if (!err)
		err = iqm_decode_skip_next(&d, NULL);
	return err ? err : iqm_decode_end(&d, "the value");
}
