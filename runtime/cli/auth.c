/* SPDX-License-Identifier: MIT */
/* `auth login` and `auth status`. */
#include "connect.h"
#include "secret.h"
#include "token_draft.h"
#include "token_keep.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- who ---------------------------------------------------------------------------------- */

/* What a log-in needs, in the order in which it is asked for. */
enum { CLIENT_ID, CLIENT_SECRET, USERNAME, PASSWORD, NEEDS };

static const struct {
	enum cli_setting_id id;
	const char *what;
} needs[NEEDS] = {
	[CLIENT_ID] = { SET_CLIENT_ID, "client id" },
	[CLIENT_SECRET] = { SET_CLIENT_SECRET, "client secret" },
	[USERNAME] = { SET_USERNAME, "user name" },
	[PASSWORD] = { SET_PASSWORD, "password" },
};

static int ask_all(const struct cli *cli, char *given[NEEDS])
{
	int err = 0;

	for (size_t i = 0; !err && i < NEEDS; i++) {
		const char *value = cli->setting[needs[i].id].value;

		if (!value)
			err = secret_ask(cli, needs[i].what, cli_settings[needs[i].id].secret,
					 &given[i]);
		else if (!(given[i] = strdup(value)))
			err = cli_fail_nomem(cli);
	}
	return err;
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

static int ask_service(struct cli *cli, char *given[NEEDS], struct kept_token *k)
{
	struct iqm_settings s = { .client_id = given[CLIENT_ID],
				  .client_secret = given[CLIENT_SECRET] };
	struct iqm_auth_login_req req = { given[USERNAME], given[PASSWORD] };
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
static int log_in(struct cli *cli, const char *path, char *given[NEEDS], struct kept_token *k)
{
	struct token_draft d;
	struct iqm_error e;
	long timeout_ms = 0;
	int err;

	cli_read_ms(cli->setting[SET_TIMEOUT].value, &timeout_ms);
	err = token_draft_lock(&d, path, timeout_ms, &e);
	if (!err)
		err = token_draft_open(&d, &e);
	err = err ? cli_fail_call(cli, &e) : ask_service(cli, given, k);
	if (!err && token_draft_keep(&d, k, &e))
		err = cli_fail_call(cli, &e);
	token_draft_close(&d);
	return err;
}

/* All but the password is kept: it takes the client's id and secret to renew a token. */
static int keep_given(const struct cli *cli, char *given[NEEDS], struct kept_token *k)
{
	k->base_url = strdup(cli->setting[SET_BASE_URL].value);
	k->username = strdup(given[USERNAME]);
	k->client_id = strdup(given[CLIENT_ID]);
	k->client_secret = strdup(given[CLIENT_SECRET]);
	return k->base_url && k->username && k->client_id && k->client_secret ? 0
									      : cli_fail_nomem(cli);
}

static void note_token(const struct cli *cli)
{
	if (cli->setting[SET_TOKEN].value)
		cli_note(cli, "The token of %s is used before the one that was just kept.",
			 cli->setting[SET_TOKEN].origin);
}

int cli_auth_login(struct cli *cli)
{
	char *given[NEEDS] = { NULL };
	struct kept_token k = { .expires = 0 };
	struct iqm_error e;
	char *path = kept_token_path(cli, &e); /* before anything is asked for */
	int err = path ? ask_all(cli, given) : cli_fail_call(cli, &e);

	if (!err)
		err = keep_given(cli, given, &k);
	if (!err)
		err = log_in(cli, path, given, &k);
	if (!err)
		note_token(cli);
	if (!err)
		err = show(cli, &k, "auth login");
	for (size_t i = 0; i < NEEDS; i++)
		secret_free(given[i]);
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

static int show_kept(struct cli *cli)
{
	struct kept_token k = { .expires = 0 };
	struct iqm_error e;
	int err = kept_token_load(cli, &k, &e);

	if (err)
		err = cli_fail_call(cli, &e);
	else if (k.access && k.expires && k.expires <= time(NULL) && !k.refresh)
		err = fail_ended(cli);
	else if (k.access)
		err = show(cli, &k, "auth login");
	else if (connect_can_log_in(cli))
		err = show(cli,
			   &(struct kept_token){ .username =
							 (char *)cli->setting[SET_USERNAME].value },
			   "password");
	else
		err = cli_fail_call(cli, &e);
	kept_token_free(&k);
	return err;
}

int cli_auth_status(struct cli *cli)
{
	const struct cli_setting *token = &cli->setting[SET_TOKEN];
	const struct kept_token given = { .expires = 0 };

	return token->value ? show(cli, &given, token->origin) : show_kept(cli);
}
