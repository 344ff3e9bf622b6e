/* SPDX-License-Identifier: MIT */
#include "support/store.h"

#include <inttypes.h>
#include <iqm/transport.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_REPORTS 100
#define READY_EVERY_MS 15000 /* one report after the other */
#define FILE_URL "https://host.example.com/report?X-Amz-Signature=1"
#define CSV "id,name\n1,a\n"

struct store {
	int64_t rows;
	int64_t page;
	int requests; /* of the API */
	int kept;
	int polls;
	int files;
	int64_t now;
};

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	abort();
}

/* ---- the service --------------------------------------------------------------------------- */

static int64_t number(const char *url, const char *name)
{
	const char *at = strstr(url, name);

	return at ? strtoll(at + strlen(name), NULL, 10) : 0;
}

/* The newest reports are made first: the lowest ids are the last to be ready. */
static const char *status_of(const struct store *s, int64_t id)
{
	return (s->rows - id) * READY_EVERY_MS <= s->now ? "Ready" : "Processing";
}

static int respond(struct iqm_http_response *to, const char *type, const char *body, size_t len)
{
	iqm_http_response_status(to, 200);
	iqm_http_response_header(to, "Content-Type", 12, type, strlen(type));
	return iqm_http_response_body(to, body, len);
}

static int respond_data(struct iqm_http_response *to, const char *data)
{
	char text[256];
	int len = snprintf(text, sizeof(text), "{\"success\":true,\"data\":{%s}}", data);

	return respond(to, "application/json", text, (size_t)len);
}

/* Each row has its id for a name. */
static int respond_list(const struct store *s, const char *url, struct iqm_http_response *to)
{
	int64_t asked = number(url, "noOfEntries=");
	int64_t size = asked < s->page ? asked : s->page;
	int64_t first = s->rows - (number(url, "pageNo=") - 1) * size;
	size_t room = (size_t)size * 96 + 256;
	char *text = malloc(room);
	size_t len;
	int err;

	if (!text)
		die("malloc", "no memory");
	len = (size_t)snprintf(text, room, "{\"success\":true,\"data\":{\"slsReportDataList\":[");
	for (int64_t id = first; id > first - size && id > 0; id--)
		len += (size_t)snprintf(text + len, room - len,
					"%s{\"slsId\":%" PRId64 ",\"slsName\":\"%" PRId64
					"\",\"slsStatusName\":\"%s\"}",
					id < first ? "," : "", id, id, status_of(s, id));
	len += (size_t)snprintf(text + len, room - len, "],\"filteredRecords\":%" PRId64 "}}",
				s->rows);
	err = respond(to, "application/json", text, len);
	free(text);
	return err;
}

static int serve(void *context, const struct iqm_http_request *request,
		 struct iqm_http_response *to)
{
	struct store *s = context;

	s->kept += !request->fresh;
	if (!strcmp(request->url, FILE_URL)) {
		s->files++;
		return respond(to, "text/csv", CSV, sizeof(CSV) - 1);
	}
	s->requests++;
	if (strstr(request->url, "/download"))
		return respond_data(to, "\"slsReportUrl\":\"" FILE_URL "\"");
	if (strstr(request->url, "/computation"))
		return respond_data(to, "\"slsReportCreatable\":true,\"fundsAvailable\":true,"
					"\"slsChargeableCost\":10");
	if (strcmp(request->method, "POST"))
		return respond_list(s, request->url, to);
	s->rows++;
	return respond_data(to, "\"slsReportCreated\":true");
}

static int64_t read_now(void *context)
{
	const struct store *s = context;

	return s->now;
}

static void pass(void *context, long ms)
{
	struct store *s = context;

	s->now += ms;
}

static struct iqm_client *open_client(struct store *s, const char *journal)
{
	struct iqm_transport transport = { .perform = serve, .context = s };
	struct iqm_clock clock = {
		.now_ms = read_now, .realtime_ms = read_now, .wait_ms = pass, .context = s
	};
	struct iqm_settings settings = { .token = "token",
					 .ow_id = "1",
					 .transport = &transport,
					 .clock = &clock,
					 .seed = 1,
					 .requests_per_minute = -1,
					 .journal = journal };
	struct iqm_client *client;
	struct iqm_error error;

	if (iqm_client_open(&client, &settings, &error))
		die("iqm_client_open", error.message);
	return client;
}

/* ---- lists and waits ----------------------------------------------------------------------- */

struct request_count store_list(int64_t rows, int64_t page)
{
	struct store s = { .rows = rows, .page = page };
	struct iqm_client *client = open_client(&s, NULL);
	struct iqm_call call = { .timeout_ms = 3600000 };
	struct request_count count = { .least = (int)(rows / page) };
	struct iqm_sls_list_pager *pager;
	const struct iqm_sls_report *row;

	if (iqm_sls_list_open(client, NULL, &pager, &call.error))
		die("iqm_sls_list_open", call.error.message);
	do
		if (iqm_sls_list_next(pager, &row, &call))
			die("iqm_sls_list_next", call.error.message);
	while (row);
	if (iqm_sls_list_paging(pager)->rows != rows || iqm_sls_list_paging(pager)->maybe_missed)
		die("iqm_sls_list_next", "a wrong number of rows");
	iqm_sls_list_close(pager);
	iqm_client_close(client);
	snprintf(count.job, sizeof(count.job), "list %" PRId64 " rows, %" PRId64 " a page", rows,
		 page);
	count.used = s.requests;
	count.kept = s.kept;
	return count;
}

static void count_poll(void *context, const struct iqm_report *reports, size_t len)
{
	struct store *s = context;

	(void)reports, (void)len;
	s->polls++;
}

