/* SPDX-License-Identifier: MIT */
/* The client of this run: who logs in, and whether it has the journal. */
#include "session/session.h"

#include <stdlib.h>

static const char *setting(const struct cli *cli, enum cli_setting_id id)
{
	return cli->config.setting[id].value;
}

int session_set_token(struct cli *cli, struct iqm_settings *s, struct iqm_error *e)
{
	struct credentials k = { .expires = 0 };
	int err = 0;

	s->token = setting(cli, SET_TOKEN);
	if (s->token) {
		advice_log_in(LOG_IN_BY_TOKEN, cli->config.setting[SET_TOKEN].origin);
		return 0;
	}
	err = credentials_load(cli, &k, e);
	if (!err && !k.access && session_can_log_in(cli)) {
		s->client_id = setting(cli, SET_CLIENT_ID);
		s->client_secret = setting(cli, SET_CLIENT_SECRET);
		s->username = setting(cli, SET_USERNAME);
		s->password = setting(cli, SET_PASSWORD);
		advice_log_in(LOG_IN_BY_PASSWORD, cli->config.setting[SET_PASSWORD].origin);
	} else {
		/* If there are no cached credentials, the first call that needs a token fails. */
		s->get_token = credentials_provide_token;
		s->token_context = cli;
	}
	credentials_free(&k);
	return err;
}

/* The journal of the store, or the file's path in *path, malloc()ed. */
static int set_journal(struct cli *cli, struct iqm_settings *s, char **path, struct iqm_error *e)
{
	int err = session_open_store(cli, 0, e);

	if (err)
		return err;
	if (cli->store) {
		s->journal_store = session_store_journal(cli);
		return 0;
	}
	s->journal = *path = state_path(&cli->config, "journal", e);
	return *path ? 0 : e->status;
}

int session_connect(struct cli *cli, enum journal_use use)
{
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e = { .status = 0 };
	char *path = NULL;
	int err;

	if (cli->client)
		return 0;
	if (use == WITH_JOURNAL && set_journal(cli, &s, &path, &e))
		return cli_fail(cli_exit_of(e.status),
				"the journal cannot be used, and nothing is bought without it: %s",
				e.message);
	err = session_set_token(cli, &s, &e);
	if (!err)
		err = session_open_client(cli, &s, &cli->client, &e);
	free(path);
	return err ? cli_fail_call(&e) : 0;
}

int session_open_journal(struct cli *cli)
{
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e;
	char *path = NULL;
	int err = set_journal(cli, &s, &path, &e);

	if (!err)
		err = iqm_client_open_abi(&cli->client, cli_api, &s, &e, IQM_ABI);
	free(path);
	return err ? cli_fail_call(&e) : 0;
}

void session_disconnect(struct cli *cli)
{
	iqm_client_close(cli->client);
	cli->client = NULL;
	session_close_store(cli);
}
