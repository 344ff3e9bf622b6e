/* SPDX-License-Identifier: MIT */
/* A caller's own libcurl options: every option that this libcurl has, with values that would break
 * a promise, leaves requests and results as they are without them. */
#include "support/transport_fixture.h"
#include "support/every_option.h"
#include "support/suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What libcurl would act on, if it were told to: a redirect, a log-in, cookies, other places. */
#define BAIT                                                                                       \
	"Location: /evil\r\nSet-Cookie: evil=1; path=/\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" \
	"Alt-Svc: http/1.1=\":1\"; ma=99\r\nStrict-Transport-Security: max-age=99\r\n"             \
	"Content-Length: 4\r\n\r\nbait"

static const char *const responses[] = { "HTTP/1.1 302 Found\r\n" BAIT,
					 "HTTP/1.1 401 No\r\n" BAIT };

static const char *const headers[] = { "Authorization: Bearer token", "X-IAA-OW-ID: 42", NULL };

/* What the callback sets: the n-th value of one option; or of all of them. */
struct wish {
	const struct curl_easyoption *option;
	size_t n;
	bool more; /* there was such a value */
	bool resets;
	CURLcode fails;
	int asked[3]; /* for each purpose */
};

static void set_all(CURL *curl, size_t n)
{
	const struct curl_easyoption *option = NULL;

	while ((option = curl_easy_option_next(option)))
		every_option_set(curl, option, n);
}

static int grant(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	struct wish *wish = context;

	wish->asked[purpose]++;
	if (wish->resets) /* not after COOKIEFILE, whose list it loses */
		curl_easy_reset(curl);
	if (wish->option)
		wish->more = every_option_set(curl, wish->option, wish->n);
	else
		set_all(curl, wish->n);
	return (int)wish->fails;
}

/* ---- what a program would see --------------------------------------------------------------- */

struct record {
	char text[8192]; /* results, and what was sent */
};

static int announce(void *context)
{
	++*(int *)context;
	return 0;
}

static void add(struct record *r, const char *line)
{
	size_t used = strlen(r->text);

	ck_assert_uint_lt(used + strlen(line) + 2, sizeof(r->text));
	snprintf(r->text + used, sizeof(r->text) - used, "%s\n", line);
}

static void perform(const struct fixture *f, const char *base, const char *method, bool presigned,
		    struct record *record)
{
	struct request t = request_to(base, method, "/a/../b?c=d");
	char line[512];
	int announced = 0;
	int err;

	if (strcmp(method, "GET") != 0) {
		t.rq.body = "{}";
		t.rq.body_len = 2;
	}
	t.rq.headers = presigned ? NULL : headers;
	t.rq.presigned = presigned;
	t.response.on_sending = announce;
	t.response.sending_context = &announced;
	err = fixture_perform(f, &t);
	snprintf(line, sizeof(line), "%s: %d, HTTP %ld, curl %d, '%s', '%s', announced %d", method,
		 err, t.response.status, t.response.curl_code, t.response.reason,
		 t.response.body.data ? t.response.body.data : "", announced);
	add(record, line);
	request_close(&t);
}

/* Requests of each kind, over a transport whose handles are new. */
static void record_all(struct wire *wire, const char *base, const struct iqm_curl_options *options,
		       struct record *record)
{
	struct fixture f = { .wire = wire };
	size_t before = wire_requests(wire);

	record->text[0] = '\0';
	ck_assert_int_eq(iqm_curl_open(&f.transport, options, NULL), 0);
	perform(&f, base, "GET", false, record);
	perform(&f, base, "POST", false, record);
	perform(&f, base, "DELETE", false, record);
	perform(&f, base, "GET", true, record);
	f.transport.close(f.transport.context);
	for (size_t i = before; i < wire_requests(wire); i++)
		add(record, wire_request(wire, i, NULL));
}

/* ---- nothing is printed --------------------------------------------------------------------- */

static int streams[2];
static FILE *printed;

