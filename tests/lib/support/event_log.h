/* SPDX-License-Identifier: MIT */
/* What clients tell, kept for the canary: tests/canary.sh looks for secrets in it. */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include <iqm/iqm.h>

/* Log lines and events go to the end of the file that IQM_TEST_LOG names, where none are wanted. */
void told_keep(struct iqm_settings *settings);

#endif
