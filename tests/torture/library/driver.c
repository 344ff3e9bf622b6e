/* SPDX-License-Identifier: MIT */
/* All runs of a task: clean ones, which count calls, then one for each failure. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "driver.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SPARE_REPORTS 20000
#define CLEAN 2      /* runs */
#define MOST_SHOWN 4 /* faults of a task */

static const char *const class_names[] = { "memory", "libcurl", "system" };
static const unsigned variants[] = { 1, 3, 4 }; /* the most errors that a call of the class has */

static void *shared(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		abort();
	return p;
}

/* ---- the failures ---------------------------------------------------------------------------- */

/* All calls of a class: each of their errors, and what lasts from every eighth on. */
static size_t plan_all(struct trial *trials, enum fail_class class, long calls)
{
	size_t n = 0;

	for (long at = 0; at < calls; at++) {
		for (unsigned v = 0; v < variants[class]; v++, n++)
			if (trials)
				trials[n].failure = (struct failure){ class, at, false, v };
		if (at % 8)
			continue;
		if (trials)
			trials[n].failure = (struct failure){ class, at, true, 0 };
		n++;
	}
	return n;
}

/* Some, spread evenly; every fourth lasts. */
static size_t plan_some(struct trial *trials, enum fail_class class, long calls, long most)
{
	long n = calls < most ? calls : most;

	for (long i = 0; trials && i < n; i++)
		trials[i].failure =
			(struct failure){ class, i * calls / n, i % 4 == 3, (unsigned)i };
	return (size_t)n;
}

static size_t plan_trials(struct trial *trials, const struct plan *plan, const long *calls)
{
	size_t n = 0;

	for (int c = 0; c < FAIL_CLASSES; c++) {
		struct trial *to = trials ? trials + n : NULL;
		enum fail_class class = (enum fail_class)c;

		n += plan->failures ? plan_some(to, class, calls[c], plan->failures)
				    : plan_all(to, class, calls[c]);
	}
	return n;
}

/* ---- processes ------------------------------------------------------------------------------- */

#define AT_ONCE 8  /* processes, at most */
#define IN_A_ROW 8 /* trials of one process, but where it must be new */

/* A process, and the trials that are its own. */
struct worker_process {
	pid_t process; /* 0: none */
	size_t from, to;
};

static void start(const struct stage *stage, struct trial *trials, struct worker_process *w,
		  char *values)
{
	w->process = fork();
	if (w->process < 0)
		abort();
	if (w->process)
		return;
	for (size_t i = w->from; i < w->to; i++)
		child_run(stage, i, &trials[i], values);
	_exit(0);
}

/* Waits until one has ended. It has trials left where one of them ended it. */
static struct worker_process *wait_for_one(struct trial *trials, struct worker_process *all)
{
	struct worker_process *w = all;
	int ended;
	pid_t process = wait(&ended);

	while (w->process != process)
		w++;
	w->process = 0;
	while (w->from < w->to && trials[w->from].done)
		w->from++;
	if (w->from < w->to)
		trials[w->from++].ended = ended;
	return w;
}

static void run_all(const struct stage *stage, struct trial *trials, size_t from, size_t to,
		    int at_a_time)
{
	struct worker_process all[AT_ONCE] = { 0 };
	size_t in_a_row = stage->task->cold ? 1 : IN_A_ROW;
	int running = 0;

	while (from < to || running) {
		struct worker_process *w = all;

		if (from < to && running < at_a_time) {
			while (w->process)
				w++;
			w->from = from;
			from = w->to = from + in_a_row < to ? from + in_a_row : to;
			running++;
		} else {
			w = wait_for_one(trials, all);
		}
		if (w->from < w->to)
			start(stage, trials, w, NULL);
		else
			running--;
	}
}

/* ---- a task --------------------------------------------------------------------------------- */

static void set_reports(struct stage *stage, struct control *control, size_t count)
{
	const struct iqm_op *op = stage->task->op;
	char body[100];
	cJSON *made;

	if (!op || op->effect != IQM_DELETE)
		return;
	snprintf(body, sizeof(body), "{\"family\":\"%s\",\"count\":%zu,\"status\":\"failed\"}",
		 op->family, count);
	made = control_ask(control, "reports", body);
	stage->spare = (int64_t)cJSON_GetObjectItem(made, "first")->valuedouble;
	cJSON_Delete(made);
}

