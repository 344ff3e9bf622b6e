/* SPDX-License-Identifier: MIT */
/* Where the journal is, and whether it was lost. */
#include "session/session.h"

#include <stdlib.h>
#include <unistd.h>

bool journal_is_lost(struct cli *cli, const char *path)
{
	char *lock = state_path_or_fail(&cli->config, "plans/.lock");
	bool lost = lock && access(path, F_OK) && !access(lock, F_OK);

	free(lock);
	return lost;
}

char *journal_path(struct cli *cli)
{
	char *path = state_path_or_fail(&cli->config, "journal");

	if (!path || !journal_is_lost(cli, path))
		return path;
	cli_fail(EXIT_FAILED,
		 "the journal \"%s\" is lost, so it is not known what was bought. Put it back; or "
		 "check the lists of reports, then delete the folder \"plans\" beside it",
		 path);
	free(path);
	return NULL;
}
