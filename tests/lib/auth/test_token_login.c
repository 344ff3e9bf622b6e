/* SPDX-License-Identifier: MIT */
/* The log-in that a client makes on its first call: once, exact, and never hidden in its failures.
 */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <iqm/transport.h>

#define LOGIN_PATH "/api/v3/ua/oauth/token"
#define WRAPPED                                                                                    \
	"{\"success\":true,\"data\":{\"access_token\":\"tok-1\",\"refresh_token\":\"ref-1\","      \
	"\"token_type\":\"bearer\",\"expires_in\":35999,\"owId\":200001}}"
#define BARE "{\"access_token\":\"tok-1\",\"expires_in\":35999}"

/* A service with a log-in; safe to be used by threads. */
struct service {
	pthread_mutex_t lock;
	int logins;
	int calls;
	long login_status;
	const char *login_body;
	int login_fail;  /* an IQM_E_ instead of a response */
	long delay_ms;   /* of a log-in */
	long timeout_ms; /* that the last log-in was given */
	char login_headers[1024];
	char login_sent[512];
	char call_headers[1024];
	bool same_headers; /* all calls had those of the first */
};

static void join(char *out, size_t size, const char *const *lines)
{
	size_t used = 0;

	*out = '\0';
	for (; *lines; lines++) {
		used += (size_t)snprintf(out + used, size - used, "%s\n", *lines);
		ck_assert_uint_lt(used, size);
	}
}

static void note_login(struct service *s, const struct iqm_http_request *request)
{
	s->logins++;
	s->timeout_ms = request->timeout_ms;
	join(s->login_headers, sizeof(s->login_headers), request->headers);
	snprintf(s->login_sent, sizeof(s->login_sent), "%s %s", request->method, request->body);
}

static void note_call(struct service *s, const struct iqm_http_request *request)
{
	char headers[sizeof(s->call_headers)];

	join(headers, sizeof(headers), request->headers);
	s->same_headers =
		(!s->calls || s->same_headers) && (!s->calls || !strcmp(headers, s->call_headers));
	s->calls++;
	strcpy(s->call_headers, headers);
}

static int serve(void *context, const struct iqm_http_request *request,
		 struct iqm_http_response *response)
{
	struct service *s = context;
	bool login = strstr(request->url, LOGIN_PATH) != NULL;
	const struct timespec delay = { s->delay_ms / 1000, s->delay_ms % 1000 * 1000000 };
	bool purchase = strstr(request->url, "/pld-report?") || !strcmp(request->method, "POST");
	const char *body = login ? s->login_body : purchase ? GOOD_PURCHASE : GOOD_LIST;

	pthread_mutex_lock(&s->lock);
	if (login)
		note_login(s, request);
	else
		note_call(s, request);
	pthread_mutex_unlock(&s->lock);
	if (login)
		nanosleep(&delay, NULL);
	if (login && s->login_fail) {
		iqm_http_response_failed(response, 7, "no way");
		return s->login_fail;
	}
	iqm_http_response_status(response, login ? s->login_status : 200);
	return iqm_http_response_body(response, body, strlen(body));
}

static struct service service_with(long status, const char *body)
{
	return (struct service){ .lock = PTHREAD_MUTEX_INITIALIZER,
				 .login_status = status,
				 .login_body = body };
}

static struct iqm_client *open_with(struct service *s, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = serve, .context = s };
	struct iqm_client *client;
	struct iqm_error error;

	settings.base_url = "https://h";
	settings.transport = &transport;
	mock_no_limits(&settings);
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	return client;
}

static const struct iqm_settings credentials = { .client_id = "id",
						 .client_secret = "secret",
						 .username = "jane+x@example.com",
						 .password = "p&ss w%rd" };

static int list(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_pld_report_page *rsp;
	int err = runtime_list(client, &rsp, call);

	iqm_free(rsp);
	return err;
}

/* ---- what is sent ------------------------------------------------------------------------- */

/* What the calls say that they are for, without a request. */
static void names_workspace(struct iqm_client *client, const char *expected)
{
	char ow_id[IQM_WORKSPACE_SIZE];

	iqm_client_workspace(client, ow_id);
	ck_assert_str_eq(ow_id, expected);
}

