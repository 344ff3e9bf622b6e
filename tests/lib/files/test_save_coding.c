/* SPDX-License-Identifier: MIT */
/* Content-Encoding of files: what is none, what is undone, what is saved as it comes. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include "support/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WHOLE "a,b\n1,2\n3,4\n"
/* The same, by gzip. */
static const char packed[] =
	"\037\213\010\000\000\000\000\000\002\003\113\324\111\342\062\324\061\342\062\326"
	"\061\341\002\000\345\351\326\316\014\000\000\000";
#define PACKED (sizeof(packed) - 1)

static struct service s;

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
}

static void tear_down(void)
{
	save_close(&s);
}

/* ---- a transport that decodes nothing ------------------------------------------------------- */

START_TEST(codings_that_are_none)
{
	static const char *const none[] = { "identity", "aws-chunked", "UTF-8" };
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	char headers[80];

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		snprintf(headers, sizeof(headers), "Content-Encoding: %s\nContent-Length: 12\n",
			 none[i]);
		save_script(&s, RESPONSES({ 200, headers, WHOLE, 0, 0, 0 }));
		ck_assert_int_eq(save_path(&s, &save, NULL), 0);
		ck_assert_uint_eq(s.calls, 1);
		ck_assert_str_eq(save.warning, "");
		unlink(s.path);
	}
}
END_TEST

static const struct {
	const char *coding;
	size_t calls; /* one more where it might be decoded */
} kept[] = { { "gzip", 2 }, { "X-GZip", 2 }, { "br", 1 }, { "aws-chunked, gzip", 1 } };

/* Bytes that are coded are not of the file's form. */
START_TEST(coded_content_is_kept)
{
	struct iqm_save save = { .format = IQM_FORMAT_XLSX };
	char warning[80];
	char headers[80];

	snprintf(headers, sizeof(headers), "Content-Encoding: %s\nContent-Length: 3\n",
		 kept[_i].coding);
	save_script(&s, RESPONSES({ 200, headers, "\x1f\x8b\x08", 3, 0, 0 }));
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_uint_eq(s.calls, kept[_i].calls);
	snprintf(warning, sizeof(warning), "not decoded; its Content-Encoding is %s",
		 kept[_i].coding);
	ck_assert_ptr_nonnull(strstr(save.warning, warning));
	save_expect_file(s.path, "\x1f\x8b\x08", 3);
	unlink(s.path);
	save.strict = true;
	ck_assert_int_eq(save_path(&s, &save, NULL), IQM_E_FILE_BROKEN);
	save_expect_file(save_part(&s), "\x1f\x8b\x08", 3);
}
END_TEST

/* What has been given cannot be taken back, to be decoded. */
START_TEST(coded_rest_for_a_callback)
{
	static const struct scripted_response responses[] = {
		{ 200, "Content-Length: 12\nETag: \"v1\"\n", "a,b\n1", 5, IQM_E_NETWORK, 0 },
		{ 200, "Content-Length: 3\nContent-Encoding: gzip\n", "\x1f\x8b\x08", 3, 0, 0 },
	};
	struct iqm_save save = { .format = IQM_FORMAT_CSV };

	save_script(&s, responses, 2);
	ck_assert_int_eq(save_callback(&s, &save, NULL), IQM_E_FILE_BROKEN);
	ck_assert_uint_eq(s.got_len, 5);
}
END_TEST

/* ---- libcurl -------------------------------------------------------------------------------- */

#define CODED "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Encoding: gzip\r\n"

/* A response with `head`, and `size` bytes of the packed file. */
static char *response(const char *head, size_t size, const char *tail, size_t *len)
{
	size_t at = strlen(head);
	char *text = malloc(at + size + strlen(tail) + 1);

	ck_assert_ptr_nonnull(text);
	memcpy(text, head, at);
	memcpy(text + at, packed, size);
	memcpy(text + at + size, tail, strlen(tail) + 1);
	*len = at + size + strlen(tail);
	return text;
}

static int save_from(struct wire *w, struct iqm_save *save)
{
	struct iqm_settings settings = {
		.base_url = "http://127.0.0.1:1", .token = "token-1", .ow_id = "42", .backoff_ms = 1
	};
	struct iqm_client *client;
	char url[128];
	int err;

	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
	snprintf(url, sizeof(url), "%s/7.csv?" SECRET, wire_url(w));
	save->path = s.path;
	save->format = IQM_FORMAT_CSV;
	err = iqm_save_url(client, url, save, NULL);
	iqm_client_close(client);
	for (size_t i = 0; i < wire_requests(w); i++) {
		ck_assert_ptr_nonnull(
			strstr(wire_request(w, i, NULL), "\r\nAccept-Encoding: identity\r\n"));
		ck_assert_ptr_null(strstr(wire_request(w, i, NULL), "\r\nRange"));
	}
	return err;
}

static const struct {
	const char *head, *tail;
	const char *warning; /* part of it; NULL: none */
} whole[] = {
	{ CODED "Content-Length: 32\r\n\r\n", "", NULL },
	{ CODED "Transfer-Encoding: chunked\r\n\r\n20\r\n", "\r\n0\r\n\r\n", NULL },
	{ CODED "\r\n", "", "cannot be shown to be whole" },
};

START_TEST(gzip_is_undone)
{
	struct iqm_save save = { 0 };
	struct wire_step step = { .flags = WIRE_CLOSE };
	char *text = response(whole[_i].head, PACKED, whole[_i].tail, &step.len);
	struct wire *w;

	step.response = text;
	w = wire_start_step(&step);
	ck_assert_int_eq(save_from(w, &save), 0);
	save_expect_file(s.path, WHOLE, 12);
	ck_assert_int_eq(save.bytes, 12);
	if (whole[_i].warning)
		ck_assert_ptr_nonnull(strstr(save.warning, whole[_i].warning));
	else
		ck_assert_str_eq(save.warning, "");
	ck_assert_uint_eq(wire_requests(w), 2);
	wire_stop(w);
	free(text);
}
END_TEST

/* Neither in this save nor in a later one. */
START_TEST(gzip_that_is_cut_is_not_gone_on_with)
{
	struct iqm_save save = { 0 };
	struct wire_step steps[3] = { { .flags = WIRE_CLOSE } };
	char *cut = response(whole[0].head, PACKED - 10, "", &steps[0].len);
	char *all = response(whole[0].head, PACKED, "", &steps[2].len);
	const struct wire_script scripts[] = { { &steps[0], 1 },
					       { &steps[1], 1 },
					       { &steps[2], 1 } };
	struct wire *w;

	steps[0].response = steps[1].response = cut;
	steps[1].len = steps[0].len;
	steps[2].response = all;
	steps[1].flags = steps[2].flags = WIRE_CLOSE;
	w = wire_start(scripts, 3);
	ck_assert_int_eq(save_from(w, &save), 0);
	save_expect_file(s.path, WHOLE, 12);
	ck_assert_uint_eq(wire_requests(w), 3);
	wire_stop(w);
	free(cut);
	free(all);
}
END_TEST

#define LEN(array) ((int)(sizeof(array) / sizeof((array)[0])))

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("coding");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, codings_that_are_none);
	tcase_add_loop_test(tcase, coded_content_is_kept, 0, LEN(kept));
	tcase_add_test(tcase, coded_rest_for_a_callback);
	tcase_add_loop_test(tcase, gzip_is_undone, 0, LEN(whole));
	tcase_add_test(tcase, gzip_that_is_cut_is_not_gone_on_with);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
