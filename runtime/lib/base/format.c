/* SPDX-License-Identifier: MIT */
/* The numbers that stored formats carry. */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Whether all that is there of `line` is as in `found`. */
static bool begins(const char *found, size_t len, const char *line, size_t line_len)
{
	return !memcmp(found, line, len < line_len ? len : line_len);
}

/* The N of "NAME N\n", if that is a number and another one. An editor may have made it "\r\n". */
static int64_t other_number(const char *found, size_t len, size_t name_len, int known)
{
	const char *end = found + len;
	uint64_t number;
	const char *at;

	if (len <= name_len + 1 || found[name_len + 1] == '0')
		return 0;
	at = iqm_digits(found + name_len + 1, end, INT64_MAX, &number);
	if (!at || at == end || (*at != '\n' && *at != '\r') || (int64_t)number == known)
		return 0;
	return (int64_t)number;
}

enum format_found iqm_format_read(const char *line, int known, const char *found, size_t len,
				  int64_t *number)
{
	const size_t line_len = strlen(line);
	const size_t name_len = (size_t)(strchr(line, ' ') - line);

	*number = known;
	if (begins(found, len, line, line_len))
		return len < line_len ? FORMAT_CUT : FORMAT_KNOWN;
	if (!begins(found, len, line, name_len + 1))
		return FORMAT_NONE;
	*number = other_number(found, len, name_len, known);
	return *number ? FORMAT_OTHER : FORMAT_NONE;
}

const char *iqm_format_text(int64_t number, int known, char text[IQM_FORMAT_SIZE])
{
	snprintf(text, IQM_FORMAT_SIZE,
		 number > known ? "format %" PRId64 ", of a later release: expected %d or less"
				: "format %" PRId64 ", expected %d",
		 number, known);
	return text;
}
