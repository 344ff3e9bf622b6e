/* SPDX-License-Identifier: MIT */
/* What the command's output is made of: text, JSON, csv. */
#include "output/command_fixture.h"

#include <string.h>

void is_text(struct text *t, const char *expected)
{
	ck_assert(!t->failed);
	ck_assert_uint_eq(t->len, strlen(expected));
	ck_assert_mem_eq(t->len ? t->at : "", expected, t->len);
	text_free(t);
}
