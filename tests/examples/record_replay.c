/*
 * A transport around libcurl's that records responses, and one that plays them without a network:
 * for tests of a program that uses the library.
 *
 *     cc record_replay.c $(pkg-config --cflags --libs libiqm-insights) -o record_replay
 *     ./record_replay record FILE && ./record_replay replay FILE
 */
#define _POSIX_C_SOURCE 200809L
#include <iqm/insights.h>
#include <iqm/transport.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For one thread: its requests are played in the order that they were recorded in. */
struct tape {
	struct iqm_transport curl;
	FILE *file;
};

/* A response while it is received. */
struct take {
	long status;
	char *body;
	size_t len;
	FILE *to_body;
};

static const char *path_of(const char *url)
{
	return strchr(strstr(url, "://") + 3, '/');
}

static void take_status(void *context, long status)
{
	((struct take *)context)->status = status;
}

static void take_body(void *context, const void *data, size_t len)
{
	fwrite(data, 1, len, ((struct take *)context)->to_body);
}

static int record(void *context, const struct iqm_http_request *rq, struct iqm_http_response *rsp)
{
	struct tape *tape = context;
	struct take take = { 0 };
	struct iqm_http_watch watch = { .status = take_status,
					.body = take_body,
					.context = &take };
	int err;

	take.to_body = open_memstream(&take.body, &take.len);
	if (!take.to_body)
		return IQM_E_NOMEM;
	if (!strstr(rq->url, "/oauth/")) /* a log-in's response is a secret */
		iqm_http_response_watch(rsp, &watch);
	err = tape->curl.perform(tape->curl.context, rq, rsp);
	fclose(take.to_body);
	if (!err && take.status)
		fprintf(tape->file, "%s %s %ld %zu\n%.*s\n", rq->method, path_of(rq->url),
			take.status, take.len, (int)take.len, take.body);
	free(take.body);
	return err;
}

static int replay(void *context, const struct iqm_http_request *rq, struct iqm_http_response *rsp)
{
	struct tape *tape = context;
	char method[16] = "", path[512] = "";
	long status = 0;
	size_t len = 0;
	int err = iqm_http_response_sending(rsp); /* a purchase is recorded in the journal first */

	if (err)
		return err;
	if (fscanf(tape->file, "%15s %511s %ld %zu", method, path, &status, &len) != 4 ||
	    strcmp(method, rq->method) != 0 || strcmp(path, path_of(rq->url)) != 0) {
		iqm_http_response_failed(rsp, 0, "the recording has another request here");
		return IQM_E_CONFIG;
	}
	iqm_http_response_status(rsp, status);
	for (fgetc(tape->file); len && !err; len--) {
		char byte = (char)fgetc(tape->file);

		err = iqm_http_response_body(rsp, &byte, 1);
	}
	return err ? IQM_E_TOO_LARGE : 0;
}

static void close_tape(void *context)
{
	struct tape *tape = context;

	if (tape->curl.close)
		tape->curl.close(tape->curl.context);
	fclose(tape->file);
}

/* What the program does with a client, whichever it is. */
static int list(const struct iqm_settings *settings)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(5) };
	struct iqm_pld_report_page *rsp = NULL;
	struct iqm_client *client;
	struct iqm_call call = { 0 };
	int err = iqm_client_open(&client, settings, &call.error);

	if (!err)
		err = iqm_pld_list(client, &req, &rsp, &call);
	if (err)
		fprintf(stderr, "%s\n", call.error.message);
	else
		printf("%zu of %lld reports\n", rsp->pld_report_data_list.len,
		       (long long)rsp->total_records.value);
	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

int main(int argc, char **argv)
{
	bool records = argc == 3 && !strcmp(argv[1], "record");
	struct tape tape = { .file = argc == 3 ? fopen(argv[2], records ? "w" : "r") : NULL };
	struct iqm_transport transport = { .perform = records ? record : replay,
					   .close = close_tape,
					   .context = &tape,
					   .announces_sending = true };
	struct iqm_settings settings;
	struct iqm_error error;

	if (!tape.file) {
		fprintf(stderr, "usage: record_replay record|replay FILE\n");
		return 1;
	}
	iqm_settings_from_env(&settings);
	if (records && iqm_curl_transport(&tape.curl, &settings, &error)) {
		fprintf(stderr, "%s\n", error.message);
		return 1;
	}
	if (!records)
		settings.token = "none is needed";
	settings.transport = &transport;
	return list(&settings) ? 1 : 0;
}
