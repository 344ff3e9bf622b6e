/* SPDX-License-Identifier: MIT */
/* For the readers of files of orders. */
#ifndef IQM_CLI_READER_H
#define IQM_CLI_READER_H

#include "orders/orders.h"

/* ---- rows.c ------------------------------------------------------------------------------ */

/* "FILE:LINE: ..."; gives EXIT_USAGE. */
int sheet_fail(const struct sheet *s, size_t line, const char *format, ...) CLI_PRINTF(3, 4);
/* A new row with so many cells. NULL: out of memory, or too many. */
struct sheet_row *sheet_add_row(struct sheet *s, size_t line, size_t cells);
/* Whether a column has this name: in any letter case, with '-', '_' or a space between words. */
bool sheet_is_name(const char *column, const char *name);
/* The name with dashes, in lower case, cut where it does not fit. */
void sheet_fold_name(const char *name, char *to, size_t size);

/* ---- csv_reader.c, jsonl_reader.c: exit codes --------------------------------------------- */

int csv_read(struct sheet *s, const char *text, size_t len);
int jsonl_read(struct sheet *s, const char *text, size_t len);

#endif
