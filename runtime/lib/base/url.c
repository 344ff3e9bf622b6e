/* SPDX-License-Identifier: MIT */
/* URLs: whether one leads to this machine, and one text for what is the same service. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

/* The text after `start` (in lower case), or NULL if `s` does not start with it. */
static const char *after(const char *s, const char *start)
{
	for (; *start; s++, start++) {
		char c = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;

		if (c != *start)
			return NULL;
	}
	return s;
}

/* A number up to `most`, without leading zeros, which some parsers read as octal. */
static const char *after_number(const char *s, unsigned most, uint64_t *value)
{
	const char *end = iqm_digits(s, NULL, most, value);

	return end && *s == '0' && end - s > 1 ? NULL : end;
}

/* 127.a.b.c in full; short forms like 127.1 do not count. */
static const char *after_quad(const char *s)
{
	for (int i = 0; i < 4; i++) {
		uint64_t value;

		if (i && *s++ != '.')
			return NULL;
		s = after_number(s, 255, &value);
		if (!s || (!i && value != 127))
			return NULL;
	}
	return s;
}

static const char *after_host(const char *s)
{
	const char *end = after(s, "localhost");

	if (!end)
		end = after(s, "[::1]");
	return end ? end : after_quad(s);
}

bool iqm_url_is_loopback(const char *url)
{
	const char *s = after(url, "http://");
	uint64_t port;

	if (!s)
		s = after(url, "https://");
	s = s ? after_host(s) : NULL;
	if (s && *s == ':')
		s = after_number(s + 1, 65535, &port);
	/* Anything else here is a longer name, or a user's part before another host. */
	return s && (!*s || *s == '/' || *s == '?' || *s == '#');
}

/* ---- one text for one service ----------------------------------------------------------- */

static bool has_dot_segment(const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");

		if ((len == 1 && *path == '.') || (len == 2 && !memcmp(path, "..", 2)))
			return true;
		path += len + (path[len] == '/');
	}
	return false;
}

const char *iqm_url_check_spelling(const char *url)
{
	const char *host = strstr(url, "://") + strlen("://");
	const char *end = host + strcspn(host, *host == '[' ? "]/" : ":/");
	uint64_t port = 0;

	if (*host == '[' && *end++ != ']')
		return "a ']' behind the address";
	if (end[-1] == '.')
		return "a host without a dot at its end";
	if (*end == ':') {
		end = after_number(end + 1, 65535, &port);
		if (!end || !port || (*end && *end != '/'))
			return "a port from 1 to 65535 without leading zeros";
	}
	if (*end && *end != '/')
		return "a port or a path behind the address";
	if (has_dot_segment(end))
		return "a path without '.' and '..'";
	return strchr(end, '%') ? "a path without '%'" : NULL;
}

static void to_lower(char *s, const char *end)
{
	for (; s < end; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

/* Drops `port` from the host, which ends at `end`. */
static void drop_port(char *end, const char *host, const char *port)
{
	size_t len = strlen(port);

	if ((size_t)(end - host) > len && !memcmp(end - len, port, len))
		memmove(end - len, end, strlen(end) + 1);
}

char *iqm_url_normalise(const char *url)
{
	char *text = strdup(url);
	char *host = text ? strstr(text, "://") : NULL;
	size_t len;

	if (!host)
		return text;
	host += strlen("://");
	to_lower(text, host + strcspn(host, "/"));
	drop_port(host + strcspn(host, "/"), host, !strncmp(text, "https:", 6) ? ":443" : ":80");
	for (len = strlen(text); len && text[len - 1] == '/';)
		text[--len] = '\0';
	return text;
}
