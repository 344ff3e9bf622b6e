/* SPDX-License-Identifier: MIT */
/* What a purchase of the journal ordered, in the few words that a list has room for. */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <string.h>

#define DAY_S INT64_C(86400)
#define QUARTER_S INT64_C(900) /* zones differ by quarters of an hour */

/* ---- campaigns --------------------------------------------------------------------------- */

/* Whether one is the other's plural, or both are one. */
static bool is_alike(const char *singular, const char *plural)
{
	size_t len = strlen(singular);

	return !strncmp(singular, plural, len) && (!plural[len] || !strcmp(plural + len, "s"));
}

const struct iqm_field *campaigns_field(const struct cli_command *buys)
{
	const struct iqm_order *order = buys->op->order;
	const struct cli_column *shown =
		order ? column_of_role(command_of(order->list), ROLE_CAMPAIGN) : NULL;

	for (size_t i = 0; shown && i < buys->flag_len; i++)
		if (is_alike(buys->flags[i].name, shown->name))
			return flag_field(buys, i);
	return NULL;
}

/* As the flag takes them: "1,2,3". */
static void copy_list(struct ordered *o, const char *text)
{
	size_t len = 0;

	for (; *text && len + 1 < sizeof(o->campaigns); text++)
		if (*text != ' ')
			o->campaigns[len++] = *text;
	o->campaigns[len] = '\0';
}

static void read_campaigns(const struct cli_command *c, const void *request, struct ordered *o)
{
	const struct iqm_field *field = campaigns_field(c);
	const struct column column = { .name = "" };
	struct buf text = { 0 };
	struct cell cell;

	if (!field)
		return;
	cell = cell_of(field, request);
	cell_add_shown(&text, &column, &cell, NULL);
	if (text.len && !text.err)
		copy_list(o, text.data);
	iqm_buf_free(&text);
}

/* ---- days -------------------------------------------------------------------------------- */

/* What clocks in `zone` show, in seconds as if it were UTC. */
static bool read_local(const void *request, const struct iqm_field *field, const char *zone,
		       int64_t *local)
{
	struct iqm_ms time = member_timestamp(field, request);
	char text[TIMESTAMP_SIZE];
	char utc[TIMESTAMP_SIZE];

	if (!time.set)
		return false;
	timestamp_text(member_time(field, request), zone, text);
	snprintf(utc, sizeof(utc), "%.19sZ", text);
	time = iqm_ms_from_iso(utc);
	*local = time.value / 1000;
	return time.set == &iqm_is_set;
}

/* The midnight that is nearest to a second that is one in some zone. */
static int64_t nearest_midnight(int64_t local)
{
	int64_t rest;

	if (local % QUARTER_S)
		return local;
	rest = (local % DAY_S + DAY_S) % DAY_S;
	return local - rest + (rest >= DAY_S / 2 ? DAY_S : 0);
}

static void write_date(int64_t local, char date[DATE_SIZE])
{
	char text[TIMESTAMP_SIZE];

	timestamp_text((time_t)local, NULL, text);
	snprintf(date, DATE_SIZE, "%.10s", text);
}

/* The first second of the first day and of the day after the last one, on clocks of the order's
 * zone: `zone`, or else one in which both are midnights. Zones are at most 12 hours from UTC, but
 * for islands in the Pacific. */
static bool read_span(const struct iqm_descriptor *body, const void *request, const char *zone,
		      int64_t span[2])
{
	if (!read_local(request, body->first_day, zone, &span[0]) ||
	    !read_local(request, body->last_day, zone, &span[1]))
		return false;
	span[1]++;
	if (span[0] % DAY_S == 0 && span[1] % DAY_S == 0)
		return true;
	read_local(request, body->first_day, NULL, &span[0]);
	read_local(request, body->last_day, NULL, &span[1]);
	span[0] = nearest_midnight(span[0]);
	span[1] = nearest_midnight(span[1] + 1);
	return true;
}

static void read_days(const struct iqm_descriptor *body, const void *request, const char *zone,
		      struct ordered *o)
{
	int64_t span[2];

	if (!read_span(body, request, zone, span))
		return;
	write_date(span[0], o->first);
	write_date(span[1] - 1, o->last);
}

/* ---- all of it --------------------------------------------------------------------------- */

void ordered_read(const struct iqm_purchase *p, const char *zone, struct ordered *o)
{
	const struct cli_command *c = p->operation ? command_named(p->operation) : NULL;
	struct iqm_error error;
	void *request;

	*o = (struct ordered){ .regenerated = 0 };
	if (p->operation)
		snprintf(o->family, sizeof(o->family), "%.*s", (int)strcspn(p->operation, "."),
			 p->operation);
	if (!c || !c->op->body || !p->request ||
	    iqm_json_read(c->op->body, p->request, strlen(p->request), &request, &error))
		return;
	read_campaigns(c, request, o);
	read_days(c->op->body, request, zone, o);
	o->regenerated = regenerated_id(c->op, request);
	iqm_free(request);
}

/* Of a range's end what differs from its beginning: "2026-01-05..11". */
static const char *short_last(const struct ordered *o)
{
	if (!strncmp(o->first, o->last, 8))
		return o->last + 8;
	return strncmp(o->first, o->last, 5) != 0 ? o->last : o->last + 5;
}

void ordered_add_text(struct buf *t, const struct ordered *o)
{
	iqm_buf_str(t, o->family);
	if (o->regenerated)
		iqm_buf_printf(t, " report %" PRId64, o->regenerated);
	if (*o->campaigns)
		iqm_buf_printf(t, " %s", o->campaigns);
	if (*o->first)
		iqm_buf_printf(t, " %s", o->first);
	if (*o->first && strcmp(o->first, o->last) != 0)
		iqm_buf_printf(t, "..%s", short_last(o));
}

struct iqm_num purchase_cost(const struct iqm_purchase *p)
{
	return p->cost.set ? p->cost : p->price;
}

struct iqm_ms purchase_time(const struct iqm_purchase *p)
{
	return p->sent.set ? p->sent : p->intent.time;
}
