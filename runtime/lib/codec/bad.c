/* SPDX-License-Identifier: MIT */
/* Fields that cannot be read: what becomes of them, and who gets to know. */
#include "codec/codec.h"
#include "codec/json.h"

#include <string.h>

/* ---- what an operation needs ----------------------------------------------------------------- */

/* Of a price all of it; what was bought is bought, whatever it costs. */
static bool is_of_verdict(const struct iqm_verdict *v, const struct iqm_field *f)
{
	return f == v->flag[0] || f == v->flag[1] ||
	       (v->yes == IQM_CREATABLE && (f == v->cost || f == v->funds));
}

bool iqm_is_needed(const struct iqm_op *op, const struct iqm_field *f)
{
	return f->flags & (IQM_F_REQUIRED | IQM_F_NEEDED) ||
	       (op->verdict && is_of_verdict(op->verdict, f)) ||
	       (op->paged && f == op->paged->items) || (op->file && f == op->file->url);
}

/* ---- where a bad field is -------------------------------------------------------------------- */

static bool is_called(const struct where *at, const char *name)
{
	struct json_value key = { .kind = JSON_STRING, .text = at->key, .len = at->key_len };

	if (!key.text)
		return false;
	if (!key.len)
		key.len = strlen(key.text);
	key.escaped = memchr(key.text, '\\', key.len);
	return iqm_json_is(&key, name);
}

static const struct iqm_field *field_at(const struct iqm_descriptor *t, const struct where *at)
{
	for (size_t i = 0; i < t->len; i++)
		for (const char *const *name = t->fields[i].names; *name; name++)
			if (is_called(at, *name))
				return &t->fields[i];
	return NULL;
}

/* The steps of a path, the outermost first; gives how many there are, `most` at most. */
static size_t steps_of(const struct where *at, const struct where **steps, size_t most)
{
	size_t len = at ? steps_of(at->up, steps, most) : 0;

	if (!at || len == most)
		return len;
	steps[len] = at;
	return len + 1;
}

/* Whether the step below the data is in a list or map that stands in the response's place. */
static bool is_unwrapped(const struct iqm_descriptor *t, const struct where *step)
{
	return t->unwrapped && (!step->key || t->unwrapped->kind == IQM_K_MAP);
}

/* Notes the row's field that it is or is in, or the response's: "data", list, index, field. */
static int note(const struct iqm_op *op, struct arena *arena, const struct where *at)
{
	const struct where *steps[4];
	size_t len = steps_of(at, steps, 4);
	const struct iqm_field *f = NULL;
	size_t i = len && steps[0]->key && is_called(steps[0], op->api->envelope_data);
	bool is_row;

	if (i < len && is_unwrapped(op->response, steps[i]))
		f = op->response->unwrapped;
	else if (i < len)
		f = field_at(op->response, steps[i++]);
	if (!f || f->kind != IQM_K_LIST || i == len)
		return iqm_note_bad(arena, NULL, 0, f);
	is_row = !steps[i]->key; /* else an object in the place of a list */
	i += is_row;
	return iqm_note_bad(arena, f, is_row ? steps[i - 1]->index : 0,
			    i < len ? field_at(f->sub, steps[i]) : NULL);
}

/* ---- who gets to know ------------------------------------------------------------------------ */

static void record(struct iqm_call *call, const char *path, const char *reason)
{
	struct iqm_bad_field *bad = &call->bad[call->bad_len];

	call->bad_total++;
	if (call->bad_len == IQM_BAD_FIELDS)
		return;
	call->bad_len++;
	iqm_copy_text(bad->path, sizeof(bad->path), path);
	iqm_copy_text(bad->reason, sizeof(bad->reason), reason);
}

/* A place in the call's report, and an event that waits for the verdict. */
static int report(const struct reading *how, const struct iqm_error *e, struct buf *events)
{
	size_t path_len = strlen(e->path);
	const char *why = e->message + path_len + (path_len ? 2 : 0); /* behind "path: " */

	if (how->call)
		record(how->call, e->path, why);
	if (!how->logger || !how->logger->on_event)
		return 0;
	iqm_buf_add(events, e->path, path_len + 1);
	return iqm_buf_add(events, why, strlen(why) + 1);
}

int iqm_report_bad(const struct iqm_op *op, const struct reading *how, struct arena *arena,
		   const struct where *at, struct iqm_error *error, struct buf *events)
{
	int err = report(how, error, events);

	error->path[0] = error->message[0] = '\0';
	error->status = error->cause = 0;
	return err ? err : note(op, arena, at);
}

void iqm_emit_bad(const struct iqm_op *op, const struct reading *how, const struct buf *events)
{
	struct iqm_event event = {
		.kind = IQM_EVENT_BAD_FIELD,
		.operation = op->name,
		.user_data = how->call ? how->call->user_data : NULL,
	};

	for (size_t at = 0; at < events->len;) {
		event.field = events->data + at;
		event.why = event.field + strlen(event.field) + 1;
		at += strlen(event.field) + strlen(event.why) + 2;
		iqm_emit(how->logger, &event);
	}
}
