/* SPDX-License-Identifier: MIT */
/* Secrets: asked for, and forgotten. */
#ifndef IQM_CLI_SECRET_H
#define IQM_CLI_SECRET_H

#include "cli.h"

/* Overwrites it, also where a compiler sees that nobody reads it again. */
void secret_wipe(void *at, size_t len);
/* Wipes and frees a string; NULL is allowed. */
void secret_free(char *text);
/*
 * Asks for `what` on the terminal, without echo where it is hidden; where standard input is none
 * it is the next line. *response: secret_free(). An exit code.
 */
int secret_ask(const struct cli *cli, const char *what, bool hidden, char **response);

#endif
