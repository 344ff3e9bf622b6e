/* SPDX-License-Identifier: MIT */
/* The targets: each takes any bytes, and ends the program where the product is wrong about them. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "inputs.h"

#include <stdbool.h>
#include <stddef.h>

typedef void fuzz_target_fn(const unsigned char *data, size_t len);
/* Calls `use` with each input that a target starts from. */
typedef void fuzz_seeds_fn(fuzz_use_fn *use, void *context);

/* A JSON text: taken or refused as jansson does, and every value the same. */
fuzz_target_fn fuzz_json;
/* A byte that chooses the operation, and its response: each field as jansson has it. */
fuzz_target_fn fuzz_decode;
/* A byte that chooses the operation, and its request: nothing in it is passed over. */
fuzz_target_fn fuzz_request;
/* A struct made of the bytes: in each dialect what is sent says the same. */
fuzz_target_fn fuzz_encode;
/* A server's bytes: what calls that buy make of them agrees with the money rule. */
fuzz_target_fn fuzz_money;
/* A journal's bytes, or damages of one: no key that was used sends. */
fuzz_target_fn fuzz_journal;
/* A limiter's file, and what is done to it: no more requests than the limit allows. */
fuzz_target_fn fuzz_limiter;
/* A part file, its sidecar and the file's host: what is saved is a version of the file. */
fuzz_target_fn fuzz_part;
/* A report's file: one verdict, in whatever pieces it comes. */
fuzz_target_fn fuzz_format;
/* Timestamps, dates of HTTP and Retry-After, against timegm(). */
fuzz_target_fn fuzz_dates;
/* Days in words and the like, as the command reads them, against calendars. */
fuzz_target_fn fuzz_period;
/* The command's configuration and its cached credentials; each line that is changed. */
fuzz_target_fn fuzz_config;
/* The command's arguments, one a line. */
fuzz_target_fn fuzz_arguments;
/* A response as the command prints it: in each format what it should be, and safe on a terminal. */
fuzz_target_fn fuzz_output;

fuzz_seeds_fn encode_seeds, limiter_seeds, part_seeds, format_seeds, dates_seeds, period_seeds,
	config_seeds, arguments_seeds, output_seeds;

struct fuzz_target {
	const char *name;
	fuzz_target_fn *run;
	fuzz_seeds_fn *seeds;
	bool by_operation; /* the first byte chooses one, which may be another in a later spec */
};

/* name NULL ends. */
extern const struct fuzz_target fuzz_targets[];

/* Where it is not good: says what is wrong, and aborts. */
void fuzz_check(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Memory, or the end of the program. */
void *fuzz_alloc(size_t size);
/* A copy of a text with a NUL; the caller's to free(). */
char *fuzz_text(const unsigned char *data, size_t len);
/* One line, which a terminal does not obey. */
void fuzz_check_line(const char *s);

#endif
