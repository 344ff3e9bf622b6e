/* SPDX-License-Identifier: MIT */
/* Failures as struct iqm_error: one line of text, no secrets. */
#undef _GNU_SOURCE /* strerror_r() of POSIX, also where a host sets it */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/*
 * Length of the character at `s` if it must not reach a terminal: C0, DEL, C1, line separators and
 * marks that change the reading direction; else 0.
 */
static size_t unprintable(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	if (u[0] == 0xc2 && u[1] < 0xa0)
		return 2;
	if (u[0] == 0xe2 && u[1] == 0x80 && u[2] >= 0xa8 && u[2] <= 0xae)
		return 3;
	return u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9 ? 3 : 0;
}

void iqm_copy_text(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);
	size_t good = iqm_bad_utf8(from, len);
	bool utf8 = len - good < 4; /* or it was cut within its last character */
	size_t n = 0;

	if (utf8)
		len = good;
	if (len >= size) {
		len = size - 1;
		while (utf8 && len && is_continuation(from[len]))
			len--;
	}
	for (size_t i = 0; i < len;) {
		bool foreign = !utf8 && (unsigned char)from[i] >= 0x80;
		size_t skip = foreign ? 1 : unprintable(from + i);

		to[n++] = skip ? '?' : from[i];
		i += skip ? skip : 1;
	}
	to[n] = '\0';
}

void iqm_error_begin(struct iqm_error *e, const char *operation)
{
	static const struct iqm_error no_error;

	if (!e)
		return;
	*e = no_error;
	iqm_copy_text(e->operation, sizeof(e->operation), operation ? operation : "");
}

int iqm_fail(struct iqm_error *e, int status, const char *format, ...)
{
	/* cppcheck-suppress ctunullpointer ; a size is taken */
	char text[sizeof(e->message) + 4]; /* cut once more, at a character's end */
	va_list args;

	if (!e)
		return status;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	iqm_copy_text(e->message, sizeof(e->message), text);
	e->status = e->cause = status;
	return status;
}

int iqm_fail_nomem(struct iqm_error *e)
{
	return iqm_fail(e, IQM_E_NOMEM, "out of memory");
}

int iqm_fail_errno(struct iqm_error *e, int status, int os_error, const char *format, ...)
{
	char what[sizeof(e->message)];
	char why[128];
	va_list args;

	if (!e)
		return status;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (strerror_r(os_error, why, sizeof(why)))
		why[0] = '\0';
	e->os_error = os_error;
	return iqm_fail(e, status, "%s: %s", what, why);
}

int iqm_fail_file(struct iqm_error *e, int os_error, const char *what, const char *name)
{
	const char *quote = name ? "\"" : "";

	return iqm_fail_errno(e, IQM_E_FILE, os_error, "%s%s%s%s%s", what, name ? " " : "", quote,
			      name ? name : "", quote);
}

int iqm_fail_ended(struct iqm_error *e, int status, const char *where)
{
	return iqm_fail(e, status, "%s %s", status == IQM_E_CANCELLED ? "cancelled" : "timed out",
			where);
}

int iqm_error_prefix(struct iqm_error *e, const char *what)
{
	char message[sizeof(e->message)];
	int cause = e->cause;

	memcpy(message, e->message, sizeof(message));
	iqm_fail(e, e->status, "%s: %s", what, message);
	e->cause = cause;
	return e->status;
}

int iqm_fail_unsent(struct iqm_error *e, const struct iqm_error *why, const char *what)
{
	struct iqm_error mine = *e;

	*e = *why;
	memcpy(e->operation, mine.operation, sizeof(e->operation));
	e->attempts = mine.attempts;
	e->delivery = IQM_NOT_SENT;
	return iqm_error_prefix(e, what);
}

const char *iqm_status_name(int status)
{
	static const char *const names[] = {
		[-IQM_OK] = "IQM_OK",
		[-IQM_E_USAGE] = "IQM_E_USAGE",
		[-IQM_E_CONFIG] = "IQM_E_CONFIG",
		[-IQM_E_NOMEM] = "IQM_E_NOMEM",
		[-IQM_E_NETWORK] = "IQM_E_NETWORK",
		[-IQM_E_TIMEOUT] = "IQM_E_TIMEOUT",
		[-IQM_E_AUTH] = "IQM_E_AUTH",
		[-IQM_E_FORBIDDEN] = "IQM_E_FORBIDDEN",
		[-IQM_E_NOT_FOUND] = "IQM_E_NOT_FOUND",
		[-IQM_E_REFUSED] = "IQM_E_REFUSED",
		[-IQM_E_RATE_LIMITED] = "IQM_E_RATE_LIMITED",
		[-IQM_E_SERVER] = "IQM_E_SERVER",
		[-IQM_E_DECODE] = "IQM_E_DECODE",
		[-IQM_E_TOO_LARGE] = "IQM_E_TOO_LARGE",
		[-IQM_E_UNKNOWN_OUTCOME] = "IQM_E_UNKNOWN_OUTCOME",
		[-IQM_E_CANCELLED] = "IQM_E_CANCELLED",
		[-IQM_E_PRICE] = "IQM_E_PRICE",
		[-IQM_E_JOURNAL] = "IQM_E_JOURNAL",
		[-IQM_E_KEY_USED] = "IQM_E_KEY_USED",
		[-IQM_E_FILE] = "IQM_E_FILE",
		[-IQM_E_FILE_EXISTS] = "IQM_E_FILE_EXISTS",
		[-IQM_E_FILE_BROKEN] = "IQM_E_FILE_BROKEN",
		[-IQM_E_DUPLICATE] = "IQM_E_DUPLICATE",
		[-IQM_E_BUSY] = "IQM_E_BUSY",
	};

	if (status > 0 || status <= -(int)(sizeof(names) / sizeof(names[0]))) /* INT_MIN too */
		return "IQM_E_?";
	return names[-status];
}
