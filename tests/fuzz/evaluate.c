/* SPDX-License-Identifier: MIT */
#include "evaluate.h"
#include "value.h"

#include "codec/codec.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists -------------------------------------------------------------------------------- */

static bool is_good_text(const json_t *v, bool exact)
{
	char *text;
	bool good = value_text(v, exact, &text);

	free(text);
	return good;
}

static bool is_good_key(const char *key)
{
	return !strstr(key, REFERENCE_STAND_IN) && !strstr(key, REFERENCE_NOT_UTF8);
}

/* In the order of the text: what comes behind something bad is not looked at. */
bool evaluate_pair(const struct iqm_op *op, const struct iqm_field *f, const json_t *v, size_t *bad,
		   struct pair *pair)
{
	const struct iqm_field *value = iqm_map_value(f);
	const char *name;
	json_t *member;

	*pair = (struct pair){ NULL, NULL };
	if (!json_is_object(v))
		*bad += !json_is_null(v);
	json_object_foreach((json_t *)v, name, member)
	{
		if (!strcmp(name, iqm_map_key(f)->names[0]) && !json_is_null(member)) {
			pair->key = member;
			if (!is_good_text(member, true)) {
				++*bad;
				return false;
			}
		} else if (!strcmp(name, value->names[0]) && !field_is_absent(value, member)) {
			pair->value = member;
			if (!evaluate_field(op, value, member, bad)) {
				++*bad;
				return false;
			}
		}
	}
	*bad += pair->value && !pair->key;
	return pair->value && pair->key;
}

static void evaluate_map(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			 size_t *bad)
{
	const struct iqm_field *value = iqm_map_value(f);
	const char *key;
	json_t *member;

	json_object_foreach(
		(json_t *)v, key,
		member) if (!field_is_absent(value, member) &&
			    (!is_good_key(key) || !evaluate_field(op, value, member, bad)))++ *bad;
}

static void evaluate_pairs(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			   size_t *bad)
{
	struct pair ignored;

	for (size_t i = 0; i < json_array_size(v); i++)
		evaluate_pair(op, f, json_array_get(v, i), bad, &ignored);
}

/* A bad row is left empty; a bad item of another kind costs its list. */
static bool evaluate_item(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			  size_t *bad)
{
	double number;
	int64_t n;
	bool flag;

	switch (f->kind) {
	case IQM_K_INTS:
		return value_integer(v, &n);
	case IQM_K_NUMS:
		return value_number(v, &number);
	case IQM_K_BOOLS:
		return value_bool(v, &flag);
	case IQM_K_STRS:
		return is_good_text(v, f->flags & IQM_F_EXACT);
	default:
		if (!evaluate_object(op, f->sub, v, bad))
			++*bad;
		return true;
	}
}

/* One in the place of a list is all of it. */
static bool evaluate_single(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			    size_t *bad)
{
	return f->kind == IQM_K_LIST ? evaluate_object(op, f->sub, v, bad)
				     : evaluate_item(op, f, v, bad);
}

static bool are_good_ids(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			 size_t *bad)
{
	const char *s = json_string_value(v);
	bool good = true;

	while (s) {
		json_t *id = value_next_id(&s);

		good = good && json_string_length(id) && evaluate_item(op, f, id, bad);
		json_decref(id);
	}
	return good;
}

static bool is_ids(const struct iqm_field *f)
{
	return f->kind == IQM_K_INTS || f->kind == IQM_K_NUMS || f->kind == IQM_K_BOOLS ||
	       (f->kind == IQM_K_STRS && f->flags & IQM_F_EXACT);
}

bool field_is_joined(const struct iqm_field *f, const json_t *v)
{
	return is_ids(f) && json_is_string(v) && *json_string_value(v) != '\2';
}

static bool evaluate_list(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
			  size_t *bad)
{
	bool good = true;

	if (f->kind == IQM_K_MAP && json_is_object(v)) {
		evaluate_map(op, f, v, bad);
		return true;
	}
	if (f->kind == IQM_K_MAP) {
		evaluate_pairs(op, f, v, bad);
		return json_is_array(v) && f->flags & IQM_F_PAIRS;
	}
	if (field_is_joined(f, v))
		return are_good_ids(op, f, v, bad);
	if (!json_is_array(v))
		return f->flags & IQM_F_SCALAR_OR_LIST && evaluate_single(op, f, v, bad);
	for (size_t i = 0; good && i < json_array_size(v); i++)
		good = evaluate_item(op, f, json_array_get(v, i), bad);
	return good;
}

/* ---- fields ------------------------------------------------------------------------------- */

