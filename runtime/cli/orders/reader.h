/* SPDX-License-Identifier: MIT */
/* For the readers of files of orders. */
#ifndef IQM_CLI_READER_H
#define IQM_CLI_READER_H

#include "orders/orders.h"

#define COLUMNS_MAX 200

/* ---- rows.c ------------------------------------------------------------------------------ */

/* A mistake in a line; gives EXIT_USAGE. */
int sheet_fail(const struct sheet *s, size_t line, const char *format, ...) CLI_PRINTF(3, 4);
/* A new row with so many cells. NULL: out of memory, or too many. */
struct sheet_row *sheet_add_row(struct sheet *s, size_t line, size_t cells);
/* Whether a column has this name: in any letter case, with '-', '_' or a space between words. */
bool sheet_is_name(const char *column, const char *name);
/* The name with dashes, in lower case, cut where it does not fit. */
void sheet_fold_name(const char *name, char *to, size_t size);

/* ---- column.c ---------------------------------------------------------------------------- */

bool command_buys(const struct cli_command *c);
/* The command's flag of that name, or of that name on the wire; -1: none. */
int column_flag(const struct cli_command *c, const char *name);
/* The option of that name that a row may have; -1: none. */
int column_option(const char *name);
/* "operation" or "family". */
bool column_names_command(const char *name);
/* Whether the name means something, for any command that buys. */
bool column_is_known(const char *name);
#define COLUMN_WHY_SIZE 192
/* The message about a name that means nothing. Gives `why`. */
const char *column_unknown(const char *name, char why[COLUMN_WHY_SIZE]);

/* ---- csv_reader.c, jsonl_reader.c: exit codes --------------------------------------------- */

int csv_read(struct sheet *s, const char *text, size_t len);
int jsonl_read(struct sheet *s, const char *text, size_t len);

#endif
