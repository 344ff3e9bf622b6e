/* SPDX-License-Identifier: MIT */
/* Every operation of the API: makes its request of the command line, and prints its response. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <string.h>

/* Makes the call, and prints the whole response. */
static int call_and_print(struct cli *cli, const struct request *r)
{
	void *response;
	int err;

	cli->call.keep_raw = true;
	err = iqm_perform(cli->client, cli->args.command->op, r->value, &response, &cli->call);
	err = err ? cli_fail_call(&cli->call.error) : print_response(&cli->print, response);
	iqm_free(response);
	return err;
}

/* An id of the request; 0: it is not given. */
static int64_t id_of(const struct request *r, const struct iqm_field *field)
{
	struct iqm_int id;

	memcpy(&id, (const char *)r->value + field->offset, sizeof(id));
	return id.set ? id.value : 0;
}

/* `download --save FILE`: the file, not its link. */
static int save(struct cli *cli, const struct request *r)
{
	const struct iqm_op *op = cli->args.command->op;
	const char *path = option_value(&cli->args, OPT_SAVE);
	int64_t named = id_of(r, op->file->type);
	unsigned mode;
	int64_t type;
	int err = parse_save_mode(cli, &mode);

	if (!err)
		err = save_file_type(cli->args.command, "save", path, &type);
	if (!err && !id_of(r, op->file->id))
		err = cli_fail(EXIT_USAGE, "expected the id of a report: see --help");
	if (!err && named && named != type)
		err = cli_fail(EXIT_USAGE,
			       "--save: the name '%s' ends in that of file type %" PRId64
			       ", but the request has %" PRId64,
			       path, type, named);
	return err ? err : download_report(cli, op, id_of(r, op->file->id), type, path);
}

static int perform(struct cli *cli, const struct request *r)
{
	const struct iqm_op *op = cli->args.command->op;
	bool paid = op->effect == IQM_PAID;
	int err = paid ? place_need_workspace(cli) : 0;

	if (!err)
		err = session_connect(cli, paid ? WITH_JOURNAL : WITHOUT_JOURNAL);
	if (err)
		return err;
	if (op->effect == IQM_PAID)
		return buy_report(cli, r);
	if (op->file && is_given(&cli->args, OPT_SAVE))
		return save(cli, r);
	if (is_given(&cli->args, OPT_ALL))
		return print_pages(&cli->print, cli->client, r->value, &cli->call);
	return call_and_print(cli, r);
}

/* --set: reads what the service has, changes what is given, and writes all of it back. */
static int change(struct cli *cli, struct request *r)
{
	void *before;
	int err = session_connect(cli, WITHOUT_JOURNAL);

	if (err)
		return err;
	if (iqm_perform(cli->client, cli->args.command->read, NULL, &before, &cli->call))
		return cli_fail_call(&cli->call.error);
	set_fields_fill(&cli->args, r, cli->args.command->read->response, before);
	err = call_and_print(cli, r);
	iqm_free(before);
	return err;
}

int cmd_operation(struct cli *cli)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	bool changes = is_given(&cli->args, OPT_SET);
	struct request r = { 0 };
	int err = zone ? zone_check(zone) : 0;

	if (!err)
		err = check_columns(&cli->print);
	if (!err)
		err = changes ? set_fields_read(&cli->args) : 0;
	if (!err)
		err = request_build(&cli->args, zone, &r);
	if (!err)
		err = check_order_days(&cli->args, r.value);
	if (!err)
		err = changes ? change(cli, &r) : perform(cli, &r);
	request_free(&r);
	return err;
}
