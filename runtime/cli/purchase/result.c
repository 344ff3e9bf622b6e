/* SPDX-License-Identifier: MIT */
/* What a command that buys prints: the purchase, or with --dry-run what it would send. */
#include "purchase/order.h"

#include <cjson/cJSON.h>

#include <stdlib.h>
#include <string.h>

/* `data` of the response as it came, or all of a response whose data cannot be read. */
static struct cell response_cell(const void *response, struct buf *json)
{
	struct iqm_error error;
	size_t len;
	const char *raw = iqm_row_raw(response, NULL, 0, &len);

	if (!raw)
		raw = iqm_raw(response, &len);
	if (raw && iqm_json_check(raw, len, &error))
		raw = NULL;
	if (raw)
		json_add(json, raw, len, true, false);
	return (struct cell){ raw && !json->err ? CELL_JSON : CELL_NONE, { .text = json->data } };
}

/* The response, which comes last, is for programs. */
static size_t columns_shown(const struct cli *cli, size_t len)
{
	return format_is_json(cli->print.format) ? len : len - 1;
}

int print_purchase(const struct cli *cli, const struct purchase_result *r)
{
	static const struct column columns[] = { { .name = "outcome" }, { .name = "key" },
						 { .name = "id" },      { .name = "status" },
						 { .name = "cost" },    { .name = "file" },
						 { .name = "bytes" },   { .name = "response" } };
	struct buf response = { 0 };
	struct cell cells[] = {
		text_cell(CELL_TEXT, r->outcome),
		text_cell(CELL_TEXT, r->key),
		number_cell(r->id),
		text_cell(CELL_WORD, r->status),
		money_cell(r->cost),
		text_cell(CELL_TEXT, r->bytes ? r->file : NULL),
		number_cell(r->bytes),
		response_cell(r->response, &response),
	};
	int err = out_object(&cli->print, columns, columns_shown(cli, 8), cells);

	iqm_buf_free(&response);
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

/* What would be sent, for programs. */
static struct cell request_cell(const struct iqm_preview *preview, struct buf *json)
{
	cJSON *request = cJSON_CreateObject();
	size_t size = strlen(preview->base_url) + strlen(preview->path) + 1;
	char *url = malloc(size);

	if (url)
		snprintf(url, size, "%s%s", preview->base_url, preview->path);
	if (!url || !cJSON_AddStringToObject(request, "method", preview->method) ||
	    !cJSON_AddStringToObject(request, "url", url) ||
	    (preview->body && !cJSON_AddRawToObject(request, "body", preview->body))) {
		iqm_tree_free(request);
		request = NULL;
	}
	json_add_tree(json, request);
	free(url);
	return (struct cell){ json->err ? CELL_NONE : CELL_JSON, { .text = json->data } };
}

/* A row as this format has it. */
static struct cell row_cell(const struct cli *cli, const struct order_row *row)
{
	if (cli->print.format != FORMAT_TABLE)
		return row->cell;
	return text_cell(CELL_LINE, row->shown.err ? NULL : row->shown.data);
}

int print_dry_run(const struct cli *cli, const struct order_rows *rows,
		  const struct iqm_preview *preview, const struct price *price, const char *outcome,
		  struct iqm_int id)
{
	static const struct column more[] = { { .name = "outcome" },
					      { .name = "report-id" },
					      { .name = "no-price" },
					      { .name = "request" },
					      { .name = "response" } };
	bool for_programs = format_is_json(cli->print.format);
	size_t len = rows->len + (for_programs ? sizeof(more) / sizeof(more[0]) : 2);
	struct column *columns =
		calloc(rows->len + sizeof(more) / sizeof(more[0]), sizeof(*columns));
	struct cell *cells = calloc(rows->len + sizeof(more) / sizeof(more[0]), sizeof(*cells));
	struct buf request = { 0 };
	struct buf response = { 0 };
	int err;

	for (size_t i = 0; columns && cells && i < rows->len; i++) {
		columns[i] = rows->items[i].column;
		cells[i] = row_cell(cli, &rows->items[i]);
	}
	if (columns && cells) {
		memcpy(columns + rows->len, more, sizeof(more));
		cells[rows->len] = text_cell(CELL_TEXT, outcome);
		cells[rows->len + 1] =
			(struct cell){ id.set ? CELL_INT : CELL_NONE, { .number = id.value } };
		cells[rows->len + 2] = text_cell(CELL_TEXT, price->response ? NULL : price->why);
		cells[rows->len + 3] = request_cell(preview, &request);
		cells[rows->len + 4] = response_cell(price->response, &response);
		err = out_object(&cli->print, columns, len, cells);
	} else {
		err = cli_fail_nomem();
	}
	iqm_buf_free(&request);
	iqm_buf_free(&response);
	free(columns);
	free(cells);
	return err;
}
