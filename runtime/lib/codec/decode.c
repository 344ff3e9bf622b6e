/* SPDX-License-Identifier: MIT */
/*
 * JSON into structs, by their descriptors. The text is read in place: a response needs its text,
 * its structs, and nothing for what is ignored.
 */
#include "codec/decode.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_ITEMS 16
#define SHOWN_NUMBER 40     /* bytes of a number in a message */
#define LONGEST_NUMBER 4096 /* bytes of one that is read: none of the service's comes near */

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

static int fail_nomem(struct decoder *d)
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

int iqm_decode_value(struct decoder *d, const struct where *at, struct json_value *v)
{
	return iqm_json_value(&d->json, v) ? 0 : iqm_decode_fail_json(d, at);
}

bool iqm_decode_member(struct decoder *d, bool first, struct json_value *key, struct where *at)
{
	bool more = first ? iqm_json_first(&d->json, '}') : iqm_json_more(&d->json, '}');

	if (!more || !iqm_json_key(&d->json, key))
		return false;
	at->key = key->len ? key->text : "";
	at->key_len = key->len;
	return true;
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

/*
 * Reading the value `v`, of a field or a row that the response can do without, has failed with
 * `err`; d->json.depth was `depth` behind its first byte. If it cannot be read for what it is,
 * reports it, stands behind it, and gives 0.
 */
static int recover(struct decoder *d, const struct where *at, const struct json_value *v,
		   size_t depth, int err)
{
	if (err != IQM_E_DECODE || d->json.bad || !d->op)
		return err;
	if (iqm_report_bad(d->op, d->how, d->arena, at, d->error, &d->events))
		return fail_nomem(d);
	if (v->kind < JSON_LIST)
		return 0;
	d->json.at = d->json.check_at = v->text + 1;
	d->json.depth = depth;
	return iqm_decode_skip(d, at, v);
}

/* ---- scalars ------------------------------------------------------------------------------ */

/* The text of a number, or of a string that says one, which may have leading zeros. */
static bool number_of(const struct json_value *v, const char **text, size_t *len)
{
	*text = v->text;
	*len = v->len;
	if (v->kind != JSON_NUMBER && v->kind != JSON_STRING)
		return false;
	if (*len > LONGEST_NUMBER)
		return false;
	if (v->kind == JSON_NUMBER)
		return true;
	for (; *len > 1 && (*text)[0] == '0' && (*text)[1] >= '0' && (*text)[1] <= '9'; --*len)
		++*text;
	return iqm_json_is_number(*text, *len);
}

static int read_integer(struct decoder *d, const struct where *at, const struct json_value *v,
			int64_t *out)
{
	const char *text;
	size_t len;

	if (!number_of(v, &text, &len))
		return iqm_decode_fail_type(d, at, "an integer", v);
	if (iqm_json_integer(text, len, out))
		return 0;
	if (*out)
		return iqm_decode_fail(d, at, "an integer of more than 64 bits");
	return iqm_decode_fail_type(d, at, "an integer", v);
}

static int read_number(struct decoder *d, const struct where *at, const struct json_value *v,
		       double *out)
{
	const char *text;
	size_t len;

	if (!number_of(v, &text, &len))
		return iqm_decode_fail_type(d, at, "a number", v);
	if (!iqm_json_double(text, len, out))
		return fail_nomem(d);
	return isfinite(*out) ? 0 : iqm_decode_fail(d, at, "the number is too large");
}

static bool is_text(const struct json_value *v, const char *text)
{
	return v->kind == JSON_STRING && iqm_json_is(v, text);
}

int iqm_decode_bool(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool *out)
{
	const char *text;
	size_t len;
	int64_t number = -1;

	if (v->kind == JSON_TRUE || is_text(v, "true"))
		number = 1;
	else if (v->kind == JSON_FALSE || is_text(v, "false"))
		number = 0;
	else if (number_of(v, &text, &len) && !iqm_json_integer(text, len, &number))
		number = -1;
	*out = number == 1;
	return number == 0 || number == 1 ? 0 : iqm_decode_fail_type(d, at, "true or false", v);
}

/* `exact`: it is compared, so that nothing may stand for what it cannot have. */
static int read_string(struct decoder *d, const struct where *at, const struct json_value *v,
		       bool exact, const char **out)
{
	char *text;

	if (v->not_utf8)
		return iqm_decode_fail(d, at, "expected UTF-8, found other bytes");
	if (exact && v->escaped && !iqm_json_is_exact(v))
		return iqm_decode_fail(d, at, "found a NUL or half of a surrogate pair");
	text = iqm_arena_text(d->arena, v->text, v->len);
	if (!text)
		return fail_nomem(d);
	if (v->escaped)
		text[iqm_json_unescape(v, text, v->len)] = '\0';
	*out = text;
	return 0;
}

static int read_text(struct decoder *d, const struct where *at, const struct json_value *v,
		     bool exact, const char **out)
{
	char digits[24];
	int64_t number;

	if (v->kind == JSON_STRING)
		return read_string(d, at, v, exact, out);
	if (v->kind != JSON_NUMBER || !iqm_json_integer(v->text, v->len, &number))
		return iqm_decode_fail_type(d, at, "a string", v);
	snprintf(digits, sizeof(digits), "%" PRId64, number);
	*out = iqm_arena_text(d->arena, digits, strlen(digits));
	return *out ? 0 : fail_nomem(d);
}

/* ---- lists -------------------------------------------------------------------------------- */

/* A zeroed struct, and a pointer to it in `slot`. */
static void *new_struct(struct decoder *d, const struct iqm_descriptor *t, void *slot)
{
	void *made = iqm_arena_alloc(d->arena, t->size);

	memcpy(slot, &made, sizeof(made));
	return made;
}

/* Items as they are met: a block that doubles. */
struct items {
	const struct iqm_field *field;
	size_t size; /* of one */
	char *block;
	size_t len;
	size_t room;
	bool keep_rows; /* note where each is in the text */
};

static bool is_exact(const struct decoder *d, const struct iqm_field *f)
{
	return !d->op || f->flags & IQM_F_EXACT;
}

static size_t item_size(const struct iqm_field *f)
{
	switch (f->kind) {
	case IQM_K_INTS:
		return sizeof(int64_t);
	case IQM_K_STRS:
		return sizeof(const char *);
	case IQM_K_ENTRIES:
		return sizeof(struct iqm_entry);
	default:
		return sizeof(void *);
	}
}

/* Room for one more, zeroed. It counts once items->len does. */
static void *next_item(struct decoder *d, struct items *items)
{
	char *item;

	if (items->len == items->room) {
		size_t room = items->room ? 2 * items->room : FIRST_ITEMS;
		char *block = NULL;

		if (room <= SIZE_MAX / items->size)
			block = iqm_arena_resize(d->arena, items->block, room * items->size);
		if (!block)
			return NULL;
		items->block = block;
		items->room = room;
	}
	item = items->block + items->len * items->size;
	return memset(item, 0, items->size);
}

/* A { key: k, value: v }; one without a value is no entry, and *out->key is NULL then. */
static int read_pair(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     const struct json_value *v, struct iqm_entry *out)
{
	struct where here = { .up = at };
	struct json_value key, k, n;
	size_t keys = 0, values = 0;
	bool null = false;
	int err = 0;

	if (v->kind == JSON_NULL)
		return 0;
	if (v->kind != JSON_OBJECT)
		return iqm_decode_fail(d, at, "expected an object with one %s and one %s",
				       f->entry[0], f->entry[1]);
	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false) {
		bool is_key = iqm_json_is(&key, f->entry[0]);
		bool is_value = !is_key && iqm_json_is(&key, f->entry[1]);
		struct json_value *into = is_key ? &k : &n;

		keys += is_key;
		values += is_value;
		err = is_key || is_value ? iqm_decode_value(d, &here, into)
					 : iqm_decode_skip_next(d, &here);
		if (!err && is_value)
			null = n.kind == JSON_NULL;
		if (!err && (is_key || is_value) && into->kind >= JSON_LIST)
			err = iqm_decode_fail_type(d, &here, is_key ? "a string" : "an integer",
						   into);
	}
	if (err || d->json.bad)
		return err ? err : iqm_decode_fail_json(d, at);
	if (!values || null)
		return 0;
	if (keys != 1 || values != 1)
		return iqm_decode_fail(d, at, "expected an object with one %s and one %s",
				       f->entry[0], f->entry[1]);
	err = read_text(d, at, &k, true, &out->key);
	return err ? err : read_integer(d, at, &n, &out->value);
}

