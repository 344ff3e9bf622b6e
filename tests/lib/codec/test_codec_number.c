/* SPDX-License-Identifier: MIT */
/* Reading numbers: exact or refused, in every field that holds one. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#define BEYOND "an integer of more than 64 bits"

/* One number in all fields that hold an integer. */
static void check_integer(const char *number, const char *want)
{
	static const char *const fields[] = { "integer", "ms", "seconds" };

	for (size_t i = 0; i < 3; i++) {
		char *data = codec_text("{\"%s\":%s}", fields[i], number);
		char *text = codec_text("{\"%s\":\"%s\"}", fields[i], number);
		char *json = codec_text("{\"%s\":%s}", fields[i], want);

		codec_reads(&codec_all_op, data, json);
		codec_reads(&codec_all_op, text, json);
		free(data);
		free(text);
		free(json);
	}
}

START_TEST(test_exact_integers)
{
	check_integer("0", "0");
	check_integer("-1", "-1");
	check_integer("2147483648", "2147483648");
	check_integer("1732165200000", "1732165200000");
	check_integer("9007199254740991", "9007199254740991");
	check_integer("-9007199254740991", "-9007199254740991");
	check_integer("1.0", "1");
	check_integer("-0", "0");
	check_integer("1e3", "1000");
	check_integer("1.50e1", "15");
	check_integer("1e16", "10000000000000000");
	check_integer("9007199254740990.0e0", "9007199254740990");
	check_integer("9007199254740993", "9007199254740993");
	check_integer("9223372036854775807", "9223372036854775807");
	check_integer("-9223372036854775808", "-9223372036854775808");
	codec_reads(&codec_all_op, "{\"integer\":\"007\",\"number\":\"00.5\"}",
		    "{\"integer\":7,\"number\":0.5}");
	codec_reads(&codec_all_op, "{\"ints\":[9007199254740991,-9007199254740991]}",
		    "{\"ints\":[9007199254740991,-9007199254740991]}");
	codec_reads(&codec_all_op, "{\"sizes\":{\"a\":9007199254740991}}",
		    "{\"sizes\":{\"a\":9007199254740991}}");
}
END_TEST

static void check_beyond(const char *number)
{
	static const struct {
		const char *format, *path;
	} fields[] = {
		{ "{\"integer\":%s}", "data.integer" },
		{ "{\"integer\":\"%s\"}", "data.integer" },
		{ "{\"ms\":%s}", "data.ms" },
		{ "{\"seconds\":%s}", "data.seconds" },
		{ "{\"ints\":[1,%s]}", "data.ints[1]" },
		{ "{\"sizes\":{\"a\":%s}}", "data.sizes.a" },
		{ "{\"parts\":[{\"id\":%s}]}", "data.parts[0].id" },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *hole = strstr(fields[i].format, "%s");
		char *data = codec_text("%.*s%s%s", (int)(hole - fields[i].format),
					fields[i].format, number, hole + 2);

		codec_spoils(&codec_all_op, data, fields[i].path, BEYOND);
		free(data);
	}
}

START_TEST(test_integers_of_more_than_64_bits)
{
	check_beyond("9223372036854775808");
	check_beyond("-9223372036854775809");
	check_beyond("12345678901234567890");
	check_beyond("18446744073709551616");
	check_beyond("-99999999999999999999");
	check_beyond("1e19");
	check_beyond("1e308");
	check_beyond("1e400");
	check_beyond("-1e400");
}
END_TEST

START_TEST(test_fractions_are_no_integers)
{
	codec_spoils(&codec_all_op, "{\"integer\":1.5}", "data.integer",
		     "expected an integer, found the number 1.5");
	codec_spoils(&codec_all_op, "{\"ms\":-0.25}", "data.ms",
		     "expected an integer, found the number -0.25");
	codec_spoils(&codec_all_op, "{\"seconds\":1e-5}", "data.seconds",
		     "expected an integer, found the number 1e-5");
	codec_spoils(&codec_all_op, "{\"ints\":[0.5]}", "data.ints[0]",
		     "expected an integer, found the number 0.5");
	codec_spoils(&codec_all_op, "{\"integer\":1e-400}", "data.integer",
		     "expected an integer, found the number 1e-400");
	codec_spoils(&codec_all_op, "{\"integer\":\"1.0000000000000000001\"}", "data.integer",
		     "expected an integer, found a string");
	codec_spoils(&codec_all_op, "{\"ms\":9007199254740991.4}", "data.ms",
		     "expected an integer, found the number 9007199254740991.4");
}
END_TEST

