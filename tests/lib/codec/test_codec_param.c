/* SPDX-License-Identifier: MIT */
/* Writing query and form: every byte, lists. */
#include "support/codec_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "support/mock.h"

/* The fields of struct codec_all that a query may have. */
static const struct iqm_field param_fields[] = {
	IQM_FIELD(codec_all, integer, 0, "integer"), IQM_FIELD(codec_all, number, 0, "number"),
	IQM_FIELD(codec_all, flag, 0, "flag"),       IQM_FIELD(codec_all, ms, 0, "ms"),
	IQM_FIELD(codec_all, seconds, 0, "seconds"), IQM_FIELD(codec_all, text, 0, "text"),
	IQM_FIELD(codec_all, ints, 0, "ints"),       IQM_FIELD(codec_all, strs, 0, "a&b"),
};
static const struct iqm_descriptor param_descriptor = { IQM_DESCRIPTOR(codec_all, param_fields) };

static void writes(const struct codec_all *from, const char *want)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };

	ck_assert_msg(iqm_encode_params(&param_descriptor, from, &how, &out) == 0, "%s",
		      error.message);
	ck_assert_str_eq(out.data ? out.data : "", want);
	iqm_buf_free(&out);
}

static void refuses(const struct codec_all *from, const char *path, const char *what)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };
	struct buf out = { 0 };
	char *message = codec_text("%s: %s", path, what);

	ck_assert_int_eq(iqm_encode_params(&param_descriptor, from, &how, &out), IQM_E_USAGE);
	ck_assert_str_eq(error.message, message);
	ck_assert_str_eq(error.path, path);
	iqm_buf_free(&out);
	free(message);
}

/* RFC 3986: unreserved characters stay, every other byte becomes %XX. */
START_TEST(test_every_byte)
{
	for (int c = 0; c < 256; c++) {
		char byte = (char)c;
		bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
		char *want = stays ? codec_text("<%c>", c) : codec_text("<%%%02X>", (unsigned)c);
		struct buf out = { 0 };

		iqm_buf_str(&out, "<");
		iqm_percent(&out, &byte, 1);
		iqm_buf_str(&out, ">");
		ck_assert_str_eq(out.data, want);
		iqm_buf_free(&out);
		free(want);
	}
}
END_TEST

START_TEST(test_values)
{
	struct codec_all all = { .integer = iqm_int(-1),
				 .number = iqm_num(2.5),
				 .flag = iqm_bool(true),
				 .ms = iqm_ms(5),
				 .seconds = iqm_s(0),
				 .text = "a b" };

	writes(&all, "integer=-1&number=2.5&flag=true&ms=5&seconds=0&text=a%20b");
	all = (struct codec_all){ .flag = iqm_bool(false), .text = "" };
	writes(&all, "flag=false&text=");
	all = (struct codec_all){ .text = NULL };
	writes(&all, "");
	all = (struct codec_all){ .number = iqm_num(1e22) };
	writes(&all, "number=1e22"); /* a '+' would be read as a space */
}
END_TEST

