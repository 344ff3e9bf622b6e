/* SPDX-License-Identifier: MIT */
/* The journal of purchases: written before they are sent. */
#include "internal.h"

int iqm_journal_open(struct journal **out, const char *path, struct iqm_error *error)
{
	*out = NULL;
	return iqm_fail(error, IQM_E_JOURNAL, "%s: journals are not there yet", path);
}

void iqm_journal_close(struct journal *j)
{
	(void)j;
}

int iqm_journal_begin(struct journal *j, const char *key, const char *operation,
		      const char *request, const struct iqm_intent *known, struct intent **out,
		      struct iqm_error *error)
{
	(void)j, (void)key, (void)operation, (void)request, (void)known;
	*out = NULL;
	return iqm_fail(error, IQM_E_JOURNAL, "journals are not there yet");
}

const char *iqm_intent_key(const struct intent *intent)
{
	(void)intent;
	return "";
}

void iqm_journal_end(struct journal *j, struct intent *intent, enum iqm_purchase_state state,
		     struct iqm_int report_id)
{
	(void)j, (void)intent, (void)state, (void)report_id;
}