/* Any JSON is, but for strings in it that are not UTF-8. */
static bool is_all_utf8(const json_t *v)
{
	const char *key;
	json_t *member;
	bool good = !json_is_string(v) || !strstr(json_string_value(v), REFERENCE_NOT_UTF8);

	for (size_t i = 0; good && i < json_array_size(v); i++)
		good = is_all_utf8(json_array_get(v, i));
	json_object_foreach((json_t *)v, key, member) good =
		good && !strstr(key, REFERENCE_NOT_UTF8) && is_all_utf8(member);
	return good;
}

bool evaluate_field(const struct iqm_op *op, const struct iqm_field *f, const json_t *v,
		    size_t *bad)
{
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
		return is_good_text(v, f->flags & IQM_F_EXACT);
	case IQM_K_JSON:
		return is_all_utf8(v);
	case IQM_K_OBJECT:
		return evaluate_object(op, f->sub, v, bad);
	default:
		return evaluate_list(op, f, v, bad);
	}
}

bool field_is_absent(const struct iqm_field *f, const json_t *v)
{
	if (!json_is_string(v) || json_string_length(v))
		return !v || json_is_null(v);
	return f->kind < IQM_K_STR || is_ids(f);
}

/* ---- objects ------------------------------------------------------------------------------ */

/* Which of a field's names gave its value: 0: none, or 1 and its index. */
struct claims {
	const struct iqm_descriptor *table;
	unsigned rank[IQM_MAX_FIELDS];
};

static const struct iqm_field *claim(struct claims *c, const char *key, const json_t *v)
{
	for (size_t i = 0; i < c->table->len; i++) {
		const struct iqm_field *f = &c->table->fields[i];

		for (unsigned rank = 0; f->names[rank]; rank++) {
			if (strcmp(f->names[rank], key) != 0)
				continue;
			if (field_is_absent(f, v) || (c->rank[i] && c->rank[i] <= rank))
				return NULL;
			c->rank[i] = rank + 1;
			return f;
		}
	}
	return NULL;
}

/* False: a field that is needed is bad. */
static bool evaluate_member(const struct iqm_op *op, struct claims *c, const char *key,
			    const json_t *v, size_t *bad)
{
	const struct iqm_field *f = claim(c, key, v);

	if (!f || evaluate_field(op, f, v, bad))
		return true;
	++*bad;
	return !iqm_is_needed(op, f);
}

static bool has_required(const struct claims *c)
{
	for (size_t i = 0; i < c->table->len; i++)
		if (c->table->fields[i].flags & IQM_F_REQUIRED && !c->rank[i])
			return false;
	return true;
}

static bool evaluate_members(const struct iqm_op *op, struct claims *c, const json_t *v,
			     size_t *bad)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)v, key, value)
	{
		if (evaluate_member(op, c, key, value, bad))
			continue;
		--*bad; /* the object is, not its field */
		return false;
	}
	return true;
}

bool is_unwrapped(const struct iqm_field *f, const json_t *v)
{
	if (!f || !v || json_is_null(v))
		return false;
	if (json_is_object(v))
		return f->kind == IQM_K_MAP || f->kind == IQM_K_JSON;
	return !json_is_array(v) || iqm_is_list(f) || f->kind == IQM_K_JSON;
}

bool evaluate_object(const struct iqm_op *op, const struct iqm_descriptor *t, const json_t *v,
		     size_t *bad)
{
	struct claims c = { .table = t };

	if (is_unwrapped(t->unwrapped, v))
		return evaluate_field(op, t->unwrapped, v, bad);
	if (!json_is_object(v))
		return false;
	return evaluate_members(op, &c, v, bad) && has_required(&c);
}

/* ---- a whole response ------------------------------------------------------------------------ */

/* Fields beside the data are of the same struct. */
static bool evaluate_unwrapped(const struct iqm_op *op, const json_t *tree, size_t *bad)
{
	struct claims c = { .table = op->response };
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)tree, key, v)
	{
		bool is_data = !strcmp(key, op->api->envelope_data);

		if (!strcmp(key, op->api->envelope_success) || (is_data && json_is_null(v)))
			continue;
		if (is_data && !json_is_object(v))
			return false;
		if (is_data ? !evaluate_members(op, &c, v, bad)
			    : !evaluate_member(op, &c, key, v, bad))
			return false;
	}
	return has_required(&c);
}

struct verdict evaluate_response(const struct iqm_op *op, const json_t *tree)
{
	const json_t *flag = json_object_get(tree, op->api->envelope_success);
	const json_t *data = json_object_get(tree, op->api->envelope_data);
	struct verdict v = { .from = { data, NULL } };
	bool success = true;

	if (!json_is_object(tree) || (flag && !value_bool(flag, &success)))
		return v;
	v.refused = !success;
	if (op->envelope_optional) {
		v.from = json_is_object(data) ? (struct objects){ data, tree }
					      : (struct objects){ tree, NULL };
		v.good = evaluate_unwrapped(op, tree, &v.bad);
	} else if (flag && data && !json_is_null(data)) {
		v.good = evaluate_object(op, op->response, data, &v.bad);
	}
	return v;
}
