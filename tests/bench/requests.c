/* SPDX-License-Identifier: MIT */
/*
 * Requests used against the least possible: a list of 100,000 rows, and a wait for 100 reports that
 * become ready one after the other. The service is a function in this process, with a clock of its
 * own: no time passes.
 */
#include "bench.h"

#include <inttypes.h>
#include <iqm/transport.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 1000 /* rows that the service gives at most */
#define ROWS 100000
#define REPORTS 100
#define READY_EVERY_MS 20000 /* one report after the other */

struct service {
	int64_t rows;
	int requests;
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

static int answer_list(void *context, const struct iqm_http_request *request,
		       struct iqm_http_answer *answer)
{
	static char text[PAGE * 64 + 256];
	struct service *s = context;
	int64_t size = number(request->url, "noOfEntries=");
	int64_t first = s->rows - (number(request->url, "pageNo=") - 1) * size;
	size_t len;

	s->requests++;
	len = (size_t)snprintf(text, sizeof(text),
			       "{\"success\":true,\"data\":{\"pldReportDataList\":[");
	for (int64_t id = first; id > first - size && id > 0; id--)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"%s{\"pldId\":%" PRId64 ",\"pldStatusId\":%d}",
					id < first ? "," : "", id, status_of(s, id));
	len += (size_t)snprintf(text + len, sizeof(text) - len,
				"],\"filteredRecords\":%" PRId64 "}}", s->rows);
	iqm_http_answer_sending(answer);
	iqm_http_answer_status(answer, 200);
	iqm_http_answer_header(answer, "Content-Type", 12, "application/json", 16);
	return iqm_http_answer_body(answer, text, len);
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
	struct iqm_transport transport = { .perform = answer_list, .context = s };
	struct iqm_clock clock = { read_now, read_now, pass, s };
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

static void tell(const char *job, int requests, int least)
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
	tell("list 100,000 rows, 1,000 a page", s.requests, ROWS / PAGE);
	iqm_pld_list_close(pager);
	iqm_client_close(client);
}

static void count_look(void *context, const struct iqm_report *reports, size_t len)
{
	int *looks = context;

	(void)reports, (void)len;
	++*looks;
}

static void wait_for_all(void)
{
	struct service s = { .rows = REPORTS };
	struct iqm_client *client = open_client(&s);
	struct iqm_call call = { .timeout_ms = 2 * REPORTS * READY_EVERY_MS };
	struct iqm_report reports[REPORTS] = { { .id = 0 } };
	int looks = 0;
	struct iqm_wait how = { .on_look = count_look, .context = &looks };
	char job[80];

	for (int i = 0; i < REPORTS; i++)
		reports[i].id = i + 1;
	if (iqm_pld_wait(client, reports, REPORTS, &how, &call))
		bench_die("iqm_pld_wait", call.error.message);
	snprintf(job, sizeof(job), "wait for %d reports, %d looks in %d minutes", REPORTS, looks,
		 (int)(s.now / 60000));
	tell(job, s.requests, looks);
	iqm_client_close(client);
}

int main(void)
{
	list_all();
	wait_for_all();
	return 0;
}
