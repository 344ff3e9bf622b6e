/* SPDX-License-Identifier: MIT */
/* What `config set`, `config unset` and `auth login` do to the configuration file. */
#include "commands/change_config.h"

#include <stdlib.h>
#include <string.h>

int find_setting(const char *name, enum cli_setting_id *id)
{
	struct nearest near = { .word = name };
	char hint[96];

	for (int i = 0; i < SET_LEN; i++) {
		if (!strcmp(cli_settings[i].name, name)) {
			*id = (enum cli_setting_id)i;
			return 0;
		}
		nearest_try(&near, cli_settings[i].name);
	}
	return cli_fail(EXIT_USAGE, "no setting is called '%.40s'%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

int check_edit(const struct config_edit *edit, const char *profile)
{
	struct config config;
	int err = config_from_text(&config, edit->path, edit->text, edit->len, profile);

	if (!err)
		err = session_check_settings(&config, &config.error);
	if (err)
		err = cli_fail(cli_exit_of(err), "%s", config.error.message);
	config_free(&config);
	return err;
}

/* The file's syntax: a value is one line, without whitespace around it. The value is not shown, as
 * it may be a secret. */
static int check_line(const char *name, const char *value)
{
	size_t len = strlen(value);

	if (!len)
		return cli_fail(EXIT_USAGE,
				"%s: the value is empty; '" PROGRAM " config unset %s' "
				"takes it out",
				name, name);
	if (strpbrk(value, "\r\n"))
		return cli_fail(EXIT_USAGE, "%s: expected one line, found several", name);
	if (strchr(" \t", value[0]) || strchr(" \t", value[len - 1]))
		return cli_fail(EXIT_USAGE, "%s: expected no whitespace around the value", name);
	return 0;
}

static int change_open(struct cli *cli, struct config_edit *edit, enum cli_setting_id id,
		       const char *value, enum config_change *change)
{
	struct iqm_error e;
	int err = config_edit_change(edit, cli->config.profile, cli_settings[id].name, value,
				     change, &e);

	if (!err && *change == CONFIG_SAME)
		return 0;
	if (!err && check_edit(edit, cli->config.profile)) {
		cli_info("%s is as it was.", edit->path);
		return EXIT_CONFIG;
	}
	if (!err)
		err = config_edit_stage(edit, &e);
	if (!err)
		err = config_edit_commit(edit, &e);
	return err ? cli_fail_call(&e) : 0;
}

static void report(const struct cli *cli, const char *path, enum cli_setting_id id,
		   const char *value, enum config_change change)
{
	const char *variable = cli_settings[id].env;
	const char *now = getenv(variable);

	if (change == CONFIG_NEW_PROFILE && strcmp(cli->config.profile, "default") != 0)
		cli_info("Profile %s was made in %s.", cli->config.profile, path);
	if (change == CONFIG_SAME)
		cli_info("%s was not set in profile %s.", cli_settings[id].name,
			 cli->config.profile);
	if (value && now && *now)
		cli_info("%s is set too, and goes before it.", variable);
}

int change_config(struct cli *cli, enum cli_setting_id id, const char *value)
{
	enum config_change change = CONFIG_SAME;
	struct config_edit edit;
	struct iqm_error e;
	int err = value ? check_line(cli_settings[id].name, value) : 0;

	if (err)
		return err;
	err = config_edit_open(&edit, &e) ? cli_fail_call(&e)
					  : change_open(cli, &edit, id, value, &change);
	if (!err)
		report(cli, edit.path, id, value, change);
	config_edit_close(&edit);
	return err;
}