/* A bad one is left empty, so that the others keep their places; in place of a list it is none. */
static int read_row(struct decoder *d, const struct where *at, const struct json_value *v,
		    const struct items *items, void *slot)
{
	const char *from = v->text - (v->kind == JSON_STRING); /* at the quote */
	size_t depth = d->json.depth;
	const struct iqm_descriptor *descriptor = items->field->sub;
	void *row = new_struct(d, descriptor, slot);
	int err = row ? iqm_decode_object(d, at, descriptor, v, row) : fail_nomem(d);

	if (err && row && !at->key) {
		memset(row, 0, descriptor->size);
		err = recover(d, at, v, depth, err);
	}
	if (!err && items->keep_rows)
		err = iqm_note_row(d->arena, items->field, (size_t)(from - d->json.text),
				   (size_t)(d->json.at - from));
	return err == IQM_E_NOMEM ? fail_nomem(d) : err;
}

/* One item, whose value is `v`. */
static int add_item(struct decoder *d, const struct where *at, const struct json_value *v,
		    struct items *items)
{
	const struct iqm_field *f = items->field;
	struct iqm_entry *entry;
	void *item;
	int err;

	if (items->len == IQM_MAX_ITEMS)
		return iqm_decode_fail(d, at->key ? at : at->up, "more than %u items",
				       IQM_MAX_ITEMS);
	item = next_item(d, items);
	if (!item)
		return fail_nomem(d);
	items->len++;
	switch (f->kind) {
	case IQM_K_INTS:
		return read_integer(d, at, v, item);
	case IQM_K_STRS:
		return read_text(d, at, v, is_exact(d, f), item);
	case IQM_K_ENTRIES:
		entry = item;
		err = read_pair(d, at, f, v, entry);
		items->len -= !entry->key;
		return err;
	default:
		return read_row(d, at, v, items, item);
	}
}

