/* SPDX-License-Identifier: MIT */
/*
 * JSON to response structs, by their tables: the one file that knows cJSON.
 *
 * The envelope, its data and the rows of a list are walked in the text. Plain values, which most
 * are, are read there; cJSON is given the others, one at a time. So a list of any length needs no
 * more memory than its structs.
 */
#include "codec/codec.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT 9007199254740992.0 /* 2^53: below it each integer has a double of its own */
#define FIRST_ROWS 16
#define PLAIN_TEXT 128  /* bytes of a string that is read without cJSON, with its NUL */
#define PLAIN_DIGITS 15 /* of an integer that is: each has a double of its own */
#define TOO_DEEP "nested too deeply"
#define PATH_SIZE sizeof(((struct iqm_error *)0)->path)

struct decoder {
	struct arena *arena;
	struct iqm_error *error;
	const char *text;
	const char *at;
	const char *end;
};

/* ---- failures ----------------------------------------------------------------------------- */

static int fail_at_path(struct decoder *d, const char *path, const char *what)
{
	if (d->error)
		snprintf(d->error->path, sizeof(d->error->path), "%s", path);
	iqm_fail(d->error, IQM_E_DECODE, "%s%s%s", path, *path ? ": " : "", what);
	return IQM_E_DECODE;
}

static int fail(struct decoder *d, const struct where *at, const char *format, ...)
	IQM_PRINTF(3, 4);

static int fail(struct decoder *d, const struct where *at, const char *format, ...)
{
	char path[sizeof(d->error->path)];
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	iqm_path_of(at, path, sizeof(path));
	return fail_at_path(d, path, what);
}

static size_t path_at(const struct decoder *d, const char *at, char path[PATH_SIZE])
{
	return iqm_path_at(d->text, (size_t)(d->end - d->text), (size_t)(at - d->text), path,
			   PATH_SIZE);
}

/* A mistake in the text itself: its path is where the offset lies. */
static int fail_at_byte(struct decoder *d, const char *at, const char *what)
{
	char path[PATH_SIZE];
	char text[128];

	path_at(d, at, path);
	snprintf(text, sizeof(text), "%s (byte %zu)", what, (size_t)(at - d->text));
	return fail_at_path(d, path, text);
}

/* Whether the text from where it was given up may be the start of more. */
static bool is_cut_short(const struct decoder *d, const char *at)
{
	size_t left = (size_t)(d->end - at);
	char path[PATH_SIZE];

	if (left <= 1) /* where cJSON runs out of text, it names the last byte */
		return !left || path_at(d, d->end, path);
	if (at > d->text && at[-1] == '"' && !memchr(at, '"', left))
		return true;
	return (left < 4 && (!memcmp(at, "true", left) || !memcmp(at, "null", left))) ||
	       (left < 5 && !memcmp(at, "false", left));
}

static int fail_syntax(struct decoder *d, const char *at)
{
	char path[PATH_SIZE];

	if (path_at(d, at, path) > IQM_MAX_DEPTH)
		return fail_at_path(d, path, TOO_DEEP);
	return fail_at_byte(d, at,
			    is_cut_short(d, at) ? "the response ends too early" : "not JSON");
}

static int fail_type(struct decoder *d, const struct where *at, const char *expected,
		     const cJSON *node)
{
	char number[IQM_NUMBER_SIZE];
	const char *found = cJSON_IsString(node)   ? "a string"
			    : cJSON_IsArray(node)  ? "a list"
			    : cJSON_IsObject(node) ? "an object"
			    : cJSON_IsNull(node)   ? "null"
			    : cJSON_IsTrue(node)   ? "true"
						   : "false";

	if (!cJSON_IsNumber(node))
		return fail(d, at, "expected %s, found %s", expected, found);
	iqm_number_text(node->valuedouble, number);
	return fail(d, at, "expected %s, found the number %s", expected, number);
}

static int fail_nomem(struct decoder *d)
{
	iqm_fail_nomem(d->error);
	return IQM_E_NOMEM;
}

