/* SPDX-License-Identifier: MIT */
/* Maps: objects whose keys are data, and lists of pairs of key and value. */
#include "codec/decoder.h"

#include <string.h>

static int read_value(struct decoder *d, const struct where *at, const struct items *items,
		      const struct json_value *v, char *entry)
{
	const struct iqm_field *value = iqm_map_value(items->field);

	return items->read(d, at, value, v, entry + value->offset);
}

/* A member of an object whose keys are data. */
static int read_entry(struct decoder *d, const struct where *at, const struct items *items,
		      const struct json_value *key, const struct json_value *v, char *entry)
{
	const char *text;
	int err = iqm_decode_string(d, at, key, true, &text);

	if (err)
		return err;
	memcpy(entry + iqm_map_key(items->field)->offset, &text, sizeof(text));
	return read_value(d, at, items, v, entry);
}

/* One that has no value, or cannot be read, is no entry. */
static int add_entry(struct decoder *d, const struct where *at, const struct json_value *key,
		     struct items *items)
{
	struct json_value v;
	size_t depth;
	char *entry;
	int err = iqm_decode_value(d, at, &v);

	if (err || iqm_decode_is_absent(d, iqm_map_value(items->field), &v))
		return err;
	depth = d->json.depth;
	entry = iqm_items_add(d, at->up, items, &err);
	if (!entry)
		return err;
	err = read_entry(d, at, items, key, &v, entry);
	items->len -= err != 0;
	return err ? iqm_decode_recover(d, at, &v, depth, err) : 0;
}

int iqm_decode_map(struct decoder *d, const struct where *at, struct items *items)
{
	struct where here = { .up = at };
	struct json_value key;
	int err = 0;

	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false)
		err = add_entry(d, &here, &key, items);
	return err || !d->json.bad ? err : iqm_decode_fail_json(d, at);
}

/* What a pair of key and value has so far. */
struct pair {
	const struct items *items;
	char *entry;
	size_t keys, values;
	bool has_value;
};

static int fail_pair(struct decoder *d, const struct where *at, const struct iqm_field *f)
{
	return iqm_decode_fail(d, at, "expected an object with one %s and one %s",
			       iqm_map_key(f)->names[0], iqm_map_value(f)->names[0]);
}

static int read_pair_key(struct decoder *d, const struct where *at, struct pair *pair)
{
	const struct iqm_field *key = iqm_map_key(pair->items->field);
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	pair->keys++;
	if (err || v.kind == JSON_NULL)
		return err;
	return pair->items->read(d, at, key, &v, pair->entry + key->offset);
}

static int read_pair_value(struct decoder *d, const struct where *at, struct pair *pair)
{
	struct json_value v;
	int err = iqm_decode_value(d, at, &v);

	pair->values++;
	if (err || iqm_decode_is_absent(d, iqm_map_value(pair->items->field), &v))
		return err;
	pair->has_value = true;
	return read_value(d, at, pair->items, &v, pair->entry);
}

/* { key: k, value: v }; what else is in it is ignored in a response, and unknown in a request. */
static int read_pair(struct decoder *d, const struct where *at, struct pair *pair,
		     const struct json_value *v)
{
	struct where here = { .up = at };
	struct json_value key;
	const char *text;
	int err = 0;

	if (v->kind != JSON_OBJECT)
		return fail_pair(d, at, pair->items->field);
	for (bool first = true; !err && iqm_decode_member(d, first, &key, &here); first = false) {
		if (iqm_json_is(&key, iqm_map_key(pair->items->field)->names[0]))
			err = read_pair_key(d, &here, pair);
		else if (iqm_json_is(&key, iqm_map_value(pair->items->field)->names[0]))
			err = read_pair_value(d, &here, pair);
		else
			err = d->op ? iqm_decode_skip_next(d, &here)
				    : iqm_members_fail_unknown(d, &here, pair->items->field->sub);
	}
	if (err || d->json.bad)
		return err ? err : iqm_decode_fail_json(d, at);
	memcpy(&text, pair->entry + iqm_map_key(pair->items->field)->offset, sizeof(text));
	if (pair->has_value && (!text || pair->keys != 1 || pair->values != 1))
		return fail_pair(d, at, pair->items->field);
	return 0;
}

int iqm_decode_pair(struct decoder *d, const struct where *at, const struct json_value *v,
		    struct items *items)
{
	struct pair pair = { .items = items };
	size_t depth = d->json.depth;
	int err = 0;

	if (v->kind == JSON_NULL)
		return 0;
	pair.entry = iqm_items_add(d, at->up, items, &err);
	if (!pair.entry)
		return err;
	err = read_pair(d, at, &pair, v);
	if (err || !pair.has_value)
		items->len--;
	return err ? iqm_decode_recover(d, at, v, depth, err) : 0;
}
