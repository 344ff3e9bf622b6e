/* SPDX-License-Identifier: MIT */
/* A value as text. */
#ifndef IQM_CLI_CELL_H
#define IQM_CLI_CELL_H

#include "output/output.h"

/* A list of any type: a field of `object`. */
struct list {
	const char *items;
	size_t len;
};
struct list list_of(const struct iqm_field *f, const void *object);
/* Item `i` of a list of structs. */
const void *list_struct(const void *items, size_t i);

/* As cell_add_shown(), with times as short as they may be: for a table. */
void cell_add_brief(struct buf *t, const struct column *column, const struct cell *cell,
		    const char *zone);
/* For csv, before it is quoted. */
void cell_add_plain(struct buf *t, const struct cell *cell, const char *zone);
/* Times are text in `zone`; NULL: epoch seconds. NULL: out of memory. */
struct cJSON *cell_json(const struct cell *cell, const char *zone);
/* How tables treat it: numbers are aligned at the right, texts may be cut, lines are whole. */
enum cell_style { STYLE_WORD, STYLE_NUMBER, STYLE_TEXT, STYLE_LINE };
enum cell_style cell_style(const struct column *column, const struct cell *cell);

#endif
