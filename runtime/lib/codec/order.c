/* SPDX-License-Identifier: MIT */
/* What can be said of an order before it is sent: its days are in order and none of the two is
 * missing, and no number is negative. */
#include "codec/codec.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int fail(struct iqm_error *error, const struct where *at, const char *why, int64_t found)
{
	char path[sizeof(error->path)];

	iqm_path_of(at, path, sizeof(path));
	iqm_fail(error, IQM_E_USAGE, "%s: %s, found %" PRId64, path, why, found);
	if (error)
		memcpy(error->path, path, sizeof(path));
	return IQM_E_USAGE;
}

/* ---- numbers ------------------------------------------------------------------------------ */

static int check_number(const struct where *at, int64_t value, struct iqm_error *error)
{
	return value < 0 ? fail(error, at, "expected 0 or more", value) : 0;
}

static int check_numbers(const struct where *at, const void *member, struct iqm_error *error)
{
	struct iqm_ints ints;
	int err = 0;

	memcpy(&ints, member, sizeof(ints));
	for (size_t i = 0; !err && ints.items && i < ints.len; i++) {
		struct where here = { .up = at, .index = i };

		err = check_number(&here, ints.items[i], error);
	}
	return err;
}

static int check_fields(const struct where *up, const struct iqm_descriptor *t, const void *from,
			struct iqm_error *error);

struct list {
	const char *items;
	size_t len;
};

/* The items of every list of objects are pointers to them; of one that is not sent nobody has
 * checked that they are there. */
static int check_list(const struct where *at, const struct iqm_descriptor *t,
		      const struct list *list, struct iqm_error *error)
{
	int err = 0;

	for (size_t i = 0; !err && i < list->len; i++) {
		struct where here = { .up = at, .index = i };
		const void *item;

		memcpy(&item, list->items + i * sizeof(item), sizeof(item));
		err = item ? check_fields(&here, t, item, error) : 0;
	}
	return err;
}

static int check_field(const struct where *at, const struct iqm_field *f, const void *member,
		       struct iqm_error *error);

static int check_map(const struct where *at, const struct iqm_field *f, const struct list *list,
		     struct iqm_error *error)
{
	const struct iqm_field *value = iqm_map_value(f);
	int err = 0;

	for (size_t i = 0; !err && i < list->len; i++) {
		const char *entry = list->items + i * f->sub->size;
		struct where here = { .up = at };

		memcpy(&here.key, entry + iqm_map_key(f)->offset, sizeof(here.key));
		err = check_field(&here, value, entry + value->offset, error);
	}
	return err;
}

static int check_field(const struct where *at, const struct iqm_field *f, const void *member,
		       struct iqm_error *error)
{
	struct iqm_int number;
	struct list list;
	const void *object;

	switch (f->kind) {
	case IQM_K_INT:
		memcpy(&number, member, sizeof(number));
		return number.set ? check_number(at, number.value, error) : 0;
	case IQM_K_INTS:
		return check_numbers(at, member, error);
	case IQM_K_OBJECT:
		memcpy(&object, member, sizeof(object));
		return object ? check_fields(at, f->sub, object, error) : 0;
	case IQM_K_LIST:
		memcpy(&list, member, sizeof(list));
		return list.items ? check_list(at, f->sub, &list, error) : 0;
	case IQM_K_MAP:
		memcpy(&list, member, sizeof(list));
		return list.items ? check_map(at, f, &list, error) : 0;
	default:
		return 0;
	}
}

static int check_fields(const struct where *up, const struct iqm_descriptor *t, const void *from,
			struct iqm_error *error)
{
	int err = 0;

	for (size_t i = 0; !err && i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		const void *member = (const char *)from + f->offset;
		struct where at = { .up = up, .key = f->names[0] };

		err = check_field(&at, f, member, error);
	}
	return err;
}

/* ---- days --------------------------------------------------------------------------------- */

static struct iqm_ms timestamp(const struct iqm_field *f, const void *from)
{
	struct iqm_ms t; /* struct iqm_s has the same layout */

	memcpy(&t, (const char *)from + f->offset, sizeof(t));
	return t;
}

/* In either unit: what is in the wrong one is not this check's matter. */
static int check_days(const struct iqm_descriptor *t, const void *from, struct iqm_error *error)
{
	struct iqm_ms first = timestamp(t->first_day, from);
	struct iqm_ms last = timestamp(t->last_day, from);
	const char *names[] = { t->first_day->names[0], t->last_day->names[0] };
	struct where at = { .key = names[1] };
	char why[128];

	if (!first.set != !last.set) {
		at.key = names[!last.set];
		iqm_fail(error, IQM_E_USAGE, "%s: missing, as '%s' is there", at.key,
			 names[!!last.set]);
		if (error)
			iqm_path_of(&at, error->path, sizeof(error->path));
		return IQM_E_USAGE;
	}
	if (!first.set || iqm_ms_to_seconds(first) <= iqm_ms_to_seconds(last))
		return 0;
	snprintf(why, sizeof(why), "expected '%s' or later, which is %" PRId64, names[0],
		 first.value);
	return fail(error, &at, why, last.value);
}

int iqm_check_order(const struct iqm_descriptor *t, const void *from, struct iqm_error *error)
{
	int err;

	if (!t || !t->first_day)
		return 0;
	err = check_days(t, from, error);
	return err ? err : check_fields(NULL, t, from, error);
}
