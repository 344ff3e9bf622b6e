/* SPDX-License-Identifier: MIT */
/* What dialects send: each kind of difference, in JSON and in a query. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* Dialects by what they differ in; 0 is the default. */
enum {
	NAMES = 1, /* other names, some several at once */
	FORMS,     /* text for numbers, items for lists, lists for items */
	UNITS,
	LESS,   /* fields that it leaves out */
	SHARED, /* a name that two fields have */
	OTHER   /* in nothing */
};

enum {
	all_field_integer,
	all_field_number,
	all_field_ms,
	all_field_seconds,
	all_field_text,
	all_field_ints,
	all_field_strs,
	all_field_part,
	all_field_parts
};
static const struct iqm_field all_fields[] = {
	IQM_FIELD(codec_all, integer, 0, "integer"),
	IQM_FIELD(codec_all, number, 0, "number"),
	IQM_FIELD(codec_all, ms, 0, "ms"),
	IQM_FIELD(codec_all, seconds, 0, "seconds"),
	IQM_FIELD(codec_all, text, IQM_F_NUMERIC, "text"),
	IQM_FIELD(codec_all, ints, IQM_F_SCALAR_OR_LIST, "ints"),
	IQM_FIELD(codec_all, strs, 0, "strs"),
	IQM_OBJECT(codec_all, part, codec_part, 0, "part"),
	IQM_LIST(codec_all, parts, codec_part, 0, "parts"),
};
static const struct iqm_field_variant all_variants[] = {
	IQM_FIELD_VARIANT(all, integer, NAMES, IQM_F_ALL_NAMES, "a", "b"),
	IQM_FIELD_VARIANT(all, integer, FORMS, IQM_F_TEXT, "integer"),
	IQM_FIELD_VARIANT(all, integer, LESS, IQM_F_OMITTED, "integer"),
	IQM_FIELD_VARIANT(all, integer, SHARED, IQM_F_LIST, "ints"),
	IQM_FIELD_VARIANT(all, number, FORMS, IQM_F_TEXT | IQM_F_LIST, "number"),
	IQM_FIELD_VARIANT(all, ms, FORMS, IQM_F_TEXT, "ms"),
	IQM_FIELD_VARIANT(all, ms, UNITS, IQM_F_IN_S, "ms"),
	IQM_FIELD_VARIANT(all, seconds, UNITS, IQM_F_IN_MS, "seconds"),
	IQM_FIELD_VARIANT(all, text, NAMES, IQM_F_NUMERIC, "other text"),
	IQM_FIELD_VARIANT(all, text, FORMS, IQM_F_LIST, "text"),
	IQM_FIELD_VARIANT(all, ints, FORMS, IQM_F_SCALAR | IQM_F_TEXT, "ints"),
	IQM_FIELD_VARIANT(all, ints, NAMES, IQM_F_ALL_NAMES, "c", "d", "e"),
	IQM_FIELD_VARIANT(all, strs, FORMS, IQM_F_NUMERIC | IQM_F_SCALAR, "strs"),
	IQM_FIELD_VARIANT(all, part, FORMS, IQM_F_LIST, "part"),
	IQM_FIELD_VARIANT(all, part, LESS, IQM_F_OMITTED, "part"),
	IQM_FIELD_VARIANT(all, parts, FORMS, IQM_F_SCALAR, "parts"),
};
static const struct iqm_descriptor json_descriptor = {
	IQM_DESCRIPTOR(codec_all, all_fields),
	.variants = all_variants,
	.variant_len = sizeof(all_variants) / sizeof(all_variants[0]),
};
/* The same without what a query cannot have. */
static const struct iqm_descriptor query_descriptor = {
	.name = "query",
	.fields = all_fields,
	.len = all_field_part,
	.size = sizeof(struct codec_all),
	.variants = all_variants,
	.variant_len = sizeof(all_variants) / sizeof(all_variants[0]),
};

static int write(unsigned dialect, bool query, const struct codec_all *from, struct buf *out,
		 struct iqm_error *error)
{
	struct encoding how = { .dialect = dialect, .error = error };

