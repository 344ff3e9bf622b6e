/* SPDX-License-Identifier: MIT */
/* What one report and several have in common: types, columns, and what is said of failures. */
#include "commands/download_items.h"

#include <inttypes.h>

const struct column download_columns[] = {
	{ .name = "id" }, { .name = "file" }, { .name = "bytes" }, { .name = "outcome" }
};

int download_type(const struct cli *cli, const char *option, const char *name, int64_t asked,
		  int64_t *type)
{
	int err = save_file_type(cli->args.command, option, name, type);

	if (!err && asked && asked != *type)
		err = cli_fail(EXIT_USAGE,
			       "--%s: the name '%s' ends in that of file type %" PRId64
			       ", but the request has %" PRId64,
			       option, name, *type, asked);
	return err;
}

int download_fail(const struct report_file *file)
{
	struct iqm_error e = file->error;
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	int code;

	if (file->path)
		note_refused(file->path, &e);
	snprintf(e.message, sizeof(e.message), "report %" PRId64 ": %.470s", file->id,
		 file->error.message);
	code = cli_fail_call(&e);
	if (file->path && cli_interrupted())
		cli_info("What was downloaded is in %s.part. To continue, run the same command "
			 "again%s",
			 file->path,
			 next_step(step, ": ", command_of_run(command, file->cli->args.argv)));
	return code;
}

void download_advise_wait(const struct cli *cli, const struct download_item *items, size_t len)
{
	char command[COMMAND_SIZE];
	struct buf ids = { 0 };

	for (size_t i = 0; i < len; i++)
		if (items[i].code == EXIT_REFUSED)
			iqm_buf_printf(&ids, "%s%" PRId64, ids.len ? "," : "", items[i].id);
	if (ids.len && !ids.err)
		next_step_at_end(command_text(command, cli->args.command->family, "wait", ids.data,
					      (char *)NULL));
	iqm_buf_free(&ids);
}
