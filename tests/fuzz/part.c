/* SPDX-License-Identifier: MIT */
/*
 * Saves of a file of which its host has two versions, the second from some request on. A first save
 * is broken off; then its part is cut, or its sidecar is damaged; then others go on. What is saved
 * is one of the versions, whole. What was there under the file's name stays as it was.
 *
 * The host tells the truth about the bytes that it sends, and breaks all other rules: ranges that
 * nobody asked for, conditions that it ignores, lengths and validators that it leaves out.
 */
#include "bytes.h"
#include "fuzz.h"
#include "scratch.h"

#include <iqm/insights.h>
#include <iqm/reports.h>
#include <iqm/transport.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SAVES 3
#define MOST_SIZE 255
#define REQUESTS 24
#define RESET 56 /* CURLE_RECV_ERROR */
#define URL "https://host.example.com/7_Report.csv?X-Amz-Signature=secret"

struct host {
	struct bytes b;
	char content[2][MOST_SIZE + 1];
	size_t size[2];
	int version;
	int requests;
	bool unsaid; /* a response, or a range, did not say how long the file is */
	int64_t now;
};

/* No damage makes one of the other. */
static const char *const etags[] = { "\"1111111111\"", "\"2222222222\"" };
static const char *const dates[] = { "Sun, 06 Nov 1994 08:49:37 GMT",
				     "Tue, 12 Dec 2023 21:15:06 GMT" };

/* ---- the host -------------------------------------------------------------------------------- */

static void header(struct iqm_http_response *r, const char *name, const char *value)
{
	iqm_http_response_header(r, name, strlen(name), value, strlen(value));
}

static const char *request_header(const struct iqm_http_request *request, const char *name)
{
	for (const char *const *line = request->headers; *line; line++)
		if (!strncmp(*line, name, strlen(name)))
			return *line + strlen(name);
	return NULL;
}

static void put_validators(const struct host *h, struct iqm_http_response *r, unsigned how)
{
	if (how & 1)
		header(r, "ETag", etags[h->version]);
	if (how & 2)
		header(r, "Last-Modified", dates[h->version]);
	if (how & 4)
		header(r, "Date", dates[1]);
}

/* Bytes [from, to) of the version at hand; `cut` of them are lost at the end. */
static int put_bytes(struct host *h, struct iqm_http_response *r, size_t from, size_t to,
		     unsigned how, size_t cut)
{
	static const char *const lengths[] = { "length", "chunked", "closes", "length" };
	const char *by = lengths[how % 4];
	char text[64];
	size_t len = to - from;

	snprintf(text, sizeof(text), "%zu", len);
	if (!strcmp(by, "length"))
		header(r, "Content-Length", text);
	if (!strcmp(by, "chunked"))
		header(r, "Transfer-Encoding", "chunked");
	cut = cut < len ? cut : len;
	if (iqm_http_response_body(r, h->content[h->version] + from, len - cut))
		return IQM_E_TOO_LARGE;
	if (!strcmp(by, "closes")) {
		h->unsaid = true;
		return 0;
	}
	if (cut)
		iqm_http_response_failed(r, RESET, "the connection was reset");
	return cut ? IQM_E_NETWORK : 0;
}

static void put_range(struct host *h, struct iqm_http_response *r, size_t from, size_t to,
		      bool total_known)
{
	char text[96], total[24];

	snprintf(total, sizeof(total), "%zu", h->size[h->version]);
	snprintf(text, sizeof(text), "bytes %zu-%zu/%s", from, to - 1, total_known ? total : "*");
	header(r, "Content-Range", text);
	h->unsaid = h->unsaid || !total_known;
}

static int fail(struct iqm_http_response *r, unsigned how)
{
	static const long statuses[] = { 500, 503, 403, 404, 429, 302 };

	if (how % 8 > 5) {
		iqm_http_response_failed(r, RESET, "no connection");
		return how % 8 == 6 ? IQM_E_NETWORK : IQM_E_TIMEOUT;
	}
	iqm_http_response_status(r, statuses[how % 8]);
	header(r, "Content-Length", "0");
	return 0;
}

static int send_none(const struct host *h, struct iqm_http_response *r, unsigned validators)
{
	char text[32];

	snprintf(text, sizeof(text), "bytes */%zu", h->size[h->version]);
	iqm_http_response_status(r, 416);
	header(r, "Content-Range", text);
	put_validators(h, r, validators);
	header(r, "Content-Length", "0");
	return 0;
}