/* ---- values of a cJSON tree --------------------------------------------------------------- */

static int read_object(struct decoder *d, const struct where *at, const struct iqm_table *t,
		       const cJSON *node, void *out);

/* The number that a string spells, if it spells one and nothing else. */
static bool number_in_text(const char *s, double *out)
{
	const char *end;
	cJSON *node;
	bool is_number;

	if (*s != '-' && (*s < '0' || *s > '9'))
		return false;
	node = cJSON_ParseWithLengthOpts(s, strlen(s), &end, 0);
	is_number = cJSON_IsNumber(node) && !*end;
	if (is_number)
		*out = node->valuedouble;
	cJSON_Delete(node);
	return is_number;
}

static bool number_of(const cJSON *node, double *out)
{
	if (cJSON_IsNumber(node)) {
		*out = node->valuedouble;
		return true;
	}
	return cJSON_IsString(node) && number_in_text(node->valuestring, out);
}

static bool exact_integer(double value, int64_t *out)
{
	if (!(value > -EXACT && value < EXACT))
		return false;
	*out = (int64_t)value;
	return (double)*out == value;
}

static int read_integer(struct decoder *d, const struct where *at, const cJSON *node, int64_t *out)
{
	double value;

	if (!number_of(node, &value))
		return fail_type(d, at, "an integer", node);
	if (!(value > -EXACT && value < EXACT))
		return fail(d, at, "an integer of 2^53 or more cannot be read exactly");
	if (!exact_integer(value, out))
		return fail_type(d, at, "an integer", node);
	return 0;
}

static int read_number(struct decoder *d, const struct where *at, const cJSON *node, double *out)
{
	if (!number_of(node, out))
		return fail_type(d, at, "a number", node);
	if (!(*out - *out == 0)) /* 1e400 */
		return fail(d, at, "the number is too large");
	return 0;
}

static int read_bool(struct decoder *d, const struct where *at, const cJSON *node, bool *out)
{
	bool number = cJSON_IsNumber(node) && (node->valuedouble == 0 || node->valuedouble == 1);

	if (!cJSON_IsBool(node) && !number)
		return fail_type(d, at, "true or false", node);
	*out = number ? node->valuedouble == 1 : cJSON_IsTrue(node);
	return 0;
}

static int read_text(struct decoder *d, const struct where *at, const cJSON *node, const char **out)
{
	char digits[24];
	const char *s = node->valuestring;
	int64_t number = 0;

	if (!cJSON_IsString(node)) {
		if (!cJSON_IsNumber(node) || !exact_integer(node->valuedouble, &number))
			return fail_type(d, at, "a string", node);
		snprintf(digits, sizeof(digits), "%" PRId64, number);
		s = digits;
	}
	*out = iqm_arena_text(d->arena, s, strlen(s));
	return *out ? 0 : fail_nomem(d);
}

/* Room for the elements of a list; never NULL for an empty one, since NULL means absent. */
static void *new_items(struct decoder *d, size_t len, size_t size)
{
	return iqm_arena_alloc(d->arena, len ? len * size : 1);
}

static int count(struct decoder *d, const struct where *at, const cJSON *list, size_t *len)
{
	*len = 0;
	for (const cJSON *item = list->child; item; item = item->next)
		++*len;
	return *len > IQM_MAX_ITEMS ? fail(d, at, "more than %u items", IQM_MAX_ITEMS) : 0;
}

