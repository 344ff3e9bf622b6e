/* SPDX-License-Identifier: MIT */
#include "expected.h"
#include "evaluate.h"
#include "value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct list {
	const char *items;
	size_t len;
};

static void check_struct(const struct iqm_op *op, const struct iqm_descriptor *t,
			 const struct objects *from, const void *out);
static void check_field(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			const void *out);

/* ---- values ------------------------------------------------------------------------------- */

static void check_integer(const json_t *v, int64_t got)
{
	int64_t want = 0;

	fuzz_check(value_integer(v, &want) && got == want, "%" PRId64 " is read, not %" PRId64, got,
		   want);
}

static void check_text(const json_t *v, bool exact, const char *got)
{
	char *want;
	bool good = value_text(v, exact, &want);

	fuzz_check(good && !strcmp(got, want), "'%s' is read, not '%s'", got, good ? want : "");
	free(want);
}

static void check_number(const json_t *v, double got)
{
	double want = 0;

	fuzz_check(value_number(v, &want) && got == want, "%.17g is read, not %.17g", got, want);
}

static void check_bool(const json_t *v, bool got)
{
	bool want = false;

	fuzz_check(value_bool(v, &want) && got == want, "%d is read, not %d", got, want);
}

static void check_scalar(const struct iqm_field *f, const json_t *v, const void *out)
{
	struct iqm_int integer;
	struct iqm_num number;
	struct iqm_bool flag;

	switch (f->kind) {
	case IQM_K_NUM:
		memcpy(&number, out, sizeof(number));
		check_number(v, number.value);
		break;
	case IQM_K_BOOL:
		memcpy(&flag, out, sizeof(flag));
		check_bool(v, flag.value);
		break;
	default: /* the three of integers have one layout */
		memcpy(&integer, out, sizeof(integer));
		check_integer(v, integer.value);
	}
}

/* ---- lists -------------------------------------------------------------------------------- */

static void check_row(const struct iqm_op *op, const struct iqm_descriptor *t, const json_t *v,
		      const char *out)
{
	const struct objects from = { v, NULL };
	struct iqm_bool flag;
	size_t ignored = 0;
	size_t zero = 0;

	if (!evaluate_object(op, t, v, &ignored)) { /* a bad row is empty */
		while (zero < t->size && !out[zero])
			zero++;
		fuzz_check(zero == t->size, "a bad row has something in it");
	} else if (!is_unwrapped(t->unwrapped, v)) {
		check_struct(op, t, &from, out);
	} else {
		check_field(op, t->unwrapped, v, out + t->unwrapped->offset);
		if (!t->unwrapped_true)
			return;
		memcpy(&flag, out + t->unwrapped_true->offset, sizeof(flag));
		fuzz_check(flag.set && flag.value, "an unwrapped value does not mean true");
	}
}

/* The next entry of a map, with its key as text. */
static void check_entry(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			const struct list *list, size_t *at, const char *key)
{
	const struct iqm_field *value = iqm_map_value(f);
	const char *entry = list->items + *at * f->sub->size;
	const char *text;

	fuzz_check(*at < list->len, "entry %zu is missing", *at);
	memcpy(&text, entry + iqm_map_key(f)->offset, sizeof(text));
	fuzz_check(!strcmp(text, key), "'%s' is read, not '%s'", text, key);
	check_field(op, value, v, entry + value->offset);
	++*at;
}

static void check_pair(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		       const struct list *list, size_t *at)
{
	struct pair pair;
	size_t ignored = 0;
	char *key;

	if (!evaluate_pair(op, f, v, &ignored, &pair))
		return;
	value_text(pair.key, true, &key);
	check_entry(op, f, pair.value, list, at, key);
	free(key);
}

static void check_map(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		      const struct list *list, size_t *at)
{
	const struct iqm_field *value = iqm_map_value(f);
	const char *key;
	json_t *member;

	json_object_foreach((json_t *)v, key, member)
	{
		size_t ignored = 0;
		bool good = !strstr(key, REFERENCE_STAND_IN) && !strstr(key, REFERENCE_NOT_UTF8);

		if (good && !field_is_absent(value, member) &&
		    evaluate_field(op, value, member, &ignored))
			check_entry(op, f, member, list, at, key);
	}
}

static void check_item(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		       const struct list *list, size_t *at)
{
	const char *out = list->items;
	int64_t integer;
	double number;
	bool flag;
	const char *text;

	if (f->kind == IQM_K_MAP) {
		check_pair(op, f, v, list, at);
		return;
	}
	fuzz_check(*at < list->len, "item %zu is missing", *at);
	switch (f->kind) {
	case IQM_K_INTS:
		memcpy(&integer, out + *at * sizeof(integer), sizeof(integer));
		check_integer(v, integer);
		break;
	case IQM_K_NUMS:
		memcpy(&number, out + *at * sizeof(number), sizeof(number));
		check_number(v, number);
		break;
	case IQM_K_BOOLS:
		memcpy(&flag, out + *at * sizeof(flag), sizeof(flag));
		check_bool(v, flag);
		break;
	case IQM_K_STRS:
		memcpy(&text, out + *at * sizeof(text), sizeof(text));
		check_text(v, f->flags & IQM_F_EXACT, text);
		break;
	default:
		memcpy(&text, out + *at * sizeof(text), sizeof(text));
		check_row(op, f->sub, v, text);
	}
	++*at;
}