static void catch_output(void)
{
	fflush(NULL);
	printed = tmpfile();
	ck_assert_ptr_nonnull(printed);
	for (int fd = 1; fd <= 2; fd++) {
		streams[fd - 1] = dup(fd);
		ck_assert_int_eq(dup2(fileno(printed), fd), fd);
	}
}

static void check_output(void)
{
	long size;

	fflush(NULL);
	for (int fd = 1; fd <= 2; fd++) {
		dup2(streams[fd - 1], fd);
		close(streams[fd - 1]);
	}
	size = (long)lseek(fileno(printed), 0, SEEK_END);
	fclose(printed);
	ck_assert_int_eq(size, 0);
}

/* ---- every option --------------------------------------------------------------------------- */

struct place {
	const char *base;                /* NULL: the server itself */
	struct iqm_curl_options options; /* without a callback */
	bool (*may_differ)(CURLoption id);
};

static void try_option(struct wire *wire, const struct place *place, const struct record *plain,
		       const struct curl_easyoption *option)
{
	struct wish wish = { .option = option, .more = true };
	struct iqm_curl_options options = place->options;
	struct record found;

	options.on_handle = grant;
	options.handle_context = &wish;
	for (; wish.more; wish.n++) {
		record_all(wire, place->base ? place->base : wire_url(wire), &options, &found);
		ck_assert_msg(!strcmp(found.text, plain->text), "%s, value %zu:\n%s\nand not\n%s",
			      option->name, wish.n, found.text, plain->text);
	}
	ck_assert_int_eq(wish.asked[IQM_HANDLE_API], wish.asked[IQM_HANDLE_FILE]);
}

/* Another server for each, as one has only so many connections. */
static void try_every_option(const struct place *place, const char *response)
{
	const struct wire_step step = { .response = response };
	const struct curl_easyoption *option = NULL;
	int before = every_option_called();

	while ((option = curl_easy_option_next(option))) {
		struct wire *wire;
		struct place there = *place;
		struct record plain;

		if (place->may_differ && place->may_differ(option->id))
			continue;
		wire = wire_start_step(&step);
		ck_assert_ptr_nonnull(wire);
		if (place->base)
			there.options.proxy = wire_url(wire);
		record_all(wire, place->base ? place->base : wire_url(wire), &there.options,
			   &plain);
		try_option(wire, &there, &plain, option);
		wire_stop(wire);
	}
	ck_assert_int_eq(every_option_called(), before);
}

START_TEST(test_on_this_machine)
{
	const struct place place = { .base = NULL };

	catch_output();
	try_every_option(&place, responses[_i]);
	check_output();
}
END_TEST

/* All of them at once, too. */
START_TEST(test_all_at_once)
{
	const struct wire_step step = { .response = responses[0] };
	struct wire *wire = wire_start_step(&step);
	struct iqm_curl_options options = { 0 };
	struct wish wish = { .option = NULL };
	struct record plain, found;

	ck_assert_ptr_nonnull(wire);
	catch_output();
	record_all(wire, wire_url(wire), &options, &plain);
	options.on_handle = grant;
	options.handle_context = &wish;
	for (; wish.n < 8; wish.n++) {
		wish.resets = wish.n % 2;
		record_all(wire, wire_url(wire), &options, &found);
		ck_assert_str_eq(found.text, plain.text);
	}
	check_output();
	wire_stop(wire);
}
END_TEST

/* What says how a request gets there may change that, but nothing else. */
static bool is_of_the_way(CURLoption id)
{
	switch (id) {
	case CURLOPT_CONNECT_TO:
	case CURLOPT_HTTPPROXYTUNNEL:
	case CURLOPT_INTERFACE:
	case CURLOPT_IPRESOLVE:
	case CURLOPT_LOCALPORT:
	case CURLOPT_LOCALPORTRANGE:
	case CURLOPT_PROXYHEADER:
	case CURLOPT_PROXYPASSWORD:
	case CURLOPT_PROXYPORT:
	case CURLOPT_PROXYTYPE:
	case CURLOPT_PROXYUSERNAME:
	case CURLOPT_PROXYUSERPWD:
	case CURLOPT_RESOLVE:
	case CURLOPT_SOCKOPTFUNCTION:
		return true;
	default:
		return false;
	}
}

