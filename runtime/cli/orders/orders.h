/* SPDX-License-Identifier: MIT */
/* Files of orders: rows of CSV or JSON lines, and the arguments that a row makes. */
#ifndef IQM_CLI_ORDERS_H
#define IQM_CLI_ORDERS_H

#include "input/input.h"

/* A value of a row: of CSV always one text, of JSON lines also a list of texts, or JSON. */
struct sheet_cell {
	const char *name; /* of its column, as it is written */
	const char **items;
	size_t len;   /* 0: it is empty */
	bool is_list; /* of JSON */
	bool is_json; /* an object, or a list of some */
};

struct sheet_row {
	size_t line;
	struct sheet_cell *cells;
	size_t len;
	bool misnamed; /* some columns are left out, as their names are wrong */
};

/* One block for iqm_free(). */
struct sheet {
	const char *name; /* of the file, for errors */
	struct arena *arena;
	struct sheet_row *rows;
	size_t len;
	size_t broken; /* records that make no row */
	bool too_long;
};

/* ---- sheet.c ----------------------------------------------------------------------------- */

/* Reads a file, "-": standard input. An exit code; mistakes of single lines leave the rows of the
 * others in *out, which is NULL where there are none to read. */
int sheet_read(const char *path, struct sheet **out);

/* ---- rows.c ------------------------------------------------------------------------------ */

/* Messages about a line of it: "orders.csv:3". */
void sheet_about(const struct sheet *s, size_t line, struct message_about *about);

/* ---- row_arguments.c --------------------------------------------------------------------- */

/* The arguments of the command that buys a row, with those of this run for what the row leaves
 * empty. An exit code; all mistakes are reported. arguments_free() whatever this gives, if they
 * have a command. */
int row_arguments(const struct arguments *run, const struct sheet_row *row, struct arguments *args);

#endif
