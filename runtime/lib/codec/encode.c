/* SPDX-License-Identifier: MIT */
/* Structs to JSON, by their descriptors: a tree of cJSON's, which prints it. */
#include "codec/encoder.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

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
		return iqm_encode_text(how, at, f, ((const char *const *)items)[i], out);
	case IQM_K_LIST:
		object = ((const void *const *)items)[i];
		return object ? make_object(how, at, f->sub, object, out)
			      : iqm_encode_usage(how, at, "NULL in a list");
	default:
		err = iqm_encode_item_text(how, at, f, items, i, text);
		return err ? err : iqm_encode_number(how, f, text, out);
	}
}

/* Puts `item` into the tree, or deletes it: `err` is what became of it. */
static int put_item(const struct encoding *how, int err, cJSON *to, const char *key, cJSON *item)
{
	if (!err && !(key ? cJSON_AddItemToObject(to, key, item) : cJSON_AddItemToArray(to, item)))
		err = iqm_fail_nomem(how->error);
	if (err)
		iqm_tree_free(item);
	return err;
}

static int make_list(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		     const struct any_list *list, cJSON **out)
{
	struct where here = { .up = at };
	int err;

	if (list->len == 1 && has(f, IQM_F_SCALAR))
		return make_item(how, &here, f, list->items, 0, out);
	err = iqm_encode_made(how, cJSON_CreateArray(), out);
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
	int err = iqm_encode_check_text(how, at, key);

	if (err)
		return err;
	err = iqm_encode_present(how, &here, value, entry + value->offset);
	if (!err)
		return iqm_encode_usage(how, &here, "an entry without a value");
	if (err > 0)
		err = make_value(how, &here, value, entry + value->offset, &item);
	return put_item(how, err, to, key, item);
}

static int check_keys(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		      const struct any_list *list)
{
	const char **keys = calloc(list->len + 1, sizeof(*keys));
	const char *entry = list->items;
	int err = keys ? 0 : iqm_fail_nomem(how->error);

	for (size_t i = 0; keys && i < list->len; i++)
		keys[i] = pointer(entry + i * f->sub->size + iqm_map_key(f)->offset);
	if (!err)
		err = iqm_encode_check_keys(how, at, keys, list->len);
	free(keys);
	return err;
}

static int make_map(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		    const struct any_list *list, cJSON **out)
{
	struct where here = { .up = at };
	int err = iqm_encode_made(how, cJSON_CreateObject(), out);

	for (; !err && here.index < list->len; here.index++)
		err = add_entry(how, &here, f,
				(const char *)list->items + here.index * f->sub->size, *out);
	return !err && how->unique_keys ? check_keys(how, at, f, list) : err;
}

/* What is no list. */
static int make_scalar(const struct encoding *how, const struct where *at,
		       const struct iqm_field *f, const void *p, cJSON **out)
{
	char text[IQM_NUMBER_SIZE];
	int err;

	switch (f->kind) {
	case IQM_K_STR:
		return iqm_encode_text(how, at, f, pointer(p), out);
	case IQM_K_JSON:
		err = how->unique_keys ? iqm_encode_check_raw_keys(how, at, pointer(p)) : 0;
		return err ? err : iqm_encode_raw(how, at, pointer(p), out);
	case IQM_K_OBJECT:
		return make_object(how, at, f->sub, pointer(p), out);
	default:
		err = iqm_encode_scalar_text(how, at, f, p, text);
		return err ? err : iqm_encode_number(how, f, text, out);
	}
}

/* A list of one, of what is no list. */
static int make_list_of(const struct encoding *how, const struct where *at,
			const struct iqm_field *f, const void *p, cJSON **out)
{
	cJSON *item = NULL;
	int err = iqm_encode_made(how, cJSON_CreateArray(), out);

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
		iqm_tree_free(value);
	return err;
}

/* Under each name that it is sent under. */
static int add_members(const struct encoding *how, const struct where *up,
		       const struct iqm_field *f, const void *p, cJSON *object)
{
	int err = 0;

	for (const char *const *name = f->names; name && !err;
	     name = iqm_encode_next_name(f, name)) {
		struct where here = { .up = up, .key = *name };

		err = iqm_encode_present(how, &here, f, p);
		if (err <= 0)
			return err;
		if (how->dialect && cJSON_GetObjectItemCaseSensitive(object, *name))
			return iqm_encode_usage(how, &here,
						"given for two fields, expected one of them");
		err = add_member(how, &here, f, p, object);
	}
	return err;
}

/* The field as it is written: as its dialect sends it, or without anything of that. */
static const struct iqm_field *written_field(const struct encoding *how,
					     const struct iqm_descriptor *t,
					     const struct iqm_field *f, struct iqm_field *variant)
{
	if (!how->plain)
		return iqm_field_in_dialect(t, f, how->dialect, variant);
	if (!has(f, IQM_F_SENDING))
		return f;
	*variant = *f;
	variant->flags &= (unsigned short)~IQM_F_SENDING;
	return variant;
}

static int make_object(const struct encoding *how, const struct where *at,
		       const struct iqm_descriptor *t, const void *from, cJSON **out)
{
	int err = iqm_encode_check_reserved(how, t, from);

	if (!err)
		err = iqm_encode_made(how, cJSON_CreateObject(), out);
	for (size_t i = 0; i < t->len && !err; i++) {
		struct iqm_field variant;
		const struct iqm_field *f = written_field(how, t, &t->fields[i], &variant);

		if (!has(f, IQM_F_OMITTED))
			err = add_members(how, at, f, (const char *)from + f->offset, *out);
	}
	return err;
}

int iqm_encode_tree(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    cJSON **out)
{
	int err;

	*out = NULL;
	err = make_object(how, NULL, t, from, out);
	if (!err)
		return 0;
	iqm_tree_free(*out);
	*out = NULL;
	return err;
}

int iqm_encode_json(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct buf *out)
{
	cJSON *tree;
	int err = iqm_encode_tree(t, from, how, &tree);

	if (err)
		return err;
	iqm_tree_print(out, tree);
	iqm_tree_free(tree);
	return iqm_encode_check_output(how, out);
}
