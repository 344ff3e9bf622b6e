/* SPDX-License-Identifier: MIT */
/* File names made of templates: what a value may do to a path. */
#include "support/suite.h"

#include "purchase/purchase.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = { "family", "id", "name", "none", "pages", NULL };

static const char *name(void *context, size_t i)
{
	(void)context;
	return names[i];
}

/* The context is the value of {name}. */
static void add(void *context, size_t i, struct buf *value)
{
	const char *const values[] = { "pld", "51", context, "", "1+2" };

	iqm_buf_str(value, values[i]);
}

#define FIFTY "12345678901234567890123456789012345678901234567890"
#define HUNDRED FIFTY FIFTY

static const struct {
	const char *text;
	const char *value;
	const char *path; /* NULL: a usage error */
} cases[] = {
	{ "{family}-{id}.xlsx", "", "d/pld-51.xlsx" },
	{ "{FAMILY}{{{id}}}.csv", "", "d/pld{51}.csv" },
	{ "plain.csv", "", "d/plain.csv" },
	{ "{Page}.csv", "", "d/1+2.csv" },
	{ "{name}.csv", "Spring study", "d/Spring study.csv" },
	{ "{name}.csv", "../../etc/passwd", "d/-.-..-etc-passwd.csv" },
	{ "{name}.csv", "/etc/passwd", "d/-etc-passwd.csv" },
	{ "{name}", "..", "d/-." },
	{ "{name}.csv",
	  "a\nb\x1b[2J\x7f"
	  "c\xc2\x85"
	  "d",
	  "d/a-b-[2J-c-d.csv" },
	{ "{name}.csv", "a\xffz\xe2\x80\xae", "d/a-z-.csv" },
	{ "{name}.csv", "a:b\\c*?", "d/a-b-c--.csv" },
	{ "{name}.csv", "\xe6\x9d\xb1", "d/\xe6\x9d\xb1.csv" },
	/* A value is cut, and not in a character. */
	{ "{name}.csv", HUNDRED "1234567890123456789\xe6\x9d\xb1",
	  "d/" HUNDRED "1234567890123456789.csv" },
	{ "{name}{name}{name}.csv", HUNDRED "12345678901234567890", NULL },
	{ "{none}.csv", "", NULL },
};

START_TEST(test_make)
{
	char value[256];
	const struct file_name_values values = { name, add, value };
	char *path;
	int err;

	snprintf(value, sizeof(value), "%s", cases[_i].value);
	ck_assert_int_eq(file_name_check(cases[_i].text, &values), 0);
	err = file_name_make(cases[_i].text, "d", &values, &path);
	ck_assert_int_eq(err, cases[_i].path ? 0 : EXIT_USAGE);
	ck_assert_pstr_eq(path, cases[_i].path);
	free(path);
}
END_TEST

static const char *const bad[] = {
	"", "a/b.csv", "{idd}.csv", "{}.csv", "{id.csv", "id}.csv", "{{id}.csv", "{i{d}.csv", "{",
};

START_TEST(test_bad_template)
{
	const struct file_name_values values = { name, add, NULL };

	ck_assert_int_eq(file_name_check(bad[_i], &values), EXIT_USAGE);
}
END_TEST

START_TEST(test_directory)
{
	const struct file_name_values values = { name, add, NULL };
	char *path;

	ck_assert_int_eq(file_name_make("{id}.csv", "/a/", &values, &path), 0);
	ck_assert_str_eq(path, "/a/51.csv");
	free(path);
}
END_TEST

START_TEST(test_uses)
{
	const struct file_name_values values = { name, add, NULL };

	ck_assert(file_name_uses("{family}-{ID}.csv", &values, 1));
	ck_assert(!file_name_uses("{family}-{{id}}.csv", &values, 1));
	ck_assert(!file_name_uses("{idd}.csv", &values, 1));
	ck_assert(!file_name_uses("{", &values, 1));
	/* One name, also of a value that may be several. */
	ck_assert(file_name_uses("{page}.csv", &values, 4));
	ck_assert(file_name_uses("{pages}.csv", &values, 4));
	ck_assert(!file_name_uses("{ids}.csv", &values, 1));
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("file_name");

	tcase_add_loop_test(tc, test_make, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_loop_test(tc, test_bad_template, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(tc, test_directory);
	tcase_add_test(tc, test_uses);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