/* Ids in one string, "1,2". */
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

/* An object whose keys are data; null is no entry. */
static int read_map(struct decoder *d, const struct where *at, struct items *items)
{
	struct where here = { .up = at };
	struct json_value key, v;
	int err = 0;

	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false) {
		struct iqm_entry *entry;

		err = iqm_decode_value(d, &here, &v);
		if (err || v.kind == JSON_NULL)
			continue;
		if (items->len == IQM_MAX_ITEMS)
			return iqm_decode_fail(d, at, "more than %u items", IQM_MAX_ITEMS);
		entry = next_item(d, items);
		if (!entry)
			return fail_nomem(d);
		items->len++;
		err = read_string(d, &here, &key, true, &entry->key);
		if (!err)
			err = read_integer(d, &here, &v, &entry->value);
	}
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

/* An empty list has a block too: items NULL is absent. */
static int put_items(struct decoder *d, struct items *items, void *out)
{
	size_t size = items->len ? items->len * items->size : 1;
	struct {
		const void *items;
		size_t len;
	} list = { iqm_arena_resize(d->arena, items->block, size), items->len };

	if (!list.items)
		return fail_nomem(d);
	memcpy(out, &list, sizeof(list));
	return 0;
}

static bool is_ids(const struct iqm_field *f)
{
	return f->kind == IQM_K_INTS || (f->kind == IQM_K_STRS && f->flags & IQM_F_EXACT);
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
	struct items items = { .field = f, .size = item_size(f) };
	bool map = f->kind == IQM_K_ENTRIES;
	int err;

	if (f->kind == IQM_K_LIST && is_top(d, f)) {
		items.keep_rows = d->how->keep_rows;
		iqm_forget_rows(d->arena, f);
	}
	if (v->kind == JSON_LIST)
		err = read_items(d, at, &items);
	else if (map && v->kind == JSON_OBJECT)
		err = read_map(d, at, &items);
	else if (v->kind == JSON_STRING && is_ids(f))
		err = read_joined(d, at, v, &items);
	else if (f->flags & IQM_F_SCALAR_OR_LIST)
		err = add_item(d, at, v, &items);
	else
		err = iqm_decode_fail_type(d, at, map ? "an object" : "a list", v);
	if (!err)
		return put_items(d, &items, out);
	iqm_arena_drop(items.block);
	return err;
}

