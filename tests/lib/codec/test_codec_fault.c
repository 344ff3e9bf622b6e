/* SPDX-License-Identifier: MIT */
/* Reading why the service said no, in all the forms in which it says so. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

struct fault {
	const char *body, *error, *reason, *field;
	size_t len, total;
};

static const struct fault faults[] = {
	{ "{\"success\":false,\"errorObjects\":[{\"error\":\"e\",\"reason\":\"r\","
	  "\"field\":\"f\"}]}",
	  "e", "r", "f", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[{\"error\":\"e\"}]}", "e", "", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[{\"error\":\"e\"},{\"error\":\"2\"}]}", "e", "", "",
	  2, 2 },
	{ "{\"success\":false,\"errorObjects\":{\"error\":\"e\",\"field\":\"f\"}}", "e", "", "f", 1,
	  1 },
	{ "{\"success\":false,\"errorObjects\":\"e\"}", "e", "", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[\"e\"]}", "e", "", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[]}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"errorObjects\":null}", "", "", "", 0, 0 },
	{ "{\"success\":false}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"data\":{\"message\":\"m\"}}", "m", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":{\"status\":\"s\",\"reason\":\"r\"}}", "s", "r", "", 1, 1 },
	{ "{\"success\":false,\"data\":\"text\"}", "text", "", "", 1, 1 },
	{ "{\"data\":\"text\",\"success\":false}", "text", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":\"text\",\"errorObjects\":[]}", "text", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":{\"status\":\"On Hold\",\"reason\":\"held\"},"
	  "\"errorObjects\":[{\"error\":\"not allowed\",\"reason\":\"no organization\"}]}",
	  "not allowed", "no organization", "", 2, 2 },
	{ "{\"success\":false,\"data\":{\"message\":\"m\",\"status\":\"s\"}}", "m", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":{\"message\":\"\",\"status\":\"s\"}}", "s", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":{\"supportEmail\":\"a@b.c\"}}", "", "", "", 1, 1 },
	{ "{\"success\":false,\"data\":{\"reason\":\"r\",\"supportEmail\":7}}", "", "r", "", 1, 1 },
	{ "{\"success\":false,\"data\":{}}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"data\":{\"message\":7}}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"data\":[1]}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"data\":\"\"}", "", "", "", 0, 0 },
	{ "{\"success\":false,\"errorObjects\":[{}],\"data\":\"text\"}", "text", "", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[7,null,true,[],{\"error\":{}}],"
	  "\"data\":{\"message\":\"m\"}}",
	  "m", "", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[{\"reason\":\"r\"}]}", "", "r", "", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":[{\"field\":\"f\"}]}", "", "", "f", 1, 1 },
	{ "{\"success\":false,\"errorObjects\":7}", "", "", "", 0, 0 },
};

#define FAULTS ((int)(sizeof(faults) / sizeof(faults[0])))

static void check_fault(const struct iqm_error *e, const struct fault *want)
{
	ck_assert_uint_eq(e->service_len, want->len);
	ck_assert_uint_eq(e->service_total, want->total);
	ck_assert_str_eq(e->service[0].error, want->error);
	ck_assert_str_eq(e->service[0].reason, want->reason);
	ck_assert_str_eq(e->service[0].field, want->field);
}

START_TEST(test_fault_inside_200)
{
	struct decoded d;

	codec_decode(&d, &iqm_pld_list_op, faults[_i].body, strlen(faults[_i].body));
	ck_assert_int_eq(d.err, IQM_E_REFUSED);
	check_fault(&d.error, &faults[_i]);
	codec_free(&d);
}
END_TEST

START_TEST(test_fault_of_another_status)
{
	struct iqm_error e = { .service_len = 3, .service_total = 9 };

	iqm_decode_fault(&iqm_pld_list_op, faults[_i].body, strlen(faults[_i].body), NULL, &e);
	check_fault(&e, &faults[_i]);
}
END_TEST

/* RFC 6749, as a log-in may be answered; and other texts that are no envelope. */
static const struct fault unwrapped_faults[] = {
	{ "{\"error\":\"invalid_grant\",\"error_description\":\"Bad credentials\"}",
	  "invalid_grant", "Bad credentials", "", 1, 1 },
	{ "{\"error\":\"invalid_client\"}", "invalid_client", "", "", 1, 1 },
	{ "{\"error\":{\"code\":5}}", "", "", "", 0, 0 },
	{ "{\"error\":\"x\",\"errorObjects\":[{\"error\":\"y\"}]}", "y", "", "", 1, 1 },
	{ "{\"message\":\"m\"}", "m", "", "", 1, 1 },
	{ "{\"status\":400,\"error\":\"Bad Request\",\"message\":\"m\"}", "Bad Request", "m", "", 1,
	  1 },
	{ "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":403,\"detail\":\"d\"}", "t", "d",
	  "", 1, 1 },
	{ "{\"detail\":\"d\"}", "", "d", "", 1, 1 },
	{ "{\"detail\":\"d\",\"message\":\"m\"}", "m", "d", "", 1, 1 },
	{ "{\"error\":\"\",\"title\":\"t\",\"message\":\"m\"}", "t", "m", "", 1, 1 },
	{ "{\"error_description\":7,\"message\":\"m\"}", "m", "", "", 1, 1 },
	{ "{\"message\":{\"a\":1},\"detail\":7}", "", "", "", 0, 0 },
	{ "[]", "", "", "", 0, 0 },
	{ "7", "", "", "", 0, 0 },
	{ "\"text\"", "", "", "", 0, 0 },
	{ "null", "", "", "", 0, 0 },
	{ "", "", "", "", 0, 0 },
	{ "<html>", "", "", "", 0, 0 },
	{ "{\"errorObjects\":[{\"error\":\"e\"}", "", "", "", 0, 0 },
	{ "{\"error\":\"\377\"}", "", "", "", 0, 0 },
};

