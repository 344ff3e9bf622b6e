/* SPDX-License-Identifier: MIT */
/* The kinds of fault that the run crosses with every operation. */
#include "faults.h"

#define KIND(n, ...)                                                                               \
	{                                                                                          \
		.name = n, .fault = n, __VA_ARGS__                                                 \
	}
#define LIMITED(n, value)                                                                          \
	{                                                                                          \
		.name = "429 Retry-After: " n, .fault = "429", .retry_after = value                \
	}

/* clang-format off: a line a kind */
const struct kind kinds[] = {
	KIND("refuse", .whole_port = true),
	KIND("reset-before-request", .whole_port = true),
	KIND("reset-in-request"),
	KIND("lost-before"),
	KIND("reset-after-request"),
	KIND("reset-in-headers", .either = true),
	KIND("reset-in-body", .either = true),
	KIND("read-then-close", .either = true),
	KIND("close-in-headers", .either = true),
	KIND("close-in-body", .either = true),
	KIND("silent", .hangs = true),
	KIND("silent-unperformed", .hangs = true),
	KIND("silent-in-headers", .either = true, .hangs = true),
	KIND("silent-in-body", .either = true, .hangs = true),
	KIND("drip", .hangs = true),
	KIND("short-length", .either = true),
	KIND("long-length", .either = true),
	KIND("chunk-garbage", .either = true),
	KIND("chunk-cut", .either = true),
	KIND("gzip-bomb", .either = true),
	KIND("gzip-garbage", .either = true),
	KIND("wrong-type", .either = true),
	KIND("header-100k"),
	KIND("401-once"),
	KIND("408", .either = true),
	KIND("429"),
	LIMITED("0", "0"),
	LIMITED("1", "1"),
	LIMITED("a date", "Thu, 31 Dec 2099 23:59:59 GMT"),
	LIMITED("a past date", "Fri, 31 Dec 1999 23:59:59 GMT"),
	LIMITED("garbage", "soon"),
	LIMITED("-5", "-5"),
	LIMITED("huge", "99999999999999999999999999"),
	KIND("500", .either = true),
	KIND("502", .either = true),
	KIND("503", .either = true),
	{ .name = "503 Retry-After: 0", .fault = "503", .retry_after = "0", .either = true },
	KIND("504", .either = true),
	KIND("redirect-302", .either = true),
	KIND("redirect-307", .either = true),
	KIND("empty-200", .either = true),
	KIND("cut-json", .either = true),
	KIND("trailing-garbage", .either = true),
	KIND("continue-noise"),
	KIND("extra-answer"),
	KIND("no-http", .either = true),
	{ .name = "expired certificate", .way = WAY_EXPIRED },
	{ .name = "wrong host name", .way = WAY_WRONG_NAME },
	{ .name = "http on an https URL", .way = WAY_TLS_ON_PLAIN },
	{ .name = "https on an http URL", .way = WAY_PLAIN_ON_TLS },
	{ .name = "hung look-up", .way = WAY_HUNG_NAME, .hangs = true },
};
/* clang-format on */

const size_t kinds_len = sizeof(kinds) / sizeof(kinds[0]);
