/* SPDX-License-Identifier: MIT */
/* A line of what the doctor found. */
#include "commands/doctor.h"

#include <stdarg.h>

bool doctor_report(struct doctor *d, const char *check, enum check_result result,
		   const char *format, ...)
{
	static const char *const results[] = { "ok", "warn", "FAIL" };
	char detail[800];
	struct cell cells[] = { { .kind = CELL_TEXT, .as.text = check },
				{ .kind = CELL_TEXT, .as.text = results[result] },
				{ .kind = CELL_LINE, .as.text = detail } };
	va_list args;

	va_start(args, format);
	vsnprintf(detail, sizeof(detail), format, args);
	va_end(args);
	d->failed += result == CHECK_FAIL;
	if (!d->err)
		d->err = out_row(d->out, cells);
	return result != CHECK_FAIL;
}

bool doctor_report_error(struct doctor *d, const char *check, const struct iqm_error *e)
{
	struct advice a;
	char line[ADVICE_SIZE] = "";

	if (advise(e, &a))
		advice_line(&a, line);
	return doctor_report(d, check, CHECK_FAIL, "%s%s%s", e->message, *line ? "; " : "", line);
}