struct list_out {
	const void *items;
	size_t len;
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

/* The member of that name, if there is one and no other. */
static const cJSON *only_member(const cJSON *object, const char *name)
{
	const cJSON *only = NULL;

	for (const cJSON *item = object->child; item && item->string; item = item->next) {
		if (strcmp(item->string, name))
			continue;
		if (only)
			return NULL;
		only = item;
	}
	return only;
}

/* A key whose value is null, or is not there, is no entry. */
static bool is_absent(const struct iqm_field *f, const cJSON *node, bool map)
{
	const cJSON *value = node;

	if (f->kind != IQM_K_ENTRIES)
		return false;
	if (!map && cJSON_IsObject(node))
		value = cJSON_GetObjectItemCaseSensitive(node, f->entry[1]);
	return !value || cJSON_IsNull(value);
}

static int read_entry(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const cJSON *node, bool map, struct iqm_entry *out)
{
	const cJSON *value = map ? node : only_member(node, f->entry[1]);
	const cJSON *key = map ? NULL : only_member(node, f->entry[0]);
	int err;

	if (!map && (!key || !value))
		return fail(d, at, "expected an object with one %s and one %s", f->entry[0],
			    f->entry[1]);
	if (map) {
		out->key = iqm_arena_text(d->arena, node->string, strlen(node->string));
		err = out->key ? 0 : fail_nomem(d);
	} else {
		err = read_text(d, at, key, &out->key);
	}
	return err ? err : read_integer(d, at, value, &out->value);
}

static int read_item(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     const cJSON *node, bool map, void *out)
{
	const char *text;
	int64_t number;
	int err;

	switch (f->kind) {
	case IQM_K_INTS:
		err = read_integer(d, at, node, &number);
		memcpy(out, err ? &(int64_t){ 0 } : &number, sizeof(number));
		return err;
	case IQM_K_STRS:
		err = read_text(d, at, node, &text);
		if (!err)
			memcpy(out, &text, sizeof(text));
		return err;
	case IQM_K_ENTRIES:
		return read_entry(d, at, f, node, map, out);
	default:
		return read_object(d, at, f->sub, node, out);
	}
}

static int read_items(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const cJSON *first, bool map, struct list_out *list, char *items)
{
	const cJSON *node = first;
	size_t met = list->len;

	list->len = 0;
	for (size_t i = 0; i < met; i++, node = node->next) {
		struct where here = { .up = at, .key = map ? node->string : NULL, .index = i };
		int err;

		if (is_absent(f, node, map))
			continue;
		err = read_item(d, &here, f, node, map, items + list->len * item_size(f));
		if (err)
			return err;
		list->len++;
	}
	return 0;
}

static int read_list(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     const cJSON *node, void *out)
{
	bool map = f->kind == IQM_K_ENTRIES && cJSON_IsObject(node);
	bool list = cJSON_IsArray(node);
	struct list_out result = { NULL, 1 };
	char *items;
	int err;

	if (!list && !map && !(f->flags & IQM_F_SCALAR_OR_LIST))
		return fail_type(d, at, f->kind == IQM_K_ENTRIES ? "an object" : "a list", node);
	if (list || map) {
		err = count(d, at, node, &result.len);
		if (err)
			return err;
	}
	items = new_items(d, result.len, item_size(f));
	if (!items)
		return fail_nomem(d);
	err = read_items(d, at, f, list || map ? node->child : node, map, &result, items);
	result.items = items;
	memcpy(out, &result, sizeof(result));
	return err;
}

static int read_sub(struct decoder *d, const struct where *at, const struct iqm_field *f,
		    const cJSON *node, void *out)
{
	void *sub = iqm_arena_alloc(d->arena, f->sub->size);

	if (!sub)
		return fail_nomem(d);
	memcpy(out, &sub, sizeof(sub));
	return read_object(d, at, f->sub, node, sub);
}

static int read_field(struct decoder *d, const struct where *at, const struct iqm_field *f,
		      const cJSON *node, void *out)
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
		err = read_integer(d, at, node, &integer.value);
		if (!err)
			memcpy(out, &integer, sizeof(integer));
		return err;
	case IQM_K_NUM:
		err = read_number(d, at, node, &num.value);
		if (!err)
			memcpy(out, &num, sizeof(num));
		return err;
	case IQM_K_BOOL:
		err = read_bool(d, at, node, &flag.value);
		if (!err)
			memcpy(out, &flag, sizeof(flag));
		return err;
	case IQM_K_STR:
		err = read_text(d, at, node, &text);
		if (!err)
			memcpy(out, &text, sizeof(text));
		return err;
	case IQM_K_OBJECT:
		return read_sub(d, at, f, node, out);
	default:
		return read_list(d, at, f, node, out);
	}
}

