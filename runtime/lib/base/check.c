/* SPDX-License-Identifier: MIT */
/* What callers hand over: members that no release has yet, and a call's options. */
#include "base/base.h"

int iqm_check_reserved(struct iqm_error *e, const char *what, const void *reserved, size_t size)
{
	const unsigned char *bytes = reserved;

	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return iqm_fail(e, IQM_E_USAGE,
					"%s: a reserved member is not zero: the struct was not "
					"zeroed, or its header is newer than the library (%s)",
					what, IQM_VERSION);
	return 0;
}

int iqm_check_call(struct iqm_error *e, const char *name, const struct iqm_call *call)
{
	if (call->timeout_ms < 0)
		return iqm_fail(e, IQM_E_USAGE, "%s%stimeout_ms: expected 0 or more, found %ld",
				name ? name : "", name ? ": " : "", call->timeout_ms);
	return IQM_CHECK_RESERVED(e, "call", call);
}

int iqm_check_text(const char *name, const char *value, struct iqm_error *e)
{
	if (value && iqm_has_control(value))
		return iqm_fail(e, IQM_E_CONFIG, "%s: a control byte in it", name);
	if (value && !*value)
		return iqm_fail(e, IQM_E_CONFIG, "%s: empty, expected NULL or a value", name);
	return 0;
}
