/* SPDX-License-Identifier: MIT */
/* What the commands have in common. Each cmd_<name>.c is one, which run_command() calls. */
#ifndef IQM_CLI_CMD_H
#define IQM_CLI_CMD_H

#include "handlers.h" /* generated: cmd_<name>() */
#include "purchase/purchase.h"

/* help.c, help_command.c: of the whole; of the commands that begin with a word; of a topic; of a
 * command. They give an exit code. */
int help(FILE *out);
int help_family(FILE *out, const char *family);
int help_topic(FILE *out, const struct cli_topic *topic);
int help_command(FILE *out, const struct cli_command *c);

/* download.c: whether `download` is to save files; else it gives the link of one. */
bool downloads_files(const struct cli *cli, const struct ids *ids);
/* Saves them, and prints what became of each. It connects when all else is checked. */
int download_files(struct cli *cli, const void *request, const struct ids *ids);
/* delete.c: shows the reports and asks, or with --dry-run prints them; *go: they are to be deleted.
 * An exit code. */
int confirm_delete(struct cli *cli, const struct ids *ids, bool *go);

/* print_credentials.c: prints who is logged in, by what (`source`), whether the service accepts it,
 * and until when. */
int print_credentials(const struct cli *cli, const struct credentials *c, const char *source,
		      const char *state);

#endif
