/* SPDX-License-Identifier: MIT */
#include "support/mock.h"
#include "support/event_log.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct iqm_api *const golden_api; /* of golden.c: made from the spec */

static void forget(struct mock *m)
{
	free(m->method);
	free(m->url);
	free(m->headers);
	free(m->sent);
	m->method = m->url = m->headers = m->sent = NULL;
}

static char *copy(const char *s, size_t len)
{
	char *p = malloc(len + 1);

	ck_assert_ptr_nonnull(p);
	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

static char *joined(const char *const *lines)
{
	char *all = copy("", 0);
	size_t len = 0;

	for (; *lines; lines++) {
		size_t more = strlen(*lines);

		all = realloc(all, len + more + 2);
		ck_assert_ptr_nonnull(all);
		memcpy(all + len, *lines, more);
		len += more;
		memcpy(all + len++, "\n", 2);
	}
	return all;
}

static int perform(void *context, const struct iqm_http_request *request,
		   struct iqm_http_response *response)
{
	struct mock *m = context;
	const char *type = m->content_type ? m->content_type : "application/json";
	int err;
	size_t len = m->body_len || !m->body ? m->body_len : strlen(m->body);

	forget(m);
	m->calls++;
	m->method = copy(request->method, strlen(request->method));
	m->url = copy(request->url, strlen(request->url));
	m->headers = joined(request->headers);
	m->sent = request->body ? copy(request->body, request->body_len) : NULL;
	m->fresh = request->fresh;
	if (!m->fail_unsent && (err = iqm_http_response_sending(response)))
		return err;
	if (m->fail) {
		iqm_http_response_failed(response, 0, "the mock fails");
		return m->fail;
	}
	iqm_http_response_status(response, m->status);
	iqm_http_response_header(response, "Content-Type", 12, type, strlen(type));
	iqm_http_response_header(response, "X-Request-Id", 12, "mock-1", 6);
	return len ? iqm_http_response_body(response, m->body, len) : 0;
}

void mock_no_limits(struct iqm_settings *settings)
{
	event_log_keep(settings);
	if (!settings->requests_per_minute)
		settings->requests_per_minute = -1;
	if (!settings->max_attempts)
		settings->max_attempts = 1;
}

struct iqm_client *mock_client_with(struct mock *mock, struct iqm_settings settings)
{
	struct iqm_transport transport = { .perform = perform,
					   .context = mock,
					   .announces_sending = true };
	struct iqm_client *client;
	struct iqm_error error;

	settings.base_url = MOCK_BASE_URL;
	mock_no_limits(&settings);
	settings.transport = &transport;
	ck_assert_msg(iqm_client_open_abi(&client, golden_api, &settings, &error, IQM_ABI) == 0,
		      "%s", error.message);
	return client;
}

struct iqm_client *mock_client(struct mock *mock, const char *dialect)
{
	return mock_client_with(mock, (struct iqm_settings){ .token = "token-1",
							     .ow_id = "42",
							     .client_id = "id",
							     .client_secret = "secret",
							     .dialect = dialect });
}

void mock_close(struct iqm_client *client, struct mock *mock)
{
	iqm_client_close(client);
	forget(mock);
}
