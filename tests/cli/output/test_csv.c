/* SPDX-License-Identifier: MIT */
/* Cells in csv and in tables. */
#include "support/suite.h"
#include "support/text_fixture.h"

#include "output/csv.h"
#include <string.h>

static const struct {
	const char *text;
	const char *line;
} texts[] = {
	{ "plain", "plain,1\n" },   { "", ",1\n" },
	{ "a,b", "\"a,b\",1\n" },   { "say \"no\"", "\"say \"\"no\"\"\",1\n" },
	{ "a\nb", "\"a\nb\",1\n" }, { " a", "\" a\",1\n" },
	{ "=1+1", "=1+1,1\n" },     { "a\x1b[2J", "a\xe2\x90\x9b[2J,1\n" },
};

START_TEST(test_csv_text)
{
	struct cell cells[] = { text_cell(CELL_TEXT, texts[_i].text),
				{ .kind = CELL_INT, .as.number = 1 } };
	struct buf line = { 0 };

	csv_add_cells(&line, CSV_PLAIN, cells, 2, NULL);
	assert_text(&line, texts[_i].line);
}
END_TEST

/* A struct of each kind of field that responses have, and its table. */
struct part {
	struct iqm_int id;
	const char *name;
	struct iqm_ints ids;
};

struct part_list {
	const struct part *const *items;
	size_t len;
};

IQM_MAP_OF_(part_entry, part_map, const struct part *);
IQM_MAP_OF_(part_list_entry, part_list_map, struct part_list);

struct whole {
	struct iqm_int integer;
	struct iqm_num num;
	struct iqm_bool flag;
	struct iqm_ms ms;
	struct iqm_s s;
	const char *str;
	struct iqm_ints ints;
	struct iqm_strs strs;
	struct iqm_int_map entries;
	const struct part *object;
	struct part_list list;
	struct iqm_nums nums;
	struct iqm_bools bools;
	struct iqm_json any;
	struct iqm_bool_map flags;
	struct part_map named;
	struct part_list_map groups;
};

static const struct iqm_field part_fields[] = {
	IQM_FIELD(part, id, 0, "id"),
	IQM_FIELD(part, name, 0, "name"),
	IQM_FIELD(part, ids, 0, "ids"),
};

static const struct iqm_descriptor part_descriptor = { IQM_DESCRIPTOR(part, part_fields) };

