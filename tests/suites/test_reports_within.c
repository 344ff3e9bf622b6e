/* SPDX-License-Identifier: MIT */
#include "test_reports.h"
TCase *reports_within_case(void)
{
	return tcase_create("reports_within");
}
