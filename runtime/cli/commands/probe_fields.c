/* SPDX-License-Identifier: MIT */
/* The shape of a response against the fields that the spec knows. */
#include "commands/probe.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <string.h>

#define LARGEST_S 1e11 /* a larger timestamp is in milliseconds */
#define PREFIX_SIZE 200

struct comparison {
	struct buf named;   /* otherwise than by the first name */
	struct buf unknown; /* what the spec does not know */
	struct buf absent;
};

static void add(struct buf *t, const char *prefix, const char *text)
{
	iqm_buf_printf(t, "%s%s%s", t->len ? ", " : "", prefix, text);
}

static bool is_known(const struct iqm_descriptor *known, const char *name)
{
	for (size_t i = 0; i < known->len; i++)
		for (const char *const *n = known->fields[i].names; *n; n++)
			if (!strcmp(*n, name))
				return true;
	return false;
}

static void compare(struct comparison *c, const struct iqm_descriptor *known, const cJSON *shape,
		    const char *prefix);

static void compare_field(struct comparison *c, const struct iqm_field *f, const cJSON *shape,
			  const char *prefix)
{
	const cJSON *value = member_json(f, shape);
	const char *name;
	char inner[PREFIX_SIZE];

	if (!value) {
		add(&c->absent, prefix, f->names[0]);
		return;
	}
	name = value->string;
	if (strcmp(name, f->names[0]) != 0) {
		add(&c->named, prefix, f->names[0]);
		iqm_buf_printf(&c->named, " as %s", name);
	}
	if (!f->sub || f->kind == IQM_K_MAP)
		return;
	if (cJSON_IsArray(value))
		value = value->child;
	snprintf(inner, sizeof(inner), "%s%s.", prefix, name);
	if (cJSON_IsObject(value))
		compare(c, f->sub, value, inner);
}

static void compare(struct comparison *c, const struct iqm_descriptor *known, const cJSON *shape,
		    const char *prefix)
{
	const cJSON *item;

	for (size_t i = 0; i < known->len; i++)
		compare_field(c, &known->fields[i], shape, prefix);
	cJSON_ArrayForEach(item, shape) if (!is_known(known, item->string))
		add(&c->unknown, prefix, item->string);
}

static void add_part(struct buf *t, const char *title, struct buf *part)
{
	if (part->len && !part->err)
		iqm_buf_printf(t, "%s%s: %s", t->len ? "; " : "", title, part->data);
	iqm_buf_free(part);
}

void fields_add(struct buf *t, const struct iqm_descriptor *known, const cJSON *shape)
{
	struct comparison c = { .named = { 0 } };

	compare(&c, known, shape, "");
	add_part(t, "other names", &c.named);
	add_part(t, "unknown", &c.unknown);
	add_part(t, "absent", &c.absent);
	if (!t->len)
		iqm_buf_str(t, "all are there, by their first names");
}

/* ---- timestamps -------------------------------------------------------------------------- */

static void add_unit(struct buf *t, const struct iqm_field *f, const cJSON *items)
{
	size_t ms = 0;
	size_t s = 0;
	const cJSON *item;

	cJSON_ArrayForEach(item, items)
	{
		const cJSON *v = member_json(f, item);

		if (!v || !cJSON_IsNumber(v) || v->valuedouble <= 0)
			continue;
		ms += v->valuedouble >= LARGEST_S;
		s += v->valuedouble < LARGEST_S;
	}
	if (ms || s)
		iqm_buf_printf(t, "%s%s: %s", t->len ? ", " : "", f->names[0],
			       ms && s ? "some seconds, some milliseconds"
			       : ms    ? "milliseconds"
				       : "seconds");
}

void units_add(struct buf *t, const struct iqm_descriptor *row, const cJSON *items)
{
	for (size_t i = 0; i < row->len; i++)
		if (row->fields[i].kind == IQM_K_MS || row->fields[i].kind == IQM_K_S)
			add_unit(t, &row->fields[i], items);
}
