/* SPDX-License-Identifier: MIT */
/*
 * CPU and elapsed time of one GET: through the library, through libcurl alone with the same headers
 * on one reused handle, and with a handle, so a connection, for each call. The server is a process
 * of its own. Rounds and ratios as in codec_time.c. `http VARIANT SET CALLS` only makes so many
 * calls, for a counter of instructions: VARIANT 0 is libcurl, 1 the library, SET 0 the list, 1 the
 * columns.
 */
#include "bench.h"
#include "server.h"

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 41
#define CALLS 250 /* in each round */
#define AIM 1.05
#define TOKEN "0123456789abcdef0123456789abcdef01234567"
#define ROWS                                                                                       \
	"{\"pldId\":10,\"pldName\":\"530667_PLD_Insights_7\","                                     \
	"\"campaignName\":\"prod-campaign-21145\","                                                \
	"\"campaignId\":21145,\"pldStatusId\":3,\"startDate\":1732165200000,"                      \
	"\"endDate\":1732424399000,\"ioId\":5,\"ioName\":\"Corporate, Inc.\","                     \
	"\"isCampaignEligible\":false,\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,"          \
	"\"campaignPldTimezoneId\":29,\"ioTypeId\":1}"
#define LIST                                                                                       \
	"{\"success\":true,\"data\":{\"totalRecords\":10,\"pldReportDataList\":[" ROWS "," ROWS    \
	"],\"filteredRecords\":10}}"
#define COLUMNS                                                                                    \
	"{\"success\":true,\"data\":{\"id\":true,\"insightsName\":true,\"campaignName\":true,"     \
	"\"campaignId\":true,\"status\":true,\"dateRange\":true,\"createdOn\":true,"               \
	"\"ioName\":true,\"ioId\":false}}"
#define COLUMNS_PATH "/api/v3/ins/pld-reports/columns"
#define LIST_PATH "/api/v3/ins/pld-reports"
#define LIST_QUERY "?noOfEntries=2&pageNo=1&sortBy=-pldId"

static const struct bench_response responses[] = { { COLUMNS_PATH, COLUMNS }, { LIST_PATH, LIST } };

/* What all clients of the benchmark have. */
struct bench {
	struct iqm_client *client;
	CURL *list; /* reused handles */
	CURL *columns;
	struct curl_slist *headers;
	char list_url[128];
	char columns_url[128];
};

/* ---- libcurl alone ------------------------------------------------------------------------ */

struct body {
	char *data;
	size_t len;
};

static size_t collect(char *data, size_t size, size_t count, void *context)
{
	struct body *b = context;
	size_t len = size * count;
	char *more = realloc(b->data, b->len + len + 1);

	if (!more)
		return CURL_WRITEFUNC_ERROR;
	b->data = more;
	memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
	return len;
}

static CURL *new_handle(const struct bench *b, const char *url)
{
	CURL *curl = curl_easy_init();

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, b->headers);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60000L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
	return curl;
}

static void perform(CURL *curl)
{
	struct body body = { NULL, 0 };
	long status = 0;
	CURLcode code;
	cJSON *root;

	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (code || status != 200)
		bench_die("libcurl", curl_easy_strerror(code));
	root = cJSON_Parse(body.data);
	if (!root)
		bench_die("cJSON_Parse", "not JSON");
	cJSON_Delete(root);
	free(body.data);
}

static void bare_list(const struct bench *b)
{
	perform(b->list);
}

static void bare_columns(const struct bench *b)
{
	perform(b->columns);
}

/* A SIGPIPE then ends the program, unless it keeps it off by itself. */
static void nosignal(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	perform(curl);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 0L);
}

static void nosignal_list(const struct bench *b)
{
	nosignal(b->list);
}

static void nosignal_columns(const struct bench *b)
{
	nosignal(b->columns);
}

static void once(const struct bench *b, const char *url)
{
	CURL *curl = new_handle(b, url);

	perform(curl);
	curl_easy_cleanup(curl);
}

static void once_list(const struct bench *b)
{
	once(b, b->list_url);
}

static void once_columns(const struct bench *b)
{
	once(b, b->columns_url);
}

/* ---- the library -------------------------------------------------------------------------- */

static void iqm_list(const struct bench *b)
{
	const struct iqm_list_query req = {
		.no_of_entries = iqm_int(2),
		.page_no = iqm_int(1),
		.sort_by = "-pldId",
	};
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	if (iqm_pld_list(b->client, &req, &rsp, &call))
		bench_die("iqm_pld_list", call.error.message);
	if (rsp->pld_report_data_list.len != 2)
		bench_die("iqm_pld_list", "a wrong number of rows");
	iqm_free(rsp);
}

static void iqm_columns(const struct bench *b)
{
	struct iqm_pld_columns *rsp;
	struct iqm_call call = { 0 };

	if (iqm_pld_columns_get(b->client, &rsp, &call))
		bench_die("iqm_pld_columns_get", call.error.message);
	if (!rsp->io_id.set || rsp->io_id.value)
		bench_die("iqm_pld_columns_get", "a wrong column");
	iqm_free(rsp);
}

