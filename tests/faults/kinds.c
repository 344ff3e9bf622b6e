/* SPDX-License-Identifier: MIT */
/* The kinds of fault that the run crosses with every operation. */
#include "faults.h"

#define HANG_MS 400 /* where only the deadline ends a call, or a wait that is too long for it */

/* clang-format off: a line a kind */
#define KIND(n) .name = n, .fault = n
#define LIMITED(value) .name = "429 Retry-After: " value, .fault = "429", .retry_after = value
const struct kind kinds[] = {
	{ KIND("refuse"), .whole_port = true },
	{ KIND("reset-before-request"), .whole_port = true },
	{ KIND("reset-in-request") },
	{ KIND("lost-before") },
	{ KIND("reset-after-request") },
	{ KIND("reset-in-headers"), .either = true },
	{ KIND("reset-in-body"), .either = true },
	{ KIND("read-then-close"), .either = true },
	{ KIND("close-in-headers"), .either = true },
	{ KIND("close-in-body"), .either = true },
	{ KIND("silent"), .timeout_ms = HANG_MS },
	{ KIND("silent-unperformed"), .timeout_ms = HANG_MS },
	{ KIND("silent-in-headers"), .either = true, .timeout_ms = HANG_MS },
	{ KIND("silent-in-body"), .either = true, .timeout_ms = HANG_MS },
	{ KIND("drip"), .timeout_ms = HANG_MS },
	{ KIND("short-length"), .either = true },
	{ KIND("long-length"), .either = true },
	{ KIND("chunk-garbage"), .either = true },
	{ KIND("chunk-cut"), .either = true },
	{ KIND("gzip-bomb"), .either = true },
	{ KIND("gzip-garbage"), .either = true },
	{ KIND("wrong-type"), .either = true },
	{ KIND("header-100k") },
	{ KIND("401-once") },
	{ KIND("408"), .either = true },
	{ KIND("429"), .timeout_ms = HANG_MS },
	{ LIMITED("0"), .timeout_ms = HANG_MS },
	{ LIMITED("1"), .timeout_ms = 1500 },
	{ LIMITED("Thu, 31 Dec 2099 23:59:59 GMT"), .timeout_ms = HANG_MS },
	{ LIMITED("Fri, 31 Dec 1999 23:59:59 GMT"), .timeout_ms = HANG_MS },
	{ LIMITED("soon"), .timeout_ms = HANG_MS },
	{ LIMITED("-5"), .timeout_ms = HANG_MS },
	{ LIMITED("99999999999999999999999999"), .timeout_ms = HANG_MS },
	{ KIND("500"), .either = true },
	{ KIND("502"), .either = true },
	{ KIND("503"), .either = true },
	{ .name = "503 Retry-After: 0", .fault = "503", .retry_after = "0", .either = true },
	{ KIND("504"), .either = true },
	{ KIND("redirect-302"), .either = true },
	{ KIND("redirect-307"), .either = true },
	{ KIND("empty-200"), .either = true },
	{ KIND("cut-json"), .either = true },
	{ KIND("trailing-garbage"), .either = true },
	{ KIND("continue-noise") },
	{ KIND("extra-response") },
	{ KIND("no-http"), .either = true },
	{ .name = "expired certificate", .way = WAY_EXPIRED },
	{ .name = "wrong host name", .way = WAY_WRONG_NAME },
	{ .name = "http on an https URL", .way = WAY_TLS_ON_PLAIN },
	{ .name = "https on an http URL", .way = WAY_PLAIN_ON_TLS },
	{ .name = "hung look-up", .way = WAY_HUNG_NAME, .timeout_ms = HANG_MS },
};
/* clang-format on */

const size_t kinds_len = sizeof(kinds) / sizeof(kinds[0]);
