/* SPDX-License-Identifier: MIT */
/* The targets: each takes any bytes, and ends the program where the library is wrong about them. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>

typedef void fuzz_target_fn(const unsigned char *data, size_t len);

/* A JSON text: taken or refused as jansson does, and every value the same. */
fuzz_target_fn fuzz_json;
/* A byte that chooses the operation, and its response: each field as jansson has it. */
fuzz_target_fn fuzz_decode;
/* A byte that chooses the operation, and its request: nothing in it is passed over. */
fuzz_target_fn fuzz_request;
/* A server's bytes: what calls that buy make of them agrees with the money rule. */
fuzz_target_fn fuzz_money;
/* A journal's bytes, or damages of one: no key that was used sends. */
fuzz_target_fn fuzz_journal;

/* Where it is not good: says what is wrong, and aborts. */
void fuzz_check(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Memory, or the end of the program. */
void *fuzz_alloc(size_t size);

#endif