/* Through a proxy that sees the request, as plain http is allowed. */
START_TEST(test_through_a_proxy)
{
	const struct place place = { .base = "http://api.example.com",
				     .options = { .allow_http = true },
				     .may_differ = is_of_the_way };

	catch_output();
	try_every_option(&place, responses[1]);
	check_output();
}
END_TEST

/* Through one that is asked to connect to the service, and refuses: it sees no more than that. */
START_TEST(test_what_a_proxy_of_https_sees)
{
	const struct place place = { .base = "https://api.example.com",
				     .may_differ = is_of_the_way };

	catch_output();
	try_every_option(&place, "HTTP/1.1 403 No\r\n" BAIT);
	check_output();
}
END_TEST

/* Even what is for the proxy alone shows it nothing of ours. */
START_TEST(test_a_proxys_own_headers)
{
	const struct wire_step step = { .response = "HTTP/1.1 403 No\r\n" BAIT };
	struct wire *wire = wire_start_step(&step);
	struct iqm_curl_options options = { .proxy = wire_url(wire), .on_handle = grant };
	const struct curl_easyoption *option = NULL;
	struct record found;

	while ((option = curl_easy_option_next(option))) {
		struct wish wish = { .option = option };

		options.handle_context = &wish;
		if (strncmp(option->name, "PROXY", 5) != 0)
			continue;
		record_all(wire, "https://api.example.com", &options, &found);
		ck_assert_ptr_null(strstr(found.text, "Bearer"));
		ck_assert_ptr_null(strstr(found.text, "OW-ID"));
	}
	wire_stop(wire);
}
END_TEST

/* ---- files of libcurl's ---------------------------------------------------------------------- */

/* What it would remember, or take from a file: none is read, and none is written. */
static const struct {
	CURLoption file, on;
	long value;
	const char *content;
} files[] = {
	{ CURLOPT_HSTS, CURLOPT_HSTS_CTRL, CURLHSTS_ENABLE,
	  "api.example.com \"20991231 00:00:00\"\n" },
	{ CURLOPT_ALTSVC, CURLOPT_ALTSVC_CTRL, CURLALTSVC_H1,
	  "h1 api.example.com 443 h1 127.0.0.1 1 \"20991231 00:00:00\" 0 0\n" },
	{ CURLOPT_COOKIEFILE, CURLOPT_COOKIESESSION, 0,
	  "api.example.com\tFALSE\t/\tFALSE\t0\tevil\t1\n" },
	{ CURLOPT_COOKIEJAR, CURLOPT_COOKIESESSION, 0, "" },
	{ CURLOPT_NETRC_FILE, CURLOPT_NETRC, CURL_NETRC_REQUIRED,
	  "machine api.example.com login evil password evil\n" },
};

struct file {
	size_t which;
	char path[64];
};

static int use_file(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	const struct file *file = context;

	(void)purpose;
	curl_easy_setopt(curl, files[file->which].on, files[file->which].value);
	curl_easy_setopt(curl, files[file->which].file, file->path);
	return 0;
}

static void check_content(const struct file *file)
{
	char found[200] = "";
	FILE *in = fopen(file->path, "r");

	ck_assert_ptr_nonnull(in);
	found[fread(found, 1, sizeof(found) - 1, in)] = '\0';
	fclose(in);
	ck_assert_str_eq(found, files[file->which].content);
}

