/* SPDX-License-Identifier: MIT */
/* Which release this library is. */
#include "base/base.h"

const char *iqm_version(void)
{
	return IQM_VERSION;
}
