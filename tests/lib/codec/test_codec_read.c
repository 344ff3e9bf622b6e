/* SPDX-License-Identifier: MIT */
/* Reading: presence, names and their aliases, strings and rows. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* ---- presence ----------------------------------------------------------------------------- */

static const char nothing[] = "{}";
static const char nulls[] = "{\"integer\":null,\"number\":null,\"flag\":null,\"ms\":null,"
			    "\"seconds\":null,\"text\":null,\"ints\":null,\"strs\":null,"
			    "\"sizes\":null,\"part\":null,\"parts\":null,\"nums\":null,"
			    "\"bools\":null,\"any\":null,\"named\":null,\"groups\":null,"
			    "\"lists\":null,\"values\":null}";
static const char empties[] = "{\"integer\":0,\"number\":0,\"flag\":false,\"ms\":0,\"seconds\":0,"
			      "\"text\":\"\",\"ints\":[],\"strs\":[],\"sizes\":{},\"part\":{},"
			      "\"parts\":[],\"nums\":[],\"bools\":[],\"any\":{},\"named\":{},"
			      "\"groups\":{},\"lists\":{},\"values\":{}}";

static void check_absent(const char *data)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", data);
	const struct codec_all *all;
	struct decoded d;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	all = d.response;
	ck_assert_ptr_null(all->integer.set);
	ck_assert_ptr_null(all->number.set);
	ck_assert_ptr_null(all->flag.set);
	ck_assert_ptr_null(all->ms.set);
	ck_assert_ptr_null(all->seconds.set);
	ck_assert_ptr_null(all->text);
	ck_assert_ptr_null(all->ints.items);
	ck_assert_ptr_null(all->strs.items);
	ck_assert_ptr_null(all->sizes.items);
	ck_assert_ptr_null(all->part);
	ck_assert_ptr_null(all->parts.items);
	ck_assert_ptr_null(all->nums.items);
	ck_assert_ptr_null(all->bools.items);
	ck_assert_ptr_null(all->any.text);
	ck_assert_ptr_null(all->named.items);
	ck_assert_ptr_null(all->groups.items);
	ck_assert_ptr_null(all->lists.items);
	ck_assert_ptr_null(all->values.items);
	codec_free(&d);
	free(body);
}

START_TEST(test_absent_and_null_are_absent)
{
	check_absent(nothing);
	check_absent(nulls);
	codec_reads(&codec_all_op, nothing, nothing);
	codec_reads(&codec_all_op, nulls, nothing);
}
END_TEST

START_TEST(test_zero_false_and_empty_are_values)
{
	char *body = codec_text("{\"success\":true,\"data\":%s}", empties);
	const struct codec_all *all;
	struct decoded d;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	all = d.response;
	ck_assert_ptr_eq(all->integer.set, &iqm_is_set);
	ck_assert_ptr_eq(all->number.set, &iqm_is_set);
	ck_assert_ptr_eq(all->flag.set, &iqm_is_set);
	ck_assert(!all->flag.value);
	ck_assert_ptr_eq(all->ms.set, &iqm_is_set);
	ck_assert_ptr_eq(all->seconds.set, &iqm_is_set);
	ck_assert_str_eq(all->text, "");
	ck_assert(all->ints.items && !all->ints.len);
	ck_assert(all->strs.items && !all->strs.len);
	ck_assert(all->sizes.items && !all->sizes.len);
	ck_assert(all->part && !all->part->id.set);
	ck_assert(all->parts.items && !all->parts.len);
	ck_assert(all->nums.items && !all->nums.len);
	ck_assert(all->bools.items && !all->bools.len);
	ck_assert_str_eq(all->any.text, "{}");
	ck_assert(all->named.items && !all->named.len);
	ck_assert(all->groups.items && !all->groups.len);
	ck_assert(all->lists.items && !all->lists.len);
	ck_assert(all->values.items && !all->values.len);
	codec_free(&d);
	free(body);
	codec_reads(&codec_all_op, empties, empties);
}
END_TEST

