/* SPDX-License-Identifier: MIT */
/* CSV as it streams by: whether its quotes are even, and its last row is as long as its first. */
#include "save.h"

#include <string.h>

#define EACH 0x0101010101010101u

/* Whether the number of quotes is odd; eight bytes at a time. */
static bool odd_quotes(const unsigned char *data, size_t len)
{
	uint64_t odd = 0; /* bit 7 of each byte: how often it was a quote there */
	bool result = false;

	for (; len >= sizeof(odd); data += sizeof(odd), len -= sizeof(odd)) {
		uint64_t word;

		memcpy(&word, data, sizeof(word));
		word ^= '"' * EACH;
		/* a bit 7 stays 0 only where the byte is 0 */
		odd ^= ~(((word & 0x7f * EACH) + 0x7f * EACH) | word);
	}
	for (odd &= 0x80 * EACH; odd; odd &= odd - 1)
		result = !result;
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
			csv->one_done = true;
			return i + 1;
		}
	}
	return len;
}

void iqm_csv_feed(struct csv *csv, const unsigned char *data, size_t len)
{
	size_t used = csv->one_done ? 0 : feed_first(csv, data, len);
	int64_t commas = 0;
	bool quoted;
	size_t i;

	data += used;
	len -= used;
	if (!len)
		return;
	csv->quoted ^= odd_quotes(data, len);
	quoted = csv->quoted;
	/* Only the last row matters: from the end back to its newline. */
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

int iqm_csv_end(const struct csv *csv, struct iqm_error *e)
{
	if (csv->quoted)
		return iqm_fail(e, IQM_E_FILE_BROKEN,
				"not a whole CSV file: it ends within quotes");
	if (csv->open && csv->last != csv->first)
		return iqm_fail(
			e, IQM_E_FILE_BROKEN,
			"not a whole CSV file: its last row has %lld fields, its first %lld",
			(long long)csv->last + 1, (long long)csv->first + 1);
	return 0;
}
