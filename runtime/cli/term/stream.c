/* SPDX-License-Identifier: MIT */
/*
 * The only way to standard output and standard error. Whatever was put into the bytes before, a
 * terminal gets nothing here that it may obey, but colours of our own.
 */
#include "term/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- colours ----------------------------------------------------------------------------- */

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool is_zero(const char *name)
{
	const char *value = getenv(name);

	return value && !strcmp(value, "0");
}

/* Whether colours are wanted, and there is a terminal that has them. */
static bool has_color(FILE *stream)
{
	if (is_set("NO_COLOR"))
		return false;
	if (is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE"))
		return true;
	return is_terminal(stream) && !is_zero("CLICOLOR");
}

/* ---- bytes ------------------------------------------------------------------------------- */

/* A line's end, a tab. */
static bool is_layout(const char *s, size_t len)
{
	return *s == '\n' || *s == '\t' || (*s == '\r' && len > 1 && s[1] == '\n');
}

struct writing {
	FILE *stream;
	bool terminal;
	bool painted;  /* PAINT_... are colours */
	bool coloured; /* that are shown */
};

/* What is to be written in place of a character; *len 0: nothing; NULL: it is written. */
static const char *replacement(const struct writing *w, const char *s, size_t left, uint32_t c,
			       char sign[4], size_t *len)
{
	const char *escape = w->painted ? paint_escape(*s) : NULL;

	if (escape) {
		*len = w->coloured ? strlen(escape) : 0;
		return escape;
	}
	if (!w->terminal || !text_is_unsafe(c) || is_layout(s, left))
		return NULL;
	*len = text_write_sign(c, sign);
	return sign;
}

static int write_all(const struct writing *w, const char *s, size_t len)
{
	size_t from = 0; /* what is before it has been written */
	bool ok = true;

	for (size_t at = 0, bytes; ok && at < len; at += bytes) {
		char sign[4];
		const char *other;
		size_t other_len = 0;
		uint32_t c;

		bytes = text_char(s + at, len - at, &c);
		other = replacement(w, s + at, len - at, c, sign, &other_len);
		if (!other)
			continue;
		ok = fwrite(s + from, 1, at - from, w->stream) == at - from &&
		     fwrite(other, 1, other_len, w->stream) == other_len;
		from = at + bytes;
	}
	ok = ok && fwrite(s + from, 1, len - from, w->stream) == len - from;
	return ok ? 0 : -1;
}

int stream_text(FILE *stream, const char *s, size_t len)
{
	struct writing w = { stream, isatty(fileno(stream)), true, has_color(stream) };

	return len ? write_all(&w, s, len) : 0;
}

int stream_data(FILE *stream, const char *s, size_t len)
{
	struct writing w = { stream, isatty(fileno(stream)), false, false };

	if (!len)
		return 0;
	if (!w.terminal)
		return fwrite(s, 1, len, stream) == len ? 0 : -1;
	return write_all(&w, s, len);
}

void stream_move(FILE *stream, const char *sequence)
{
	fputs(sequence, stream);
}
