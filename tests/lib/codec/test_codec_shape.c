/* SPDX-License-Identifier: MIT */
/* Reading: the shapes that the service and its documents disagree on. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

/* A value that stands for a list of one, and that list. */
static const char *scalar_value(const struct iqm_field *f)
{
	return f->kind == IQM_K_STRS ? "\"seven\"" : f->kind == IQM_K_LIST ? "{}" : "7";
}

static void check_scalar(const struct iqm_descriptor *t, const struct iqm_field *f)
{
	struct iqm_op op = codec_op_for(t);
	const char *value = scalar_value(f);
	char *data = codec_text("{\"%s\":%s}", f->names[0], value);
	char *list = codec_text("{\"%s\":[%s]}", f->names[0], value);
	char *path = codec_text("data.%s", f->names[0]);
	char *what =
		codec_text("expected a list, found %s", f->kind == IQM_K_STRS   ? "a string"
							: f->kind == IQM_K_LIST ? "an object"
										: "the number 7");

	if (f->flags & IQM_F_SCALAR_OR_LIST)
		codec_reads(&op, data, list);
	else if (f->kind == IQM_K_STRS && f->flags & IQM_F_EXACT)
		codec_reads(&op, data, list); /* of ids, joined by commas */
	else
		codec_spoils(&op, data, path, what);
	free(data);
	free(list);
	free(path);
	free(what);
}

START_TEST(test_scalar_is_a_list_where_the_table_says_so)
{
	size_t lenient = 0;
	size_t strict = 0;

	for (const struct iqm_descriptor *const *t = codec_descriptors(); *t; t++)
		for (size_t i = 0; i < (*t)->len; i++) {
			const struct iqm_field *f = &(*t)->fields[i];

			if (f->kind != IQM_K_INTS && f->kind != IQM_K_STRS && f->kind != IQM_K_LIST)
				continue;
			check_scalar(*t, f);
			lenient += (f->flags & IQM_F_SCALAR_OR_LIST) != 0;
			strict += !(f->flags & IQM_F_SCALAR_OR_LIST);
		}
	ck_assert_uint_gt(lenient, 5);
	ck_assert_uint_gt(strict, 5);
}
END_TEST

START_TEST(test_campaign_ids_in_all_their_forms)
{
	static const char *const forms[] = {
		"{\"campaignIds\":[5]}",
		"{\"campaignIds\":5}",
		"{\"campaignId\":5}",
		"{\"campaignId\":[5]}",
		"{\"campaignId\":\"5\"}",
		"{\"campaignIds\":[\"5\"]}",
		"{\"campaignId\":9,\"campaignIds\":[5]}",
		"{\"campaignIds\":5,\"campaignId\":9}",
		"{\"campaignId\":5,\"campaignIds\":null}",
		"{\"campaignId\":5,\"campaignIds\":\"\"}",
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		char *list = codec_text("{\"pldReportDataList\":[%s]}", forms[i]);

		codec_reads(&iqm_pld_list_op, list,
			    "{\"pldReportDataList\":[{\"campaignIds\":[5]}]}");
		codec_reads(&iqm_pld_generate_op, forms[i], "{\"campaignIds\":[5]}");
		free(list);
	}
}
END_TEST

START_TEST(test_ids_in_one_string)
{
	const struct iqm_op *op = &iqm_pld_generate_op;
	static const char *const none[] = {
		"1,", ",1", "1,,2", ",", "1;2", "1,x", "1, 2", "1.5,2"
	};

	codec_reads(op, "{\"campaignIds\":\"1,2\"}", "{\"campaignIds\":[1,2]}");
	codec_reads(op, "{\"campaignId\":\"12,-3,9223372036854775807\"}",
		    "{\"campaignIds\":[12,-3,9223372036854775807]}");
	codec_reads(&iqm_sls_generate_op, "{\"competitorConceptGroupIds\":\"202335,b\"}",
		    "{\"competitorConceptGroupIds\":[202335,\"b\"]}");
	codec_reads(&iqm_sls_generate_op, "{\"competitorConceptGroupIds\":\"\"}", "{}");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		char *data = codec_text("{\"campaignIds\":\"%s\"}", none[i]);

		codec_spoils(op, data, "data.campaignIds", "expected a list, found a string");
		free(data);
	}
	/* text may have commas */
	codec_spoils(&codec_all_op, "{\"strs\":\"a,b\"}", "data.strs",
		     "expected a list, found a string");
}
END_TEST