/* ---- fields ------------------------------------------------------------------------------- */

static int read_sub(struct decoder *d, const struct where *at, const struct iqm_field *f,
		    const struct json_value *v, void *out)
{
	void *sub = new_struct(d, f->sub, out);

	return sub ? iqm_decode_object(d, at, f->sub, v, sub) : fail_nomem(d);
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
		err = read_integer(d, at, v, &integer.value);
		if (!err)
			memcpy(out, &integer, sizeof(integer));
		return err;
	case IQM_K_NUM:
		err = read_number(d, at, v, &num.value);
		if (!err)
			memcpy(out, &num, sizeof(num));
		return err;
	case IQM_K_BOOL:
		err = iqm_decode_bool(d, at, v, &flag.value);
		if (!err)
			memcpy(out, &flag, sizeof(flag));
		return err;
	case IQM_K_STR:
		err = read_text(d, at, v, is_exact(d, f), &text);
		if (!err)
			memcpy(out, &text, sizeof(text));
		return err;
	case IQM_K_OBJECT:
		return read_sub(d, at, f, v, out);
	default:
		return read_list(d, at, f, v, out);
	}
}

static void clear_field(const struct iqm_field *f, void *out)
{
	switch (f->kind) {
	case IQM_K_NUM:
		memset(out, 0, sizeof(struct iqm_num));
		break;
	case IQM_K_BOOL:
		memset(out, 0, sizeof(struct iqm_bool));
		break;
	case IQM_K_STR:
	case IQM_K_OBJECT:
		memset(out, 0, sizeof(void *));
		break;
	case IQM_K_INT:
	case IQM_K_MS:
	case IQM_K_S:
		memset(out, 0, sizeof(struct iqm_int));
		break;
	default:
		memset(out, 0, sizeof(struct iqm_ints));
	}
}

/* ---- objects ------------------------------------------------------------------------------ */

void iqm_members_init(struct members *m, const struct iqm_descriptor *t)
{
	m->descriptor = t;
	m->guess = 0;
	memset(m->from, 0, t->len * sizeof(m->from[0]));
	memset(m->met, 0, t->len * sizeof(m->met[0]));
}

/* The field that has this name, and which of its names it is; NULL: none. */
static const struct iqm_field *find(struct members *m, const struct json_value *key, unsigned *rank)
{
	const struct iqm_descriptor *t = m->descriptor;

	for (size_t n = 0, i = m->guess; n < t->len; n++, i++) {
		const char *const *names;

		if (i >= t->len)
			i -= t->len;
		names = t->fields[i].names;
		for (*rank = 0; names[*rank]; ++*rank) {
			if (iqm_json_is(key, names[*rank])) {
				m->guess = i + 1;
				return &t->fields[i];
			}
		}
	}
	return NULL;
}

/* Services write "" for a number that they do not have. In a request it is an error. */
static bool is_absent(const struct decoder *d, const struct iqm_field *f,
		      const struct json_value *v)
{
	if (v->kind != JSON_STRING || v->len || !d->op)
		return v->kind == JSON_NULL;
	return is_ids(f) || f->kind < IQM_K_STR;
}

static int fail_unknown(struct decoder *d, const struct where *at)
{
	int err = iqm_decode_fail(d, at, "unknown field");

	return d->error ? iqm_fail(d->error, IQM_E_USAGE, "%s", d->error->message) : err;
}

