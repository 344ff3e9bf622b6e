/* SPDX-License-Identifier: MIT */
/* `auth status`: who is logged in, by what, and whether the service accepts it. */
#include "commands/cmd.h"

#include <time.h>

/* Asks for something that is free; with cached credentials that may renew the token. */
static int ask_service(struct cli *cli, struct iqm_call *call)
{
	struct iqm_settings s = { .max_attempts = 2 };
	struct iqm_client *client = NULL;
	int err = session_set_token(cli, &s, &call->error);

	if (!err)
		err = session_open_client(cli, &s, &client, &call->error);
	if (!err)
		err = cli_probe(client, call);
	iqm_client_close(client);
	return err;
}

static const char *state_of(int status)
{
	switch (status) {
	case 0:
		return "accepted";
	case IQM_E_AUTH:
		return "refused";
	case IQM_E_FORBIDDEN:
		return "forbidden";
	default:
		return "not known";
	}
}

/* "the token of IQM_TOKEN is dead: ..." */
static void name_token(const struct cli *cli, struct iqm_error *e)
{
	const struct setting *token = &cli->config.setting[SET_TOKEN];
	char what[sizeof(e->message)];

	if (e->status != IQM_E_AUTH || !token->value)
		return;
	snprintf(what, sizeof(what), "%s", e->message);
	snprintf(e->message, sizeof(e->message), "the token of %s is dead: %.400s", token->origin,
		 what);
}

/* A token that is dead is a failure, and so is one of which nobody can say it. */
static int ask_and_print(struct cli *cli, struct credentials *c, const char *source)
{
	struct iqm_call call = { .cancel = &cli_cancel };
	int status = ask_service(cli, &call);
	struct iqm_error e;
	int err;

	if (c->access) { /* it may be another one now */
		credentials_free(c);
		credentials_load(cli, c, &e);
	}
	err = print_credentials(cli, c, source, state_of(status));
	name_token(cli, &call.error);
	return status ? cli_fail_call(&call.error) : err;
}

static int print_log_in(struct cli *cli)
{
	const struct setting *user = &cli->config.setting[SET_USERNAME];
	struct credentials given = { .username = (char *)user->value };
	struct credentials c = { .expires = 0 };
	struct iqm_error e;
	int err = credentials_load(cli, &c, &e);

	if (!err && c.access)
		err = ask_and_print(cli, &c, "auth login");
	else if (!err && session_can_log_in(cli))
		err = ask_and_print(cli, &given, "password");
	else
		err = cli_fail_call(&e);
	credentials_free(&c);
	return err;
}

int cmd_auth_status(struct cli *cli)
{
	const struct setting *token = &cli->config.setting[SET_TOKEN];
	struct credentials given = { .expires = 0 };

	return token->value ? ask_and_print(cli, &given, token->origin) : print_log_in(cli);
}