START_TEST(test_every_kind_is_read)
{
	static const char all[] =
		"{\"integer\":-42,\"number\":2.5,\"flag\":true,\"ms\":1732165200000,"
		"\"seconds\":1732165200,\"text\":\"a\",\"ints\":[1,-2,3],\"strs\":[\"a\",\"\"],"
		"\"sizes\":{\"2\":20,\"1\":10},\"part\":{\"id\":1,\"name\":\"p\"},"
		"\"parts\":[{\"id\":1},{\"name\":\"q\"},{}],\"nums\":[2.5,-1,0],"
		"\"bools\":[true,false],\"any\":{\"b\":[1, 2e400],\"a\":null},"
		"\"named\":{\"x\":{\"id\":1},\"\":{}},"
		"\"groups\":{\"g\":[{\"id\":1},{\"name\":\"q\"}],\"none\":[]},"
		"\"lists\":{\"l\":[1,2]},\"values\":{\"v\":[],\"w\":\"\"}}";

	codec_reads(&codec_all_op, all, all);
}
END_TEST

START_TEST(test_missing_required_field_is_named)
{
	codec_refuses(&iqm_pld_download_op, "{}", "data.pldReportUrl", "missing");
	codec_refuses(&iqm_pld_download_op, "{\"pldReportUrl\":null}", "data.pldReportUrl",
		      "missing");
	codec_refuses(&iqm_auth_login_op, "{\"scope\":\"x\"}", "data.access_token", "missing");
	codec_refuses_body(&iqm_auth_login_op, "{\"scope\":\"x\"}", 13, "access_token", "missing");
}
END_TEST

/* ---- names -------------------------------------------------------------------------------- */

/* Two values of a kind, and how they are written again. */
static const char *value_of(const struct iqm_field *f, int which)
{
	static const char *const values[][2] = {
		[IQM_K_INT] = { "7", "8" },
		[IQM_K_NUM] = { "7.5", "8.5" },
		[IQM_K_BOOL] = { "true", "false" },
		[IQM_K_MS] = { "7000", "8000" },
		[IQM_K_S] = { "7", "8" },
		[IQM_K_STR] = { "\"seven\"", "\"eight\"" },
		[IQM_K_INTS] = { "[7]", "[8]" },
		[IQM_K_STRS] = { "[\"seven\"]", "[\"eight\"]" },
		[IQM_K_NUMS] = { "[7.5]", "[8.5]" },
		[IQM_K_BOOLS] = { "[true]", "[false]" },
		[IQM_K_JSON] = { "[7]", "{}" },
		[IQM_K_MAP] = { "{}", "{}" }, /* test_codec_map.c has those with something in it */
		[IQM_K_OBJECT] = { "{}", "{}" },
		[IQM_K_LIST] = { "[{}]", "[]" },
	};

	return values[f->kind][which];
}

typedef void names_fn(const struct iqm_descriptor *t, const struct iqm_field *f,
		      const char *preferred, const char *other);

/* Each pair of names of each field; `other` is the preferred one itself where i equals j. */
static void for_names(names_fn *visit)
{
	for (const struct iqm_descriptor *const *t = codec_descriptors(); *t; t++)
		for (size_t n = 0; n < (*t)->len; n++) {
			const struct iqm_field *f = &(*t)->fields[n];

			for (size_t i = 0; f->names[i]; i++)
				for (size_t j = i; f->names[j]; j++)
					visit(*t, f, f->names[i], f->names[j]);
		}
}

/* `members` beside what the descriptor requires else, read and written again. */
static void check_members(const struct iqm_descriptor *t, const struct iqm_field *f,
			  const char *members, const char *want)
{
	struct iqm_op op = codec_op_for(t);
	char *required = codec_required(t, f);
	char *data = codec_text("{%s%s}", required, members);
	char *whole = codec_text("{%s\"%s\":%s}", required, f->names[0], want);
	char *swapped = codec_text("{\"%s\":%s%s%.*s}", f->names[0], want, *required ? "," : "",
				   (int)strlen(required) - (*required != '\0'), required);
	bool first = true;

	for (const struct iqm_field *r = t->fields; r < f; r++)
		first = first && !(r->flags & IQM_F_REQUIRED);
	codec_reads(&op, data, first ? swapped : whole);
	free(required);
	free(data);
	free(whole);
	free(swapped);
}

