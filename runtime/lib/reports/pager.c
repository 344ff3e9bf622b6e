/* SPDX-License-Identifier: MIT */
/* A list page by page: each row once, the fewest requests, and an end for every service. */
#include "reports/reports.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PAGE INT32_MAX
#define MAX_STALE 3 /* pages in a row without a new row, where the list grew by as many */

struct iqm_pager {
	struct iqm_client *client;
	const struct iqm_op *list;
	void *request;
	void *response;   /* the page whose rows are given */
	struct rows rows; /* the new ones on it */
	size_t at;        /* the next to give */
	size_t given;     /* the first of those last given */
	size_t *places;   /* of each row of `rows`: where it is on the page */
	size_t room;      /* of `places` */
	int64_t size;     /* rows a page, as asked */
	int64_t start;    /* the first page */
	int64_t longest;  /* rows of the longest page: a service may send fewer than asked */
	int64_t received; /* rows that came, repeated ones too */
	int64_t distinct; /* without repeated ones */
	int64_t first_total;
	int stale;
	bool is_fresh; /* the page has a new id, or no ids at all */
	bool ended;
	struct id_set seen;
	struct iqm_paging paging;
};

/* ---- opening ------------------------------------------------------------------------------ */

/* What the request has, or the default; it must be 1 to `max`. */
static int read_page_param(void *request, const struct iqm_field *f, int64_t otherwise, int64_t max,
			   int64_t *value, struct iqm_error *error)
{
	struct iqm_int own = iqm_row_int(request, f);

	*value = own.set ? own.value : otherwise;
	if (*value < 1 || *value > max)
		return iqm_fail(error, IQM_E_USAGE, "%s: expected 1 to %" PRId64 ", found %" PRId64,
				f->names[0], max, *value);
	iqm_put_int(request, f, *value);
	return 0;
}

/* A request that cannot be sent is refused now, not with its first page. */
static int check_request(const struct iqm_client *client, const struct iqm_op *list,
			 const void *request, struct iqm_error *error)
{
	struct encoding how = { .dialect = client->dialect, .error = error };
	struct buf query = { 0 };
	int err = iqm_encode_params(list->query, request, &how, &query);

	if (!err && query.err)
		err = iqm_fail_nomem(error);
	iqm_buf_free(&query);
	return err;
}

static int open_pager(struct iqm_pager *p, const void *request, struct iqm_error *error)
{
	const struct iqm_paged *paged = p->list->paged;
	int err;

	p->request = calloc(1, p->list->query->size);
	if (!p->request)
		return iqm_fail_nomem(error);
	if (request)
		memcpy(p->request, request, p->list->query->size);
	err = read_page_param(p->request, paged->size, paged->max_size, IQM_MAX_ITEMS, &p->size,
			      error);
	if (!err)
		err = read_page_param(p->request, paged->page, 1, MAX_PAGE, &p->start, error);
	p->paging.page = p->start;
	p->paging.total = p->first_total = -1;
	return err;
}

int iqm_pager_open(struct iqm_client *client, const struct iqm_op *list, const void *request,
		   struct iqm_pager **out, struct iqm_error *error)
{
	struct iqm_pager *p;
	int err;

	iqm_error_begin(error, list->name);
	if (out)
		*out = NULL;
	err = iqm_check_client(error, list->name, client, list);
	if (err)
		return err;
	if (!out)
		return iqm_fail(error, IQM_E_USAGE, "%s: the pager's place is NULL", list->name);
	err = request ? check_request(client, list, request, error) : 0;
	if (err)
		return err;
	p = calloc(1, sizeof(*p));
	if (!p)
		return iqm_fail_nomem(error);
	p->client = client;
	p->list = list;
	err = open_pager(p, request, error);
	if (err)
		iqm_pager_close(p);
	else
		*out = p;
	return err;
}

void iqm_pager_close(struct iqm_pager *pager)
{
	if (!pager)
		return;
	iqm_free(pager->response);
	iqm_id_set_free(&pager->seen);
	free(pager->places);
	free(pager->request);
	free(pager);
}

const struct iqm_paging *iqm_pager_paging(const struct iqm_pager *pager)
{
	return pager ? &pager->paging : NULL;
}

