/* SPDX-License-Identifier: MIT */
/* Where something is: "data.pldReportDataList[3].pldId". */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

static size_t add_step(char *out, size_t size, size_t used, const struct where *step)
{
	int len = step->key_len && step->key_len < size ? (int)step->key_len : (int)size;
	int n;

	if (used >= size)
		return used;
	if (step->key)
		n = snprintf(out + used, size - used, "%s%.*s", used ? "." : "", len, step->key);
	else
		n = snprintf(out + used, size - used, "[%zu]", step->index);
	return n < 0 ? used : used + (size_t)n;
}

/* The outer steps first: where all do not fit, the inner ones are left out. */
static size_t add_steps(char *out, size_t size, const struct where *at)
{
	return at ? add_step(out, size, add_steps(out, size, at->up), at) : 0;
}

void iqm_path_of(const struct where *at, char *out, size_t size)
{
	char text[256] = "";

	add_steps(text, sizeof(text), at);
	iqm_copy_text(out, size, text);
}
