/* SPDX-License-Identifier: MIT */
/*
 * JSON into structs, by their descriptors. The text is read in place: a response needs its text,
 * its structs, and nothing for what is ignored.
 */
#include "codec/decoder.h"

#include <string.h>

static int read_field(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const struct json_value *v, void *out);

/* A zeroed struct, and a pointer to it in `slot`. */
static void *new_struct(struct decoder *d, const struct iqm_descriptor *t, void *slot)
{
	void *made = iqm_arena_alloc(d->arena, t->size);

	memcpy(slot, &made, sizeof(made));
	return made;
}

static bool is_exact(const struct decoder *d, const struct iqm_field *f)
{
	return !d->op || f->flags & IQM_F_EXACT;
}

/* ---- lists -------------------------------------------------------------------------------- */

/* A bad one is left empty, so that the others keep their places; in place of a list it is none. */
static int read_row(struct decoder *d, const struct where *at, const struct json_value *v,
		    const struct items *items, void *slot)
{
	const char *from = iqm_decode_start(v);
	size_t depth = d->json.depth;
	const struct iqm_descriptor *descriptor = items->field->sub;
	void *row = new_struct(d, descriptor, slot);
	int err = row ? iqm_decode_object(d, at, descriptor, v, row) : iqm_decode_fail_nomem(d);

	if (err && row && !at->key) {
		memset(row, 0, descriptor->size);
		err = iqm_decode_recover(d, at, v, depth, err);
	}
	if (!err && items->keep_rows)
		err = iqm_note_row(d->arena, items->field, (size_t)(from - d->json.text),
				   (size_t)(d->json.at - from));
	return err == IQM_E_NOMEM ? iqm_decode_fail_nomem(d) : err;
}

/* One item, whose value is `v`. */
static int add_item(struct decoder *d, const struct where *at, const struct json_value *v,
		    struct items *items)
{
	const struct iqm_field *f = items->field;
	void *item;
	int err;

	if (f->kind == IQM_K_MAP)
		return iqm_decode_pair(d, at, v, items);
	item = iqm_items_add(d, at->key ? at : at->up, items, &err);
	if (!item)
		return err;
	switch (f->kind) {
	case IQM_K_INTS:
		return iqm_decode_integer(d, at, v, item);
	case IQM_K_NUMS:
		return iqm_decode_number(d, at, v, item);
	case IQM_K_BOOLS:
		return iqm_decode_bool(d, at, v, item);
	case IQM_K_STRS:
		return iqm_decode_text(d, at, v, is_exact(d, f), item);
	default:
		return read_row(d, at, v, items, item);
	}
}

/* Items in one string, "1,2". */
static int read_joined(struct decoder *d, const struct where *at, const struct json_value *v,
		       struct items *items)
{
	const char *end = v->text + v->len;
	struct json_value id = *v;
	int err = 0;

	for (const char *s = v->text; !err && s <= end; s = id.text + id.len + 1) {
		const char *comma = memchr(s, ',', (size_t)(end - s));

		id.text = s;
		id.len = (size_t)((comma ? comma : end) - s);
		err = id.len ? add_item(d, at, &id, items) : IQM_E_DECODE;
	}
	return err == IQM_E_DECODE ? iqm_decode_fail_type(d, at, "a list", v) : err;
}