const void *iqm_pager_page(const struct iqm_pager *pager)
{
	return pager ? pager->response : NULL;
}

/* The row of the page that row `i` of those last given is; false: there is none. */
static bool place_of(const struct iqm_pager *pager, size_t i, size_t *place)
{
	if (!pager || i >= pager->at - pager->given)
		return false;
	*place = pager->places[pager->given + i];
	return true;
}

const char *iqm_pager_row_raw(const struct iqm_pager *pager, size_t i, size_t *len)
{
	size_t place;

	if (len)
		*len = 0;
	return place_of(pager, i, &place)
		       ? iqm_row_raw(pager->response, pager->list->paged->items, place, len)
		       : NULL;
}

bool iqm_pager_is_bad_field(const struct iqm_pager *pager, size_t i, const struct iqm_field *field)
{
	size_t place;

	return place_of(pager, i, &place) &&
	       iqm_is_bad_field(pager->response, pager->list->paged->items, place, field);
}

void iqm_pager_path(const struct iqm_pager *pager, size_t i, const struct iqm_field *f, char *out,
		    size_t size)
{
	struct where data = { .key = pager->list->api->envelope_data };
	const struct iqm_field *items = pager->list->paged->items;
	bool unwrapped = pager->list->response->unwrapped == items; /* data is the list itself */
	struct where list = { .up = &data, .key = items->names[0] };
	struct where row = { .up = unwrapped ? &data : &list };
	struct where field = { .up = &row, .key = f->names[0] };

	if (place_of(pager, i, &row.index))
		iqm_path_of(&field, out, size);
}

/* ---- a page ------------------------------------------------------------------------------- */

/* Room for what is known of the rows of the page. */
static int reserve(struct iqm_pager *p)
{
	size_t len = p->rows.len;

	if (len > p->room) {
		size_t *places = realloc(p->places, len * sizeof(*places));

		if (!places)
			return IQM_E_NOMEM;
		p->places = places;
		p->room = len;
	}
	return iqm_id_set_reserve(&p->seen, len);
}

/* Moves the rows that are new to the front. */
static void drop_repeated(struct iqm_pager *p)
{
	size_t len = 0;
	bool has_ids = false, has_new_id = false;

	for (size_t i = 0; i < p->rows.len; i++) {
		struct iqm_int id = iqm_row_id(p->list, &p->rows, i);

		has_ids = has_ids || id.set;
		if (id.set && !iqm_id_set_add(&p->seen, id.value))
			continue;
		has_new_id = has_new_id || id.set;
		p->rows.at[len] = p->rows.at[i];
		p->places[len++] = i;
	}
	p->paging.repeated += (int64_t)(p->rows.len - len);
	p->distinct += (int64_t)len;
	p->rows.len = len;
	p->is_fresh = has_new_id || !has_ids;
}

static void record_total(struct iqm_pager *p)
{
	int64_t total = iqm_list_total(p->list, p->response);

	if (total < 0)
		return;
	if (p->first_total < 0)
		p->first_total = total;
	if (total < p->paging.total)
		p->paging.maybe_missed = true;
	p->paging.total = total;
}

/* New rows push older ones onto the next page: as many come twice as the total grew by. */
static bool growth_explains(const struct iqm_pager *p)
{
	return p->paging.repeated <= p->paging.total - p->first_total;
}

/* Rows of the list that lie before the first page. */
static int64_t before(const struct iqm_pager *p)
{
	return (p->start - 1) * p->longest;
}

/* This is the first page of the pager, and full pages before it leave just its rows. */
static bool is_remainder(const struct iqm_pager *p, int64_t len)
{
	return p->paging.page == p->start + 1 && (p->start - 1) * p->size + len == p->paging.total;
}

static bool is_end(struct iqm_pager *p, int64_t len)
{
	if (!len)
		return true;
	p->stale = p->is_fresh ? 0 : p->stale + 1;
	if (p->stale && (!growth_explains(p) || p->stale > MAX_STALE))
		return true;
	if (p->paging.total >= 0)
		return before(p) + p->received >= p->paging.total || is_remainder(p, len);
	return len < p->size;
}