/* "1e-400" is not "nothing was bought". */
START_TEST(test_numbers_that_are_neither_true_nor_false)
{
	static const char *const numbers[] = { "1e-400", "1.0000000000000000001", "0.1e-400", "2" };
	static const char *const flags[] = { "1e0", "10e-1", "1.0", "0e9", "0.0" };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		char *data = codec_text("{\"flag\":%s}", numbers[i]);
		char *found = codec_text("expected true or false, found the number %s", numbers[i]);

		codec_spoils(&codec_all_op, data, "data.flag", found);
		free(data);
		free(found);
	}
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		char *data = codec_text("{\"flag\":%s}", flags[i]);

		codec_reads(&codec_all_op, data, i < 3 ? "{\"flag\":true}" : "{\"flag\":false}");
		free(data);
	}
}
END_TEST

START_TEST(test_numbers)
{
	static const struct {
		const char *number, *want;
	} numbers[] = {
		{ "0", "0" },
		{ "-0", "-0" },
		{ "0.1", "0.1" },
		{ "-2.55", "-2.55" },
		{ "1e3", "1000" },
		{ "1E+2", "100" },
		{ "1.7976931348623157e308", "1.7976931348623157e308" },
		{ "5e-324", "4.94065645841247e-324" },
		{ "1e-400", "0" },
		{ "9007199254740993", "9007199254740992" },
		{ "123456789.123456789", "123456789.12345679" },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		char *data = codec_text("{\"number\":%s}", numbers[i].number);
		char *text = codec_text("{\"number\":\"%s\"}", numbers[i].number);
		char *want = codec_text("{\"number\":%s}", numbers[i].want);

		codec_reads(&codec_all_op, data, want);
		codec_reads(&codec_all_op, text, want);
		free(data);
		free(text);
		free(want);
	}
	codec_spoils(&codec_all_op, "{\"number\":1e400}", "data.number", "the number is too large");
	codec_spoils(&codec_all_op, "{\"number\":-1e400}", "data.number",
		     "the number is too large");
	codec_spoils(&codec_all_op, "{\"number\":\"1e400\"}", "data.number",
		     "the number is too large");
}
END_TEST

START_TEST(test_timestamps_keep_their_number)
{
	static const char body[] = "{\"success\":true,\"data\":{\"pldReportDataList\":["
				   "{\"startDate\":1732165200000,\"pldCreatedOn\":1721253632}]}}";
	const struct iqm_pld_report_page *rsp;
	struct decoded d;

	codec_decode(&d, &iqm_pld_list_op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	rsp = d.response;
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->start_date.value, 1732165200000);
	ck_assert_int_eq(rsp->pld_report_data_list.items[0]->pld_created_on.value, 1721253632);
	codec_free(&d);
}
END_TEST

START_TEST(test_things_that_look_like_numbers)
{
	static const char *const texts[] = { "+1",    "0x10", "Infinity", "NaN",   "-", "--1",
					     "1.2.3", "1e",   ".5",       "1_000", "-x" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char *body = codec_text("{\"success\":true,\"data\":{\"number\":%s}}", texts[i]);
		struct decoded d;

		codec_decode(&d, &codec_all_op, body, strlen(body));
		ck_assert_msg(d.err == IQM_E_DECODE, "%s", texts[i]);
		ck_assert_str_eq(d.error.path, "data.number");
		ck_assert_msg(strstr(d.error.message, "not JSON (byte "), "%s", d.error.message);
		codec_free(&d);
		free(body);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("number");

	tcase_add_test(tcase, test_exact_integers);
	tcase_add_test(tcase, test_integers_of_more_than_64_bits);
	tcase_add_test(tcase, test_fractions_are_no_integers);
	tcase_add_test(tcase, test_numbers_that_are_neither_true_nor_false);
	tcase_add_test(tcase, test_numbers);
	tcase_add_test(tcase, test_timestamps_keep_their_number);
	tcase_add_test(tcase, test_things_that_look_like_numbers);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