	return query ? iqm_encode_params(&query_descriptor, from, &how, out)
		     : iqm_encode_json(&json_descriptor, from, &how, out);
}

static void writes(unsigned dialect, bool query, const struct codec_all *from, const char *want)
{
	struct iqm_error error = { 0 };
	struct buf out = { 0 };

	ck_assert_msg(write(dialect, query, from, &out, &error) == 0, "%s", error.message);
	ck_assert_str_eq(out.data ? out.data : "", want);
	iqm_buf_free(&out);
}

static void refuses(unsigned dialect, const struct codec_all *from, const char *message)
{
	for (int query = 0; query < 2; query++) {
		struct iqm_error error = { 0 };
		struct buf out = { 0 };

		ck_assert_int_eq(write(dialect, query, from, &out, &error), IQM_E_USAGE);
		ck_assert_str_eq(error.message, message);
		iqm_buf_free(&out);
	}
}

/* ---- names ---------------------------------------------------------------------------------- */

START_TEST(test_names)
{
	const struct codec_all all = { .integer = iqm_int(1), .text = "7", .ints = IQM_INTS(2, 3) };

	writes(0, false, &all, "{\"integer\":1,\"text\":7,\"ints\":[2,3]}");
	writes(0, true, &all, "integer=1&text=7&ints=2,3");
	writes(NAMES, false, &all,
	       "{\"a\":1,\"b\":1,\"other text\":7,\"c\":[2,3],\"d\":[2,3],\"e\":[2,3]}");
	writes(NAMES, true, &all, "a=1&b=1&other%20text=7&c=2,3&d=2,3&e=2,3");
	writes(OTHER, false, &all, "{\"integer\":1,\"text\":7,\"ints\":[2,3]}");
	writes(NAMES, false, &(struct codec_all){ .ms = iqm_ms(0) }, "{\"ms\":0}");
}
END_TEST

START_TEST(test_an_error_has_the_dialects_name)
{
	const struct codec_all all = { .integer = { (const struct iqm_mark *)(intptr_t)50, 0 } };

	refuses(NAMES, &all, "a: 50 is a bare number; wrap it, as in iqm_int(50)");
}
END_TEST

/* ---- forms ---------------------------------------------------------------------------------- */

START_TEST(test_numbers_as_text)
{
	const struct codec_all all = { .integer = iqm_int(INT64_MIN),
				       .number = iqm_num(0.5),
				       .ms = iqm_ms(-1),
				       .ints = IQM_INTS(0, 1) };

	writes(0, false, &all,
	       "{\"integer\":-9223372036854775808,\"number\":0.5,\"ms\":-1,\"ints\":[0,1]}");
	writes(FORMS, false, &all,
	       "{\"integer\":\"-9223372036854775808\",\"number\":[\"0.5\"],\"ms\":\"-1\","
	       "\"ints\":[\"0\",\"1\"]}");
	writes(FORMS, true, &all, "integer=-9223372036854775808&number=0.5&ms=-1&ints=0,1");
}
END_TEST

START_TEST(test_ids_as_numbers_and_as_text)
{
	const struct codec_all all = { .text = "7", .strs = IQM_STRS("8", "b") };

	writes(0, false, &all, "{\"text\":7,\"strs\":[\"8\",\"b\"]}");
	writes(FORMS, false, &all, "{\"text\":[\"7\"],\"strs\":[8,\"b\"]}");
	writes(FORMS, true, &all, "text=7&strs=8,b");
}
END_TEST

START_TEST(test_scalars_and_lists)
{
	static const struct codec_part part = { .id = { &iqm_is_set, 4 } };
	const struct codec_part *parts[] = { &part, &part };
	struct codec_all all = {
		.ints = IQM_INTS(1),
		.strs = IQM_STRS("x"),
		.part = &part,
		.parts = { parts, 1 },
	};

	writes(0, false, &all,
	       "{\"ints\":[1],\"strs\":[\"x\"],\"part\":{\"id\":4},\"parts\":[{\"id\":4}]}");
	writes(FORMS, false, &all,
	       "{\"ints\":\"1\",\"strs\":\"x\",\"part\":[{\"id\":4}],\"parts\":{\"id\":4}}");
	all = (struct codec_all){ .parts = { parts, 2 } };
	writes(FORMS, false, &all, "{\"parts\":[{\"id\":4},{\"id\":4}]}");
	all.parts.len = 0;
	writes(FORMS, false, &all, "{\"parts\":[]}");
}
END_TEST

