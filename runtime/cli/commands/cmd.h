/* SPDX-License-Identifier: MIT */
/* What the commands have in common. Each cmd_<name>.c is one, which run_command() calls. */
#ifndef IQM_CLI_CMD_H
#define IQM_CLI_CMD_H

#include "handlers.h" /* generated: cmd_<name>() */
#include "purchase/purchase.h"

/* help.c, help_command.c: of the whole; of the commands that begin with a word; of a topic; of a
 * command. */
void help(FILE *out);
void help_family(FILE *out, const char *family);
void help_topic(FILE *out, const struct cli_topic *topic);
void help_command(FILE *out, const struct cli_command *c);

/* print_credentials.c: prints who is logged in, by what (`source`), whether the service accepts it,
 * and until when. */
int print_credentials(const struct cli *cli, const struct credentials *c, const char *source,
		      const char *state);

#endif
