/* SPDX-License-Identifier: MIT */
/* Rows of what is about to be done, on standard error: a table, or in JSON an object a line. */
#include "output/cell.h"
#include "output/table.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

struct plan_rows {
	const struct print_options *opts;
	const struct column *columns;
	size_t len;
	struct table *table; /* NULL: in JSON */
};

struct plan_rows *plan_rows_open(const struct print_options *opts, const struct column *columns,
				 size_t len)
{
	struct plan_rows *p = calloc(1, sizeof(*p));

	if (p) {
		*p = (struct plan_rows){ opts, columns, len, NULL };
		if (!messages_are_json())
			p->table = table_open(columns, len);
	}
	if (p && (p->table || messages_are_json()))
		return p;
	free(p);
	cli_fail_nomem();
	return NULL;
}

static int add_line(const struct plan_rows *p, const struct cell *cells)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *object = cJSON_AddObjectToObject(root, "plan");
	struct buf line = { 0 };
	bool whole = object;

	for (size_t i = 0; whole && i < p->len; i++)
		if (cells[i].kind != CELL_NONE)
			whole = cJSON_AddItemToObjectCS(object, p->columns[i].name,
							cell_json(&cells[i], NULL));
	if (!whole) {
		iqm_tree_free(root);
		return cli_fail_nomem();
	}
	json_add_tree(&line, root);
	message_put(&line);
	return EXIT_OK;
}

int plan_rows_add(struct plan_rows *p, const struct cell *cells)
{
	struct buf shown = { 0 };
	bool ok = true;

	/* cppcheck-suppress ctunullpointer ; whoever gives no plan gives an output */
	if (!p->table)
		return add_line(p, cells);
	for (size_t i = 0; ok && i < p->len; i++) {
		shown.len = 0;
		cell_add_shown(&shown, &p->columns[i], &cells[i], p->opts->zone);
		ok = table_add(p->table, &shown, cell_style(&p->columns[i], &cells[i]));
	}
	iqm_buf_free(&shown);
	return ok ? EXIT_OK : cli_fail_nomem();
}

int plan_rows_close(struct plan_rows *p)
{
	int err = p->table ? table_print(p->opts, stderr, p->table) : EXIT_OK;

	table_free(p->table);
	free(p);
	return err;
}
