/* SPDX-License-Identifier: MIT */
/* The transcript of `doctor --probe`: its rows, and what the answers show. */
#include "commands/probe.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <string.h>

/* ---- rows -------------------------------------------------------------------------------- */

/* Whether it was shown before; from now on it was. */
static bool is_shown(struct transcript *t, const char *question, const char *of, const char *answer)
{
	struct buf key = { 0 };
	bool shown;

	iqm_buf_printf(&key, "%s %s %s", question, of ? of : "", answer);
	if (key.err)
		return false;
	shown = cJSON_GetObjectItemCaseSensitive(t->shown, key.data);
	if (!shown)
		cJSON_AddNullToObject(t->shown, key.data);
	iqm_buf_free(&key);
	return shown;
}

void transcript_row(struct transcript *t, const char *question, const char *of, struct buf *answer)
{
	struct cell cells[] = { text_cell(CELL_WORD, question),
				text_cell(CELL_WORD, of),
				{ CELL_LINE, { .text = NULL } } };

	iqm_buf_str(answer, "");
	if (answer->err && !t->err)
		t->err = cli_fail_nomem();
	if (!t->err && answer->len && !is_shown(t, question, of, answer->data)) {
		cells[2].as.text = answer->data;
		t->err = out_row(t->out, cells);
	}
	iqm_buf_free(answer);
}

void transcript_add_error(const struct transcript *t, struct buf *line, const struct iqm_error *e)
{
	size_t len = strlen(e->operation);

	for (size_t i = 0; i < e->service_len; i++) {
		iqm_buf_str(line, i ? "; " : "");
		redacted_add(line, t->texts, e->service[i].error);
		if (*e->service[i].field)
			iqm_buf_printf(line, " (field %s)", e->service[i].field);
	}
	if (!e->service_len)
		redacted_add(line, t->texts,
			     e->message + (strncmp(e->message, e->operation, len) ? 0 : len + 2));
}

/* ---- what the answers show --------------------------------------------------------------- */

static cJSON *data_of(const struct probe_answer *a)
{
	size_t len;
	const char *raw = iqm_row_raw(a->response, NULL, 0, &len);

	return raw ? cJSON_ParseWithLength(raw, len) : NULL;
}

/* "1 Processing, 2 Ready": each pair once. */
static void add_statuses(struct buf *t, const struct iqm_op *list, const cJSON *items)
{
	struct status_fields fields;
	const cJSON *item;

	if (!status_fields_of(list, &fields))
		return;
	cJSON_ArrayForEach(item, items)
	{
		const cJSON *id = member_json(fields.id, item);
		const cJSON *name = member_json(fields.name, item);
		char pair[80];

		if (!cJSON_IsNumber(id))
			continue;
		snprintf(pair, sizeof(pair), "%.0f %.40s", id->valuedouble,
			 cJSON_IsString(name) ? name->valuestring : "(no name)");
		if (!t->len || !strstr(t->data, pair))
			iqm_buf_printf(t, "%s%s", t->len ? ", " : "", pair);
	}
}

static void show_fields(struct transcript *t, const struct probe_answer *a, const cJSON *data)
{
	cJSON *shape = shape_of(data);
	const cJSON *items = a->op->paged ? member_json(a->op->paged->items, data) : NULL;
	struct buf line = { 0 };

	if (cJSON_IsObject(shape))
		fields_add(&line, a->op->response, shape);
	transcript_row(t, "fields", a->op->name, &line);
	if (items) {
		units_add(&line, a->op->paged->items->sub, items);
		transcript_row(t, "times", a->op->name, &line);
		add_statuses(&line, a->op, items);
		transcript_row(t, "statuses", a->op->name, &line);
	}
	iqm_tree_free(shape);
}

static void show_answers(struct transcript *t)
{
	for (size_t i = 0; i < t->probe->len; i++) {
		const struct probe_answer *a = &t->probe->answers[i];
		cJSON *data = a->response ? data_of(a) : NULL;

		if (data && !a->error.status)
			show_fields(t, a, data);
		iqm_tree_free(data);
	}
}

static void show_shapes(struct transcript *t)
{
	for (size_t i = 0; i < t->probe->len; i++) {
		const struct probe_answer *a = &t->probe->answers[i];
		struct buf line = { 0 };
		size_t len = 0;
		const char *raw = a->response ? iqm_raw(a->response, &len) : NULL;

		if (raw)
			shape_add(&line, raw, len);
		transcript_row(t, "response", a->op->name, &line);
	}
}

/* ---- status lists ------------------------------------------------------------------------ */

static void see_status(void *context, int64_t id, const char *name)
{
	struct buf *line = context;

	iqm_buf_printf(line, "%s%" PRId64 " %s", line->len ? ", " : "", id,
		       name ? name : "(no name)");
}

static void show_status_lists(struct transcript *t)
{
	for (const struct cli_status_list *list = cli_status_lists; list->op && !t->err; list++) {
		struct iqm_call call = { .cancel = t->probe->cli->call.cancel };
		struct buf line = { 0 };

		if (list->read(t->probe->client[0], &call, see_status, &line)) {
			line.len = 0;
			transcript_add_error(t, &line, &call.error);
		}
		transcript_row(t, "statuses", list->op, &line);
	}
}

/* ---- all of them ------------------------------------------------------------------------- */

void transcript_read_texts(struct transcript *t)
{
	for (size_t i = 0; i < t->probe->len; i++) {
		const struct probe_answer *a = &t->probe->answers[i];
		struct status_fields fields = { 0 };
		cJSON *data = a->response ? data_of(a) : NULL;

		status_fields_of(a->op, &fields);
		if (!a->error.status)
			private_add(t->texts, data, fields.name);
		iqm_tree_free(data);
	}
}

void transcript_answers(struct transcript *t)
{
	show_answers(t);
	show_status_lists(t);
	show_shapes(t);
}
