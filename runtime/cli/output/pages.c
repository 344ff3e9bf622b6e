/* SPDX-License-Identifier: MIT */
/* The rows of several pages, each once, as the service sent them. */
#include "output/cell.h"
#include "output/row_filter.h"
#include "output/sink.h"
#include "output/stdout.h"

#include <inttypes.h>
#include <string.h>

struct pages {
	const struct print_options *opts;
	struct list_options *which;
	struct iqm_call *call;
	struct iqm_pager *pager;
	struct sink *sink; /* opened with the first page; NULL: json */
	/* json: all rows, and the bytes around those of the last page that had any */
	struct buf before;
	struct buf rows;
	struct buf after;
	int64_t looked_at; /* rows that came */
	int64_t shown;     /* those that were printed */
	bool is_over;      /* there was a row more than the limit */
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

static bool is_full(const struct pages *p)
{
	return p->which->limit && p->shown == p->which->limit;
}

/* Whether a row is shown; the first one over the limit ends the list. */
static bool takes(struct pages *p, const struct row *row)
{
	if (is_full(p)) {
		p->is_over = true;
		return false;
	}
	p->looked_at++;
	if (row_filter_is_set(&p->which->filter) &&
	    !row_filter_takes(&p->which->filter, p->opts->command, row))
		return false;
	p->shown++;
	seen_ids_add(p->opts->command->op, row->object);
	return true;
}

static int put_page(struct pages *p, const void *rows, size_t len)
{
	const struct iqm_field *list = p->opts->command->op->paged->items;
	struct row row = { .pager = p->pager, .list = list };
	int err = p->sink ? EXIT_OK : keep_frame(p);

	for (; !err && row.i < len && !p->is_over; row.i++) {
		row.object = list_struct(rows, row.i);
		if (takes(p, &row))
			err = p->sink ? sink_row(p->sink, &row) : keep_row(p, &row);
	}
	return err;
}

/* ---- all pages --------------------------------------------------------------------------- */

/* Which rows were printed nobody can ask for the rest of: the list may have changed. */
static int fail_page(struct pages *p)
{
	int64_t total = iqm_pager_paging(p->pager)->total;
	char rows[COUNT_SIZE], all[COUNT_SIZE];
	int err = cli_fail_call(&p->call->error);

	if (p->looked_at && !row_filter_is_set(&p->which->filter))
		cli_info("Only %s of %s rows were printed: run it again.",
			 count_text(p->shown, rows), count_text(total, all));
	else if (p->looked_at)
		cli_info("Only %s of %s rows were read: run it again.",
			 count_text(p->looked_at, rows), count_text(total, all));
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
	} while (!err && len && !is_full(p));
	return err;
}

/* What is not shown of the list, and why. */
static void note(const struct pages *p)
{
	const struct iqm_paging *paging = iqm_pager_paging(p->pager);
	bool filtered = row_filter_is_set(&p->which->filter);
	char shown[COUNT_SIZE], read[COUNT_SIZE], all[COUNT_SIZE];

	count_text(p->shown, shown);
	count_text(p->looked_at, read);
	count_text(paging->total, all);
	if (p->is_over || (is_full(p) && !paging->done)) {
		if (filtered)
			cli_info("%s %s in the first %s of %s rows; --limit N for more", shown,
				 p->shown == 1 ? "match" : "matches", read, all);
		else
			cli_info("%s of %s rows; --all for all, --limit N", shown, all);
	} else if (paging->maybe_missed) {
		cli_info(
			"Rows may be missing, as the list changed while it was read: run it again.");
	}
	row_filter_report(&p->which->filter, p->opts->command);
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

int print_pages(const struct print_options *opts, struct list_options *which,
		struct iqm_client *client, const void *request, struct iqm_call *call)
{
	struct pages p = { .opts = opts, .which = which, .call = call };
	int err;
	int ended;

	call->keep_raw = true;
	if (iqm_pager_open(client, opts->command->op, request, &p.pager, &call->error))
		return cli_fail_call(&call->error);
	err = put_pages(&p);
	ended = end(&p);
	err = err ? err : ended;
	if (!err)
		note(&p);
	iqm_pager_close(p.pager);
	iqm_buf_free(&p.before);
	iqm_buf_free(&p.rows);
	iqm_buf_free(&p.after);
	return err;
}
