/* SPDX-License-Identifier: MIT */
/* The state folder of a profile: the journal, the shared allowance, the kept token, plans. */
#include "config/state.h"
#include "term/directory.h"

#include <stdlib.h>

static int set_folder(struct cli *cli, struct iqm_error *e)
{
	char *all = folder_of_user("XDG_STATE_HOME", ".local/state", e);
	char *ours = all ? folder_join(all, "iqm-insights") : NULL;

	if (ours)
		cli->state_folder = folder_join(ours, cli->profile);
	free(ours);
	if (all && !cli->state_folder)
		explain_nomem(e);
	free(all);
	return cli->state_folder ? 0 : e->status;
}

int state_open(struct cli *cli, struct iqm_error *e)
{
	int err = cli->state_folder ? 0 : set_folder(cli, e);

	return err ? err : folder_make(cli->state_folder, e);
}

char *state_path(struct cli *cli, const char *name, struct iqm_error *e)
{
	char *path;

	if (state_open(cli, e))
		return NULL;
	path = folder_join(cli->state_folder, name);
	if (!path)
		explain_nomem(e);
	return path;
}

char *cli_state_path(struct cli *cli, const char *name)
{
	struct iqm_error e;
	char *path = state_path(cli, name, &e);

	if (!path)
		cli_fail(cli, cli_exit_of(e.status), "%s", e.message);
	return path;
}
