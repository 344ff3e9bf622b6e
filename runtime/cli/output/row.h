/* SPDX-License-Identifier: MIT */
/* From JSON to cells. */
#ifndef IQM_CLI_ROW_H
#define IQM_CLI_ROW_H

#include "output/columns.h"

/* The field's value, under the name that is preferred; false: absent or null. */
bool row_field(struct json_span object, const struct iqm_field *f, struct json_span *value);
/* `cells`: one a column of the selection, which borrow from `row`. `group`: its list's name. */
void row_cells(const struct selection *selection, struct json_span row, const char *group,
	       struct cell *cells);
/* A whole number in any form, in quotes or not, as the library reads it. */
bool row_number(struct json_span value, int64_t *number);

/* The data of a whole response: what its envelope holds, or the response itself. */
struct json_span response_data(const struct iqm_op *op, const char *raw, size_t len);

#endif