static int read_items(struct decoder *d, const struct where *at, struct items *items)
{
	struct where here = { .up = at };
	struct json_value v;
	int err = 0;

	for (bool more = iqm_json_first(&d->json, ']'); more;
	     more = !err && iqm_json_more(&d->json, ']')) {
		err = iqm_decode_value(d, &here, &v);
		if (!err)
			err = add_item(d, &here, &v, items);
		here.index++;
	}
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

/* Whether a field is the response's own, and so a list of rows. */
static bool is_top(const struct decoder *d, const struct iqm_field *f)
{
	const struct iqm_descriptor *t = d->op ? d->op->response : NULL;

	return t && f >= t->fields && f < t->fields + t->len;
}

static int read_list(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     const struct json_value *v, void *out)
{
	struct items items = { .field = f, .read = read_field };
	bool map = f->kind == IQM_K_MAP;
	int err;

	if (f->kind == IQM_K_LIST && is_top(d, f)) {
		items.keep_rows = d->how->keep_rows;
		iqm_forget_rows(d->arena, f);
	}
	if (map && v->kind == JSON_OBJECT)
		err = iqm_decode_map(d, at, &items);
	else if (v->kind == JSON_LIST && (!map || f->flags & IQM_F_PAIRS))
		err = read_items(d, at, &items);
	else if (v->kind == JSON_STRING && iqm_is_joinable(f))
		err = read_joined(d, at, v, &items);
	else if (f->flags & IQM_F_SCALAR_OR_LIST)
		err = add_item(d, at, v, &items);
	else
		err = iqm_decode_fail_type(d, at, map ? "an object" : "a list", v);
	if (!err)
		return iqm_items_put(d, &items, out);
	iqm_arena_drop(items.block);
	return err;
}

/* ---- fields ------------------------------------------------------------------------------- */

static int read_sub(struct decoder *d, const struct where *at, const struct iqm_field *f,
		    const struct json_value *v, void *out)
{
	void *sub = new_struct(d, f->sub, out);

	return sub ? iqm_decode_object(d, at, f->sub, v, sub) : iqm_decode_fail_nomem(d);
}

static int read_field(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const struct json_value *v, void *out)
{
	struct iqm_int integer = { .set = &iqm_is_set };
	struct iqm_num num = { .set = &iqm_is_set };
	struct iqm_bool flag = { .set = &iqm_is_set };
	const char *text;
	int err;

	switch (f->kind) {
	case IQM_K_INT:
	case IQM_K_MS:
	case IQM_K_S:
		err = f->kind == IQM_K_INT
			      ? iqm_decode_integer(d, at, v, &integer.value)
			      : iqm_decode_timestamp(d, at, f->kind, v, &integer.value);
		if (!err)
			memcpy(out, &integer, sizeof(integer));
		return err;
	case IQM_K_NUM:
		err = iqm_decode_number(d, at, v, &num.value);
		if (!err)
			memcpy(out, &num, sizeof(num));
		return err;
	case IQM_K_BOOL:
		err = iqm_decode_bool(d, at, v, &flag.value);
		if (!err)
			memcpy(out, &flag, sizeof(flag));
		return err;
	case IQM_K_STR:
	case IQM_K_JSON:
		err = f->kind == IQM_K_STR ? iqm_decode_text(d, at, v, is_exact(d, f), &text)
					   : iqm_decode_raw(d, at, v, &text);
		if (!err)
			memcpy(out, &text, sizeof(text));
		return err;
	case IQM_K_OBJECT:
		return read_sub(d, at, f, v, out);
	default:
		return read_list(d, at, f, v, out);
	}
}

/* ---- objects ------------------------------------------------------------------------------ */

/* A bad field is absent, whatever another of its names has said. */
static int drop_field(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const struct json_value *v, size_t depth, void *out, int err)
{
	memset(out, 0, iqm_member_size(f));
	return d->op && iqm_is_needed(d->op, f) ? err : iqm_decode_recover(d, at, v, depth, err);
}

int iqm_decode_into(struct decoder *d, const struct where *at, struct members *m,
		    const struct json_value *key, void *out)
{
	const struct iqm_field *f;
	struct json_value v;
	size_t depth;
	char *to;
	int err = iqm_decode_value(d, at, &v);

	if (err)
		return err;
	depth = d->json.depth;
	err = iqm_members_claim(d, at, m, key, &v, &f);
	if (!f)
		return err ? err : iqm_decode_skip(d, at, &v);
	to = (char *)out + f->offset;
	if (!err)
		err = read_field(d, at, f, &v, to);
	return err ? drop_field(d, at, f, &v, depth, to, err) : 0;
}

int iqm_decode_members(struct decoder *d, const struct where *at, struct members *m, void *out)
{
	struct where here = { .up = at };
	struct json_value key;
	int err = 0;

	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false)
		err = iqm_decode_into(d, &here, m, &key, out);
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

/* Whether a value stands in the object's place for one of its fields. */
static bool is_unwrapped(const struct iqm_descriptor *t, const struct json_value *v)
{
	const struct iqm_field *f = t->unwrapped;

	if (!f || v->kind == JSON_NULL)
		return false;
	if (v->kind == JSON_OBJECT)
		return f->kind == IQM_K_MAP || f->kind == IQM_K_JSON;
	return v->kind != JSON_LIST || iqm_is_list(f) || f->kind == IQM_K_JSON;
}

static int read_unwrapped(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
			  const struct json_value *v, void *out)
{
	const struct iqm_bool yes = { &iqm_is_set, true };

	if (t->unwrapped_true)
		memcpy((char *)out + t->unwrapped_true->offset, &yes, sizeof(yes));
	return read_field(d, at, t->unwrapped, v, (char *)out + t->unwrapped->offset);
}

int iqm_decode_object(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
		      const struct json_value *v, void *out)
{
	struct members m;
	int err;

	if (is_unwrapped(t, v))
		return read_unwrapped(d, at, t, v, out);
	if (v->kind != JSON_OBJECT)
		return iqm_decode_fail_type(d, at, "an object", v);
	iqm_members_init(&m, t);
	err = iqm_decode_members(d, at, &m, out);
	return err ? err : iqm_decode_required(d, at, &m);
}

/* ---- texts that are no responses ----------------------------------------------------------- */

/* What is required of the struct itself is not asked for: other members may be set elsewhere. */
static int read_top(struct decoder *d, const struct iqm_descriptor *t, const struct json_value *v,
		    void *out)
{
	struct members m;

	if (v->kind != JSON_OBJECT || is_unwrapped(t, v))
		return iqm_decode_object(d, NULL, t, v, out);
	iqm_members_init(&m, t);
	return iqm_decode_members(d, NULL, &m, out);
}

int iqm_decode_json(const struct iqm_descriptor *t, const char *text, size_t len,
		    struct arena *arena, void *out, struct iqm_error *error)
{
	struct decoder d = { .arena = arena, .error = error };
	struct json_value v;
	int err = iqm_decode_open_utf8(&d, text, len);

	if (!err)
		err = iqm_decode_value(&d, NULL, &v);
	if (!err)
		err = read_top(&d, t, &v, out);
	return err ? err : iqm_decode_end(&d, "the value");
}
