/* SPDX-License-Identifier: MIT */
/* The command iqm-insights: reads the command line, and runs what it names. */
#include "cli.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

static int show_version(void)
{
	printf("iqm-insights %s\n", IQM_VERSION);
	return EXIT_OK;
}

/* No command: help where it was asked for, else a usage error that is help. */
static int no_command(const struct cli *cli)
{
	bool asked = cli_given(cli, OPT_HELP);
	FILE *out = asked ? stdout : stderr;

	if (cli->family)
		cli_help_family(out, cli->family);
	else
		cli_help(out, NULL);
	return asked ? EXIT_OK : EXIT_USAGE;
}

static int run(struct cli *cli)
{
	int err;

	if (cli_given(cli, OPT_VERSION))
		return show_version();
	if (!cli->command)
		return no_command(cli);
	if (cli_given(cli, OPT_HELP)) {
		cli_help(stdout, cli->command);
		return EXIT_OK;
	}
	err = cli_settings_load(cli);
	return err ? err : cli->command->run(cli);
}

/* Data that was not written is a failure, whoever printed it. */
static int flush(const struct cli *cli, int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	return code ? code : cli_fail(cli, EXIT_FAILED, "standard output cannot be written");
}

int main(int argc, char **argv)
{
	struct cli cli = { .call.cancel = &cli_cancel };
	int code;

	cli_claim_streams();
	/* Only how characters are shown: numbers keep their point. */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
	cli_interrupt_catch();
	code = cli_args_read(&cli, argc, argv);
	if (!code)
		code = flush(&cli, run(&cli));
	cli_disconnect(&cli);
	cli_settings_free(&cli);
	cli_args_free(&cli);
	return code;
}
