/* SPDX-License-Identifier: MIT */
#include "expected.h"
#include "fuzz.h"
#include "value.h"

#include <inttypes.h>
#include <string.h>

/* ---- members ------------------------------------------------------------------------------ */

/* Where a struct's members are: an object, and one beside it (NULL: none). */
struct objects {
	const json_t *object, *beside;
};

static const json_t *get(const json_t *object, const char *name)
{
	const json_t *v = json_object_get(object, name);

	return json_is_null(v) ? NULL : v;
}

static const json_t *member(const struct objects *from, const char *name)
{
	const json_t *v = get(from->object, name);

	return v ? v : get(from->beside, name);
}

/* The value of a field: that of the first of its names that has one. */
static const json_t *value_of(const struct objects *from, const struct iqm_field *f)
{
	const json_t *v = NULL;

	for (const char *const *name = f->names; !v && *name; name++)
		v = member(from, *name);
	return v;
}

/* ---- is it good? ----------------------------------------------------------------------------- */

static bool is_good(const struct iqm_field *f, const json_t *v);

static bool is_good_pair(const struct iqm_field *f, const json_t *v)
{
	const json_t *key = json_object_get(v, f->entry[0]);
	const json_t *value = json_object_get(v, f->entry[1]);
	char digits[VALUE_TEXT];
	const char *text;
	int64_t n;

	if (json_is_null(v))
		return true;
	if (!json_is_object(v) || json_is_array(key) || json_is_object(key))
		return false;
	return !value || json_is_null(value) ||
	       (key && value_text(key, digits, &text) && value_integer(value, &n));
}

static bool is_good_map(const json_t *v)
{
	void *i = json_object_iter((json_t *)v);
	int64_t n;

	for (; i; i = json_object_iter_next((json_t *)v, i))
		if (!json_is_null(json_object_iter_value(i)) &&
		    !value_integer(json_object_iter_value(i), &n))
			return false;
	return true;
}

static bool is_good_object(const struct iqm_table *t, const json_t *v)
{
	if (!json_is_object(v))
		return t->unwrapped && v && !json_is_array(v) && !json_is_null(v) &&
		       is_good(t->unwrapped, v);
	for (size_t i = 0; i < t->len; i++) {
		const struct objects from = { v, NULL };

		for (const char *const *name = t->fields[i].names; *name; name++)
			if (member(&from, *name) && !is_good(&t->fields[i], member(&from, *name)))
				return false;
		if (t->fields[i].flags & IQM_F_REQUIRED && !value_of(&from, &t->fields[i]))
			return false;
	}
	return true;
}

static bool is_good_item(const struct iqm_field *f, const json_t *v)
{
	char digits[VALUE_TEXT];
	const char *text;
	int64_t n;

	switch (f->kind) {
	case IQM_K_INTS:
		return value_integer(v, &n);
	case IQM_K_STRS:
		return value_text(v, digits, &text);
	case IQM_K_ENTRIES:
		return is_good_pair(f, v);
	default:
		return is_good_object(f->sub, v);
	}
}

static bool is_good_list(const struct iqm_field *f, const json_t *v)
{
	if (f->kind == IQM_K_ENTRIES && json_is_object(v))
		return is_good_map(v);
	if (!json_is_array(v))
		return f->flags & IQM_F_SCALAR_OR_LIST && is_good_item(f, v);
	for (size_t i = 0; i < json_array_size(v); i++)
		if (!is_good_item(f, json_array_get(v, i)))
			return false;
	return true;
}

static bool is_good(const struct iqm_field *f, const json_t *v)
{
	char digits[VALUE_TEXT];
	const char *text;
	double number;
	int64_t n;
	bool flag;

	switch (f->kind) {
	case IQM_K_INT:
	case IQM_K_MS:
	case IQM_K_S:
		return value_integer(v, &n);
	case IQM_K_NUM:
		return value_number(v, &number);
	case IQM_K_BOOL:
		return value_bool(v, &flag);
	case IQM_K_STR:
		return value_text(v, digits, &text);
	case IQM_K_OBJECT:
		return is_good_object(f->sub, v);
	default:
		return is_good_list(f, v);
	}
}

/* ---- is it there? ---------------------------------------------------------------------------- */