static void check_ids(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		      const struct list *list, size_t *len)
{
	const char *s = json_string_value(v);

	while (s) {
		json_t *id = value_next_id(&s);

		check_item(op, f, id, list, len);
		json_decref(id);
	}
}

static void check_list(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		       const void *out)
{
	struct list list;
	size_t len = 0;

	memcpy(&list, out, sizeof(list));
	if (f->kind == IQM_K_MAP && json_is_object(v))
		check_map(op, f, v, &list, &len);
	else if (field_is_joined(f, v))
		check_ids(op, f, v, &list, &len);
	else if (!json_is_array(v))
		check_item(op, f, v, &list, &len);
	else
		for (size_t i = 0; i < json_array_size(v); i++)
			check_item(op, f, json_array_get(v, i), &list, &len);
	fuzz_check(len == list.len, "%zu items are read, not %zu", list.len, len);
}

/* ---- fields ------------------------------------------------------------------------------- */

/* Of every kind the first member is a pointer, and says whether there is a value. */
static const void *mark(const void *out)
{
	const void *first;

	memcpy(&first, out, sizeof(first));
	return first;
}

/* Any JSON is kept as its text. */
static void check_json(const json_t *v, const char *text)
{
	json_t *got = reference_read(text, strlen(text), REFERENCE_STAND_IN);

	fuzz_check(got && reference_same(got, v), "%s is read", text);
	json_decref(got);
}

static void check_field(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			const void *out)
{
	bool set = mark(out) != NULL;
	size_t ignored = 0;

	fuzz_check(set == (v && evaluate_field(op, f, v, &ignored)), "%s is %s", f->names[0],
		   set ? "set" : "absent");
	if (!set)
		return;
	if (f->kind == IQM_K_STR)
		check_text(v, f->flags & IQM_F_EXACT, mark(out));
	else if (f->kind == IQM_K_JSON)
		check_json(v, mark(out));
	else if (f->kind == IQM_K_OBJECT)
		check_row(op, f->sub, v, mark(out));
	else if (f->kind < IQM_K_STR)
		check_scalar(f, v, out);
	else
		check_list(op, f, v, out);
}

static const json_t *get(const json_t *object, const struct iqm_field *f, const char *name)
{
	const json_t *v = json_object_get(object, name);

	return field_is_absent(f, v) ? NULL : v;
}

/* The value of a field: that of the first of its names that has one. */
static const json_t *value_of(const struct objects *from, const struct iqm_field *f)
{
	const json_t *v = NULL;

	for (const char *const *name = f->names; !v && *name; name++) {
		v = get(from->object, f, *name);
		if (!v)
			v = get(from->beside, f, *name);
	}
	return v;
}

static void check_struct(const struct iqm_op *op, const struct iqm_descriptor *t,
			 const struct objects *from, const void *out)
{
	for (size_t i = 0; i < t->len; i++)
		check_field(op, &t->fields[i], value_of(from, &t->fields[i]),
			    (const char *)out + t->fields[i].offset);
}

/* ---- a whole response ------------------------------------------------------------------------ */

static void check_rows(const struct iqm_op *op, const json_t *data, const void *response)
{
	const struct iqm_field *f = op->paged ? op->paged->items : NULL;
	const struct objects from = { data, NULL };
	const json_t *rows = f && json_is_object(data) ? value_of(&from, f) : NULL;

	for (size_t i = 0; i < json_array_size(rows); i++) {
		size_t len;
		const char *text = iqm_row_raw(response, f, i, &len);
		json_t *row = text ? reference_read(text, len, REFERENCE_STAND_IN) : NULL;

		fuzz_check(row && reference_same(row, json_array_get(rows, i)),
			   "the text of row %zu is not its own", i);
		json_decref(row);
	}
}

bool expected_is_known(const struct json_t *tree, const struct iqm_op *op)
{
	const json_t *data = json_object_get(tree, op->api->envelope_data);
	const char *name;
	json_t *v;

	json_object_foreach((json_t *)tree, name, v) if (op->envelope_optional &&
							 json_object_get(data, name)) return false;
	return true;
}

/* A refusal whose data says that it was bought, or could be. */
static bool contradicts(const struct iqm_op *op, const json_t *tree)
{
	const json_t *data = json_object_get(tree, op->api->envelope_data);

	for (int i = 0; op->verdict && i < 2; i++) {
		const struct iqm_field *f = op->verdict->flag[i];

		for (const char *const *name = f ? f->names : NULL; name && *name; name++)
			if (json_is_true(json_object_get(data, *name)))
				return true;
	}
	return false;
}

void expected_check(const struct json_t *tree, const struct iqm_op *op, const struct actual *got)
{
	struct verdict v = evaluate_response(op, tree);

	if (v.refused && contradicts(op, tree)) {
		fuzz_check(got->err == IQM_E_DECODE, "%s, and it contradicts itself",
			   iqm_status_name(got->err));
		return;
	}
	fuzz_check((got->err == IQM_E_REFUSED) == v.refused, "%s, and it is %srefused",
		   iqm_status_name(got->err), v.refused ? "" : "not ");
	if (v.refused)
		return;
	fuzz_check(!got->err == v.good, "%s, and it is %s", iqm_status_name(got->err),
		   v.good ? "good" : "bad");
	if (got->err)
		return;
	fuzz_check(got->bad == v.bad, "%zu bad fields are reported, not %zu", got->bad, v.bad);
	if (op->envelope_optional)
		check_struct(op, op->response, &v.from, got->response);
	else
		check_row(op, op->response, v.from.object, got->response);
	check_rows(op, v.from.object, got->response);
}