START_TEST(test_concept_groups_in_all_their_forms)
{
	static const char want[] =
		"{\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"}]}";
	const struct iqm_op *op = &iqm_aqs_compute_op;

	codec_reads(op, "{\"aqsAudienceConceptGroups\":[{\"conceptGroupId\":\"202335\"}]}", want);
	codec_reads(op, "{\"aqsAudienceConceptGroups\":{\"conceptGroupId\":\"202335\"}}", want);
	codec_reads(op, "{\"aqsAudienceConceptGroups\":{\"conceptGroupId\":202335}}", want);
	codec_reads(op, "{\"aqsAudienceConceptGroups\":[202335]}", want);
	codec_reads(op, "{\"aqsAudienceConceptGroups\":[\"202335\"]}", want);
	codec_reads(op, "{\"aqsAudienceConceptGroups\":202335}", want);
	codec_spoils(op, "{\"aqsAudienceConceptGroups\":[true]}",
		     "data.aqsAudienceConceptGroups[0]", "expected a string, found true");
}
END_TEST

START_TEST(test_file_sizes_as_map_or_list)
{
	static const char want[] =
		"{\"reportDataList\":[{\"fileSizeDetails\":{\"2\":512,\"1\":1024}}]}";
	static const char at[] = "data.reportDataList[0].fileSizeDetails[1]";
	const struct iqm_op *op = &iqm_aqs_list_op;

	codec_reads(op, "{\"reportDataList\":[{\"fileSizeDetails\":{\"2\":512,\"1\":1024}}]}",
		    want);
	codec_reads(op, "{\"reportDataList\":[{\"fileSizeDetails\":{\"2\":\"512\",\"1\":1024}}]}",
		    want);
	codec_reads(op,
		    "{\"reportDataList\":[{\"fileSizeDetails\":["
		    "{\"fileType\":2,\"fileSize\":512},"
		    "{\"fileSize\":1024,\"x\":0,\"fileType\":\"1\"}]}]}",
		    want);
	codec_reads(op, "{\"reportDataList\":[{\"fileSizeDetails\":[]}]}",
		    "{\"reportDataList\":[{\"fileSizeDetails\":{}}]}");
	/* a size that is null or not there is no entry */
	codec_reads(op,
		    "{\"reportDataList\":[{\"fileSizeDetails\":["
		    "{\"fileType\":1},{\"fileType\":3,\"fileSize\":null},"
		    "{\"fileType\":2,\"fileSize\":512}]}]}",
		    "{\"reportDataList\":[{\"fileSizeDetails\":{\"2\":512}}]}");
	codec_reads(op, "{\"reportDataList\":[{\"fileSizeDetails\":{\"1\":null,\"2\":512}}]}",
		    "{\"reportDataList\":[{\"fileSizeDetails\":{\"2\":512}}]}");
	codec_spoils(op,
		     "{\"reportDataList\":[{\"fileSizeDetails\":["
		     "{\"fileType\":2,\"fileSize\":512},7]}]}",
		     at, "expected an object with one fileType and one fileSize");
	codec_spoils(op, "{\"reportDataList\":[{\"fileSizeDetails\":1024}]}",
		     "data.reportDataList[0].fileSizeDetails",
		     "expected an object, found the number 1024");
}
END_TEST

/* A map's keys are data: the list of entries shows each of them. */
START_TEST(test_repeated_keys_of_a_map_are_kept)
{
	codec_reads(&codec_all_op, "{\"sizes\":{\"1\":10,\"2\":20,\"1\":30}}",
		    "{\"sizes\":{\"1\":10,\"2\":20,\"1\":30}}");
	codec_reads(&codec_all_op,
		    "{\"sizes\":[null,{\"key\":1,\"size\":10},{\"key\":\"1\",\"size\":30}]}",
		    "{\"sizes\":{\"1\":10,\"1\":30}}");
	codec_spoils(&codec_all_op, "{\"sizes\":[{\"key\":1,\"size\":10,\"size\":11}]}",
		     "data.sizes[0]", "expected an object with one key and one size");
}
END_TEST

