/* SPDX-License-Identifier: MIT */
/* Those of a command's own columns that --columns names. */
#include "output/column_list.h"
#include "output/picked.h"

#include <stdlib.h>
#include <string.h>

static bool is_picked(const struct picked *p, size_t column)
{
	for (size_t i = 0; i < p->len; i++)
		if (p->index[i] == column)
			return true;
	return false;
}

static int fail_unknown(const struct picked *p, const char *name)
{
	struct unknown_column unknown = { .near = { .word = name } };

	for (size_t i = 0; i < p->all_len; i++)
		unknown_column_try(&unknown, p->all[i].name);
	return unknown_column_fail(&unknown);
}

static int pick(void *context, const char *name)
{
	struct picked *p = context;

	for (size_t i = 0; i < p->all_len; i++) {
		if (!is_same_name(p->all[i].name, name, strlen(name)))
			continue;
		if (is_picked(p, i))
			return column_list_fail_twice(name);
		p->columns[p->len] = p->all[i];
		p->index[p->len++] = i;
		return EXIT_OK;
	}
	return fail_unknown(p, name);
}

int picked_open(struct picked *p, const struct print_options *opts, const struct column *columns,
		size_t len)
{
	const char *list = opts->columns;
	int err;

	memset(p, 0, sizeof(*p));
	if (!list || column_list_is_all(list))
		return EXIT_OK;
	p->all = columns;
	p->all_len = len;
	p->columns = calloc(len, sizeof(*p->columns));
	p->cells = calloc(len, sizeof(*p->cells));
	p->index = calloc(len, sizeof(*p->index));
	if (p->columns && p->cells && p->index)
		err = column_list_each(list, pick, p);
	else
		err = cli_fail_nomem();
	if (err)
		picked_free(p);
	return err;
}

void picked_free(struct picked *p)
{
	free(p->columns);
	free(p->cells);
	free(p->index);
	memset(p, 0, sizeof(*p));
}

const struct cell *picked_cells(struct picked *p, const struct cell *cells)
{
	if (!p->columns)
		return cells;
	for (size_t i = 0; i < p->len; i++)
		p->cells[i] = cells[p->index[i]];
	return p->cells;
}
