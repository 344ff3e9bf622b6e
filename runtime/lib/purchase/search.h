/* SPDX-License-Identifier: MIT */
/* One search for the reports of several purchases: for find.c, and the files that take its steps.
 */
#ifndef IQM_LIB_PURCHASE_SEARCH_H
#define IQM_LIB_PURCHASE_SEARCH_H

#include "purchase/journal.h"

enum lookup_by {
	BY_LIST = 0,
	BY_ID,     /* the journal has the report's */
	BY_STATE,  /* of the report that was to be regenerated */
	BY_NOTHING /* the journal says that nothing was bought */
};

/* One purchase whose report is looked for. */
struct lookup {
	const void *request;
	const char *key; /* in the journal; NULL: the purchase is not from there */
	struct iqm_intent since;
	const struct iqm_purchase *recorded; /* under the key */
	struct iqm_purchase *own_recorded;   /* freed with the lookup: these two */
	void *own_request;
	enum lookup_by by;
	int64_t id; /* BY_ID, BY_STATE: the report's */
	/* BY_LIST: a report that exists by the price, and may be older than the purchase. Absent
	 * once its row was read. */
	struct iqm_int exists;
	bool seen;       /* BY_ID: its row was read */
	bool few_fields; /* the request lacks fields by which reports differ */
	bool unproven;   /* its report may be there, and not shown: no proof that there is none */
	size_t candidates;
	size_t only; /* the last of them: the only one where there is one */
	bool decided;
	int status; /* not 0: why nothing is known of it */
	struct iqm_found found;
};

/* A report that may be a purchase's. */
struct candidate {
	size_t lookup;
	size_t report;
	bool unsure; /* it may be another purchase's */
	bool dropped;
};

struct seen_report {
	struct iqm_report report;
	/* Of each kind but BY_NOTHING: so many lookups that have no other candidate. */
	size_t wanted[BY_NOTHING];
	bool taken;
	size_t owner; /* the lookup that it was decided for, and whose purchase made it */
};

struct search {
	struct iqm_client *client;
	const struct iqm_op *op;
	const struct iqm_order *order;
	bool proves; /* that there is no report: then a row whose age is not sure counts as newer */
	struct deadline deadline;
	struct iqm_call *call;
	struct lookup *lookups;
	size_t len;
	struct seen_report *reports;
	size_t report_len, report_cap;
	struct candidate *candidates;
	size_t candidate_len, candidate_cap;
	int err; /* of the first lookup that failed, and why */
	struct iqm_error why;
};

/* ---- search.c: what has been seen ----------------------------------------------------------- */

/* Nothing is known of `l`: call->error says why. The other lookups go on. */
void iqm_lookup_fail(struct search *s, struct lookup *l, int err);
/* The index in s->reports of report `id`; s->report_len: it is not kept. */
size_t iqm_search_kept(const struct search *s, int64_t id);
/* Keeps a report that is not; *at: its index. IQM_E_NOMEM. */
int iqm_search_keep(struct search *s, const struct iqm_report *report, size_t *at);
/* Report `report` of s->reports may be the lookup's. IQM_E_NOMEM. */
int iqm_search_add_candidate(struct search *s, struct lookup *l, size_t report, bool unsure);
/* The lookup has no candidates any more. */
void iqm_search_drop_candidates(struct search *s, struct lookup *l);
void iqm_search_free(struct search *s);

/* ---- decide.c: who gets which report -------------------------------------------------------- */

/* Writes l->found of all lookups; may be repeated once there are other candidates. */
void iqm_search_decide(struct search *s);

/* ---- fit.c: a row against a purchase -------------------------------------------------------- */

/* How a row shows what was ordered: the worst of its fields is the row's. */
enum fit { FITS_NOT, NOT_SHOWN, NOT_READABLE, FITS };
enum age { OLDER, NEWER, UNCERTAIN };

/* Row `i` of those that the pager gave. */
enum fit iqm_row_fit(const struct search *s, const struct lookup *l, const struct iqm_pager *pager,
		     size_t i, const void *row);
/* Whether the row's report was made after the purchase was begun. */
enum age iqm_row_age(const struct search *s, const struct lookup *l, const void *row);
/* How many of the fields by which orders differ are in the request. */
size_t iqm_count_asked(const struct search *s, const struct lookup *l);

/* ---- find_key.c: the purchase in the journal ------------------------------------------------ */

/* Reads l->key's purchase, or takes l->recorded: what is to be looked for, and how. The functions
 * of this file report in call->error. */
int iqm_lookup_recorded(struct search *s, struct lookup *l);
/* *owned: another key has bought the report, so it is not this purchase's. */
int iqm_lookup_is_owned(struct search *s, const struct lookup *l, struct iqm_int id, bool *owned);
/* Records what was found. IQM_E_KEY_USED: the key, or that report, has become another's meanwhile.
 */
int iqm_lookup_settle(struct search *s, struct lookup *l);

/* ---- find_list.c, find_id.c, find_price.c: the three sources -------------------------------- */

/* Reads the list once for all lookups by it, and for those by an id that comes by. Not 0: nothing
 * is known of any lookup; of iqm_search_ids() too. */
int iqm_search_list(struct search *s);
/* Polls, at once, the reports of lookups by state, and by ids that were not seen. */
int iqm_search_ids(struct search *s);
/* Polls for report `id`; *at: its index in s->reports. */
int iqm_search_poll_id(struct search *s, int64_t id, size_t *at);
/* Whether a price may say which report exists. */
bool iqm_price_names_reports(const struct iqm_order *order);
/* Asks for the price of what `l` ordered, which may say that the report exists. *id is absent where
 * it does not, or where that is another key's. */
int iqm_search_price(struct search *s, struct lookup *l, struct iqm_int *id);

/* ---- find.c: all of it ---------------------------------------------------------------------- */

/* The first failure of any lookup, which is in call->error; each has its own in `status`, and what
 * was found in `found`. Frees what the search holds, but for s->lookups. */
int iqm_search_run(struct search *s);

#endif
