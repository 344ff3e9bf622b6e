/* SPDX-License-Identifier: MIT */
/* A client's life: opens the parts of all rooms and puts them together. */
#include "client/settings.h"
#include "client/curl_transport.h"
#include "async/async.h"
#include "limit/limit.h"
#include "purchase/purchase.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS 120000 /* a wait for the rate limit may take a minute of it */
#define DEFAULT_CONNECT_MS 10000
#define DEFAULT_STALL_MS 30000
#define DEFAULT_ATTEMPTS 5
#define DEFAULT_BACKOFF_MS 500
#define DEFAULT_BACKOFF_MAX_MS 20000
#define DEFAULT_MAX_BODY ((size_t)64 << 20)
#define DEFAULT_THREADS 4
#define DEFAULT_QUEUE 1000

const char IQM_ABI_SYMBOL = 1;

/* What calls need of the rooms above them. */
static const struct call_hooks hooks = {
	.begin_paid = iqm_purchase_begin,
	.sending_paid = iqm_purchase_sending,
	.end_paid = iqm_purchase_end,
	.check_deleted = iqm_check_deleted,
};

static int copy(char **to, const char *from)
{
	*to = from ? strdup(from) : NULL;
	return from && !*to ? IQM_E_NOMEM : 0;
}

static long or_default(long value, long otherwise)
{
	return value ? value : otherwise;
}

static void copy_numbers(struct iqm_client *c, const struct iqm_settings *s)
{
	c->timeout_ms = or_default(s->timeout_ms, DEFAULT_TIMEOUT_MS);
	c->sender.connect_timeout_ms = or_default(s->connect_timeout_ms, DEFAULT_CONNECT_MS);
	c->sender.stall_timeout_ms = or_default(s->stall_timeout_ms, DEFAULT_STALL_MS);
	c->sender.retry.max_attempts = (int)or_default(s->max_attempts, DEFAULT_ATTEMPTS);
	c->sender.retry.backoff_ms = or_default(s->backoff_ms, DEFAULT_BACKOFF_MS);
	c->sender.retry.backoff_max_ms = or_default(s->backoff_max_ms, DEFAULT_BACKOFF_MAX_MS);
	c->requests_per_minute = s->requests_per_minute;
	c->max_body = s->max_body ? s->max_body : DEFAULT_MAX_BODY;
	c->sender.request_ids = c->api->request_id_headers;
	c->send_key = s->send_key;
	c->no_purchases = s->no_purchases;
}

static int open_token(struct iqm_client *c, const struct iqm_settings *s)
{
	bool logs_in = iqm_settings_can_log_in(s);
	struct token_options options = {
		.access = s->token,
		.ow_id = s->ow_id,
		.client_id = s->client_id,
		.client_secret = s->client_secret,
		.username = logs_in ? s->username : NULL,
		.password = logs_in ? s->password : NULL,
		.duplicate_auth_header = !s->no_duplicate_auth_header,
		.get_token = s->get_token,
		.get_token_context = s->token_context,
		.clock = &c->clock,
		.logger = &c->logger,
		.client = c,
	};

	return iqm_token_open(&c->token, &options);
}

static int copy_settings(struct iqm_client *c, const struct iqm_settings *s)
{
	size_t len;
	int err = copy(&c->base_url, s->base_url);

	err = err ? err : copy(&c->user_agent, s->user_agent ? s->user_agent : c->api->user_agent);
	if (err)
		return err;
	len = c->base_url ? strlen(c->base_url) : 0;
	while (len && c->base_url[len - 1] == '/')
		c->base_url[--len] = '\0';
	copy_numbers(c, s);
	c->clock = s->clock ? *s->clock : iqm_system_clock;
	c->logger = (struct logger){ s->log_level, s->log, s->log_context, s->on_event,
				     s->event_context };
	return open_token(c, s);
}

