/* SPDX-License-Identifier: MIT */
/* Rows of a list as reports: the highest id seen, what a status means, rows that were deleted. */
#include "rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRESH_MS ((int64_t)10 * 60 * 1000) /* what was seen longer ago says too little */

/* ---- highest ids -------------------------------------------------------------------------- */

struct highest {
	const struct iqm_op *list;
	int64_t id;
	int64_t time; /* of the client's clock */
};

struct seen {
	pthread_mutex_t lock;
	struct highest *items;
	size_t len;
};

int iqm_seen_open(struct seen **out)
{
	struct seen *seen = calloc(1, sizeof(*seen));

	*out = seen;
	if (!seen)
		return IQM_E_NOMEM;
	pthread_mutex_init(&seen->lock, NULL);
	return 0;
}

void iqm_seen_close(struct seen *seen)
{
	if (!seen)
		return;
	pthread_mutex_destroy(&seen->lock);
	free(seen->items);
	free(seen);
}

/* Under the lock. NULL: not there, or no memory to make it. */
static struct highest *find_highest(struct seen *seen, const struct iqm_op *list, bool make)
{
	struct highest *more;

	for (size_t i = 0; i < seen->len; i++)
		if (seen->items[i].list == list)
			return &seen->items[i];
	more = make ? realloc(seen->items, (seen->len + 1) * sizeof(*more)) : NULL;
	if (!more)
		return NULL;
	seen->items = more;
	more[seen->len] = (struct highest){ .list = list };
	return &more[seen->len++];
}

/* An order that a page keeps, and two rows show. */
static bool asks_newest_first(const struct iqm_paged *p, const void *request)
{
	const char *sort = iqm_row_text(request, p->sort);

	return sort && *sort == '-' && !strcmp(sort + 1, p->key->names[0]);
}

/* A request without other words than an order leaves no row out. */
static bool asks_for_all(const struct iqm_op *list, const void *request)
{
	for (size_t i = 0; i < list->query->len; i++) {
		const struct iqm_field *f = &list->query->fields[i];

		if (f != list->paged->sort && iqm_row_text(request, f))
			return false;
	}
	return true;
}

static struct iqm_int highest_of(const struct iqm_op *list, const struct rows *rows)
{
	struct iqm_int highest = iqm_int(0);

	for (size_t i = 0; i < rows->len; i++) {
		struct iqm_int id = iqm_row_id(list, rows, i);

		if (!id.set)
			return id;
		if (id.value > highest.value)
			highest = id;
	}
	return highest;
}

/*
 * The highest id there is, where the page proves it: it is the whole list, or its start in falling
 * order, which a service that ignores the order asked for does not keep.
 */
static struct iqm_int proven_highest(const struct iqm_op *list, const void *request,
				     const void *answer)
{
	struct iqm_int unknown = { 0 };
	struct iqm_int page = iqm_row_int(request, list->paged->page);
	struct rows rows = iqm_list_rows(list, answer);
	int64_t last;

	if ((page.set && page.value != 1) || !asks_for_all(list, request))
		return unknown;
	if ((int64_t)rows.len == iqm_list_total(list, answer))
		return highest_of(list, &rows);
	if (rows.len > 1 && asks_newest_first(list->paged, request) &&
	    iqm_ids_fall(list, &rows, INT64_MAX, &last))
		return highest_of(list, &rows);
	return unknown;
}

void iqm_note_rows(struct iqm_client *client, const struct iqm_op *op, const void *request,
		   const void *answer)
{
	struct seen *seen = client->seen;
	struct iqm_int id;
	struct highest *h;

	if (!op->paged)
		return;
	id = proven_highest(op, request, answer);
	if (!id.set)
		return;
	pthread_mutex_lock(&seen->lock);
	h = find_highest(seen, op, true);
	if (h) {
		h->id = id.value > h->id ? id.value : h->id;
		h->time = iqm_now(client);
	}
	pthread_mutex_unlock(&seen->lock);
}

static struct iqm_int seen_highest(struct iqm_client *client, const struct iqm_op *list)
{
	struct iqm_int id = { 0 };
	int64_t now = iqm_now(client);
	const struct highest *h;

	pthread_mutex_lock(&client->seen->lock);
	h = find_highest(client->seen, list, false);
	if (h && now - h->time <= FRESH_MS)
		id = iqm_int(h->id);
	pthread_mutex_unlock(&client->seen->lock);
	return id;
}

/* One request for a page of the newest rows. */
static int ask_newest(struct iqm_client *client, const struct iqm_op *list, int64_t size,
		      const struct limits *limits, void **answer, struct iqm_error *error)
{
	struct iqm_call call = iqm_inner_call(client, limits);
	void *request = iqm_newest_first(list, size);
	int err = request ? iqm_perform(client, list, request, answer, &call)
			  : iqm_fail_nomem(&call.error);

	free(request);
	*error = call.error;
	return err;
}

