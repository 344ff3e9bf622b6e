/* SPDX-License-Identifier: MIT */
/* The state directory: the journal, the rate limits by service, the credentials by profile. */
#include "config/directory.h"

#include <stdlib.h>
#include <string.h>

static int set_directory(struct config *config, struct iqm_error *e)
{
	char *all = user_directory("XDG_STATE_HOME", ".local/state", e);

	if (all)
		config->state_directory = path_join(all, PROGRAM);
	if (all && !config->state_directory)
		error_set_nomem(e);
	free(all);
	return config->state_directory ? 0 : e->status;
}

/* What helps where no chmod does. */
static int name_variable(struct iqm_error *e)
{
	size_t len = strlen(e->message);

	if (e->status != IQM_E_NOMEM && !strstr(e->message, "chmod"))
		snprintf(e->message + len, sizeof(e->message) - len,
			 "; set XDG_STATE_HOME to a folder that you can write");
	return e->status;
}

char *state_find(struct config *config, const char *name, struct iqm_error *e)
{
	char *path = NULL;

	if (!config->state_directory && set_directory(config, e))
		return NULL;
	path = path_join(config->state_directory, name);
	if (!path)
		error_set_nomem(e);
	return path;
}

int state_open(struct config *config, struct iqm_error *e)
{
	int err = config->state_directory ? 0 : set_directory(config, e);

	if (!err)
		err = directory_make(config->state_directory, e);
	return err ? name_variable(e) : 0;
}

/* The directory that `path` is in, if that is not the state directory. */
static int make_parent(char *path, const char *name, struct iqm_error *e)
{
	char *slash = strrchr(path, '/');
	int err;

	if (!strchr(name, '/'))
		return 0;
	*slash = '\0';
	err = directory_make(path, e);
	*slash = '/';
	return err ? name_variable(e) : 0;
}

char *state_path(struct config *config, const char *name, struct iqm_error *e)
{
	char *path;

	if (state_open(config, e))
		return NULL;
	path = path_join(config->state_directory, name);
	if (!path)
		error_set_nomem(e);
	if (!path || !make_parent(path, name, e))
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
