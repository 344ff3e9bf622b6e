/* SPDX-License-Identifier: MIT */
/* A client's settings and life. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_TIMEOUT_MS 60000
#define DEFAULT_MAX_BODY ((size_t)64 << 20)
#define MAX_USER_AGENT 200
#define DEFAULT_USER_AGENT "iqm-insights-c/" IQM_VERSION

const char iqm_abi_1 = 1;

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
	if (!s->token && (s->username || s->password) && !can_log_in(s))
		return iqm_fail(e, IQM_E_CONFIG,
				"a log-in needs client_id, client_secret, username "
				"and password; not all of them are given");
	if (s->ow_id && (strspn(s->ow_id, "0123456789") != strlen(s->ow_id) ||
			 strlen(s->ow_id) > 19)) /* not shown: it may be a token by mistake */
		return iqm_fail(e, IQM_E_CONFIG, "ow_id: expected digits, found something else");
	if (s->client_id && strchr(s->client_id, ':'))
		return iqm_fail(e, IQM_E_CONFIG, "client_id: a ':' cannot be sent in it");
	return 0;
}

static int check_settings(const struct iqm_settings *s, struct iqm_error *e)
{
	int err = check_base_url(s, e);

	if (!err)
		err = check_values(s, e);
	if (!err)
		err = check_token(s, e);
	if (err)
		return err;
	if (s->user_agent && strlen(s->user_agent) > MAX_USER_AGENT)
		return iqm_fail(e, IQM_E_CONFIG, "user_agent: expected at most %d bytes",
				MAX_USER_AGENT);
	if (s->transport && !s->transport->perform)
		return iqm_fail(e, IQM_E_CONFIG, "transport: perform is NULL");
	if (s->ca_file && access(s->ca_file, R_OK))
		return iqm_fail(e, IQM_E_CONFIG, "ca_file: '%s' cannot be read", s->ca_file);
	if (s->timeout_ms < 0)
		return iqm_fail(e, IQM_E_CONFIG, "timeout_ms: expected 0 or more, found %ld",
				s->timeout_ms);
	if (s->dialect > IQM_DIALECT_SAMPLES)
		return iqm_fail(e, IQM_E_CONFIG, "dialect: %d is none", (int)s->dialect);
	return 0;
}

/* ---- life --------------------------------------------------------------------------------- */

static int copy(char **to, const char *from)
{
	*to = from ? strdup(from) : NULL;
	return from && !*to ? IQM_E_NOMEM : 0;
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
	c->twin_header = !s->no_twin_header;
	c->timeout_ms = s->timeout_ms ? s->timeout_ms : DEFAULT_TIMEOUT_MS;
	c->max_body = s->max_body ? s->max_body : DEFAULT_MAX_BODY;
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

static int open_client(struct iqm_client **out, const struct iqm_settings *s, struct iqm_error *e)
{
	struct iqm_client *c;
	int err = check_settings(s, e);

	if (err)
		return err;
	c = calloc(1, sizeof(*c));
	if (!c || copy_settings(c, s)) {
		iqm_client_close(c);
		return iqm_fail_nomem(e);
	}
	err = open_transport(c, s, e);
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
	iqm_token_close(c->token);
	free(c->base_url);
	free(c->client_id);
	free(c->client_secret);
	free(c->username);
	free(c->password);
	free(c->user_agent);
	free(c);
}