/* A range: the one that was asked for, or another; status 200 where the host is odd. */
static int send_range(struct host *h, struct iqm_http_response *r, size_t from, unsigned how)
{
	size_t size = h->size[h->version];
	size_t to = how & 0x10 ? from + 1 + bytes_byte(&h->b) : size;

	if (how & 0x20)
		from = from > 0 && how & 0x40 ? from - 1 : from + 1;
	if (from >= size)
		return send_none(h, r, 3);
	to = to > size || to <= from ? size : to;
	iqm_http_response_status(r, how & 0x80 ? 200 : 206);
	/* Who ignores a condition, or sends what nobody asked for, says what it sends. */
	put_validators(h, r, 3);
	put_range(h, r, from, to, !(how & 8));
	return put_bytes(h, r, from, to, how % 4 == 2 ? 0 : how, bytes_byte(&h->b));
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *r)
{
	struct host *h = context;
	const char *range = request_header(request, "Range: bytes=");
	const char *condition = request_header(request, "If-Range: ");
	size_t from = range ? strtoul(range, NULL, 10) : 0;
	unsigned what = bytes_byte(&h->b), how = bytes_byte(&h->b);
	bool same = condition && (!strcmp(condition, etags[h->version]) ||
				  !strcmp(condition, dates[h->version]));

	if (h->requests++ >= REQUESTS)
		return fail(r, 6);
	if (what & 0x80)
		h->version = 1;
	if (what % 8 == 0)
		return fail(r, how);
	if (what % 8 == 1 || (what % 8 < 6 && range && same))
		return send_range(h, r, from, how);
	iqm_http_response_status(r, 200);
	put_validators(h, r, how);
	return put_bytes(h, r, 0, h->size[h->version], how / 8, bytes_byte(&h->b));
}

/* ---- saves ----------------------------------------------------------------------------------- */

static int64_t now_ms(void *context)
{
	return ((struct host *)context)->now;
}

static void wait_ms(void *context, long ms)
{
	((struct host *)context)->now += ms;
}

static struct iqm_client *open_client(struct host *h)
{
	struct iqm_transport transport = { .perform = perform, .context = h };
	struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = h
	};
	struct iqm_settings settings = {
		.base_url = "https://api.example.com",
		.ow_id = "42",
		.token = "token",
		.seed = 1,
		.max_attempts = 3,
		.requests_per_minute = -1,
		.transport = &transport,
		.clock = &clock,
	};
	struct iqm_client *client;
	struct iqm_error error;

	fuzz_check(!iqm_client_open(&client, &settings, &error), "%s", error.message);
	return client;
}

static bool is_version(const struct host *h, const char *bytes, size_t len)
{
	for (int i = 0; i < 2; i++)
		if (h->size[i] == len && !memcmp(h->content[i], bytes, len))
			return true;
	return false;
}

/* Where nothing says how long a file is, it may be saved cut, with a warning. */
static void check_saved(const struct host *h, int err, const struct iqm_save *save,
			const struct iqm_error *error)
{
	size_t len = 0;
	char *bytes = scratch_read("report", &len);

	fuzz_check(!err == !!bytes, "%s, and %s", error->message, bytes ? "a file" : "no file");
	fuzz_check(!bytes || is_version(h, bytes, len) || (h->unsaid && *save->warning),
		   "%zu bytes are no version of the file (%zu or %zu)", len, h->size[0],
		   h->size[1]);
	fuzz_check(!strstr(error->message, "secret"), "%s", error->message);
	fuzz_check_line(error->message);
	fuzz_check_line(save->warning);
	free(bytes);
}

static int save_once(struct host *h, struct iqm_client *client)
{
	char path[SCRATCH_PATH];
	struct iqm_save save = { .to = IQM_SAVE_PATH, .path = scratch_path("report", path) };
	struct iqm_call call = { .timeout_ms = 600000 };
	int err = iqm_save_url(client, URL, &save, &call);

	check_saved(h, err, &save, &call.error);
	return err;
}

/* ---- what becomes of a part ------------------------------------------------------------------ */

