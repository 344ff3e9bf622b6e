/* SPDX-License-Identifier: MIT */
/* What is given as JSON: requests, and the arguments of functions. */
#include "json/json.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ARGS 8

int iqm_json_args(const struct iqm_descriptor *t, const char *json, size_t len, void **out,
		  struct iqm_error *error)
{
	int err;

	*out = NULL;
	if (!json && len)
		return iqm_fail(error, IQM_E_USAGE, "json is NULL, and its length is not 0");
	err = iqm_json_read(t, len ? json : "{}", len ? len : 2, out, error);
	return err == IQM_E_DECODE ? iqm_fail(error, IQM_E_USAGE, "%s", error->message) : err;
}

int iqm_json_usage(struct json_run *r, const char *path, const char *why)
{
	struct iqm_error *e = &r->call->error;

	snprintf(e->path, sizeof(e->path), "%s", path);
	return iqm_fail(e, IQM_E_USAGE, "%s: %s: %s", r->name, path, why);
}

void *iqm_json_memory(struct json_run *r, size_t size)
{
	return iqm_arena_alloc(iqm_response_arena(r->args), size);
}

bool iqm_json_long(struct iqm_int from, long *to)
{
	bool fits = from.value >= LONG_MIN && from.value <= LONG_MAX;

	*to = fits ? (long)from.value : 0;
	return fits;
}

int iqm_json_number_of(const char *const *names, const char *name)
{
	int i = 0;

	while (name && names[i] && strcmp(names[i], name) != 0)
		i++;
	return names[i] ? i : -1;
}

/* ---- requests -------------------------------------------------------------------------------- */

/* What an operation takes; `fields` are those of a query and a body together. */
struct form {
	struct iqm_descriptor all;
	struct iqm_field *fields;
};

/* Query and body are parts of one struct. */
static int join(struct form *form, const struct iqm_op *op, struct iqm_error *error)
{
	const struct iqm_descriptor *q = op->query, *b = op->body;
	size_t len = q->len + b->len;

	if (len > IQM_MAX_FIELDS)
		return iqm_fail(error, IQM_E_USAGE, "its request has too many fields for JSON");
	form->fields = malloc(len * sizeof(*form->fields));
	if (!form->fields)
		return iqm_fail_nomem(error);
	memcpy(form->fields, q->fields, q->len * sizeof(*form->fields));
	memcpy(form->fields + q->len, b->fields, b->len * sizeof(*form->fields));
	form->all = (struct iqm_descriptor){ .name = b->name,
					     .fields = form->fields,
					     .len = len,
					     .size = q->size > b->size ? q->size : b->size };
	return 0;
}

static int form_of(struct form *form, const struct iqm_op *op, struct iqm_error *error)
{
	*form = (struct form){ .all = { .name = "none", .size = 1 } };
	if (op && op->query && op->body)
		return join(form, op, error);
	if (op && (op->query || op->body))
		form->all = op->query ? *op->query : *op->body;
	return 0;
}

/* Each kind of member begins with a pointer, which is NULL where it is absent. */
static int check_required(struct json_run *r, const struct iqm_descriptor *t)
{
	struct iqm_error *e = &r->call->error;
	const char *args = r->args; /* NULL where `t` has no fields */

	for (size_t i = 0; args && i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		const void *first;

		memcpy(&first, args + f->offset, sizeof(first));
		if (first || !(f->flags & IQM_F_REQUIRED))
			continue;
		snprintf(e->path, sizeof(e->path), "%s", f->names[0]);
		return iqm_fail(e, IQM_E_USAGE, "%s: required, and absent", f->names[0]);
	}
	return 0;
}

#define FIRST_MS INT64_C(100000000000) /* in March 1973; as seconds it is in the year 5138 */

/* No type tells milliseconds from seconds here. */
static int check_units(struct json_run *r, const struct iqm_descriptor *t, const char *request,
		       const char *where)
{
	struct iqm_error *e = &r->call->error;

	for (size_t i = 0; request && i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];
		bool ms = f->kind == IQM_K_MS;
		struct iqm_ms time; /* struct iqm_s has the same layout */

		if (!ms && f->kind != IQM_K_S)
			continue;
		memcpy(&time, request + f->offset, sizeof(time));
		if (!time.set || !time.value || (time.value >= FIRST_MS) == ms)
			continue;
		snprintf(e->path, sizeof(e->path), "%s%s", where, f->names[0]);
		return iqm_fail(e, IQM_E_USAGE, "%s%s: expected %s since 1970, found %" PRId64,
				where, f->names[0], ms ? "milliseconds" : "seconds", time.value);
	}
	return 0;
}

/* The arguments of a function, the first of which may be a request. */
static int read_args(struct json_run *r, const struct iqm_descriptor *request, const char *json,
		     size_t len)
{
	struct iqm_descriptor t = *r->function->args;
	struct iqm_field fields[MAX_ARGS];
	const char *given = NULL; /* the request */
	int err;

	for (size_t i = 0; i < t.len; i++) {
		fields[i] = t.fields[i];
		if (fields[i].kind == IQM_K_OBJECT && !fields[i].sub)
			fields[i].sub = request;
	}
	t.fields = fields;
	err = iqm_json_args(&t, json, len, &r->args, &r->call->error);
	if (!err)
		err = check_required(r, &t);
	if (!err && r->args && t.len && fields[0].sub == request)
		memcpy(&given, r->args, sizeof(given));
	return err || !given ? err : check_units(r, request, given, "request.");
}

static int read_request(struct json_run *r, const struct iqm_descriptor *t, const char *json,
			size_t len)
{
	int err = iqm_json_args(t, json, len, &r->args, &r->call->error);

	return err ? err : check_units(r, t, r->args, "");
}

int iqm_json_read_args(struct json_run *r, const char *json, size_t len)
{
	struct iqm_error *e = &r->call->error;
	struct form form;
	int err = form_of(&form, r->op, e);

	if (!err)
		err = r->function ? read_args(r, &form.all, json, len)
				  : read_request(r, &form.all, json, len);
	free(form.fields);
	return err;
}