/* At the end: the rows given and those before the first page are fewer than the total. */
static bool is_short(const struct iqm_pager *p)
{
	bool known = p->start == 1 || p->longest == p->size;

	return known && before(p) + p->distinct < p->paging.total;
}

static void take_page(struct iqm_pager *p)
{
	int64_t len = (int64_t)p->rows.len;

	drop_repeated(p);
	record_total(p);
	p->received += len;
	if (len > p->longest)
		p->longest = len;
	p->paging.page++;
	p->ended = is_end(p, len) || p->paging.page > MAX_PAGE;
	if (!growth_explains(p) || (p->ended && is_short(p)))
		p->paging.maybe_missed = true;
}

/* A page that cannot be read changes nothing. */
static int fetch(struct iqm_pager *p, const struct deadline *deadline, struct iqm_call *call)
{
	int err;

	iqm_free(p->response);
	p->response = NULL;
	p->rows.len = p->at = p->given = 0;
	iqm_put_int(p->request, p->list->paged->page, p->paging.page);
	err = iqm_perform_inner(p->client, p->list, p->request, &p->response, deadline, call);
	if (err)
		return err;
	p->rows = iqm_list_rows(p->list, p->response);
	if (reserve(p)) {
		p->rows.len = 0;
		return iqm_fail_nomem(&call->error);
	}
	take_page(p);
	return 0;
}

/* Fetches until there is a row to give, or the end. */
static int fill(struct iqm_pager *p, struct iqm_call *call)
{
	struct deadline deadline;
	int err;

	iqm_call_begin(call, p->list->name);
	p->given = p->at;
	err = iqm_check_call(&call->error, NULL, call);
	if (err)
		return err;
	deadline = iqm_call_deadline(p->client, call);
	while (!err && !p->ended && p->at == p->rows.len)
		err = fetch(p, &deadline, call);
	return err;
}

/* ---- giving rows -------------------------------------------------------------------------- */

/* The next rows; there must be as many. */
static const void **give(struct iqm_pager *p, size_t len)
{
	const void **rows = p->rows.at + p->at;

	p->given = p->at;
	p->at += len;
	p->paging.rows += (int64_t)len;
	return rows;
}

static void note_done(struct iqm_pager *p)
{
	p->paging.done = p->ended && p->at == p->rows.len;
}

static int no_pager(struct iqm_call *call)
{
	return iqm_fail(call ? &call->error : NULL, IQM_E_USAGE,
			"the pager, or where its rows go, is NULL");
}

int iqm_pager_next(struct iqm_pager *pager, const void **row, struct iqm_call *call)
{
	int err;

	if (row)
		*row = NULL;
	if (!pager || !row)
		return no_pager(call);
	call = IQM_CALL_OR_OWN(call);
	err = fill(pager, call);
	if (!err && pager->at < pager->rows.len)
		*row = *give(pager, 1);
	note_done(pager);
	return err;
}

int iqm_pager_next_page(struct iqm_pager *pager, const void **rows, size_t *len,
			struct iqm_call *call)
{
	int err;

	if (rows)
		*rows = NULL;
	if (len)
		*len = 0;
	if (!pager || !rows || !len)
		return no_pager(call);
	call = IQM_CALL_OR_OWN(call);
	err = fill(pager, call);
	if (!err && pager->at < pager->rows.len) {
		*len = pager->rows.len - pager->at;
		*rows = give(pager, *len);
	}
	note_done(pager);
	return err;
}

struct iqm_client *iqm_pager_client(const struct iqm_pager *pager)
{
	return pager ? pager->client : NULL;
}

int iqm_pager_next_inner(struct iqm_pager *pager, struct rows *rows,
			 const struct deadline *deadline, long most_ms, struct iqm_call *call)
{
	struct iqm_call inner = iqm_deadline_call(deadline);
	const void *at;
	int err;

	if (inner.timeout_ms > most_ms)
		inner.timeout_ms = most_ms;
	inner.fresh_connection = true; /* a decision rests on it */
	err = iqm_pager_next_page(pager, &at, &rows->len, &inner);
	rows->at = (const void **)(uintptr_t)at; /* for reading only */
	iqm_call_adopt(call, &inner);
	return err;
}