/* ---- measuring ---------------------------------------------------------------------------- */

typedef void call_fn(const struct bench *b);

#define VARIANTS 4

static const char *const variants[VARIANTS] = {
	"libcurl alone, one handle",
	"iqm",
	"libcurl with CURLOPT_NOSIGNAL",
	"libcurl alone, a connection a call",
};

static const struct set {
	const char *name;
	call_fn *calls[VARIANTS];
} sets[] = {
	{ "pld.list, 2 rows", { bare_list, iqm_list, nosignal_list, once_list } },
	{ "pld.columns-get", { bare_columns, iqm_columns, nosignal_columns, once_columns } },
};

struct times {
	double cpu[VARIANTS][ROUNDS];
	double elapsed[VARIANTS][ROUNDS];
};

static void round_of(const struct bench *b, const struct set *set, struct times *t, size_t i)
{
	for (size_t n = 0; n < VARIANTS; n++) {
		size_t v = (i + n) % VARIANTS;
		double elapsed = bench_elapsed();
		double cpu = bench_cpu();

		for (size_t k = 0; k < CALLS; k++)
			set->calls[v](b);
		t->cpu[v][i] = bench_cpu() - cpu;
		t->elapsed[v][i] = bench_elapsed() - elapsed;
	}
}

static double ratio(double times[][ROUNDS], size_t variant)
{
	double ratios[ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++)
		ratios[i] = times[variant][i] / times[0][i];
	return bench_median(ratios, ROUNDS);
}

static double per_call(double *times)
{
	return bench_median(times, ROUNDS) / CALLS / 1000;
}

static void measure(const struct bench *b, const struct set *set)
{
	static struct times t;
	double cpu[VARIANTS];
	double elapsed[VARIANTS];
	char aim[40];

	for (size_t i = 0; i < ROUNDS; i++)
		round_of(b, set, &t, i);
	for (size_t v = 0; v < VARIANTS; v++) {
		cpu[v] = ratio(t.cpu, v);
		elapsed[v] = ratio(t.elapsed, v);
	}
	printf("\n  %-34s %7s %9s %8s %9s\n", set->name, "us CPU", "x libcurl", "us real",
	       "x libcurl");
	for (size_t v = 0; v < VARIANTS; v++)
		printf("  %-34s %7.1f %9.2f %8.1f %9.2f   %s\n", variants[v], per_call(t.cpu[v]),
		       cpu[v], per_call(t.elapsed[v]), elapsed[v],
		       bench_verdict(cpu[v], v == 1 ? AIM : 0, aim));
}

/* ---- setting up --------------------------------------------------------------------------- */

static void add_header(struct bench *b, const char *line)
{
	b->headers = curl_slist_append(b->headers, line);
	if (!b->headers)
		bench_die("libcurl", "no memory");
}

static void open_all(struct bench *b, int port)
{
	char base[64];
	struct iqm_settings settings = {
		.base_url = base,
		.token = TOKEN,
		.ow_id = "42",
		.requests_per_minute = -1,
	};
	struct iqm_error error;

	snprintf(base, sizeof(base), "http://127.0.0.1:%d", port);
	snprintf(b->list_url, sizeof(b->list_url), "%s%s", base, LIST_PATH LIST_QUERY);
	snprintf(b->columns_url, sizeof(b->columns_url), "%s%s", base, COLUMNS_PATH);
	if (iqm_client_open(&b->client, &settings, &error))
		bench_die("iqm_client_open", error.message);
	add_header(b, "Accept: application/json");
	add_header(b, "User-Agent: iqm-insights-c/" IQM_VERSION);
	add_header(b, "Authorization: Bearer " TOKEN);
	add_header(b, "Authentication: Bearer " TOKEN);
	add_header(b, "X-IAA-OW-ID: 42");
	b->list = new_handle(b, b->list_url);
	b->columns = new_handle(b, b->columns_url);
}

static void close_all(struct bench *b)
{
	curl_easy_cleanup(b->list);
	curl_easy_cleanup(b->columns);
	curl_slist_free_all(b->headers);
	iqm_client_close(b->client);
}

/* The calls that the command line asks for. */
static void repeat(const struct bench *b, char **argv)
{
	size_t v = strtoul(argv[1], NULL, 10) % VARIANTS;
	size_t set = strtoul(argv[2], NULL, 10) % (sizeof(sets) / sizeof(sets[0]));

	for (long calls = strtol(argv[3], NULL, 10); calls > 0; calls--)
		sets[set].calls[v](b);
}

int main(int argc, char **argv)
{
	struct bench b = { .client = NULL };
	pid_t server;
	int port;

	server = bench_server_start(responses, sizeof(responses) / sizeof(responses[0]), &port);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	open_all(&b, port);
	if (argc == 4)
		repeat(&b, argv);
	for (size_t i = 0; argc != 4 && i < sizeof(sets) / sizeof(sets[0]); i++)
		measure(&b, &sets[i]);
	close_all(&b);
	curl_global_cleanup();
	bench_server_stop(server);
	return 0;
}
