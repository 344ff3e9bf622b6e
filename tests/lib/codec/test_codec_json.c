/* SPDX-License-Identifier: MIT */
/* The JSON reader: what RFC 8259 has, and nothing else; strings and numbers as C has them. */
#include "codec/json.h"
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts -------------------------------------------------------------------------------- */

static bool skip(struct json *j)
{
	struct json_value v;

	if (!iqm_json_value(j, &v))
		return false;
	if (v.kind == JSON_LIST)
		for (bool more = iqm_json_first(j, ']'); more; more = iqm_json_more(j, ']'))
			skip(j);
	if (v.kind == JSON_OBJECT)
		for (bool more = iqm_json_first(j, '}'); more; more = iqm_json_more(j, '}'))
			if (iqm_json_key(j, &v))
				skip(j);
	return !j->bad;
}

static const char *what_is_wrong(const char *text, size_t len)
{
	struct json j = iqm_json_open(text, len, NULL);

	if (skip(&j) && iqm_json_ended(&j))
		return NULL;
	return j.bad ? j.why : "more behind it";
}

static const char *const good[] = {
	"0",
	"-0",
	"-1.5e+10",
	"1E-7",
	"10",
	"123456789012345678901234567890",
	"1e400",
	"true",
	"false",
	"null",
	"\"\"",
	"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
	"\"\\u0000\"",
	"\"\\ud83d\"",
	"\"\\udc00\\ud83d\\ude00\"",
	"\"\177\"",
	"\"\303\251\"",
	"[]",
	"{}",
	"[[],{},[1,2]]",
	"{\"a\":1,\"a\":2,\"\":[]}",
	" \t\r\n[ \t\r\n1 , 2 ] \t\r\n",
	" 1 ",
	"-0.0",
	"0e0",
	"0E+00",
	"-1e-00",
	"1.0e+00",
	"\"/\\/\"",
	"\"\\u007F\\u2028\"",
	"\"\342\200\250\302\205\"",
	"\"\364\217\277\277\"",
	"\"\\uDBFF\\uDFFF\"",
	"{\"\":{\"\":\"\"}}",
	"{\"\\u0000\":0}",
};

/* Where a value may be: read as one of several types, in a list, and ignored. */
static const struct {
	const char *before, *behind;
} places[] = {
	{ "{\"success\":true,\"data\":{\"new\":[", "]}}" },
	{ "{\"success\":true,\"data\":{\"new\":{\"a\":", "}}}" },
	{ "{\"success\":true,\"data\":{\"integer\":", "}}" },
	{ "{\"success\":true,\"data\":{\"number\":", "}}" },
	{ "{\"success\":true,\"data\":{\"flag\":", "}}" },
	{ "{\"success\":true,\"data\":{\"text\":", "}}" },
	{ "{\"success\":true,\"data\":{\"ints\":[", "]}}" },
	{ "{\"success\":true,\"data\":{\"strs\":", "}}" },
	{ "{\"success\":true,\"data\":{\"sizes\":{\"a\":", "}}}" },
	{ "{\"success\":true,\"data\":{\"part\":", "}}" },
	{ "{\"success\":true,\"data\":{\"parts\":[{\"id\":", "}]}}" },
	{ "{\"success\":true,\"data\":{},\"new\":", "}" },
	{ "{\"data\":{},\"success\":true,\"errorObjects\":[", "]}" },
};

static int decode_in_place(size_t place, const char *value)
{
	char *body = codec_text("%s%s%s", places[place].before, value, places[place].behind);
	struct decoded d;
	int err;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	err = d.err;
	codec_free(&d);
	free(body);
	return err;
}

#define PLACES (sizeof(places) / sizeof(places[0]))

START_TEST(test_good_texts)
{
	const char *wrong = what_is_wrong(good[_i], strlen(good[_i]));

	ck_assert_msg(!wrong, "%s: %s", good[_i], wrong);
	for (size_t place = 0; place < PLACES; place++)
		ck_assert_msg(!decode_in_place(place, good[_i]), "%s%s", places[place].before,
			      good[_i]);
}
END_TEST

