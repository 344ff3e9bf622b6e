/* SPDX-License-Identifier: MIT */
/* A command's own rows and objects, of which --columns shows some. */
#include "output/picked.h"
#include "output/rows.h"

#include <stdlib.h>

struct out {
	struct picked picked;
	struct rows *rows;
};

int out_check(const struct print_options *opts, const struct column *columns, size_t len)
{
	struct picked picked;
	int err = picked_open(&picked, opts, columns, len);

	if (!err)
		picked_free(&picked);
	return err;
}

struct out *out_open(const struct print_options *opts, const struct column *columns, size_t len)
{
	struct out *out = calloc(1, sizeof(*out));

	if (!out) {
		cli_fail_nomem();
		return NULL;
	}
	if (!picked_open(&out->picked, opts, columns, len)) {
		bool some = out->picked.columns;

		out->rows = rows_open(opts, some ? out->picked.columns : columns,
				      some ? out->picked.len : len, NULL);
	}
	if (out->rows)
		return out;
	picked_free(&out->picked);
	free(out);
	return NULL;
}

int out_row(struct out *out, const struct cell *cells)
{
	return rows_add(out->rows, picked_cells(&out->picked, cells));
}

int out_close(struct out *out)
{
	int err = rows_close(out->rows);

	picked_free(&out->picked);
	free(out);
	return err;
}

int out_object(const struct print_options *opts, const struct column *columns, size_t len,
	       const struct cell *cells)
{
	struct picked picked;
	int err = picked_open(&picked, opts, columns, len);

	if (err)
		return err;
	if (picked.columns)
		err = rows_object(opts, picked.columns, picked.len, picked_cells(&picked, cells),
				  NULL);
	else
		err = rows_object(opts, columns, len, cells, NULL);
	picked_free(&picked);
	return err;
}
