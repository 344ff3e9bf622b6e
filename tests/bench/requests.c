/* SPDX-License-Identifier: MIT */
/*
 * Requests used against the least possible: a list of 100,000 rows; a wait for 100 reports that
 * become ready one after the other; 10 reports bought, found, waited for and saved. The service is
 * a function in this process, with a clock of its own: no time passes.
 */
#include "bench.h"

#include <inttypes.h>
#include <iqm/transport.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 1000 /* rows that the service gives at most */
#define ROWS 100000
#define REPORTS 100
#define BOUGHT 10
#define READY_EVERY_MS 20000 /* one report after the other */
#define FILE_URL "https://host.example.com/report?X-Amz-Signature=1"
#define DATES "\"startDate\":1732165200000,\"endDate\":1732424399000"
#define CSV "id,name\n1,a\n"

struct service {
	int64_t rows;
	int requests; /* of the API */
	int files;
	int64_t now;
};

/* ---- the service -------------------------------------------------------------------------- */

static int64_t number(const char *url, const char *name)
{
	const char *at = strstr(url, name);

	return at ? strtoll(at + strlen(name), NULL, 10) : 0;
}

/* The newest reports are made first: the lowest ids are the last to be ready. */
static int status_of(const struct service *s, int64_t id)
{
	return (s->rows - id) * READY_EVERY_MS <= s->now ? 2 : 1;
}

static int response(struct iqm_http_response *to, const char *type, const char *body, size_t len)
{
	iqm_http_response_status(to, 200);
	iqm_http_response_header(to, "Content-Type", 12, type, strlen(type));
	return iqm_http_response_body(to, body, len);
}

/* Each row is of the campaign that has its number. */
static int response_list(const struct service *s, const struct iqm_http_request *request,
			 struct iqm_http_response *to)
{
	static char text[PAGE * 160 + 256];
	int64_t size = number(request->url, "noOfEntries=");
	int64_t first = s->rows - (number(request->url, "pageNo=") - 1) * size;
	size_t len;

	len = (size_t)snprintf(text, sizeof(text),
			       "{\"success\":true,\"data\":{\"pldReportDataList\":[");
	for (int64_t id = first; id > first - size && id > 0; id--)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"%s{\"pldId\":%" PRId64 ",\"campaignId\":%" PRId64
					",\"pldStatusId\":%d," DATES "}",
					id < first ? "," : "", id, id, status_of(s, id));
	len += (size_t)snprintf(text + len, sizeof(text) - len,
				"],\"filteredRecords\":%" PRId64 "}}", s->rows);
	return response(to, "application/json", text, len);
}

static int serve(void *context, const struct iqm_http_request *request,
		 struct iqm_http_response *to)
{
	static const char bought[] = "{\"success\":true,\"data\":{\"pldReportCreated\":true}}";
	static const char link[] =
		"{\"success\":true,\"data\":{\"pldReportUrl\":\"" FILE_URL "\"}}";
	struct service *s = context;

	if (!strcmp(request->url, FILE_URL)) {
		s->files++;
		return response(to, "text/csv", CSV, sizeof(CSV) - 1);
	}
	s->requests++;
	if (strstr(request->url, "/download"))
		return response(to, "application/json", link, sizeof(link) - 1);
	if (strcmp(request->method, "POST"))
		return response_list(s, request, to);
	s->rows++;
	return response(to, "application/json", bought, sizeof(bought) - 1);
}

static int64_t read_now(void *context)
{
	const struct service *s = context;

	return s->now;
}

static void pass(void *context, long ms)
{
	struct service *s = context;

	s->now += ms;
}

static struct iqm_client *open_client(struct service *s)
{
	struct iqm_transport transport = { .perform = serve, .context = s };
	struct iqm_clock clock = {
		.now_ms = read_now, .realtime_ms = read_now, .wait_ms = pass, .context = s
	};
	struct iqm_settings settings = {
		.token = "token", .transport = &transport, .clock = &clock, .seed = 1
	};
	struct iqm_client *client;
	struct iqm_error error;

	if (iqm_client_open(&client, &settings, &error))
		bench_die("iqm_client_open", error.message);
	return client;
}

/* ---- the jobs ----------------------------------------------------------------------------- */

static void report(const char *job, int requests, int least)
{
	printf("  %-52s %4d of %4d   %s\n", job, requests, least,
	       requests <= least ? "ok" : "MORE THAN NEEDED");
}

