/* SPDX-License-Identifier: MIT */
/* What the commands that show the journal's purchases have in common. */
#ifndef IQM_CLI_JOURNAL_H
#define IQM_CLI_JOURNAL_H

#include "commands/cmd.h"

/* journal_filter.c: which of them are shown. */
struct journal_filter {
	const char *zone; /* of dates; NULL: UTC */
	bool open;        /* only what something is left to do for */
	struct iqm_ms since;
	const char *family; /* NULL: any */
	unsigned states;    /* bits, by enum iqm_purchase_state; 0: any */
	size_t left_out;    /* counted by journal_shows() */
};

/* By --open, --since, --family and --state. An exit code. */
int journal_filter_read(const struct cli *cli, struct journal_filter *f);
bool journal_shows(struct journal_filter *f, const struct iqm_purchase *p);
/* In place of a table without rows: there are none, or none that fits. */
void journal_say_empty(const struct journal_filter *f);

/* journal_columns.c: a purchase, and what is shown of it. */
#define JOURNAL_AGE_SIZE 32
struct journal_row {
	const struct iqm_purchase *p;
	struct ordered ordered;
	struct buf order; /* in a few words */
	char age[JOURNAL_AGE_SIZE];
	struct plan plan;
	const char *left; /* what is still to be done; NULL: nothing */
};

/* An exit code; journal_row_close() whatever this gives. */
int journal_row_open(struct journal_row *r, const struct iqm_purchase *p, const char *zone);
void journal_row_close(struct journal_row *r);

enum journal_shown_in {
	IN_TABLE = 1,
	IN_CSV = 2,
	IN_JSON = 4,
	IN_DATA = IN_CSV | IN_JSON,
	ONLY_PLACES = 8 /* in a table: where they are not all of one place */
};

struct journal_column {
	const char *name;
	unsigned in; /* enum journal_shown_in */
	/* Columns of a terminal that leave a table room for it, and that do no more; 0: any. */
	size_t from, below;
	struct cell (*cell)(const struct journal_row *r);
};

#define JOURNAL_COLUMNS_MAX 32
extern const struct journal_column journal_columns[]; /* name NULL ends */

#endif