/* ---- members of an object ----------------------------------------------------------------- */

/* Which fields of an object were read so far, and under which of their names. */
struct members {
	const struct iqm_table *table;
	size_t guess; /* keys mostly come in the table's order: the row after the last hit */
	unsigned char from[IQM_MAX_FIELDS]; /* the name that gave the value: 0, or 1 + its index */
	unsigned short met[IQM_MAX_FIELDS]; /* a bit for each name met so far, null or not */
};

static void members_init(struct members *m, const struct iqm_table *t)
{
	m->table = t;
	m->guess = 0;
	memset(m->from, 0, t->len * sizeof(m->from[0]));
	memset(m->met, 0, t->len * sizeof(m->met[0]));
}

/* The row that has this name, and which of its names it is; NULL: none. */
static const struct iqm_field *find(struct members *m, const char *key, unsigned *rank)
{
	const struct iqm_table *t = m->table;

	for (size_t n = 0, i = m->guess; n < t->len; n++, i++) {
		const char *const *names;

		if (i >= t->len)
			i -= t->len;
		names = t->fields[i].names;
		for (*rank = 0; names[*rank]; ++*rank) {
			if (names[*rank][0] == key[0] && !strcmp(names[*rank], key)) {
				m->guess = i + 1;
				return &t->fields[i];
			}
		}
	}
	return NULL;
}

/*
 * The row for a key; *f is NULL where the value is to be skipped: the key is unknown, the value
 * is null, which is absent, or the field was read under a name that is preferred.
 */
static int claim(struct decoder *d, const struct where *at, struct members *m, bool null,
		 const struct iqm_field **f)
{
	unsigned rank;
	size_t row;

	*f = find(m, at->key, &rank);
	if (!*f)
		return 0;
	row = (size_t)(*f - m->table->fields);
	if (m->met[row] & 1u << rank)
		return fail(d, at, "given twice");
	m->met[row] |= (unsigned short)(1u << rank);
	if (null || (m->from[row] && m->from[row] <= rank))
		*f = NULL;
	else
		m->from[row] = (unsigned char)(rank + 1);
	return 0;
}

static int check_required(struct decoder *d, const struct where *at, const struct members *m)
{
	for (size_t i = 0; i < m->table->len; i++) {
		const struct iqm_field *f = &m->table->fields[i];
		struct where here = { .up = at, .key = f->names[0] };

		if (f->flags & IQM_F_REQUIRED && !m->from[i])
			return fail(d, &here, "missing");
	}
	return 0;
}

/* Whether lists and objects nest in more levels than are left, `node` being one of them. */
static bool too_deep(const cJSON *node, unsigned left)
{
	if (!left)
		return true;
	for (const cJSON *item = node->child; item; item = item->next)
		if ((item->type & (cJSON_Array | cJSON_Object)) && too_deep(item, left - 1))
			return true;
	return false;
}

static int pass_over(struct decoder *d, const struct where *at, const cJSON *node)
{
	if (node->child && too_deep(node, IQM_MAX_DEPTH))
		return fail(d, at, TOO_DEEP);
	return 0;
}

/* A member whose row is known; NULL: to be skipped. */
static int read_claimed(struct decoder *d, const struct where *at, const struct iqm_field *f,
			const cJSON *node, void *out)
{
	return f ? read_field(d, at, f, node, (char *)out + f->offset) : pass_over(d, at, node);
}

static int read_member(struct decoder *d, const struct where *at, struct members *m,
		       const cJSON *node, void *out)
{
	const struct iqm_field *f;
	int err = claim(d, at, m, cJSON_IsNull(node), &f);

	return err ? err : read_claimed(d, at, f, node, out);
}

/* An unwrapped value in the object's place. */
static int read_bare(struct decoder *d, const struct where *at, const struct iqm_table *t,
		     const cJSON *node, void *out)
{
	const struct iqm_bool yes = { &iqm_is_set, true };

	if (!t->unwrapped || cJSON_IsArray(node) || cJSON_IsNull(node))
		return fail_type(d, at, "an object", node);
	if (t->unwrapped_true)
		memcpy((char *)out + t->unwrapped_true->offset, &yes, sizeof(yes));
	return read_field(d, at, t->unwrapped, node, (char *)out + t->unwrapped->offset);
}