START_TEST(test_campaigns_as_plain_numbers)
{
	static const char want[] = "{\"running\":[{\"campaignId\":451351},{\"campaignId\":7,"
				   "\"campaignTimezoneId\":29}]}";
	const struct iqm_op *ops[] = { &iqm_pld_campaigns_op, &iqm_sls_campaigns_op,
				       &iqm_aqs_campaigns_op };

	for (size_t i = 0; i < 3; i++) {
		codec_reads(ops[i],
			    "{\"running\":[451351,{\"campaignId\":7,\"campaignTimezoneId\":29}]}",
			    want);
		codec_reads(ops[i],
			    "{\"running\":[\"451351\",{\"campaignId\":\"7\","
			    "\"campaignPldTimezoneId\":29}]}",
			    want);
		codec_spoils(ops[i], "{\"running\":[1,null]}", "data.running[1]",
			     "expected an object, found null");
		codec_spoils(ops[i], "{\"running\":[[1]]}", "data.running[0]",
			     "expected an object, found a list");
		codec_spoils(ops[i], "{\"running\":[1.5]}", "data.running[0]",
			     "expected an integer, found the number 1.5");
		codec_spoils(ops[i], "{\"paused\":[true]}", "data.paused[0]",
			     "expected an integer, found true");
	}
}
END_TEST

START_TEST(test_name_check_as_string_or_object)
{
	const struct iqm_op *ops[] = { &iqm_sls_validate_name_op, &iqm_aqs_validate_name_op };

	for (size_t i = 0; i < 2; i++) {
		codec_reads(ops[i], "\"fine\"", "{\"available\":true,\"message\":\"fine\"}");
		codec_reads(ops[i], "\"\"", "{\"available\":true,\"message\":\"\"}");
		codec_reads(ops[i], "{\"available\":false,\"message\":\"used\"}",
			    "{\"available\":false,\"message\":\"used\"}");
		codec_reads(ops[i], "{\"message\":\"only\"}", "{\"message\":\"only\"}");
		codec_refuses(ops[i], "null", "data", "missing");
		codec_refuses(ops[i], "[]", "data", "expected an object, found a list");
		codec_refuses(ops[i], "true", "data", "expected a string, found true");
	}
}
END_TEST

START_TEST(test_concept_group_id_as_number_or_string)
{
	static const char body[] = "{\"success\":true,\"data\":{\"conceptGroupId\":202335,"
				   "\"competitorConceptGroupIds\":[800214,\"group-b\",\"007\"]}}";
	const struct iqm_op *op = &iqm_sls_compute_op;
	struct iqm_sls_order_response *rsp;
	struct decoded d;

	codec_decode(&d, op, body, strlen(body));
	ck_assert_msg(d.err == 0, "%s", d.error.message);
	rsp = d.response;
	ck_assert_str_eq(rsp->concept_group_id, "202335");
	ck_assert_uint_eq(rsp->competitor_concept_group_ids.len, 3);
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[0], "800214");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[1], "group-b");
	ck_assert_str_eq(rsp->competitor_concept_group_ids.items[2], "007");
	codec_free(&d);
	codec_reads(op, "{\"conceptGroupId\":\"202335\"}", "{\"conceptGroupId\":202335}");
	codec_reads(op, "{\"conceptGroupId\":\"group-b\"}", "{\"conceptGroupId\":\"group-b\"}");
	codec_reads(op, "{\"conceptGroupId\":\"\"}", "{\"conceptGroupId\":\"\"}");
}
END_TEST