/* The version that the sidecar names. */
static int version_named(void)
{
	size_t len;
	char *sidecar = scratch_read("report.part.meta", &len);
	int version = sidecar && (strstr(sidecar, etags[1]) || strstr(sidecar, dates[1]));

	free(sidecar);
	return version;
}

/* A part loses bytes at its end, has all of the file or one more; a sidecar loses or changes any.
 * Bytes of another version than the sidecar's would not show. */
static void damage(struct host *h)
{
	unsigned how = bytes_byte(&h->b);
	const char *name = how & 4 ? "report.part" : "report.part.meta";
	unsigned at = bytes_byte(&h->b);
	int version = version_named();
	size_t len;
	char *bytes = scratch_read(name, &len);

	if (!bytes)
		return;
	if (how % 4 == 0)
		scratch_write(name, bytes, at < len ? at : len);
	else if (how % 4 == 1 && how & 4)
		scratch_write(name, h->content[version], h->size[version] + (how & 8 ? 1 : 0));
	else if (how % 4 == 1 && at < len) {
		bytes[at] ^= (char)(1 << how / 32);
		scratch_write(name, bytes, len);
	}
	free(bytes);
}

/* A part that nobody knows, or a file of that name: they are left alone. */
static void check_left_alone(struct host *h, struct iqm_client *client, const char *name)
{
	char path[SCRATCH_PATH];
	struct iqm_save save = { .to = IQM_SAVE_PATH, .path = scratch_path("report", path) };
	struct iqm_call call = { .timeout_ms = 600000 };
	char *bytes;
	size_t len;
	int err;

	scratch_remove("report");
	scratch_write(name, "theirs", 6);
	err = iqm_save_url(client, URL, &save, &call);
	bytes = scratch_read(name, &len);
	fuzz_check(err && bytes && len == 6 && !memcmp(bytes, "theirs", 6), "%s: %d, and lost",
		   name, err);
	free(bytes);
	(void)h;
}

static void make_versions(struct host *h)
{
	for (int i = 0; i < 2; i++) {
		h->size[i] = 1 + bytes_byte(&h->b) % MOST_SIZE;
		for (size_t k = 0; k < h->size[i]; k++)
			h->content[i][k] = (char)((i ? 'a' : 'A') + k % 26);
	}
}

void fuzz_part(const unsigned char *data, size_t len)
{
	struct host h = { .b = { data, len }, .now = 1000000 };
	unsigned how = bytes_byte(&h.b);
	struct iqm_client *client = open_client(&h);

	make_versions(&h);
	if (how % 16 == 0)
		check_left_alone(&h, client, how & 16 ? "report" : "report.part");
	scratch_remove("report");
	for (int i = 0; i < SAVES && save_once(&h, client); i++) {
		h.requests = 0;
		if (how & 32)
			damage(&h);
	}
	iqm_client_close(client);
	scratch_remove("report");
}

/* ---- seeds ----------------------------------------------------------------------------------- */

void part_seeds(fuzz_use_fn *use, void *context)
{
	static const unsigned char seeds[][32] = {
		{ 1, 100, 80, 2, 3, 0 },
		{ 1, 100, 100, 2, 3, 60, 3, 0, 0 },
		{ 1, 100, 100, 2, 3, 60, 0x83, 0, 0, 2, 3, 0 },
		{ 1, 100, 100, 2, 3, 60, 0x81, 0, 0, 2, 3, 0 },
		{ 33, 100, 100, 2, 3, 60, 0, 6, 0, 6, 0, 6, 4, 20, 3, 0, 0 },
		{ 33, 100, 100, 2, 3, 60, 0, 6, 0, 6, 0, 6, 1, 30, 3, 0, 0 },
		{ 33, 100, 100, 2, 3, 60, 0, 6, 0, 6, 0, 6, 5, 0, 3, 0, 0 },
		{ 1, 100, 100, 2, 11, 60, 2, 19, 20, 2, 3, 0 },
		{ 0, 9, 9, 2, 3, 0, 2, 3, 0 },
		{ 16, 9, 9, 2, 3, 0, 2, 3, 0 },
	};

	for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		unsigned char bytes[sizeof(seeds[0])];
		struct fuzz_input input = { "part", bytes, sizeof(bytes) };

		memcpy(bytes, seeds[i], sizeof(bytes));
		use(context, &input);
	}
}
