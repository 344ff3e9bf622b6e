/* SPDX-License-Identifier: MIT */
/* Which of some words a mistyped one was likely meant to be. */
#include "term/term.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define LONGEST 63

/* Copies `s` without what people write otherwise: case, dashes, underscores, spaces. Gives its
 * length; 0: it is too long. */
static size_t plain(const char *s, char to[LONGEST + 1])
{
	size_t len = 0;

	for (; *s; s++) {
		if (strchr("-_ .", *s))
			continue;
		if (len == LONGEST)
			return 0;
		to[len++] = (char)tolower((unsigned char)*s);
	}
	to[len] = '\0';
	return len;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Insertions, deletions and changes of one character, and two that changed places. */
static size_t edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0];
	size_t *last = rows[1];
	size_t *row = rows[2];

	for (size_t j = 0; j <= b_len; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *free_row = before;

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = least(last[j] + 1, row[j - 1] + 1,
				       last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		before = last;
		last = row;
		row = free_row;
	}
	return last[b_len];
}

size_t nearest_distance(const char *word, const char *candidate)
{
	char a[LONGEST + 1];
	char b[LONGEST + 1];
	size_t typed = plain(word, a);
	size_t len = plain(candidate, b);
	size_t d;

	if (!typed || !len)
		return SIZE_MAX;
	d = edits(a, typed, b, len);
	if (d > 1 && !strncmp(a, b, typed))
		d = 1;
	return d > (typed > len ? typed : len) / 3 ? SIZE_MAX : d;
}

void nearest_try(struct nearest *n, const char *candidate)
{
	size_t d = nearest_distance(n->word, candidate);

	if (d == SIZE_MAX || (n->best && d >= n->distance))
		return;
	n->best = candidate;
	n->distance = d;
}

const char *nearest_hint(const struct nearest *n, char *text, size_t size)
{
	*text = '\0';
	if (n->best)
		snprintf(text, size, ", did you mean '%s%s'?", n->before ? n->before : "", n->best);
	return text;
}
