/* SPDX-License-Identifier: MIT */
/* An error of this machine, as the library gives its own. */
#include "term/term.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

int error_set(struct iqm_error *e, int status, const char *format, ...)
{
	static const struct iqm_error none;
	va_list args;

	*e = none;
	e->status = status;
	va_start(args, format);
	vsnprintf(e->message, sizeof(e->message), format, args);
	va_end(args);
	return status;
}

int error_set_errno(struct iqm_error *e, const char *path, const char *what)
{
	int number = errno;

	error_set(e, number == ENOMEM ? IQM_E_NOMEM : IQM_E_FILE, "%s cannot be %s: %s", path, what,
		  strerror(number));
	e->os_error = number;
	return e->status;
}

int error_set_nomem(struct iqm_error *e)
{
	return error_set(e, IQM_E_NOMEM, "out of memory");
}
