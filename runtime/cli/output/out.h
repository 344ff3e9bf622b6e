/* SPDX-License-Identifier: MIT */
/* What the files that print data have in common. */
#ifndef IQM_CLI_OUT_H
#define IQM_CLI_OUT_H

#include "cli.h"

/* A column with all that its cells need. */
struct shown {
	const char *name;             /* "report-id": the heading, in capitals */
	const char *wire;             /* "pldId": in csv, and in json; NULL: made of the name */
	const struct cli_word *words; /* what tables show instead of ids; NULL: none */
	const char *const *entry;     /* names of key and value of a list of such; NULL: none */
};

/* ---- cell.c: a value as text -------------------------------------------------------------- */

/* For a table: one harmless line. */
void cell_add_shown(struct text *t, const struct shown *column, const struct cell *cell,
		    const char *zone);
/* For csv, before it is quoted. */
void cell_add_plain(struct text *t, const struct cell *cell, const char *zone);
void cell_add_json(struct text *t, const struct cell *cell);
/* How tables treat it: numbers begin at the right, texts may be cut, lines are whole. */
enum cell_form { FORM_WORD, FORM_NUMBER, FORM_TEXT, FORM_LINE };
enum cell_form cell_form(const struct shown *column, const struct cell *cell);

/* ---- table.c: rows under headings --------------------------------------------------------- */

struct table;

/* NULL: no memory. */
struct table *table_open(const struct shown *columns, size_t len);
void table_free(struct table *t);
/* The next cell, row by row. false: no memory. */
bool table_add(struct table *t, const struct text *shown, enum cell_form form);
/* Prints it; an exit code. */
int table_print(const struct cli *cli, struct table *t);

/* ---- csv.c: RFC 4180 ---------------------------------------------------------------------- */

void csv_add_names(struct text *line, const struct shown *columns, size_t len);
void csv_add_cells(struct text *line, const struct cell *cells, size_t len, const char *zone);

/* ---- out.c -------------------------------------------------------------------------------- */

/* A column's name in json and csv. */
void out_add_wire(struct text *t, const struct shown *column);
/* Writes to standard output, and says why where it cannot. An exit code. */
int out_put(const struct cli *cli, const struct text *t);
/* As out_open() and out_object(). The columns are borrowed. */
struct out *out_open_shown(const struct cli *cli, const struct shown *columns, size_t len);
int out_object_shown(const struct cli *cli, const struct shown *columns, size_t len,
		     const struct cell *cells);

/* ---- choice.c: the columns of an operation's response --------------------------------------- */

#define NO_FIELD SIZE_MAX /* the column has the name of the row's list */

/* Columns that are shown, and the row of the table that each shows. */
struct choice {
	const struct iqm_table *table; /* of the rows, or of the object */
	struct shown *shown;
	size_t *field;
	size_t len;
	bool chosen; /* by --columns */
};

/* --columns, or the default of the format. An exit code. */
int choice_open(const struct cli *cli, struct choice *choice);
void choice_free(struct choice *choice);

/* ---- row.c: JSON to cells ----------------------------------------------------------------- */

/* The field's value, under the name that is preferred; false: absent or null. */
bool row_field(struct json_span object, const struct iqm_field *f, struct json_span *value);
/* `cells`: one a column of the choice, which borrow from `row`. `group`: its list's name. */
void row_cells(const struct choice *choice, struct json_span row, const char *group,
	       struct cell *cells);

/* A whole number in any form, in quotes or not, as the library reads it. */
bool row_number(struct json_span value, int64_t *number);

/* ---- sink.c: rows, one after another ------------------------------------------------------ */

struct sink;

/* For all formats but json. These give exit codes. */
int sink_open(const struct cli *cli, struct sink **sink);
int sink_row(struct sink *s, struct json_span row, const char *group);
int sink_close(struct sink *s);
/* A value's bytes and a line's end; `packed`: in one line. */
int sink_value(const struct cli *cli, struct json_span value, bool packed);

/* ---- response.c ----------------------------------------------------------------------------- */

/* The data of a whole response: what its envelope holds, or the response itself. */
struct json_span response_data(const struct iqm_op *op, const char *raw, size_t len);

#endif
