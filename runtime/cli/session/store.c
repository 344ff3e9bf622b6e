/* SPDX-License-Identifier: MIT */
/* The database that hosts share, where the command was built with libpq. */
#include "session/session.h"

#ifdef CLI_POSTGRES

#include <iqm/postgres.h>

static int open_at(struct cli *cli, const char *url, long timeout_ms, struct iqm_error *e)
{
	struct iqm_call call = { .timeout_ms = timeout_ms, .cancel = cli->call.cancel };
	int err;

	if (!timeout_ms)
		parse_duration(cli->config.setting[SET_TIMEOUT].value, &call.timeout_ms);
	err = iqm_postgres_open(url, &cli->store, &call);
	if (err)
		*e = call.error;
	return err;
}

void session_close_store(struct cli *cli)
{
	iqm_postgres_close(cli->store);
	cli->store = NULL;
}

const struct iqm_journal *session_store_journal(const struct cli *cli)
{
	return iqm_postgres_journal(cli->store);
}

int session_store_limiter(const struct cli *cli, struct iqm_limiter *out, struct iqm_error *e)
{
	int err = iqm_postgres_limiter(cli->store, NULL, out);

	return err ? error_set(e, err, "the rate limit in the database cannot be used") : 0;
}

int session_check_store(const struct cli *cli, struct iqm_call *call)
{
	return iqm_postgres_check(cli->store, call);
}

int session_accept_store(const struct cli *cli, struct iqm_call *call)
{
	return iqm_postgres_accept(cli->store, call);
}

#else

#define WITHOUT "this " PROGRAM " was built without PostgreSQL's libpq"

static int open_at(struct cli *cli, const char *url, long timeout_ms, struct iqm_error *e)
{
	(void)cli, (void)url, (void)timeout_ms;
	return error_set(e, IQM_E_CONFIG, WITHOUT);
}

void session_close_store(struct cli *cli)
{
	(void)cli;
}

const struct iqm_journal *session_store_journal(const struct cli *cli)
{
	(void)cli;
	return NULL;
}

int session_store_limiter(const struct cli *cli, struct iqm_limiter *out, struct iqm_error *e)
{
	(void)cli, (void)out;
	return error_set(e, IQM_E_CONFIG, WITHOUT);
}

int session_check_store(const struct cli *cli, struct iqm_call *call)
{
	(void)cli;
	return error_set(&call->error, IQM_E_CONFIG, WITHOUT);
}

int session_accept_store(const struct cli *cli, struct iqm_call *call)
{
	return session_check_store(cli, call);
}

#endif

int session_open_store(struct cli *cli, long timeout_ms, struct iqm_error *e)
{
	const struct setting *store = &cli->config.setting[SET_STORE];
	struct iqm_error why;
	int err;

	if (cli->store || !store->value)
		return 0;
	err = open_at(cli, store->value, timeout_ms, &why);
	if (!err)
		return 0;
	*e = why;
	return error_set(e, err, "%s (%s)", why.message, store->origin);
}
