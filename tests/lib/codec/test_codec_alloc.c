/* SPDX-License-Identifier: MIT */
/*
 * Each allocation of a decode, an encode, an order, an open and a whole call fails once: an error,
 * no leak, and no purchase reported as failed. malloc() is replaced for this program, libcjson's
 * calls included; not under sanitizers and valgrind, which replace it themselves.
 */
#include "purchase/journal_order.h"
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <iqm/json.h>
#include <iqm/transport.h>

#if defined(__has_feature)
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&       \
	!HAS_FEATURE(address_sanitizer) && !HAS_FEATURE(thread_sanitizer) &&                       \
	!HAS_FEATURE(memory_sanitizer)
#define CAN_FAIL 1
#else
#define CAN_FAIL 0
#endif

/* Of the thread that has it on. Compilers take it that malloc() changes no variable: hence
 * volatile. */
static _Thread_local volatile struct {
	bool on;
	long left; /* allocations until one fails */
	bool failed;
	long live; /* allocated less freed since it is on */
} memory;

#if CAN_FAIL

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

static bool refuse(void)
{
	if (!memory.on || --memory.left)
		return false;
	memory.failed = true;
	errno = ENOMEM;
	return true;
}

static void *counted(void *p)
{
	if (p && memory.on)
		memory.live++;
	return p;
}

void *malloc(size_t size)
{
	return refuse() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return refuse() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *p, size_t size)
{
	void *to = refuse() ? NULL : __libc_realloc(p, size);

	return p ? to : counted(to);
}

void free(void *p)
{
	if (p && memory.on)
		memory.live--;
	__libc_free(p);
}

#endif

static void start_failing(long nth)
{
	memory.left = nth;
	memory.failed = false;
	memory.live = 0;
	memory.on = true;
}

/* Whether an allocation was refused. */
static bool stop_failing(void)
{
	memory.on = false;
	return memory.failed;
}

static bool failing_works(void)
{
	const char *preloaded = getenv("LD_PRELOAD");
	bool valgrind = preloaded && strstr(preloaded, "vgpreload");
	void *volatile p;
	bool works;

	start_failing(1);
	p = malloc(16);
	stop_failing();
	works = !p;
	free(p);
	ck_assert_msg(works || valgrind || !CAN_FAIL, "malloc() is not the one of this file");
	return works;
}

/* Runs `run` with its 1st, 2nd, ... allocation refused, until none is left to refuse. */
typedef void run_fn(void *context);

static void fail_each(run_fn *run, void *context, void (*check)(void *context, bool failed))
{
	bool failed = failing_works();
	long nth = 1;

	run(context); /* what is made once and kept is made now */
	for (; failed; nth++) {
		start_failing(nth);
		run(context);
		failed = stop_failing();
		ck_assert_msg(memory.live == 0, "allocation %ld refused: %ld leaked", nth,
			      memory.live);
		check(context, failed);
		ck_assert_int_lt(nth, 100000);
	}
	if (nth > 1)
		ck_assert_int_gt(nth, 2);
}

/* ---- decoding ----------------------------------------------------------------------------- */

struct decoding {
	const struct codec_sample *sample;
	int err;
	struct iqm_error error;
};

static void run_decoding(void *context)
{
	struct decoding *d = context;
	struct arena *arena;
	void *response = iqm_response_new(d->sample->op->response->size, &arena);

	memset(&d->error, 0, sizeof(d->error));
	d->err = response ? iqm_decode_response(d->sample->op, d->sample->body, d->sample->len,
						&(struct reading){ .keep_rows = true }, response,
						&d->error)
			  : iqm_fail_nomem(&d->error);
	iqm_free(response);
}

static void check_decoding(void *context, bool failed)
{
	const struct decoding *d = context;

	if (!failed) {
		ck_assert_msg(d->err == 0, "%s", d->error.message);
		return;
	}
	ck_assert_msg(d->err == IQM_E_NOMEM, "%s: %s", d->sample->name, iqm_status_name(d->err));
	codec_check_printable(&d->error);
}

