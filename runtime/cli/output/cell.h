/* SPDX-License-Identifier: MIT */
/* A value as text. */
#ifndef IQM_CLI_CELL_H
#define IQM_CLI_CELL_H

#include "output/output.h"

/* For a table: one line that is safe on a terminal. */
void cell_add_shown(struct text *t, const struct column *column, const struct cell *cell,
		    const char *zone);
/* For csv, before it is quoted. */
void cell_add_plain(struct text *t, const struct cell *cell, const char *zone);
void cell_add_json(struct text *t, const struct cell *cell);
/* How tables treat it: numbers are aligned at the right, texts may be cut, lines are whole. */
enum cell_style { STYLE_WORD, STYLE_NUMBER, STYLE_TEXT, STYLE_LINE };
enum cell_style cell_style(const struct column *column, const struct cell *cell);

/* A column's name in json and csv. */
void column_add_wire(struct text *t, const struct column *column);

#endif
