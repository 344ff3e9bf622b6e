/* SPDX-License-Identifier: MIT */
/* Secrets go into headers and a log-in's body, and nowhere else: no byte of an error has them. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include <iqm/gen.h>
#include <iqm/transport.h>

#include "auth/auth.h"

#define SECRET "s3cr3t"

static const struct iqm_settings secrets = {
	.token = SECRET "-token",
	.client_id = "id",
	.client_secret = SECRET "-client",
	.username = "jane",
	.password = SECRET "-password",
	.ow_id = "42",
};

static void check_no_secret(const struct iqm_error *e)
{
	const char *bytes = (const char *)e;

	ck_assert_str_ne(e->message, "");
	for (size_t i = 0; i + sizeof(SECRET) - 1 <= sizeof(*e); i++)
		if (!memcmp(bytes + i, SECRET, sizeof(SECRET) - 1))
			ck_abort_msg("a secret in: %s", e->message);
}

static void check_settings(struct iqm_settings s)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_int_eq(iqm_client_open(&client, &s, &error), IQM_E_CONFIG);
	check_no_secret(&error);
}

START_TEST(test_bad_settings)
{
	struct iqm_settings s = secrets;

	s.token = SECRET "\r\n";
	check_settings(s);
	s = secrets;
	s.client_secret = SECRET "\n";
	check_settings(s);
	s = secrets;
	s.password = SECRET "\177";
	check_settings(s);
	s = secrets;
	s.client_id = "id:" SECRET;
	check_settings(s);
	s = secrets;
	s.base_url = "https://jane:" SECRET "@example.com";
	check_settings(s);
	s.base_url = "ftp://jane:" SECRET "@example.com";
	check_settings(s);
	s.base_url = "http://example.com/?token=" SECRET;
	check_settings(s);
}
END_TEST

/* Responses and failures of all kinds, with a token and with a log-in. */
struct accident {
	long status;
	const char *body;
	int fail;
};

static const struct accident accidents[] = {
	{ 200, "", 0 },
	{ 200, "<html>", 0 },
	{ 200, "{\"success\":true}", 0 },
	{ 200, "{\"success\":false}", 0 },
	{ 200, "{\"success\":true,\"data\":{\"pldReportUrl\":7.5}}", 0 },
	{ 200, "{\"access_token\":7.5}", 0 },
	{ 200, "{\"access_token\":\"" SECRET "\\n\"}", 0 },
	{ 200, "{\"access_token\":\"" SECRET "\",\"expires_in\":\"" SECRET "\"}", 0 },
	{ 200, "{\"access_token\":\"" SECRET, 0 },
	{ 200, "{\"access_token\":\"" SECRET "\"}x", 0 },
	{ 200, "{\"success\":true,\"data\":{\"pldReportUrl\":\"https://h/?sig=" SECRET, 0 },
	{ 301, "", 0 },
	{ 400, "{}", 0 },
	{ 401, "", 0 },
	{ 403, "", 0 },
	{ 404, "", 0 },
	{ 429, "", 0 },
	{ 500, "", 0 },
	{ 0, "", IQM_E_NETWORK },
	{ 0, "", IQM_E_TIMEOUT },
	{ 0, "", IQM_E_TOO_LARGE },
};

#define ACCIDENTS ((int)(sizeof(accidents) / sizeof(accidents[0])))

static void check_calls(struct mock *mock, struct iqm_settings settings)
{
	struct iqm_client *client = mock_client_with(mock, settings);
	struct iqm_pld_file_request download = { .pld_id = iqm_int(1) };
	struct iqm_auth_password_grant login = { .username = "jane", .password = SECRET };
	struct iqm_auth_refresh_grant refresh = { .refresh_token = SECRET };
	struct iqm_pld_file_link *file;
	struct iqm_auth_token *token;
	struct iqm_auth_token *newer;
	struct iqm_pld_order_response *bought;
	struct iqm_call call = { 0 };

	if (iqm_pld_download(client, &download, &file, &call))
		check_no_secret(&call.error);
	iqm_free(file);
	ck_assert_int_ne(runtime_buy(client, &bought, &call), 0);
	check_no_secret(&call.error);
	if (iqm_auth_login(client, &login, &token, &call))
		check_no_secret(&call.error);
	iqm_free(token);
	if (iqm_auth_refresh(client, &refresh, &newer, &call))
		check_no_secret(&call.error);
	iqm_free(newer);
	mock_close(client, mock);
}

START_TEST(test_failed_calls)
{
	struct mock mock = { .status = accidents[_i].status,
			     .body = accidents[_i].body,
			     .fail = accidents[_i].fail };
	struct iqm_settings s = secrets;

	check_calls(&mock, s);
	s.token = NULL;
	check_calls(&mock, s);
	ck_assert_int_gt(mock.calls, 4);
}
END_TEST

START_TEST(test_refused_requests)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client_with(&mock, secrets);
	struct iqm_auth_password_grant login = { .username = "jane", .password = SECRET "\377" };
	struct iqm_auth_token *token;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_auth_login(client, &login, &token, &call), IQM_E_USAGE);
	check_no_secret(&call.error);
	login.username = NULL;
	ck_assert_int_eq(iqm_auth_login(client, &login, &token, &call), IQM_E_USAGE);
	check_no_secret(&call.error);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* ---- a service that quotes what was sent ---------------------------------------------------- */

#define ODD_PASSWORD "p@ss word!"
#define ODD_PASSWORD_IN_A_FORM "p%40ss%20word%21"
#define BASIC "aWQ6c2VjcmV0LXdvcmQ=" /* id:secret-word */
#define TOKEN_ID "a-token-as-an-id"

