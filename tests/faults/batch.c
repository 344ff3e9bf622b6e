/* SPDX-License-Identifier: MIT */
/* A job's calls, in a process of its own, and what the sandbox's bill says of each. */
#include "faults.h"

#include "iqm_descriptors.h"

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "support/event_log.h"

#define CALL_MS 5000  /* deadline where it should not be met */
#define MIXED_MS 1000 /* any fault may strike any thread */
#define CHILD_S 240   /* a child that takes longer hangs */
#define SPARE_REPORTS 400
#define MAX_BODY ((size_t)1 << 20)

struct batch {
	const struct sandbox *sandbox;
	const struct job *job;
	struct iqm_client *client;
	struct result *results;
	size_t room;
	atomic_size_t len; /* the next call's number, and its mark */
	int64_t spare[3];  /* first reports that can be deleted, by family */
	const char *token; /* for ways that no log-in comes through */
};

/* What a thread is at. */
struct worker {
	struct batch *batch;
	struct control control;
	const struct kind *kind;
	unsigned seed;
};

/* ---- marks: which call a request belongs to ------------------------------------------------- */

static _Thread_local const char *marked; /* the operation; NULL: none */
static _Thread_local size_t mark;

static void on_event(void *context, const struct iqm_event *event)
{
	char value[24];

	(void)context;
	if (event->kind != IQM_EVENT_SEND || !marked || strcmp(event->operation, marked))
		return;
	snprintf(value, sizeof(value), "%zu", mark);
	if (iqm_event_add_header(event, "X-Sandbox-Mark", value))
		abort();
}

/* ---- clients -------------------------------------------------------------------------------- */

static const char *base_of(const struct sandbox *sandbox, const struct kind *kind, bool tls,
			   char *room, size_t size)
{
	switch (kind ? kind->way : WAY_API) {
	case WAY_EXPIRED:
		return sandbox->expired;
	case WAY_WRONG_NAME:
		return sandbox->wrong_name;
	case WAY_TLS_ON_PLAIN:
		snprintf(room, size, "https%s", strchr(sandbox->api, ':'));
		return room;
	case WAY_PLAIN_ON_TLS:
		snprintf(room, size, "http%s", strchr(sandbox->tls, ':'));
		return room;
	case WAY_HUNG_NAME:
		snprintf(room, size, "http://" HUNG_NAME ":%s", strrchr(sandbox->api, ':') + 1);
		return room;
	default:
		return tls ? sandbox->tls : sandbox->api;
	}
}

static struct iqm_client *open_client(const struct batch *b, const struct kind *kind, bool log_in)
{
	const struct sandbox *sandbox = b->sandbox;
	char room[128];
	struct iqm_settings settings = {
		.base_url = base_of(sandbox, kind, b->job->variant.tls, room, sizeof(room)),
		.ow_id = sandbox->ow_id,
		.client_id = sandbox->client_id,
		.client_secret = sandbox->client_secret,
		.username = log_in ? sandbox->username : NULL,
		.password = log_in ? sandbox->password : NULL,
		.token = log_in ? NULL : b->token,
		.ca_file = sandbox->ca_file,
		.allow_http = kind && kind->way == WAY_HUNG_NAME,
		.max_body = MAX_BODY,
		.max_attempts = b->job->variant.attempts,
		.backoff_ms = 1,
		.backoff_max_ms = 5,
		.requests_per_minute = -1,
		.seed = (uint64_t)b->job->number + 1,
		.on_event = on_event,
	};
	struct iqm_client *client;
	struct iqm_error error;

	event_log_keep(&settings);
	if (iqm_client_open(&client, &settings, &error)) {
		fprintf(stderr, "faults: %s\n", error.message);
		exit(3);
	}
	return client;
}

/* ---- one call ------------------------------------------------------------------------------- */

static const struct iqm_op *op_named(const char *name)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		if (!strcmp((*op)->name, name))
			return *op;
	abort();
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long timeout_of(const struct worker *w)
{
	if (w->batch->job->variant.threads)
		return MIXED_MS;
	return w->kind->timeout_ms ? w->kind->timeout_ms : CALL_MS;
}

static struct result *new_result(struct worker *w, const struct iqm_op *op, const char *name)
{
	struct batch *b = w->batch;
	size_t n = atomic_fetch_add(&b->len, 1);
	struct result *r = &b->results[n];