START_TEST(test_text)
{
	static const struct {
		const char *text, *want;
	} texts[] = {
		{ "+pldId", "text=%2BpldId" },
		{ "-pldId", "text=-pldId" },
		{ "a,b", "text=a%2Cb" },
		{ "a&b=c", "text=a%26b%3Dc" },
		{ "100%", "text=100%25" },
		{ "#?/\\", "text=%23%3F%2F%5C" },
		{ "\303\251\342\202\254", "text=%C3%A9%E2%82%AC" },
		{ "a\r\nb", "text=a%0D%0Ab" },
		{ "%2B", "text=%252B" },
		{ "\"'<>", "text=%22%27%3C%3E" },
		{ "~._-", "text=~._-" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct codec_all all = { .text = texts[i].text };

		writes(&all, texts[i].want);
	}
}
END_TEST

START_TEST(test_lists)
{
	static const int64_t no_ints[1];
	struct codec_all all = { .ints = IQM_INTS(10, -9, 8) };

	writes(&all, "ints=10,-9,8");
	all = (struct codec_all){ .strs = IQM_STRS("a,b", "c d", "", "e") };
	writes(&all, "a%26b=a%2Cb,c%20d,,e");
	all = (struct codec_all){ .ints = { no_ints, 0 } };
	writes(&all, "ints=");
}
END_TEST

START_TEST(test_refused)
{
	static const char *const strs[] = { "a", "b\300" };
	static const char *const holes[] = { NULL, "a" };
	struct codec_all all = { .text = "\377" };

	refuses(&all, "text", "not UTF-8");
	all = (struct codec_all){ .strs = IQM_ARRAY(strs) };
	refuses(&all, "a&b[1]", "not UTF-8");
	all = (struct codec_all){ .strs = IQM_ARRAY(holes) };
	refuses(&all, "a&b[0]", "NULL in a list");
	all = (struct codec_all){ .ints = { NULL, 1 } };
	refuses(&all, "ints", "items is NULL and len is not 0");
	all = (struct codec_all){ .ms = { (const struct iqm_mark *)(intptr_t)7, 0 } };
	refuses(&all, "ms", "7 is a bare number; wrap it, as in iqm_ms(7)");
	all = (struct codec_all){ .number = iqm_num(1e308 * 10) };
	refuses(&all, "number", "not a finite number");
}
END_TEST

/* ---- as calls send them ------------------------------------------------------------------- */

START_TEST(test_query_of_a_call)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_list_query req = { .search_field = "a b&c",
				      .no_of_entries = iqm_int(0),
				      .sort_by = "+pldId" };
	struct iqm_list_query none = { 0 };
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(iqm_pld_list(client, &req, &rsp, NULL), 0);
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/api/v3/ins/pld-reports?searchField=a%20b%26c"
						 "&noOfEntries=0&sortBy=%2BpldId");
	ck_assert_ptr_null(mock.sent);
	iqm_free(rsp);
	ck_assert_int_eq(iqm_pld_list(client, &none, &rsp, NULL), 0);
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/api/v3/ins/pld-reports");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_required_lists_of_deletes)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	static const int64_t none[1];
	struct iqm_pld_ids_query req = { 0 };
	struct iqm_confirmation *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_delete(client, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.delete: pldIds: required, and absent");
	req.pld_ids = (struct iqm_ints){ none, 0 };
	ck_assert_int_eq(iqm_pld_delete(client, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.delete: pldIds: required, and the list is empty");
	ck_assert_int_eq(mock.calls, 0);
	req.pld_ids = IQM_INTS(10, 9);
	ck_assert_int_eq(iqm_pld_delete(client, &req, &rsp, &call), 0);
	ck_assert_str_eq(mock.method, "DELETE");
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/api/v3/ins/pld-reports?pldIds=10,9");
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_form_of_a_call)
{
	struct mock mock = { .status = 200, .body = "{\"access_token\":\"a\"}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_auth_password_grant req = { .username = "a+b@c", .password = "" };
	struct iqm_auth_token *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_auth_login(client, &req, &rsp, &call), 0);
	ck_assert_str_eq(mock.sent, "grant_type=password&username=a%2Bb%40c&password=");
	ck_assert_ptr_nonnull(
		strstr(mock.headers, "Content-Type: application/x-www-form-urlencoded\n"));
	iqm_free(rsp);
	req.password = NULL;
	ck_assert_int_eq(iqm_auth_login(client, &req, &rsp, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "auth.login: password: required, and absent");
	ck_assert_int_eq(mock.calls, 1);
	mock_close(client, &mock);
}
END_TEST

/* ---- path, and lists whose items are parameters ---------------------------------------------- */

static const struct iqm_field path_fields[] = {
	IQM_FIELD(codec_all, integer, IQM_F_REQUIRED, "id"),
	IQM_FIELD(codec_all, text, IQM_F_REQUIRED, "name"),
	IQM_FIELD(codec_all, seconds, 0, "seconds"),
	IQM_FIELD(codec_all, ints, IQM_F_EXPLODE, "ints"),
	IQM_FIELD(codec_all, strs, IQM_F_EXPLODE, "s&s"),
};
static const struct iqm_descriptor path_descriptor = { IQM_DESCRIPTOR(codec_all, path_fields) };

static void url_is(const char *path, const struct codec_all *from, const char *want)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error, .path = path };
	struct buf out = { 0 };

	ck_assert_msg(iqm_encode_path(&path_descriptor, from, &how, &out) == 0, "%s",
		      error.message);
	iqm_buf_str(&out, "?");
	ck_assert_msg(iqm_encode_params(&path_descriptor, from, &how, &out) == 0, "%s",
		      error.message);
	ck_assert_str_eq(out.data, want);
	iqm_buf_free(&out);
}

START_TEST(test_path)
{
	static const struct codec_all all = { .integer = { &iqm_is_set, -7 },
					      .text = "a/b ?#%{id}\xC3\xA9",
					      .seconds = { &iqm_is_set, 0 } };

	url_is("/plain", &all, "/plain?id=-7&name=a%2Fb%20%3F%23%25%7Bid%7D%C3%A9&seconds=0");
	url_is("/{id}", &all, "/-7?name=a%2Fb%20%3F%23%25%7Bid%7D%C3%A9&seconds=0");
	url_is("/x/{name}/y/{id}/z", &all, "/x/a%2Fb%20%3F%23%25%7Bid%7D%C3%A9/y/-7/z?seconds=0");
	url_is("/{id}/{name}", &(struct codec_all){ .integer = iqm_int(0), .text = "..." },
	       "/0/...?");
}
END_TEST

static void path_refused(const struct codec_all *from, const char *message)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error, .path = "/{name}/{id}" };
	struct buf out = { 0 };

	ck_assert_int_eq(iqm_encode_path(&path_descriptor, from, &how, &out), IQM_E_USAGE);
	ck_assert_str_eq(error.message, message);
	iqm_buf_free(&out);
}

