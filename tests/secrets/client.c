/* SPDX-License-Identifier: MIT */
/*
 * What a program does with secrets, one way a run: `client NAME`. Settings come from the
 * environment. What a call came to is printed; whether it succeeds is for the test to say.
 */
#define _DEFAULT_SOURCE /* usleep */
#include <iqm/insights.h>
#include <iqm/json.h>
#include <iqm/postgres.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct iqm_settings settings;
static struct iqm_client *client;

static void show(const char *what, int status, const struct iqm_error *e)
{
	printf("%s: %s %s\n", what, iqm_status_name(status), e ? e->message : "");
}

static bool open_client(void)
{
	struct iqm_error e;
	int err = iqm_client_open(&client, &settings, &e);

	show("open", err, &e);
	return !err;
}

static void list(void)
{
	struct iqm_list_query req = { .no_of_entries = iqm_int(5) };
	struct iqm_call call = { .timeout_ms = 10000, .keep_raw = true };
	struct iqm_pld_report_page *rsp;
	int err = iqm_pld_list(client, &req, &rsp, &call);

	show("list", err, &call.error);
	iqm_free(rsp);
}

/* ---- the ways ------------------------------------------------------------------------------- */

static void run_list(void)
{
	if (!open_client())
		return;
	list();
	list();
}

static void log_in(struct iqm_call *call)
{
	struct iqm_auth_password_grant req = { .username = settings.username,
					       .password = settings.password };
	struct iqm_auth_token *rsp;
	struct iqm_auth_token *renewed = NULL;
	int err = iqm_auth_login(client, &req, &rsp, call);

	show("login", err, &call->error);
	if (!err) {
		struct iqm_auth_refresh_grant with = { .refresh_token = rsp->refresh_token };

		err = iqm_auth_refresh(client, &with, &renewed, call);
		show("refresh", err, &call->error);
	}
	iqm_free(renewed);
	iqm_free(rsp);
}

static void run_calls(void)
{
	struct iqm_call plain = { .timeout_ms = 10000 };
	struct iqm_call raw = { .timeout_ms = 10000, .keep_raw = true };

	if (!open_client())
		return;
	log_in(&plain);
	log_in(&raw);
}

static int give_token(void *context, struct iqm_token_request *request)
{
	return iqm_token_request_give(request, context, NULL, 0);
}

static void run_provider(void)
{
	settings.get_token = give_token;
	settings.token_context = (void *)(uintptr_t)settings.token;
	settings.token = settings.username = settings.password = NULL;
	run_list();
}

static void purchase(void)
{
	struct iqm_pld_order req = {
		.campaign_id = iqm_int(451351),
		.pld_start_date = iqm_ms_from_iso("2024-11-21T00:00:00-05:00"),
		.pld_end_date = iqm_ms_from_iso("2024-11-23T23:59:59-05:00"),
	};
	struct iqm_call call = { .timeout_ms = 20000, .key = "november", .keep_raw = true };
	struct iqm_pld_order_response *rsp;
	struct iqm_found found;
	int err = iqm_pld_generate_within(client, &req, 100000.0, &rsp, &call);

	show("generate", err, &call.error);
	iqm_free(rsp);
	err = iqm_pld_find(client, &req, NULL, &found, &call);
	show("find", err, &call.error);
}

static void run_purchase(void)
{
	settings.journal = "journal";
	if (open_client())
		purchase();
}

static void run_save(void)
{
	struct iqm_report report = { .id = 50, .state = IQM_REPORT_READY };
	struct iqm_call call = { .timeout_ms = 10000 };
	struct iqm_save save = { .path = "report.csv" };
	int err;

	if (!open_client())
		return;
	err = iqm_pld_save(client, &report, IQM_FILE_TYPE_CSV, &save, &call);
	show("save", err, &call.error);
}

/* Prints no secret: what a log-in gives is not shown. */
static void call_json(const char *name, const char *json)
{
	char *response = NULL;
	struct iqm_call *call = NULL;
	const char *options = "{\"keep_raw\": true, \"timeout_ms\": 10000}";
	int err = iqm_call_new(&call, options, strlen(options), NULL);

	if (!err)
		err = iqm_call_json(client, name, json, strlen(json), &response, call);
	show(name, err, NULL);
	if (err)
		printf("%s\n", response);
	iqm_free(response);
	iqm_call_free(call);
}