static int open_transport(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	if (!s->transport)
		return iqm_curl_transport_open(&c->sender.transport, s, e);
	c->sender.transport = *s->transport;
	return 0;
}

static int open_limiter(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	if (s->limiter) {
		c->limiter = *s->limiter;
		return 0;
	}
	if (s->limiter_file)
		return iqm_limiter_file_open(&c->limiter, &c->clock, &c->logger, s->limiter_file,
					     e);
	return iqm_limiter_open(&c->limiter, &c->clock) ? iqm_fail_nomem(e) : 0;
}

static int open_journal(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	struct iqm_journal file;
	int err = iqm_journal_open(&c->journal, &c->logger, e);

	if (err || !s->journal)
		return err;
	err = iqm_local_journal_open(&file, &c->clock, s->journal, e);
	if (!err)
		iqm_journal_use(c->journal, &file);
	return err;
}

static int open_async(struct iqm_client *c, const struct iqm_settings *s)
{
	return iqm_async_open(&c->async, c, s->threads ? s->threads : DEFAULT_THREADS,
			      s->queue ? s->queue : DEFAULT_QUEUE);
}

/* The caller's own parts come last: until all is open, they stay the caller's. */
static int open_parts(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	int err = s->journal || s->journal_store ? open_journal(c, s, e) : 0;

	if (!err && !s->limiter)
		err = open_limiter(c, s, e);
	if (!err)
		err = open_transport(c, s, e);
	if (!err && s->journal_store)
		iqm_journal_use(c->journal, s->journal_store);
	if (!err && s->limiter)
		err = open_limiter(c, s, e);
	return err;
}

static int open_client(struct iqm_client **out, const struct iqm_api *api,
		       const struct iqm_settings *s, struct iqm_error *e)
{
	struct iqm_client *c;
	unsigned dialect;
	int err = iqm_settings_check(s, e);

	if (!err)
		err = iqm_settings_dialect(api, s, &dialect, e);
	if (err)
		return err;
	c = calloc(1, sizeof(*c));
	if (c) {
		iqm_random_open(&c->sender.retry.random, s->seed);
		c->hooks = &hooks;
		c->api = api;
		c->dialect = dialect;
	}
	if (!c || copy_settings(c, s) || iqm_links_open(&c->links) || open_async(c, s)) {
		iqm_client_close(c);
		return iqm_fail_nomem(e);
	}
	err = open_parts(c, s, e);
	if (err) {
		iqm_client_close(c);
		return err;
	}
	*out = c;
	return 0;
}

int iqm_client_open_abi(struct iqm_client **out, const struct iqm_api *api,
			const struct iqm_settings *settings, struct iqm_error *error, int abi)
{
	struct iqm_settings env;

	if (abi == IQM_ABI)
		iqm_error_begin(error, NULL);
	if (out)
		*out = NULL;
	if (abi != IQM_ABI)
		return IQM_E_USAGE; /* struct iqm_error may be another one: not written */
	if (!out || !api)
		return iqm_fail(error, IQM_E_USAGE, "%s is NULL", out ? "api" : "out");
	if (!settings) {
		iqm_settings_from_env_of(api, &env);
		settings = &env;
	}
	return open_client(out, api, settings, error);
}

void iqm_client_workspace(struct iqm_client *client, char ow_id[IQM_WORKSPACE_SIZE])
{
	iqm_token_known_workspace(client->token, ow_id);
}

void iqm_client_close(struct iqm_client *c)
{
	if (!c)
		return;
	iqm_async_close(c->async); /* first: it ends what uses all else */
	if (c->sender.transport.close)
		c->sender.transport.close(c->sender.transport.context);
	if (c->limiter.close)
		c->limiter.close(c->limiter.context);
	iqm_journal_close(c->journal);
	iqm_links_close(c->links);
	iqm_random_close(&c->sender.retry.random);
	iqm_token_close(c->token);
	free(c->base_url);
	free(c->user_agent);
	free(c);
}
