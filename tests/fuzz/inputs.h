/* SPDX-License-Identifier: MIT */
/* Inputs of the targets: the spec's samples, and what was found. */
#ifndef TESTS_FUZZ_INPUTS_H
#define TESTS_FUZZ_INPUTS_H

#include <iqm/gen.h>

#include <stdbool.h>
#include <stddef.h>

struct fuzz_input {
	const char *name; /* of its file */
	unsigned char *bytes;
	size_t len;
};

typedef void fuzz_use_fn(void *context, const struct fuzz_input *input);

/* Calls `use` with each file of a directory whose name has `part` in it; gives how many. */
size_t fuzz_each_input(const char *dir, const char *part, fuzz_use_fn *use, void *context);

/* The operation that a byte chooses. */
const struct iqm_op *fuzz_op(unsigned char byte);
/* Behind those of the API. */
extern const struct iqm_op fuzz_every_kind_op;
/* A sample of spec/samples as an input of fuzz_decode(), a request's of fuzz_request(), which
 * chooses its operation; its bytes are the caller's to free(). */
struct fuzz_input fuzz_decode_input(const struct fuzz_input *sample);
/* Servers that send a sample of a purchase, as input of fuzz_money(): whole or cut, before and
 * after others. Name and bytes as above. False: there is no `i`-th, or it is no purchase's. */
bool fuzz_money_input(const struct fuzz_input *sample, unsigned i, struct fuzz_input *input);
/* A journal, as input of fuzz_journal(). Its bytes as above. False: there is no `i`-th. */
bool fuzz_journal_input(size_t i, struct fuzz_input *input);
/* A response that has every name of every field, and success last; several of each operation, with
 * bad values too. Its bytes are the caller's to free(). False: there is no `i`-th. */
bool fuzz_names_input(size_t i, struct fuzz_input *input);

#endif
