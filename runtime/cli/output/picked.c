/* SPDX-License-Identifier: MIT */
/* Those of a command's own columns that --columns names. */
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

static int fail_unknown(const char *name, const struct column *columns, size_t len)
{
	struct nearest near = { .word = name };
	struct buf names = { 0 };
	char hint[96];

	for (size_t i = 0; i < len; i++) {
		nearest_try(&near, columns[i].name);
		iqm_buf_str(&names, i ? ", " : "");
		iqm_buf_str(&names, columns[i].name);
	}
	if (near.best)
		cli_fail(EXIT_USAGE, "--columns: no column '%s'%s", name,
			 nearest_hint(&near, hint, sizeof(hint)));
	else
		cli_fail(EXIT_USAGE, "--columns: no column '%s', expected some of %.*s", name,
			 (int)names.len, names.data ? names.data : "");
	iqm_buf_free(&names);
	return EXIT_USAGE;
}

static int pick(struct picked *p, const char *name, const struct column *columns, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_same_name(columns[i].name, name, strlen(name)))
			continue;
		if (is_picked(p, i))
			return cli_fail(EXIT_USAGE, "--columns: '%s' is given twice", name);
		p->columns[p->len] = columns[i];
		p->index[p->len++] = i;
		return EXIT_OK;
	}
	return fail_unknown(name, columns, len);
}

static int pick_all(struct picked *p, const char *list, const struct column *columns, size_t len)
{
	char *names = strdup(list);
	int err = names ? EXIT_OK : cli_fail_nomem();

	for (char *name = names, *next; !err && name; name = next) {
		next = strchr(name, ',');
		if (next)
			*next++ = '\0';
		err = pick(p, name, columns, len);
	}
	free(names);
	return err;
}

int picked_open(struct picked *p, const struct print_options *opts, const struct column *columns,
		size_t len)
{
	const char *list = opts->columns;
	int err;

	memset(p, 0, sizeof(*p));
	if (!list || is_same_name("all", list, strlen(list)))
		return EXIT_OK;
	p->columns = calloc(len, sizeof(*p->columns));
	p->cells = calloc(len, sizeof(*p->cells));
	p->index = calloc(len, sizeof(*p->index));
	if (p->columns && p->cells && p->index)
		err = pick_all(p, list, columns, len);
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