	if (n >= b->room)
		abort();
	*r = (struct result){ .kind = b->job->kind,
			      .paid = op && op->effect == IQM_PAID,
			      .deletes = op && op->effect == IQM_DELETE,
			      .file = !op };
	snprintf(r->operation, sizeof(r->operation), "%s", name);
	mark = n;
	return r;
}

static void record(struct result *r, const struct iqm_call *call, int err, long timeout,
		   int64_t began)
{
	r->status = err;
	r->delivery = call->error.delivery;
	r->overrun_ms = (long)(now_ms() - began) - timeout;
	snprintf(r->message, sizeof(r->message), "%.199s", call->error.message);
}

static void material_fill(struct worker *w, const struct iqm_op *op, size_t n, struct material *m,
			  cJSON **token)
{
	static const char *const families[] = { "pld", "sls", "aqs" };

	*m = (struct material){ .sandbox = w->batch->sandbox };
	snprintf(m->name, sizeof(m->name), "Report %zu of job %d", n, w->batch->job->number);
	for (size_t f = 0; f < 3; f++)
		if (!strncmp(op->name, families[f], 3))
			m->failed_id = w->batch->spare[f] + (int64_t)(n % SPARE_REPORTS);
	if (op->effect != IQM_PAID && !strcmp(op->name, "auth.refresh")) {
		*token = control_ask(&w->control, "token", "{}");
		m->refresh = cJSON_GetStringValue(cJSON_GetObjectItem(*token, "refresh_token"));
	}
}

static void call_op(struct worker *w, struct iqm_client *client, const struct iqm_op *op,
		    struct result *r, struct material *m)
{
	struct iqm_call call = { .timeout_ms = timeout_of(w) };
	const void *request = request_fill(op, m);
	int64_t began = now_ms();
	void *response = NULL;
	int err;

	marked = op->name;
	err = iqm_perform(client, op, request, &response, &call);
	marked = NULL;
	record(r, &call, err, call.timeout_ms, began);
	if (!err && op->verdict)
		memcpy(&r->outcome, (const char *)response + op->verdict->outcome,
		       sizeof(r->outcome));
	iqm_free(response);
}

/* So that the client has a token that is good, and a kept connection. */
static void warm(struct iqm_client *client)
{
	struct iqm_call call = { .timeout_ms = CALL_MS };
	int err = IQM_E_AUTH;

	/* With one attempt, a token that has ended costs a call. */
	for (int i = 0; i < 2 && err == IQM_E_AUTH; i++) {
		struct iqm_pld_columns *columns;

		err = iqm_pld_columns_get(client, &columns, &call);
		iqm_free(columns);
	}
	if (err) {
		fprintf(stderr, "faults: without a fault: %s\n", call.error.message);
		exit(3);
	}
}

static void set_fault(struct worker *w, const struct kind *kind, const char *operation,
		      bool perform)
{
	char body[256];
	char hint[64] = "";
	int times = w->batch->job->variant.times;

	if (!kind->fault)
		return;
	if (kind->retry_after)
		snprintf(hint, sizeof(hint), ",\"retry_after\":\"%s\"", kind->retry_after);
	if (!strcmp(kind->fault, "401-once"))
		times = 1;
	if (!strcmp(kind->fault, "refuse") && times)
		snprintf(hint, sizeof(hint), ",\"seconds\":0.005");
	if (kind->whole_port && strcmp(operation, "file"))
		operation = "*";
	snprintf(body, sizeof(body), "{\"operation\":\"%s\",\"kind\":\"%s\",\"times\":%d%s%s}",
		 operation, kind->fault, times,
		 !kind->either ? ""
		 : perform     ? ",\"perform\":true"
			       : ",\"perform\":false",
		 hint);
	control_post(&w->control, "fault", body);
}

static void clear_faults(struct worker *w)
{
	if (!w->batch->job->variant.threads)
		control_post(&w->control, "unfault", "{}");
}

static int discard(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 0;
}

static void fetch_file(struct worker *w, bool perform)
{
	struct iqm_pld_file_request request = { .file_type = iqm_int(IQM_FILE_TYPE_CSV),
						.pld_id = iqm_int(50) };
	struct iqm_client *client = open_client(w->batch, NULL, true);
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
		record(r, &call, iqm_save_url(client, link->pld_report_url, &save, &call),
		       timeout_of(w), began);
	}
	iqm_free(link);
	iqm_client_close(client);
}