/* What would name another path, or none. */
START_TEST(test_path_refused)
{
	static const char *const texts[] = { "", ".", ".." };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		path_refused(&(struct codec_all){ .text = texts[i], .integer = iqm_int(1) },
			     "name: cannot be sent in a path");
	path_refused(&(struct codec_all){ .integer = iqm_int(1) }, "name: required, and absent");
	path_refused(&(struct codec_all){ .text = "x" }, "id: required, and absent");
	path_refused(&(struct codec_all){ .text = "\xFF", .integer = iqm_int(1) },
		     "name: not UTF-8");
}
END_TEST

START_TEST(test_explode)
{
	struct codec_all all = { .integer = iqm_int(1),
				 .text = "x",
				 .ints = IQM_INTS(1, -2),
				 .strs = IQM_STRS("a,b", "", "&") };

	url_is("/{id}/{name}", &all, "/1/x?ints=1&ints=-2&s%26s=a%2Cb&s%26s=&s%26s=%26");
	all.ints = IQM_INTS(3);
	all.strs.len = 0; /* as where items are joined */
	url_is("/{id}/{name}", &all, "/1/x?ints=3&s%26s=");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("param");

	tcase_add_test(tcase, test_path);
	tcase_add_test(tcase, test_path_refused);
	tcase_add_test(tcase, test_explode);

	tcase_add_test(tcase, test_every_byte);
	tcase_add_test(tcase, test_values);
	tcase_add_test(tcase, test_text);
	tcase_add_test(tcase, test_lists);
	tcase_add_test(tcase, test_refused);
	tcase_add_test(tcase, test_query_of_a_call);
	tcase_add_test(tcase, test_required_lists_of_deletes);
	tcase_add_test(tcase, test_form_of_a_call);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
