/* SPDX-License-Identifier: MIT */
/* Colours of states, few and the same everywhere. */
#include "output/tone.h"

#include <string.h>

static const char *const columns[] = { "status", "state", "outcome", NULL };
static const char *const good[] = { "ready", "ready?", "bought", "bought before", "saved", NULL };
static const char *const bad[] = { "failed", "failed?", "refused", "gone", NULL };
static const char *const unsure[] = { "processing", "processing?", "unknown", "open", NULL };

static bool is_one_of(const char *const *words, const char *s, size_t len)
{
	for (; *words; words++)
		if (strlen(*words) == len && !memcmp(*words, s, len))
			return true;
	return false;
}

static const char *tone_of(const struct column *column, const char *s, size_t len)
{
	if (!is_one_of(columns, column->name, strlen(column->name)))
		return NULL;
	if (is_one_of(good, s, len))
		return PAINT_GREEN;
	if (is_one_of(bad, s, len))
		return PAINT_RED;
	return is_one_of(unsure, s, len) ? PAINT_YELLOW : NULL;
}

void tone_add(struct buf *t, const struct column *column, const char *s, size_t len)
{
	const char *tone = tone_of(column, s, len);

	iqm_buf_str(t, tone ? tone : "");
	iqm_buf_add(t, s, len);
	iqm_buf_str(t, tone ? PAINT_END : "");
}
