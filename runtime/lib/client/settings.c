/* SPDX-License-Identifier: MIT */
/* A client's settings: read from the environment, and checked. */
#include "client/settings.h"
#include "client/curl_transport.h"
#include "auth/auth.h"
#include "limit/limit.h"

#include <iqm/gen.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BACKOFF_MS 3600000L
#define MAX_USER_AGENT 200
#define MAX_THREADS 256

static const char *from_env(const struct iqm_api *api, const char *name)
{
	char full[64];
	const char *value;

	snprintf(full, sizeof(full), "%s%s", api->environment, name);
	value = getenv(full);
	return value && *value ? value : NULL;
}

/* Whatever else was meant by it: no purchase is the safe side. */
static bool is_on(const char *value)
{
	return value && strcmp(value, "0") != 0 && strcmp(value, "no") != 0 &&
	       strcmp(value, "false") != 0;
}

void iqm_settings_from_env_of(const struct iqm_api *api, struct iqm_settings *settings)
{
	static const struct iqm_settings none;

	*settings = none;
	settings->base_url = from_env(api, "BASE_URL");
	settings->token = from_env(api, "TOKEN");
	settings->ow_id = from_env(api, "OW_ID");
	settings->client_id = from_env(api, "CLIENT_ID");
	settings->client_secret = from_env(api, "CLIENT_SECRET");
	settings->username = from_env(api, "USERNAME");
	settings->password = from_env(api, "PASSWORD");
	settings->ca_file = from_env(api, "CA_FILE");
	settings->ca_dir = from_env(api, "CA_DIR");
	settings->client_cert = from_env(api, "CLIENT_CERT");
	settings->client_key = from_env(api, "CLIENT_KEY");
	settings->proxy = from_env(api, "PROXY");
	settings->no_purchases = is_on(from_env(api, "NO_PURCHASES"));
}

/* ---- checks ------------------------------------------------------------------------------- */

static bool starts_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

static int check_base_url(const struct iqm_settings *s, struct iqm_error *e)
{
	const char *url = s->base_url;
	const char *expected;
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
	expected = iqm_url_check_spelling(url);
	if (expected)
		return iqm_fail(e, IQM_E_CONFIG, "base_url: expected %s, found '%s'", expected,
				url);
	if (starts_with(url, "http://") && !s->allow_http && !iqm_url_is_loopback(url))
		return iqm_fail(e, IQM_E_CONFIG,
				"base_url: expected https:// for another machine, found '%s'", url);
	return 0;
}

static int check_values(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct {
		const char *name, *value;
	} values[] = {
		{ "token", s->token },
		{ "ow_id", s->ow_id },
		{ "client_id", s->client_id },
		{ "client_secret", s->client_secret },
		{ "username", s->username },
		{ "password", s->password },
		{ "user_agent", s->user_agent },
		{ "journal", s->journal },
		{ "limiter_file", s->limiter_file },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		int err = iqm_check_text(values[i].name, values[i].value, e);

		if (err)
			return err;
	}
	return 0;
}

/* What a log-in needs and does not have; NULL: nothing. */
static const char *missing_to_log_in(const struct iqm_settings *s)
{
	return !s->client_id       ? "client_id"
	       : !s->client_secret ? "client_secret"
	       : !s->username      ? "username"
	       : !s->password      ? "password"
				   : NULL;
}

bool iqm_settings_can_log_in(const struct iqm_settings *s)
{
	return !missing_to_log_in(s);
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
	if (!s->token && (s->username || s->password) && !iqm_settings_can_log_in(s))
		return iqm_fail(e, IQM_E_CONFIG,
				"a log-in needs client_id, client_secret, username and "
				"password: %s is missing",
				missing_to_log_in(s));
	if (s->ow_id && !iqm_is_ow_id(s->ow_id)) /* not shown: it may be a token by mistake */
		return iqm_fail(e, IQM_E_CONFIG,
				"ow_id: expected digits without leading zeros, "
				"found something else");
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
		{ "log_level", (int)s->log_level, 0, IQM_LOG_DEBUG },
		{ "threads", s->threads, 0, MAX_THREADS },
		{ "queue", s->queue, 0, INT_MAX },
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

static int check_reserved(const struct iqm_settings *s, struct iqm_error *e)
{
	int err = IQM_CHECK_RESERVED(e, "settings", s);

	if (!err && s->transport)
		err = IQM_CHECK_RESERVED(e, "transport", s->transport);
	if (!err && s->limiter)
		err = IQM_CHECK_RESERVED(e, "limiter", s->limiter);
	if (!err && s->journal_store)
		err = IQM_CHECK_RESERVED(e, "journal_store", s->journal_store);
	if (!err && s->clock)
		err = IQM_CHECK_RESERVED(e, "clock", s->clock);
	return err;
}

/* The first function that a journal lacks; NULL: none. */
static const char *missing(const struct iqm_journal *j)
{
	return !j->claim     ? "claim"
	       : !j->release ? "release"
	       : !j->get     ? "get"
	       : !j->list    ? "list"
	       : !j->intent  ? "intent"
	       : !j->outcome ? "outcome"
	       : !j->note    ? "note"
	       : !j->settle  ? "settle"
			     : NULL;
}

/* Settings that are structs of functions: all of them must be there. */
static int check_parts(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct iqm_limiter *l = s->limiter;
	const struct iqm_clock *k = s->clock;
	const char *lacks = s->journal_store ? missing(s->journal_store) : NULL;

	if (s->transport && !s->transport->perform)
		return iqm_fail(e, IQM_E_CONFIG, "transport: perform is NULL");
	if (l && (!l->acquire || !l->release || !l->block))
		return iqm_fail(e, IQM_E_CONFIG, "limiter: %s is NULL",
				!l->acquire   ? "acquire"
				: !l->release ? "release"
					      : "block");
	if (l && s->limiter_file)
		return iqm_fail(e, IQM_E_CONFIG, "limiter and limiter_file: expected one of them");
	if (k && (!k->now_ms || !k->realtime_ms || !k->wait_ms))
		return iqm_fail(e, IQM_E_CONFIG, "clock: %s is NULL",
				!k->now_ms        ? "now_ms"
				: !k->realtime_ms ? "realtime_ms"
						  : "wait_ms");
	if (s->journal_store && s->journal)
		return iqm_fail(e, IQM_E_CONFIG, "journal and journal_store: expected one of them");
	if (lacks)
		return iqm_fail(e, IQM_E_CONFIG, "journal_store: %s is NULL", lacks);
	if (s->send_key && !s->journal && !s->journal_store)
		return iqm_fail(e, IQM_E_CONFIG,
				"send_key: expected a journal, whose keys are sent");
	return 0;
}

int iqm_settings_check(const struct iqm_settings *s, struct iqm_error *e)
{
	int err = check_reserved(s, e);

	if (!err)
		err = check_base_url(s, e);
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
	return iqm_curl_transport_check(s, e);
}

int iqm_settings_dialect(const struct iqm_api *api, const struct iqm_settings *s, unsigned *index,
			 struct iqm_error *e)
{
	char known[200] = "";

	*index = 0;
	for (const char *const *name = api->dialects; *name; name++) {
		size_t len = strlen(known);

		if (!s->dialect || !strcmp(*name, s->dialect)) {
			*index = (unsigned)(name - api->dialects);
			return 0;
		}
		snprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "", *name);
	}
	return iqm_fail(e, IQM_E_CONFIG, "dialect: expected one of %s, found '%s'", known,
			s->dialect);
}
