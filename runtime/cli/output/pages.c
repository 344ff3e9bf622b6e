/* SPDX-License-Identifier: MIT */
/* --all: the rows of all pages, each once, as the service sent them. */
#include "output/row.h"
#include "output/sink.h"
#include "output/stdout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct pages {
	const struct print_options *opts;
	struct iqm_call *call;
	struct iqm_pager *pager;
	struct sink *sink; /* opened with the first page; NULL: json */
	/* json: all rows, and the bytes around the rows of the last page */
	struct text before;
	struct text rows;
	struct text after;
};

/* ---- a page ------------------------------------------------------------------------------ */

/* The id of a row that the pager gives; absent: it has none. */
static struct iqm_int id_given(const struct iqm_paged *paged, const void *row)
{
	struct iqm_int id;

	memcpy(&id, (const char *)row + paged->key->offset, sizeof(id));
	return id;
}

static struct iqm_int id_sent(const struct iqm_paged *paged, struct json_span row)
{
	struct json_span value;
	int64_t id;

	if (row_field(row, paged->key, &value) && row_number(value, &id))
		return iqm_int(id);
	return (struct iqm_int){ NULL, 0 };
}

static bool is_same(struct iqm_int a, struct iqm_int b)
{
	return !a.set == !b.set && (!a.set || a.value == b.value);
}

static int put_row(struct pages *p, struct json_span row)
{
	if (p->sink)
		return sink_row(p->sink, row, NULL);
	text_add_str(&p->rows, p->rows.len ? "," : "");
	text_add(&p->rows, row.at, row.len);
	return p->rows.failed ? cli_fail_nomem() : EXIT_OK;
}

/* The pager leaves out rows that earlier pages had, and keeps the order of the others. So the bytes
 * of each row that it gives are found by going through both lists. */
static int put_list(struct pages *p, struct json_span list, const void *const *given, size_t len)
{
	const struct iqm_paged *paged = p->opts->command->op->paged;
	struct json_span row;
	size_t at = 0;
	size_t i = 0;
	int err = EXIT_OK;

	while (!err && i < len && json_next(list, &at, NULL, &row)) {
		if (!is_same(id_sent(paged, row), id_given(paged, given[i])))
			continue;
		err = put_row(p, row);
		i++;
	}
	if (!err && i < len)
		return cli_fail(EXIT_FAILED, "%zu rows of a page have no id of their own", len - i);
	return err;
}

/* Keeps the bytes of the page that are not its rows. */
static int keep_frame(struct pages *p, struct json_span data, struct json_span list)
{
	p->before.len = p->after.len = 0;
	text_add(&p->before, data.at, (size_t)(list.at - data.at) + 1);
	text_add(&p->after, list.at + list.len - 1,
		 (size_t)(data.at + data.len - (list.at + list.len - 1)));
	return p->before.failed || p->after.failed ? cli_fail_nomem() : EXIT_OK;
}

static int put_page(struct pages *p, const void *rows, size_t len)
{
	const struct iqm_op *op = p->opts->command->op;
	struct json_span list;
	struct json_span data;
	size_t raw_len;
	const char *raw = iqm_pager_raw(p->pager, &raw_len);
	int err = EXIT_OK;

	if (!raw)
		return EXIT_OK;
	data = response_data(op, raw, raw_len);
	if (!row_field(data, op->paged->items, &list) || list.at[0] != '[')
		return EXIT_OK;
	if (!p->sink)
		err = keep_frame(p, data, list);
	return err ? err : put_list(p, list, rows, len);
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
		if (!p->sink && p->opts->format != FORMAT_JSON)
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
	text_add(&p->before, p->rows.at, p->rows.len);
	text_add(&p->before, p->after.at, p->after.len);
	if (p->before.failed)
		return cli_fail_nomem();
	err = sink_value((struct json_span){ p->before.at, p->before.len }, false);
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
	text_free(&p.before);
	text_free(&p.rows);
	text_free(&p.after);
	return err;
}