static void wait_for_all(struct store *s, struct iqm_client *client, struct iqm_report *reports,
			 size_t len)
{
	struct iqm_wait how = { .on_poll = count_poll, .context = s };
	struct iqm_call call = { .timeout_ms = 2 * MAX_REPORTS * READY_EVERY_MS };

	if (iqm_sls_wait(client, reports, len, &how, &call))
		die("iqm_sls_wait", call.error.message);
	for (size_t i = 0; i < len; i++)
		if (reports[i].state != IQM_REPORT_READY)
			die("iqm_sls_wait", "a report is not ready");
}

struct request_count store_wait(int reports)
{
	struct store s = { .rows = reports, .page = 1000 };
	struct iqm_client *client = open_client(&s, NULL);
	struct iqm_report waiting[MAX_REPORTS] = { { .id = 0 } };
	struct request_count count = { .used = 0 };

	for (int i = 0; i < reports; i++)
		waiting[i].id = i + 1;
	wait_for_all(&s, client, waiting, (size_t)reports);
	iqm_client_close(client);
	snprintf(count.job, sizeof(count.job), "wait for %d reports, %d polls in %d minutes",
		 reports, s.polls, (int)(s.now / 60000));
	count.used = s.requests;
	count.kept = s.kept;
	count.least = s.polls;
	return count;
}

/* ---- purchases ----------------------------------------------------------------------------- */

struct purchase {
	char name[24]; /* and its key in the journal */
	struct iqm_sls_order order;
};

static void make_order(struct purchase *p, int number)
{
	snprintf(p->name, sizeof(p->name), "%d", number);
	p->order = (struct iqm_sls_order){ .sls_name = p->name, .io_id = iqm_int(1) };
}

static void buy(struct iqm_client *client, const struct purchase *p, const char *key)
{
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = key, .timeout_ms = 3600000 };

	if (iqm_sls_generate(client, &p->order, &rsp, &call))
		die("iqm_sls_generate", call.error.message);
	iqm_free(rsp);
}

static int swallow(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 0;
}

static void save(struct iqm_client *client, int64_t id)
{
	const struct iqm_report report = { .id = id };
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK, .write = swallow };
	struct iqm_call call = { .timeout_ms = 3600000 };

	if (iqm_sls_save(client, &report, IQM_FILE_TYPE_CSV, &save, &call))
		die("iqm_sls_save", call.error.message);
}

/* From the purchases to their files. */
static void follow(struct store *s, struct iqm_client *client, struct iqm_sls_wanted *wanted,
		   size_t len)
{
	struct iqm_report reports[MAX_REPORTS];
	struct iqm_call call = { .timeout_ms = 3600000 };

	if (iqm_sls_find_all(client, wanted, len, &call))
		die("iqm_sls_find_all", call.error.message);
	for (size_t i = 0; i < len; i++) {
		if (wanted[i].found.finding != IQM_FOUND)
			die("iqm_sls_find_all", "a report is not there");
		reports[i] = wanted[i].found.report;
	}
	wait_for_all(s, client, reports, len);
	for (size_t i = 0; i < len; i++)
		save(client, reports[i].id);
	if (s->files != (int)len)
		die("iqm_sls_save", "a wrong number of files");
}

/* The least: a purchase and a link each, and the polls, the first of which finds all; with a
 * journal, and the newest report before each purchase. */
struct request_count store_buy(int reports, const char *journal)
{
	struct store s = { .page = 1000 };
	struct iqm_client *client = open_client(&s, journal);
	const struct iqm_intent before = { .highest_id = iqm_int(0) };
	struct purchase purchases[MAX_REPORTS];
	struct iqm_sls_wanted wanted[MAX_REPORTS];
	struct request_count count = { .used = 0 };

	for (int i = 0; i < reports; i++) {
		make_order(&purchases[i], i + 1);
		wanted[i] = (struct iqm_sls_wanted){ .req = &purchases[i].order };
		if (journal)
			wanted[i].key = purchases[i].name;
		else
			wanted[i].since = &before;
		buy(client, &purchases[i], wanted[i].key);
	}
	follow(&s, client, wanted, (size_t)reports);
	iqm_client_close(client);
	snprintf(count.job, sizeof(count.job), "buy, find, wait for and save %d reports%s", reports,
		 journal ? ", with a journal" : "");
	count.used = s.requests;
	count.kept = s.kept;
	count.least = (journal ? 3 : 2) * reports + 1 + s.polls;
	return count;
}

/* The least: price, newest report, purchase, find, link. */
struct request_count store_buy_priced(const char *journal)
{
	struct store s = { .page = 1000 };
	struct iqm_client *client = open_client(&s, journal);
	struct iqm_sls_order_response *price, *rsp;
	struct request_count count = { .least = 5 };
	struct purchase one;
	struct iqm_sls_wanted wanted = { .key = one.name };
	struct iqm_call call = { .key = one.name, .timeout_ms = 3600000 };

	make_order(&one, 1);
	if (iqm_sls_compute(client, &one.order, &price, &call))
		die("iqm_sls_compute", call.error.message);
	if (iqm_sls_generate_priced(client, &one.order, price, 10, &rsp, &call))
		die("iqm_sls_generate_priced", call.error.message);
	iqm_free(price);
	iqm_free(rsp);
	follow(&s, client, &wanted, 1);
	iqm_client_close(client);
	snprintf(count.job, sizeof(count.job), "price, buy, find and save a report that is ready");
	count.used = s.requests;
	count.kept = s.kept;
	return count;
}
