/* SPDX-License-Identifier: MIT */
/*
 * JSON into structs, by their tables. The text is read in place: a response needs its text, its
 * structs, and nothing for what is ignored.
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

static int skip_value(struct decoder *d, const struct where *at)
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
		err = skip_value(d, &here);
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
		err = skip_value(d, &here);
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

int iqm_decode_skip(struct decoder *d, const struct where *at, const struct json_value *v)
{
	if (v->kind == JSON_LIST)
		return skip_list(d, at);
	return v->kind == JSON_OBJECT ? skip_object(d, at) : 0;
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
	double value;

	if (!number_of(v, &text, &len))
		return iqm_decode_fail_type(d, at, "an integer", v);
	if (iqm_json_integer(text, len, out))
		return 0;
	if (!iqm_json_double(text, len, &value))
		return fail_nomem(d);
	if (fabs(value) >= JSON_EXACT)
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

int iqm_decode_bool(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool *out)
{
	int64_t number = v->kind == JSON_TRUE;
	bool good = v->kind == JSON_TRUE || v->kind == JSON_FALSE ||
		    (v->kind == JSON_NUMBER && iqm_json_integer(v->text, v->len, &number));

	*out = number == 1;
	return good && (number == 0 || number == 1)
		       ? 0
		       : iqm_decode_fail_type(d, at, "true or false", v);
}

static int read_string(struct decoder *d, const struct where *at, const struct json_value *v,
		       const char **out)
{
	char *text = iqm_arena_text(d->arena, v->text, v->len);
	size_t len;

	if (!text)
		return fail_nomem(d);
	if (v->escaped) {
		len = iqm_json_unescape(v, text, v->len);
		text[len] = '\0';
		if (strlen(text) < len)
			return iqm_decode_fail(d, at, "a string with an embedded NUL");
	}
	*out = text;
	return 0;
}

static int read_text(struct decoder *d, const struct where *at, const struct json_value *v,
		     const char **out)
{
	char digits[24];
	int64_t number;

	if (v->kind == JSON_STRING)
		return read_string(d, at, v, out);
	if (v->kind != JSON_NUMBER || !iqm_json_integer(v->text, v->len, &number))
		return iqm_decode_fail_type(d, at, "a string", v);
	snprintf(digits, sizeof(digits), "%" PRId64, number);
	*out = iqm_arena_text(d->arena, digits, strlen(digits));
	return *out ? 0 : fail_nomem(d);
}

/* ---- lists -------------------------------------------------------------------------------- */

/* Items as they are met: a block that doubles. */
struct items {
	const struct iqm_field *field;
	size_t size; /* of one */
	char *block;
	size_t len;
	size_t room;
};

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
		return f->sub->size;
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
		err = is_key || is_value ? iqm_decode_value(d, &here, into) : skip_value(d, &here);
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
	err = read_text(d, at, &k, &out->key);
	return err ? err : read_integer(d, at, &n, &out->value);
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
		return iqm_decode_fail(d, at->up, "more than %u items", IQM_MAX_ITEMS);
	item = next_item(d, items);
	if (!item)
		return fail_nomem(d);
	items->len++;
	switch (f->kind) {
	case IQM_K_INTS:
		return read_integer(d, at, v, item);
	case IQM_K_STRS:
		return read_text(d, at, v, item);
	case IQM_K_ENTRIES:
		entry = item;
		err = read_pair(d, at, f, v, entry);
		items->len -= !entry->key;
		return err;
	default:
		return iqm_decode_object(d, at, f->sub, v, item);
	}
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
		err = read_string(d, &here, &key, &entry->key);
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

static int read_list(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     const struct json_value *v, void *out)
{
	struct items items = { .field = f, .size = item_size(f) };
	bool map = f->kind == IQM_K_ENTRIES;
	int err;

	if (v->kind == JSON_LIST)
		err = read_items(d, at, &items);
	else if (map && v->kind == JSON_OBJECT)
		err = read_map(d, at, &items);
	else if (f->flags & IQM_F_SCALAR_OR_LIST)
		err = add_item(d, &(struct where){ .up = at }, v, &items);
	else
		err = iqm_decode_fail_type(d, at, map ? "an object" : "a list", v);
	return err ? err : put_items(d, &items, out);
}

