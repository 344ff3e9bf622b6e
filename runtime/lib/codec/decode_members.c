/* SPDX-License-Identifier: MIT */
/* Which field a member of an object is, and whether its value counts. */
#include "codec/decoder.h"

#include <stdio.h>
#include <string.h>

void iqm_members_init(struct members *m, const struct iqm_descriptor *t)
{
	m->descriptor = t;
	m->guess = 0;
	memset(m->from, 0, t->len * sizeof(m->from[0]));
	memset(m->met, 0, t->len * sizeof(m->met[0]));
}

const struct iqm_field *iqm_members_find(struct members *m, const struct json_value *key,
					 unsigned *rank)
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

bool iqm_is_joinable(const struct iqm_field *f)
{
	return f->kind == IQM_K_INTS || f->kind == IQM_K_NUMS || f->kind == IQM_K_BOOLS ||
	       (f->kind == IQM_K_STRS && f->flags & IQM_F_EXACT);
}

/* Services write "" for a number that they do not have. In a request it is an error, and null is a
 * value that any JSON may have. */
bool iqm_decode_is_absent(const struct decoder *d, const struct iqm_field *f,
			  const struct json_value *v)
{
	if (v->kind == JSON_NULL)
		return d->op || f->kind != IQM_K_JSON;
	if (v->kind != JSON_STRING || v->len || !d->op)
		return false;
	return iqm_is_joinable(f) || f->kind < IQM_K_STR;
}

/* The names that are known there, as many as a message has room for. */
static void list_names(const struct iqm_descriptor *t, char *out, size_t size)
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < t->len; i++) {
		const char *name = t->fields[i].names[0];

		if (at + strlen(name) + sizeof(", ...") + 2 > size) {
			snprintf(out + at, size - at, ", ...");
			return;
		}
		at += (size_t)snprintf(out + at, size - at, "%s%s", i ? ", " : "", name);
	}
}

int iqm_members_fail_unknown(struct decoder *d, const struct where *at,
			     const struct iqm_descriptor *t)
{
	char names[200];
	int err;

	list_names(t, names, sizeof(names));
	err = iqm_decode_fail(d, at, "unknown field, expected %s", *names ? names : "none");
	return d->error ? iqm_fail(d->error, IQM_E_USAGE, "%s", d->error->message) : err;
}

int iqm_members_fail_renamed(struct decoder *d, const struct where *at, const struct members *m,
			     const struct iqm_field *f)
{
	unsigned met = m->met[f - m->descriptor->fields];
	size_t first = 0;

	while (!(met & 1u << first))
		first++;
	return iqm_decode_fail(d, at, "given twice: '%s' is another name of it", f->names[first]);
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