static const char *const bad[] = {
	"01",
	"-01",
	"2.",
	"2.e3",
	".5",
	"+1",
	"1.2.3",
	"0x10",
	"NaN",
	"Infinity",
	"-",
	"--1",
	"1e+",
	"1_0",
	"truex",
	"True",
	"nul0",
	"\"a\tb\"",
	"\"a\nb\"",
	"\"a\001b\"",
	"\"\\x41\"",
	"\"\\u12g4\"",
	"\"\\U0041\"",
	"\"\\\n\"",
	"'a'",
	"[1,]",
	"[,1]",
	"[1 2]",
	"[1,,2]",
	"{,}",
	"{\"a\":1,}",
	"{\"a\" 1}",
	"{\"a\":1;}",
	"{1:2}",
	"{a:1}",
	"{\"a\":}",
	"[1}",
	"{\"a\":1]",
	"/**/1",
	"1//",
	"[\f1]",
	"[\v1]",
	"[\302\2401]",
	"\357\273\277{}",
	"{} {}",
	"[1]]",
	"[\357\273\2771]",
	"\357\273\277",
	"00",
	"-.5",
	"1.e1",
	"1e",
	"1e-",
	"1e1.5",
	"1..2",
	"- 1",
	"1 .5",
	"0x1p3",
	"1f",
	"-Infinity",
	"TRUE",
	"nulll",
	"true1",
	"tru",
	"\"\037\"",
	"\"\r\"",
	"\"\\ \"",
	"\"\\u\"",
	"\"\\u00\"",
	"\"\\ud83d\\u\"",
	"\"\\'\"",
	"\"\\0\"",
	"\"\\\"",
	"\"a\"\"b\"",
	"\\u0031",
	"[\"a\":1]",
	"{\"a\",1}",
	"{\"a\":1 \"b\":2}",
	"{\"a\":1,\"b\"}",
	"{\"a\":1,,}",
	"{\"a\"::1}",
	"{null:1}",
	"{[]:1}",
	"{:1}",
	"[1]2",
	"[1;2]",
	"#1",
	"1;",
	"[\342\200\2501]",
	"[\302\2051]",
	"[\b1]",
	"[1,\0011]",
	"\376\377",
	"}",
	"]",
	":",
	",",
};

START_TEST(test_bad_texts)
{
	ck_assert_msg(what_is_wrong(bad[_i], strlen(bad[_i])) != NULL, "%s is taken", bad[_i]);
	for (size_t place = 0; place < PLACES; place++)
		ck_assert_msg(decode_in_place(place, bad[_i]) == IQM_E_DECODE, "%s%s",
			      places[place].before, bad[_i]);
}
END_TEST

START_TEST(test_cut_texts)
{
	static const char text[] = "[\"\\\\u\\u00e9\\n\",-1.5e-3,true,{\"a\":null,\"b\":[false]}]";

	for (size_t len = 0; len < strlen(text); len++) {
		const char *wrong = what_is_wrong(text, len);

		ck_assert_msg(wrong == iqm_json_truncated, "cut at %zu: %s", len,
			      wrong ? wrong : "it is taken");
	}
	ck_assert_ptr_null(what_is_wrong(text, strlen(text)));
}
END_TEST

START_TEST(test_bytes_that_are_not_utf8)
{
	static const char text[] = "[\"a\",\"b\377\",\"\303\251\",{\"\300\200\":\"\303\"},\"c\"]";
	struct json j = iqm_json_open(text, strlen(text), NULL);
	struct json_value v;

	ck_assert(iqm_json_value(&j, &v) && iqm_json_first(&j, ']'));
	ck_assert(iqm_json_value(&j, &v) && !v.not_utf8 && iqm_json_more(&j, ']'));
	ck_assert(iqm_json_value(&j, &v) && v.not_utf8 && iqm_json_more(&j, ']'));
	ck_assert(iqm_json_value(&j, &v) && !v.not_utf8 && iqm_json_more(&j, ']'));
	ck_assert(iqm_json_value(&j, &v) && iqm_json_first(&j, '}'));
	ck_assert(iqm_json_key(&j, &v) && v.not_utf8);
	ck_assert(iqm_json_value(&j, &v) && v.not_utf8 && !iqm_json_more(&j, '}'));
	ck_assert(iqm_json_more(&j, ']') && iqm_json_value(&j, &v) && !v.not_utf8);
	ck_assert_str_eq(what_is_wrong("[\377]", 3), iqm_json_syntax);
	ck_assert_str_eq(what_is_wrong("[\0]", 3), iqm_json_syntax);
}
END_TEST

