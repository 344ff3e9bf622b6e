/* SPDX-License-Identifier: MIT */
/* A report's file: its link is asked for, again when it has ended, and the file fetched. */
#include "files/save.h"

#include <stdlib.h>
#include <string.h>

/* A field of the request, by its row. */
static void set_id(void *request, const struct iqm_field *row, int64_t value)
{
	struct iqm_int id = iqm_int(value);

	memcpy((char *)request + row->offset, &id, sizeof(id));
}

/* The requests of a link are the call's too. */
static void add_attempts(struct iqm_call *call, const struct iqm_call *inner, int before)
{
	for (int n = 1; n <= inner->error.attempts; n++)
		*iqm_save_attempt(call, before + n) = inner->attempts[n - 1];
	call->error.attempts = before + inner->error.attempts;
}

static int take_link(struct saving *s)
{
	const struct iqm_field *row = s->op->file->url;

	memcpy(&s->url, (const char *)s->link + row->offset, sizeof(s->url));
	if (s->url && *s->url)
		return 0;
	memcpy(s->error->operation, s->op->name, strlen(s->op->name) + 1);
	return iqm_fail(s->error, IQM_E_DECODE, "%s: the response has no %s", s->op->name,
			row->names[0]);
}

int iqm_link_ask(struct saving *s)
{
	struct iqm_call inner = iqm_inner_call(s->client, &s->limits);
	int before = s->error->attempts;
	void *request = calloc(1, s->op->body->size);
	int err;

	if (!request)
		return iqm_fail_nomem(s->error);
	set_id(request, s->op->file->id, s->id);
	set_id(request, s->op->file->type, s->file_type);
	iqm_free(s->link);
	s->url = NULL;
	err = iqm_perform(s->client, s->op, request, &s->link, &inner);
	free(request);
	*s->error = inner.error;
	add_attempts(s->call, &inner, before);
	s->ready = iqm_now(s->client);
	return err ? err : take_link(s);
}

/* The caller's form wins. */
static enum iqm_file_format form_of(const struct iqm_file *file, int64_t type,
				    enum iqm_file_format named)
{
	if (named != IQM_FORMAT_ANY)
		return named;
	if (type == file->xlsx)
		return IQM_FORMAT_XLSX;
	return type == file->csv ? IQM_FORMAT_CSV : IQM_FORMAT_ANY;
}

int iqm_report_save(struct iqm_client *client, const struct iqm_op *op, int64_t id,
		    int64_t file_type, struct iqm_save *save, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct saving s = {
		.client = client,
		.save = save,
		.call = call ? call : &none,
		.op = op,
		.id = id,
		.file_type = file_type,
	};
	int err;

	s.form_kind = save ? form_of(op->file, file_type, save->form) : IQM_FORMAT_ANY;
	err = iqm_save_run(&s);
	iqm_free(s.link);
	return err;
}
