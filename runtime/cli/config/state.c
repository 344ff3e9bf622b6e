/* SPDX-License-Identifier: MIT */
/* The state directory of a profile: the journal, the shared rate limit, credentials, plans. */
#include "config/directory.h"

#include <stdlib.h>

static int set_directory(struct config *config, struct iqm_error *e)
{
	char *all = user_directory("XDG_STATE_HOME", ".local/state", e);
	char *ours = all ? path_join(all, "iqm-insights") : NULL;

	if (ours)
		config->state_directory = path_join(ours, config->profile);
	free(ours);
	if (all && !config->state_directory)
		error_set_nomem(e);
	free(all);
	return config->state_directory ? 0 : e->status;
}

int state_open(struct config *config, struct iqm_error *e)
{
	int err = config->state_directory ? 0 : set_directory(config, e);

	return err ? err : directory_make(config->state_directory, e);
}

char *state_path(struct config *config, const char *name, struct iqm_error *e)
{
	char *path;

	if (state_open(config, e))
		return NULL;
	path = path_join(config->state_directory, name);
	if (!path)
		error_set_nomem(e);
	return path;
}

char *state_directory(struct config *config, const char *name, struct iqm_error *e)
{
	char *path = state_path(config, name, e);

	if (!path || !directory_make(path, e))
		return path;
	free(path);
	return NULL;
}

char *state_path_or_fail(struct config *config, const char *name)
{
	struct iqm_error e;
	char *path = state_path(config, name, &e);

	if (!path)
		cli_fail(cli_exit_of(e.status), "%s", e.message);
	return path;
}