/* A purchase whose log-in is struck: the first one, or the one after its token has ended. */
static void buy_past_log_in(struct worker *w, enum part part, bool perform)
{
	const struct iqm_op *op = op_named("pld.generate");
	const struct kind *way = w->kind;
	struct iqm_client *client = open_client(w->batch, way, true);
	struct result *r;
	struct material m;

	if (part == PART_RENEW && way->way == WAY_API) {
		warm(client);
		control_post(&w->control, "expire", "{\"kind\":\"access\"}");
	}
	r = new_result(w, op, part == PART_RENEW ? "renewal" : "first log-in");
	material_fill(w, op, mark, &m, NULL);
	set_fault(w, w->kind, "auth.login", perform);
	set_fault(w, w->kind, "auth.refresh", perform);
	call_op(w, client, op, r, &m);
	iqm_client_close(client);
}

static void buy_or_read(struct worker *w, const struct iqm_op *op, bool perform)
{
	struct batch *b = w->batch;
	struct result *r;
	struct material m;
	cJSON *token = NULL;

	if (w->kind->way == WAY_API)
		warm(b->client);
	r = new_result(w, op, op->name);
	material_fill(w, op, mark, &m, &token);
	set_fault(w, w->kind, op->name, perform);
	call_op(w, b->client, op, r, &m);
	cJSON_Delete(token);
}

/* ---- all of a job ---------------------------------------------------------------------------- */

static bool is_wanted(const struct job *job, const struct iqm_op *op)
{
	return job->all || op->effect != IQM_READ || op->auth == IQM_BASIC ||
	       !strcmp(op->name, "pld.list");
}

static void one_kind(struct worker *w)
{
	const struct job *job = w->batch->job;

	for (int i = 0; i < job->repeats; i++) {
		bool perform = (i + job->number) % 2 == 0;

		for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++) {
			if (!is_wanted(job, *op))
				continue;
			clear_faults(w);
			buy_or_read(w, *op, perform);
		}
		for (enum part part = PART_LOG_IN; part <= PART_RENEW; part++) {
			clear_faults(w);
			buy_past_log_in(w, part, perform);
		}
		clear_faults(w);
		if (w->kind->way == WAY_API)
			fetch_file(w, perform);
	}
	clear_faults(w);
}

/* Any fault for one call of any operation, or for that of another thread. */
static void *many_kinds(void *context)
{
	struct worker *w = context;
	size_t ops = 0;

	while (iqm_insights_api.ops[ops])
		ops++;
	for (int i = 0; i < w->batch->job->repeats; i++) {
		const struct iqm_op *op = iqm_insights_api.ops[rand_r(&w->seed) % (int)ops];
		struct material m;
		cJSON *token = NULL;
		struct result *r;

		do
			w->kind = &kinds[(size_t)rand_r(&w->seed) % kinds_len];
		while (!w->kind->fault || w->kind->whole_port);
		r = new_result(w, op, op->name);
		material_fill(w, op, mark, &m, &token);
		set_fault(w, w->kind, op->name, rand_r(&w->seed) % 2);
		call_op(w, w->batch->client, op, r, &m);
		cJSON_Delete(token);
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

static void prepare(struct batch *b, struct control *control)
{
	static const char *const bodies[] = {
		"{\"family\":\"pld\",\"count\":400,\"status\":\"failed\"}",
		"{\"family\":\"sls\",\"count\":400,\"status\":\"failed\"}",
		"{\"family\":\"aqs\",\"count\":400,\"status\":\"failed\"}",
	};

	control_post(control, "reset", "{}");
	control_post(control, "settings", "{\"always_sell\":true}");
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
	curl_global_init(CURL_GLOBAL_DEFAULT);
	b.room = (size_t)job->repeats * (job->variant.threads ? (size_t)job->variant.threads : 32);
	b.results = calloc(b.room, sizeof(*b.results));
	if (!b.results)
		abort();
	w.kind = job->kind < kinds_len ? &kinds[job->kind] : NULL;
	control_open(&w.control, sandbox);
	prepare(&b, &w.control);
	token = control_ask(&w.control, "token", "{}");
	b.token = cJSON_GetStringValue(cJSON_GetObjectItem(token, "access_token"));
	b.client = open_client(&b, w.kind, !w.kind || w.kind->way == WAY_API);
	if (w.kind)
		one_kind(&w);
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
