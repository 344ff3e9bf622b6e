/* SPDX-License-Identifier: MIT */
/* The value of --columns. */
#ifndef IQM_CLI_COLUMN_LIST_H
#define IQM_CLI_COLUMN_LIST_H

#include "output/output.h"

/* Gives `take` each name, until it gives an exit code that is not 0. An exit code. */
int column_list_each(const char *list, int (*take)(void *context, const char *name), void *context);
/* Whether it stands for all columns. */
bool column_list_is_all(const char *list);
int column_list_fail_twice(const char *name);

/* A name that no column has: set near.word, try all that there are, then fail. */
struct unknown_column {
	struct nearest near;
	struct buf names;
};

void unknown_column_try(struct unknown_column *u, const char *name);
/* A usage error that names the column that was likely meant, or all. Frees `u`. */
int unknown_column_fail(struct unknown_column *u);

#endif