START_TEST(test_login_on_first_use)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(s.logins, 0); /* opening sends nothing */
	ck_assert_msg(list(client, &call) == 0, "%s", call.error.message);
	runtime_check_clean(&call.error);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_str_eq(call.error.operation, "pld.list");
	ck_assert_str_eq(s.login_sent, "POST grant_type=password&username=jane%2Bx%40example.com"
				       "&password=p%26ss%20w%25rd");
	ck_assert_str_eq(s.login_headers,
			 "Accept: application/json\n"
			 "Content-Type: application/x-www-form-urlencoded\n"
			 "User-Agent: iqm-insights-c/" IQM_VERSION "\n"
			 "Authorization: Basic aWQ6c2VjcmV0\nAuthentication: Basic aWQ6c2VjcmV0\n");
	ck_assert_str_eq(s.call_headers,
			 "Accept: application/json\n"
			 "User-Agent: iqm-insights-c/" IQM_VERSION "\n"
			 "Authorization: Bearer tok-1\nAuthentication: Bearer tok-1\n"
			 "X-IAA-OW-ID: 200001\n");
	names_workspace(client, "200001");
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(s.logins, 1);
	ck_assert_int_eq(s.calls, 4);
	ck_assert(s.same_headers);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_workspace_of_the_settings_wins)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_settings settings = credentials;
	struct iqm_client *client;

	settings.ow_id = "7";
	client = open_with(&s, settings);
	names_workspace(client, "7");
	ck_assert_int_eq(list(client, NULL), 0);
	names_workspace(client, "7");
	ck_assert_ptr_nonnull(strstr(s.call_headers, "\nX-IAA-OW-ID: 7\n"));
	ck_assert_ptr_null(strstr(s.login_headers, "X-IAA-OW-ID"));
	iqm_client_close(client);
}
END_TEST

START_TEST(test_unwrapped_response_without_a_workspace)
{
	struct service s = service_with(200, BARE);
	struct iqm_client *client = open_with(&s, credentials);

	ck_assert_int_eq(list(client, NULL), 0);
	names_workspace(client, "");
	ck_assert_ptr_nonnull(strstr(s.call_headers, "\nAuthorization: Bearer tok-1\n"));
	ck_assert_ptr_null(strstr(s.call_headers, "X-IAA-OW-ID"));
	iqm_client_close(client);
}
END_TEST

START_TEST(test_a_given_token_is_used)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_settings settings = credentials;
	struct iqm_client *client;

	settings.token = "given";
	client = open_with(&s, settings);
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(s.logins, 0);
	ck_assert_ptr_nonnull(strstr(s.call_headers, "\nAuthorization: Bearer given\n"));
	iqm_client_close(client);
}
END_TEST

START_TEST(test_no_duplicate_auth_header_in_a_login)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_settings settings = credentials;
	struct iqm_client *client;

	settings.no_duplicate_auth_header = true;
	client = open_with(&s, settings);
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_ptr_null(strstr(s.login_headers, "Authentication"));
	ck_assert_ptr_null(strstr(s.call_headers, "Authentication"));
	iqm_client_close(client);
}
END_TEST

START_TEST(test_login_has_the_time_of_the_call)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_call call = { .timeout_ms = 20000 };

	ck_assert_int_eq(list(client, &call), 0);
	ck_assert_int_le(s.timeout_ms, 20000);
	ck_assert_int_gt(s.timeout_ms, 10000);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_no_time_left_after_the_login)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_call call = { .timeout_ms = 20 };

	s.delay_ms = 40;
	ck_assert_int_eq(list(client, &call), IQM_E_TIMEOUT);
	ck_assert_str_eq(call.error.message, "pld.list: timed out before it was sent");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(s.calls, 0);
	ck_assert_int_eq(s.logins, 1);
	iqm_client_close(client);
}
END_TEST

/* ---- failures ----------------------------------------------------------------------------- */

struct refusal {
	long status;
	const char *body;
	int fail, err;
	const char *message;
};

