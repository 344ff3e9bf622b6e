/* SPDX-License-Identifier: MIT */
/* What the benchmarks share: a clock, medians, one table's look, and the response they read. */
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <iqm/insights.h>

#include <stdio.h>

/* CPU time of this process, all threads, in nanoseconds. */
double bench_cpu(void);
double bench_elapsed(void);
/* Sorts. */
double bench_median(double *values, size_t len);
void *bench_alloc(size_t size); /* zeroed; ends the program where there is no memory */
void bench_die(const char *what, const char *why);
/* Runs it in a process of its own, where no other job has left its heap, and brings the result. */
typedef void bench_child_fn(const void *context, void *result);
void bench_in_child(bench_child_fn *run, const void *context, void *result, size_t size);
/* "aim <=1.15 ok" or "aim <=1.15 MISSED"; nothing for an aim of 0. */
const char *bench_verdict(double ratio, double aim, char text[40]);

/* A PLD list response; each row has the members of the page's sample, ids and names differ. */
struct bench_text {
	char *data; /* NUL-terminated */
	size_t len;
	size_t rows;
};

/* `late`: "success" comes behind the data, and nobody can know before whether to read it. */
void bench_text_make(struct bench_text *t, size_t rows, bool late);
void bench_text_free(struct bench_text *t);

#endif
