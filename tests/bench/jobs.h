/* SPDX-License-Identifier: MIT */
/* What is measured of the codec: each job reads or writes one PLD list response. */
#ifndef TESTS_BENCH_JOBS_H
#define TESTS_BENCH_JOBS_H

#include "bench.h"

#include <cjson/cJSON.h>

#define BENCH_SIZES 3 /* 100, 1,000 and 100,000 rows */

struct bench_input {
	struct bench_text text;
	struct bench_text late;
	struct iqm_pld_report_page *response; /* for jobs that write */
	cJSON *tree;                          /* what response's JSON parses to */
	struct json_t *jansson;               /* the same, jansson's */
	char *json;
	size_t json_len;
};

struct bench_job {
	const char *name;
	/* Does it once. `check`: and ends the program if the result is not the right one. */
	void (*run)(const struct bench_input *in, bool check);
	bool writes;
	double time_aims[BENCH_SIZES]; /* of the first job's, 0: none */
	double memory_aim;
};

/* The first is cJSON_Parse and cJSON_Delete; those that write come last, cJSON's print first. */
extern const struct bench_job bench_jobs[];
extern const size_t bench_job_count;
extern const size_t bench_first_writer;

/* `writers`: also what only they need. */
void bench_input_make(struct bench_input *in, size_t rows, bool writers);
void bench_input_free(struct bench_input *in);

#endif
