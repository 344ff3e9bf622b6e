/* SPDX-License-Identifier: MIT */
/*
 * Makes calls for a counter of instructions: `attempts loop N` through iqm_perform(), with its
 * limiter on; `attempts single N` through the same steps once each, by hand, with nothing that
 * could repeat them. Their transport answers from memory, so nothing else is counted; `attempts
 * http N` is the loop over libcurl, to a server in a process of its own.
 */
#include "bench.h"
#include "call/state.h"
#include "server.h"

#include "iqm_descriptors.h"

#include <stdlib.h>
#include <string.h>

#define ROW                                                                                        \
	"{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\",\"campaignId\":21145,"                \
	"\"pldStatusId\":3,\"startDate\":1732165200000,\"endDate\":1732424399000}"
#define LIST                                                                                       \
	"{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[" ROW "," ROW      \
	"],\"filteredRecords\":10}}"
#define STEP_MS 4000 /* from call to call: no permit is ever waited for */

static int64_t now;

static int64_t read_now(void *context)
{
	(void)context;
	return now;
}

static void no_wait(void *context, long ms)
{
	(void)context, (void)ms;
	bench_die("attempts", "it waits");
}

static int response_list(void *context, const struct iqm_http_request *request,
			 struct iqm_http_response *response)
{
	(void)context, (void)request;
	iqm_http_response_status(response, 200);
	iqm_http_response_header(response, "Content-Type", 12, "application/json", 16);
	return iqm_http_response_body(response, LIST, sizeof(LIST) - 1);
}

/* `port` 0: from memory. */
static struct iqm_client *open_client(int port)
{
	char base[64];
	struct iqm_clock clock = { .now_ms = read_now,
				   .realtime_ms = read_now,
				   .wait_ms = no_wait };
	struct iqm_transport transport = { .perform = response_list };
	struct iqm_settings settings = { .token = "0123456789abcdef0123456789abcdef01234567",
					 .ow_id = "42",
					 .base_url = port ? base : NULL,
					 .transport = port ? NULL : &transport,
					 .clock = &clock };
	struct iqm_client *client;
	struct iqm_error error;

	snprintf(base, sizeof(base), "http://127.0.0.1:%d", port);
	if (iqm_client_open(&client, &settings, &error))
		bench_die("iqm_client_open", error.message);
	return client;
}

static void loop(struct iqm_client *client, const struct iqm_list_query *request)
{
	struct iqm_call call = { 0 };
	void *response;

	if (iqm_perform(client, &iqm_pld_list_op, request, &response, &call))
		bench_die("iqm_perform", call.error.message);
	iqm_free(response);
}

static void single(struct iqm_client *client, const struct iqm_list_query *request)
{
	struct iqm_call call = { 0 };
	struct iqm_error clean = { 0 };
	struct call_state r = { .client = client,
				.op = &iqm_pld_list_op,
				.request = request,
				.call = &call,
				.error = &call.error };
	struct iqm_http_request http = { .method = "GET" };
	struct arena *arena;

	call.error = clean;
	r.response = iqm_response_new(r.op->response->size, &arena);
	r.deadline = iqm_call_deadline(client, &call);
	iqm_http_response_init(&r.http, client->max_body, client->sender.request_ids);
	if (!r.response || iqm_call_url(&r) || iqm_call_body(&r) || iqm_call_headers(&r))
		bench_die("a single attempt", call.error.message);
	http.url = r.url.data;
	http.headers = iqm_headers_lines(&r.headers);
	http.timeout_ms = iqm_deadline_left(&r.deadline);
	if (client->sender.transport.perform(client->sender.transport.context, &http, &r.http) ||
	    iqm_call_read(&r))
		bench_die("a single attempt", call.error.message);
	iqm_free(r.response);
	iqm_buf_free(&r.url);
	iqm_buf_free(&r.http.body);
	iqm_headers_free(&r.headers);
}

int main(int argc, char **argv)
{
	static const struct bench_response responses[] = { { "/", LIST } };
	static const char search[] = "insights";
	struct iqm_list_query request = { .search_field = search,
					  .no_of_entries = iqm_int(2),
					  .page_no = iqm_int(1) };
	const char *way = argc == 3 ? argv[1] : "";
	long calls = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	struct iqm_client *client;
	pid_t server = 0;
	int port = 0;

	if (!strcmp(way, "http"))
		server = bench_server_start(responses, 1, &port);
	client = open_client(port);
	for (long i = 0; i < calls; i++, now += STEP_MS)
		strcmp(way, "single") ? loop(client, &request) : single(client, &request);
	iqm_client_close(client);
	if (server)
		bench_server_stop(server);
	return calls ? 0 : 2;
}
