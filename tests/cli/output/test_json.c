/* SPDX-License-Identifier: MIT */
/* Places in a JSON text, and values printed as they came. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include "output/output.h"
#include <string.h>

static struct json_span span(const char *text)
{
	return (struct json_span){ text, strlen(text) };
}

static const char *const whole[] = {
	"{}",
	" [ ] ",
	"null",
	"true",
	"false",
	"0",
	"-0.5e-3",
	"1E+9",
	"\"\\u00e9\\n\\\"\"",
	"\"\xc3\xa9\"",
	"[1,[2,{\"a\":{}}]]",
	"{\"a\":1,\"b\":[true,null]}\n",
};

START_TEST(test_whole)
{
	ck_assert(json_is_whole(whole[_i], strlen(whole[_i])));
}
END_TEST

static const char *const broken[] = {
	"",           " ",        "{",        "[1,]",       "[,1]",
	"[1 2]",      "{\"a\"}",  "{\"a\":}", "{\"a\":1,}", "{a:1}",
	"{\"a\":1}}", "1 2",      "01",       "1.",         ".5",
	"+1",         "-",        "1e",       "nul",        "nulll",
	"NaN",        "'a'",      "\"a",      "\"\\x\"",    "\"\\u12g4\"",
	"\"\\u12",    "\"a\nb\"", "\"\x1b\"", "\"\xff\"",   "\xef\xbb\xbf{}",
	"[\"a\":1]",
};

START_TEST(test_broken)
{
	ck_assert(!json_is_whole(broken[_i], strlen(broken[_i])));
}
END_TEST

START_TEST(test_depth)
{
	char text[2 * 65 + 1];

	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	ck_assert(json_is_whole(text + 1, 128));
	ck_assert(!json_is_whole(text, 130));
}
END_TEST

/* An embedded NUL does not end the text early. */
START_TEST(test_nul)
{
	ck_assert(!json_is_whole("1\0", 2));
	ck_assert(!json_is_whole("\"\\\0\"", 4));
}
END_TEST

static void is_span(struct json_span s, const char *expected)
{
	ck_assert_uint_eq(s.len, strlen(expected));
	ck_assert_mem_eq(s.at, expected, s.len);
}

static void member_is(const char *object, const char *name, const char *expected)
{
	struct json_span value;
	bool found = json_member(span(object), name, &value);

	ck_assert(found == (expected != NULL));
	if (found)
		is_span(value, expected);
}

START_TEST(test_member)
{
	const char *text = " { \"a\" : [1, {\"b\": \"]}\\\"\"}] ,\"b\":\"x\\\\\", \"\\u0063\":{} ,"
			   "\"d\":-1.50,\"e\":null,\"f\":{\"g\":\"g\"}}";

	member_is(text, "a", "[1, {\"b\": \"]}\\\"\"}]");
	member_is(text, "b", "\"x\\\\\"");
	member_is(text, "c", "{}"); /* its name is escaped */
	member_is(text, "d", "-1.50");
	member_is(text, "e", "null");
	member_is(text, "g", NULL); /* of an inner object */
	member_is(text, "", NULL);
	member_is("[\"a\", 1]", "a", NULL);
	member_is("\"a\"", "a", NULL);
	member_is("", "a", NULL);
	member_is("{}", "a", NULL);
}
END_TEST

START_TEST(test_next)
{
	static const char *const items[] = { "1", "\"a,b\"", "[2, 3]", "{\"x\":[]}", "true" };
	struct json_span list = span("[1 ,\"a,b\",\n[2, 3],{\"x\":[]} , true ]");
	struct json_span item;
	size_t at = 0;

	for (size_t i = 0; i < 5; i++) {
		ck_assert(json_next(list, &at, NULL, &item));
		is_span(item, items[i]);
	}
	ck_assert(!json_next(list, &at, NULL, &item));
	at = 0;
	ck_assert(!json_next(span(" [ ] "), &at, NULL, &item));
	at = 0;
	ck_assert(!json_next(span("12"), &at, NULL, &item));
}
END_TEST

