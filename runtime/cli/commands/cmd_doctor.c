/* SPDX-License-Identifier: MIT */
/* `doctor`: a line for each check: what was found, and what to do about it. */
#include "commands/doctor.h"
#include "commands/probe.h"

static void check_all(struct doctor *d)
{
	doctor_check_libcurl(d);
	if (!doctor_check_settings(d)) {
		cli_info("The other checks need the settings: fix them, then run doctor again.");
		return;
	}
	doctor_check_zones(d);
	if (!doctor_check_state(d))
		cli_info("What is in the state directory is not checked: fix it, then run doctor "
			 "again.");
	else if (!d->cli->config.setting[SET_STORE].value)
		doctor_check_journal(d);
	if (d->cli->config.setting[SET_STORE].value)
		doctor_check_store(d);
	doctor_check_purchases(d);
	doctor_check_log_in(d);
	doctor_check_certificates(d);
	doctor_check_proxy(d);
	doctor_check_service(d);
}

int cmd_doctor(struct cli *cli)
{
	static const struct column columns[] = { { .name = "check" },
						 { .name = "result" },
						 { .name = "detail" } };
	struct doctor d = { .cli = cli };
	int err;

	if (is_given(&cli->args, OPT_PROBE))
		return doctor_probe(cli);
	d.out = out_open(&cli->print, columns, sizeof(columns) / sizeof(columns[0]));
	if (!d.out)
		return EXIT_FAILED;
	check_all(&d);
	err = out_close(d.out);
	if (cli_interrupted())
		return cli_interrupted();
	if (d.err || err)
		return d.err ? d.err : err;
	if (d.failed)
		return cli_fail(EXIT_DOCTOR, "%zu check%s failed", d.failed,
				d.failed == 1 ? "" : "s");
	return EXIT_OK;
}