int iqm_highest_id(struct iqm_client *client, const struct iqm_op *list,
		   const struct limits *limits, struct iqm_int *id, struct iqm_error *error)
{
	struct iqm_error failure;
	void *answer = NULL;
	int err;

	*id = seen_highest(client, list);
	if (id->set)
		return 0;
	/* Two rows: one alone does not show that the newest comes first. */
	err = ask_newest(client, list, 2, limits, &answer, &failure);
	iqm_free(answer);
	if (err)
		return iqm_fail_unsent(error, &failure, "the newest report is not known");
	*id = seen_highest(client, list);
	return 0;
}

/* ---- rows that were deleted ---------------------------------------------------------------- */

static bool is_among(const int64_t *ids, size_t len, int64_t id)
{
	for (size_t i = 0; i < len; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* How many different ids of `ids` have a row. */
static size_t count_left(const struct iqm_op *list, const struct rows *rows,
			 const struct iqm_ints *ids)
{
	size_t left = 0;

	for (size_t i = 0; i < ids->len; i++) {
		bool found = is_among(ids->items, i, ids->items[i]);

		for (size_t k = 0; k < rows->len && !found; k++) {
			struct iqm_int id = iqm_row_id(list, rows, k);

			found = id.set && id.value == ids->items[i];
			left += found;
		}
	}
	return left;
}

static size_t count_distinct(const struct iqm_ints *ids)
{
	size_t distinct = 0;

	for (size_t i = 0; i < ids->len; i++)
		distinct += !is_among(ids->items, i, ids->items[i]);
	return distinct;
}

static enum iqm_erased judge_erased(const struct iqm_op *list, const void *answer,
				    const struct iqm_ints *ids)
{
	struct rows rows = iqm_list_rows(list, answer);
	size_t left = count_left(list, &rows, ids);

	if (left == count_distinct(ids))
		return IQM_NONE_ERASED;
	if (!left && (int64_t)rows.len == iqm_list_total(list, answer) &&
	    highest_of(list, &rows).set)
		return IQM_ALL_ERASED;
	return IQM_ERASED_UNKNOWN;
}

enum iqm_erased iqm_look_erased(struct iqm_client *client, const struct iqm_op *op,
				const void *request, const struct limits *limits,
				struct iqm_error *error)
{
	const struct iqm_op *list = op->erasure->list;
	enum iqm_erased erased = IQM_ERASED_UNKNOWN;
	struct iqm_ints ids;
	void *answer;

	memcpy(&ids, (const char *)request + op->erasure->ids->offset, sizeof(ids));
	if (ids.len && !ask_newest(client, list, list->paged->max_size, limits, &answer, error)) {
		erased = judge_erased(list, answer, &ids);
		iqm_free(answer);
	}
	return erased;
}

/* ---- statuses ------------------------------------------------------------------------------ */

/* In lower case, with '_' for blanks and '-'. */
static char plain(char c)
{
	if (c == ' ' || c == '-')
		return '_';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_word(const char *word, const char *name)
{
	while (*word && *word == plain(*name))
		word++, name++;
	return *word == plain(*name);
}

enum iqm_report_state iqm_report_state_of(const struct iqm_api *api, struct iqm_int status,
					  const char *name, bool *unknown)
{
	*unknown = false;
	for (size_t i = 0; i < api->word_len; i++) {
		const struct iqm_report_word *w = &api->words[i];

		if (name && *name ? w->name && same_word(w->name, name)
				  : !w->name && status.set && w->id == status.value)
			return w->state;
	}
	*unknown = true;
	return IQM_REPORT_WAITING;
}

static void tell_unknown(const struct iqm_client *client, const struct iqm_op *list,
			 const struct iqm_report *r)
{
	char id[32] = "none";

	if (r->status_id.set)
		snprintf(id, sizeof(id), "%" PRId64, r->status_id.value);
	iqm_log(client, IQM_LOG_WARN,
		"%s: report %" PRId64 " has a status that is not known: %s%s%s", list->name, r->id,
		id, *r->status_name ? ", " : "", r->status_name);
}

void iqm_report_read(const struct iqm_client *client, const struct iqm_order *order,
		     const void *row, int64_t page, struct iqm_report *r)
{
	const struct iqm_report before = *r;
	const char *name = iqm_row_text(row, order->status_name);

	r->status_id = iqm_row_int(row, order->status);
	iqm_copy_text(r->status_name, sizeof(r->status_name), name ? name : "");
	r->state = iqm_report_state_of(order->list->api, r->status_id, name, &r->status_unknown);
	r->page = page;
	if (r->status_unknown &&
	    (!before.status_unknown || before.status_id.value != r->status_id.value ||
	     strcmp(before.status_name, r->status_name) != 0))
		tell_unknown(client, order->list, r);
}
