/* SPDX-License-Identifier: MIT */
/* What a comparison of the journal with the lists has found. */
#include "purchase/reconciliation.h"

#include <stdarg.h>
#include <stdlib.h>

static struct finding *add(struct reconciliation *r, const char *name, const char *family)
{
	struct finding *grown;

	if (r->len == r->size) {
		grown = realloc(r->items, (r->size + 64) * sizeof(*grown));
		if (!grown)
			return NULL;
		r->items = grown;
		r->size += 64;
	}
	r->items[r->len] = (struct finding){ .name = name, .family = family };
	return &r->items[r->len++];
}

int finding_add(struct reconciliation *r, const char *name, const char *family,
		const struct iqm_purchase *p, int64_t id, const char *format, ...)
{
	struct finding *f = add(r, name, family);
	va_list args;

	if (!f)
		return cli_fail_nomem();
	f->id = id;
	f->key = p ? p->key : NULL;
	if (p && purchase_may_have_bought(p) && !p->report_id.set)
		f->next = purchase_is_overdue(p) ? NEXT_SETTLE : NEXT_RESUME;
	va_start(args, format);
	vsnprintf(f->what, sizeof(f->what), format, args);
	va_end(args);
	return 0;
}

void reconciliation_free(struct reconciliation *r)
{
	free(r->items);
	r->items = NULL;
}
