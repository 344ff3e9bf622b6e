/* SPDX-License-Identifier: MIT */
#include "support/reports_fixture.h"

#include <inttypes.h>
#include <iqm/transport.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows --------------------------------------------------------------------------------- */

#define FIRST_CREATED INT64_C(1700000000000)

void service_open(struct service *s, int64_t len)
{
	*s = (struct service){ .now = 1000, .realtime = FIRST_CREATED };
	s->rows = calloc((size_t)len + 1, sizeof(*s->rows));
	ck_assert_ptr_nonnull(s->rows);
	for (int64_t i = 0; i < len; i++)
		s->rows[i] = (struct service_row){ .id = len - i, .status = 2, .campaign = 5 };
	s->len = len;
}

struct service_row *service_add(struct service *s)
{
	size_t len = (size_t)s->len++;
	int64_t id = len ? s->rows[0].id + 1 : 1;

	s->rows = realloc(s->rows, (len + 2) * sizeof(*s->rows));
	ck_assert_ptr_nonnull(s->rows);
	memmove(s->rows + 1, s->rows, len * sizeof(*s->rows));
	s->rows[0] = (struct service_row){ .id = id, .status = 2, .campaign = 5 };
	return &s->rows[0];
}

struct service_row *service_row(struct service *s, int64_t id)
{
	for (int64_t i = 0; i < s->len; i++)
		if (s->rows[i].id == id)
			return &s->rows[i];
	ck_abort_msg("no row %" PRId64, id);
	return NULL;
}

void service_remove(struct service *s, int64_t id)
{
	struct service_row *row = service_row(s, id);
	size_t behind = (size_t)(s->len - (row - s->rows) - 1);

	memmove(row, row + 1, behind * sizeof(*row));
	s->len--;
}

/* ---- responses ---------------------------------------------------------------------------- */

struct text {
	char *data;
	size_t len, cap;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *t, const char *format, ...)
{
	va_list args;

	if (t->cap - t->len < 1024) {
		t->cap = t->cap ? 2 * t->cap : 4096;
		t->data = realloc(t->data, t->cap);
		ck_assert_ptr_nonnull(t->data);
	}
	va_start(args, format);
	t->len += (size_t)vsnprintf(t->data + t->len, t->cap - t->len, format, args);
	va_end(args);
}

static void add_int(struct text *t, const char *prefix, const char *name, int64_t value)
{
	if (value)
		add(t, ",\"%s%s\":%" PRId64, prefix, name, value);
}

static void add_row(struct text *t, const char *family, const struct service_row *row)
{
	if (row->text) {
		add(t, "%s", row->text);
		return;
	}
	add(t, "{\"campaignIds\":[%" PRId64 "]", row->campaign);
	add_int(t, family, "Id", row->id);
	add_int(t, family, "StatusId", row->status);
	if (row->status_name)
		add(t, ",\"%sStatusName\":\"%s\"", family, row->status_name);
	add_int(t, "", "startDate", row->start);
	add_int(t, "", "endDate", row->end);
	add_int(t, family, "CreatedOn", row->created);
	if (row->name)
		add(t, ",\"%sName\":\"%s\"", family, row->name);
	add(t, "}");
}

static int64_t parameter(const char *query, const char *name, int64_t otherwise)
{
	const char *at = strstr(query, name);

	return at ? strtoll(at + strlen(name), NULL, 10) : otherwise;
}

static void response_list(struct service *s, const char *family, struct text *t)
{
	int64_t cap = s->cap ? s->cap : 1000;
	int64_t size = parameter(s->query, "noOfEntries=", 200);
	int64_t page = s->ignores_page ? 1 : parameter(s->query, "pageNo=", 1);
	int64_t from;

	size = size < cap ? size : cap;
	from = (page - 1) * size;
	add(t, "{\"success\":true,\"data\":{\"%sReportDataList\":[", family);
	for (int64_t i = from; i < from + size && i < s->len; i++) {
		if (i > from)
			add(t, ",");
		add_row(t, family, &s->rows[s->ignores_sort ? s->len - 1 - i : i]);
	}
	add(t, "]");
	if (!s->no_total)
		add(t, ",\"filteredRecords\":%" PRId64, s->len + s->total_error);
	add(t, "}}");
}

static bool fails_now(const struct service *s)
{
	return s->fails_at && s->lists >= s->fails_at &&
	       s->lists < s->fails_at + (s->fails_for ? s->fails_for : 1);
}

static int send(struct iqm_http_response *response, long status, const char *body)
{
	iqm_http_response_status(response, status);
	iqm_http_response_header(response, "Content-Type", 12, "application/json", 16);
	return iqm_http_response_body(response, body, strlen(body));
}

static void put_header(struct iqm_http_response *response, const char *name, const char *value)
{
	if (value)
		iqm_http_response_header(response, name, strlen(name), value, strlen(value));
}

