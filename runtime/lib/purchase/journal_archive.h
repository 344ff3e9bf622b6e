/* SPDX-License-Identifier: MIT */
/* Moves what has ended out of a journal's file. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_ARCHIVE_H
#define IQM_LIB_PURCHASE_JOURNAL_ARCHIVE_H

#include "purchase/journal_store.h"

/* The archive() of a struct iqm_journal, whose context is a struct store. */
int iqm_store_archive(void *context, int64_t before_ms, size_t *moved, struct iqm_call *call);

#endif
