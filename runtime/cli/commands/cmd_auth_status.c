/* SPDX-License-Identifier: MIT */
/* `auth status`: who is logged in, and by what. */
#include "commands/cmd.h"

#include <time.h>

static int fail_expired(void)
{
	struct iqm_error e;

	error_set(&e, IQM_E_AUTH, "the cached token has expired, and it cannot be renewed");
	return cli_fail_call(&e);
}

static int print_cached(const struct cli *cli, const struct credentials *c)
{
	bool expired = c->expires && c->expires <= time(NULL);

	return expired && !c->refresh ? fail_expired() : print_credentials(cli, c, "auth login");
}

static int print_settings(const struct cli *cli)
{
	const struct credentials c = { .username =
					       (char *)cli->config.setting[SET_USERNAME].value };

	return print_credentials(cli, &c, "password");
}

static int print_log_in(struct cli *cli)
{
	struct credentials c = { .expires = 0 };
	struct iqm_error e;
	int err = credentials_load(cli, &c, &e);

	if (!err && c.access)
		err = print_cached(cli, &c);
	else if (!err && session_can_log_in(cli))
		err = print_settings(cli);
	else
		err = cli_fail_call(&e);
	credentials_free(&c);
	return err;
}

int cmd_auth_status(struct cli *cli)
{
	const struct setting *token = &cli->config.setting[SET_TOKEN];
	const struct credentials given = { .expires = 0 };

	return token->value ? print_credentials(cli, &given, token->origin) : print_log_in(cli);
}
