/* SPDX-License-Identifier: MIT */
/* Lists with a row that is as it should be, and one with an odd field: lists.jsonl, one a line. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file beside this one. */
static FILE *open_lists(void)
{
	const char *slash = strrchr(__FILE__, '/');
	char *path = codec_text("%.*s/lists.jsonl", slash ? (int)(slash - __FILE__) : 1,
				slash ? __FILE__ : ".");
	FILE *file = fopen(path, "rb");

	ck_assert_msg(file != NULL, "%s cannot be read: run from the top folder", path);
	free(path);
	return file;
}

/* Gives whether the odd field could be read. */
static bool check_list(const char *line)
{
	const bool odd_id = strstr(line, "},{\"pldId\":8,") == NULL;
	const struct iqm_pld_report *const *row;
	struct iqm_pld_report_page *rsp;
	struct decoded d;
	bool good;

	codec_decode(&d, &iqm_pld_list_op, line, strlen(line));
	ck_assert_msg(d.err == 0, "%s: %s", line, d.error.message);
	rsp = d.response;
	ck_assert_int_eq(rsp->total_records.value, 2);
	ck_assert_int_eq(rsp->filtered_records.value, 2);
	ck_assert_uint_eq(rsp->pld_report_data_list.len, 2);
	row = rsp->pld_report_data_list.items;
	ck_assert_int_eq(row[0]->pld_id.value, 50);
	ck_assert_int_eq(row[0]->pld_status_id.value, 2);
	if (!odd_id)
		ck_assert_int_eq(row[1]->pld_id.value, 8);
	ck_assert_uint_le(d.call.bad_total, 1);
	good = !d.call.bad_total;
	if (!good)
		ck_assert_int_eq(strncmp(d.call.bad[0].path, "data.pldReportDataList[1].", 26), 0);
	codec_free(&d);
	return good;
}

START_TEST(test_lists)
{
	FILE *file = open_lists();
	size_t good = 0, lines = 0;
	char line[4096];

	while (fgets(line, sizeof(line), file)) {
		good += check_list(line);
		lines++;
	}
	fclose(file);
	ck_assert_uint_eq(lines, 168);
	ck_assert_uint_eq(good, 71);
}
END_TEST

static const struct {
	const char *body;
	const char *message; /* NULL: it is read */
} bodies[] = {
	{ "[]", "expected an object, found a list" },
	{ "{\"success\":true,\"data\":{\"totalRecords\":0,\"pldReportDataList\":[],"
	  "\"filteredRecords\":0}}",
	  NULL },
	{ "{\"success\":true,\"data\":{\"totalRecords\":1,\"pldReportDataList\":[{}]}}", NULL },
	{ "{\"success\":true,\"data\":{\"zz\":[-01],\"totalRecords\":0}}",
	  "data.zz[0]: not JSON (byte 32)" },
	{ "{\"success\":true,\"data\":{\"zz\":2.,\"totalRecords\":0}}",
	  "data.zz: not JSON (byte 31)" },
	{ "{\"success\":true,\"data\":{\"zz\":2.e3,\"totalRecords\":0}}",
	  "data.zz: not JSON (byte 31)" },
	{ "{\"success\":true,\"data\":{\"zz\\u0000\":1,\"totalRecords\":0}}", NULL },
	{ "{\"success\":true,\"data\":{\"totalRecords\":0}}trailing",
	  "bytes behind the response (byte 42)" },
};

#define BODIES ((int)(sizeof(bodies) / sizeof(bodies[0])))

START_TEST(test_bodies)
{
	struct decoded d;

	codec_decode(&d, &iqm_pld_list_op, bodies[_i].body, strlen(bodies[_i].body));
	ck_assert_int_eq(d.err, bodies[_i].message ? IQM_E_DECODE : 0);
	ck_assert_str_eq(d.error.message, bodies[_i].message ? bodies[_i].message : "");
	ck_assert_uint_eq(d.call.bad_total, 0);
	codec_free(&d);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("lists");

	tcase_add_test(tcase, test_lists);
	tcase_add_loop_test(tcase, test_bodies, 0, BODIES);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
