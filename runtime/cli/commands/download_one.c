/* SPDX-License-Identifier: MIT */
/* One report, to a path or to standard output. */
#include "commands/download_items.h"

#include <string.h>

static int print_saved(const struct cli *cli, const struct report_file *file)
{
	struct cell cells[] = { { CELL_INT, { .number = file->id } },
				{ CELL_TEXT, { .text = file->path } },
				{ CELL_INT, { .number = file->bytes } } };

	return out_object(&cli->print, download_columns, COLUMNS_ONE, cells);
}

int download_one(struct cli *cli, const struct iqm_op *op, int64_t id, int64_t asked)
{
	const char *path = option_value(&cli->args, OPT_SAVE);
	bool to_output = !strcmp(path, "-");
	struct report_file file = {
		.cli = cli,
		.link = op,
		.id = id,
		.path = to_output ? NULL : path,
		.strict = is_given(&cli->args, OPT_STRICT),
	};
	int err = parse_save_mode(cli, &file.mode);

	if (!err && to_output && is_given(&cli->args, OPT_MODE))
		err = cli_fail(EXIT_USAGE, "--mode is for a file, not for standard output");
	file.type = asked ? asked : cli->args.command->file_types->id;
	if (!err)
		err = to_output ? check_save_output(&file)
				: download_type(cli, "save", path, asked, &file.type);
	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (err)
		return err;
	if (save_report(&file)) {
		const struct download_item item = { .id = id, .code = download_fail(&file) };

		download_advise_wait(cli, &item, 1);
		return item.code;
	}
	return to_output ? 0 : print_saved(cli, &file);
}
