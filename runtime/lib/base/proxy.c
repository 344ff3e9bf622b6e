/* SPDX-License-Identifier: MIT */
/* Which proxy libcurl takes for a URL, by the environment: for errors, as it does not say. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "HTTP_PROXY" is no variable: a web server gives it a header's value. */
static const char *const of_http[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
static const char *const of_https[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
					NULL };

static const char *value_of(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static bool is_in_domain(const char *host, size_t len, const char *domain, size_t domain_len)
{
	if (domain_len && *domain == '.') {
		domain++;
		domain_len--;
	}
	return domain_len && len >= domain_len &&
	       !strncasecmp(host + len - domain_len, domain, domain_len) &&
	       (len == domain_len || host[len - domain_len - 1] == '.');
}

/* Names between commas or spaces, with all below them. Networks (10.0.0.0/8) are not read: of an
 * address in one the proxy would be named although it is not asked. */
static bool is_excluded(const char *host, size_t len)
{
	const char *list = value_of("no_proxy");

	list = list ? list : value_of("NO_PROXY");
	if (list && !strcmp(list, "*"))
		return true;
	while (list && *list) {
		size_t size = strcspn(list, ", ");

		if (is_in_domain(host, len, list, size))
			return true;
		list += size + strspn(list + size, ", ");
	}
	return false;
}

/* A user name and a password are left out. */
static void write_url(char *to, size_t size, const char *url)
{
	const char *host = strstr(url, "://");
	const char *end;
	const char *at = NULL;

	host = host ? host + 3 : url;
	end = host + strcspn(host, "/?#");
	for (const char *s = host; s < end; s++)
		if (*s == '@')
			at = s + 1;
	snprintf(to, size, "%.*s%.*s", (int)(host - url), url, (int)(end - (at ? at : host)),
		 at ? at : host);
}

bool iqm_proxy_of(const char *url, struct proxy *proxy)
{
	const char *const *name = strncasecmp(url, "https://", 8) ? of_http : of_https;
	const char *host = strstr(url, "://");
	size_t len;

	host = host ? host + 3 : url;
	len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?#");
	if (iqm_url_is_loopback(url) || is_excluded(host, len))
		return false;
	while (*name && !value_of(*name))
		name++;
	if (!*name)
		return false;
	proxy->variable = *name;
	write_url(proxy->url, sizeof(proxy->url), value_of(*name));
	return true;
}