static void try_file(const char *base, const char *response, const struct file *file)
{
	const struct wire_step step = { .response = response };
	struct wire *wire = wire_start_step(&step);
	struct iqm_curl_options options = { .allow_http = true, .proxy = wire_url(wire) };
	struct record plain, found;

	record_all(wire, base, &options, &plain);
	options.on_handle = use_file;
	options.handle_context = (void *)(uintptr_t)file;
	record_all(wire, base, &options, &found);
	ck_assert_str_eq(found.text, plain.text);
	check_content(file);
	wire_stop(wire);
}

START_TEST(test_files)
{
	struct file file = { .which = (size_t)_i, .path = "/tmp/iqm-on-handle-XXXXXX" };
	int fd = mkstemp(file.path);
	size_t len = strlen(files[_i].content);

	ck_assert_int_eq(write(fd, files[_i].content, len), (ssize_t)len);
	close(fd);
	try_file("http://api.example.com", responses[0], &file);
	try_file("https://api.example.com", "HTTP/1.1 403 No\r\n" BAIT, &file);
	unlink(file.path);
}
END_TEST

/* ---- whom to trust -------------------------------------------------------------------------- */

static int status_of(const struct iqm_curl_options *options, const char *url)
{
	struct request t = request_to(url, "GET", "/");
	struct fixture f;
	int err;

	ck_assert_int_eq(iqm_curl_open(&f.transport, options, NULL), 0);
	err = fixture_perform(&f, &t);
	request_close(&t);
	f.transport.close(f.transport.context);
	return err;
}

static bool is_about_trust(const char *name)
{
	return strstr(name, "SSL") || strstr(name, "TLS") || strstr(name, "CERT") ||
	       strstr(name, "VERIFY") || !strncmp(name, "CA", 2);
}

/* No option, with any such value, makes a stranger trusted, or gets it a byte of a request. */
START_TEST(test_a_stranger)
{
	const struct iqm_curl_options plain = { .ca_dir = "/dev/null" };
	const struct curl_easyoption *option = NULL;
	int announced = 0;

	ck_assert_int_eq(status_of(&plain, getenv("IQM_TLS_URL")), IQM_E_NETWORK);
	while ((option = curl_easy_option_next(option))) {
		struct wish wish = { .option = option, .more = true };
		/* Not the system's CAs, which take long to be read. */
		struct iqm_curl_options options = { .ca_dir = "/dev/null",
						    .on_handle = grant,
						    .handle_context = &wish };

		for (; wish.more && is_about_trust(option->name); wish.n++) {
			struct request t = request_to(getenv("IQM_TLS_URL"), "GET", "/");
			struct fixture f;
			int err;

			t.response.on_sending = announce;
			t.response.sending_context = &announced;
			ck_assert_int_eq(iqm_curl_open(&f.transport, &options, NULL), 0);
			err = fixture_perform(&f, &t);
			ck_assert_msg(err == IQM_E_NETWORK || err == IQM_E_CONFIG, "%s, value %zu",
				      option->name, wish.n);
			ck_assert_int_eq(announced, 0);
			request_close(&t);
			f.transport.close(f.transport.context);
		}
	}
}
END_TEST

static int trust_blob(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	(void)purpose;
	return (int)curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, context);
}

/* A setting's CAs are all that are trusted. */
START_TEST(test_trust_of_a_setting)
{
	struct curl_blob blob = { NULL, 0, CURL_BLOB_COPY };
	struct iqm_curl_options options = { .ca_file = "/dev/null",
					    .on_handle = trust_blob,
					    .handle_context = &blob };
	char pem[8192];
	FILE *file = fopen(getenv("IQM_TLS_CA"), "r");

	ck_assert_ptr_nonnull(file);
	blob.len = fread(pem, 1, sizeof(pem), file);
	blob.data = pem;
	fclose(file);
	ck_assert_int_eq(status_of(&options, getenv("IQM_TLS_URL")), IQM_E_CONFIG);
	options.ca_file = NULL;
	ck_assert_int_eq(status_of(&options, getenv("IQM_TLS_URL")), 0);
}
END_TEST

/* ---- when it is called, and what it returns ------------------------------------------------- */

