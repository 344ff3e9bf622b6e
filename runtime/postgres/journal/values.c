/* SPDX-License-Identifier: MIT */
/* What calls give: values as the text that SQL takes, the names of states, the deadline. */
#include "journal/parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static char *next(struct pg_values *v)
{
	return v->digits[v->len];
}

void iqm_pg_add_text(struct pg_values *v, const char *text)
{
	v->at[v->len++] = text;
}

void iqm_pg_add_int(struct pg_values *v, struct iqm_int number)
{
	snprintf(next(v), IQM_NUMBER_SIZE, "%" PRId64, number.value);
	iqm_pg_add_text(v, number.set ? next(v) : NULL);
}

void iqm_pg_add_ms(struct pg_values *v, struct iqm_ms time)
{
	struct iqm_int number = { time.set, time.value };

	iqm_pg_add_int(v, number);
}

void iqm_pg_add_num(struct pg_values *v, struct iqm_num number)
{
	if (number.set)
		iqm_number_text(number.value, next(v));
	iqm_pg_add_text(v, number.set ? next(v) : NULL);
}

struct pg_statement iqm_pg_statement(const char *sql, const struct pg_values *v)
{
	return (struct pg_statement){ .sql = sql, .values = v->at, .len = v->len };
}

/* ---- states -------------------------------------------------------------------------------- */

static const char *const states[] = {
	[IQM_PURCHASE_BUSY] = "busy",
	[IQM_PURCHASE_OPEN] = "open",
	[IQM_PURCHASE_UNKNOWN] = "unknown",
	[IQM_PURCHASE_BOUGHT] = "bought",
	[IQM_PURCHASE_NOT_BOUGHT] = "not bought",
	[IQM_PURCHASE_REFUSED] = "refused",
};

#define STATES (sizeof(states) / sizeof(states[0]))

const char *iqm_pg_state_name(enum iqm_purchase_state state)
{
	return states[state];
}

bool iqm_pg_state(const char *name, enum iqm_purchase_state *state)
{
	for (size_t i = IQM_PURCHASE_BUSY; i < STATES; i++) {
		if (strcmp(states[i], name) != 0)
			continue;
		*state = (enum iqm_purchase_state)i;
		return true;
	}
	return false;
}

struct deadline iqm_pg_deadline(const struct iqm_call *call)
{
	return iqm_deadline_in(&iqm_system_clock, call->timeout_ms, call->cancel);
}
