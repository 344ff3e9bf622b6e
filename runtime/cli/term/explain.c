/* SPDX-License-Identifier: MIT */
/* What went wrong on this machine, in the form that the library gives its errors. */
#include "term/explain.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

int explain(struct iqm_error *e, int status, const char *format, ...)
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

int explain_file(struct iqm_error *e, const char *path, const char *what)
{
	int number = errno;

	explain(e, number == ENOMEM ? IQM_E_NOMEM : IQM_E_FILE, "%s cannot be %s: %s", path, what,
		strerror(number));
	e->os_error = number;
	return e->status;
}

int explain_nomem(struct iqm_error *e)
{
	return explain(e, IQM_E_NOMEM, "no memory");
}