/* ---- fields ------------------------------------------------------------------------------- */

static int read_sub(struct decoder *d, const struct where *at, const struct iqm_field *f,
		    const struct json_value *v, void *out)
{
	void *sub = iqm_arena_alloc(d->arena, f->sub->size);

	if (!sub)
		return fail_nomem(d);
	memcpy(out, &sub, sizeof(sub));
	return iqm_decode_object(d, at, f->sub, v, sub);
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
		err = read_text(d, at, v, &text);
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

void iqm_members_init(struct members *m, const struct iqm_table *t)
{
	m->table = t;
	m->guess = 0;
	memset(m->from, 0, t->len * sizeof(m->from[0]));
	memset(m->met, 0, t->len * sizeof(m->met[0]));
}

/* The row that has this name, and which of its names it is; NULL: none. */
static const struct iqm_field *find(struct members *m, const struct json_value *key, unsigned *rank)
{
	const struct iqm_table *t = m->table;

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

/*
 * The row for a key; *f is NULL where the value is to be ignored: the key is unknown, the value is
 * null, which is absent, or the field was read under a name that is preferred.
 */
static int claim(struct decoder *d, const struct where *at, struct members *m,
		 const struct json_value *key, bool null, const struct iqm_field **f)
{
	unsigned rank;
	size_t row;

	*f = find(m, key, &rank);
	if (!*f)
		return 0;
	row = (size_t)(*f - m->table->fields);
	if (m->met[row] & 1u << rank)
		return iqm_decode_fail(d, at, "given twice");
	m->met[row] |= (unsigned short)(1u << rank);
	if (null || (m->from[row] && m->from[row] <= rank))
		*f = NULL;
	else
		m->from[row] = (unsigned char)(rank + 1);
	return 0;
}

int iqm_decode_into(struct decoder *d, const struct where *at, struct members *m,
		    const struct json_value *key, void *out)
{
	const struct iqm_field *f;
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	if (!err)
		err = claim(d, at, m, key, v.kind == JSON_NULL, &f);
	if (err)
		return err;
	return f ? read_field(d, at, f, &v, (char *)out + f->offset) : iqm_decode_skip(d, at, &v);
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
	for (size_t i = 0; i < m->table->len; i++) {
		const struct iqm_field *f = &m->table->fields[i];
		struct where here = { .up = at, .key = f->names[0] };

		if (f->flags & IQM_F_REQUIRED && !m->from[i])
			return iqm_decode_fail(d, &here, "missing");
	}
	return 0;
}

/* A value that is no object, in an object's place. */
static int read_unwrapped(struct decoder *d, const struct where *at, const struct iqm_table *t,
			  const struct json_value *v, void *out)
{
	const struct iqm_bool yes = { &iqm_is_set, true };

	if (!t->unwrapped || v->kind == JSON_LIST || v->kind == JSON_NULL)
		return iqm_decode_fail_type(d, at, "an object", v);
	if (t->unwrapped_true)
		memcpy((char *)out + t->unwrapped_true->offset, &yes, sizeof(yes));
	return read_field(d, at, t->unwrapped, v, (char *)out + t->unwrapped->offset);
}

int iqm_decode_object(struct decoder *d, const struct where *at, const struct iqm_table *t,
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

int iqm_decode_json(const struct iqm_table *t, const char *text, size_t len, struct arena *arena,
		    void *out, struct iqm_error *error)
{
	struct decoder d = { .arena = arena, .error = error };
	struct json_value v;
	int err = iqm_decode_open(&d, text, len, NULL, "the value");

	if (!err)
		err = iqm_decode_value(&d, NULL, &v);
	if (!err)
		err = iqm_decode_object(&d, NULL, t, &v, out);
	return err ? err : iqm_decode_end(&d, "the value");
}
