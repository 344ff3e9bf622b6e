/* SPDX-License-Identifier: MIT */
/* What the commands have in common. Each cmd_<name>.c is one, which run_command() calls. */
#ifndef IQM_CLI_CMD_H
#define IQM_CLI_CMD_H

#include "handlers.h" /* generated: cmd_<name>() */
#include "purchase/purchase.h"

/* help.c. `command` NULL: of the whole. */
void help(FILE *out, const struct cli_command *command);
/* Of the commands that begin with this word. */
void help_family(FILE *out, const char *family);

/* print_credentials.c: prints who is logged in, by what (`source`), and until when. */
int print_credentials(const struct cli *cli, const struct credentials *c, const char *source);

#endif
