/* SPDX-License-Identifier: MIT */
/* The client of this run: who logs in, and whether it has the journal. */
#include "session/session.h"

#include <stdlib.h>

static const char *setting(const struct cli *cli, enum cli_setting_id id)
{
	return cli->config.setting[id].value;
}

bool session_can_log_in(const struct cli *cli)
{
	return setting(cli, SET_CLIENT_ID) && setting(cli, SET_CLIENT_SECRET) &&
	       setting(cli, SET_USERNAME) && setting(cli, SET_PASSWORD);
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

int session_connect(struct cli *cli, enum journal_use use)
{
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e = { .status = 0 };
	char *journal = NULL;
	int err;

	if (cli->client)
		return 0;
	if (use == WITH_JOURNAL) {
		journal = state_path(&cli->config, "journal", &e);
		if (!journal)
			return cli_fail(cli_exit_of(e.status),
					"the journal cannot be used, and nothing is bought without "
					"it: %s",
					e.message);
	}
	s.journal = journal;
	err = session_set_token(cli, &s, &e);
	if (!err)
		err = session_open_client(cli, &s, &cli->client, &e);
	free(journal);
	return err ? cli_fail_call(&e) : 0;
}

int session_open_journal(struct cli *cli)
{
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e;
	char *path = state_path_or_fail(&cli->config, "journal");
	int err;

	if (!path)
		return EXIT_FAILED;
	s.journal = path;
	err = iqm_client_open_abi(&cli->client, cli_api, &s, &e, IQM_ABI);
	free(path);
	return err ? cli_fail_call(&e) : 0;
}

void session_disconnect(struct cli *cli)
{
	iqm_client_close(cli->client);
	cli->client = NULL;
}