START_TEST(test_once_a_handle)
{
	const struct wire_step step = { .response = OK_TEXT };
	struct wire *wire = wire_start_step(&step);
	struct wish wish = { .option = curl_easy_option_by_id(CURLOPT_USERAGENT) };
	struct iqm_curl_options options = { .on_handle = grant, .handle_context = &wish };
	struct fixture f = { .wire = wire };
	struct record record = { "" };

	ck_assert_int_eq(iqm_curl_open(&f.transport, &options, NULL), 0);
	for (int i = 0; i < 3; i++)
		perform(&f, wire_url(wire), "GET", false, &record);
	ck_assert_int_eq(wish.asked[IQM_HANDLE_API], 1);
	ck_assert_int_eq(wish.asked[IQM_HANDLE_FILE], 0);
	for (int i = 0; i < 3; i++)
		perform(&f, wire_url(wire), "GET", true, &record);
	ck_assert_int_eq(wish.asked[IQM_HANDLE_API], 1);
	ck_assert_int_eq(wish.asked[IQM_HANDLE_FILE], 3);
	f.transport.close(f.transport.context);
	wire_stop(wire);
}
END_TEST

START_TEST(test_it_fails)
{
	const struct wire_step step = { .response = OK_TEXT };
	struct wire *wire = wire_start_step(&step);
	struct wish wish = { .option = curl_easy_option_by_id(CURLOPT_USERAGENT),
			     .fails = CURLE_UNKNOWN_OPTION };
	struct iqm_curl_options options = { .on_handle = grant, .handle_context = &wish };
	struct fixture f = { .wire = wire };
	struct request t = request_to(wire_url(wire), "POST", "/");

	ck_assert_int_eq(iqm_curl_open(&f.transport, &options, NULL), 0);
	ck_assert_int_eq(fixture_perform(&f, &t), IQM_E_CONFIG);
	ck_assert_int_eq(t.response.curl_code, CURLE_UNKNOWN_OPTION);
	ck_assert(!t.response.sending);
	ck_assert_ptr_eq(strstr(t.response.reason, "on_handle: "), t.response.reason);
	wish.fails = CURLE_OUT_OF_MEMORY;
	ck_assert_int_eq(fixture_perform(&f, &t), IQM_E_NOMEM);
	ck_assert_uint_eq(wire_connections(wire), 0);
	wish.fails = CURLE_OK; /* another handle is made, and asked for */
	ck_assert_int_eq(fixture_perform(&f, &t), 0);
	ck_assert_int_eq(wish.asked[IQM_HANDLE_API], 3);
	request_close(&t);
	f.transport.close(f.transport.context);
	wire_stop(wire);
}
END_TEST

/* ---- where it runs: a directory that stays empty -------------------------------------------- */

static char directory[64];
static int before;

static void enter(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-on-handle-XXXXXX");
	before = open(".", O_RDONLY | O_DIRECTORY);
	ck_assert_int_ge(before, 0);
	ck_assert_ptr_nonnull(mkdtemp(directory));
	ck_assert_int_eq(chdir(directory), 0);
}

static void leave(void)
{
	ck_assert_int_eq(fchdir(before), 0);
	close(before);
	ck_assert_msg(!rmdir(directory), "%s is not empty", directory);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("every option");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, enter, leave);
	tcase_add_loop_test(tcase, test_on_this_machine, 0, 2);
	tcase_add_test(tcase, test_all_at_once);
	tcase_add_test(tcase, test_through_a_proxy);
	tcase_add_test(tcase, test_what_a_proxy_of_https_sees);
	tcase_add_test(tcase, test_a_proxys_own_headers);
	tcase_add_loop_test(tcase, test_files, 0, (int)(sizeof(files) / sizeof(files[0])));
	tcase_add_test(tcase, test_a_stranger);
	tcase_add_test(tcase, test_trust_of_a_setting);
	tcase_add_test(tcase, test_once_a_handle);
	tcase_add_test(tcase, test_it_fails);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
