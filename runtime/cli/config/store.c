/* SPDX-License-Identifier: MIT */
/* The URL of the database that hosts share, as libpq reads it. */
#include "config/config.h"

#include <string.h>

/* Names may be percent-encoded: such a one counts as a password's. */
static bool is_password(const char *name, size_t len)
{
	return (len == 8 && !memcmp(name, "password", len)) ||
	       (len == 11 && !memcmp(name, "sslpassword", len)) || memchr(name, '%', len);
}

static bool has_password_option(const char *query)
{
	while (*query) {
		size_t len = strcspn(query, "=&");

		if (is_password(query, len))
			return true;
		query += strcspn(query, "&");
		query += *query == '&';
	}
	return false;
}

static const char *after_scheme(const char *url)
{
	const char *at = strstr(url, "://");

	return at ? at + 3 : url;
}

/* libpq takes no '/' for a part of a password; whoever wrote it may have. */
bool store_has_password(const char *url)
{
	const char *at = after_scheme(url);
	size_t user = strcspn(at, "@?");

	if (at[user] != '@')
		user = strcspn(at, "@/");
	if (at[user] == '@') {
		if (memchr(at, ':', user))
			return true;
		at += user;
	}
	at = strchr(at, '?');
	return at && has_password_option(at + 1);
}

int store_place(const char *url, const char **place)
{
	const char *at = after_scheme(url);
	size_t user = strcspn(at, "@/");

	*place = at[user] == '@' ? at + user + 1 : at;
	return (int)strcspn(*place, "?");
}

bool config_is_secret(enum cli_setting_id id, const char *value)
{
	if (!value)
		return cli_settings[id].secret;
	return cli_settings[id].secret || (id == SET_STORE && store_has_password(value)) ||
	       (id == SET_PROXY && iqm_proxy_has_password(value));
}

const char *store_check(const char *url)
{
	bool is_url = !strncmp(url, "postgresql://", 13) || !strncmp(url, "postgres://", 11);

	return is_url ? NULL : "expected postgresql://user@host/database, found something else";
}
