/* SPDX-License-Identifier: MIT */
/* A journal in a file, under its lock: for journal_local.c and journal_archive.c. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_STORE_H
#define IQM_LIB_PURCHASE_JOURNAL_STORE_H

#include "purchase/journal_parts.h"

struct store {
	struct journal_file file;
	struct journal_index index; /* with the file's lock held: these two */
	struct deadline deadline;   /* of the call that holds it */
};

/* Takes the file's lock, in the time that the call has, and reads what has been recorded since. */
int iqm_store_enter(struct store *s, const struct iqm_call *call, struct iqm_error *error);
void iqm_store_leave(struct store *s);
/* Between the two, once. */
int iqm_store_add(struct store *s, const struct journal_record *record, struct iqm_error *error);

#endif
