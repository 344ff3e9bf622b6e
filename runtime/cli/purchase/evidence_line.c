/* SPDX-License-Identifier: MIT */
/* A line of evidence, on standard error. */
#include "purchase/purchase.h"

#define WIDTH 9 /* of the names */

void evidence_put(const char *name, const char *value)
{
	fprintf(stderr, "  %-*s  ", WIDTH, name);
	text_put_safe(stderr, value ? value : "not recorded");
	fputc('\n', stderr);
}
