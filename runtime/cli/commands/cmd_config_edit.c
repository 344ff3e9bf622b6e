/* SPDX-License-Identifier: MIT */
/* `config edit`: the configuration file in the user's editor, kept only if it is right. */
#include "commands/change_config.h"

#include <stdlib.h>
#include <unistd.h>

/* All profiles must be right. */
static int check_all(const struct config_edit *edit)
{
	struct config config;
	int err = config_from_text(&config, edit->path, edit->text, edit->len, "default");

	if (err)
		err = cli_fail(cli_exit_of(err), "%s", config.error.message);
	for (size_t i = 0; !err && i < config.file.section_len; i++)
		err = check_edit(edit, config.file.sections[i]);
	config_free(&config);
	return err;
}

static int commit(struct config_edit *edit, const char *copy)
{
	struct iqm_error e;
	int err = check_all(edit);

	if (!err && (config_edit_stage(edit, &e) || config_edit_commit(edit, &e)))
		err = cli_fail_call(&e);
	if (err)
		cli_info("%s is as it was. What was written is kept in %s; run '" PROGRAM
			 " config edit' again.",
			 edit->path, copy);
	else
		unlink(copy);
	return err;
}

static int edit_copy(struct config_edit *edit, const char *copy, bool old)
{
	struct iqm_error e;
	bool same = false;
	int err;

	if (old)
		cli_info("Continuing with what an earlier edit left in %s.", copy);
	err = edit_file(copy);
	if (err) {
		if (!old)
			unlink(copy);
		return err;
	}
	if (config_edit_take(edit, copy, &same, &e))
		return cli_fail_call(&e);
	if (!same)
		return commit(edit, copy);
	unlink(copy);
	cli_info("Nothing was changed.");
	return 0;
}

int cmd_config_edit(struct cli *cli)
{
	struct config_edit edit;
	struct iqm_error e;
	bool old = false;
	int err = config_edit_open(&edit, &e);
	char *copy = err ? NULL : config_edit_copy(&edit, &old, &e);

	(void)cli;
	err = copy ? edit_copy(&edit, copy, old) : cli_fail_call(&e);
	config_edit_close(&edit);
	free(copy);
	return err;
}
