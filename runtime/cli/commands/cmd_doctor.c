/* SPDX-License-Identifier: MIT */
/* `doctor`: a line for each check: what was found, and what to do about it. */
#include "commands/doctor.h"
#include "config/settings.h"

#include <stdarg.h>

bool doctor_tell(struct doctor *d, const char *check, enum finding finding, const char *format, ...)
{
	static const char *const words[] = { "ok", "warn", "FAIL" };
	char detail[800];
	struct cell cells[] = { { .kind = CELL_TEXT, .as.text = check },
				{ .kind = CELL_TEXT, .as.text = words[finding] },
				{ .kind = CELL_LINE, .as.text = detail } };
	va_list args;

	va_start(args, format);
	vsnprintf(detail, sizeof(detail), format, args);
	va_end(args);
	d->failed += finding == FOUND_FAIL;
	if (!d->err)
		d->err = out_row(d->out, cells);
	return finding != FOUND_FAIL;
}

static void check_all(struct doctor *d)
{
	doctor_check_libcurl(d);
	if (!doctor_check_settings(d)) {
		cli_note(d->cli, "The rest needs the settings: mend them, and ask again.");
		return;
	}
	doctor_check_zones(d);
	if (!doctor_check_state(d)) {
		cli_note(d->cli, "The rest needs the state folder: mend it, and ask again.");
		return;
	}
	doctor_check_journal(d);
	doctor_check_log_in(d);
	doctor_check_service(d);
}

int cli_doctor(struct cli *cli)
{
	static const struct out_column columns[] = { { "check" }, { "result" }, { "detail" } };
	struct doctor d = { .cli = cli };
	int err;

	d.out = out_open(cli, columns, sizeof(columns) / sizeof(columns[0]));
	if (!d.out)
		return EXIT_FAILED;
	check_all(&d);
	err = out_close(d.out);
	if (cli_interrupted())
		return cli_interrupted();
	if (d.err || err)
		return d.err ? d.err : err;
	if (d.failed)
		return cli_fail(cli, EXIT_DOCTOR, "%zu to mend", d.failed);
	return EXIT_OK;
}
