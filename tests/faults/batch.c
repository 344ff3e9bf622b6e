/* SPDX-License-Identifier: MIT */
/* A job's calls, in a process of its own, and what the sandbox's bill says of each. */
#include "batch.h"

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CHILD_S 240 /* a child that takes longer hangs */
#define CALLS 160   /* the most that one kind makes, once through */

static int discard(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 0;
}

static void fetch_file(struct worker *w, bool perform)
{
	struct iqm_pld_file_request request = { .file_type = iqm_int(IQM_FILE_TYPE_CSV),
						.pld_id = iqm_int(50) };
	struct iqm_client *client = client_new(w, NULL, &(struct opening){ 0 });
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK,
				 .write = discard,
				 .format = IQM_FORMAT_CSV };
	struct iqm_call call = { .timeout_ms = CALL_MS };
	struct iqm_pld_file_link *link;

	if (!iqm_pld_download(client, &request, &link, &call)) {
		struct result *r = new_result(w, NULL, "file");
		int64_t began;

		set_fault(w, w->kind, "file", perform);
		call.timeout_ms = timeout_of(w);
		began = now_ms();
		record(r, &call, form_save(w, client, link->pld_report_url, &save, &call), began);
	}
	iqm_free(link);
	iqm_client_close(client);
}

/* A purchase whose log-in is struck: the first one, or the one after its token has ended. */
static void buy_past_log_in(struct worker *w, enum part part, bool perform)
{
	const struct iqm_op *op = op_named("pld.generate");
	const struct kind *way = w->kind;
	struct iqm_client *client = client_new(w, way, &(struct opening){ 0 });
	struct iqm_call call = { .timeout_ms = timeout_of(w) };
	struct result *r;
	struct material m;

	if (part == PART_RENEW && way->way == WAY_API) {
		client_warm(client);
		control_post(&w->control, "expire", "{\"kind\":\"access\"}");
	}
	r = new_result(w, op, part == PART_RENEW ? "renewal" : "first log-in");
	material_fill(w, op, mark_of(w, r), &m);
	set_fault(w, w->kind, "auth.login", perform);
	set_fault(w, w->kind, "auth.refresh", perform);
	call_op(client, op, w, r, &m, &call);
	iqm_client_close(client);
}

/* Any operation, struck. */
static void call_struck(struct worker *w, const struct iqm_op *op, bool perform)
{
	struct iqm_call call = { .timeout_ms = timeout_of(w) };
	struct result *r = new_result(w, op, op->name);
	struct material m;

	material_fill(w, op, mark_of(w, r), &m);
	set_fault(w, w->kind, op->name, perform);
	call_op(w->batch->client, op, w, r, &m, &call);
}

/* ---- all of a job ---------------------------------------------------------------------------- */

static bool is_wanted(const struct job *job, const struct iqm_op *op)
{
	return job->all || op->effect != IQM_READ || op->auth == IQM_BASIC ||
	       !strcmp(op->name, "pld.list");
}

static void cross_once(struct worker *w, bool perform)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
		if (!is_wanted(w->batch->job, *op))
			continue;
		clear_faults(w);
		if (w->kind->way == WAY_API)
			client_warm(w->batch->client);
		call_struck(w, *op, perform);
	}
	for (enum part part = PART_LOG_IN; part <= PART_RENEW; part++) {
		clear_faults(w);
		buy_past_log_in(w, part, perform);
	}
	clear_faults(w);
	if (w->kind->way == WAY_API)
		fetch_file(w, perform);
}

static void one_kind(struct worker *w)
{
	const struct job *job = w->batch->job;

	for (int i = 0; i < job->repeats; i++) {
		bool perform = (i + job->number) % 2 == 0;

		if (w->kind->scenario)
			scenario_run(w, perform);
		else
			cross_once(w, perform);
	}
	clear_faults(w);
}

static void *many_kinds(void *context)
{
	struct worker *w = context;

	for (int i = 0; i < w->batch->job->repeats; i++) {
		const struct iqm_op *op = any_op(w);

		call_struck(w, op, rand_r(&w->seed) % 2);
	}
	return NULL;
}

