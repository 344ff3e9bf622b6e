/* SPDX-License-Identifier: MIT */
/* Clients of the service, by the settings. */
#include "session/session.h"

#include <stdlib.h>
#include <string.h>

static const char *setting(const struct cli *cli, enum cli_setting_id id)
{
	return cli->config.setting[id].value;
}

/* ---- log lines --------------------------------------------------------------------------- */

static void print_line(void *context, enum iqm_log_level level, const char *line)
{
	(void)context;
	(void)level;
	cli_say("log", PROGRAM ": ", line);
}

static enum iqm_log_level log_level(const struct cli *cli)
{
	if (is_given(&cli->args, OPT_DEBUG))
		return IQM_LOG_DEBUG;
	return is_given(&cli->args, OPT_VERBOSE) ? IQM_LOG_INFO : IQM_LOG_NONE;
}

/* ---- opening ----------------------------------------------------------------------------- */

static void fill(struct cli *cli, struct iqm_settings *s)
{
	s->base_url = setting(cli, SET_BASE_URL);
	s->ow_id = setting(cli, SET_OW_ID);
	s->ca_file = setting(cli, SET_CA_FILE);
	s->ca_dir = setting(cli, SET_CA_DIR);
	s->client_cert = setting(cli, SET_CLIENT_CERT);
	s->client_key = setting(cli, SET_CLIENT_KEY);
	s->proxy = setting(cli, SET_PROXY);
	s->dialect = setting(cli, SET_DIALECT);
	s->no_purchases = config_no_purchases(&cli->config);
	s->user_agent = PROGRAM "/" IQM_VERSION;
	parse_duration(setting(cli, SET_TIMEOUT), &s->timeout_ms);
	s->log_level = log_level(cli);
	s->log = print_line;
	if (!s->on_event)
		s->on_event = progress_event;
}

static int open_with(struct iqm_settings *s, const char *limiter, struct iqm_client **out,
		     struct iqm_error *e)
{
	s->limiter_file = limiter;
	return iqm_client_open_abi(out, cli_api, s, e, IQM_ABI);
}

/* Once a run, whatever it opens clients for. */
static void warn(struct cli *cli, const struct iqm_error *e)
{
	if (!cli->warned_of_state && messages_verbosity() != VERBOSITY_QUIET)
		cli_warn("the rate limit is not shared with other runs: %s", e->message);
	cli->warned_of_state = true;
}

/* A state directory that is full, read-only or another's keeps nobody from reading lists. */
static int open_without(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
			struct iqm_error *e)
{
	struct iqm_error why = *e;
	int err;

	if (why.status == IQM_E_NOMEM)
		return why.status;
	err = open_with(s, NULL, out, e);
	if (!err)
		warn(cli, &why);
	return err;
}

static int open_by_file(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
			struct iqm_error *e)
{
	char *limiter = rate_limit_path(cli, e);
	int err = limiter ? open_with(s, limiter, out, e) : e->status;

	if (err)
		err = open_without(cli, s, out, e);
	free(limiter);
	return err;
}

/* Without the database no request is sent: other hosts would not know of it. All that use it share
 * one rate limit. */
static int open_by_store(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
			 struct iqm_error *e)
{
	struct iqm_limiter limiter;
	struct iqm_error why;
	int err = session_open_store(cli, 0, &why);

	if (err) {
		*e = why;
		return error_set(
			e, err, "the rate limit cannot be used, and nothing is sent without it: %s",
			why.message);
	}
	err = session_store_limiter(cli, &limiter, e);
	s->limiter = &limiter;
	if (!err)
		err = open_with(s, NULL, out, e);
	s->limiter = NULL;
	return err;
}

int session_open_client(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
			struct iqm_error *e)
{
	int err;

	fill(cli, s);
	session_explain_trust(&cli->config);
	err = setting(cli, SET_STORE) ? open_by_store(cli, s, out, e)
				      : open_by_file(cli, s, out, e);
	if (err == IQM_E_CONFIG)
		session_name_setting(&cli->config, e);
	return err;
}
