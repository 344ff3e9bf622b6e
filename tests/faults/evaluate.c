/* SPDX-License-Identifier: MIT */
/* What must hold of a result, by what the sandbox saw. */
#include "faults.h"

/* Why the result is not what it had to be; NULL: it is. */
static const char *disappointment(const struct result *r)
{
	switch (r->expected) {
	case DONE:
		return r->status ? "it failed, and nothing had struck it" : NULL;
	case NOTHING_SENT:
		return r->arrived || !r->status ? "it was sent, and must not be" : NULL;
	case NOTHING_BOUGHT:
		return r->bought ? "it bought what had been bought" : NULL;
	default:
		return NULL;
	}
}

/* Nobody can know that it was done: a whole refusal came after it. */
bool is_refused_late(const struct result *r)
{
	return r->kind < kinds_len && kinds[r->kind].refuses_late && r->status &&
	       r->delivery == IQM_RESPONDED && (r->bought == 1 || r->deletes || r->once) &&
	       r->performed;
}

/* Why the result contradicts what the sandbox saw; NULL: it does not. */
const char *contradiction(const struct result *r)
{
	bool used = r->cause == IQM_E_KEY_USED; /* of an earlier purchase it is that nobody knows */
	bool unknown = r->status == IQM_E_UNKNOWN_OUTCOME && !used;
	const char *why = disappointment(r);

	if (why || r->file || is_refused_late(r))
		return why;
	if (r->status && r->delivery == IQM_NOT_SENT && r->arrived)
		return "not sent, and it arrived";
	if (!r->status && !r->performed)
		return "done, and nothing was performed";
	if (r->once && r->performed > 1)
		return "done twice";
	if (r->once && r->status && !unknown && r->performed)
		return "an error that is known, and done";
	if (r->deletes && r->status && r->delivery == IQM_RESPONDED && r->performed)
		return "refused, and deleted";
	if (!r->paid && !r->once)
		return NULL;
	if (r->paid && !r->status && (r->outcome != IQM_CREATED || r->bought != 1))
		return "done, and not bought once";
	if (r->paid && r->status && !unknown && r->bought)
		return "an error that is known, and bought";
	if (r->status && (r->delivery == IQM_MAYBE_SENT) != unknown)
		return "delivery and status disagree";
	return NULL;
}
