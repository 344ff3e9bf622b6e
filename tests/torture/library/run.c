/* SPDX-License-Identifier: MIT */
/* One run: its directory, its client, its calls, and what came of them. */
#include "torture.h"

#include "codec/codec.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CALL_MS 20000
#define DAYS_APART 4 /* orders of one campaign do not overlap */

/* ---- directories ----------------------------------------------------------------------------- */

/* In memory where there is such a file system: nothing here is to last. */
static const char *base_directory(void)
{
	static char path[64];

	if (!*path) {
		snprintf(path, sizeof(path), "%s/iqm-torture-XXXXXX",
			 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
		if (!mkdtemp(path))
			abort();
	}
	return path;
}

const char *template_directory(void)
{
	static char path[PATH_ROOM];

	if (!*path) {
		snprintf(path, sizeof(path), "%s/template", base_directory());
		if (mkdir(path, 0700))
			abort();
	}
	return path;
}

static void copy_file(const char *from, const char *to)
{
	char data[4096];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n;

	while ((n = read(in, data, sizeof(data))) > 0)
		if (write(out, data, (size_t)n) != n)
			abort();
	if (n || close(in) || close(out))
		abort();
}

static void for_files(const char *directory, void (*act)(const char *path, const char *to),
		      const char *to)
{
	DIR *files = opendir(directory);
	const struct dirent *file;

	while (files && (file = readdir(files))) {
		char path[2 * PATH_ROOM + 256];
		char target[2 * PATH_ROOM + 256];

		if (*file->d_name == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, file->d_name);
		snprintf(target, sizeof(target), "%s/%s", to, file->d_name);
		act(path, target);
	}
	if (files)
		closedir(files);
}

static void remove_file(const char *path, const char *to)
{
	(void)to;
	unlink(path);
}

void directories_remove(void)
{
	for_files(template_directory(), remove_file, "");
	rmdir(template_directory());
	rmdir(base_directory());
}

/* ---- time ------------------------------------------------------------------------------------ */

static int64_t ahead_ms; /* of the machine's clocks */

static int64_t clock_of(clockid_t which)
{
	struct timespec now = { 0 };

	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 +
	       __atomic_load_n(&ahead_ms, __ATOMIC_SEQ_CST);
}

static int64_t now_ms(void *context)
{
	(void)context;
	return clock_of(CLOCK_MONOTONIC);
}

static int64_t realtime_ms(void *context)
{
	(void)context;
	return clock_of(CLOCK_REALTIME);
}

static void wait_ms(void *context, long ms)
{
	(void)context;
	simulated_advance(ms);
}

void simulated_advance(int64_t ms)
{
	__atomic_fetch_add(&ahead_ms, ms, __ATOMIC_SEQ_CST);
}

const struct iqm_clock simulated_clock = { .now_ms = now_ms,
					   .realtime_ms = realtime_ms,
					   .wait_ms = wait_ms };

/* ---- the client ------------------------------------------------------------------------------ */

/* A run's requests of its operation have its mark. */
static void on_event(void *context, const struct iqm_event *event)
{
	struct run *r = context;
	const struct iqm_op *op = r->task->op;
	char mark[32];

	if (!op || strcmp(event->operation, op->name))
		return;
	failing_pause();
	if (event->kind == IQM_EVENT_SEND) {
		snprintf(mark, sizeof(mark), "%zu%s", r->number, r->phase);
		if (iqm_event_add_header(event, "X-Sandbox-Mark", mark))
			abort();
		r->sending = true;
		system_forget();
	}
	if (event->kind == IQM_EVENT_RESPONSE && system_connects())
		r->connected = true;
	failing_resume();
}

/* A secret in it ends the process. */
static void on_log(void *context, enum iqm_log_level level, const char *line)
{
	const struct run *r = context;

	(void)level;
	if (strstr(line, r->token) || strstr(line, r->sandbox->password) ||
	    strstr(line, r->sandbox->client_secret))
		abort();
}

static int on_handle(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	(void)context, (void)curl, (void)purpose;
	return 0;
}

static void fill_settings(struct run *r, struct iqm_settings *to)
{
	static char limiter[PATH_ROOM + 16];
	const struct task *s = r->task;
	const struct sandbox *sandbox = r->sandbox;

	snprintf(limiter, sizeof(limiter), "%s/limiter", r->directory);
	*to = (struct iqm_settings){
		.base_url = sandbox->api,
		.ow_id = sandbox->ow_id,
		.client_id = sandbox->client_id,
		.client_secret = sandbox->client_secret,
		.username = s->logs_in ? sandbox->username : NULL,
		.password = s->logs_in ? sandbox->password : NULL,
		.token = s->logs_in ? NULL : r->token,
		.max_attempts = 3,
		.backoff_ms = 1,
		.backoff_max_ms = 2,
		.requests_per_minute = s->limiter ? 1000 : -1,
		.limiter_file = s->limiter ? limiter : NULL,
		.journal = s->journal ? r->journal : NULL,
		.on_handle = s->on_handle ? on_handle : NULL,
		.seed = 1,
		.log_level = IQM_LOG_DEBUG,
		.log = on_log,
		.log_context = r,
		.on_event = on_event,
		.event_context = r,
		.clock = s->simulated ? &simulated_clock : NULL,
		.threads = 2,
	};
}

void run_make(struct run *r)
{
	const struct task *s = r->task;
	struct iqm_settings settings;

	fill_settings(r, &settings);
	r->call.timeout_ms = CALL_MS;
	r->err = s->open ? s->open(r, &settings)
			 : iqm_client_open(&r->client, &settings, &r->opening);
	if (r->err || !s->act)
		iqm_client_close(r->client);
	if (r->err || !s->act)
		return;
	r->err = s->act(r);
	iqm_client_close(r->client);
}

void run_begin(struct run *r, size_t number)
{
	static char values[VALUES_ROOM];
	const struct task *s = r->task;

	ahead_ms = 0;
	r->phase = "";
	r->number = number;
	r->values = values;
	*values = '\0';
	snprintf(r->directory, sizeof(r->directory), "%.60s/%zu", base_directory(), number);
	snprintf(r->journal, sizeof(r->journal), "%.100s/journal", r->directory);
	snprintf(r->file, sizeof(r->file), "%.100s/file", r->directory);
	if (mkdir(r->directory, 0700))
		abort();
	for_files(template_directory(), copy_file, r->directory);
	r->material =
		(struct material){ .sandbox = r->sandbox, .day = (int64_t)number * DAYS_APART };
	snprintf(r->material.name, sizeof(r->material.name), "Report %zu", number);
	if (s->before)
		s->before(r);
}

void run_end(struct run *r)
{
	for_files(r->directory, remove_file, "");
	rmdir(r->directory);
}

const void *run_request(struct run *r)
{
	return request_fill(r->task->op, &r->material);
}

/* ---- what came ------------------------------------------------------------------------------- */

void run_response(struct run *r, const struct iqm_descriptor *t, const void *response)
{
	struct buf text = { 0 };

	if (!response)
		return;
	failing_pause();
	if (iqm_encode_data(t, response, NULL, &text))
		abort();
	snprintf(r->values, VALUES_ROOM, "%s", text.data);
	iqm_buf_free(&text);
	failing_resume();
}

void run_values(struct run *r, const char *format, ...)
{
	size_t len = strlen(r->values);
	va_list list;

	failing_pause();
	va_start(list, format);
	vsnprintf(r->values + len, VALUES_ROOM - len, format, list);
	va_end(list);
	failing_resume();
}

const struct iqm_op *op_named(const char *name)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		if (!strcmp((*op)->name, name))
			return *op;
	abort();
}

/* ---- started calls --------------------------------------------------------------------------- */

void ending_done(void *context, int status, struct iqm_call *call)
{
	ending_any(NULL, context, status, NULL, call);
}

void ending_any(iqm_any_fn *done, void *context, int status, void *response, struct iqm_call *call)
{
	struct ending *ending = context;

	(void)done, (void)call;
	if (ending->ended)
		abort();
	*ending = (struct ending){ true, status, response };
}

int ending_wait(struct iqm_client *client, int err, struct ending *ending)
{
	int fd = iqm_client_fd(client);

	if (err)
		return err;
	while (!ending->ended) {
		struct pollfd one = { .fd = fd, .events = POLLIN };

		failing_pause();
		poll(&one, 1, fd < 0 ? 1 : CALL_MS);
		failing_resume();
		if (iqm_client_dispatch(client) < 0)
			abort();
	}
	return ending->status;
}
