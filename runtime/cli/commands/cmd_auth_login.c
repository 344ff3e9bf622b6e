/* SPDX-License-Identifier: MIT */
/* `auth login`: gets a token, and caches it for later commands. */
#include "commands/new_profile.h"

#include <stdlib.h>
#include <string.h>

/* ---- who --------------------------------------------------------------------------------- */

/* Takes the setting, or asks for it. */
static int setting_or_ask(const struct cli *cli, enum cli_setting_id id, const char *what,
			  char **to)
{
	const char *value = cli->config.setting[id].value;

	if (!value)
		return secret_ask(what, cli_settings[id].secret, to);
	*to = strdup(value);
	return *to ? 0 : cli_fail_nomem();
}

/* All but the password is cached: a token is renewed with the client's id and secret. */
static int ask_all(const struct cli *cli, struct credentials *c, char **password)
{
	int err = setting_or_ask(cli, SET_BASE_URL, "base URL",
				 &c->base_url); /* which has a default */

	if (!err)
		err = setting_or_ask(cli, SET_CLIENT_ID, "client id", &c->client_id);
	if (!err)
		err = setting_or_ask(cli, SET_CLIENT_SECRET, "client secret", &c->client_secret);
	if (!err)
		err = setting_or_ask(cli, SET_USERNAME, "user name", &c->username);
	return err ? err : setting_or_ask(cli, SET_PASSWORD, "password", password);
}

/* ---- log in ------------------------------------------------------------------------------ */

/* Takes the lock and the room on the disk first, so that a token that was given can be saved. */
static int log_in(struct cli *cli, const char *path, struct credentials *c, const char *password)
{
	struct staged_file file;
	struct iqm_error e;
	long timeout_ms = 0;
	int err;

	parse_duration(cli->config.setting[SET_TIMEOUT].value, &timeout_ms);
	err = staged_file_lock(&file, path, timeout_ms, "renewed the token", &e);
	if (!err)
		err = staged_file_open(&file, CREDENTIALS_MAX, &e);
	err = err ? cli_fail_call(&e) : session_log_in(cli, c, password);
	if (!err && credentials_write(&file, c, &e))
		err = cli_fail_call(&e);
	staged_file_close(&file);
	return err;
}

static void warn_of_token(const struct cli *cli)
{
	if (cli->config.setting[SET_TOKEN].value)
		cli_info("The token of %s is used in place of the one that was just cached.",
			 cli->config.setting[SET_TOKEN].origin);
}

int cmd_auth_login(struct cli *cli)
{
	char *password = NULL;
	struct credentials c = { .expires = 0 };
	struct iqm_error e;
	char *path = credentials_path(cli, &e); /* before anything is asked for */
	struct new_profile profile;
	int err = new_profile_open(cli, &profile);

	advice_log_in(LOG_IN_NOW, NULL);
	if (!err)
		err = path ? ask_all(cli, &c, &password) : cli_fail_call(&e);
	if (!err)
		err = log_in(cli, path, &c, password);
	if (!err)
		err = new_profile_commit(cli, &profile);
	if (!err)
		warn_of_token(cli);
	if (!err)
		err = print_credentials(cli, &c, "auth login", "accepted");
	new_profile_close(&profile);
	iqm_wipe(password);
	credentials_free(&c);
	free(path);
	return err;
}