static int read_object(struct decoder *d, const struct where *at, const struct iqm_table *t,
		       const cJSON *node, void *out)
{
	struct members m;

	if (!cJSON_IsObject(node))
		return read_bare(d, at, t, node, out);
	members_init(&m, t);
	for (const cJSON *item = node->child; item; item = item->next) {
		struct where here = { .up = at, .key = item->string };
		int err = read_member(d, &here, &m, item, out);

		if (err)
			return err;
	}
	return check_required(d, at, &m);
}

/* ---- the text itself ---------------------------------------------------------------------- */

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline char peek(struct decoder *d)
{
	while (d->at < d->end && is_blank(*d->at))
		d->at++;
	return d->at < d->end ? *d->at : '\0';
}

static int expect(struct decoder *d, char c)
{
	if (peek(d) != c || d->at == d->end)
		return fail_syntax(d, d->at);
	d->at++;
	return 0;
}

/* A value taken from the text. */
struct value {
	const cJSON *node; /* NULL: none yet */
	cJSON *tree;       /* what cJSON made; NULL: the node is `plain` */
	cJSON plain;
	char text[PLAIN_TEXT];
};

static bool set_plain(struct decoder *d, struct value *v, int type, const char *end)
{
	v->plain.type = type;
	v->node = &v->plain;
	d->at = end;
	return true;
}

/* A short string without an escape. */
static bool take_text(struct decoder *d, struct value *v)
{
	const char *s = d->at + 1;
	size_t left = (size_t)(d->end - s);
	const char *end = memchr(s, '"', left < PLAIN_TEXT ? left : PLAIN_TEXT);
	size_t len = end ? (size_t)(end - s) : 0;

	if (!end || memchr(s, '\\', len))
		return false;
	memcpy(v->text, s, len);
	v->text[len] = '\0';
	v->plain.valuestring = v->text;
	return set_plain(d, v, cJSON_String, end + 1);
}

/* An integer that a double holds whatever its digits are. */
static bool take_integer(struct decoder *d, struct value *v)
{
	bool minus = *d->at == '-';
	const char *s = d->at + minus;
	const char *end = s;
	double n = 0;

	while (end < d->end && *end >= '0' && *end <= '9')
		n = 10 * n + (*end++ - '0');
	if (end == s || end - s > PLAIN_DIGITS || end == d->end ||
	    (*end != ',' && *end != '}' && *end != ']' && !is_blank(*end)))
		return false;
	v->plain.valuedouble = minus ? -n : n;
	return set_plain(d, v, cJSON_Number, end);
}

static bool take_literal(struct decoder *d, struct value *v, const char *literal, int type)
{
	size_t len = strlen(literal);

	return (size_t)(d->end - d->at) >= len && !memcmp(d->at, literal, len) &&
	       set_plain(d, v, type, d->at + len);
}

static bool take_plain(struct decoder *d, struct value *v)
{
	switch (*d->at) {
	case '"':
		return take_text(d, v);
	case 't':
		return take_literal(d, v, "true", cJSON_True);
	case 'f':
		return take_literal(d, v, "false", cJSON_False);
	case 'n':
		return take_literal(d, v, "null", cJSON_NULL);
	case '[':
	case '{':
		return false;
	default:
		return take_integer(d, v);
	}
}

/* The next value. drop() it, error or not. */
static int take(struct decoder *d, struct value *v)
{
	char first = peek(d);
	const char *end = d->at;

	v->node = v->tree = NULL;
	memset(&v->plain, 0, sizeof(v->plain));
	if (first && take_plain(d, v))
		return 0;
	if (first && strchr("{[\"-0123456789tfn", first)) /* cJSON takes a BOM too */
		v->tree = cJSON_ParseWithLengthOpts(d->at, (size_t)(d->end - d->at), &end, 0);
	v->node = v->tree;
	if (!v->tree) {
		fail_syntax(d, end);
		return IQM_E_DECODE;
	}
	d->at = end;
	return 0;
}

