/* SPDX-License-Identifier: MIT */
/* For tests that go through every dialect of the API. */
#ifndef TESTS_DIALECTS_H
#define TESTS_DIALECTS_H

#include <iqm/gen.h>
#include <iqm/insights.h>

static inline int count_dialects(void)
{
	int len = 0;

	while (iqm_insights_api.dialects[len])
		len++;
	return len;
}

#endif