START_TEST(test_fault_without_envelope)
{
	struct iqm_error e = { .service_len = 0 };

	iqm_decode_fault(&iqm_auth_login_op, unwrapped_faults[_i].body,
			 strlen(unwrapped_faults[_i].body), NULL, &e);
	check_fault(&e, &unwrapped_faults[_i]);
}
END_TEST

/* Whom to ask, as a log-in's refusal has it. */
START_TEST(test_contact)
{
	static const char body[] =
		"{\"success\":false,\"data\":{\"status\":\"On Hold\",\"reason\":\"held\","
		"\"supportEmail\":\"a@b.c\\n\"},\"errorObjects\":[{\"error\":\"e\"}]}";
	struct iqm_error e = { .service_len = 0 };

	ck_assert_int_eq(iqm_decode_fault(&iqm_auth_login_op, body, strlen(body), NULL, &e),
			 IQM_FAULT_REFUSED);
	ck_assert_uint_eq(e.service_len, 2);
	ck_assert_str_eq(e.service[0].contact, "");
	ck_assert_str_eq(e.service[1].error, "On Hold");
	ck_assert_str_eq(e.service[1].reason, "held");
	ck_assert_str_eq(e.service[1].contact, "a@b.c?");
}
END_TEST

START_TEST(test_more_faults_than_there_is_room_for)
{
	char *items = codec_repeat("{\"error\":\"e\"},", 49);
	char *body = codec_text("{\"errorObjects\":[{\"error\":\"first\"},%s{\"error\":\"last\"}]}",
				items);
	struct iqm_error e = { .service_len = 0 };

	iqm_decode_fault(&iqm_pld_list_op, body, strlen(body), NULL, &e);
	ck_assert_uint_eq(e.service_len, IQM_SERVICE_ERRORS);
	ck_assert_uint_eq(e.service_total, 51);
	ck_assert_str_eq(e.service[0].error, "first");
	ck_assert_str_eq(e.service[3].error, "e");
	free(body);
	free(items);
}
END_TEST

