/* SPDX-License-Identifier: MIT */
/* Rows of a list as reports: what is known before a purchase, what a status means, rows that were
 * deleted. */
#include "reports/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is known before a purchase ------------------------------------------------------- */

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
 * The highest id there is, where the first page proves it: it is the whole list, or its start in
 * falling order, which a service that ignores the order asked for does not keep.
 */
static struct iqm_int proven_highest(const struct iqm_op *list, const void *response)
{
	struct rows rows = iqm_list_rows(list, response);
	int64_t last;

	if ((int64_t)rows.len == iqm_list_total(list, response))
		return highest_of(list, &rows);
	if (rows.len > 1 && list->paged->sort && iqm_ids_fall(list, &rows, INT64_MAX, &last))
		return iqm_row_id(list, &rows, 0);
	return (struct iqm_int){ 0 };
}

/* One request for a page of the newest rows. */
static int ask_newest(struct iqm_client *client, const struct iqm_op *list, int64_t size,
		      const struct limits *limits, void **response, struct iqm_error *error)
{
	struct iqm_call call = iqm_inner_call(client, limits);
	void *request = iqm_newest_first(list, size);
	int err = request ? iqm_perform(client, list, request, response, &call)
			  : iqm_fail_nomem(&call.error);

	free(request);
	*error = call.error;
	return err;
}

static int ask_highest(struct iqm_client *client, const struct iqm_op *list,
		       const struct limits *limits, struct iqm_int *id, struct iqm_error *error)
{
	struct iqm_error failure;
	void *response = NULL;
	/* Two rows: one alone does not show that the newest comes first. */
	int err = ask_newest(client, list, 2, limits, &response, &failure);

	if (!err)
		*id = proven_highest(list, response);
	iqm_free(response);
	return err ? iqm_fail_unsent(error, &failure, "the newest report is not known") : 0;
}

/* One that the list does not have is taken as gone. */
static int ask_state(struct iqm_client *client, const struct iqm_op *op,
		     const struct limits *limits, int64_t id, struct iqm_int *state,
		     struct iqm_error *error)
{
	struct iqm_report report = { .id = id };
	struct iqm_call call = iqm_inner_call(client, limits);
	int err = iqm_reports_poll(client, op, &report, 1, &call);

	if (!err)
		*state = iqm_int(report.page ? report.state : IQM_REPORT_GONE);
	return err ? iqm_fail_unsent(error, &call.error, "the report's status is not known") : 0;
}

int iqm_read_known(struct iqm_client *client, const struct iqm_op *op, const void *request,
		   const struct limits *limits, struct iqm_intent *known, struct iqm_error *error)
{
	struct iqm_int again = iqm_row_int(request, op->order->regenerate);

	if (again.set)
		return ask_state(client, op, limits, again.value, &known->state, error);
	return ask_highest(client, op->order->list, limits, &known->highest_id, error);
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

static enum iqm_deleted judge_erased(const struct iqm_op *list, const void *response,
				     const struct iqm_ints *ids)
{
	struct rows rows = iqm_list_rows(list, response);
	size_t left = count_left(list, &rows, ids);

	if (left == count_distinct(ids))
		return IQM_NONE_DELETED;
	if (!left && (int64_t)rows.len == iqm_list_total(list, response) &&
	    highest_of(list, &rows).set)
		return IQM_ALL_DELETED;
	return IQM_DELETED_UNKNOWN;
}

enum iqm_deleted iqm_check_deleted(struct iqm_client *client, const struct iqm_op *op,
				   const void *request, const struct limits *limits,
				   struct iqm_error *error)
{
	const struct iqm_op *list = op->deletion->list;
	enum iqm_deleted erased = IQM_DELETED_UNKNOWN;
	struct iqm_ints ids;
	void *response = NULL;

	memcpy(&ids, (const char *)request + op->deletion->ids->offset, sizeof(ids));
	if (ids.len && !ask_newest(client, list, list->paged->max_size, limits, &response, error)) {
		erased = judge_erased(list, response, &ids);
		iqm_free(response);
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
		const struct iqm_report_status *w = &api->words[i];

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
