/* SPDX-License-Identifier: MIT */
#include "support/text_fixture.h"

#include <check.h>
#include <string.h>

void assert_text(struct buf *t, const char *expected)
{
	ck_assert(!t->err);
	ck_assert_uint_eq(t->len, strlen(expected));
	ck_assert_mem_eq(t->len ? t->data : "", expected, t->len);
	iqm_buf_free(t);
}
