/* SPDX-License-Identifier: MIT */
/* CSV as it streams by: whether its quotes are even, and its last row has as many fields as its
 * first. */
#include "files/saving.h"

#include <stdio.h>
#include <string.h>

#define BLOCK (4 * sizeof(lanes))

typedef unsigned char lanes __attribute__((vector_size(16)));

static void flip_at_quotes(lanes *odd, const unsigned char *data)
{
	lanes found;

	memcpy(&found, data, sizeof(found));
	*odd ^= (lanes)(found == '"');
}

/* Whether the number of quotes is odd. Unrolled by hand: compilers do not at -O2. */
static bool odd_quotes(const unsigned char *data, size_t len)
{
	unsigned char result = 0;
	lanes odd = { 0 };

	for (; len >= BLOCK; data += BLOCK, len -= BLOCK) {
		flip_at_quotes(&odd, data);
		flip_at_quotes(&odd, data + sizeof(lanes));
		flip_at_quotes(&odd, data + 2 * sizeof(lanes));
		flip_at_quotes(&odd, data + 3 * sizeof(lanes));
	}
	for (size_t i = 0; i < sizeof(lanes); i++)
		result ^= odd[i] & 1;
	for (; len; data++, len--)
		result ^= *data == '"';
	return result;
}

/* Up to the end of the first row; returns how many bytes that took. */
static size_t feed_first(struct csv *csv, const unsigned char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '"')
			csv->quoted = !csv->quoted;
		else if (!csv->quoted && data[i] == ',')
			csv->first++;
		else if (!csv->quoted && data[i] == '\n') {
			csv->first_done = true;
			return i + 1;
		}
	}
	return len;
}

void iqm_csv_feed(struct csv *csv, const unsigned char *data, size_t len)
{
	size_t used = csv->first_done ? 0 : feed_first(csv, data, len);
	int64_t commas = 0;
	bool quoted;
	size_t i;

	data += used;
	len -= used;
	if (!len)
		return;
	csv->quoted ^= odd_quotes(data, len);
	quoted = csv->quoted;
	/* Only the last row counts: from the end back to its newline. */
	for (i = len; i; i--) {
		if (data[i - 1] == '"')
			quoted = !quoted;
		else if (!quoted && data[i - 1] == ',')
			commas++;
		else if (!quoted && data[i - 1] == '\n')
			break;
	}
	csv->last = i ? commas : csv->last + commas;
	csv->open = i < len;
}

void iqm_csv_end(const struct csv *csv, char odd[ODD_SIZE])
{
	if (csv->quoted)
		snprintf(odd, ODD_SIZE, "it ends within quotes");
	else if (csv->open && csv->last != csv->first)
		snprintf(odd, ODD_SIZE, "its last row has %lld field%s, its first %lld",
			 (long long)csv->last + 1, csv->last ? "s" : "", (long long)csv->first + 1);
}