/* Gives the token that the stage has. */
static cJSON *set_sandbox(struct stage *stage, struct control *control)
{
	cJSON *token;

	control_open(control, stage->sandbox);
	control_post(control, "reset", "{}");
	control_post(control, "settings", "{\"always_sell\":true,\"ready_after\":0}");
	set_reports(stage, control, SPARE_REPORTS);
	token = control_ask(control, "token", "{\"life\":1000000}");
	stage->token = cJSON_GetStringValue(cJSON_GetObjectItem(token, "access_token"));
	return token;
}

static void show(const struct stage *stage, const struct trial *trial, const char *why)
{
	const struct failure *f = &trial->failure;

	fprintf(stderr, "%s: %s %ld %u%s (%s): %s", stage->task->name, class_names[f->class], f->at,
		f->variant, f->forever ? " forever" : "", trial->struck, why);
	if (why != trial->fault && *trial->fault)
		fprintf(stderr, "; %s", trial->fault);
	fprintf(stderr, " [%s: %s]\n", iqm_status_name(trial->result.status),
		trial->result.message);
}

static void evaluate(const struct stage *stage, struct control *control, struct trial *trials,
		     size_t len, struct totals *totals)
{
	int shown = 0;

	if (!stage->task->cold)
		bill_read(control, trials, len);
	for (size_t i = 0; i < len; i++) {
		const char *why = bill_fault(&trials[i]);

		totals->runs++;
		totals->struck += *trials[i].struck != '\0';
		totals->unknown += trials[i].result.status == IQM_E_UNKNOWN_OUTCOME;
		totals->faults += why != NULL;
		if (why && shown++ < MOST_SHOWN)
			show(stage, &trials[i], why);
	}
}

/* Time goes on between them, so that they differ where it is in what comes. */
static void clean_runs(struct stage *stage, struct control *control, struct trial *trials)
{
	struct worker_process w;
	char *values[CLEAN];

	for (size_t i = 0; i < CLEAN; i++) {
		values[i] = shared(VALUES_ROOM);
		trials[i].failure = (struct failure){ .at = -1 };
		w = (struct worker_process){ .from = i, .to = i + 1 };
		start(stage, trials, &w, values[i]);
		wait_for_one(trials, &w);
		if (!stage->task->cold)
			control_post(control, "clock", "{\"advance\":5}");
	}
	memcpy(stage->clean, values, sizeof(values));
}

static size_t make_runs(struct stage *stage, struct control *control, const struct plan *plan,
			struct trial **out)
{
	struct trial *trials = shared(CLEAN * sizeof(*trials));
	struct trial *all;
	size_t len;

	if (!stage->task->cold)
		child_warm(stage, 1);
	clean_runs(stage, control, trials);
	len = CLEAN + (plan->shows ? 1 : plan_trials(NULL, plan, trials->counts));
	all = shared(len * sizeof(*all));
	memcpy(all, trials, CLEAN * sizeof(*all));
	if (plan->shows)
		all[CLEAN].failure = plan->one.failure;
	else
		plan_trials(all + CLEAN, plan, trials->counts);
	stage->shows = plan->shows;
	run_all(stage, all, CLEAN, len, plan->at_a_time);
	munmap(trials, CLEAN * sizeof(*trials));
	*out = all;
	return len;
}

void task_torture(const struct task *s, const struct sandbox *sandbox, const struct plan *plan,
		  struct totals *totals)
{
	struct stage stage = { .task = s, .sandbox = sandbox, .token = "none is needed" };
	struct totals its = { 0 };
	struct control control = { .sandbox = sandbox };
	struct trial *trials;
	size_t len;
	cJSON *token = NULL;

	if (!s->cold)
		token = set_sandbox(&stage, &control);
	if (s->prepare)
		s->prepare(&(struct run){ .task = s, .sandbox = sandbox, .token = stage.token });
	len = make_runs(&stage, &control, plan, &trials);
	evaluate(&stage, &control, trials, len, &its);
	for (int c = 0; c < FAIL_CLASSES; c++)
		its.calls[c] = trials->counts[c];
	printf("%s: %ld memory, %ld libcurl, %ld system; %ld runs, %ld struck, %ld unknown, %ld "
	       "faults\n",
	       s->name, its.calls[0], its.calls[1], its.calls[2], its.runs, its.struck, its.unknown,
	       its.faults);
	totals->runs += its.runs;
	totals->faults += its.faults;
	munmap(trials, len * sizeof(*trials));
	cJSON_Delete(token);
	if (!s->cold)
		control_close(&control);
}
