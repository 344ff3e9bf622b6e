/* SPDX-License-Identifier: MIT */
/* Which proxy the environment names for a URL. */
#include "base/base.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#define HTTPS "https://api.example.com/v3"

static const struct {
	const char *url;
	const char *name, *value; /* of a proxy */
	const char *no_proxy;
	const char *expected; /* NULL: none */
} cases[] = {
	{ HTTPS, "https_proxy", "http://p:1", NULL, "http://p:1" },
	{ HTTPS, "HTTPS_PROXY", "http://p:1", NULL, "http://p:1" },
	{ HTTPS, "ALL_PROXY", "socks5h://p:1", NULL, "socks5h://p:1" },
	{ HTTPS, "http_proxy", "http://p:1", NULL, NULL },
	{ HTTPS, "https_proxy", "", NULL, NULL },
	{ "http://example.com", "http_proxy", "p:1", NULL, "p:1" },
	{ "http://example.com", "HTTP_PROXY", "p:1", NULL, NULL },
	{ "HTTPS://example.com", "https_proxy", "p:1", NULL, "p:1" },
	/* A user's name and password are left out. */
	{ HTTPS, "https_proxy", "http://me:hush@p:1/", NULL, "http://p:1" },
	{ HTTPS, "https_proxy", "me:hu@sh@p:1", NULL, "p:1" },
	{ HTTPS, "https_proxy", "http://p:1/?a=@b", NULL, "http://p:1" },
	/* Hosts that are asked without one. */
	{ HTTPS, "https_proxy", "p:1", "*", NULL },
	{ HTTPS, "https_proxy", "p:1", "example.com", NULL },
	{ HTTPS, "https_proxy", "p:1", "a.b, .EXAMPLE.com", NULL },
	{ HTTPS, "https_proxy", "p:1", "ample.com", "p:1" },
	{ HTTPS, "https_proxy", "p:1", "api.example.com.org", "p:1" },
	{ HTTPS, "https_proxy", "p:1", ",. ,", "p:1" },
	{ "https://[2001:db8::1]:8/", "https_proxy", "p:1", "[2001:db8::1]", NULL },
	{ "https://10.0.0.1:8/", "https_proxy", "p:1", "10.0.0.1", NULL },
	{ "https://127.0.0.1:8/", "https_proxy", "p:1", NULL, NULL },
};

static void clear(void)
{
	static const char *const names[] = { "http_proxy",  "HTTP_PROXY", "https_proxy",
					     "HTTPS_PROXY", "all_proxy",  "ALL_PROXY",
					     "no_proxy",    "NO_PROXY" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

START_TEST(test_case)
{
	static const char *const lists[] = { "no_proxy", "NO_PROXY" };

	for (size_t i = 0; i < 2; i++) {
		struct proxy proxy;

		clear();
		setenv(cases[_i].name, cases[_i].value, 1);
		if (cases[_i].no_proxy)
			setenv(lists[i], cases[_i].no_proxy, 1);
		ck_assert_int_eq(iqm_proxy_of(cases[_i].url, &proxy), cases[_i].expected != NULL);
		if (!cases[_i].expected)
			continue;
		ck_assert_str_eq(proxy.url, cases[_i].expected);
		ck_assert_str_eq(proxy.variable, cases[_i].name);
	}
}
END_TEST

START_TEST(test_long_ones_are_cut)
{
	struct proxy proxy;
	char value[600];

	clear();
	memset(value, 'x', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	setenv("https_proxy", value, 1);
	ck_assert(iqm_proxy_of(HTTPS, &proxy));
	ck_assert_uint_eq(strlen(proxy.url), sizeof(proxy.url) - 1);
}
END_TEST

/* What a setting may name. */
START_TEST(test_urls_of_proxies)
{
	static const char *const good[] = {
		"http://proxy.example.com:3128",
		"HTTPS://p",
		"socks5h://10.0.0.1:1080/",
		"http://me:pass%40word@p:1",
		"socks4a://me@p:65535",
		"http://[2001:db8::1]:3128",
		"socks4://p",
		"socks5://[::1]",
		"http://a@b@c:1",
	};
	static const char *const bad[] = {
		"",           "p:3128",       "proxy.example.com", "ftp://p:1",      "http://",
		"http://:1",  "http://p:0",   "http://p:65536",    "http://p:1a",    "http://p:",
		"http://p/x", "http://p:1?a", "http://me:a/b@p:1", "http://me:a#@p", "http://[::1",
		"http://@",   "http://p p:1", "http://[::1]x:1",   "http://p:1:2",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(!iqm_proxy_check(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(iqm_proxy_check(bad[i]), "%s", bad[i]);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("environment");

	tcase_add_loop_test(tcase, test_case, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tcase, test_long_ones_are_cut);
	tcase_add_test(tcase, test_urls_of_proxies);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
