/* SPDX-License-Identifier: MIT */
/* `version`, and --version. */
#include "commands/cmd.h"

int cmd_version(struct cli *cli)
{
	(void)cli;
	printf(PROGRAM " %s\n", IQM_VERSION);
	return EXIT_OK;
}