static const struct refusal refusals[] = {
	{ 400,
	  "{\"success\":false,\"data\":{\"status\":\"On Hold\",\"supportEmail\":\"a@b.c\"},"
	  "\"errorObjects\":[{\"error\":\"not allowed\",\"reason\":\"no organization\"}]}",
	  0, IQM_E_AUTH,
	  "auth.login: HTTP 400: not allowed (no organization); whom to ask: a@b.c" },
	{ 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad credentials\"}", 0,
	  IQM_E_AUTH, "auth.login: HTTP 400: invalid_grant (Bad credentials)" },
	{ 401, "", 0, IQM_E_AUTH, "auth.login: HTTP 401, and no reason that can be read" },
	{ 403, "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}", 0, IQM_E_AUTH,
	  "auth.login: HTTP 403: no" },
	{ 200, "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}", 0, IQM_E_AUTH,
	  "auth.login: the service refused it: no" },
	{ 500, "", 0, IQM_E_SERVER, "auth.login: HTTP 500, and no reason that can be read" },
	{ 429, "", 0, IQM_E_RATE_LIMITED, "auth.login: HTTP 429, and no reason that can be read" },
	{ 302, "", 0, IQM_E_SERVER, "auth.login: HTTP 302: a redirect, which is not followed" },
	{ 200, "", 0, IQM_E_DECODE, "auth.login: the response is empty" },
	{ 200, "{\"success\":true,\"data\":{}}", 0, IQM_E_DECODE,
	  "auth.login: data.access_token: missing" },
	{ 0, "", IQM_E_NETWORK, IQM_E_NETWORK, "auth.login: no way" },
	{ 0, "", IQM_E_TIMEOUT, IQM_E_TIMEOUT, "auth.login: no way" },
};

#define REFUSALS ((int)(sizeof(refusals) / sizeof(refusals[0])))

static void check_refused(const struct service *s, const struct refusal *r, const char *op, int err,
			  const struct iqm_error *e)
{
	char message[256];

	snprintf(message, sizeof(message), "%s: %s", op, r->message);
	ck_assert_int_eq(err, r->err);
	ck_assert_int_eq(e->status, r->err);
	ck_assert_int_eq(e->cause, r->err);
	ck_assert_str_eq(e->message, message);
	ck_assert_str_eq(e->operation, op);
	ck_assert_int_eq(e->delivery, IQM_NOT_SENT);
	ck_assert_int_eq(e->attempts, 0);
	ck_assert_int_eq(e->http_status, r->status);
	ck_assert_int_eq(e->curl_code, r->fail ? 7 : 0);
	ck_assert_int_eq(s->calls, 0);
}

/* The call itself was not sent; so a purchase's outcome is not unknown. */
START_TEST(test_login_refused)
{
	const struct refusal *r = &refusals[_i];
	struct service s = service_with(r->status, r->body);
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_pld_order_response *bought;
	struct iqm_call call = { 0 };
	int err;

	s.login_fail = r->fail;
	err = list(client, &call);
	check_refused(&s, r, "pld.list", err, &call.error);
	ck_assert_int_eq(s.logins, 1);
	err = runtime_buy(client, &bought, &call);
	check_refused(&s, r, "pld.generate", err, &call.error);
	ck_assert_ptr_null(bought);
	ck_assert_int_eq(s.logins, 2); /* a failure is not remembered */
	s.login_fail = 0;
	s.login_status = 200;
	s.login_body = WRAPPED;
	ck_assert_int_eq(runtime_buy(client, &bought, &call), 0);
	runtime_check_clean(&call.error);
	iqm_free(bought);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_service_errors_of_a_login)
{
	struct service s = service_with(refusals[0].status, refusals[0].body);
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(list(client, &call), IQM_E_AUTH);
	ck_assert_uint_eq(call.error.service_len, 2);
	ck_assert_uint_eq(call.error.service_total, 2);
	ck_assert_str_eq(call.error.service[0].error, "not allowed");
	ck_assert_str_eq(call.error.service[0].reason, "no organization");
	ck_assert_str_eq(call.error.service[1].error, "On Hold");
	ck_assert_str_eq(call.error.service[1].contact, "a@b.c");
	s.login_status = 200;
	s.login_body = "{\"success\":true,\"data\":{\"access_token\":7.5}}";
	ck_assert_int_eq(list(client, &call), IQM_E_DECODE);
	ck_assert_str_eq(call.error.path, "data.access_token");
	ck_assert_uint_eq(call.error.service_len, 0);
	iqm_client_close(client);
}
END_TEST

static void check_config(struct iqm_settings settings, const char *message)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_client *client = open_with(&s, settings);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(list(client, &call), IQM_E_CONFIG);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(s.logins + s.calls, 0);
	iqm_client_close(client);
}

START_TEST(test_credentials_missing)
{
	struct iqm_settings s = credentials;

	s.username = s.password = NULL;
	check_config(s, "pld.list: no token, and no user name and password to log in with");
}
END_TEST

