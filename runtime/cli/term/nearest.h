/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_NEAREST_H
#define IQM_CLI_NEAREST_H

#include <stddef.h>

/* Zero it, set `word`, try all candidates: `best` is one that was likely meant, or NULL. */
struct nearest {
	const char *word;
	const char *best;
	size_t distance;
};

void nearest_try(struct nearest *n, const char *candidate);
/* ", did you mean 'yes'?" or "". */
const char *nearest_hint(const struct nearest *n, char *text, size_t size);

#endif