static bool is_inside(struct json_span part, struct json_span whole_text)
{
	return part.at >= whole_text.at &&
	       part.len <= whole_text.len - (size_t)(part.at - whole_text.at);
}

/* Whether all places are inside, and the way through ends. */
static bool is_walked(struct json_span text)
{
	struct json_span key = { text.at, 0 };
	struct json_span value;
	size_t at = 0;

	for (size_t steps = 0; json_next(text, &at, &key, &value); steps++)
		if (!is_inside(key, text) || !is_inside(value, text) || steps > text.len)
			return false;
	return true;
}

/* Of all texts of six such bytes, most of which are no JSON. */
START_TEST(test_any_text)
{
	static const char bytes[] = "{[]:,\"\\ 1";
	char text[6];
	unsigned bad = 0;

	for (unsigned n = 0; n < 9u * 9 * 9 * 9 * 9 * 9; n++) {
		unsigned rest = n;

		for (size_t i = 0; i < sizeof(text); i++, rest /= 9)
			text[i] = bytes[rest % 9];
		bad += !is_walked((struct json_span){ text, sizeof(text) });
	}
	ck_assert_uint_eq(bad, 0);
}
END_TEST

static const struct {
	const char *string;
	const char *text;
} decoded[] = {
	{ "\"\"", "" },
	{ "\"plain \xc3\xa9\"", "plain \xc3\xa9" },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
	{ "\"\\u00e9\\u6771\"", "\xc3\xa9\xe6\x9d\xb1" },
	{ "\"\\ud83d\\ude00!\"", "\xf0\x9f\x98\x80!" },
	{ "\"\\ud83d!\\ude00\"", "\xef\xbf\xbd!\xef\xbf\xbd" },
	{ "\"\\ud83d\\u0041\"", "\xef\xbf\xbd"
				"A" },
};

START_TEST(test_decoded)
{
	struct text t = { 0 };

	json_add_decoded(&t, span(decoded[_i].string));
	assert_text(&t, decoded[_i].text);
	ck_assert(json_is(span(decoded[_i].string), decoded[_i].text));
	ck_assert(!json_is(span(decoded[_i].string), "other"));
}
END_TEST

static const struct {
	const char *value;
	bool packed;
	bool careful;
	const char *bytes;
} added[] = {
	{ "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }", false, false, "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }" },
	{ "{ \"a b\" : 1.50 ,\n\t\"c\":[ ] }", true, false, "{\"a b\":1.50,\"c\":[]}" },
	{ "\"\\u001b \xc2\x9b \\n\"", true, false, "\"\\u001b \xc2\x9b \\n\"" },
	{ "\"\xc2\x9b\xe2\x80\xae\x7f\"", false, true, "\"\\u009b\\u202e\\u007f\"" },
	{ "\"\x1b\"", false, false, "\"\\u001b\"" }, /* is no JSON, and becomes it */
	{ "[1,\x1b 2]", false, false, "[1, 2]" },
};

START_TEST(test_added)
{
	struct text t = { 0 };

	json_add(&t, span(added[_i].value), added[_i].packed, added[_i].careful);
	assert_text(&t, added[_i].bytes);
}
END_TEST

#define LEN(list) (int)(sizeof(list) / sizeof((list)[0]))

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("json");

	tcase_add_loop_test(tc, test_whole, 0, LEN(whole));
	tcase_add_loop_test(tc, test_broken, 0, LEN(broken));
	tcase_add_test(tc, test_depth);
	tcase_add_test(tc, test_nul);
	tcase_add_test(tc, test_member);
	tcase_add_test(tc, test_next);
	tcase_add_test(tc, test_any_text);
	tcase_add_loop_test(tc, test_decoded, 0, LEN(decoded));
	tcase_add_loop_test(tc, test_added, 0, LEN(added));
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
