/* SPDX-License-Identifier: MIT */
/* `auth login` and `auth status`. */
#include "session/connect.h"
#include "term/secret.h"
#include "config/staged_file.h"
#include "config/credentials.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- who ---------------------------------------------------------------------------------- */

/* What the setting has, or who is asked. */
static int need(const struct cli *cli, enum cli_setting_id id, const char *what, char **to)
{
	const char *value = cli->setting[id].value;

	if (!value)
		return secret_ask(cli, what, cli_settings[id].secret, to);
	*to = strdup(value);
	return *to ? 0 : cli_fail_nomem(cli);
}

/* All but the password is kept: it takes the client's id and secret to renew a token. */
static int ask_all(const struct cli *cli, struct kept_token *k, char **password)
{
	int err = need(cli, SET_BASE_URL, "base URL", &k->base_url); /* which has a default */

	if (!err)
		err = need(cli, SET_CLIENT_ID, "client id", &k->client_id);
	if (!err)
		err = need(cli, SET_CLIENT_SECRET, "client secret", &k->client_secret);
	if (!err)
		err = need(cli, SET_USERNAME, "user name", &k->username);
	return err ? err : need(cli, SET_PASSWORD, "password", password);
}

/* ---- what is shown ------------------------------------------------------------------------ */

static struct cell text_cell(const char *text)
{
	return (struct cell){ .kind = text ? CELL_TEXT : CELL_NONE, .as.text = text };
}

static int show(const struct cli *cli, const struct kept_token *k, const char *source)
{
	static const struct out_column columns[] = { { "profile" },   { "service" }, { "user" },
						     { "workspace" }, { "source" },  { "expires" },
						     { "renewable" } };
	const char *ow_id = cli->setting[SET_OW_ID].value;
	const struct cell cells[] = {
		text_cell(cli->profile),
		text_cell(cli->setting[SET_BASE_URL].value),
		text_cell(k->username),
		text_cell(ow_id ? ow_id : k->ow_id),
		text_cell(source),
		{ .kind = k->expires ? CELL_TIME : CELL_NONE, .as.number = k->expires },
		{ .kind = CELL_BOOL, .as.yes = k->refresh != NULL },
	};

	return out_object(cli, columns, sizeof(columns) / sizeof(columns[0]), cells);
}

/* ---- log in ------------------------------------------------------------------------------- */

static int ask_service(struct cli *cli, struct kept_token *k, const char *password)
{
	struct iqm_settings s = { .client_id = k->client_id, .client_secret = k->client_secret };
	struct iqm_auth_login_req req = { k->username, password };
	struct iqm_auth_login_rsp *rsp = NULL;
	struct iqm_error *e = &cli->call.error;
	struct iqm_client *client;
	int64_t now = time(NULL);
	int err = connect_open(cli, &s, &client, e);

	if (!err) {
		err = iqm_auth_login(client, &req, &rsp, &cli->call);
		iqm_client_close(client);
	}
	if (!err) {
		struct iqm_token got = { rsp->access_token, rsp->refresh_token, rsp->expires_in,
					 rsp->ow_id };

		err = kept_token_set(k, &got, now) ? explain_nomem(e) : 0;
	}
	iqm_free(rsp);
	/* However the service says no to a log-in. */
	if (err == IQM_E_REFUSED || err == IQM_E_FORBIDDEN)
		e->status = IQM_E_AUTH;
	return err ? cli_fail_call(cli, e) : 0;
}

/* Under the lock, and with room taken: a token that was got is kept. */
static int log_in(struct cli *cli, const char *path, struct kept_token *k, const char *password)
{
	struct token_draft d;
	struct iqm_error e;
	long timeout_ms = 0;
	int err;

	cli_read_ms(cli->setting[SET_TIMEOUT].value, &timeout_ms);
	err = token_draft_lock(&d, path, timeout_ms, &e);
	if (!err)
		err = token_draft_open(&d, &e);
	err = err ? cli_fail_call(cli, &e) : ask_service(cli, k, password);
	if (!err && token_draft_keep(&d, k, &e))
		err = cli_fail_call(cli, &e);
	token_draft_close(&d);
	return err;
}

static void note_token(const struct cli *cli)
{
	if (cli->setting[SET_TOKEN].value)
		cli_note(cli, "The token of %s is used before the one that was just kept.",
			 cli->setting[SET_TOKEN].origin);
}

int cli_auth_login(struct cli *cli)
{
	char *password = NULL;
	struct kept_token k = { .expires = 0 };
	struct iqm_error e;
	char *path = kept_token_path(cli, &e); /* before anything is asked for */
	int err = path ? ask_all(cli, &k, &password) : cli_fail_call(cli, &e);

	if (!err)
		err = log_in(cli, path, &k, password);
	if (!err)
		note_token(cli);
	if (!err)
		err = show(cli, &k, "auth login");
	secret_free(password);
	kept_token_free(&k);
	free(path);
	return err;
}

/* ---- status ------------------------------------------------------------------------------- */

static int fail_ended(const struct cli *cli)
{
	struct iqm_error e;

	explain(&e, IQM_E_AUTH, "the kept token has ended, and it cannot be renewed");
	return cli_fail_call(cli, &e);
}

static int show_kept(const struct cli *cli, const struct kept_token *k)
{
	bool ended = k->expires && k->expires <= time(NULL);

	return ended && !k->refresh ? fail_ended(cli) : show(cli, k, "auth login");
}

static int show_settings(const struct cli *cli)
{
	const struct kept_token k = { .username = (char *)cli->setting[SET_USERNAME].value };

	return show(cli, &k, "password");
}

static int show_log_in(struct cli *cli)
{
	struct kept_token k = { .expires = 0 };
	struct iqm_error e;
	int err = kept_token_load(cli, &k, &e);

	if (!err && k.access)
		err = show_kept(cli, &k);
	else if (!err && connect_can_log_in(cli))
		err = show_settings(cli);
	else
		err = cli_fail_call(cli, &e);
	kept_token_free(&k);
	return err;
}

int cli_auth_status(struct cli *cli)
{
	const struct cli_setting *token = &cli->setting[SET_TOKEN];
	const struct kept_token given = { .expires = 0 };

	return token->value ? show(cli, &given, token->origin) : show_log_in(cli);
}
