/* SPDX-License-Identifier: MIT */
/* Clients of a job, and marks: which call a request belongs to. */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/event_log.h"

#define MAX_BODY ((size_t)1 << 20)

/* ---- marks: which call a request belongs to ------------------------------------------------- */

static void on_event(void *context, const struct iqm_event *event)
{
	const struct mark *mark = event->user_data;
	char value[24];

	(void)context;
	if (event->kind != IQM_EVENT_SEND || !mark || strcmp(event->operation, mark->operation))
		return;
	snprintf(value, sizeof(value), "%zu", mark->number);
	if (iqm_event_add_header(event, "X-Sandbox-Mark", value))
		abort();
}

/* ---- clients -------------------------------------------------------------------------------- */

static const char *base_of(const struct sandbox *sandbox, const struct kind *kind, bool tls,
			   char *room, size_t size)
{
	switch (kind ? kind->way : WAY_API) {
	case WAY_EXPIRED:
		return sandbox->expired;
	case WAY_WRONG_NAME:
		return sandbox->wrong_name;
	case WAY_TLS_ON_PLAIN:
		snprintf(room, size, "https%s", strchr(sandbox->api, ':'));
		return room;
	case WAY_PLAIN_ON_TLS:
		snprintf(room, size, "http%s", strchr(sandbox->tls, ':'));
		return room;
	case WAY_HUNG_NAME:
		snprintf(room, size, "http://" HUNG_NAME ":%s", strrchr(sandbox->api, ':') + 1);
		return room;
	default:
		return tls ? sandbox->tls : sandbox->api;
	}
}

int client_open(const struct worker *w, const struct kind *kind, const struct opening *how,
		struct iqm_client **out, struct iqm_error *error)
{
	const struct job *job = w->batch->job;
	const struct sandbox *sandbox = w->batch->sandbox;
	char room[128];
	struct iqm_settings settings = {
		.base_url = base_of(sandbox, kind, job->variant.tls, room, sizeof(room)),
		.ow_id = how->ow_id ? how->ow_id : sandbox->ow_id,
		.client_id = sandbox->client_id,
		.client_secret = sandbox->client_secret,
		.username = how->by_token ? NULL : sandbox->username,
		.password = how->by_token ? NULL : sandbox->password,
		.token = how->by_token ? w->batch->token : NULL,
		.ca_file = sandbox->ca_file,
		.allow_http = kind && kind->way == WAY_HUNG_NAME,
		.max_body = MAX_BODY,
		.max_attempts = job->variant.attempts,
		.backoff_ms = 1,
		.backoff_max_ms = 5,
		.requests_per_minute = -1,
		.journal = how->journal,
		.seed = (uint64_t)job->number + 1,
		.on_event = on_event,
	};

	event_log_keep(&settings);
	return iqm_client_open(out, &settings, error);
}

struct iqm_client *client_new(const struct worker *w, const struct kind *kind,
			      const struct opening *how)
{
	struct iqm_client *client;
	struct iqm_error error;

	if (client_open(w, kind, how, &client, &error)) {
		fprintf(stderr, "faults: %s\n", error.message);
		exit(3);
	}
	return client;
}

void client_warm(struct iqm_client *client)
{
	struct iqm_call call = { .timeout_ms = CALL_MS };
	int err = IQM_E_AUTH;

	/* With one attempt, a token that has ended costs a call. */
	for (int i = 0; i < 2 && err == IQM_E_AUTH; i++) {
		struct iqm_pld_columns *columns;

		err = iqm_pld_columns_get(client, &columns, &call);
		iqm_free(columns);
	}
	if (err) {
		fprintf(stderr, "faults: without a fault: %s\n", call.error.message);
		exit(3);
	}
}
