/* SPDX-License-Identifier: MIT */
/* A call by its name that is started. */
#include "async/async.h"
#include "files/files.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

struct json_start {
	struct json_run run;
	bool ran;       /* by a thread, which has made the response */
	char *response; /* NULL: there was no memory, or it did not run */
	iqm_json_done *done;
	void *context;
};

/* A large document takes its time: not that of the loop. */
static int run(void *task, struct iqm_call *call)
{
	struct json_start *s = task;
	int err = iqm_json_run(&s->run);

	(void)call;
	s->ran = true;
	s->response = iqm_json_document(&s->run);
	return err;
}

static void end(void *context, int status, struct iqm_call *call)
{
	struct json_start s = *(struct json_start *)context;

	free(context);
	if (!s.ran) {
		if (s.run.function && s.run.function->end)
			s.run.function->end(&s.run);
		s.response = iqm_json_document(&s.run);
	}
	iqm_free(s.run.args);
	s.done(s.context, status, s.response, call);
}

/* Of those it takes, the one of a purchase in the journal; else the call's. NULL: none. */
static const char *key_of(const struct json_run *r)
{
	const struct iqm_descriptor *t = r->function ? r->function->args : NULL;

	if (r->function && r->function->no_turn)
		return NULL;
	for (size_t i = 0; t && i < t->len; i++)
		if (t->fields[i].kind == IQM_K_STR && !strcmp(t->fields[i].names[0], "key"))
			return *(const char *const *)((const char *)r->args + t->fields[i].offset);
	return r->call->key;
}

static int start(struct json_start *s)
{
	const struct json_function *function = s->run.function;
	const struct async_task task = {
		.name = s->run.name,
		.key = key_of(&s->run),
		.timeout_ms = function == &iqm_json_save ? IQM_SAVE_TIMEOUT_MS : 0,
		.run = run,
		.task = s,
	};

	return function && function->start
		       ? function->start(&s->run, end, s)
		       : iqm_async_start(s->run.client, &task, s->run.call, end, s);
}

/* The caller's may be gone when the call is made. */
static int keep_name(struct json_run *r)
{
	size_t size = strlen(r->name) + 1;
	char *name = iqm_json_memory(r, size);

	if (!name)
		return iqm_fail_nomem(&r->call->error);
	memcpy(name, r->name, size);
	r->name = name;
	return 0;
}

static int begin(struct json_start *s, const char *json, size_t len)
{
	int err = iqm_json_prepare(&s->run, json, len);

	if (!err && !s->done)
		err = iqm_fail(&s->run.call->error, IQM_E_USAGE, "%s: done is NULL", s->run.name);
	if (!err)
		err = keep_name(&s->run);
	return err ? err : start(s);
}

int iqm_call_json_start(struct iqm_client *client, const char *name, const char *json, size_t len,
			char **response, struct iqm_call *call, iqm_json_done *done, void *context)
{
	struct json_start *s = calloc(1, sizeof(*s));
	int err;

	if (response)
		*response = NULL;
	if (!s || !response || !call) {
		free(s);
		return response && call ? iqm_fail_nomem(&call->error) : IQM_E_USAGE;
	}
	s->run = (struct json_run){ .client = client, .name = name, .call = call };
	s->done = done;
	s->context = context;
	err = begin(s, json, len);
	if (!err)
		return 0;
	*response = iqm_json_document(&s->run);
	iqm_free(s->run.args);
	free(s);
	return err;
}
