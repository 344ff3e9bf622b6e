/* SPDX-License-Identifier: MIT */
/* The same bytes whatever the host's locale: one whose decimal point is a comma is made for it. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char directory[64];

static FILE *create(const char *name)
{
	char *path = codec_text("%s/%s", directory, name);
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	free(path);
	return file;
}

static void write_source(void)
{
	FILE *file = create("source");

	fputs("comment_char %\nescape_char /\nLC_NUMERIC\ndecimal_point \"<U002C>\"\n"
	      "thousands_sep \"<U002E>\"\ngrouping 3;3\nEND LC_NUMERIC\n",
	      file);
	ck_assert_int_eq(fclose(file), 0);
}

/* ASCII: those that Debian has are in a package of their own. */
static void write_charmap(void)
{
	FILE *file = create("charmap");

	fputs("<code_set_name> ANSI_X3.4-1968\n<mb_cur_min> 1\n<mb_cur_max> 1\n"
	      "<escape_char> /\n<comment_char> %\nCHARMAP\n",
	      file);
	for (unsigned c = 0; c < 128; c++)
		fprintf(file, "<U%04X> /x%02x\n", c, c);
	fputs("END CHARMAP\n", file);
	ck_assert_int_eq(fclose(file), 0);
}

/* localedef comes with the C library; it makes what it can and complains about the rest. It may be
 * that of another machine, which runs this test. */
static void make_locale(void)
{
	const uint16_t one = 1;
	bool little = *(const unsigned char *)&one;
	char *command = codec_text("cd '%s' && localedef --%s-endian -c -f ./charmap -i ./source "
				   "./comma >log 2>&1",
				   directory, little ? "little" : "big");

	write_source();
	write_charmap();
	if (system(command) != -1) /* its status counts warnings too */
		setenv("LOCPATH", directory, 1);
	free(command);
}

static bool is_comma(const char *name)
{
	return setlocale(LC_ALL, name) && !strcmp(localeconv()->decimal_point, ",");
}

static void setup(void)
{
	strcpy(directory, "/tmp/iqm-locale-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	make_locale();
}

static void teardown(void)
{
	char *command;

	setlocale(LC_ALL, "C");
	unsetenv("LOCPATH");
	command = codec_text("rm -rf '%s'", directory);
	ck_assert_int_eq(system(command), 0);
	free(command);
}

static void enter_comma_locale(void)
{
	ck_assert_msg(is_comma("comma"), "localedef made no locale");
}

START_TEST(test_reading)
{
	enter_comma_locale();
	codec_reads(&codec_all_op, "{\"number\":2.5,\"integer\":1.0,\"ints\":[1e3,\"2.0\"]}",
		    "{\"integer\":1,\"number\":2.5,\"ints\":[1000,2]}");
	codec_reads(&codec_all_op, "{\"number\":\"-0.125\",\"new\":[0.5,{\"a\":1.25}]}",
		    "{\"number\":-0.125}");
	codec_reads(&codec_all_op, "{\"number\":1234567.891}", "{\"number\":1234567.891}");
	codec_spoils(&codec_all_op, "{\"number\":\"2,5\"}", "data.number",
		     "expected a number, found a string");
	codec_spoils(&codec_all_op, "{\"number\":\"1.234,5\"}", "data.number",
		     "expected a number, found a string");
	codec_spoils(&codec_all_op, "{\"integer\":1.5}", "data.integer",
		     "expected an integer, found the number 1.5");
}
END_TEST

START_TEST(test_writing)
{
	static const double values[] = { 2.5, 0.1, -1234567.891, 1e-7, 1.5e300, 100 };
	static const char *const want[] = {
		"2.5", "0.1", "-1234567.891", "1e-07", "1.5e300", "100"
	};

	enter_comma_locale();
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct codec_all all = { .number = iqm_num(values[i]),
					 .integer = iqm_int(1234567) };
		char *json = codec_json(&codec_all_descriptor, &all);
		char *expected = codec_text("{\"integer\":1234567,\"number\":%s}", want[i]);

		ck_assert_str_eq(json, expected);
		free(expected);
		free(json);
	}
}
END_TEST

static char *decoded_as(const struct codec_sample *s)
{
	struct decoded d;
	char *json;

	codec_decode(&d, s->op, s->body, s->len);
	ck_assert_msg(d.err == 0, "%s: %s", s->name, d.error.message);
	json = codec_json(s->op->response, d.response);
	codec_free(&d);
	return json;
}

START_TEST(test_samples)
{
	struct codec_sample samples[CODEC_MAX_SAMPLES];
	size_t len = codec_load_samples(samples);

	for (size_t i = 0; i < len; i++) {
		char *here;
		char *there;

		setlocale(LC_ALL, "C");
		here = decoded_as(&samples[i]);
		enter_comma_locale();
		there = decoded_as(&samples[i]);
		ck_assert_str_eq(there, here);
		free(here);
		free(there);
	}
	codec_free_samples(samples, len);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("locale");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_reading);
	tcase_add_test(tcase, test_writing);
	tcase_add_test(tcase, test_samples);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