static void drop(struct value *v)
{
	cJSON_Delete(v->tree);
}

/* What is done with a member of an object in the text: `d` stands at its value. */
typedef int member_fn(struct decoder *d, const struct where *at, void *context);

static int walk_object(struct decoder *d, const struct where *at, member_fn *visit, void *context)
{
	int err = expect(d, '{');

	if (!err && peek(d) == '}')
		return expect(d, '}');
	while (!err) {
		struct value key;
		struct where here = { .up = at };

		if (peek(d) != '"')
			return fail_syntax(d, d->at);
		err = take(d, &key);
		if (!err)
			err = expect(d, ':');
		if (!err) {
			here.key = key.node->valuestring;
			err = visit(d, &here, context);
		}
		drop(&key);
		if (!err && peek(d) == '}')
			return expect(d, '}');
		if (!err)
			err = expect(d, ',');
	}
	return err;
}

/* An object in the text: a response's data, or a row of a list. */
struct data {
	struct members members;
	void *out;
};

static int walk_data(struct decoder *d, const struct where *at, struct data *data);

/* Rows of a list of structs, as they are met: a block that doubles. */
struct rows {
	char *items;
	size_t len;
	size_t room;
	size_t size;
};

static void *next_row(struct decoder *d, struct rows *rows)
{
	char *row;

	if (rows->len == rows->room) {
		size_t room = rows->room ? 2 * rows->room : FIRST_ROWS;
		char *items = iqm_arena_resize(d->arena, rows->items, room * rows->size);

		if (!items)
			return NULL;
		rows->items = items;
		rows->room = room;
	}
	row = rows->items + rows->len++ * rows->size;
	return memset(row, 0, rows->size);
}

static int walk_row(struct decoder *d, const struct where *at, const struct iqm_table *t,
		    struct rows *rows)
{
	struct where here = { .up = at, .index = rows->len };
	struct data row;

	if (rows->len == IQM_MAX_ITEMS)
		return fail(d, at, "more than %u items", IQM_MAX_ITEMS);
	members_init(&row.members, t);
	row.out = next_row(d, rows);
	return row.out ? walk_data(d, &here, &row) : fail_nomem(d);
}

static int walk_list(struct decoder *d, const struct where *at, const struct iqm_field *f,
		     void *out)
{
	struct rows rows = { .size = f->sub->size };
	struct list_out list;
	int err = expect(d, '[');

	if (!err && peek(d) != ']') {
		do
			err = walk_row(d, at, f->sub, &rows);
		while (!err && peek(d) == ',' && d->at++);
	}
	if (!err)
		err = expect(d, ']');
	if (err)
		return err;
	list.len = rows.len;
	list.items = iqm_arena_resize(d->arena, rows.items, rows.len ? rows.len * rows.size : 1);
	if (!list.items)
		return fail_nomem(d);
	memcpy(out, &list, sizeof(list));
	return 0;
}

static int data_member(struct decoder *d, const struct where *at, void *context)
{
	struct data *data = context;
	const struct iqm_field *f;
	struct value v;
	int err = claim(d, at, &data->members, peek(d) == 'n', &f);

	if (err)
		return err;
	if (f && f->kind == IQM_K_LIST && peek(d) == '[')
		return walk_list(d, at, f, (char *)data->out + f->offset);
	err = take(d, &v);
	if (!err)
		err = read_claimed(d, at, f, v.node, data->out);
	drop(&v);
	return err;
}

static int walk_data(struct decoder *d, const struct where *at, struct data *data)
{
	struct value v;
	int err;

	if (peek(d) == '{') {
		err = walk_object(d, at, data_member, data);
		return err ? err : check_required(d, at, &data->members);
	}
	err = take(d, &v);
	if (!err)
		err = read_object(d, at, data->members.table, v.node, data->out);
	drop(&v);
	return err;
}