/*
 * The field for a key; *f is NULL where the value is to be ignored: the key is unknown, the value
 * is absent, or the field was read under a name that is preferred.
 */
static int claim(struct decoder *d, const struct where *at, struct members *m,
		 const struct json_value *key, const struct json_value *v,
		 const struct iqm_field **f)
{
	unsigned rank;
	size_t row;

	*f = find(m, key, &rank);
	if (!*f)
		return d->op ? 0 : fail_unknown(d, at);
	row = (size_t)(*f - m->descriptor->fields);
	if (m->met[row] & 1u << rank)
		return iqm_decode_fail(d, at, "given twice");
	m->met[row] |= (unsigned short)(1u << rank);
	if (is_absent(d, *f, v) || (m->from[row] && m->from[row] <= rank))
		*f = NULL;
	else
		m->from[row] = (unsigned char)(rank + 1);
	return 0;
}

/* A bad field is absent, whatever another of its names has said. */
static int drop_field(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const struct json_value *v, size_t depth, void *out, int err)
{
	clear_field(f, out);
	return d->op && iqm_is_needed(d->op, f) ? err : recover(d, at, v, depth, err);
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
	err = claim(d, at, m, key, &v, &f);
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

int iqm_decode_required(struct decoder *d, const struct where *at, const struct members *m)
{
	for (size_t i = 0; i < m->descriptor->len; i++) {
		const struct iqm_field *f = &m->descriptor->fields[i];
		struct where here = { .up = at, .key = f->names[0] };

		if (f->flags & IQM_F_REQUIRED && !m->from[i])
			return iqm_decode_fail(d, &here, "missing");
	}
	return 0;
}

/* A value that is no object, in an object's place. */
static int read_unwrapped(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
			  const struct json_value *v, void *out)
{
	const struct iqm_bool yes = { &iqm_is_set, true };

	if (!t->unwrapped || v->kind == JSON_LIST || v->kind == JSON_NULL)
		return iqm_decode_fail_type(d, at, "an object", v);
	if (t->unwrapped_true)
		memcpy((char *)out + t->unwrapped_true->offset, &yes, sizeof(yes));
	return read_field(d, at, t->unwrapped, v, (char *)out + t->unwrapped->offset);
}

int iqm_decode_object(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
		      const struct json_value *v, void *out)
{
	struct members m;
	int err;

	if (v->kind != JSON_OBJECT)
		return read_unwrapped(d, at, t, v, out);
	iqm_members_init(&m, t);
	err = iqm_decode_members(d, at, &m, out);
	return err ? err : iqm_decode_required(d, at, &m);
}

/* A text that is UTF-8, with a byte-order mark or without. */
static int open_utf8(struct decoder *d, const char *text, size_t len)
{
	size_t mark = iqm_byte_order_mark(text, len);
	int err = iqm_decode_open(d, text + mark, len - mark, NULL, "the text");

	if (err || d->json.not_utf8 == d->json.end)
		return err;
	return iqm_decode_fail(d, NULL, "not UTF-8 (byte %zu)", (size_t)(d->json.not_utf8 - text));
}

int iqm_decode_json(const struct iqm_descriptor *t, const char *text, size_t len,
		    struct arena *arena, void *out, struct iqm_error *error)
{
	struct decoder d = { .arena = arena, .error = error };
	struct json_value v;
	int err = open_utf8(&d, text, len);

	if (!err)
		err = iqm_decode_value(&d, NULL, &v);
	if (!err)
		err = iqm_decode_object(&d, NULL, t, &v, out);
	return err ? err : iqm_decode_end(&d, "the value");
}

int iqm_json_check(const char *text, size_t len, struct iqm_error *error)
{
	struct decoder d = { .error = error };
	int err;

	iqm_error_begin(error, NULL);
	err = open_utf8(&d, text, len);
	if (!err)
		err = iqm_decode_skip_next(&d, NULL);
	return err ? err : iqm_decode_end(&d, "the value");
}
