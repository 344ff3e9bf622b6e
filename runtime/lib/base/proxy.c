/* SPDX-License-Identifier: MIT */
/* Proxies: which one libcurl takes for a URL by the environment, for errors, as it does not say;
 * and what a URL of one is. */
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

/* Behind scheme, user name and password. */
static const char *host_of(const char *url, size_t *len)
{
	const char *start = strstr(url, "://");
	const char *host;
	const char *end;

	start = start ? start + 3 : url;
	end = start + strcspn(start, "/?#");
	host = end;
	while (host > start && host[-1] != '@')
		host--;
	*len = (size_t)(end - host);
	return host;
}

void iqm_proxy_show(const char *url, char *text, size_t size)
{
	const char *scheme_end = strstr(url, "://");
	size_t len;
	const char *host = host_of(url, &len);

	snprintf(text, size, "%.*s%.*s", scheme_end ? (int)(scheme_end + 3 - url) : 0, url,
		 (int)len, host);
}

bool iqm_proxy_has_password(const char *url)
{
	const char *user = strstr(url, "://");
	size_t len;
	const char *host = host_of(url, &len);

	user = user ? user + 3 : url;
	return memchr(user, ':', (size_t)(host - user));
}

static bool has_scheme(const char *url)
{
	static const char *const schemes[] = { "http://",    "https://",  "socks4://",
					       "socks4a://", "socks5://", "socks5h://" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (!strncasecmp(url, schemes[i], strlen(schemes[i])))
			return true;
	return false;
}

static bool is_port(const char *text, const char *end)
{
	uint64_t port;

	return text == end ||
	       (*text == ':' && iqm_digits(text + 1, end, 65535, &port) == end && port);
}

const char *iqm_proxy_check(const char *url)
{
	size_t len;
	const char *host = host_of(url, &len);
	const char *end = host + len;
	const char *port;

	if (!has_scheme(url))
		return "http://, https://, socks5h:// or socks4a:// and a host";
	if (strpbrk(url, " \t\"<>\\^`{|}") || (*end && strcmp(end, "/") != 0))
		return "a user name and a password in percent encoding, a host and a port";
	port = host + (*host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":"));
	if (port == host || port > end || !is_port(port, end))
		return "a host, and a port from 1 to 65535";
	return NULL;
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
	iqm_proxy_show(value_of(*name), proxy->url, sizeof(proxy->url));
	return true;
}