static const struct iqm_field fields[] = {
	IQM_FIELD(whole, integer, 0, "integer"),
	IQM_FIELD(whole, num, 0, "num"),
	IQM_FIELD(whole, flag, 0, "flag"),
	IQM_FIELD(whole, ms, 0, "ms"),
	IQM_FIELD(whole, s, 0, "s"),
	IQM_FIELD(whole, str, 0, "str"),
	IQM_FIELD(whole, ints, 0, "ints"),
	IQM_FIELD(whole, strs, 0, "strs"),
	IQM_MAP(whole, entries, iqm_int_entry, "k", IQM_FIELD(iqm_int_entry, value, 0, "v"), 0,
		"entries"),
	IQM_OBJECT(whole, object, part, 0, "object"),
	IQM_LIST(whole, list, part, 0, "list"),
	IQM_FIELD(whole, nums, 0, "nums"),
	IQM_FIELD(whole, bools, 0, "bools"),
	IQM_FIELD(whole, any, 0, "any"),
	IQM_MAP(whole, flags, iqm_bool_entry, "k", IQM_FIELD(iqm_bool_entry, value, 0, "v"), 0,
		"flags"),
	IQM_MAP(whole, named, part_entry, "k", IQM_OBJECT(part_entry, value, part, 0, "v"), 0,
		"named"),
	IQM_MAP(whole, groups, part_list_entry, "k", IQM_LIST(part_list_entry, value, part, 0, "v"),
		0, "groups"),
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

static const struct iqm_int_entry entries[] = { { "1", { &iqm_is_set, 1024 } },
						{ "2", { &iqm_is_set, 7 } } };
static const struct part a = { .name = "a\n" }, b = { .name = "b;c" }, empty = { .name = NULL };
static const struct part *const parts[] = { &a, &b, &empty };
static const struct iqm_bool_entry flags[] = { { "x", { &iqm_is_set, true } } };
static const struct part_entry named[] = { { "n", &b }, { "", &empty } };
static const struct part_list_entry groups[] = { { "g", { parts + 1, 2 } } };

static const struct {
	const char *csv;
	const char *shown;
	const char *json;
} values[FIELDS] = {
	{ "9223372036854775807", "9223372036854775807", "9223372036854775807" },
	{ "25.5", "25.5", "25.5" },
	{ "false", "no", "false" },
	{ "2024-11-25T02:00:50Z", "2024-11-25T02:00:50Z", "\"2024-11-25T02:00:50Z\"" },
	{ "2024-11-25T02:00:50Z", "2024-11-25T02:00:50Z", "\"2024-11-25T02:00:50Z\"" },
	{ "\"A\n\"", "A\xe2\x90\x8a", "\"A\\n\"" },
	{ "1;-2", "1, -2", "[1,-2]" },
	{ "a;b", "a, b", "[\"a\",\"b\"]" },
	{ "1=1024;2=7", "1=1024, 2=7", "{\"1\":1024,\"2\":7}" },
	{ "id=7 name=a ids=[1;2]", "id=7 name=a ids=[1, 2]",
	  "{\"id\":7,\"name\":\"a\",\"ids\":[1,2]}" },
	{ "\"name=a\n;name=b;c;\"", "name=a\xe2\x90\x8a, name=b;c, ",
	  "[{\"name\":\"a\\n\"},{\"name\":\"b;c\"},{}]" },
	{ "0.5;-2", "0.5, -2", "[0.5,-2]" },
	{ "true;false", "yes, no", "[true,false]" },
	{ "\"{\"\"a\"\": [1,\n2.50]}\"",
	  "{\"a\": [1,\xe2\x90\x8a"
	  "2.50]}",
	  "{\"a\":[1,2.50]}" },
	{ "x=true", "x=yes", "{\"x\":true}" },
	{ "n=[name=b;c];=[]", "n=[name=b;c], =[]", "{\"n\":{\"name\":\"b;c\"},\"\":{}}" },
	{ "g=[name=b;c;]", "g=[name=b;c, ]", "{\"g\":[{\"name\":\"b;c\"},{}]}" },
};

static void cell_is(const struct cell *cell, const char *csv, const char *shown, const char *json)
{
	struct column column = { .name = "value" };
	struct cell cells[] = { *cell, { .kind = CELL_NONE } };
	struct buf t = { 0 };
	char line[128];

	csv_add_cells(&t, CSV_PLAIN, cells, 2, NULL);
	snprintf(line, sizeof(line), "%s,\n", csv);
	assert_text(&t, line);
	cell_add_shown(&t, &column, cell, NULL);
	assert_text(&t, shown);
	json_add_tree(&t, cell_json(cell, "UTC"));
	assert_text(&t, json);
}

START_TEST(test_fields)
{
	struct part object = { .id = iqm_int(7), .name = "a", .ids = IQM_INTS(1, 2) };
	struct whole whole = {
		.integer = iqm_int(INT64_MAX),
		.num = iqm_num(25.50),
		.flag = iqm_bool(false),
		.ms = iqm_ms(1732500050000),
		.s = iqm_s(1732500050),
		.str = "A\n",
		.ints = IQM_INTS(1, -2),
		.strs = IQM_STRS("a", "b"),
		.entries = IQM_ARRAY(entries),
		.object = &object,
		.list = IQM_ARRAY(parts),
		.nums = IQM_NUMS(0.5, -2),
		.bools = IQM_BOOLS(true, false),
		.any = { "{\"a\": [1,\n2.50]}" },
		.flags = IQM_ARRAY(flags),
		.named = IQM_ARRAY(named),
		.groups = IQM_ARRAY(groups),
	};
	struct cell cell = cell_of(&fields[_i], &whole);

	cell_is(&cell, values[_i].csv, values[_i].shown, values[_i].json);
}
END_TEST

/* What is absent is no cell; an empty list is one without text, a time of no year a number of
 * seconds. */
START_TEST(test_absent_fields)
{
	struct whole whole = { .integer = { NULL, 5 } };
	struct cell cell;

	for (size_t i = 0; i < FIELDS; i++) {
		cell = cell_of(&fields[i], &whole);
		ck_assert_int_eq(cell.kind, CELL_NONE);
	}
	whole.ints = (struct iqm_ints){ &whole.integer.value, 0 };
	cell = cell_of(&fields[6], &whole);
	cell_is(&cell, "", "", cell.kind == CELL_NONE ? "null" : "[]");
	whole.ms = iqm_ms(INT64_MIN);
	cell = cell_of(&fields[3], &whole);
	cell_is(&cell, "-9223372036854776 s after 1970", "-9223372036854776 s after 1970",
		"\"-9223372036854776 s after 1970\"");
	cell = (struct cell){ .kind = CELL_BAD };
	cell_is(&cell, "", "?", "null");
}
END_TEST

/* Ids get their names in tables only, in lists too; one that has none stays a number. */
START_TEST(test_names)
{
	static const struct cli_name names[] = { { "ready", 2 }, { "failed", 3 }, { NULL, 0 } };
	struct whole whole = { .ints = IQM_INTS(3, 4, 2) };
	struct column column = { .name = "status", .names = names };
	struct cell one = { CELL_INT, { .number = 2 } };
	struct cell none = { CELL_INT, { .number = 20 } };
	struct cell list = cell_of(&fields[6], &whole);
	struct buf t = { 0 };

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
	static const char *const digits[] = { "0.1", "100", "25.5", "1e21", "0.3333333333333333" };
	struct cell when = { .kind = CELL_TIME, .as.number = 1767589200 };
	struct buf t = { 0 };

	for (size_t i = 0; i < 5; i++) {
		struct cell cell = { .kind = CELL_NUM, .as.num = nums[i] };

		cell_add_plain(&t, &cell, NULL);
		assert_text(&t, digits[i]);
	}
	cell_add_plain(&t, &when, "-05:00");
	assert_text(&t, "2026-01-05T00:00:00-05:00");
	cell_add_plain(&t, &when, NULL);
	assert_text(&t, "2026-01-05T05:00:00Z");
	json_add_tree(&t, cell_json(&when, NULL));
	assert_text(&t, "1767589200");
	json_add_tree(&t, cell_json(&when, "-05:00"));
	assert_text(&t, "\"2026-01-05T00:00:00-05:00\"");
}
END_TEST

static const struct {
	const char *text;
	const char *tsv;
	const char *excel;
} kinds[] = {
	{ "plain", "plain", "plain" },
	{ "a\tb\\n\nc", "a\\tb\\\\n\\nc", "\"a\tb\\n\nc\"" },
	{ "two\r\nlines", "two\\r\\nlines", "\"two\r\nlines\"" },
	{ "say \"no\", a", "say \"no\", a", "\"say \"\"no\"\", a\"" },
	{ "=1+1", "=1+1", "'=1+1" },
	{ "+1", "+1", "'+1" },
	{ "-1", "-1", "'-1" },
	{ "@sum", "@sum", "'@sum" },
	{ "\tx", "\\tx", "'\tx" },
	{ "\r\nx", "\\r\\nx", "\"'\r\nx\"" },
	{ "a=1", "a=1", "a=1" },
	{ "", "", "" },
};

/* A spreadsheet runs no text; tabs and line ends in values of tsv are no layout. */
START_TEST(test_kinds)
{
	struct cell cells[] = { text_cell(CELL_TEXT, kinds[_i].text),
				{ .kind = CELL_INT, .as.number = -1 } };
	struct buf line = { 0 };
	char expected[80];

	csv_add_cells(&line, CSV_TABS, cells, 2, NULL);
	snprintf(expected, sizeof(expected), "%s\t-1\n", kinds[_i].tsv);
	assert_text(&line, expected);
	csv_add_cells(&line, CSV_EXCEL, cells, 2, NULL);
	snprintf(expected, sizeof(expected), "%s,-1\r\n", kinds[_i].excel);
	assert_text(&line, expected);
}
END_TEST

START_TEST(test_csv_names)
{
	static const struct column columns[] = { { .name = "id" }, { .name = "on" } };
	struct cell none = { .kind = CELL_NONE };
	struct buf line = { 0 };

	csv_add_names(&line, CSV_PLAIN, columns, 2);
	assert_text(&line, "id,on\n");
	csv_add_cells(&line, CSV_PLAIN, &none, 1, NULL); /* an empty line would be no row */
	assert_text(&line, "\"\"\n");
}
END_TEST

#define LEN(list) (int)(sizeof(list) / sizeof((list)[0]))

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("csv");

	tcase_add_loop_test(tc, test_csv_text, 0, LEN(texts));
	tcase_add_loop_test(tc, test_fields, 0, LEN(values));
	tcase_add_test(tc, test_absent_fields);
	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_own_cells);
	tcase_add_loop_test(tc, test_kinds, 0, LEN(kinds));
	tcase_add_test(tc, test_csv_names);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