/* ---- failures that the service reports ---------------------------------------------------- */

static void copy_member(char *to, size_t size, const cJSON *object, const char *name)
{
	const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, name);

	if (cJSON_IsString(node))
		iqm_copy_text(to, size, node->valuestring);
}

/* One that says nothing is none. */
static void keep_service_error(struct iqm_error *e, const struct iqm_service_error *s)
{
	if (!*s->error && !*s->reason && !*s->field)
		return;
	e->service_total++;
	if (e->service_len < IQM_SERVICE_ERRORS)
		e->service[e->service_len++] = *s;
}

static void add_service_error(struct iqm_error *e, const cJSON *node)
{
	struct iqm_service_error s = { .error = "" };

	if (cJSON_IsString(node))
		iqm_copy_text(s.error, sizeof(s.error), node->valuestring);
	copy_member(s.error, sizeof(s.error), node, "error");
	copy_member(s.reason, sizeof(s.reason), node, "reason");
	copy_member(s.field, sizeof(s.field), node, "field");
	keep_service_error(e, &s);
}

/* Errors come as a list of objects; a string or a single object is taken too. */
static void add_service_errors(struct iqm_error *e, const cJSON *errors)
{
	if (cJSON_IsArray(errors))
		for (const cJSON *item = errors->child; item; item = item->next)
			add_service_error(e, item);
	else if (cJSON_IsObject(errors) || cJSON_IsString(errors))
		add_service_error(e, errors);
}

/* The data of a failure: a string, or { message } or { status, reason }. */
static void add_fault_data(struct iqm_error *e, const cJSON *data)
{
	struct iqm_service_error s = { .error = "" };

	if (e->service_len)
		return;
	if (cJSON_IsString(data))
		iqm_copy_text(s.error, sizeof(s.error), data->valuestring);
	copy_member(s.error, sizeof(s.error), data, "status");
	copy_member(s.error, sizeof(s.error), data, "message");
	copy_member(s.reason, sizeof(s.reason), data, "reason");
	keep_service_error(e, &s);
}

/* RFC 6749: { error, error_description } without an envelope. */
static void add_oauth_error(struct iqm_error *e, const cJSON *root)
{
	struct iqm_service_error s = { .error = "" };

	if (e->service_len)
		return;
	copy_member(s.error, sizeof(s.error), root, "error");
	copy_member(s.reason, sizeof(s.reason), root, "error_description");
	keep_service_error(e, &s);
}

void iqm_decode_fault(const struct iqm_op *op, const char *body, size_t len,
		      struct iqm_error *error)
{
	const struct iqm_api *api = op->api;
	cJSON *root;

	if (iqm_bad_utf8(body, len) < len)
		return;
	root = cJSON_ParseWithLengthOpts(body, len, NULL, 0);
	error->service_len = error->service_total = 0;
	add_service_errors(error, cJSON_GetObjectItemCaseSensitive(root, api->envelope_errors));
	add_fault_data(error, cJSON_GetObjectItemCaseSensitive(root, api->envelope_data));
	add_oauth_error(error, root);
	cJSON_Delete(root);
}

/* ---- a whole response ----------------------------------------------------------------------- */

struct response {
	const struct iqm_op *op;
	struct data data;
	struct iqm_bool success;
	bool met_data;
	bool has_data;     /* decoded */
	const char *early; /* data before `success` that does not decode: a failure's, or bad */
};

static int read_success(struct decoder *d, const struct where *at, struct response *a)
{
	struct value v;
	int err = take(d, &v);

	if (!err && a->success.set)
		err = fail(d, at, "given twice");
	else if (!err)
		err = read_bool(d, at, v.node, &a->success.value);
	drop(&v);
	a->success.set = &iqm_is_set;
	return err;
}

