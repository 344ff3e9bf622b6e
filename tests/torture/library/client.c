/* SPDX-License-Identifier: MIT */
/* Clients: opened and closed, their log-ins, their settings. */
#include "torture.h"

#include <iqm/json.h>
#include <stdio.h>
#include <string.h>

static int list(struct run *r)
{
	const struct iqm_list_query query = { .no_of_entries = iqm_int(2) };
	struct iqm_pld_report_page *page;
	int err = iqm_pld_list(r->client, &query, &page, &r->call);

	if (!err)
		run_response(r, op_named("pld.list")->response, page);
	iqm_free(page);
	return err;
}

/* Before the second one the token ends. */
static int list_twice(struct run *r)
{
	int err = list(r);

	simulated_advance(INT64_C(30) * 24 * 3600 * 1000);
	return err ? err : list(r);
}

static int open_json(struct run *r, const struct iqm_settings *settings)
{
	char text[1024];
	char *document;
	int err;

	snprintf(
		text, sizeof(text),
		"{\"base_url\":\"%s\",\"token\":\"%s\",\"ow_id\":\"%s\",\"requests_per_minute\":-1}",
		settings->base_url, settings->token, settings->ow_id);
	err = iqm_client_open_json(&r->client, text, strlen(text), &document);
	r->opening.status = err;
	if (document)
		snprintf(r->opening.message, sizeof(r->opening.message), "%.400s", document);
	else if (err)
		snprintf(r->opening.message, sizeof(r->opening.message), "no memory to say why");
	iqm_free(document);
	return err;
}

static int give_token(void *context, struct iqm_token_request *request)
{
	const struct run *r = context;

	return iqm_token_request_give(request, r->token, NULL, 3600);
}

static int open_with_provider(struct run *r, const struct iqm_settings *settings)
{
	struct iqm_settings own = *settings;

	own.token = NULL;
	own.get_token = give_token;
	own.token_context = r;
	return iqm_client_open(&r->client, &own, &r->opening);
}

size_t tasks_client(struct task *to)
{
	static const struct task all[] = {
		{ .name = "client" },
		{ .name = "client, the first of its process", .cold = true },
		{ .name = "client of JSON", .open = open_json, .act = list },
		{ .name = "client with a token provider", .open = open_with_provider, .act = list },
		{ .name = "client with options of its own", .on_handle = true, .act = list },
		{ .name = "client with a limiter's file", .limiter = true, .act = list },
		{ .name = "log-in", .logs_in = true, .act = list },
		{ .name = "refresh", .logs_in = true, .simulated = true, .act = list_twice },
	};

	memcpy(to, all, sizeof(all));
	return sizeof(all) / sizeof(all[0]);
}
