/* SPDX-License-Identifier: MIT */
/* `config set NAME VALUE`: writes a setting into the configuration file. */
#include "commands/change_config.h"

#include <string.h>

/* Everybody on the machine can see a command line. */
static int fail_secret(const char *name)
{
	return cli_fail(EXIT_USAGE,
			"%s is a secret, and a command line is no place for one: run '" PROGRAM
			" config set %s -', which reads it from the terminal or standard input",
			name, name);
}

static int set(struct cli *cli, enum cli_setting_id id, const char *value)
{
	bool secret = config_is_secret(id, value);
	char *asked = NULL;
	int err;

	if (secret && strcmp(value, "-") != 0)
		return fail_secret(cli_settings[id].name);
	if (strcmp(value, "-") != 0)
		return change_config(cli, id, value);
	err = secret_ask(cli_settings[id].name, secret, &asked);
	if (!err)
		err = change_config(cli, id, asked);
	iqm_wipe(asked);
	return err;
}

int cmd_config_set(struct cli *cli)
{
	const struct values *given = &cli->args.operands;
	enum cli_setting_id id;
	int err;

	if (!cli->config.file.path && cli->config.error.status) /* the profile's name is none */
		return cli_fail(cli_exit_of(cli->config.error.status), "%s",
				cli->config.error.message);
	err = given->len ? find_setting(given->items[0], &id) : 0;
	if (err)
		return err;
	if (given->len != 2)
		return cli_fail(EXIT_USAGE,
				"expected a setting and its value: " PROGRAM " config set timezone "
				"America/New_York");
	return set(cli, id, given->items[1]);
}