/* `success` says what data means, and may come after it: until then it counts as true. */
static int read_data(struct decoder *d, const struct where *at, struct response *a)
{
	bool null = peek(d) == 'n';
	const char *start = d->at;
	struct value v;
	int err;

	if (a->met_data)
		return fail(d, at, "given twice");
	a->met_data = true;
	if (!null && (!a->success.set || a->success.value)) {
		err = walk_data(d, at, &a->data);
		a->has_data = !err;
		if (err != IQM_E_DECODE || a->success.set)
			return err;
		a->early = d->at = start;
	}
	err = take(d, &v); /* whatever it is, it has to be JSON */
	drop(&v);
	return err;
}

static int response_member(struct decoder *d, const struct where *at, void *context)
{
	struct response *a = context;
	const struct iqm_api *api = a->op->api;
	struct value v;
	int err;

	if (!strcmp(at->key, api->envelope_success))
		return read_success(d, at, a);
	if (!strcmp(at->key, api->envelope_data))
		return read_data(d, at, a);
	if (a->op->envelope_optional)
		return data_member(d, &(struct where){ .key = at->key }, &a->data);
	err = take(d, &v);
	if (!err)
		err = pass_over(d, at, v.node);
	drop(&v);
	return err;
}

/* Data that did not decode, and should have: decodes it once more, for the error. */
static int fail_early(struct decoder *d, const struct where *at, struct response *a)
{
	d->at = a->early;
	members_init(&a->data.members, a->data.members.table);
	return walk_data(d, at, &a->data);
}

/* What is left to do once all members are known. */
static int finish_response(struct decoder *d, struct response *a)
{
	const struct iqm_api *api = a->op->api;
	struct where data = { .key = api->envelope_data };
	struct where success = { .key = api->envelope_success };

	if (peek(d), d->at < d->end)
		return fail_at_byte(d, d->at, "bytes behind the response");
	if (a->success.set && !a->success.value)
		return 0;
	if (!a->success.set && !a->op->envelope_optional)
		return fail(d, &success, "missing");
	if (a->early)
		return fail_early(d, &data, a);
	if (a->has_data)
		return 0;
	if (a->op->envelope_optional)
		return check_required(d, NULL, &a->data.members);
	return fail(d, &data, "missing");
}

/* What cJSON would let pass or cut short. */
static int check_text(struct decoder *d)
{
	size_t len = (size_t)(d->end - d->text);
	size_t bad = iqm_bad_utf8(d->text, len);
	const char *nul;

	if (bad < len)
		return fail_at_byte(d, d->text + bad, "not UTF-8");
	nul = memchr(d->text, '\0', len);
	if (nul)
		return fail_at_byte(d, nul, "a NUL byte");
	bad = iqm_bad_escape(d->text, len);
	if (bad < len)
		return fail_at_byte(d, d->text + bad,
				    memcmp(d->text + bad, "\\u0000", 6)
					    ? "not JSON"
					    : "a string with an embedded NUL");
	return 0;
}

int iqm_decode_response(const struct iqm_op *op, const char *body, size_t len, struct arena *arena,
			void *out, struct iqm_error *error)
{
	struct decoder d = { arena, error, body, body, body + len };
	struct response a = { .op = op, .data.out = out };
	int err;

	members_init(&a.data.members, op->response);
	if (!peek(&d))
		err = iqm_fail(error, IQM_E_DECODE, "the response is empty");
	else
		err = check_text(&d);
	if (!err)
		err = walk_object(&d, NULL, response_member, &a);
	if (!err)
		err = finish_response(&d, &a);
	if (!err && a.success.set && !a.success.value) {
		error->path[0] = '\0'; /* of data that was taken for another */
		iqm_decode_fault(op, body, len, error);
		return IQM_E_REFUSED;
	}
	return err;
}

int iqm_decode_json(const struct iqm_table *t, const char *text, size_t len, struct arena *arena,
		    void *out, struct iqm_error *error)
{
	struct decoder d = { arena, error, text, text, text + len };
	struct data data = { .out = out };
	int err = check_text(&d);

	members_init(&data.members, t);
	if (!err)
		err = walk_data(&d, NULL, &data);
	if (!err && (peek(&d), d.at < d.end))
		err = fail_at_byte(&d, d.at, "bytes behind the value");
	return err;
}
