/* SPDX-License-Identifier: MIT */
/* --all: the rows of all pages, each once, as the service sent them. */
#include "output/cell.h"
#include "output/sink.h"
#include "output/stdout.h"

#include <inttypes.h>
#include <string.h>

struct pages {
	const struct print_options *opts;
	struct iqm_call *call;
	struct iqm_pager *pager;
	struct sink *sink; /* opened with the first page; NULL: json */
	/* json: all rows, and the bytes around those of the last page that had any */
	struct buf before;
	struct buf rows;
	struct buf after;
};

/* ---- a page ------------------------------------------------------------------------------ */

static int keep_row(struct pages *p, const struct row *row)
{
	size_t len;
	const char *raw = row_raw(row, &len);

	iqm_buf_str(&p->rows, p->rows.len ? "," : "");
	iqm_buf_add(&p->rows, raw, len);
	return p->rows.err ? cli_fail_nomem() : EXIT_OK;
}

/* Keeps the bytes of the page that are before its rows and behind them. */
static int keep_frame(struct pages *p)
{
	const struct iqm_field *list = p->opts->command->op->paged->items;
	const void *page = iqm_pager_page(p->pager);
	size_t rows = page ? list_of(list, page).len : 0;
	size_t len, last_len;
	const char *data = iqm_row_raw(page, NULL, 0, &len);
	const char *first = iqm_row_raw(page, list, 0, NULL);
	const char *last = iqm_row_raw(page, list, rows - 1, &last_len);

	if (!data || (!first && p->before.len))
		return EXIT_OK;
	p->before.len = p->after.len = 0;
	iqm_buf_add(&p->before, data, first ? (size_t)(first - data) : len);
	if (first)
		iqm_buf_add(&p->after, last + last_len, (size_t)(data + len - (last + last_len)));
	return p->before.err || p->after.err ? cli_fail_nomem() : EXIT_OK;
}

static int put_page(struct pages *p, const void *rows, size_t len)
{
	const struct iqm_field *list = p->opts->command->op->paged->items;
	struct row row = { .pager = p->pager, .list = list };
	int err = p->sink ? EXIT_OK : keep_frame(p);

	for (; !err && row.i < len; row.i++) {
		row.object = list_struct(rows, row.i);
		err = p->sink ? sink_row(p->sink, &row) : keep_row(p, &row);
	}
	return err;
}

/* ---- all pages --------------------------------------------------------------------------- */

/* "--page-no" of whatever the page's field is called. */
static const char *page_flag(const struct cli_command *c)
{
	return c->flags[c->op->paged->page - c->op->query->fields].name;
}

static int fail_page(struct pages *p)
{
	const struct iqm_paging *paging = iqm_pager_paging(p->pager);
	int err = cli_fail_call(&p->call->error);

	if (paging->rows)
		cli_info("%" PRId64
			 " rows were printed; for the rest run it with --all --%s %" PRId64 ".",
			 paging->rows, page_flag(p->opts->command), paging->page);
	return err;
}

static int put_pages(struct pages *p)
{
	const void *rows;
	size_t len;
	int err = EXIT_OK;

	do {
		if (iqm_pager_next_page(p->pager, &rows, &len, p->call))
			return fail_page(p);
		if (!p->sink && (p->opts->format != FORMAT_JSON || p->opts->columns))
			err = sink_open(p->opts, &p->sink);
		err = err ? err : put_page(p, rows, len);
	} while (!err && len);
	if (!err && iqm_pager_paging(p->pager)->maybe_missed)
		cli_info(
			"Rows may be missing, as the list changed while it was read: run it again.");
	return err;
}

/* Rows that came before a page failed are printed too. */
static int end(struct pages *p)
{
	int err;

	if (p->sink)
		return sink_close(p->sink);
	if (!p->before.len)
		return EXIT_OK;
	iqm_buf_add(&p->before, p->rows.data, p->rows.len);
	iqm_buf_add(&p->before, p->after.data, p->after.len);
	if (p->before.err)
		return cli_fail_nomem();
	err = sink_json(p->before.data, p->before.len, false);
	return err ? err : stdout_flush();
}

int print_pages(const struct print_options *opts, struct iqm_client *client, const void *request,
		struct iqm_call *call)
{
	struct pages p = { .opts = opts, .call = call };
	int err;
	int ended;

	call->keep_raw = true;
	if (iqm_pager_open(client, opts->command->op, request, &p.pager, &call->error))
		return cli_fail_call(&call->error);
	err = put_pages(&p);
	ended = end(&p);
	err = err ? err : ended;
	iqm_pager_close(p.pager);
	iqm_buf_free(&p.before);
	iqm_buf_free(&p.rows);
	iqm_buf_free(&p.after);
	return err;
}
