/* SPDX-License-Identifier: MIT */
/* One run in a process that it may end, and what can be said of it there. */
#include "driver.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_S 60 /* a run that takes longer hangs */

static const struct iqm_error *error_of(const struct run *r)
{
	return r->client || !r->opening.status ? &r->call.error : &r->opening;
}

static void fault(struct trial *trial, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fault(struct trial *trial, const char *format, ...)
{
	va_list list;

	if (*trial->fault)
		return;
	va_start(list, format);
	vsnprintf(trial->fault, sizeof(trial->fault), format, list);
	va_end(list);
}

/* ---- before it ------------------------------------------------------------------------------- */

static void refresh_token(const struct stage *stage, struct run *r)
{
	struct control control;
	const cJSON *refresh;
	cJSON *token;

	control_open(&control, stage->sandbox);
	token = control_ask(&control, "token", "{}");
	refresh = cJSON_GetObjectItemCaseSensitive(token, "refresh_token");
	snprintf(r->material.refresh, sizeof(r->material.refresh), "%s",
		 cJSON_GetStringValue(refresh));
	cJSON_Delete(token);
	control_close(&control);
}

static void begin(const struct stage *stage, struct run *r, size_t number)
{
	*r = (struct run){ .task = stage->task, .sandbox = stage->sandbox, .token = stage->token };
	run_begin(r, number);
	r->material.failed_id = stage->spare + 1 + (int64_t)number;
	if (stage->task->op && !strcmp(stage->task->op->name, "auth.refresh"))
		refresh_token(stage, r);
}

/* ---- after it -------------------------------------------------------------------------------- */

/* An error says what it is, in one line that can be printed, without a secret. */
static void check_error(const struct run *r, struct trial *trial)
{
	const struct iqm_error *e = error_of(r);

	if (!r->err)
		return;
	if (e->status != r->err)
		fault(trial, "it returned %s, and its error says %s", iqm_status_name(r->err),
		      iqm_status_name(e->status));
	if (!*e->message)
		fault(trial, "%s without a word", iqm_status_name(r->err));
	for (const char *c = e->message; *c; c++)
		if ((unsigned char)*c < ' ')
			fault(trial, "its message has a control byte");
	if (strstr(e->message, r->token) || strstr(e->message, r->sandbox->password))
		fault(trial, "a secret is in its message");
}

static void check_values(const struct stage *stage, const struct run *r, struct trial *trial,
			 const char *when)
{
	char where[100];

	if (r->err || !stage->clean[0] || !*stage->clean[0])
		return;
	/* By name: what was done is done, and there may have been no memory for what came. */
	if (!*r->values && strstr(stage->task->name, "by name"))
		return;
	if (!values_agree(stage->clean[0], stage->clean[1], r->values, where, sizeof(where)))
		fault(trial, "%s, and another value than without a failure: %s", when, where);
}

static bool may_be_repeated(const struct task *s)
{
	return !s->check &&
	       !(s->op && (s->op->effect == IQM_DELETE || !strcmp(s->op->name, "auth.refresh")));
}

/* A failure leaves nothing behind in its process. */
static void check_again(const struct stage *stage, const struct run *r, struct trial *trial)
{
	static struct run again;

	if (!may_be_repeated(stage->task))
		return;
	run_end((struct run *)r);
	begin(stage, &again, r->number);
	again.phase = ".2";
	run_make(&again);
	if (again.err)
		fault(trial, "the same after it: %s: %.150s", iqm_status_name(again.err),
		      error_of(&again)->message);
	check_values(stage, &again, trial, "the same after it");
}

static void fill_result(const struct run *r, struct trial *trial)
{
	const struct iqm_op *op = r->task->op;
	const struct iqm_error *e = error_of(r);
	struct result *result = &trial->result;

	*result = (struct result){ .kind = kinds_len,
				   .status = r->err,
				   .cause = e->cause,
				   .delivery = r->client ? e->delivery : IQM_NOT_SENT,
				   .outcome = r->outcome,
				   .file = !op,
				   .paid = op && op->effect == IQM_PAID,
				   .deletes = op && op->effect == IQM_DELETE,
				   .once = op && op->effect == IQM_ONCE };
	snprintf(result->message, sizeof(result->message), "%.199s", e->message);
	trial->opened = r->client;
	trial->connected = r->connected;
	trial->buys_once = r->task->journal;
	snprintf(trial->struck, sizeof(trial->struck), "%s",
		 failing_struck() ? failing_struck() : "");
}

static void check_run(const struct stage *stage, struct run *r, struct trial *trial)
{
	const char *why = NULL;

	if (!trial->failure.forever && trial->failure.at < 0 && r->err)
		fault(trial, "without a failure: %s: %.200s", iqm_status_name(r->err),
		      error_of(r)->message);
	check_error(r, trial);
	check_values(stage, r, trial, "it succeeded");
	if (stage->task->check)
		why = stage->task->check(r);
	if (why)
		fault(trial, "%s", why);
	check_again(stage, r, trial);
}

void child_run(const struct stage *stage, size_t number, struct trial *trial, char *values)
{
	static struct run r;
	int descriptors;
	size_t live;

	alarm(PATIENCE_S);
	begin(stage, &r, number);
	descriptors = system_descriptors();
	failing_shows = stage->shows;
	failing_begin(&trial->failure);
	run_make(&r);
	failing_end();
	live = memory_live();
	for (int i = 0; i < FAIL_CLASSES; i++)
		trial->counts[i] = failing_count((enum fail_class)i);
	fill_result(&r, trial);
	if (live && !stage->task->cold)
		fault(trial, "%zu blocks are not freed", live);
	if (live && stage->shows)
		memory_show();
	if (system_descriptors() != descriptors && !stage->task->cold)
		fault(trial, "%d descriptors are left open", system_descriptors() - descriptors);
	if (values)
		snprintf(values, VALUES_ROOM, "%s", r.values);
	check_run(stage, &r, trial);
	run_end(&r);
	trial->done = true;
}

void child_warm(const struct stage *stage, size_t number)
{
	static struct run r;

	begin(stage, &r, number);
	r.phase = ".0";
	r.material.failed_id = stage->spare; /* no other run deletes it */
	run_make(&r);
	run_end(&r);
}
