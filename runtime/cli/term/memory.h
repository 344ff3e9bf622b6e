/* SPDX-License-Identifier: MIT */
/* What a request borrows from, freed together. */
#ifndef IQM_CLI_MEMORY_H
#define IQM_CLI_MEMORY_H

#include "cli.h"

struct cli_memory;

struct cli_memory *memory_open(void);
void memory_close(struct cli_memory *m); /* NULL is allowed */
/* Zeroed; NULL: no memory. */
void *memory_new(struct cli_memory *m, size_t size);
/* A copy; `len` < 0: all of it. */
char *memory_text(struct cli_memory *m, const char *text, long len);
/* Takes a response, or frees it where there is no memory: then false. */
bool memory_keep(struct cli_memory *m, void *response);
/* What an argument stands for: "@FILE", "-" for standard input, or itself. An exit code. */
int memory_argument(const struct cli *cli, struct cli_memory *m, const char *arg, const char **text,
		    size_t *len);

#endif