START_TEST(test_control_bytes_are_made_harmless)
{
	static const char body[] =
		"{\"errorObjects\":[{\"error\":\"a\\r\\nb\\u001b[31mc\\u007f\\t\","
		"\"reason\":\"\\u0001\\u001f\",\"field\":\"x\\ny\"}]}";
	struct iqm_error e = { .service_len = 0 };

	iqm_decode_fault(&iqm_pld_list_op, body, strlen(body), NULL, &e);
	ck_assert_str_eq(e.service[0].error, "a??b?[31mc??");
	ck_assert_str_eq(e.service[0].reason, "??");
	ck_assert_str_eq(e.service[0].field, "x?y");
}
END_TEST

/* `shift` bytes of ASCII in front move the place of the cut through a character of each length. */
START_TEST(test_long_texts_are_cut_at_a_character)
{
	static const char *const characters[] = { "x", "\303\251", "\342\202\254",
						  "\360\237\230\200" };

	for (size_t c = 0; c < 4; c++) {
		size_t width = strlen(characters[c]);
		char *ascii = codec_repeat("a", (size_t)_i);
		char *text = codec_repeat(characters[c], 600);
		char *body =
			codec_text("{\"errorObjects\":[{\"error\":\"%s%s\",\"reason\":\"%s%s\","
				   "\"field\":\"%s%s\"}]}",
				   ascii, text, ascii, text, ascii, text);
		struct iqm_error e = { .message = "x" };

		iqm_decode_fault(&iqm_pld_list_op, body, strlen(body), NULL, &e);
		codec_check_printable(&e);
		ck_assert_uint_gt(strlen(e.service[0].error) + width,
				  sizeof(e.service[0].error) - 1);
		ck_assert_uint_gt(strlen(e.service[0].reason) + width,
				  sizeof(e.service[0].reason) - 1);
		ck_assert_uint_gt(strlen(e.service[0].field) + width,
				  sizeof(e.service[0].field) - 1);
		free(body);
		free(text);
		free(ascii);
	}
}
END_TEST

/* The same of the message, which repeats the service's words. */
START_TEST(test_long_messages_are_cut_at_a_character)
{
	char *text = codec_repeat("\360\237\230\200", 200);
	struct iqm_error e;

	for (size_t shift = 0; shift < 8; shift++) {
		memset(&e, 0, sizeof(e));
		ck_assert_int_eq(iqm_fail(&e, IQM_E_SERVER, "%.*s%s", (int)shift, "aaaaaaaa", text),
				 IQM_E_SERVER);
		codec_check_printable(&e);
		ck_assert_uint_gt(strlen(e.message), sizeof(e.message) - 5);
	}
	free(text);
}
END_TEST

/* A text that is two members' by name is not said twice, wherever the names stand in memory. */
START_TEST(test_one_name_for_text_and_reason)
{
	static const char text_name[] = "why", reason_name[] = "why";
	const char *const text[] = { text_name, NULL };
	const char *const reason[] = { reason_name, NULL };
	static const char body[] = "{\"success\":false,\"errorObjects\":[{\"why\":\"w\"}]}";
	struct iqm_api api = iqm_insights_api;
	struct iqm_op op = iqm_pld_list_op;
	struct iqm_error e = { .service_len = 0 };

	api.error = (struct iqm_reason_names){ .text = text, .reason = reason };
	op.api = &api;
	iqm_decode_fault(&op, body, strlen(body), NULL, &e);
	ck_assert_str_eq(e.service[0].error, "w");
	ck_assert_str_eq(e.service[0].reason, "");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("fault");
	int unwrapped = (int)(sizeof(unwrapped_faults) / sizeof(unwrapped_faults[0]));

	tcase_add_loop_test(tcase, test_fault_inside_200, 0, FAULTS);
	tcase_add_loop_test(tcase, test_fault_of_another_status, 0, FAULTS);
	tcase_add_loop_test(tcase, test_fault_without_envelope, 0, unwrapped);
	tcase_add_test(tcase, test_contact);
	tcase_add_test(tcase, test_one_name_for_text_and_reason);
	tcase_add_test(tcase, test_more_faults_than_there_is_room_for);
	tcase_add_test(tcase, test_control_bytes_are_made_harmless);
	tcase_add_loop_test(tcase, test_long_texts_are_cut_at_a_character, 0, 5);
	tcase_add_test(tcase, test_long_messages_are_cut_at_a_character);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
