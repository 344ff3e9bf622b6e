/* SPDX-License-Identifier: MIT */
/* Reading bytes that are not what they seem: NUL, bad UTF-8, escapes; and what is behind the end.
 */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* The body with its '@' replaced by `len` bytes; the offset of the first of them. */
static char *body_with(const char *format, const char *bytes, size_t len, size_t *total,
		       size_t *offset)
{
	const char *hole = strchr(format, '@');
	char *body = malloc(strlen(format) + len);

	ck_assert_ptr_nonnull(body);
	*offset = (size_t)(hole - format);
	*total = strlen(format) - 1 + len;
	memcpy(body, format, *offset);
	memcpy(body + *offset, bytes, len);
	memcpy(body + *offset + len, hole + 1, strlen(hole + 1));
	return body;
}

struct place {
	const char *format, *path;
};

static const struct place places[] = {
	{ "{\"success\":true,\"data\":{\"text\":\"x@y\"}}", "data.text" },
	{ "{\"success\":true,\"data\":{\"strs\":[\"a\",\"@\"]}}", "data.strs[1]" },
	{ "{\"success\":true,\"data\":{\"parts\":[{\"name\":\"@\"}]}}", "data.parts[0].name" },
	{ "{\"success\":true,\"data\":{\"new\":[{\"a\":\"@\"}]}}", "data.new[0].a" },
	{ "{\"success\":true,\"data\":{\"text@\":\"y\"}}", "data" },
	{ "{\"success\":true,\"data\":{\"new@\":\"y\"}}", "data" },
	{ "{\"success\":true,\"new\":\"@\",\"data\":{}}", "new" },
	{ "{\"success\":false,\"errorObjects\":[{\"error\":\"@\"}]}", "errorObjects[0].error" },
	{ "{\"data\":{\"text\":\"@\"},\"success\":true}", "data.text" },
};

#define PLACES ((int)(sizeof(places) / sizeof(places[0])))

static void check_bytes(const struct place *place, const char *bytes, size_t len, size_t bad,
			const char *what)
{
	size_t total;
	size_t offset;
	char *body = body_with(place->format, bytes, len, &total, &offset);
	char *message = codec_text("%s (byte %zu)", what, offset + bad);

	codec_refuses_body(&codec_all_op, body, total, place->path, message);
	free(message);
	free(body);
}

/* Bytes that JSON has and the string cannot have: they spoil a field that is read, for this reason
 * (NULL: not even that); what is ignored may have them, and a refusal's words. */
static void check_spoils(const struct place *place, const char *bytes, const char *why)
{
	bool is_read = strstr("data.text data.strs[1] data.parts[0].name", place->path) &&
		       !strstr(place->format, "@\":");
	bool is_refusal = strstr(place->format, "false") != NULL;
	size_t total;
	size_t offset;
	char *body = body_with(place->format, bytes, strlen(bytes), &total, &offset);
	struct decoded d;

	if (is_read && why) {
		codec_spoils_body(&codec_all_op, body, total, place->path, why);
	} else {
		codec_decode(&d, &codec_all_op, body, total);
		ck_assert_int_eq(d.err, is_refusal ? IQM_E_REFUSED : 0);
		ck_assert_uint_eq(d.call.bad_total, 0);
		codec_free(&d);
	}
	free(body);
}

/* A name that is compared must not have what U+FFFD would stand for; the name of a part is one. */
static void check_inexact(const struct place *place, const char *bytes)
{
	bool is_compared = !strcmp(place->path, "data.parts[0].name");

	check_spoils(place, bytes, is_compared ? "found a NUL or half of a surrogate pair" : NULL);
}

START_TEST(test_nul)
{
	check_inexact(&places[_i], "\\u0000");
	check_bytes(&places[_i], "", 1, 0, "not JSON");
}
END_TEST

START_TEST(test_half_of_a_surrogate_pair)
{
	check_inexact(&places[_i], "\\ud83d");
	check_inexact(&places[_i], "a\\ude00b");
}
END_TEST

START_TEST(test_replacement)
{
	codec_reads(&codec_all_op, "{\"text\":\"a\\u0000\\ud83d\",\"strs\":[\"\\u0000\"]}",
		    "{\"text\":\"a\357\277\275\357\277\275\",\"strs\":[\"\357\277\275\"]}");
	codec_reads(&codec_all_op, "{\"part\":{\"name\":\"\\ufffd\"}}",
		    "{\"part\":{\"name\":\"\357\277\275\"}}");
	codec_spoils(&codec_all_op, "{\"sizes\":{\"\\u0000\":1}}", "data.sizes.\357\277\275",
		     "found a NUL or half of a surrogate pair");
}
END_TEST

START_TEST(test_escapes_without_digits_are_refused_everywhere)
{
	check_bytes(&places[_i], "\\u12g4", 6, 0, "not JSON");
	check_bytes(&places[_i], "\\uzzzzevil", 10, 0, "not JSON");
	check_bytes(&places[_i], "\\u 123", 6, 0, "not JSON");
	check_bytes(&places[_i], "\\u-001", 6, 0, "not JSON");
}
END_TEST

