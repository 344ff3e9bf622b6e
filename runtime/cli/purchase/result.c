/* SPDX-License-Identifier: MIT */
/* What a command that buys prints: the purchase, or with --dry-run what it would send. */
#include "purchase/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct cell cost_cell(struct iqm_num cost)
{
	return (struct cell){ cost.set && isfinite(cost.value) ? CELL_NUM : CELL_NONE,
			      { .num = cost.value } };
}

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
	return cli->print.format == FORMAT_JSON || cli->print.format == FORMAT_JSONL ? len
										     : len - 1;
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
		{ r->id ? CELL_INT : CELL_NONE, { .number = r->id } },
		text_cell(CELL_WORD, r->status),
		cost_cell(r->cost),
		text_cell(CELL_TEXT, r->bytes ? r->file : NULL),
		{ r->bytes ? CELL_INT : CELL_NONE, { .number = r->bytes } },
		response_cell(r->response, &response),
	};
	int err = out_object(&cli->print, columns, columns_shown(cli, 8), cells);

	iqm_buf_free(&response);
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

int print_dry_run(const struct cli *cli, const struct iqm_preview *preview,
		  const struct price *price, const char *outcome, struct iqm_int id)
{
	static const struct column columns[] = { { .name = "method" }, { .name = "url" },
						 { .name = "body" },   { .name = "outcome" },
						 { .name = "id" },     { .name = "cost" },
						 { .name = "funds" },  { .name = "response" } };
	size_t size = strlen(preview->base_url) + strlen(preview->path) + 1;
	char *url = malloc(size);
	struct buf response = { 0 };
	struct cell cells[] = {
		text_cell(CELL_TEXT, preview->method),
		{ CELL_TEXT, { .text = url } },
		{ preview->body ? CELL_JSON : CELL_NONE, { .text = preview->body } },
		text_cell(CELL_TEXT, outcome),
		{ id.set ? CELL_INT : CELL_NONE, { .number = id.value } },
		cost_cell(price->says.cost),
		{ price->says.funds.set ? CELL_BOOL : CELL_NONE,
		  { .yes = price->says.funds.value } },
		response_cell(price->response, &response),
	};
	int err;

	if (url) {
		snprintf(url, size, "%s%s", preview->base_url, preview->path);
		err = out_object(&cli->print, columns, columns_shown(cli, 8), cells);
	} else {
		err = cli_fail_nomem();
	}
	iqm_buf_free(&response);
	free(url);
	return err;
}
