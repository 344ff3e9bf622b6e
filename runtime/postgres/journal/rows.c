/* SPDX-License-Identifier: MIT */
/* A purchase out of the table. Anybody may have written there: nothing is taken for granted. */
#include "journal/parts.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, INTEGER, NUMBER, TRUTH };

/* Those of PG_COLUMNS from the fourth on, in order. */
static const struct column {
	const char *name;
	size_t offset;
	enum kind kind;
} columns[] = {
	{ "service", offsetof(struct iqm_purchase, service), TEXT },
	{ "workspace", offsetof(struct iqm_purchase, workspace), TEXT },
	{ "operation", offsetof(struct iqm_purchase, operation), TEXT },
	{ "request", offsetof(struct iqm_purchase, request), TEXT },
	{ "same_order", offsetof(struct iqm_purchase, order), TEXT },
	{ "intent_highest_id", offsetof(struct iqm_purchase, intent.highest_id), INTEGER },
	{ "intent_time", offsetof(struct iqm_purchase, intent.time), INTEGER },
	{ "intent_state", offsetof(struct iqm_purchase, intent.state), INTEGER },
	{ "sent", offsetof(struct iqm_purchase, sent), INTEGER },
	{ "report_id", offsetof(struct iqm_purchase, report_id), INTEGER },
	{ "price", offsetof(struct iqm_purchase, price), NUMBER },
	{ "cost", offsetof(struct iqm_purchase, cost), NUMBER },
	{ "note", offsetof(struct iqm_purchase, note), TEXT },
	{ "host", offsetof(struct iqm_purchase, host), TEXT },
	{ "process", offsetof(struct iqm_purchase, process), INTEGER },
	{ "settled_by", offsetof(struct iqm_purchase, settlement.who), TEXT },
	{ "settled_process", offsetof(struct iqm_purchase, settlement.process), INTEGER },
	{ "settled", offsetof(struct iqm_purchase, settlement.time), INTEGER },
	{ "settled_rows", offsetof(struct iqm_purchase, settlement.rows), INTEGER },
	{ "settled_candidates", offsetof(struct iqm_purchase, settlement.candidates), INTEGER },
	{ "settled_whole", offsetof(struct iqm_purchase, settlement.whole), TRUTH },
};

#define FIRST 3
#define LEN (sizeof(columns) / sizeof(columns[0]))
_Static_assert(FIRST + LEN == PG_COLUMNS_LEN, "what is selected is what is read");

/* PostgreSQL writes a point, strtod() reads the locale's. */
bool iqm_pg_number(const char *text, struct iqm_num *number)
{
	const char *point = localeconv()->decimal_point;
	const char *dot = text ? strchr(text, '.') : NULL;
	int whole = dot ? (int)(dot - text) : IQM_NUMBER_SIZE;
	char local[64];
	char *end;

	*number = (struct iqm_num){ 0 };
	if (!text)
		return true;
	if (strlen(text) >= IQM_NUMBER_SIZE || strlen(point) > 8)
		return false;
	snprintf(local, sizeof(local), "%.*s%s%s", whole, text, dot ? point : "",
		 dot ? dot + 1 : "");
	*number = iqm_num(strtod(local, &end));
	return end != local && !*end;
}

static bool read_value(const struct column *c, const char *text, char *at)
{
	struct iqm_int integer = iqm_int(0);
	struct iqm_bool truth = iqm_bool(!strcmp(text, "t"));
	struct iqm_num number;

	if (c->kind == TEXT) {
		memcpy(at, &text, sizeof(text));
		return true;
	}
	if (c->kind == INTEGER && iqm_integer(text, &integer.value))
		memcpy(at, &integer, sizeof(integer));
	else if (c->kind == NUMBER && iqm_pg_number(text, &number))
		memcpy(at, &number, sizeof(number));
	else if (c->kind == TRUTH)
		memcpy(at, &truth, sizeof(truth));
	else
		return false;
	return true;
}

static int fail(const struct pg_session *s, const struct iqm_purchase *p, const char *column,
		struct iqm_error *error)
{
	return iqm_pg_fail(s, error, "the record of key '%s' has no %s that can be read", p->key,
			   column);
}

int iqm_pg_purchase(const struct pg_session *s, const PGresult *result, int row,
		    struct iqm_purchase *p, struct iqm_error *error)
{
	const char *state = iqm_pg_text(result, row, 2);
	int64_t number = iqm_pg_integer(result, row, 1);

	*p = (struct iqm_purchase){ .key = iqm_pg_text(result, row, 0), .number = (int)number };
	if (!p->key || !iqm_is_key(p->key))
		return iqm_pg_fail(s, error, "a record has no key that can be read");
	if (number < 1 || number > INT_MAX)
		return fail(s, p, "number", error);
	if (!state || !iqm_pg_state(state, &p->state))
		return fail(s, p, "state", error);
	for (size_t i = 0; i < LEN; i++) {
		const char *text = iqm_pg_text(result, row, FIRST + (int)i);

		if (text && !read_value(&columns[i], text, (char *)p + columns[i].offset))
			return fail(s, p, columns[i].name, error);
	}
	return 0;
}