/* ---- strings ------------------------------------------------------------------------------- */

static const struct {
	const char *text, *unescaped;
} strings[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t" },
	{ "\\u0041\\u00e9\\u20AC", "A\303\251\342\202\254" },
	{ "\\ud83d\\ude00", "\360\237\230\200" },
	{ "\\uD834\\uDD1Ex", "\360\235\204\236x" },
	{ "cut \\ud83d", "cut \357\277\275" },
	{ "\\ude00", "\357\277\275" },
	{ "\\ud83d\\ud83d\\ude00", "\357\277\275\360\237\230\200" },
	{ "\\ud83dx", "\357\277\275x" },
	{ "\\ud83d\\n", "\357\277\275\n" },
	{ "\\uffff\\ue000", "\357\277\277\356\200\200" },
	{ "a\\u0000b", "a\357\277\275b" },
	{ "\\ufffd", "\357\277\275" },
};

/* Where U+FFFD stands for something else, a text is not exact. */
START_TEST(test_exact_strings)
{
	static const char *const exact[] = {
		"", "a", "\\n", "\\\\u0000", "\\uFFfd", "\\ud83d\\ude00", "\357\277\275"
	};
	static const char *const others[] = { "\\u0000",        "a\\ud83d",
					      "\\ude00b",       "\\ud83d\\n",
					      "\\ud83d\\ufffd", "\\uffff\\n\\ud83d\\ud83d\\ude00" };
	struct json_value v = { .kind = JSON_STRING };

	for (size_t i = 0;
	     i < sizeof(exact) / sizeof(exact[0]) + sizeof(others) / sizeof(others[0]); i++) {
		size_t other = i - sizeof(exact) / sizeof(exact[0]);
		bool is_exact = i < sizeof(exact) / sizeof(exact[0]);

		v.text = is_exact ? exact[i] : others[other];
		v.len = strlen(v.text);
		v.escaped = strchr(v.text, '\\');
		ck_assert_msg(iqm_json_is_exact(&v) == is_exact, "%s", v.text);
	}
}
END_TEST

START_TEST(test_strings)
{
	char *text = codec_text("\"%s\"", strings[_i].text);
	struct json j = iqm_json_open(text, strlen(text), NULL);
	size_t want = strlen(strings[_i].unescaped);
	struct json_value v;
	char unescaped[64];

	ck_assert(iqm_json_value(&j, &v) && v.kind == JSON_STRING);
	ck_assert_uint_eq(v.len, strlen(strings[_i].text));
	for (size_t room = 0; room <= v.len; room++) {
		size_t len = iqm_json_unescape(&v, unescaped, room);

		ck_assert_uint_le(len, room);
		ck_assert_int_eq(memcmp(unescaped, strings[_i].unescaped, len), 0);
	}
	ck_assert_uint_eq(iqm_json_unescape(&v, unescaped, v.len), want);
	ck_assert(iqm_json_is(&v, strings[_i].unescaped));
	ck_assert(!iqm_json_is(&v, "another"));
	free(text);
}
END_TEST

START_TEST(test_escaped_keys_are_known)
{
	codec_reads(&codec_all_op, "{\"\\u0069nteger\":1,\"te\\u0078t\":\"\\ud83d\"}",
		    "{\"integer\":1,\"text\":\"\357\277\275\"}");
	codec_reads(&codec_all_op, "{\"inte\\u0067\":1,\"integer\\u0073\":2,\"\\u0069\":3}", "{}");
	codec_reads(&codec_all_op, "{\"new\\ud83d\":1,\"integer\\u0000\":2,\"integer\":3}",
		    "{\"integer\":3}");
}
END_TEST

