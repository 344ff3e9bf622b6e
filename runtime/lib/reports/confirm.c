/* SPDX-License-Identifier: MIT */
/* Reports whose status id means several things: whether the service gives the link of a report's
 * file, which is free, decides. */
#include "reports/polling.h"

#include <inttypes.h>
#include <stdlib.h>

#define MOST_MADE 4   /* of the same status, that are asked for in one poll */
#define AGAIN_MS 2000 /* a report may be ready shortly before its file is */

static unsigned meanings_of(const struct poll *p, const struct iqm_report *r)
{
	return iqm_report_meanings(p->list->api, r);
}

/* ---- one link ------------------------------------------------------------------------------ */

enum link { LINK_NOT_KNOWN = 0, LINK_GIVEN, LINK_REFUSED };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Without regard to the case of ASCII, whatever the locale. */
static bool contains(const char *text, const char *words)
{
	for (; *text; text++) {
		size_t i = 0;

		while (words[i] && lower(text[i]) == lower(words[i]))
			i++;
		if (!words[i])
			return true;
	}
	return false;
}

static bool contains_any(const char *text, const char *const *words)
{
	while (*words && !contains(text, *words))
		words++;
	return *words;
}

/* A refusal that names a field, or speaks of something else, is one of the request. */
static bool says_not_ready(const struct iqm_api *api, const struct iqm_error *e)
{
	bool says = false;

	if (e->service_len < e->service_total)
		return false; /* what was not kept may name one */
	for (size_t i = 0; i < e->service_len; i++) {
		const struct iqm_service_error *s = &e->service[i];

		if (*s->field)
			return false;
		says = says || contains_any(s->error, api->not_ready) ||
		       contains_any(s->reason, api->not_ready);
	}
	return says;
}

/* In the service's own words: a proxy's say nothing of the report. */
static bool is_not_ready(const struct poll *p, int err, const void *response)
{
	const struct iqm_op *op = p->order->link;
	struct iqm_error refusal = { .status = 0 };
	const char *text;
	size_t len;

	text = err == IQM_E_REFUSED ? iqm_raw(response, &len) : NULL;
	return text &&
	       iqm_decode_fault(op, text, len, p->deadline, &refusal) == IQM_FAULT_REFUSED &&
	       says_not_ready(op->api, &refusal);
}

static enum link ask(const struct poll *p, struct iqm_report *r)
{
	const struct iqm_op *op = p->order->link;
	struct iqm_call call = iqm_deadline_call(p->deadline);
	enum link link = LINK_NOT_KNOWN;
	void *response;
	const char *url;
	char text[40];
	int err;

	if (call.timeout_ms > p->most_ms)
		call.timeout_ms = p->most_ms;
	r->asked++;
	call.keep_raw = true;
	call.fresh_connection = true; /* a decision rests on it */
	err = iqm_ask_link(p->client, op, r->id, op->file->xlsx, &response, &call);
	url = err ? NULL : iqm_row_text(response, op->file->url);
	if (url && *url)
		link = LINK_GIVEN;
	else if (is_not_ready(p, err, response))
		link = LINK_REFUSED;
	if (link == LINK_GIVEN)
		iqm_link_keep(p->client, op, r->id, op->file->xlsx, response);
	else
		iqm_free(response);
	iqm_log(&p->client->logger, link ? IQM_LOG_INFO : IQM_LOG_WARN,
		"%s: report %" PRId64 ": status id %" PRId64 " means %s; its link is %s",
		p->list->name, r->id, r->status_id.value,
		iqm_meanings_text(meanings_of(p, r), text),
		link == LINK_GIVEN     ? "given"
		: link == LINK_REFUSED ? "refused"
				       : "not known");
	return link;
}

/* ---- all of them --------------------------------------------------------------------------- */

/* In this poll links of others with the same status were refused: so many requests would only show
 * that they are all being made. */
static bool is_made_like_others(const struct poll *p, const struct iqm_report *r)
{
	int made = 0;

	for (size_t i = 0; i < p->len; i++) {
		const struct iqm_report *other = p->wanted[i].report;

		made += p->wanted[i].found && other->confirmed &&
			other->state == IQM_REPORT_WAITING && other->status_id.set &&
			other->status_id.value == r->status_id.value;
	}
	return made >= MOST_MADE;
}

static bool needs_link(const struct poll *p, const struct wanted *w)
{
	const struct iqm_report *r = w->report;

	return w->found && !r->confirmed && (meanings_of(p, r) & STATE_BIT(IQM_REPORT_READY)) &&
	       !is_made_like_others(p, r);
}

/* `again`: its link was refused, and it may have failed. */
static bool wants_link(const struct poll *p, const struct wanted *w, bool again)
{
	return again ? w->refused : !w->refused && needs_link(p, w);
}

static void record_link(struct poll *p, struct wanted *w, enum link link, bool again)
{
	unsigned others = meanings_of(p, w->report) & ~STATE_BIT(IQM_REPORT_READY);

	w->refused = link == LINK_REFUSED && !again && (others & STATE_BIT(IQM_REPORT_FAILED));
	if (link == LINK_GIVEN)
		iqm_report_set(w->report, STATE_BIT(IQM_REPORT_READY));
	else if (!w->refused)
		iqm_report_set(w->report, others);
	if (link == LINK_GIVEN && p->ready)
		p->ready(p->context, w->report);
}

/* Asks for the links of all that want it, once where several wait for the same report. False: one
 * is not known, and the others would fare no better. */
static bool ask_all(struct poll *p, bool again, size_t *refused)
{
	for (size_t i = 0; i < p->len; i++) {
		struct wanted *w = &p->wanted[i];
		enum link link;

		if (!wants_link(p, w, again))
			continue;
		link = ask(p, w->report);
		if (link == LINK_NOT_KNOWN)
			return false;
		for (size_t k = i; k < p->len; k++)
			if (k == i ||
			    (p->wanted[k].id == w->id && wants_link(p, &p->wanted[k], again)))
				record_link(p, &p->wanted[k], link, again);
		*refused += w->refused;
	}
	return true;
}

/* In turn, so that one that is refused for ever keeps no other from being asked for. */
static int by_asked(const void *a, const void *b)
{
	const struct iqm_report *x = ((const struct wanted *)a)->report;
	const struct iqm_report *y = ((const struct wanted *)b)->report;

	return x->asked != y->asked ? (x->asked > y->asked) - (x->asked < y->asked)
				    : (x->id > y->id) - (x->id < y->id);
}

int iqm_confirm(struct poll *p)
{
	struct iqm_error *error = &p->call->error;
	size_t refused = 0;
	bool known;
	int err = 0;

	if (!p->order->link)
		return 0;
	qsort(p->wanted, p->len, sizeof(*p->wanted), by_asked);
	known = ask_all(p, false, &refused);
	if (known && refused && iqm_deadline_left(p->deadline) > AGAIN_MS) {
		err = iqm_deadline_sleep(p->deadline, AGAIN_MS);
		known = !err && ask_all(p, true, &refused);
	}
	return known ? 0
		     : iqm_deadline_report(p->deadline, error, "before a report's link was known");
}
