/* SPDX-License-Identifier: MIT */
/* Clients of the service, by the settings. */
#include "buy.h"
#include "session/connect.h"
#include "config/state.h"
#include "term/text.h"
#include "config/credentials.h"

#include <stdlib.h>
#include <string.h>

static const char *setting(const struct cli *cli, enum cli_setting_id id)
{
	return cli->setting[id].value;
}

bool connect_can_log_in(const struct cli *cli)
{
	return setting(cli, SET_CLIENT_ID) && setting(cli, SET_CLIENT_SECRET) &&
	       setting(cli, SET_USERNAME) && setting(cli, SET_PASSWORD);
}

/* ---- what a client says ------------------------------------------------------------------- */

static void print_line(void *context, enum iqm_log_level level, const char *line)
{
	(void)context;
	(void)level;
	cli_progress_hide();
	fputs("iqm-insights: ", stderr);
	text_put_safe(stderr, line);
	fputc('\n', stderr);
}

static enum iqm_log_level log_level(const struct cli *cli)
{
	if (cli_given(cli, OPT_DEBUG))
		return IQM_LOG_DEBUG;
	return cli_given(cli, OPT_VERBOSE) ? IQM_LOG_INFO : IQM_LOG_NONE;
}

/* ---- opening ------------------------------------------------------------------------------ */

static enum iqm_dialect dialect(const struct cli *cli)
{
	const char *name = setting(cli, SET_DIALECT);

	if (!strcmp(name, "openapi"))
		return IQM_DIALECT_OPENAPI;
	return strcmp(name, "samples") ? IQM_DIALECT_PAGE : IQM_DIALECT_SAMPLES;
}

static void fill(struct cli *cli, struct iqm_settings *s)
{
	s->base_url = setting(cli, SET_BASE_URL);
	s->ow_id = setting(cli, SET_OW_ID);
	s->ca_file = setting(cli, SET_CA_FILE);
	s->dialect = dialect(cli);
	s->user_agent = "iqm-insights/" IQM_VERSION;
	cli_read_ms(setting(cli, SET_TIMEOUT), &s->timeout_ms);
	s->log_level = log_level(cli);
	s->log = print_line;
	if (!s->on_event) {
		s->on_event = cli_progress_event;
		s->event_context = cli;
	}
}

/* "base_url: ..." of the library, as the setting that it is. */
static void name_setting(const struct cli *cli, struct iqm_error *e)
{
	for (size_t i = 0; i < SET_LEN; i++) {
		const char *name = cli_settings[i].name;
		size_t len = strlen(name);
		char what[sizeof(e->message)];

		if (e->message[len] != ':' || !*cli->setting[i].origin)
			continue;
		for (size_t j = 0; j < len; j++)
			if (e->message[j] != (name[j] == '-' ? '_' : name[j]))
				len = 0;
		if (!len)
			continue;
		snprintf(what, sizeof(what), "%s", e->message + len);
		explain(e, e->status, "%s%s (%s)", name, what, cli->setting[i].origin);
		return;
	}
}

int connect_open(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
		 struct iqm_error *e)
{
	char *limiter = state_path(cli, "limiter", e);
	int err;

	if (!limiter)
		return e->status;
	fill(cli, s);
	s->limiter_file = limiter;
	err = iqm_client_open(out, s, e);
	free(limiter);
	if (err == IQM_E_CONFIG)
		name_setting(cli, e);
	return err;
}

int connect_set_token(struct cli *cli, struct iqm_settings *s, struct iqm_error *e)
{
	struct kept_token k = { .expires = 0 };
	int err = 0;

	s->token = setting(cli, SET_TOKEN);
	if (s->token)
		return 0;
	err = kept_token_load(cli, &k, e);
	if (!err && !k.access && connect_can_log_in(cli)) {
		s->client_id = setting(cli, SET_CLIENT_ID);
		s->client_secret = setting(cli, SET_CLIENT_SECRET);
		s->username = setting(cli, SET_USERNAME);
		s->password = setting(cli, SET_PASSWORD);
	} else {
		/* Where none is kept it says so, once a call needs one. */
		s->get_token = kept_token_give;
		s->token_context = cli;
	}
	kept_token_free(&k);
	return err;
}

/* Others do not make one: that it is gone would not be seen any more. */
static bool needs_journal(const struct cli_command *c)
{
	return c->run == cli_journal_resume ||
	       (c->run == cli_run_operation && c->op->effect == IQM_PAID);
}

int cli_connect(struct cli *cli)
{
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_error e = { .status = 0 };
	char *journal = NULL;
	int err;

	if (cli->client)
		return 0;
	if (needs_journal(cli->command)) {
		journal = journal_path(cli);
		if (!journal)
			return EXIT_FAILED;
	}
	s.journal = journal;
	err = connect_set_token(cli, &s, &e);
	if (!err)
		err = connect_open(cli, &s, &cli->client, &e);
	free(journal);
	return err ? cli_fail_call(cli, &e) : 0;
}

void cli_disconnect(struct cli *cli)
{
	iqm_client_close(cli->client);
	cli->client = NULL;
}