START_TEST(test_decoding)
{
	struct codec_sample samples[CODEC_MAX_SAMPLES];
	size_t len = codec_load_samples(samples);

	for (size_t i = 0; i < len; i++) {
		struct decoding d = { .sample = &samples[i] };

		fail_each(run_decoding, &d, check_decoding);
	}
	codec_free_samples(samples, len);
}
END_TEST

/* Fields and rows that cannot be read, more than what is known of them has room for at first. */
START_TEST(test_decoding_bad_fields)
{
	char *rows = codec_repeat("{\"ioId\":{},\"campaignIds\":[1,[]],\"pldName\":\"a\"},7,", 50);
	struct codec_sample sample = { .name = "bad fields", .op = &iqm_pld_list_op };
	struct decoding d = { .sample = &sample };

	sample.body = codec_text("{\"success\":true,\"data\":{\"totalRecords\":[],"
				 "\"pldReportDataList\":[%s{}]}}",
				 rows);
	sample.len = strlen(sample.body);
	fail_each(run_decoding, &d, check_decoding);
	free(sample.body);
	free(rows);
}
END_TEST

/* Good and bad ones. */
START_TEST(test_decoding_maps_and_any_json)
{
	struct codec_sample sample = { .name = "maps", .op = &codec_all_op };
	struct decoding d = { .sample = &sample };

	sample.body = codec_text("{\"success\":true,\"data\":{\"any\":{\"a\":[1]},\"nums\":[1],"
				 "\"bools\":\"true\",\"named\":{\"a\":{\"id\":1},\"b\":[]},"
				 "\"groups\":[{\"parts\":[{},7],\"name\":\"g\"},7],"
				 "\"lists\":{\"l\":[1,2],\"\\u0000\":[3]},\"values\":{\"v\":{}}}}");
	sample.len = strlen(sample.body);
	fail_each(run_decoding, &d, check_decoding);
	free(sample.body);
}
END_TEST

/* A failure's words need no memory, so that none can be missing. */
START_TEST(test_reading_a_failure)
{
	static const char body[] =
		"{\"success\":false,\"errorObjects\":[{\"error\":\"a\"},{\"error\":\"b\"}]}";
	struct iqm_error error = { .status = 0 };
	bool refused;

	start_failing(1);
	iqm_decode_fault(&iqm_pld_list_op, body, strlen(body), NULL, &error);
	refused = stop_failing();
	ck_assert(!refused);
	ck_assert_uint_eq(error.service_len, 2);
}
END_TEST

/* Whatever is ignored costs nothing: its text was there before. Where the data is needs two. */
START_TEST(test_ignored_values_need_no_memory)
{
	char *zeros = codec_repeat("[0,{\"a\":\"\\u00e9\"}],", 10000);
	char *body = codec_text("{\"success\":true,\"data\":{\"new\":[%s0]}}", zeros);
	struct arena *arena;
	void *response = iqm_response_new(codec_all_op.response->size, &arena);
	struct iqm_error error = { .status = 0 };
	bool refused;
	int err;

	start_failing(3);
	err = iqm_decode_response(&codec_all_op, body, strlen(body),
				  &(struct reading){ .keep_rows = true }, response, &error);
	refused = stop_failing();
	ck_assert_msg(!err && !refused, "%s", error.message);
	iqm_free(response);
	free(body);
	free(zeros);
}
END_TEST

/* ---- encoding ----------------------------------------------------------------------------- */

