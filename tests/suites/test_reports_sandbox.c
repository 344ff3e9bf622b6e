/* SPDX-License-Identifier: MIT */
#include "test_reports.h"
TCase *reports_sandbox_case(void)
{
	return tcase_create("reports_sandbox");
}