static void check_name(const struct iqm_descriptor *t, const struct iqm_field *f,
		       const char *preferred, const char *other)
{
	char *members = codec_text("\"%s\":%s", other, value_of(f, 0));

	(void)preferred;
	check_members(t, f, members, value_of(f, 0));
	free(members);
}

static void check_preference(const struct iqm_descriptor *t, const struct iqm_field *f,
			     const char *preferred, const char *other)
{
	const char *mine = value_of(f, 0);
	const char *loses = value_of(f, 1);
	char *first = codec_text("\"%s\":%s,\"%s\":%s", preferred, mine, other, loses);
	char *last = codec_text("\"%s\":%s,\"%s\":%s", other, loses, preferred, mine);

	if (preferred != other) {
		check_members(t, f, first, mine);
		check_members(t, f, last, mine);
	}
	free(first);
	free(last);
}

static void check_null_preference(const struct iqm_descriptor *t, const struct iqm_field *f,
				  const char *preferred, const char *other)
{
	const char *value = value_of(f, 0);
	char *first = codec_text("\"%s\":null,\"%s\":%s", preferred, other, value);
	char *last = codec_text("\"%s\":%s,\"%s\":null", other, value, preferred);

	if (preferred != other) {
		check_members(t, f, first, value);
		check_members(t, f, last, value);
	}
	free(first);
	free(last);
}

static void check_twice(const struct iqm_descriptor *t, const struct iqm_field *f,
			const char *preferred, const char *other)
{
	static const int order[][2] = { { 0, 0 }, { 0, 1 }, { 1, 0 } };
	struct iqm_op op = codec_op_for(t);
	char *path = codec_text("data.%s", other);

	(void)preferred;
	for (size_t i = 0; i < 3; i++) {
		char *required = codec_required(t, f);
		char *data = codec_text("{%s\"%s\":%s,\"%s\":%s}", required, other,
					value_of(f, order[i][0]), other, value_of(f, order[i][1]));

		if (f->flags & (IQM_F_REQUIRED | IQM_F_NEEDED))
			codec_refuses(&op, data, path, "given twice");
		else
			codec_spoils(&op, data, path, "given twice");
		free(required);
		free(data);
	}
	free(path);
}

START_TEST(test_every_name_is_read)
{
	for_names(check_name);
}
END_TEST

START_TEST(test_preferred_name_wins_in_either_order)
{
	for_names(check_preference);
}
END_TEST

START_TEST(test_null_under_one_name_leaves_the_other)
{
	for_names(check_null_preference);
}
END_TEST

START_TEST(test_same_name_twice_is_bad)
{
	for_names(check_twice);
}
END_TEST

/* The preferred name decides, in either order: where it is bad, the field is. */
START_TEST(test_preferred_name_is_bad)
{
	codec_spoils(&iqm_pld_generate_op, "{\"campaignIds\":[{}],\"campaignId\":5}",
		     "data.campaignIds[0]", "expected an integer, found an object");
	codec_spoils(&iqm_pld_generate_op, "{\"campaignId\":5,\"campaignIds\":[{}]}",
		     "data.campaignIds[0]", "expected an integer, found an object");
	codec_reads(&iqm_pld_generate_op, "{\"campaignIds\":5,\"campaignId\":{}}",
		    "{\"campaignIds\":[5]}");
	codec_reads(&iqm_pld_generate_op, "{\"campaignId\":{},\"campaignIds\":5}",
		    "{\"campaignIds\":[5]}");
}
END_TEST

