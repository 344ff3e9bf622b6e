/* SPDX-License-Identifier: MIT */
#include "test_reports.h"
TCase *reports_find_case(void)
{
	return tcase_create("reports_find");
}