/* A key with a secret in it is redacted as it reads, not as it was escaped. */
START_TEST(test_escaped_keys_in_a_path)
{
	codec_spoils(&codec_all_op, "{\"sizes\":{\"a\\/b\\u0041\\u0000\":\"x\"}}",
		     "data.sizes.a/bA\357\277\275", "found a NUL or half of a surrogate pair");
}
END_TEST

/* ---- numbers ------------------------------------------------------------------------------- */

static char *zeros(const char *before, int many, const char *behind)
{
	return codec_text("%s%0*d%s", before, many, 0, behind);
}

/* What a double would round to an integer is none. */
START_TEST(test_integers)
{
	static const struct {
		const char *text;
		int64_t value;
	} fit[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "0.0", 0 },
		{ "-0e5", 0 },
		{ "0e-99999999999999999999", 0 },
		{ "0.00e99999999999999999999", 0 },
		{ "9223372036854775807", INT64_MAX },
		{ "9223372036854775807.0", INT64_MAX },
		{ "922337203685477580.7e1", INT64_MAX },
		{ "92233720368547758070000e-4", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
		{ "-9.223372036854775808E+18", INT64_MIN },
		{ "-9223372036854775807", -INT64_MAX },
		{ "1.0", 1 },
		{ "1e3", 1000 },
		{ "1.50e1", 15 },
		{ "-2.50e1", -25 },
		{ "1500e-2", 15 },
		{ "0.001e3", 1 },
		{ "1e16", 10000000000000000 },
		{ "9007199254740993.00", 9007199254740993 },
	};
	static const char *const fractions[] = {
		"1.5",
		"15e-1",
		"1e-400",
		"-1e-400",
		"1e-99999999999999999999",
		"1.0000000000000000001",
		"0.9999999999999999999999",
		"4503599627370496.25",
		"9007199254740991.4",
		"9223372036854775807.5",
		"99999999999999999999.5",
	};
	static const char *const beyond[] = {
		"9223372036854775808",
		"-9223372036854775809",
		"99999999999999999999",
		"18446744073709551616",
		"922337203685477580.8e1",
		"1e19",
		"1e400",
		"-1e400",
		"1e99999999999999999999",
		"9.3e18",
	};
	int64_t value;

	for (size_t i = 0; i < sizeof(fit) / sizeof(fit[0]); i++) {
		ck_assert_msg(iqm_json_integer(fit[i].text, strlen(fit[i].text), &value), "%s",
			      fit[i].text);
		ck_assert_int_eq(value, fit[i].value);
	}
	for (size_t i = 0; i < sizeof(fractions) / sizeof(fractions[0]); i++) {
		ck_assert_msg(!iqm_json_integer(fractions[i], strlen(fractions[i]), &value), "%s",
			      fractions[i]);
		ck_assert_int_eq(value, 0);
	}
	for (size_t i = 0; i < sizeof(beyond) / sizeof(beyond[0]); i++) {
		ck_assert_msg(!iqm_json_integer(beyond[i], strlen(beyond[i]), &value), "%s",
			      beyond[i]);
		ck_assert_int_eq(value, INT64_MAX);
	}
}
END_TEST

START_TEST(test_long_integers)
{
	char *small = zeros("0.", 5000, "7e5001");
	char *large = zeros("7", 5000, "e-5000");
	char *none = zeros("1.", 5000, "1e5000");
	int64_t value;

	ck_assert(iqm_json_integer(small, strlen(small), &value));
	ck_assert_int_eq(value, 7);
	ck_assert(iqm_json_integer(large, strlen(large), &value));
	ck_assert_int_eq(value, 7);
	ck_assert(!iqm_json_integer(none, strlen(none), &value));
	free(small);
	free(large);
	free(none);
}
END_TEST

/* The suite's locale has a point: strtod() is the reference. */
START_TEST(test_doubles)
{
	char text[64];
	double value;

	srand(1);
	for (int i = 0; i < 20000; i++) {
		int digits = rand() % 20;
		int point = rand() % 24 - 3;

		snprintf(text, sizeof(text), "%s%d%0*d.%0*de%d", i % 2 ? "-" : "", rand() % 10,
			 digits / 2 + 1, rand(), digits + 1, rand(), i % 3 ? 0 : point);
		ck_assert(iqm_json_double(text, strlen(text), &value));
		if (value != strtod(text, NULL))
			ck_abort_msg("%s: %.17g", text, value);
	}
	ck_assert(iqm_json_double("1e400", 5, &value) && isinf(value));
	ck_assert(iqm_json_double("940.8", 5, &value));
	ck_assert_double_eq(value, 940.8);
}
END_TEST

