/* SPDX-License-Identifier: MIT */
/* `config unset NAME`: takes a setting out of the configuration file. */
#include "commands/change_config.h"

#include <string.h>

/* A profile that is not there has nothing to take out; other mistakes can be put right. */
static bool is_missing(const struct config *config)
{
	const struct profile *file = &config->file;

	return config->error.status &&
	       (!file->path || (!file->exists && strcmp(config->profile, "default") != 0));
}

int cmd_config_unset(struct cli *cli)
{
	const struct values *given = &cli->args.operands;
	enum cli_setting_id id;
	int err;

	if (is_missing(&cli->config))
		return cli_fail(cli_exit_of(cli->config.error.status), "%s",
				cli->config.error.message);
	if (given->len != 1)
		return cli_fail(EXIT_USAGE,
				"expected a setting: " PROGRAM " config unset timezone");
	err = find_setting(given->items[0], &id);
	return err ? err : change_config(cli, id, NULL);
}
