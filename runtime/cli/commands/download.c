/* SPDX-License-Identifier: MIT */
/* `download` that saves the files of one or several reports, and not only gives a link. */
#include "commands/download_items.h"

/* The file type that the request asks for; 0: none. */
static int64_t asked_type(const struct iqm_op *op, const void *request)
{
	struct iqm_int type = member_int(op->file->type, request);

	return type.set ? type.value : 0;
}

static int check_options(const struct cli *cli, const struct ids *ids)
{
	const struct arguments *args = &cli->args;
	bool all = is_given(args, OPT_ALL_READY);

	if (is_given(args, OPT_SAVE) && is_given(args, OPT_SAVE_DIR))
		return cli_fail(EXIT_USAGE,
				"--save and --save-dir are both given: expected one of them");
	if (all && ids->len)
		return cli_fail(EXIT_USAGE, "--all-ready takes no ids");
	if (!all && !ids->len)
		return cli_fail(EXIT_USAGE,
				"expected the id of a report: " PROGRAM
				" %s download 50 --save-dir .",
				args->command->family);
	if (!is_given(args, OPT_SAVE_DIR) && (all || is_given(args, OPT_NAME_TEMPLATE)))
		return cli_fail(EXIT_USAGE, "--%s needs --save-dir", all ? "all-ready" : "name");
	if (ids->len > 1 && !is_given(args, OPT_SAVE_DIR))
		return cli_fail(EXIT_USAGE, "several reports need --save-dir");
	return 0;
}

bool downloads_files(const struct cli *cli, const struct ids *ids)
{
	return ids->len > 1 || is_given(&cli->args, OPT_SAVE) ||
	       is_given(&cli->args, OPT_SAVE_DIR) || is_given(&cli->args, OPT_ALL_READY) ||
	       is_given(&cli->args, OPT_NAME_TEMPLATE);
}

int download_files(struct cli *cli, const void *request, const struct ids *ids)
{
	const struct iqm_op *op = cli->args.command->op;
	int64_t asked = asked_type(op, request);
	bool one = is_given(&cli->args, OPT_SAVE);
	int err = check_options(cli, ids);

	if (!err)
		err = out_check(&cli->print, download_columns, one ? COLUMNS_ONE : COLUMNS_ALL);
	if (err)
		return err;
	return one ? download_one(cli, op, ids->items[0], asked)
		   : download_several(cli, op, ids, asked);
}
