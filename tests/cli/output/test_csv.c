/* SPDX-License-Identifier: MIT */
/* Cells in csv and in tables. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include "output/csv.h"
#include <string.h>

static struct cell text_cell(const char *text)
{
	return (struct cell){ .kind = CELL_TEXT, .as.text = text };
}

static struct cell json_cell(const char *text)
{
	return (struct cell){ .kind = CELL_JSON, .as.json = { text, strlen(text) } };
}

static const struct {
	const char *text;
	const char *line;
} texts[] = {
	{ "plain", "plain,1\r\n" },   { "", ",1\r\n" },
	{ "a,b", "\"a,b\",1\r\n" },   { "say \"no\"", "\"say \"\"no\"\"\",1\r\n" },
	{ "a\nb", "\"a\nb\",1\r\n" }, { " a", "\" a\",1\r\n" },
	{ "=1+1", "=1+1,1\r\n" },     { "a\x1b[2J", "a\xe2\x90\x9b[2J,1\r\n" },
};

START_TEST(test_csv_text)
{
	struct cell cells[] = { text_cell(texts[_i].text), { .kind = CELL_INT, .as.number = 1 } };
	struct text line = { 0 };

	csv_add_cells(&line, cells, 2, NULL);
	assert_text(&line, texts[_i].line);
}
END_TEST

static const struct {
	const char *json;
	const char *csv;
	const char *shown;
} values[] = {
	{ "12", "12", "12" },
	{ "25.50", "25.50", "25.50" },
	{ "12345678901234567890", "12345678901234567890", "12345678901234567890" },
	{ "null", "", "" },
	{ "true", "true", "yes" },
	{ "\"a\\u0041\\n\"", "\"aA\n\"", "aA\xe2\x90\x8a" },
	{ "[]", "", "" },
	{ "[1, 2]", "1;2", "1, 2" },
	{ "[\"a\",\"b\"]", "a;b", "a, b" },
	{ "{\"1\": 1024}", "\"{\"\"1\"\": 1024}\"", "1=1024" },
	{ "{\"1\":5,\"2\":6}", "\"{\"\"1\"\":5,\"\"2\"\":6}\"", "1=5 2=6" },
	{ "[{\"k\":1,\"v\":2},{\"v\":4,\"k\":3}]",
	  "\"[{\"\"k\"\":1,\"\"v\"\":2},{\"\"v\"\":4,\"\"k\"\":3}]\"", "1=2, 3=4" },
	{ "[{\"a\":1},{\"a\":2,\"b\":null}]", "\"[{\"\"a\"\":1},{\"\"a\"\":2,\"\"b\"\":null}]\"",
	  "a=1, a=2 b=" },
	{ "[[1],[2]]", "\"[[1],[2]]\"", "[1], [2]" },
};

START_TEST(test_value)
{
	static const char *const entry[] = { "k", "v", NULL };
	struct column column = { .name = "value", .entry = entry };
	struct cell cells[] = { json_cell(values[_i].json), { .kind = CELL_NONE } };
	char line[128];
	struct text t = { 0 };

	csv_add_cells(&t, cells, 2, NULL);
	snprintf(line, sizeof(line), "%s,\r\n", values[_i].csv);
	assert_text(&t, line);
	cell_add_shown(&t, &column, &cells[0], NULL);
	assert_text(&t, values[_i].shown);
}
END_TEST

/* Ids get their names in tables only, in lists too; one that has none stays a number. */
START_TEST(test_names)
{
	static const struct cli_name names[] = { { "ready", 2 }, { "failed", 3 }, { NULL, 0 } };
	struct column column = { .name = "status", .names = names };
	struct cell one = json_cell("2");
	struct cell list = json_cell("[3,4,2]");
	struct cell none = json_cell("20");
	struct text t = { 0 };

	cell_add_shown(&t, &column, &one, NULL);
	assert_text(&t, "ready");
	cell_add_shown(&t, &column, &list, NULL);
	assert_text(&t, "failed, 4, ready");
	cell_add_shown(&t, &column, &none, NULL);
	assert_text(&t, "20");
	ck_assert_int_eq(cell_style(&column, &one), STYLE_WORD);
	ck_assert_int_eq(cell_style(&column, &none), STYLE_NUMBER);
	cell_add_plain(&t, &one, NULL);
	assert_text(&t, "2");
}
END_TEST

START_TEST(test_own_cells)
{
	static const double nums[] = { 0.1, 100, 25.5, 1e21, 1.0 / 3 };
	static const char *const digits[] = { "0.1", "100", "25.5", "1e+21", "0.3333333333333333" };
	struct cell when = { .kind = CELL_TIME, .as.number = 1767589200 };
	struct text t = { 0 };

	for (size_t i = 0; i < 5; i++) {
		struct cell cell = { .kind = CELL_NUM, .as.num = nums[i] };

		cell_add_plain(&t, &cell, NULL);
		assert_text(&t, digits[i]);
	}
	cell_add_plain(&t, &when, "-05:00");
	assert_text(&t, "2026-01-05T00:00:00-05:00");
	cell_add_plain(&t, &when, NULL);
	assert_text(&t, "2026-01-05T05:00:00Z");
	cell_add_json(&t, &when);
	assert_text(&t, "1767589200");
}
END_TEST

START_TEST(test_csv_names)
{
	static const struct column columns[] = { { .name = "report-id" },
						 { .name = "on", .wire = "pldCreatedOn" } };
	struct cell none = { .kind = CELL_NONE };
	struct text line = { 0 };

	csv_add_names(&line, columns, 2);
	assert_text(&line, "reportId,pldCreatedOn\r\n");
	csv_add_cells(&line, &none, 1, NULL); /* an empty line would be no row */
	assert_text(&line, "\"\"\r\n");
}
END_TEST

#define LEN(list) (int)(sizeof(list) / sizeof((list)[0]))

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("csv");

	tcase_add_loop_test(tc, test_csv_text, 0, LEN(texts));
	tcase_add_loop_test(tc, test_value, 0, LEN(values));
	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_own_cells);
	tcase_add_test(tc, test_csv_names);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
