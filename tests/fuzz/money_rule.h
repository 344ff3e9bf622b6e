/* SPDX-License-Identifier: MIT */
/*
 * The money rule, written a second time: what may be said of a purchase after one exchange. It
 * stands on jansson and on the names of the API page alone.
 */
#ifndef TESTS_FUZZ_MONEY_RULE_H
#define TESTS_FUZZ_MONEY_RULE_H

#include "conversation.h"

/* `family`: "pld". What may be said, and what must be, as nothing else is left. */
struct money_rule {
	bool may_be_bought;
	bool may_be_nothing;
	bool must_be_bought;
	bool must_be_nothing;
};

struct money_rule money_rule_of(const struct exchange *exchange, const char *family);

#endif