START_TEST(test_booleans_as_numbers)
{
	codec_reads(&iqm_pld_generate_op, "{\"pldReportCreated\":1,\"fundsAvailable\":0}",
		    "{\"pldReportCreated\":true,\"fundsAvailable\":false}");
	codec_reads(&codec_all_op, "{\"flag\":1.0}", "{\"flag\":true}");
	codec_reads(&codec_all_op, "{\"flag\":-0}", "{\"flag\":false}");
	codec_spoils(&codec_all_op, "{\"flag\":2}", "data.flag",
		     "expected true or false, found the number 2");
	codec_spoils(&codec_all_op, "{\"flag\":-1}", "data.flag",
		     "expected true or false, found the number -1");
	codec_reads(&codec_all_op, "{\"flag\":\"true\"}", "{\"flag\":true}");
	codec_reads(&codec_all_op, "{\"flag\":\"false\"}", "{\"flag\":false}");
	codec_reads(&codec_all_op, "{\"flag\":\"1\"}", "{\"flag\":true}");
	codec_reads(&codec_all_op, "{\"flag\":\"\"}", "{}");
	codec_spoils(&codec_all_op, "{\"flag\":\"True\"}", "data.flag",
		     "expected true or false, found a string");
	codec_spoils(&codec_all_op, "{\"flag\":\"2\"}", "data.flag",
		     "expected true or false, found a string");
}
END_TEST

START_TEST(test_numbers_as_strings)
{
	static const char *const none[] = { " ",  "x",    " 7",   "7 ",  "+7",       "0x7",
					    "7x", "7,5",  "-",    "--7", "inf",      "nan",
					    "7e", "\\n7", "true", "[7]", "\\\"7\\\"" };

	codec_reads(&codec_all_op,
		    "{\"integer\":\"-42\",\"number\":\"2.5\",\"ms\":\"7\",\"seconds\":\"0\","
		    "\"ints\":[\"1\",2]}",
		    "{\"integer\":-42,\"number\":2.5,\"ms\":7,\"seconds\":0,\"ints\":[1,2]}");
	codec_reads(&codec_all_op, "{\"integer\":\"15e1\",\"number\":\"1e3\"}",
		    "{\"integer\":150,\"number\":1000}");
	codec_reads(&codec_all_op,
		    "{\"integer\":\"\",\"number\":\"\",\"ms\":\"\",\"seconds\":\"\",\"ints\":\"\"}",
		    "{}");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		char *integer = codec_text("{\"integer\":\"%s\"}", none[i]);
		char *number = codec_text("{\"number\":\"%s\"}", none[i]);

		codec_spoils(&codec_all_op, integer, "data.integer",
			     "expected an integer, found a string");
		codec_spoils(&codec_all_op, number, "data.number",
			     "expected a number, found a string");
		free(integer);
		free(number);
	}
}
END_TEST

START_TEST(test_strings_as_numbers)
{
	codec_reads(&codec_all_op, "{\"text\":7,\"strs\":[-7,\"x\",9007199254740991]}",
		    "{\"text\":\"7\",\"strs\":[\"-7\",\"x\",\"9007199254740991\"]}");
	codec_reads(&codec_all_op, "{\"text\":-0}", "{\"text\":\"0\"}");
	codec_spoils(&codec_all_op, "{\"text\":1.5}", "data.text",
		     "expected a string, found the number 1.5");
	codec_spoils(&codec_all_op, "{\"text\":9223372036854775808}", "data.text",
		     "expected a string, found the number 9223372036854775808");
	codec_spoils(&codec_all_op, "{\"strs\":[\"a\",true]}", "data.strs[1]",
		     "expected a string, found true");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("shape");

	tcase_add_test(tcase, test_scalar_is_a_list_where_the_table_says_so);
	tcase_add_test(tcase, test_campaign_ids_in_all_their_forms);
	tcase_add_test(tcase, test_ids_in_one_string);
	tcase_add_test(tcase, test_concept_groups_in_all_their_forms);
	tcase_add_test(tcase, test_file_sizes_as_map_or_list);
	tcase_add_test(tcase, test_repeated_keys_of_a_map_are_kept);
	tcase_add_test(tcase, test_campaigns_as_plain_numbers);
	tcase_add_test(tcase, test_name_check_as_string_or_object);
	tcase_add_test(tcase, test_concept_group_id_as_number_or_string);
	tcase_add_test(tcase, test_booleans_as_numbers);
	tcase_add_test(tcase, test_numbers_as_strings);
	tcase_add_test(tcase, test_strings_as_numbers);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
