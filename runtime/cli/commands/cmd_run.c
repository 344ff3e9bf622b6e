/* SPDX-License-Identifier: MIT */
/* An operation: its request from the command line, its response to standard output. */
#include "cli.h"

#include <string.h>

/* Makes the call, and prints the whole response. */
static int call_and_print(struct cli *cli, const struct cli_request *r)
{
	void *response;
	int err;

	cli->call.keep_raw = true;
	err = iqm_perform(cli->client, cli->command->op, r->request, &response, &cli->call);
	err = err ? cli_fail_call(cli, &cli->call.error) : response_print(cli, response);
	iqm_free(response);
	return err;
}

static int64_t id_of(const struct cli_command *c, const struct cli_request *r)
{
	struct iqm_int id;

	memcpy(&id, (const char *)r->request + c->op->file->id->offset, sizeof(id));
	return id.set ? id.value : 0;
}

/* `download --save FILE`: the file, not its link. */
static int save(struct cli *cli, const struct cli_request *r)
{
	const char *path = cli_option(cli, OPT_SAVE);

	if (!id_of(cli->command, r))
		return cli_fail(cli, EXIT_USAGE, "which report? Say its id: see --help");
	return cli_save_report(cli, cli->command->op, id_of(cli->command, r), path);
}

static int go(struct cli *cli, const struct cli_request *r)
{
	const struct iqm_op *op = cli->command->op;
	int err = cli_connect(cli);

	if (err)
		return err;
	if (op->effect == IQM_PAID)
		return cli_buy(cli, r);
	if (op->file && cli_given(cli, OPT_SAVE))
		return save(cli, r);
	if (cli_given(cli, OPT_ALL))
		return response_print_pages(cli, r->request);
	return call_and_print(cli, r);
}

/* Reads what there is, changes what was given, and writes it back. */
static int change(struct cli *cli, struct cli_request *r)
{
	void *before;
	int err = cli_connect(cli);

	if (err)
		return err;
	if (iqm_perform(cli->client, cli->command->read, NULL, &before, &cli->call))
		return cli_fail_call(cli, &cli->call.error);
	cli_request_fill(cli, r, cli->command->read->response, before);
	err = call_and_print(cli, r);
	iqm_free(before);
	return err;
}

int cli_run_operation(struct cli *cli)
{
	const char *zone = cli->setting[SET_TIMEZONE].value;
	bool changes = cli_given(cli, OPT_SET);
	struct cli_request r = { 0 };
	int err = zone ? cli_zone_check(cli, zone) : 0;

	if (!err)
		err = response_check_columns(cli);
	if (!err)
		err = changes ? cli_request_sets(cli) : 0;
	if (!err)
		err = cli_request_build(cli, &r);
	if (!err)
		err = changes ? change(cli, &r) : go(cli, &r);
	cli_request_free(&r);
	return err;
}
