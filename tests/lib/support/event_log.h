/* SPDX-License-Identifier: MIT */
/* What clients log and notify, in a file that tests/secret_scan.sh looks through. */
#ifndef TESTS_EVENT_LOG_H
#define TESTS_EVENT_LOG_H

#include <iqm/iqm.h>

/* Log lines and events go to the end of the file that IQM_TEST_LOG names, where none are wanted. */
void event_log_keep(struct iqm_settings *settings);

#endif
