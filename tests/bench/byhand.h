/* SPDX-License-Identifier: MIT */
/*
 * Decoders of a PLD list as people write them over cJSON's tree, into the same structs. They check
 * the types of what they read and nothing else: no aliases, bounds, UTF-8 or repeated keys.
 */
#ifndef TESTS_BENCH_BYHAND_H
#define TESTS_BENCH_BYHAND_H

#include <iqm/insights.h>

#include <cjson/cJSON.h>

/* What OpenAPI Generator's clients make: a block for each row, string and link of a list. */
struct byhand_link {
	void *data;
	struct byhand_link *next;
};

struct byhand_list {
	struct byhand_link *first;
	struct byhand_link *last;
	size_t len;
};

struct byhand_model {
	struct iqm_int total_records;
	struct iqm_int filtered_records;
	struct byhand_list *rows; /* of struct iqm_pld_report */
};

struct byhand_model *byhand_model_decode(const char *text);
void byhand_model_free(struct byhand_model *model);

/* One look-up by name a field, into one block; iqm_free() it. */
struct iqm_pld_report_page *byhand_lookup_decode(const char *text);

/* One careful walk over each row's members, into one block; iqm_free() it. */
struct iqm_pld_report_page *byhand_walk_decode(const char *text);

/* The tree that cJSON prints as the response's data. */
cJSON *byhand_build(const struct iqm_pld_report_page *rsp);

#endif
