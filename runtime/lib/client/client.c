/* SPDX-License-Identifier: MIT */
/* A client's settings and life. */
#include "internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_TIMEOUT_MS 120000 /* a wait for the allowance may take a minute of it */
#define DEFAULT_CONNECT_MS 10000
#define DEFAULT_STALL_MS 30000
#define DEFAULT_ATTEMPTS 5
#define DEFAULT_BACKOFF_MS 500
#define DEFAULT_BACKOFF_MAX_MS 20000
#define DEFAULT_MAX_BODY ((size_t)64 << 20)
#define MAX_BACKOFF_MS 3600000L
#define MAX_USER_AGENT 200
#define DEFAULT_USER_AGENT "iqm-insights-c/" IQM_VERSION

const char IQM_ABI_SYMBOL = 1;

static const char *from_env(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

void iqm_settings_from_env(struct iqm_settings *settings)
{
	static const struct iqm_settings none;

	*settings = none;
	settings->base_url = from_env("IQM_BASE_URL");
	settings->token = from_env("IQM_TOKEN");
	settings->ow_id = from_env("IQM_OW_ID");
	settings->client_id = from_env("IQM_CLIENT_ID");
	settings->client_secret = from_env("IQM_CLIENT_SECRET");
	settings->username = from_env("IQM_USERNAME");
	settings->password = from_env("IQM_PASSWORD");
	settings->ca_file = from_env("IQM_CA_FILE");
}

/* ---- checks ------------------------------------------------------------------------------- */

static bool starts_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

static int check_base_url(const struct iqm_settings *s, struct iqm_error *e)
{
	const char *url = s->base_url;
	const char *host;

	if (!url)
		return 0;
	host = strstr(url, "://");
	host = host ? host + 3 : url;
	/* Not shown: a user's password may be in it. */
	if (strpbrk(url, " \"<>?#@\\^`{|}") || iqm_has_control(url) || *host == '/' || *host == ':')
		return iqm_fail(e, IQM_E_CONFIG,
				"base_url: expected a host, a port and a path, and nothing else");
	if (!*host || (!starts_with(url, "https://") && !starts_with(url, "http://")))
		return iqm_fail(e, IQM_E_CONFIG, "base_url: expected https://host, found '%s'",
				url);
	if (starts_with(url, "http://") && !s->allow_http && !iqm_url_is_loopback(url))
		return iqm_fail(e, IQM_E_CONFIG,
				"base_url: plain http beyond loopback needs allow_http, found '%s'",
				url);
	return 0;
}

static int check_header_value(const char *name, const char *value, struct iqm_error *e)
{
	if (value && iqm_has_control(value))
		return iqm_fail(e, IQM_E_CONFIG, "%s: a control byte in it", name);
	if (value && !*value)
		return iqm_fail(e, IQM_E_CONFIG, "%s: empty, expected NULL or a value", name);
	return 0;
}

static int check_values(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct {
		const char *name, *value;
	} values[] = {
		{ "token", s->token },           { "ow_id", s->ow_id },
		{ "client_id", s->client_id },   { "client_secret", s->client_secret },
		{ "username", s->username },     { "password", s->password },
		{ "user_agent", s->user_agent }, { "ca_file", s->ca_file },
		{ "journal", s->journal },       { "limiter_file", s->limiter_file },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int err = check_header_value(values[i].name, values[i].value, e);

		if (err)
			return err;
	}
	return 0;
}

/* All that a log-in needs. */
static bool can_log_in(const struct iqm_settings *s)
{
	return s->client_id && s->client_secret && s->username && s->password;
}

static int check_token(const struct iqm_settings *s, struct iqm_error *e)
{
	if (s->token && starts_with(s->token, "Bearer "))
		return iqm_fail(e, IQM_E_CONFIG, "token: expected it without 'Bearer '");
	if (s->get_token && (s->token || s->username || s->password))
		return iqm_fail(e, IQM_E_CONFIG, "get_token and %s: expected one of them",
				s->token      ? "token"
				: s->username ? "username"
					      : "password");
	if (!s->token && (s->username || s->password) && !can_log_in(s))
		return iqm_fail(e, IQM_E_CONFIG,
				"a log-in needs client_id, client_secret, username "
				"and password; not all of them are given");
	if (s->ow_id && !iqm_is_ow_id(s->ow_id)) /* not shown: it may be a token by mistake */
		return iqm_fail(e, IQM_E_CONFIG, "ow_id: expected digits, found something else");
	if (s->client_id && strchr(s->client_id, ':'))
		return iqm_fail(e, IQM_E_CONFIG, "client_id: a ':' cannot be sent in it");
	return 0;
}

/* Numbers that are 0 for the default. */
static int check_numbers(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct {
		const char *name;
		long value, low, high;
	} numbers[] = {
		{ "timeout_ms", s->timeout_ms, 0, LONG_MAX },
		{ "connect_timeout_ms", s->connect_timeout_ms, 0, LONG_MAX },
		{ "stall_timeout_ms", s->stall_timeout_ms, 0, LONG_MAX },
		{ "max_attempts", s->max_attempts, 0, IQM_MAX_ATTEMPTS },
		{ "backoff_ms", s->backoff_ms, 0, MAX_BACKOFF_MS },
		{ "backoff_max_ms", s->backoff_max_ms, 0, MAX_BACKOFF_MS },
		{ "requests_per_minute", s->requests_per_minute, -1, IQM_MAX_REQUESTS_PER_MINUTE },
		{ "dialect", (int)s->dialect, 0, IQM_DIALECT_SAMPLES },
		{ "log_level", (int)s->log_level, 0, IQM_LOG_DEBUG },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (numbers[i].value >= numbers[i].low && numbers[i].value <= numbers[i].high)
			continue;
		if (numbers[i].high == LONG_MAX)
			return iqm_fail(e, IQM_E_CONFIG, "%s: expected 0 or more, found %ld",
					numbers[i].name, numbers[i].value);
		return iqm_fail(e, IQM_E_CONFIG, "%s: expected %ld to %ld, found %ld",
				numbers[i].name, numbers[i].low, numbers[i].high, numbers[i].value);
	}
	return 0;
}

/* Settings that are structs of functions: all of them must be there. */
static int check_parts(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct iqm_limiter *l = s->limiter;
	const struct iqm_clock *k = s->clock;

	if (s->transport && !s->transport->perform)
		return iqm_fail(e, IQM_E_CONFIG, "transport: perform is NULL");
	if (l && (!l->take || !l->give || !l->hold))
		return iqm_fail(e, IQM_E_CONFIG, "limiter: take, give or hold is NULL");
	if (l && s->limiter_file)
		return iqm_fail(e, IQM_E_CONFIG, "limiter and limiter_file: expected one of them");
	if (k && (!k->now_ms || !k->realtime_ms || !k->wait_ms))
		return iqm_fail(e, IQM_E_CONFIG, "clock: now_ms, realtime_ms or wait_ms is NULL");
	if (s->send_key && !s->journal)
		return iqm_fail(e, IQM_E_CONFIG,
				"send_key: expected a journal, whose keys are sent");
	return 0;
}

static int check_settings(const struct iqm_settings *s, struct iqm_error *e)
{
	int err = check_base_url(s, e);

	if (!err)
		err = check_values(s, e);
	if (!err)
		err = check_token(s, e);
	if (!err)
		err = check_numbers(s, e);
	if (!err)
		err = check_parts(s, e);
	if (err)
		return err;
	if (s->user_agent && strlen(s->user_agent) > MAX_USER_AGENT)
		return iqm_fail(e, IQM_E_CONFIG, "user_agent: expected at most %d bytes",
				MAX_USER_AGENT);
	if (s->ca_file && access(s->ca_file, R_OK))
		return iqm_fail(e, IQM_E_CONFIG, "ca_file: '%s' cannot be read", s->ca_file);
	return 0;
}

/* ---- life --------------------------------------------------------------------------------- */

static int copy(char **to, const char *from)
{
	*to = from ? strdup(from) : NULL;
	return from && !*to ? IQM_E_NOMEM : 0;
}

static long or_default(long value, long otherwise)
{
	return value ? value : otherwise;
}

static void copy_limits(struct iqm_client *c, const struct iqm_settings *s)
{
	c->timeout_ms = or_default(s->timeout_ms, DEFAULT_TIMEOUT_MS);
	c->connect_timeout_ms = or_default(s->connect_timeout_ms, DEFAULT_CONNECT_MS);
	c->stall_timeout_ms = or_default(s->stall_timeout_ms, DEFAULT_STALL_MS);
	c->max_attempts = (int)or_default(s->max_attempts, DEFAULT_ATTEMPTS);
	c->backoff_ms = or_default(s->backoff_ms, DEFAULT_BACKOFF_MS);
	c->backoff_max_ms = or_default(s->backoff_max_ms, DEFAULT_BACKOFF_MAX_MS);
	c->requests_per_minute = s->requests_per_minute;
}

static void copy_callbacks(struct iqm_client *c, const struct iqm_settings *s)
{
	c->get_token = s->get_token;
	c->token_context = s->token_context;
	c->log_level = s->log_level;
	c->log = s->log;
	c->log_context = s->log_context;
	c->on_event = s->on_event;
	c->event_context = s->event_context;
	c->send_key = s->send_key;
	c->clock = s->clock ? *s->clock : iqm_system_clock;
}

static int copy_settings(struct iqm_client *c, const struct iqm_settings *s)
{
	size_t len;
	int err = copy(&c->base_url, s->base_url);

	err = err ? err : copy(&c->client_id, s->client_id);
	err = err ? err : copy(&c->client_secret, s->client_secret);
	if (can_log_in(s)) {
		err = err ? err : copy(&c->username, s->username);
		err = err ? err : copy(&c->password, s->password);
	}
	err = err ? err : copy(&c->user_agent, s->user_agent ? s->user_agent : DEFAULT_USER_AGENT);
	if (err)
		return err;
	len = c->base_url ? strlen(c->base_url) : 0;
	while (len && c->base_url[len - 1] == '/')
		c->base_url[--len] = '\0';
	c->dialect = s->dialect;
	c->duplicate_auth_header = !s->no_duplicate_auth_header;
	c->max_body = s->max_body ? s->max_body : DEFAULT_MAX_BODY;
	copy_limits(c, s);
	copy_callbacks(c, s);
	return iqm_token_open(&c->token, s->token, s->ow_id);
}

static int open_transport(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	struct iqm_curl_options options = { .ca_file = s->ca_file, .allow_http = s->allow_http };

	if (!s->transport)
		return iqm_curl_open(&c->transport, &options, e);
	c->transport = *s->transport;
	return 0;
}

static int open_limiter(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	if (s->limiter) {
		c->limiter = *s->limiter;
		return 0;
	}
	if (s->limiter_file)
		return iqm_limiter_file_open(&c->limiter, &c->clock, s->limiter_file, e);
	return iqm_limiter_open(&c->limiter, &c->clock) ? iqm_fail_nomem(e) : 0;
}

/* The caller's own parts come last: until all is open, they stay the caller's. */
static int open_parts(struct iqm_client *c, const struct iqm_settings *s, struct iqm_error *e)
{
	int err = s->journal ? iqm_journal_open(&c->journal, c, s->journal, e) : 0;

	if (!err && !s->limiter)
		err = open_limiter(c, s, e);
	if (!err)
		err = open_transport(c, s, e);
	if (!err && s->limiter)
		err = open_limiter(c, s, e);
	return err;
}

static int open_client(struct iqm_client **out, const struct iqm_settings *s, struct iqm_error *e)
{
	struct iqm_client *c;
	int err = check_settings(s, e);

	if (err)
		return err;
	c = calloc(1, sizeof(*c));
	if (c)
		iqm_random_open(&c->random, s->seed);
	if (!c || copy_settings(c, s)) {
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

int iqm_client_open_abi(struct iqm_client **out, const struct iqm_settings *settings,
			struct iqm_error *error, int abi)
{
	static const struct iqm_error none;
	struct iqm_settings env;

	if (error && abi == IQM_ABI)
		*error = none;
	if (out)
		*out = NULL;
	if (abi != IQM_ABI)
		return IQM_E_USAGE; /* struct iqm_error may be another one: not written */
	if (!out)
		return iqm_fail(error, IQM_E_USAGE, "out is NULL");
	if (!settings) {
		iqm_settings_from_env(&env);
		settings = &env;
	}
	return open_client(out, settings, error);
}

void iqm_client_close(struct iqm_client *c)
{
	if (!c)
		return;
	if (c->transport.close)
		c->transport.close(c->transport.context);
	if (c->limiter.close)
		c->limiter.close(c->limiter.context);
	iqm_journal_close(c->journal);
	iqm_random_close(&c->random);
	iqm_token_close(c->token);
	free(c->base_url);
	free(c->client_id);
	iqm_wipe(c->client_secret);
	free(c->username);
	iqm_wipe(c->password);
	free(c->user_agent);
	free(c);
}
