/* SPDX-License-Identifier: MIT */
#include <check.h>

#include "suites.h"

Suite *retry_suite(void)
{
	return suite_create("retry");
}
