/* SPDX-License-Identifier: MIT */
/*
 * The same as in byhand.h over jansson's tree. Its header has names that codec/json.h has too, so
 * it is not included here.
 */
#ifndef TESTS_BENCH_BYJANSSON_H
#define TESTS_BENCH_BYJANSSON_H

#include <iqm/insights.h>

struct json_t;

struct json_t *byjansson_parse(const char *text, size_t len);

/* One look-up by name a field, into one block; iqm_free() it. */
struct iqm_pld_report_page *byjansson_lookup_decode(const char *text, size_t len);

/* The tree of the response's data. */
struct json_t *byjansson_build(const struct iqm_pld_report_page *rsp);

/* Its text, without whitespace; free() it. */
char *byjansson_print(const struct json_t *tree);

void byjansson_free(struct json_t *tree);

#endif
