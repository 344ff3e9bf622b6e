/* SPDX-License-Identifier: MIT */
/* What a request borrows from, freed together; and files that stand for arguments. */
#ifndef IQM_CLI_REQUEST_MEMORY_H
#define IQM_CLI_REQUEST_MEMORY_H

#include "input/input.h"

struct request_memory *request_memory_open(void);
void request_memory_close(struct request_memory *m); /* NULL is allowed */
/* Zeroed; NULL: out of memory. */
void *request_memory_zeroed(struct request_memory *m, size_t size);
/* A copy with a NUL; `len` < 0: all of the text. */
char *request_memory_copy(struct request_memory *m, const char *text, long len);
/* Takes over a response. If it is out of memory, it frees it: false. */
bool request_memory_own(struct request_memory *m, void *response);
/* What an argument stands for: "@FILE", "-" for standard input, or itself. An exit code. */
int argument_text(struct request_memory *m, const char *arg, const char **text, size_t *len);

#endif