static void open_json(const char *format)
{
	char json[1000];
	char *response;
	int err;

	snprintf(json, sizeof(json), format, settings.base_url, settings.client_id,
		 settings.client_secret, settings.username, settings.password);
	err = iqm_client_open_json(&client, json, strlen(json), &response);
	show("open", err, NULL);
	iqm_free(response);
}

static void run_json(void)
{
	char json[1000];

	open_json("{\"base_url\": \"%s\", \"client_id\": \"%s\", \"client_secret\": \"%s\","
		  "\"username\": \"%s\", \"password\": \"%s\", \"bad\": 1}");
	open_json("{\"base_url\": \"%s\", \"client_id\": \"%s\", \"client_secret\": \"\\u0063%s\","
		  "\"username\": \"%s\", \"password\": \"%s\", \"timeout_ms\": -1}");
	open_json("{\"base_url\": \"%s\", \"client_id\": \"%s\", \"client_secret\": \"%s\","
		  "\"username\": \"%s\", \"password\": \"%s\"}");
	if (!client)
		return;
	call_json("pld.list", "{\"noOfEntries\": 5}");
	snprintf(json, sizeof(json), "{\"username\": \"%s\", \"password\": \"%s\"}",
		 settings.username, settings.password);
	call_json("auth.login", json);
	snprintf(json, sizeof(json), "{\"username\": \"%s\", \"password\": \"%s\", \"x\": 1}",
		 settings.username, settings.password);
	call_json("auth.login", json);
}

static int ended;

static void on_json(void *context, int status, char *response, struct iqm_call *call)
{
	(void)context;
	show("started", status, &call->error);
	iqm_free(response);
	ended++;
}

static void on_login(void *context, int status, struct iqm_auth_token *rsp, struct iqm_call *call)
{
	(void)context;
	show("started", status, &call->error);
	iqm_free(rsp);
	ended++;
}

static void run_started(void)
{
	struct iqm_auth_password_grant req = { .username = settings.username,
					       .password = settings.password };
	struct iqm_call first = { .timeout_ms = 10000 };
	struct iqm_call second = { .timeout_ms = 10000 };
	char json[1000];
	char *response;
	int started = 0;

	snprintf(json, sizeof(json), "{\"username\": \"%s\", \"password\": \"%s\"}",
		 settings.username, settings.password);
	if (!open_client())
		return;
	started += !iqm_auth_login_start(client, &req, &first, on_login, NULL);
	started += !iqm_call_json_start(client, "auth.login", json, strlen(json), &response,
					&second, on_json, NULL);
	for (int i = 0; ended < started && i < 500; i++) {
		iqm_client_dispatch(client);
		usleep(20000);
	}
}

static void run_postgres(void)
{
	struct iqm_call call = { .timeout_ms = 10000 };
	struct iqm_postgres *store = NULL;
	struct iqm_limiter limiter;
	int err = iqm_postgres_open(getenv("IQM_STORE"), &store, &call);

	show("store", err, &call.error);
	if (err || iqm_postgres_limiter(store, NULL, &limiter))
		return;
	settings.journal_store = iqm_postgres_journal(store);
	settings.limiter = &limiter;
	if (open_client())
		purchase();
	iqm_client_close(client);
	client = NULL;
	iqm_postgres_close(store);
}

/* So that the test can fail: a secret that nobody wipes. */
static void run_careless(void)
{
	char *copy = strdup(settings.password);

	printf("%zu\n", strlen(copy));
	free(copy);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} ways[] = {
		{ "list", run_list },         { "calls", run_calls },
		{ "provider", run_provider }, { "purchase", run_purchase },
		{ "save", run_save },         { "json", run_json },
		{ "started", run_started },   { "postgres", run_postgres },
		{ "careless", run_careless },
	};

	iqm_settings_from_env(&settings);
	settings.allow_http = getenv("ALLOW_HTTP");
	for (size_t i = 0; argc > 1 && i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (strcmp(argv[1], ways[i].name))
			continue;
		ways[i].run();
		iqm_client_close(client);
		return 0;
	}
	fprintf(stderr, "expected the name of a way\n");
	return 2;
}