/* ---- units ---------------------------------------------------------------------------------- */

START_TEST(test_units)
{
	struct codec_all all = { .ms = iqm_ms(1722311000000), .seconds = iqm_s(1722311000) };

	writes(0, false, &all, "{\"ms\":1722311000000,\"seconds\":1722311000}");
	writes(UNITS, false, &all, "{\"ms\":1722311000,\"seconds\":1722311000000}");
	writes(UNITS, true, &all, "ms=1722311000&seconds=1722311000000");
	all = (struct codec_all){ .ms = iqm_ms(-2000), .seconds = iqm_s(0) };
	writes(UNITS, false, &all, "{\"ms\":-2,\"seconds\":0}");
}
END_TEST

/* Rounded it would be another time than the caller's, in an order another report. */
START_TEST(test_remainder_is_refused)
{
	static const int64_t with_remainder[] = { 1, 999, 1001, -1, -1999, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < sizeof(with_remainder) / sizeof(with_remainder[0]); i++) {
		const struct codec_all all = { .ms = iqm_ms(with_remainder[i]) };

		refuses(UNITS, &all,
			"ms: no whole number of seconds, and is to be sent in seconds");
	}
}
END_TEST

START_TEST(test_seconds_that_do_not_fit_are_refused)
{
	static const int64_t fit[] = { INT64_MAX / 1000, INT64_MIN / 1000 };

	for (size_t i = 0; i < 2; i++) {
		struct codec_all all = { .seconds = iqm_s(fit[i]) };
		char *want = codec_text("{\"seconds\":%lld000}", (long long)fit[i]);

		writes(UNITS, false, &all, want);
		all.seconds.value += i ? -1 : 1;
		refuses(UNITS, &all, "seconds: too many seconds to be sent as milliseconds");
		free(want);
	}
}
END_TEST

/* ---- shared --------------------------------------------------------------------------------- */

START_TEST(test_two_fields_with_one_name)
{
	const struct codec_all both = { .integer = iqm_int(1), .ints = IQM_INTS(2) };
	struct iqm_error error = { 0 };
	struct buf out = { 0 };

	writes(SHARED, false, &(struct codec_all){ .integer = iqm_int(1) }, "{\"ints\":[1]}");
	writes(SHARED, false, &(struct codec_all){ .ints = IQM_INTS(1, 2) }, "{\"ints\":[1,2]}");
	ck_assert_int_eq(write(SHARED, false, &both, &out, &error), IQM_E_USAGE);
	ck_assert_str_eq(error.message, "ints: given for two fields, expected one of them");
	iqm_buf_free(&out);
}
END_TEST

/* ---- left out ------------------------------------------------------------------------------- */

START_TEST(test_omitted)
{
	static const struct codec_part part = { .name = "p" };
	const struct codec_all all = { .integer = iqm_int(1), .text = "t", .part = &part };

	writes(0, false, &all, "{\"integer\":1,\"text\":\"t\",\"part\":{\"name\":\"p\"}}");
	writes(LESS, false, &all, "{\"text\":\"t\"}");
	writes(LESS, true, &all, "text=t");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("dialect");

	tcase_add_test(tcase, test_names);
	tcase_add_test(tcase, test_an_error_has_the_dialects_name);
	tcase_add_test(tcase, test_numbers_as_text);
	tcase_add_test(tcase, test_ids_as_numbers_and_as_text);
	tcase_add_test(tcase, test_scalars_and_lists);
	tcase_add_test(tcase, test_units);
	tcase_add_test(tcase, test_remainder_is_refused);
	tcase_add_test(tcase, test_seconds_that_do_not_fit_are_refused);
	tcase_add_test(tcase, test_two_fields_with_one_name);
	tcase_add_test(tcase, test_omitted);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