static int perform_list(struct service *s, const char *url, struct iqm_http_response *response)
{
	const char *query = strchr(url, '?');
	struct text t = { 0 };
	int err;

	snprintf(s->query, sizeof(s->query), "%s", query ? query : "");
	ck_assert_int_lt(s->lists, SERVICE_LOG);
	s->pages[s->lists++] = parameter(s->query, "pageNo=", 1);
	if (s->before)
		s->before(s, s->lists);
	if (fails_now(s) && s->failure < 0) {
		iqm_http_response_failed(response, 0, "the line is cut");
		return s->failure;
	}
	if (fails_now(s)) {
		err = send(response, s->failure, s->fault ? s->fault : "{\"success\":false}");
		put_header(response, "Retry-After", s->retry_after);
		put_header(response, "X-Request-Id", s->request_id);
		return err;
	}
	response_list(s, strstr(url, "/sls-") ? "sls" : "pld", &t);
	err = send(response, 200, t.data);
	put_header(response, "X-Request-Id", s->request_id);
	free(t.data);
	return err;
}

static int perform_link(struct service *s, const struct iqm_http_request *request,
			struct iqm_http_response *response)
{
	const char *id = strstr(request->body, "Id\":");
	const struct service_row *row;

	s->links++;
	if (s->before_link)
		s->before_link(s, s->links);
	if (s->link_failure < 0) {
		iqm_http_response_failed(response, 0, "the line is cut");
		return s->link_failure;
	}
	if (s->link_failure)
		return send(response, s->link_failure, s->fault);
	ck_assert_ptr_nonnull(id);
	row = service_row(s, strtoll(id + 4, NULL, 10));
	if (row->link ? row->link > 0 : row->status == 2)
		return send(response, 200,
			    "{\"success\":true,\"data\":{\"reportUrl\":\"" SERVICE_FILE "?s=1\"}}");
	return send(
		response, 200,
		"{\"success\":false,\"errorObjects\":[{\"error\":\"not in the ready state\"}]}");
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct service *s = context;
	bool hangs = s->takes_ms >= request->timeout_ms;

	s->kept += !request->fresh;
	s->now += hangs ? request->timeout_ms : s->takes_ms;
	if (hangs) {
		iqm_http_response_failed(response, 0, "it takes too long");
		return IQM_E_TIMEOUT;
	}
	if (!strncmp(request->url, SERVICE_FILE, strlen(SERVICE_FILE)))
		return send(response, 200, "a,b\r\n1,2\r\n");
	if (!strcmp(request->method, "GET"))
		return perform_list(s, request->url, response);
	if (strstr(request->url, "/download"))
		return perform_link(s, request, response);
	if (strstr(request->url, "/computation")) {
		s->prices++;
		if (!s->price)
			return send(response, 404, "{\"success\":false}");
		return send(response, s->price_status ? s->price_status : 200, s->price);
	}
	s->purchases++;
	if (s->purchase_failure) {
		iqm_http_response_failed(response, 0, "the line is cut");
		return s->purchase_failure;
	}
	return send(response, 200, s->purchase);
}

/* ---- a client ----------------------------------------------------------------------------- */

static int64_t now_ms(void *context)
{
	const struct service *s = context;

	return s->now;
}

static int64_t realtime_ms(void *context)
{
	const struct service *s = context;

	return s->realtime + s->now;
}

static void wait_ms(void *context, long ms)
{
	struct service *s = context;

	s->now += ms;
	if (s->waited)
		s->waited(s);
}

static void note_line(void *context, enum iqm_log_level level, const char *line)
{
	struct service *s = context;

	if (level != IQM_LOG_WARN)
		return;
	s->warnings++;
	snprintf(s->warning, sizeof(s->warning), "%s", line);
}

static void note_wait(void *context, const struct iqm_event *event)
{
	struct service *s = context;
	size_t len = strlen(s->waits);

	if (event->kind == IQM_EVENT_WAIT)
		snprintf(s->waits + len, sizeof(s->waits) - len, "%ld ", event->wait_ms);
}

struct iqm_client *service_client(struct service *s, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform, .context = s };
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = realtime_ms, .wait_ms = wait_ms, .context = s
	};
	struct iqm_client *client;
	struct iqm_error error;

	settings.base_url = MOCK_BASE_URL;
	settings.token = "token-1";
	settings.ow_id = settings.ow_id ? settings.ow_id : "7";
	settings.transport = &transport;
	settings.clock = &clock;
	settings.seed = 1;
	settings.log_level = IQM_LOG_WARN;
	settings.log = note_line;
	settings.on_event = note_wait;
	settings.log_context = settings.event_context = s;
	mock_no_limits(&settings);
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	return client;
}

void service_close(struct service *s, struct iqm_client *client)
{
	iqm_client_close(client);
	free(s->rows);
}