/* ---- long texts ----------------------------------------------------------------------------- */

#define MEGABYTE ((size_t)1 << 20)

/* A clock that a look moves on by a millisecond. */
static int64_t tick(void *context)
{
	return ++*(int64_t *)context;
}

/* A list with four megabytes of zeros in a field that is unknown, or known. */
static char *many_zeros(const char *field)
{
	char *zeros = codec_repeat("0,", 2 * MEGABYTE);
	char *body = codec_text("{\"success\":true,\"data\":{\"%s\":[%s0]}}", field, zeros);

	free(zeros);
	return body;
}

static int decode_within(const char *body, const struct deadline *deadline, struct iqm_error *e)
{
	struct arena *arena;
	void *response = iqm_response_new(codec_all_op.response->size, &arena);
	struct reading how = { .deadline = deadline };
	int err = iqm_decode_response(&codec_all_op, body, strlen(body), &how, response, e);

	iqm_free(response);
	return err;
}

START_TEST(test_deadline_of_a_long_text)
{
	int64_t now = 0;
	const struct iqm_clock clock = { .now_ms = tick, .context = &now };
	const struct deadline deadline = { .clock = &clock, .at = 3 };
	char *body = many_zeros("new");
	struct iqm_error e = { .status = 0 };

	ck_assert_int_eq(decode_within(body, &deadline, &e), IQM_E_TIMEOUT);
	ck_assert_str_eq(e.message, "timed out while the response was read");
	ck_assert_int_eq(now, 3);
	now = 0;
	ck_assert_int_eq(
		decode_within(body, &(struct deadline){ .clock = &clock, .at = INT64_MAX }, &e), 0);
	ck_assert_int_ge(now, 12); /* a look for each third of a megabyte, or more */
	now = 0;
	ck_assert_int_eq(decode_within("{\"success\":true,\"data\":{}}",
				       &(struct deadline){ .clock = &clock, .at = 0 }, &e),
			 0);
	free(body);
}
END_TEST

START_TEST(test_cancel_in_a_long_text)
{
	int64_t now = 0;
	const struct iqm_clock clock = { .now_ms = tick, .context = &now };
	struct iqm_cancel cancel = { 0 };
	const struct deadline deadline = { .clock = &clock, .at = INT64_MAX, .cancel = &cancel };
	char *body = many_zeros("new");
	struct iqm_error e = { .status = 0 };

	ck_assert_int_eq(decode_within(body, &deadline, &e), 0);
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(decode_within(body, &deadline, &e), IQM_E_CANCELLED);
	free(body);
}
END_TEST

START_TEST(test_items_are_counted_as_they_come)
{
	char *body = many_zeros("ints");

	codec_spoils_body(&codec_all_op, body, strlen(body), "data.ints",
			  "more than 1048576 items");
	free(body);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("json");

	tcase_set_timeout(tcase, 60); /* long texts, under sanitizers */

	tcase_add_loop_test(tcase, test_good_texts, 0, sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(tcase, test_bad_texts, 0, sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tcase, test_cut_texts);
	tcase_add_test(tcase, test_bytes_that_are_not_utf8);
	tcase_add_test(tcase, test_exact_strings);
	tcase_add_loop_test(tcase, test_strings, 0, sizeof(strings) / sizeof(strings[0]));
	tcase_add_test(tcase, test_escaped_keys_are_known);
	tcase_add_test(tcase, test_escaped_keys_in_a_path);
	tcase_add_test(tcase, test_integers);
	tcase_add_test(tcase, test_long_integers);
	tcase_add_test(tcase, test_doubles);
	tcase_add_test(tcase, test_deadline_of_a_long_text);
	tcase_add_test(tcase, test_cancel_in_a_long_text);
	tcase_add_test(tcase, test_items_are_counted_as_they_come);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
