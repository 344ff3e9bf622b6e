/* SPDX-License-Identifier: MIT */
/* `version`, and --version. */
#include "commands/cmd.h"

int cmd_version(struct cli *cli)
{
	static const char text[] = PROGRAM " " IQM_VERSION "\n";

	(void)cli;
	stream_text(stdout, text, sizeof(text) - 1);
	return EXIT_OK;
}