/* Refuses with the request's form and its Authorization; says the token in X-Request-Id. */
static int quote(void *context, const struct iqm_http_request *request,
		 struct iqm_http_response *response)
{
	const long *status = context;
	const char *const *line = request->headers;
	char body[512];

	while (*line && strncmp(*line, "Authorization: ", 15))
		line++;
	snprintf(
		body, sizeof(body),
		*status == 200
			? GOOD_LIST
			: "{\"success\":false,\"errorObjects\":[{\"error\":\"%s\",\"reason\":\"%s\"}]}",
		request->body ? request->body : "", *line ? *line : "");
	iqm_http_response_status(response, *status);
	iqm_http_response_header(response, "X-Request-Id", 12, TOKEN_ID, sizeof(TOKEN_ID) - 1);
	return iqm_http_response_body(response, body, strlen(body));
}

static void keep_id(void *context, const struct iqm_event *event)
{
	if (event->kind == IQM_EVENT_RESPONSE)
		snprintf(context, 80, "%s", event->request_id);
}

START_TEST(test_quoted_in_other_spellings)
{
	long status = 403;
	char id[80] = "";
	struct iqm_transport transport = { .perform = quote, .context = &status };
	struct iqm_settings s = { .token = TOKEN_ID,
				  .client_id = "id",
				  .client_secret = "secret-word",
				  .username = "jane",
				  .password = ODD_PASSWORD,
				  .transport = &transport,
				  .on_event = keep_id,
				  .event_context = id };
	struct iqm_auth_password_grant login = { .username = "jane", .password = ODD_PASSWORD };
	struct iqm_auth_token *token;
	struct iqm_pld_report_page *rsp;
	struct iqm_client *client;
	struct iqm_call call = { 0 };

	mock_no_limits(&s);
	ck_assert_int_eq(iqm_client_open(&client, &s, NULL), 0);
	ck_assert_int_eq(iqm_auth_login(client, &login, &token, &call), IQM_E_FORBIDDEN);
	ck_assert_ptr_null(strstr(call.error.message, ODD_PASSWORD_IN_A_FORM));
	ck_assert_ptr_null(strstr(call.error.message, BASIC));
	ck_assert_ptr_nonnull(strstr(call.error.message, "username=jane&password=*"));
	ck_assert_str_eq(call.error.service[0].reason, "Authorization: Basic *");
	status = 200;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	ck_assert_str_eq(call.error.request_id, "*");
	ck_assert_str_eq(id, "*");
	iqm_free(rsp);
	iqm_client_close(client);
}
END_TEST

/* Where they belong. */
START_TEST(test_where_secrets_go)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client_with(&mock, secrets);
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
	ck_assert_ptr_null(strstr(mock.url, SECRET));
	ck_assert_ptr_nonnull(strstr(mock.headers, "Authorization: Bearer " SECRET "-token\n"));
	ck_assert_ptr_null(strstr(mock.headers, SECRET "-client"));
	ck_assert_ptr_null(strstr(mock.headers, SECRET "-password"));
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* ---- secrets inside ------------------------------------------------------------------------- */

struct redact_part {
	const char *key;
};
struct redact_part_list {
	const struct redact_part *const *items;
	size_t len;
};
IQM_MAP_OF_(redact_part_list_entry, redact_part_list_map, struct redact_part_list);
struct redact_whole {
	const struct redact_part *part;
	struct redact_part_list parts;
	struct redact_part_list_map groups;
};

static const struct iqm_field part_fields[] = { IQM_FIELD(redact_part, key, IQM_F_SECRET, "key") };
static const struct iqm_descriptor redact_part_descriptor = { IQM_DESCRIPTOR(redact_part,
									     part_fields) };
static const struct iqm_field whole_fields[] = {
	IQM_OBJECT(redact_whole, part, redact_part, 0, "part"),
	IQM_LIST(redact_whole, parts, redact_part, 0, "parts"),
	IQM_MAP(redact_whole, groups, redact_part_list_entry, "key",
		IQM_LIST(redact_part_list_entry, value, redact_part, 0, "value"), 0, "groups"),
};
static const struct iqm_descriptor whole = { IQM_DESCRIPTOR(redact_whole, whole_fields) };

START_TEST(test_secrets_inside)
{
	const struct redact_part one = { SECRET "-one" }, two = { SECRET "-two" },
				 three = { SECRET "-three" };
	const struct redact_part *const two_items[] = { &two };
	const struct redact_part *const three_items[] = { NULL, &three };
	const struct redact_part_list_entry groups[] = { { "g", { three_items, 2 } },
							 { "h", { NULL, 1 } } };
	const struct redact_whole req = { &one, { two_items, 1 }, IQM_ARRAY(groups) };
	const struct iqm_op op = { .body = &whole };
	struct iqm_error e = { .message = "a " SECRET "-one b " SECRET "-two c " SECRET "-three" };

	iqm_redact_request(&e, &op, &req);
	ck_assert_str_eq(e.message, "a * b * c *");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("secret");

	tcase_add_test(tcase, test_bad_settings);
	tcase_add_loop_test(tcase, test_failed_calls, 0, ACCIDENTS);
	tcase_add_test(tcase, test_refused_requests);
	tcase_add_test(tcase, test_quoted_in_other_spellings);
	tcase_add_test(tcase, test_where_secrets_go);
	tcase_add_test(tcase, test_secrets_inside);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