START_TEST(test_bad_field_is_absent)
{
	static const char *const bodies[] = {
		"{\"campaignIds\":[{}],\"campaignId\":5}",
		"{\"campaignId\":5,\"campaignIds\":[{}]}",
		"{\"campaignIds\":5,\"campaignIds\":5}",
		"{\"campaignId\":[5,{}]}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		codec_reads(&iqm_pld_generate_op, bodies[i], "{}");
}
END_TEST

START_TEST(test_names_with_null_twice_are_bad)
{
	codec_spoils(&codec_all_op, "{\"text\":null,\"text\":\"a\"}", "data.text", "given twice");
	codec_spoils(&codec_all_op, "{\"text\":\"a\",\"text\":null}", "data.text", "given twice");
	codec_spoils(&codec_all_op, "{\"text\":null,\"text\":null}", "data.text", "given twice");
	codec_spoils(&codec_all_op, "{\"parts\":null,\"parts\":[]}", "data.parts", "given twice");
	codec_spoils(&codec_all_op, "{\"parts\":[],\"parts\":null}", "data.parts", "given twice");
}
END_TEST

START_TEST(test_names_are_exact)
{
	codec_reads(&codec_all_op, "{\"Integer\":1,\"INTEGER\":2,\"intege\":3,\"integers\":4}",
		    "{}");
	codec_reads(&codec_all_op, "{\"\":1,\" integer\":2,\"integer \":3}", "{}");
	codec_reads(&codec_all_op, "{\"int\\u0065ger\":5}", "{\"integer\":5}");
}
END_TEST

START_TEST(test_unknown_fields_are_passed_over)
{
	codec_reads(
		&codec_all_op,
		"{\"new\":{\"integer\":1,\"deep\":[[{\"a\":[]}]]},\"integer\":2,\"old\":[1,\"x\"],"
		"\"part\":{\"new\":1e400,\"id\":3},\"parts\":[{\"new\":null,\"id\":4}]}",
		"{\"integer\":2,\"part\":{\"id\":3},\"parts\":[{\"id\":4}]}");
	codec_reads(&codec_all_op, "{\"new\":1,\"new\":2}", "{}");
}
END_TEST

START_TEST(test_any_order_of_keys)
{
	codec_reads(
		&codec_all_op,
		"{\"parts\":[{\"name\":\"n\",\"id\":1}],\"part\":{},\"text\":\"t\",\"flag\":true,"
		"\"ms\":1,\"number\":1,\"integer\":1}",
		"{\"integer\":1,\"number\":1,\"flag\":true,\"ms\":1,\"text\":\"t\",\"part\":{},"
		"\"parts\":[{\"id\":1,\"name\":\"n\"}]}");
}
END_TEST

/* ---- strings, whitespace, rows ------------------------------------------------------------ */

START_TEST(test_escapes)
{
	codec_reads(&codec_all_op, "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\"}",
		    "{\"text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\"}");
	codec_reads(&codec_all_op, "{\"text\":\"\\u00e9\\u20AC\\ud83d\\ude00\"}",
		    "{\"text\":\"\303\251\342\202\254\360\237\230\200\"}");
	codec_reads(&codec_all_op, "{\"text\":\"\303\251\342\202\254\360\237\230\200\177\"}",
		    "{\"text\":\"\303\251\342\202\254\360\237\230\200\177\"}");
	codec_reads(&codec_all_op, "{\"text\":\"\\\\u0000\"}", "{\"text\":\"\\\\u0000\"}");
}
END_TEST

START_TEST(test_whitespace_anywhere)
{
	static const char body[] =
		" \r\n\t{ \"success\" :\ttrue ,\n\"data\" : { \"ints\" : [ 1 ,\r\n2 ] "
		", \"parts\" : [ { \"id\" : 1 } , { } ] } } \r\n\t ";
	struct decoded d;
	char *json;

	codec_decode(&d, &codec_all_op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	json = codec_json(&codec_all_descriptor, d.response);
	ck_assert_str_eq(json, "{\"ints\":[1,2],\"parts\":[{\"id\":1},{}]}");
	free(json);
	codec_free(&d);
}
END_TEST

/* Rows live in a block that doubles: sizes around its steps, and one of many steps. */
START_TEST(test_rows_of_any_number)
{
	static const size_t counts[] = { 0, 1, 15, 16, 17, 31, 32, 33, 1000, 5000 };
	char *row = codec_text("{\"id\":123,\"name\":\"a name\"},");
	char *rows = codec_repeat(row, counts[_i]);
	size_t len = strlen(rows);
	char *data = codec_text("{\"parts\":[%.*s]}", len ? (int)len - 1 : 0, rows);
	char *early = codec_text("{\"data\":%s,\"success\":true}", data);
	struct decoded d;
	char *json;

	codec_reads(&codec_all_op, data, data);
	codec_decode(&d, &codec_all_op, early, strlen(early));
	ck_assert_int_eq(d.err, 0);
	json = codec_json(&codec_all_descriptor, d.response);
	ck_assert_str_eq(json, data);
	codec_free(&d);
	free(json);
	free(early);
	free(data);
	free(rows);
	free(row);
}
END_TEST

/* Strings of any length lie between the structs of one response. */
START_TEST(test_memory_is_aligned)
{
	struct arena *arena;
	void *response = iqm_response_new(1, &arena);

	ck_assert_ptr_nonnull(response);
	ck_assert_uint_eq((uintptr_t)response % _Alignof(max_align_t), 0);
	for (size_t i = 0; i < 3000; i++) {
		char *text = iqm_arena_text(arena, "0123456789abcdefghij", i % 21);
		char *object = iqm_arena_alloc(arena, 1 + i % 300);

		if (!text || strlen(text) != i % 21 || !object || object[i % 300] ||
		    (uintptr_t)object % _Alignof(max_align_t))
			ck_abort_msg("round %zu", i);
		memset(object, 0xff, 1 + i % 300);
	}
	iqm_free(response);
}
END_TEST

START_TEST(test_samples_read_again_what_they_wrote)
{
	struct codec_sample samples[CODEC_MAX_SAMPLES];
	size_t len = codec_load_samples(samples);

	for (size_t i = 0; i < len; i++) {
		const struct codec_sample *s = &samples[i];
		struct decoded d;
		char *json;

		codec_decode(&d, s->op, s->body, s->len);
		ck_assert_msg(d.err == 0, "%s: %s", s->name, d.error.message);
		json = codec_json(s->op->response, d.response);
		codec_reads(s->op, json, json);
		free(json);
		codec_free(&d);
	}
	codec_free_samples(samples, len);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("read");

	tcase_add_test(tcase, test_absent_and_null_are_absent);
	tcase_add_test(tcase, test_zero_false_and_empty_are_values);
	tcase_add_test(tcase, test_every_kind_is_read);
	tcase_add_test(tcase, test_missing_required_field_is_named);
	tcase_add_test(tcase, test_every_name_is_read);
	tcase_add_test(tcase, test_preferred_name_wins_in_either_order);
	tcase_add_test(tcase, test_null_under_one_name_leaves_the_other);
	tcase_add_test(tcase, test_same_name_twice_is_bad);
	tcase_add_test(tcase, test_names_with_null_twice_are_bad);
	tcase_add_test(tcase, test_preferred_name_is_bad);
	tcase_add_test(tcase, test_bad_field_is_absent);
	tcase_add_test(tcase, test_names_are_exact);
	tcase_add_test(tcase, test_unknown_fields_are_passed_over);
	tcase_add_test(tcase, test_any_order_of_keys);
	tcase_add_test(tcase, test_escapes);
	tcase_add_test(tcase, test_whitespace_anywhere);
	tcase_add_loop_test(tcase, test_rows_of_any_number, 0, 10);
	tcase_add_test(tcase, test_memory_is_aligned);
	tcase_add_test(tcase, test_samples_read_again_what_they_wrote);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