/* The token would end a header line early. */
START_TEST(test_a_token_with_control_bytes_is_not_sent)
{
	static const char *const bodies[] = {
		"{\"access_token\":\"tok\\r\\nX-Evil: 1\"}",
		"{\"access_token\":\"tok\\u0007\"}",
	};

	for (size_t i = 0; i < 2; i++) {
		struct service s = service_with(200, bodies[i]);
		struct iqm_client *client = open_with(&s, credentials);
		struct iqm_call call = { 0 };

		ck_assert_int_eq(list(client, &call), IQM_E_DECODE);
		ck_assert_str_eq(call.error.message,
				 "pld.list: the log-in gave no token that a header can have");
		ck_assert_int_eq(s.calls, 0);
		iqm_client_close(client);
	}
}
END_TEST

START_TEST(test_an_empty_token_is_none)
{
	struct service s = service_with(200, "{\"access_token\":\"\"}");
	struct iqm_client *client = open_with(&s, credentials);
	struct iqm_call call = { 0 };

	ck_assert_int_eq(list(client, &call), IQM_E_DECODE);
	ck_assert_int_eq(s.calls, 0);
	iqm_client_close(client);
}
END_TEST

/* ---- threads ------------------------------------------------------------------------------ */

#define THREADS 8

struct crowd {
	struct iqm_client *client;
	pthread_mutex_t lock;
	pthread_cond_t go;
	bool gone;
	int errs[THREADS];
	int next;
};

static void *one_call(void *context)
{
	struct crowd *c = context;
	struct iqm_pld_report_page *rsp;
	int mine;
	int err;

	pthread_mutex_lock(&c->lock);
	mine = c->next++;
	while (!c->gone)
		pthread_cond_wait(&c->go, &c->lock);
	pthread_mutex_unlock(&c->lock);
	err = runtime_list(c->client, &rsp, NULL);
	iqm_free(rsp);
	pthread_mutex_lock(&c->lock);
	c->errs[mine] = err;
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static void all_at_once(struct crowd *c, struct iqm_client *client)
{
	pthread_t threads[THREADS];

	*c = (struct crowd){ .client = client,
			     .lock = PTHREAD_MUTEX_INITIALIZER,
			     .go = PTHREAD_COND_INITIALIZER };
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, one_call, c), 0);
	pthread_mutex_lock(&c->lock);
	c->gone = true;
	pthread_cond_broadcast(&c->go);
	pthread_mutex_unlock(&c->lock);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

START_TEST(test_threads_share_one_login)
{
	struct service s = service_with(200, WRAPPED);
	struct iqm_client *client = open_with(&s, credentials);
	struct crowd crowd;

	s.delay_ms = 50; /* the others come while it runs */
	all_at_once(&crowd, client);
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(crowd.errs[i], 0);
	ck_assert_int_eq(s.logins, 1);
	ck_assert_int_eq(s.calls, THREADS);
	ck_assert(s.same_headers);
	iqm_client_close(client);
}
END_TEST

START_TEST(test_threads_and_a_refused_login)
{
	struct service s = service_with(401, "");
	struct iqm_client *client = open_with(&s, credentials);
	struct crowd crowd;

	all_at_once(&crowd, client);
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(crowd.errs[i], IQM_E_AUTH);
	ck_assert_int_le(s.logins, THREADS);
	ck_assert_int_eq(s.calls, 0);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("login");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, test_login_on_first_use);
	tcase_add_test(tcase, test_workspace_of_the_settings_wins);
	tcase_add_test(tcase, test_unwrapped_response_without_a_workspace);
	tcase_add_test(tcase, test_a_given_token_is_used);
	tcase_add_test(tcase, test_no_duplicate_auth_header_in_a_login);
	tcase_add_test(tcase, test_login_has_the_time_of_the_call);
	tcase_add_test(tcase, test_no_time_left_after_the_login);
	tcase_add_loop_test(tcase, test_login_refused, 0, REFUSALS);
	tcase_add_test(tcase, test_service_errors_of_a_login);
	tcase_add_test(tcase, test_credentials_missing);
	tcase_add_test(tcase, test_a_token_with_control_bytes_is_not_sent);
	tcase_add_test(tcase, test_an_empty_token_is_none);
	tcase_add_test(tcase, test_threads_share_one_login);
	tcase_add_test(tcase, test_threads_and_a_refused_login);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