static const char *const bad_utf8[] = {
	"\200",
	"\277", /* a continuation alone */
	"\301\277",
	"\300\200",         /* overlong, of two bytes */
	"\340\237\277",     /* of three */
	"\360\217\277\277", /* of four */
	"\355\240\200",
	"\355\277\277", /* surrogates */
	"\364\220\200\200",
	"\365\200\200\200", /* beyond U+10FFFF */
	"\376",
	"\377",
	"\303",
	"\342\202",
	"\360\237\230", /* cut by the quote */
	"\303\303\251",
	"ok\303\251\342\202x",
	"\342(\241",
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\303\251\200",
};

/* In a response it spoils its string; a request with it is refused. */
START_TEST(test_bad_utf8)
{
	for (size_t i = 0; i < sizeof(bad_utf8) / sizeof(bad_utf8[0]); i++) {
		struct iqm_error error = { 0 };
		char *request = codec_text("{\"new\":\"%s\"}", bad_utf8[i]);

		check_spoils(&places[_i], bad_utf8[i], "expected UTF-8, found other bytes");
		ck_assert_int_eq(iqm_decode_json(&codec_all_descriptor, request, strlen(request),
						 NULL, NULL, &error),
				 IQM_E_DECODE);
		ck_assert_msg(strstr(error.message, "not UTF-8 (byte "), "%s", error.message);
		free(request);
	}
}
END_TEST

START_TEST(test_good_utf8_is_kept)
{
	static const char *const good[] = {
		"\302\200",         "\337\277",         "\340\240\200",
		"\355\237\277",     "\356\200\200",     "\357\277\277",
		"\360\220\200\200", "\364\217\277\277", "\357\273\277",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		char *data = codec_text("{\"text\":\"%s\",\"sizes\":{\"%s\":1}}", good[i], good[i]);

		codec_reads(&codec_all_op, data, data);
		free(data);
	}
}
END_TEST

/* The checker looks at 32 bytes at a time: each place of a bad byte, in texts of each length. */
static void check_offset(char *text, size_t len, size_t at)
{
	bool right;

	memset(text, 'a', len);
	right = iqm_bad_utf8(text, len) == len;
	text[at] = '\200';
	right = right && iqm_bad_utf8(text, len) == at;
	text[at] = '\303';
	right = right && iqm_bad_utf8(text, len) == at;
	if (at + 1 < len) {
		text[at + 1] = '\251';
		right = right && iqm_bad_utf8(text, len) == len;
	}
	ck_assert_msg(right, "byte %zu of %zu", at, len);
}

START_TEST(test_utf8_at_each_offset)
{
	char text[80];

	for (size_t len = 1; len < sizeof(text); len++)
		for (size_t at = 0; at < len; at++)
			check_offset(text, len, at);
}
END_TEST

START_TEST(test_bytes_behind_the_response)
{
	static const char *const tails[] = {
		"x", "}", "{}", ",", "\"", "null", "\357\273\277", "1"
	};

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		char *body = codec_text("{\"success\":true,\"data\":{}} \n%s", tails[i]);
		char *failure = codec_text("{\"success\":false}%s", tails[i]);

		codec_refuses_body(&codec_all_op, body, strlen(body), "",
				   "bytes behind the response (byte 28)");
		codec_refuses_body(&codec_all_op, failure, strlen(failure), "",
				   "bytes behind the response (byte 17)");
		free(body);
		free(failure);
	}
	codec_refuses_body(&codec_all_op, "{\"success\":true,\"data\":{}}", 27, "",
			   "bytes behind the response (byte 26)");
}
END_TEST

/* iqm_decode_json() reads a value without its envelope by the same rules. */
START_TEST(test_one_value)
{
	struct iqm_error error = { 0 };
	struct arena *arena;
	struct codec_all *all = iqm_response_new(sizeof(*all), &arena);

	ck_assert_ptr_nonnull(all);
	ck_assert_int_eq(
		iqm_decode_json(&codec_all_descriptor, " {\"integer\":7} ", 15, arena, all, &error),
		0);
	ck_assert_int_eq(all->integer.value, 7);
	ck_assert_int_eq(iqm_decode_json(&codec_all_descriptor, "{}x", 3, arena, all, &error),
			 IQM_E_DECODE);
	ck_assert_str_eq(error.message, "bytes behind the value (byte 2)");
	ck_assert_int_eq(iqm_decode_json(&codec_all_descriptor, "", 0, arena, all, &error),
			 IQM_E_DECODE);
	ck_assert_int_eq(iqm_decode_json(&codec_all_descriptor, "{\"part\":{\"id\":[]}}", 18, arena,
					 all, NULL),
			 IQM_E_DECODE);
	iqm_free(all);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("bytes");

	tcase_add_loop_test(tcase, test_nul, 0, PLACES);
	tcase_add_loop_test(tcase, test_escapes_without_digits_are_refused_everywhere, 0, PLACES);
	tcase_add_loop_test(tcase, test_bad_utf8, 0, PLACES);
	tcase_add_loop_test(tcase, test_half_of_a_surrogate_pair, 0, PLACES);
	tcase_add_test(tcase, test_replacement);
	tcase_add_test(tcase, test_good_utf8_is_kept);
	tcase_add_test(tcase, test_utf8_at_each_offset);
	tcase_add_test(tcase, test_bytes_behind_the_response);
	tcase_add_test(tcase, test_one_value);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
