/* SPDX-License-Identifier: MIT */
/* The command: reads the command line, and runs what it names. */
#include "commands/cmd.h"

#include <locale.h>
#include <string.h>

/* No command: help where it was asked for, else a usage error that is help. */
static int no_command(const struct cli *cli)
{
	bool asked = is_given(&cli->args, OPT_HELP);
	FILE *out = asked ? stdout : stderr;
	int err;

	if (!asked && messages_are_json())
		return cli_fail(EXIT_USAGE, "no command is given; '" PROGRAM " help' has a list");
	err = cli->args.family ? help_family(out, cli->args.family) : help(out);
	return asked ? err : EXIT_USAGE;
}

/* Options of this command line that the next one must repeat. */
static void set_next_steps(const struct cli *cli)
{
	static const enum cli_option repeated[] = { OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
						    OPT_DIALECT, OPT_STORE };
	const char *profile = cli->config.profile;
	bool json = format_is_json(cli->config.format);

	next_steps_begin(!json && !is_given(&cli->args, OPT_QUIET));
	if (profile && strcmp(cli->config.profile_origin, "default") != 0)
		command_repeats(OPT_PROFILE, profile);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(repeated[0]); i++)
		if (is_given(&cli->args, repeated[i]))
			command_repeats(repeated[i], option_value(&cli->args, repeated[i]));
}

/* The doctor reports what is wrong as one of its findings; others put it right. */
static bool copes_with_settings(enum cli_kind kind)
{
	return kind == KIND_DOCTOR || kind == KIND_CONFIG_SET || kind == KIND_CONFIG_UNSET ||
	       kind == KIND_CONFIG_EDIT;
}

/* One that an option names is a wrong command line, one of a setting a wrong setting. */
static int check_zones(struct cli *cli)
{
	static const enum cli_option options[] = { OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE };
	enum cli_kind kind = cli->args.command->kind;
	struct iqm_error e = { .status = 0 };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (is_given(&cli->args, options[i]) &&
		    zone_check(option_value(&cli->args, options[i])))
			return EXIT_USAGE;
	if (kind == KIND_CONFIG_LIST || kind == KIND_CONFIG_GET) /* shows it as it is */
		return 0;
	return session_check_zones(&cli->config, &e) ? cli_fail(EXIT_CONFIG, "%s", e.message) : 0;
}

static int run_configured(struct cli *cli)
{
	int err = config_load(&cli->config, &cli->args);
	const char *zone = cli->config.setting[SET_DISPLAY_TIMEZONE].value;

	cli->print = (struct print_options){
		.command = cli->args.command,
		.format = cli->config.format,
		.zone = zone ? zone : cli->config.setting[SET_TIMEZONE].value,
		.columns = option_value(&cli->args, OPT_COLUMNS),
		.excel = is_given(&cli->args, OPT_EXCEL),
	};
	set_next_steps(cli);
	if (copes_with_settings(cli->args.command->kind))
		err = 0;
	else if (err)
		return cli_fail(cli_exit_of(err), "%s", cli->config.error.message);
	else
		err = check_zones(cli);
	if (err)
		return err;
	if (cli->print.excel && cli->print.format != FORMAT_CSV)
		return cli_fail(EXIT_USAGE, "--excel is for csv, not for -o %s",
				option_value(&cli->args, OPT_OUTPUT));
	return run_command(cli);
}

/* What settings that are wrong must not keep from working. */
static bool needs_no_settings(const struct cli_command *c)
{
	return c->kind == KIND_HELP || c->kind == KIND_VERSION || c->kind == KIND_COMPLETE;
}

static int run(struct cli *cli)
{
	if (is_given(&cli->args, OPT_VERSION))
		return cmd_version(cli);
	if (!cli->args.command)
		return no_command(cli);
	if (is_given(&cli->args, OPT_HELP))
		return help_command(stdout, cli->args.command);
	return needs_no_settings(cli->args.command) ? run_command(cli) : run_configured(cli);
}

/* Data that was not written is a failure, whoever printed it. */
static int flush(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	return code ? code : cli_fail(EXIT_FAILED, "standard output cannot be written");
}

int main(int argc, char **argv)
{
	struct cli cli = { .call.cancel = &cli_cancel };
	int code;

	reopen_closed_streams();
	/* Only for the width of characters: numbers keep their decimal point. */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
	catch_interrupts();
	code = arguments_read(&cli.args, argc, argv);
	if (!code)
		code = flush(run(&cli));
	bad_fields_report();
	next_steps_show();
	session_disconnect(&cli);
	config_free(&cli.config);
	arguments_free(&cli.args);
	return code;
}