static void run_threads(struct batch *b)
{
	size_t count = (size_t)b->job->variant.threads;
	pthread_t threads[16];
	struct worker workers[16];

	for (size_t i = 0; i < count; i++) {
		workers[i] =
			(struct worker){ .batch = b,
					 .seed = (unsigned)(b->job->number * 100) + (unsigned)i };
		control_open(&workers[i].control, b->sandbox);
		if (pthread_create(&threads[i], NULL, many_kinds, &workers[i]))
			abort();
	}
	for (size_t i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		control_close(&workers[i].control);
	}
}

/* ---- before and after ------------------------------------------------------------------------ */

static void prepare(struct batch *b, struct control *control, bool sells_twice)
{
	static const char *const bodies[] = {
		"{\"family\":\"pld\",\"count\":400,\"status\":\"failed\"}",
		"{\"family\":\"sls\",\"count\":400,\"status\":\"failed\"}",
		"{\"family\":\"aqs\",\"count\":400,\"status\":\"failed\"}",
	};

	control_post(control, "reset", "{}");
	control_post(control, "settings",
		     sells_twice ? "{\"always_sell\":true}" : "{\"always_sell\":false}");
	for (size_t f = 0; f < 3; f++) {
		cJSON *made = control_ask(control, "reports", bodies[f]);

		b->spare[f] = cJSON_GetObjectItem(made, "first")->valueint;
		cJSON_Delete(made);
	}
}

static int count_of(const cJSON *counts, const char *what)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(counts, what);

	return found ? found->valueint : 0;
}

/* Once no connection is open, the sandbox has done all that it will. */
static cJSON *settled_marks(struct control *control)
{
	struct timespec pause = { .tv_nsec = 20000000 };
	int quiet = 0;

	for (;;) {
		cJSON *all = control_ask(control, "marks", NULL);

		quiet = count_of(all, "open") ? 0 : quiet + 1;
		if (quiet == 3)
			return all;
		cJSON_Delete(all);
		nanosleep(&pause, NULL);
	}
}

static void compare(struct batch *b, struct control *control)
{
	cJSON *all = settled_marks(control);
	const cJSON *marks = cJSON_GetObjectItemCaseSensitive(all, "marks");

	for (size_t i = 0; i < b->len; i++) {
		struct result *r = &b->results[i];
		const cJSON *counts;
		char name[24];

		snprintf(name, sizeof(name), "%zu", i);
		counts = cJSON_GetObjectItemCaseSensitive(marks, name);
		r->arrived = count_of(counts, "arrived");
		r->performed = count_of(counts, "performed");
		r->bought = count_of(counts, "bought");
	}
	if (count_of(all, "leaks") || count_of(all, "redirected")) {
		fprintf(stderr, "faults: %d requests went to another host, %d with secrets\n",
			count_of(all, "redirected"), count_of(all, "leaks"));
		exit(4);
	}
	cJSON_Delete(all);
}

static void hand_over(const struct batch *b, int out)
{
	for (size_t i = 0; i < b->len; i++)
		if (write(out, &b->results[i], sizeof(b->results[i])) != sizeof(b->results[i]))
			exit(3);
}

void batch_run(const struct sandbox *sandbox, const struct job *job, int out)
{
	struct batch b = { .sandbox = sandbox, .job = job };
	struct worker w = { .batch = &b };
	cJSON *token;

	alarm(CHILD_S);
	clock_start();
	curl_global_init(CURL_GLOBAL_DEFAULT);
	b.room = (size_t)job->repeats *
		 (job->variant.threads ? (size_t)job->variant.threads : CALLS);
	b.results = calloc(b.room, sizeof(*b.results));
	if (!b.results)
		abort();
	w.kind = job->kind < kinds_len ? &kinds[job->kind] : NULL;
	control_open(&w.control, sandbox);
	prepare(&b, &w.control, !w.kind || w.kind->scenario != EXISTS_AFTER_LOST);
	token = control_ask(&w.control, "token", "{}");
	b.token = cJSON_GetStringValue(cJSON_GetObjectItem(token, "access_token"));
	b.client = client_new(&w, w.kind,
			      &(struct opening){ .by_token = w.kind && w.kind->way != WAY_API });
	if (w.kind)
		one_kind(&w);
	else if (job->variant.started)
		run_loop(&b);
	else
		run_threads(&b);
	if (!w.kind)
		control_post(&w.control, "unfault", "{}");
	iqm_client_close(b.client);
	lookup_wait();
	compare(&b, &w.control);
	hand_over(&b, out);
	control_close(&w.control);
	cJSON_Delete(token);
	free(b.results);
	curl_global_cleanup();
}
