/* SPDX-License-Identifier: MIT */
/* The exit code of a run that did several things. */
#include "term/term.h"

int worse_exit(int a, int b)
{
	for (const struct cli_exit_info *row = cli_exits; row->name; row++)
		if (row->code && (row->code == a || row->code == b))
			return row->code;
	return a ? a : b;
}