static void list_all(void)
{
	struct service s = { .rows = ROWS };
	struct iqm_client *client = open_client(&s);
	struct iqm_call call = { .timeout_ms = 3600000 };
	struct iqm_pld_list_pager *pager;
	const struct iqm_pld_report *row;

	if (iqm_pld_list_open(client, NULL, &pager, &call.error))
		bench_die("iqm_pld_list_open", call.error.message);
	do
		if (iqm_pld_list_next(pager, &row, &call))
			bench_die("iqm_pld_list_next", call.error.message);
	while (row);
	if (iqm_pld_list_paging(pager)->rows != ROWS || iqm_pld_list_paging(pager)->maybe_missed)
		bench_die("iqm_pld_list_next", "a wrong number of rows");
	report("list 100,000 rows, 1,000 a page", s.requests, ROWS / PAGE);
	iqm_pld_list_close(pager);
	iqm_client_close(client);
}

static void count_poll(void *context, const struct iqm_report *reports, size_t len)
{
	int *polls = context;

	(void)reports, (void)len;
	++*polls;
}

static void wait_for_all(void)
{
	struct service s = { .rows = REPORTS };
	struct iqm_client *client = open_client(&s);
	struct iqm_call call = { .timeout_ms = 2 * REPORTS * READY_EVERY_MS };
	struct iqm_report reports[REPORTS] = { { .id = 0 } };
	int polls = 0;
	struct iqm_wait how = { .on_poll = count_poll, .context = &polls };
	char job[80];

	for (int i = 0; i < REPORTS; i++)
		reports[i].id = i + 1;
	if (iqm_pld_wait(client, reports, REPORTS, &how, &call))
		bench_die("iqm_pld_wait", call.error.message);
	snprintf(job, sizeof(job), "wait for %d reports, %d polls in %d minutes", REPORTS, polls,
		 (int)(s.now / 60000));
	report(job, s.requests, polls);
	iqm_client_close(client);
}

static int64_t buy_one(struct iqm_client *client, int64_t campaign, struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(campaign),
				     .pld_start_date = iqm_ms(1732165200000),
				     .pld_end_date = iqm_ms(1732424399000) };
	struct iqm_intent before = { .highest_id = iqm_int(campaign - 1) };
	struct iqm_pld_order_response *rsp;
	struct iqm_found found;

	if (iqm_pld_generate(client, &req, &rsp, call) ||
	    iqm_pld_find(client, &req, &before, &found, call))
		bench_die("iqm_pld_generate, iqm_pld_find", call->error.message);
	iqm_free(rsp);
	if (found.finding != IQM_FOUND)
		bench_die("iqm_pld_find", "the report is not there");
	return found.report.id;
}

static int swallow(void *context, const void *data, size_t len)
{
	(void)context, (void)data, (void)len;
	return 0;
}

static void save_one(struct iqm_client *client, int64_t id, struct iqm_call *call)
{
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK, .write = swallow };

	if (iqm_pld_save(client, id, IQM_FILE_TYPE_CSV, &save, call))
		bench_die("iqm_pld_save", call->error.message);
}

/* The least: a purchase and a link each, and the polls, the first of which could find all. */
static void buy_wait_save(void)
{
	struct service s = { .rows = 0 };
	struct iqm_client *client = open_client(&s);
	struct iqm_call call = { .timeout_ms = 2 * REPORTS * READY_EVERY_MS };
	struct iqm_report reports[BOUGHT] = { { .id = 0 } };
	int polls = 0;
	struct iqm_wait how = { .on_poll = count_poll, .context = &polls };

	for (int i = 0; i < BOUGHT; i++)
		reports[i].id = buy_one(client, i + 1, &call);
	if (iqm_pld_wait(client, reports, BOUGHT, &how, &call))
		bench_die("iqm_pld_wait", call.error.message);
	for (int i = 0; i < BOUGHT; i++)
		save_one(client, reports[i].id, &call);
	if (s.files != BOUGHT)
		bench_die("iqm_pld_save", "a wrong number of files");
	report("buy, find, wait for and save 10 reports", s.requests, 2 * BOUGHT + polls);
	iqm_client_close(client);
}

int main(void)
{
	list_all();
	wait_for_all();
	buy_wait_save();
	return 0;
}
