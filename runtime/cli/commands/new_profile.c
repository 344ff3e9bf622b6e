/* SPDX-License-Identifier: MIT */
/* A profile that `auth login` makes: without its section, --profile would not be taken later. */
#include "commands/new_profile.h"
#include "commands/change_config.h"

#include <string.h>

/* What later commands cannot do without: where the token is from, and whose it is. */
static int add_options(const struct cli *cli, struct config_edit *edit, struct iqm_error *e)
{
	const char *profile = cli->config.profile;
	enum config_change change;
	int err = config_edit_change(edit, profile, NULL, NULL, &change, e);

	for (size_t i = 0; !err && i < SET_LEN; i++) {
		int option = cli_settings[i].option;

		if (!cli_settings[i].own || option < 0 ||
		    !is_given(&cli->args, (enum cli_option)option))
			continue;
		err = config_edit_change(edit, profile, cli_settings[i].name,
					 option_value(&cli->args, (enum cli_option)option), &change,
					 e);
	}
	return err;
}

int new_profile_open(struct cli *cli, struct new_profile *p)
{
	struct iqm_error e;
	int err;

	*p = (struct new_profile){ .is_new = !cli->config.file.exists &&
					     strcmp(cli->config.profile, "default") != 0 };
	if (!p->is_new)
		return 0;
	err = config_edit_open(&p->edit, &e);
	if (!err)
		err = add_options(cli, &p->edit, &e);
	if (err)
		return cli_fail_call(&e);
	err = check_edit(&p->edit, cli->config.profile);
	if (!err && config_edit_stage(&p->edit, &e))
		err = cli_fail_call(&e);
	return err;
}

int new_profile_commit(struct cli *cli, struct new_profile *p)
{
	struct iqm_error e;

	if (!p->is_new)
		return 0;
	if (config_edit_commit(&p->edit, &e))
		return cli_fail_call(&e);
	cli_info("Profile %s was made in %s.", cli->config.profile, p->edit.path);
	return 0;
}

void new_profile_close(struct new_profile *p)
{
	if (p->is_new)
		config_edit_close(&p->edit);
}
