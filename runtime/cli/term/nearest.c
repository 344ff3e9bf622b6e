/* SPDX-License-Identifier: MIT */
/* Which of some words a mistyped one was likely meant to be. */
#include "term/term.h"

#include <stdio.h>
#include <string.h>

#define LONGEST 63

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Levenshtein distance: insertions, deletions and changes of one character. */
static size_t distance(const char *a, const char *b, size_t b_len)
{
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= b_len; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 1; j <= b_len; j++) {
			size_t up = row[j];

			row[j] = least(up + 1, row[j - 1] + 1, diagonal + (a[i] != b[j - 1]));
			diagonal = up;
		}
	}
	return row[b_len];
}

void nearest_try(struct nearest *n, const char *candidate)
{
	size_t len = strlen(candidate);
	size_t typed = strlen(n->word);
	size_t d;

	if (len > LONGEST || typed > LONGEST)
		return;
	d = strncmp(n->word, candidate, typed) ? distance(n->word, candidate, len) : 1;
	if (d > (typed > len ? typed : len) / 3 || (n->best && d >= n->distance))
		return;
	n->best = candidate;
	n->distance = d;
}

const char *nearest_hint(const struct nearest *n, char *text, size_t size)
{
	*text = '\0';
	if (n->best)
		snprintf(text, size, ", did you mean '%s'?", n->best);
	return text;
}
