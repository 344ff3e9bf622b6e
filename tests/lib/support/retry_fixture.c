/* SPDX-License-Identifier: MIT */
#include "support/retry_fixture.h"

#include <stdio.h>
#include <string.h>

#include "support/event_log.h"

static void keep_headers(struct script *s, const char *const *lines)
{
	size_t used = 0;

	s->headers[0] = '\0';
	for (; *lines; lines++)
		used += (size_t)snprintf(s->headers + used, sizeof(s->headers) - used, "%s\n",
					 *lines);
}

static void put_header(struct iqm_http_response *response, const char *name, const char *value)
{
	if (value)
		iqm_http_response_header(response, name, strlen(name), value, strlen(value));
}

static int log_in(struct script *s, struct iqm_http_response *response)
{
	static const char body[] = "{\"access_token\":\"tok\",\"expires_in\":35999}";

	s->logins++;
	iqm_http_response_status(response, 200);
	return iqm_http_response_body(response, body, sizeof(body) - 1);
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct script *s = context;
	const struct outcome *o = &s->outcomes[s->calls < s->len ? s->calls : s->len - 1];
	bool paid = strstr(request->url, "pld-report") && !strcmp(request->method, "POST");
	const char *body = paid ? "{\"success\":true,\"data\":{\"pldReportCreated\":true}}"
				: "{\"success\":true,\"data\":{}}";

	if (o->status >= 300)
		body = "{\"success\":false}";
	if (strstr(request->url, "/oauth/token"))
		return log_in(s, response);
	s->calls++;
	keep_headers(s, request->headers);
	if (o->took_ms)
		s->sim.now += o->took_ms;
	if (o->sent)
		ck_assert_int_eq(iqm_http_response_sending(response), 0);
	if (o->err && !o->status) {
		int code = o->curl_code ? o->curl_code : o->sent ? 52 : 7;

		iqm_http_response_failed(response, code, o->sent ? "reset" : "refused");
		return o->err;
	}
	iqm_http_response_status(response, o->status);
	put_header(response, "Retry-After", o->retry_after);
	put_header(response, "Date", o->date);
	put_header(response, "X-Request-Id", "id-1");
	body = o->body ? o->body : body;
	iqm_http_response_body(response, body, strlen(body));
	return o->err;
}

void script_open(struct script *s, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform,
					   .context = s,
					   .announces_sending = true };
	struct iqm_clock clock = sim_clock(&s->sim);
	struct iqm_error error;

	memset(s, 0, sizeof(*s));
	sim_open(&s->sim, 1, 0);
	settings.base_url = MOCK_BASE_URL;
	settings.transport = &transport;
	settings.clock = &clock;
	settings.client_id = "id";
	settings.client_secret = "secret";
	if (!settings.username)
		settings.token = "token-1";
	if (!settings.requests_per_minute)
		settings.requests_per_minute = -1;
	if (!settings.timeout_ms)
		settings.timeout_ms = 3600000;
	event_log_keep(&settings);
	ck_assert_msg(iqm_client_open(&s->client, &settings, &error) == 0, "%s", error.message);
}

void script_close(struct script *s)
{
	iqm_client_close(s->client);
	sim_close(&s->sim);
}

static int update(struct script *s, struct iqm_call *call)
{
	const struct iqm_bool yes = iqm_bool(true);
	const struct iqm_pld_columns req = { .id = yes,
					     .insights_name = yes,
					     .campaign_name = yes,
					     .campaign_id = yes,
					     .status = yes,
					     .date_range = yes,
					     .created_on = yes,
					     .io_name = yes,
					     .io_id = yes };
	struct iqm_pld_columns *rsp;
	int err = iqm_pld_columns_update(s->client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static int delete (struct script *s, struct iqm_call *call)
{
	const struct iqm_pld_ids_query req = { .pld_ids = IQM_INTS(1) };
	struct iqm_confirmation *rsp;
	int err = iqm_pld_delete(s->client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static int buy(struct script *s, struct iqm_call *call)
{
	const struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *rsp;
	int err = iqm_pld_generate(s->client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static int mail(struct script *s, struct iqm_call *call)
{
	static const char *const addresses[] = { "a@example.com" };
	const struct iqm_sls_email_request req = { .sls_id = iqm_int(1),
						   .email_ids = { addresses, 1 } };
	struct iqm_confirmation *rsp;
	int err = iqm_sls_email(s->client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static int list(struct script *s, struct iqm_call *call)
{
	struct iqm_eligible_campaigns *rsp;
	int err = iqm_pld_campaigns(s->client, &rsp, call);

	iqm_free(rsp);
	return err;
}

int script_call(struct script *s, enum iqm_effect effect, const struct outcome *outcomes, int len,
		struct iqm_call *call)
{
	s->outcomes = outcomes;
	s->len = len;
	s->calls = 0;
	switch (effect) {
	case IQM_UPDATE:
		return update(s, call);
	case IQM_DELETE:
		return delete (s, call);
	case IQM_ONCE:
		return mail(s, call);
	case IQM_PAID:
		return buy(s, call);
	default:
		return list(s, call);
	}
}
