/* SPDX-License-Identifier: MIT */
#include "support/text_fixture.h"

#include <check.h>
#include <string.h>

void assert_text(struct text *t, const char *expected)
{
	ck_assert(!t->failed);
	ck_assert_uint_eq(t->len, strlen(expected));
	ck_assert_mem_eq(t->len ? t->at : "", expected, t->len);
	text_free(t);
}