struct list {
	const char *items;
	size_t len;
};

static void check_struct(const struct iqm_table *t, const struct objects *from, const void *out);
static void check_field(const struct iqm_field *f, const json_t *v, const void *out);

static void check_integer(const json_t *v, int64_t got)
{
	int64_t want = 0;

	fuzz_check(value_integer(v, &want) && got == want, "%" PRId64 " is read, not %" PRId64, got,
		   want);
}

static void check_text(const json_t *v, const char *got)
{
	char digits[VALUE_TEXT];
	const char *want = "";

	fuzz_check(value_text(v, digits, &want) && !strcmp(got, want), "'%s' is read, not '%s'",
		   got, want);
}

static void check_object(const struct iqm_table *t, const json_t *v, const void *out)
{
	const struct objects from = { v, NULL };
	struct iqm_bool flag;

	if (json_is_object(v)) {
		check_struct(t, &from, out);
		return;
	}
	check_field(t->unwrapped, v, (const char *)out + t->unwrapped->offset);
	if (!t->unwrapped_true)
		return;
	memcpy(&flag, (const char *)out + t->unwrapped_true->offset, sizeof(flag));
	fuzz_check(flag.set && flag.value, "an unwrapped value does not stand for true");
}

/* A pair without a value is no entry. */
static void check_entry(const struct iqm_field *f, const json_t *v, const struct list *list,
			size_t *at)
{
	const json_t *value = get(v, f->entry[1]);
	struct iqm_entry got;

	if (!value)
		return;
	fuzz_check(*at < list->len, "entry %zu is missing", *at);
	memcpy(&got, list->items + *at * sizeof(got), sizeof(got));
	check_text(json_object_get(v, f->entry[0]), got.key);
	check_integer(value, got.value);
	++*at;
}

static void check_map(const json_t *v, const struct list *list, size_t *at)
{
	void *i = json_object_iter((json_t *)v);

	for (; i; i = json_object_iter_next((json_t *)v, i)) {
		struct iqm_entry got;

		if (json_is_null(json_object_iter_value(i)))
			continue;
		fuzz_check(*at < list->len, "entry %zu is missing", *at);
		memcpy(&got, list->items + *at * sizeof(got), sizeof(got));
		fuzz_check(!strcmp(got.key, json_object_iter_key(i)), "'%s' is read, not '%s'",
			   got.key, json_object_iter_key(i));
		check_integer(json_object_iter_value(i), got.value);
		++*at;
	}
}

static void check_item(const struct iqm_field *f, const json_t *v, const struct list *list,
		       size_t *at)
{
	int64_t integer;
	const char *text;

	if (f->kind == IQM_K_ENTRIES) {
		check_entry(f, v, list, at);
		return;
	}
	fuzz_check(*at < list->len, "item %zu is missing", *at);
	if (f->kind == IQM_K_INTS) {
		memcpy(&integer, list->items + *at * sizeof(integer), sizeof(integer));
		check_integer(v, integer);
	} else if (f->kind == IQM_K_STRS) {
		memcpy(&text, list->items + *at * sizeof(text), sizeof(text));
		check_text(v, text);
	} else {
		check_object(f->sub, v, list->items + *at * f->sub->size);
	}
	++*at;
}

static void check_list(const struct iqm_field *f, const json_t *v, const void *out)
{
	struct list list;
	size_t len = 0;

	memcpy(&list, out, sizeof(list));
	if (f->kind == IQM_K_ENTRIES && json_is_object(v))
		check_map(v, &list, &len);
	else if (!json_is_array(v))
		check_item(f, v, &list, &len);
	else
		for (size_t i = 0; i < json_array_size(v); i++)
			check_item(f, json_array_get(v, i), &list, &len);
	fuzz_check(len == list.len, "%zu items are read, not %zu", list.len, len);
}

