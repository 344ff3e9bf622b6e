/* SPDX-License-Identifier: MIT */
/* An option in help. */
#ifndef IQM_CLI_HELP_OPTION_H
#define IQM_CLI_HELP_OPTION_H

#include "commands/page.h"

#define HELP_NAME_WIDTH 26 /* a longer name has its text on the next line */

/* `brief`: the first sentence only. */
void help_option(struct page *p, const struct cli_option_info *o, bool brief);

#endif