static void run_encoding(void *context)
{
	struct decoding *d = context;
	struct encoding how = { .error = &d->error, .unique_keys = true };
	char long_text[600];
	struct codec_part part = { .id = iqm_int(1) };
	struct codec_part_entry named[] = { { "n", &part } };
	struct codec_part_list_entry groups[] = { { "g", IQM_STRUCTS(codec_part, &part) } };
	struct codec_all all = { .text = long_text,
				 .number = iqm_num(0.1),
				 .ints = IQM_INTS(1, 2),
				 .nums = IQM_NUMS(0.5),
				 .bools = IQM_BOOLS(true),
				 .any = { "[{}]" },
				 .named = IQM_ARRAY(named),
				 .groups = IQM_ARRAY(groups) };
	struct buf out = { 0 };

	memset(long_text, 'a', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	d->err = iqm_encode_json(&codec_all_descriptor, &all, &how, &out);
	iqm_buf_free(&out);
}

static void check_encoding(void *context, bool failed)
{
	const struct decoding *d = context;

	ck_assert_int_eq(d->err, failed ? IQM_E_NOMEM : 0);
}

START_TEST(test_encoding)
{
	struct decoding d = { .err = 0 };

	fail_each(run_encoding, &d, check_encoding);
}
END_TEST

/* ---- what is the same order ----------------------------------------------------------------- */

struct ordering {
	char expected[ORDER_SIZE], order[ORDER_SIZE];
	bool same;
	int err, compared;
};

static void run_ordering(void *context)
{
	struct ordering *o = context;
	struct iqm_error error = { 0 };
	struct iqm_sls_order req = { .sls_name = "n",
				     .campaign_ids = IQM_INTS(3, 1, 2),
				     .report_types = IQM_INTS(1, 2) };

	o->err = iqm_order_of(&iqm_sls_generate_op, &req, o->order, &error);
	o->compared = iqm_orders_compare("{\"a\":[1,2],\"b\":{\"c\":\"d\"}}", "{\"a\":[1]}",
					 &o->same, &error);
}

/* An order that lacks what there was no memory for would be another one, or the same as another. */
static void check_ordering(void *context, bool failed)
{
	const struct ordering *o = context;

	ck_assert(o->err == 0 || (failed && o->err == IQM_E_NOMEM));
	ck_assert(o->compared == 0 || (failed && o->compared == IQM_E_NOMEM));
	ck_assert(!failed || o->err || o->compared);
	if (!o->err)
		ck_assert_str_eq(o->order, o->expected);
	if (!o->compared)
		ck_assert(!o->same);
}

START_TEST(test_ordering)
{
	struct ordering o = { .err = 0 };

	run_ordering(&o);
	strcpy(o.expected, o.order);
	fail_each(run_ordering, &o, check_ordering);
}
END_TEST

/* ---- whole calls -------------------------------------------------------------------------- */

/* Allocates nothing itself. */
struct wire {
	const char *body;
	int sent;
};

static int response_at_once(void *context, const struct iqm_http_request *request,
			    struct iqm_http_response *response)
{
	static const char login[] = "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"owId\":7}";
	struct wire *wire = context;
	bool is_login = strstr(request->url, "/oauth/token") != NULL;
	const char *body = is_login ? login : wire->body;

	wire->sent += !is_login;
	iqm_http_response_status(response, 200);
	iqm_http_response_header(response, "Content-Type", 12, "application/json", 16);
	return iqm_http_response_body(response, body, strlen(body));
}

/* A client is opened, makes one call, and is closed. */
struct whole {
	struct iqm_settings settings;
	struct wire wire;
	bool keep_raw;
	bool paid;
	bool by_name;  /* by iqm_call_json() */
	bool document; /* that gave one */
	int opened;
	int err;
	struct iqm_call call;
};

static int call_by_name(struct whole *w, struct iqm_client *client)
{
	static const char buy[] = "{\"campaignId\":1,\"idempotencyKey\":\"key\"}";
	static const char list[] = "{\"sortBy\":\"+pldId\",\"pageNo\":1}";
	const char *json = w->paid ? buy : list;
	char *document;
	int err = iqm_call_json(client, w->paid ? "pld.generate" : "pld.list", json, strlen(json),
				&document, &w->call);

	w->document = document;
	iqm_free(document);
	return err;
}

static int call_once(struct whole *w, struct iqm_client *client)
{
	struct iqm_pld_order buy = { .campaign_id = iqm_int(1), .idempotency_key = "key" };
	struct iqm_list_query list = { .sort_by = "+pldId", .page_no = iqm_int(1) };
	struct iqm_pld_order_response *bought = NULL;
	struct iqm_pld_report_page *page = NULL;
	int err = w->paid ? iqm_pld_generate(client, &buy, &bought, &w->call)
			  : iqm_pld_list(client, &list, &page, &w->call);

	iqm_free(bought);
	iqm_free(page);
	return err;
}

static void run_whole(void *context)
{
	struct whole *w = context;
	struct iqm_transport transport = { .perform = response_at_once, .context = &w->wire };
	struct iqm_client *client;

	w->settings.transport = &transport;
	w->settings.base_url = "https://api.example.com/";
	w->wire.sent = 0;
	w->call = (struct iqm_call){ .keep_raw = w->keep_raw };
	w->err = 0;
	w->settings.requests_per_minute = -1;
	w->settings.max_attempts = 1;
	w->opened = iqm_client_open(&client, &w->settings, &w->call.error);
	if (!w->opened)
		w->err = w->by_name ? call_by_name(w, client) : call_once(w, client);
	iqm_client_close(client);
}

static void check_whole(void *context, bool failed)
{
	const struct whole *w = context;
	const struct iqm_error *e = &w->call.error;

	if (w->opened) {
		ck_assert_int_eq(w->opened, IQM_E_NOMEM);
		ck_assert(failed && !w->wire.sent);
		return;
	}
	if (!failed) {
		ck_assert_msg(w->err == 0, "%s", e->message);
		ck_assert_int_eq(w->wire.sent, 1);
		return;
	}
	if (w->by_name && !w->err) { /* what was done is done, though nobody can say what came */
		ck_assert(!w->document && w->wire.sent == 1);
		return;
	}
	codec_check_printable(e);
	ck_assert_int_eq(w->err, e->status);
	ck_assert_msg(e->cause == IQM_E_NOMEM || e->cause == IQM_E_DECODE, "%s", e->message);
	if (!w->wire.sent)
		ck_assert_int_eq(e->delivery, IQM_NOT_SENT);
	else if (w->paid)
		ck_assert_int_eq(w->err, IQM_E_UNKNOWN_OUTCOME);
	if (!w->wire.sent || !w->paid)
		ck_assert_int_eq(w->err, e->cause);
}

static const char page[] = "{\"success\":true,\"data\":{\"totalRecords\":1,\"pldReportDataList\":["
			   "{\"pldId\":\"1\",\"pldName\":\"n\",\"campaignIds\":[1,2]}]}}";
static const char bought[] = "{\"success\":true,\"data\":{\"pldReportCreated\":true,"
			     "\"campaignName\":\"n\",\"campaignIds\":[1]}}";

START_TEST(test_whole_calls)
{
	struct whole w = {
		.settings = { .client_id = "id",
			      .client_secret = "secret",
			      .username = "u",
			      .password = "p",
			      .token = _i & 1 ? "token" : NULL,
			      .ow_id = "7" },
		.keep_raw = _i & 2,
		.paid = _i & 4,
		.by_name = _i & 8,
		.wire = { .body = _i & 4 ? bought : page },
	};

	fail_each(run_whole, &w, check_whole);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("alloc");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_decoding);
	tcase_add_test(tcase, test_decoding_bad_fields);
	tcase_add_test(tcase, test_decoding_maps_and_any_json);
	tcase_add_test(tcase, test_reading_a_failure);
	tcase_add_test(tcase, test_ignored_values_need_no_memory);
	tcase_add_test(tcase, test_encoding);
	tcase_add_test(tcase, test_ordering);
	tcase_add_loop_test(tcase, test_whole_calls, 0, 16);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
