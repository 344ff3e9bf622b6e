/* SPDX-License-Identifier: MIT */
/* Reading what is wrong in type or structure: a named error each time, never a crash. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* ---- wrong types -------------------------------------------------------------------------- */

#define MAX_WRONG 16

struct wrong {
	const char *value, *at, *found;
};

static const struct wrong wrong_integer[] = {
	{ "true", "", "true" },          { "false", "", "false" },      { "[]", "", "a list" },
	{ "{}", "", "an object" },       { "[1]", "", "a list" },       { "\"x\"", "", "a string" },
	{ "1.5", "", "the number 1.5" }, { "\"1.5\"", "", "a string" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_number[] = {
	{ "true", "", "true" },      { "[]", "", "a list" },        { "{}", "", "an object" },
	{ "\"x\"", "", "a string" }, { "\"1,5\"", "", "a string" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_bool[] = {
	{ "2", "", "the number 2" }, { "0.5", "", "the number 0.5" }, { "[]", "", "a list" },
	{ "{}", "", "an object" },   { "\"False\"", "", "a string" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_string[] = {
	{ "true", "", "true" },    { "false", "", "false" },        { "[]", "", "a list" },
	{ "{}", "", "an object" }, { "1.5", "", "the number 1.5" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_items_of_integers[] = {
	{ "[null]", "[0]", "null" },
	{ "[1,true]", "[1]", "true" },
	{ "[1,2,[3]]", "[2]", "a list" },
	{ "[{}]", "[0]", "an object" },
	{ "[1.5]", "[0]", "the number 1.5" },
	{ "[\"x\"]", "[0]", "a string" },
	{ NULL, NULL, NULL },
};
static const struct wrong wrong_items_of_strings[] = {
	{ "[null]", "[0]", "null" },
	{ "[\"a\",true]", "[1]", "true" },
	{ "[\"a\",[\"b\"]]", "[1]", "a list" },
	{ "[{}]", "[0]", "an object" },
	{ NULL, NULL, NULL },
};
static const struct wrong wrong_items_of_numbers[] = {
	{ "[null]", "[0]", "null" },      { "[1,true]", "[1]", "true" },
	{ "[1,[3]]", "[1]", "a list" },   { "[{}]", "[0]", "an object" },
	{ "[\"x\"]", "[0]", "a string" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_items_of_bools[] = {
	{ "[null]", "[0]", "null" },      { "[true,2]", "[1]", "the number 2" },
	{ "[0,[1]]", "[1]", "a list" },   { "[{}]", "[0]", "an object" },
	{ "[\"x\"]", "[0]", "a string" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_map[] = {
	{ "1", "", "the number 1" },
	{ "\"x\"", "", "a string" },
	{ "true", "", "true" },
	{ NULL, NULL, NULL },
};
static const struct wrong wrong_object[] = {
	{ "[]", "", "a list" },
	{ NULL, NULL, NULL },
};
static const struct wrong wrong_list[] = {
	{ "true", "", "true" },    { "\"x\"", "", "a string" }, { "1", "", "the number 1" },
	{ "{}", "", "an object" }, { NULL, NULL, NULL },
};
static const struct wrong wrong_ids[] = {
	{ "true", "", "true" },
	{ "\"x,\"", "", "a string" },
	{ "{}", "", "an object" },
	{ NULL, NULL, NULL },
};
static const struct wrong wrong_rows[] = {
	{ "[{},null]", "[1]", "null" },
	{ "[[]]", "[0]", "a list" },
	{ NULL, NULL, NULL },
};

static void check_wrong(const struct iqm_descriptor *t, const struct iqm_field *f,
			const struct wrong *wrong, const char *expected)
{
	struct iqm_op op = codec_op_for(t);

	for (; wrong->value; wrong++) {
		char *required = codec_required(t, f);
		char *data = codec_text("{%s\"%s\":%s}", required, f->names[0], wrong->value);
		char *path = codec_text("data.%s%s", f->names[0], wrong->at);
		char *what = codec_text("expected %s, found %s", expected, wrong->found);

		if (f->flags & (IQM_F_REQUIRED | IQM_F_NEEDED))
			codec_refuses(&op, data, path, what);
		else
			codec_spoils(&op, data, path, what);
		free(required);
		free(data);
		free(path);
		free(what);
	}
}

static void check_wrong_list(const struct iqm_descriptor *t, const struct iqm_field *f)
{
	if ((f->kind == IQM_K_STRS && f->flags & IQM_F_EXACT) || f->kind == IQM_K_NUMS ||
	    f->kind == IQM_K_BOOLS)
		check_wrong(t, f, wrong_ids, "a list");
	else if (!(f->flags & IQM_F_SCALAR_OR_LIST))
		check_wrong(t, f, wrong_list, "a list");
	if (f->kind == IQM_K_INTS)
		check_wrong(t, f, wrong_items_of_integers, "an integer");
	else if (f->kind == IQM_K_NUMS)
		check_wrong(t, f, wrong_items_of_numbers, "a number");
	else if (f->kind == IQM_K_BOOLS)
		check_wrong(t, f, wrong_items_of_bools, "true or false");
	else if (f->kind == IQM_K_STRS)
		check_wrong(t, f, wrong_items_of_strings, "a string");
	else
		check_wrong(t, f, wrong_rows, "an object");
}

static void check_wrong_field(const struct iqm_descriptor *t, const struct iqm_field *f)
{
	if (f->kind == IQM_K_JSON) /* it takes any value */
		return;

	static const struct {
		const struct wrong *wrong;
		const char *expected;
	} kinds[] = {
		[IQM_K_INT] = { wrong_integer, "an integer" },
		[IQM_K_NUM] = { wrong_number, "a number" },
		[IQM_K_BOOL] = { wrong_bool, "true or false" },
		[IQM_K_MS] = { wrong_integer, "an integer" },
		[IQM_K_S] = { wrong_integer, "an integer" },
		[IQM_K_STR] = { wrong_string, "a string" },
		[IQM_K_MAP] = { wrong_map, "an object" },
		[IQM_K_OBJECT] = { wrong_object, "an object" },
		[IQM_K_LIST] = { NULL, NULL },
	};

	if (kinds[f->kind].wrong)
		check_wrong(t, f, kinds[f->kind].wrong, kinds[f->kind].expected);
	else
		check_wrong_list(t, f);
}

START_TEST(test_wrong_types_of_every_field)
{
	for (const struct iqm_descriptor *const *t = codec_descriptors(); *t; t++)
		for (size_t i = 0; i < (*t)->len; i++)
			check_wrong_field(*t, &(*t)->fields[i]);
}
END_TEST

START_TEST(test_paths_lead_to_the_value)
{
	static const char unwrapped[] = "{\"access_token\":\"a\",\"expires_in\":\"soon\"}";

	codec_spoils(&iqm_pld_list_op, "{\"pldReportDataList\":[{},{},{},{\"pldId\":\"ten\"}]}",
		     "data.pldReportDataList[3].pldId", "expected an integer, found a string");
	codec_spoils(&iqm_pld_list_op, "{\"pldReportDataList\":[{\"campaignId\":[1,2,\"x\"]}]}",
		     "data.pldReportDataList[0].campaignId[2]",
		     "expected an integer, found a string");
	codec_spoils(&codec_all_op, "{\"part\":{\"id\":{}}}", "data.part.id",
		     "expected an integer, found an object");
	codec_spoils(&codec_all_op, "{\"parts\":[{\"name\":\"a\"},{\"name\":[]}]}",
		     "data.parts[1].name", "expected a string, found a list");
	codec_spoils_body(&iqm_auth_login_op, unwrapped, strlen(unwrapped), "expires_in",
			  "expected an integer, found a string");
}
END_TEST

/* ---- cut short ---------------------------------------------------------------------------- */

static void check_cuts(const struct codec_sample *s)
{
	for (size_t cut = 0; cut < s->len; cut++) {
		struct decoded d;

		codec_decode(&d, s->op, s->body, cut);
		if (d.err != IQM_E_DECODE ||
		    !strstr(d.error.message, cut ? "ends too early" : "is empty"))
			ck_abort_msg("%s cut at %zu: %s: %s", s->name, cut, iqm_status_name(d.err),
				     d.error.message);
		codec_check_printable(&d.error);
		codec_free(&d);
	}
}

START_TEST(test_truncation_at_every_byte_of_every_sample)
{
	struct codec_sample samples[CODEC_MAX_SAMPLES];
	size_t len = codec_load_samples(samples);
	size_t mine = 0;

	for (size_t i = 0; i < len; i++) {
		if (samples[i].op != iqm_insights_api.ops[_i])
			continue;
		check_cuts(&samples[i]);
		mine++;
	}
	ck_assert_uint_gt(mine, 0);
	codec_free_samples(samples, len);
}
END_TEST

START_TEST(test_truncation_names_the_place)
{
	static const char body[] =
		"{\"success\":true,\"data\":{\"pldReportDataList\":[{\"pldId\":1},"
		"{\"pldId\":2,\"pldName\":\"a na";

	codec_refuses_body(&iqm_pld_list_op, body, strlen(body),
			   "data.pldReportDataList[1].pldName",
			   "the text ends too early (byte 83)");
}
END_TEST

/* ---- not JSON ----------------------------------------------------------------------------- */

START_TEST(test_not_json)
{
	static const char *const bodies[] = {
		"<html><body>502 Bad Gateway</body></html>",
		"OK",
		"nope",
		"{success:true}",
		"{'success':true}",
		"{\"success\":True}",
		"{\"success\":true;\"data\":{}}",
		"{\"success\":true,,\"data\":{}}",
		"{\"success\":true,\"data\":{},}",
		"{\"success\":true,\"data\":{\"ints\":[1,]}}",
		"{\"success\":true,\"data\":{\"ints\":[,1]}}",
		"{\"success\":true,\"data\":{\"ints\":[1 2]}}",
		"{\"success\" true}",
		"{,}",
		"{\"success\":true,\"data\":{\"part\":{\"id\":1,}}}",
		"{\"success\":true \"data\":{}}",
		"{\"success\":true,\"data\":{\"text\":\"\\x41\"}}",
		"{\"success\":true,\"data\":{\"text\":\"\\u12g4\"}}",
		"{\"success\":true,\"data\":{\"parts\":[{}}]}",
		"{\"success\":true,\"data\":{1:2}}",
		"{\"success\":true,\"data\":/**/{}}",
		"{\"success\":true,\"data\":{\"flag\":tru}}",
		"{\"success\":true,\"data\":{\"text\":\357\273\277\"a\"}}",
		"{\"success\":\357\273\277true}",
		"{\"success\":true,\"data\":{\"parts\":[\357\273\277{}]}}",
		"{\"data\":{}{},\"success\":true}",
		"{\"data\":1 2,\"success\":false}",
		"{\"data\":tru,\"success\":true}",
		"{\"data\":[1,2}],\"success\":true}",
		"{\"data\":,\"success\":false}",
		"{\"data\":{\"integer\":1,},\"success\":true}",
		"{\"data\":{\"a\":nope},\"success\":false}",
		"{\"data\":{} \"success\":true}",
		"{\"data\":nope,\"success\":false}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct decoded d;

		codec_decode(&d, &codec_all_op, bodies[i], strlen(bodies[i]));
		ck_assert_msg(d.err == IQM_E_DECODE, "%s: %s", bodies[i], iqm_status_name(d.err));
		ck_assert_msg(strstr(d.error.message, "not JSON (byte "), "%s: %s", bodies[i],
			      d.error.message);
		codec_check_printable(&d.error);
		codec_free(&d);
	}
}
END_TEST

START_TEST(test_mistakes_in_the_text_name_the_place)
{
	static const char body[] = "{\"success\":true,\"data\":{\"parts\":[{},{\"id\":nope}]}}";
	static const char key[] = "{\"success\":true,\"data\":{\"part\":{\"name\":\"a\\q\"}}}";

	codec_refuses_body(&codec_all_op, body, strlen(body), "data.parts[1].id",
			   "not JSON (byte 43)");
	codec_refuses_body(&codec_all_op, key, strlen(key), "data.part.name", "not JSON (byte 41)");
}
END_TEST

/* ---- depth -------------------------------------------------------------------------------- */

/* `levels` lists, or objects with one member, in one another. */
static char *nested(const char *open, const char *inner, const char *close, size_t levels)
{
	char *left = codec_repeat(open, levels);
	char *right = codec_repeat(close, levels);
	char *all = codec_text("%s%s%s", left, inner, right);

	free(left);
	free(right);
	return all;
}

struct depth_place {
	const char *format, *path;
	size_t depth; /* lists and objects around it */
};

static const struct depth_place depth_places[] = {
	{ "{\"success\":true,\"data\":{\"new\":%s}}", "data.new", 2 },
	{ "{\"success\":true,\"data\":{\"part\":{\"new\":%s}}}", "data.part.new", 3 },
	{ "{\"success\":true,\"data\":{\"parts\":[{\"new\":%s}]}}", "data.parts[0].new", 4 },
	{ "{\"success\":true,\"new\":%s,\"data\":{}}", "new", 1 },
	{ "{\"data\":{\"new\":%s},\"success\":true}", "data.new", 2 },
};

static int decode_nested(const struct depth_place *place, char *value, char path[192])
{
	const char *hole = strstr(place->format, "%s");
	char *body =
		codec_text("%.*s%s%s", (int)(hole - place->format), place->format, value, hole + 2);
	struct decoded d;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	memcpy(path, d.error.path, sizeof(d.error.path));
	if (d.err)
		ck_assert_msg(strstr(d.error.message, ": nested too deeply") != NULL, "%s",
			      d.error.message);
	codec_free(&d);
	free(body);
	free(value);
	return d.err;
}

static void check_nested(const struct depth_place *place, char *value, bool good)
{
	char path[192];

	ck_assert_int_eq(decode_nested(place, value, path), good ? 0 : IQM_E_DECODE);
	if (!good)
		ck_assert_int_eq(strncmp(path, place->path, strlen(place->path)), 0);
}

START_TEST(test_a_text_may_nest_64_levels)
{
	const struct depth_place *place = &depth_places[_i];
	size_t left = 64 - place->depth;

	check_nested(place, nested("[", "1", "]", left), true);
	check_nested(place, nested("[", "", "]", left), true);
	check_nested(place, nested("{\"a\":", "{}", "}", left - 1), true);
	check_nested(place, nested("[", "1", "]", left + 1), false);
	check_nested(place, nested("[", "", "]", left + 1), false);
	check_nested(place, nested("{\"a\":", "{}", "}", left), false);
	check_nested(place, nested("[{\"a\":", "1", "}]", left / 2 + 1), false);
}
END_TEST

START_TEST(test_unknown_fields_nest_far_too_deep)
{
	static const size_t levels[] = { 999, 1000, 1001, 100000 };
	const struct depth_place *place = &depth_places[_i];
	char path[192];

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		ck_assert_int_eq(decode_nested(place, nested("[", "", "]", levels[i]), path),
				 IQM_E_DECODE);
		ck_assert_int_eq(strncmp(path, place->path, strlen(place->path)), 0);
		ck_assert_int_eq(decode_nested(place, nested("{\"a\":", "1", "}", levels[i]), path),
				 IQM_E_DECODE);
		ck_assert_int_eq(strncmp(path, place->path, strlen(place->path)), 0);
		ck_assert_int_eq(decode_nested(place, nested("[", "", "", levels[i]), path),
				 IQM_E_DECODE);
	}
}
END_TEST

START_TEST(test_known_fields_nested)
{
	static const size_t levels[] = { 65, 900, 1001, 100000 };

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		char *deep = nested("[", "", "]", levels[i]);
		char *data = codec_text("{\"success\":true,\"data\":{\"%s\":%s}}",
					i % 2 ? "ints" : "integer", deep);
		struct decoded d;

		codec_decode(&d, &codec_all_op, data, strlen(data));
		ck_assert_int_eq(d.err, IQM_E_DECODE);
		ck_assert_int_eq(strncmp(d.error.path, "data.int", 8), 0);
		codec_check_printable(&d.error);
		codec_free(&d);
		free(data);
		free(deep);
	}
}
END_TEST

/* ---- size --------------------------------------------------------------------------------- */

#define MEGABYTE ((size_t)1 << 20)

START_TEST(test_very_long_strings)
{
	char *s = codec_repeat("\303\251", MEGABYTE / 2);
	char *data = codec_text("{\"text\":\"%s\"}", s);
	char *unknown = codec_text("{\"%s\":\"%s\",\"integer\":1}", s, s);
	char *wrong = codec_text("{\"integer\":\"%s\"}", s);
	char *map = codec_text("{\"sizes\":{\"%s\":\"x\"}}", s);
	struct decoded d;
	char *body;

	codec_reads(&codec_all_op, data, data);
	codec_reads(&codec_all_op, unknown, "{\"integer\":1}");
	codec_spoils(&codec_all_op, wrong, "data.integer", "expected an integer, found a string");
	body = codec_text("{\"success\":true,\"data\":%s}", map);
	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_int_eq(d.err, 0);
	ck_assert_uint_ge(strlen(d.call.bad[0].path), 180);
	ck_assert_str_eq(d.call.bad[0].reason, "expected an integer, found a string");
	codec_free(&d);
	body[strlen(body) - 4] = '\001'; /* now the text breaks inside that key's value */
	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_int_eq(d.err, IQM_E_DECODE);
	codec_check_printable(&d.error);
	codec_free(&d);
	free(body);
	free(s);
	free(data);
	free(unknown);
	free(wrong);
	free(map);
}
END_TEST

static char *list_of(const char *name, const char *item, size_t count)
{
	char *items = codec_repeat(item, count - 1);
	char *data = codec_text("{\"%s\":[%s%.*s]}", name, items, (int)strlen(item) - 1, item);

	free(items);
	return data;
}

START_TEST(test_more_items_than_a_list_may_have)
{
	static const struct {
		const char *name, *item;
	} lists[] = {
		{ "ints", "1," },
		{ "parts", "{}," },
	};
	char *path = codec_text("data.%s", lists[_i].name);
	char *data = list_of(lists[_i].name, lists[_i].item, IQM_MAX_ITEMS + 1);

	codec_spoils(&codec_all_op, data, path, "more than 1048576 items");
	free(data);
	free(path);
}
END_TEST

START_TEST(test_as_many_items_as_a_list_may_have)
{
	char *data = list_of("parts", "{},", IQM_MAX_ITEMS);

	codec_reads(&codec_all_op, data, data);
	free(data);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("hostile");
	int ops = 0;
	int places = (int)(sizeof(depth_places) / sizeof(depth_places[0]));

	while (iqm_insights_api.ops[ops])
		ops++;
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_wrong_types_of_every_field);
	tcase_add_test(tcase, test_paths_lead_to_the_value);
	tcase_add_loop_test(tcase, test_truncation_at_every_byte_of_every_sample, 0, ops);
	tcase_add_test(tcase, test_truncation_names_the_place);
	tcase_add_test(tcase, test_not_json);
	tcase_add_test(tcase, test_mistakes_in_the_text_name_the_place);
	tcase_add_loop_test(tcase, test_a_text_may_nest_64_levels, 0, places);
	tcase_add_loop_test(tcase, test_unknown_fields_nest_far_too_deep, 0, places);
	tcase_add_test(tcase, test_known_fields_nested);
	tcase_add_test(tcase, test_very_long_strings);
	tcase_add_loop_test(tcase, test_more_items_than_a_list_may_have, 0, 2);
	tcase_add_test(tcase, test_as_many_items_as_a_list_may_have);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