static void check_scalar(const struct iqm_field *f, const json_t *v, const void *out)
{
	struct iqm_int integer;
	struct iqm_num number;
	struct iqm_bool flag;
	double want_number = 0;
	bool want_flag = false;

	switch (f->kind) {
	case IQM_K_NUM:
		memcpy(&number, out, sizeof(number));
		fuzz_check(value_number(v, &want_number) && number.value == want_number,
			   "%.17g is read, not %.17g", number.value, want_number);
		break;
	case IQM_K_BOOL:
		memcpy(&flag, out, sizeof(flag));
		fuzz_check(value_bool(v, &want_flag) && flag.value == want_flag,
			   "%d is read, not %d", flag.value, want_flag);
		break;
	default: /* the three of integers have one layout */
		memcpy(&integer, out, sizeof(integer));
		check_integer(v, integer.value);
	}
}

/* Of every kind the first member is a pointer, and says whether there is a value. */
static const void *mark(const void *out)
{
	const void *first;

	memcpy(&first, out, sizeof(first));
	return first;
}

static void check_field(const struct iqm_field *f, const json_t *v, const void *out)
{
	bool set = mark(out) != NULL;

	fuzz_check(set == (v != NULL), "%s is %s", f->names[0], set ? "set" : "absent");
	if (!set)
		return;
	if (f->kind == IQM_K_STR)
		check_text(v, mark(out));
	else if (f->kind == IQM_K_OBJECT)
		check_object(f->sub, v, mark(out));
	else if (f->kind < IQM_K_STR)
		check_scalar(f, v, out);
	else
		check_list(f, v, out);
}

static void check_struct(const struct iqm_table *t, const struct objects *from, const void *out)
{
	for (size_t i = 0; i < t->len; i++)
		check_field(&t->fields[i], value_of(from, &t->fields[i]),
			    (const char *)out + t->fields[i].offset);
}

/* ---- a whole response ------------------------------------------------------------------------ */

/* What is to become of it. */
struct outcome {
	bool good, refused;
	struct objects from; /* good: where its fields are; NULL: data is no object */
	const json_t *data;
};

static struct objects fields_of(const json_t *tree, const struct iqm_op *op)
{
	const json_t *data = get(tree, op->api->envelope_data);

	if (!op->envelope_optional)
		return (struct objects){ data, NULL };
	return data ? (struct objects){ data, tree } : (struct objects){ tree, NULL };
}

static bool are_good(const struct iqm_table *t, const struct objects *from)
{
	const struct objects beside = { from->beside, NULL };
	const struct objects inside = { from->object, NULL };

	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		for (const char *const *name = f->names; *name; name++)
			if ((member(&beside, *name) && !is_good(f, member(&beside, *name))) ||
			    (member(&inside, *name) && !is_good(f, member(&inside, *name))))
				return false;
		if (f->flags & IQM_F_REQUIRED && !value_of(from, f))
			return false;
	}
	return true;
}

static struct outcome outcome_of(const json_t *tree, const struct iqm_op *op)
{
	const json_t *flag = json_object_get(tree, op->api->envelope_success);
	struct outcome o = { .data = get(tree, op->api->envelope_data) };
	bool success = true;

	if (!json_is_object(tree) || (flag && !value_bool(flag, &success)))
		return o;
	o.refused = !success;
	o.from = fields_of(tree, op);
	if (!flag && !op->envelope_optional)
		return o;
	if (op->envelope_optional)
		o.good = (!o.data || json_is_object(o.data)) && are_good(op->response, &o.from);
	else
		o.good = o.data && is_good_object(op->response, o.data);
	return o;
}

bool expected_is_known(const struct json_t *tree, const struct iqm_op *op)
{
	struct objects from = fields_of(tree, op);
	const char *name;
	json_t *v;

	json_object_foreach((json_t *)from.beside, name,
			    v) if (json_object_get(from.object, name)) return false;
	return true;
}

void expected_check(const struct json_t *tree, const struct iqm_op *op, int err,
		    const void *response)
{
	struct outcome o = outcome_of(tree, op);

	if (o.refused && err == IQM_E_DECODE && op->envelope_optional)
		return; /* TEMPORARY */
	fuzz_check((err == IQM_E_REFUSED) == o.refused, "%s, and it is %srefused",
		   iqm_status_name(err), o.refused ? "" : "not ");
	if (o.refused)
		return;
	fuzz_check(!err == o.good, "%s, and it is %s", iqm_status_name(err),
		   o.good ? "good" : "bad");
	if (!err && op->envelope_optional)
		check_struct(op->response, &o.from, response);
	else if (!err)
		check_object(op->response, o.data, response);
}
