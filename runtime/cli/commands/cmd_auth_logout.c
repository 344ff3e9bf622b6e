/* SPDX-License-Identifier: MIT */
/* `auth logout`: removes the cached credentials of a profile. */
#include "commands/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Whatever is in it. */
static int take_away(const struct cli *cli, const char *path)
{
	struct iqm_error e;

	if (!unlink(path)) {
		cli_info("Logged out of profile %s: its cached credentials are removed.",
			 cli->config.profile);
		return 0;
	}
	if (errno != ENOENT) {
		error_set_errno(&e, path, "removed");
		return cli_fail_call(&e);
	}
	cli_info("Profile %s was not logged in.", cli->config.profile);
	return 0;
}

/* Under the lock: a renewal that is under way would save them again. */
static int log_out(const struct cli *cli, const char *path)
{
	struct staged_file file;
	struct iqm_error e;
	long timeout_ms = 0;
	int err;

	parse_duration(cli->config.setting[SET_TIMEOUT].value, &timeout_ms);
	err = staged_file_lock(&file, path, timeout_ms, "renewed the token", &e);
	err = err ? cli_fail_call(&e) : take_away(cli, path);
	staged_file_close(&file);
	return err;
}

int cmd_auth_logout(struct cli *cli)
{
	const struct setting *token = &cli->config.setting[SET_TOKEN];
	struct iqm_error e;
	char *path = credentials_path(cli, &e);
	int err = path ? log_out(cli, path) : cli_fail_call(&e);

	if (!err && token->value)
		cli_info("The token of %s is used as before.", token->origin);
	free(path);
	return err;
}
