/* SPDX-License-Identifier: MIT */
/* An order's fields against those of a row or a price that show them. */
#include "purchase/match.h"

#include <string.h>

static struct iqm_ints ints_of(const void *row, const struct iqm_field *f)
{
	struct iqm_ints ints;

	memcpy(&ints, (const char *)row + f->offset, sizeof(ints));
	return ints;
}

static bool has_all(struct iqm_ints ints, struct iqm_ints values)
{
	for (size_t i = 0; i < values.len; i++) {
		size_t k = 0;

		while (k < ints.len && ints.items[k] != values.items[i])
			k++;
		if (k == ints.len)
			return false;
	}
	return true;
}

static struct iqm_strs strs_of(const void *row, const struct iqm_field *f)
{
	struct iqm_strs strs;

	memcpy(&strs, (const char *)row + f->offset, sizeof(strs));
	return strs;
}

static bool has_all_strs(struct iqm_strs strs, struct iqm_strs values)
{
	for (size_t i = 0; i < values.len; i++) {
		size_t k = 0;

		while (k < strs.len && strcmp(strs.items[k], values.items[i]) != 0)
			k++;
		if (k == strs.len)
			return false;
	}
	return true;
}

static bool is_there(const struct iqm_field *f, const void *of)
{
	if (f->kind == IQM_K_INTS)
		return ints_of(of, f).len;
	if (f->kind == IQM_K_STRS)
		return strs_of(of, f).len;
	return iqm_row_text(of, f) || iqm_row_int(of, f).set;
}

bool iqm_match_asked(const struct iqm_match *m, const void *request)
{
	return is_there(m->asked, request);
}

bool iqm_match_is_there(const struct iqm_match *m, const void *row)
{
	return is_there(m->shown, row);
}

static bool is_timestamp(const struct iqm_field *f)
{
	return f->kind == IQM_K_MS || f->kind == IQM_K_S;
}

static bool shows_number(const struct iqm_match *m, int64_t asked, const void *row)
{
	const struct iqm_ints one = { &asked, 1 };
	struct iqm_int shown = iqm_row_int(row, m->shown);

	if (m->shown->kind == IQM_K_INTS)
		return has_all(ints_of(row, m->shown), one);
	if (shown.set && is_timestamp(m->asked) && is_timestamp(m->shown))
		return iqm_ms_to_seconds(iqm_ms(asked)) == iqm_ms_to_seconds(iqm_ms(shown.value));
	return shown.set && asked == shown.value;
}

bool iqm_match_shown(const struct iqm_match *m, const void *request, const void *row)
{
	const char *text = iqm_row_text(row, m->shown);

	if (m->asked->kind == IQM_K_STR)
		return text && !strcmp(iqm_row_text(request, m->asked), text);
	if (m->asked->kind == IQM_K_STRS)
		return m->shown->kind == IQM_K_STRS &&
		       has_all_strs(strs_of(row, m->shown), strs_of(request, m->asked)) &&
		       has_all_strs(strs_of(request, m->asked), strs_of(row, m->shown));
	if (m->asked->kind != IQM_K_INTS)
		return shows_number(m, iqm_row_int(request, m->asked).value, row);
	return m->shown->kind == IQM_K_INTS &&
	       has_all(ints_of(row, m->shown), ints_of(request, m->asked)) &&
	       has_all(ints_of(request, m->asked), ints_of(row, m->shown));
}

const struct iqm_match *iqm_order_contradiction(const struct iqm_op *op, const void *request,
						const void *row)
{
	for (size_t i = 0; i < op->order->match_len; i++) {
		const struct iqm_match *m = &op->order->matches[i];

		if (iqm_match_asked(m, request) && iqm_match_is_there(m, row) &&
		    !iqm_match_shown(m, request, row))
			return m;
	}
	return NULL;
}

static bool asks_id(const struct iqm_match *m, const void *request, int64_t id)
{
	const struct iqm_ints one = { &id, 1 };
	struct iqm_int asked = iqm_row_int(request, m->asked);

	return m->asked->kind == IQM_K_INTS ? has_all(ints_of(request, m->asked), one)
					    : asked.set && asked.value == id;
}

/* Whether the order asks for each id of a list, in any of its fields that the list repeats. */
static bool asks_all(const struct iqm_order *order, const struct iqm_field *list,
		     const void *request, const void *price)
{
	struct iqm_ints ids = ints_of(price, list);
	bool asked = true;

	for (size_t i = 0; asked && i < ids.len; i++) {
		asked = false;
		for (size_t k = 0; k < order->echo_len; k++)
			asked = asked || (order->echoes[k].shown == list &&
					  asks_id(&order->echoes[k], request, ids.items[i]));
	}
	return asked;
}

bool iqm_echo_differs(const struct iqm_order *order, const struct iqm_match *echo,
		      const void *request, const void *price)
{
	if (!iqm_match_asked(echo, request) || !iqm_match_is_there(echo, price))
		return false;
	return !iqm_match_shown(echo, request, price) ||
	       (echo->shown->kind == IQM_K_INTS && !asks_all(order, echo->shown, request, price));
}
