/* SPDX-License-Identifier: MIT */
/*
 * Runs all check suites. With a name as argument, only that suite. CK_FORK=no for a debugger.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"

static const struct {
	const char *name;
	Suite *(*make)(void);
} suites[] = {
	{ "runtime", runtime_suite }, { "codec", codec_suite },     { "golden", golden_suite },
	{ "http", http_suite },       { "api", api_suite },         { "limiter", limiter_suite },
	{ "retry", retry_suite },     { "reports", reports_suite }, { "save", save_suite },
	{ "journal", journal_suite }, { "token", token_suite },     { "command", command_suite },
};

int main(int argc, char **argv)
{
	SRunner *runner = srunner_create(NULL);
	int failed;

	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
		if (argc < 2 || !strcmp(argv[1], suites[i].name))
			srunner_add_suite(runner, suites[i].make());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner) || !srunner_ntests_run(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
