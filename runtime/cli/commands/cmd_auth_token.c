/* SPDX-License-Identifier: MIT */
/* `auth token`: prints the access token, for other programs. */
#include "commands/cmd.h"

#include <stdlib.h>
#include <string.h>

static int print(const struct cli *cli, const struct credentials *c)
{
	static const struct column columns[] = { { .name = "access-token" },
						 { .name = "workspace" },
						 { .name = "expires" } };
	const char *ow_id = cli->config.setting[SET_OW_ID].value;
	const struct cell cells[] = {
		text_cell(CELL_TEXT, c->access),
		text_cell(CELL_TEXT, ow_id ? ow_id : c->ow_id),
		{ .kind = c->expires ? CELL_TIME : CELL_NONE, .as.number = c->expires },
	};

	if (is_terminal(stdout))
		cli_info("This is a secret: whoever has it can buy until it expires.");
	if (cli->config.format != FORMAT_TABLE)
		return out_object(&cli->print, columns, sizeof(columns) / sizeof(columns[0]),
				  cells);
	stream_data(stdout, c->access, strlen(c->access));
	stream_data(stdout, "\n", 1);
	return 0;
}

static int copy_value(const char *value, char **to)
{
	*to = value ? strdup(value) : NULL;
	return value && !*to ? cli_fail_nomem() : 0;
}

/* By the settings; nothing of it is cached. */
static int log_in(struct cli *cli, struct credentials *c)
{
	const struct setting *s = cli->config.setting;
	int err = copy_value(s[SET_CLIENT_ID].value, &c->client_id);

	if (!err)
		err = copy_value(s[SET_CLIENT_SECRET].value, &c->client_secret);
	if (!err)
		err = copy_value(s[SET_USERNAME].value, &c->username);
	return err ? err : session_log_in(cli, c, s[SET_PASSWORD].value);
}

static int find(struct cli *cli, struct credentials *c)
{
	const char *token = cli->config.setting[SET_TOKEN].value;
	struct iqm_error e;
	int err;

	if (token)
		return copy_value(token, &c->access);
	err = credentials_load(cli, c, &e);
	if (!err && !c->access && session_can_log_in(cli))
		return log_in(cli, c);
	credentials_free(c);
	if (!err)
		err = credentials_fresh(cli, c, &e);
	return err ? cli_fail_call(&e) : 0;
}

int cmd_auth_token(struct cli *cli)
{
	struct credentials c = { .expires = 0 };
	int err = find(cli, &c);

	if (!err && c.access)
		err = print(cli, &c);
	credentials_free(&c);
	return err;
}
