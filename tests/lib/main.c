/* SPDX-License-Identifier: MIT */
/*
 * check [NAME...]: runs the suites of these names, or all. A name is that of a suite (codec_read),
 * the beginning of several (codec), or a room's (limit). CK_FORK=no is for a debugger.
 */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/suite.h"

static struct suite *suites;

void suite_register(struct suite *suite)
{
	struct suite **at = &suites;

	while (*at && strcmp((*at)->file, suite->file) < 0)
		at = &(*at)->next;
	suite->next = *at;
	*at = suite;
}

/* "codec_read" of ".../codec/test_codec_read.c". */
static const char *suite_name(struct suite *suite)
{
	const char *base = strrchr(suite->file, '/') + 1;
	size_t prefix = strncmp(base, "test_", 5) ? 0 : 5;

	snprintf(suite->name, sizeof(suite->name), "%.*s",
		 (int)(strlen(base) - prefix - strlen(".c")), base + prefix);
	return suite->name;
}

static bool is_in_room(const struct suite *suite, const char *room)
{
	const char *end = strrchr(suite->file, '/');
	size_t len = strlen(room);

	return end - suite->file > (ptrdiff_t)len && end[-(ptrdiff_t)len - 1] == '/' &&
	       !strncmp(end - len, room, len);
}

long suite_patience(long ms)
{
	const char *slower = getenv("CK_TIMEOUT_MULTIPLIER"); /* check's own, for its time-outs */
	long times = slower ? strtol(slower, NULL, 10) : 1;

	return times > 1 ? ms * times : ms;
}

static bool is_wanted(const struct suite *suite, const char *name, char *const *wanted)
{
	for (; *wanted; wanted++) {
		size_t len = strlen(*wanted);

		if (is_in_room(suite, *wanted) ||
		    (!strncmp(name, *wanted, len) && (!name[len] || name[len] == '_')))
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	SRunner *runner = srunner_create(NULL);
	int failed;

	/* Ends what hangs; check's 4 s may end what is slow on a busy machine. */
	setenv("CK_DEFAULT_TIMEOUT", "60", 0);
	for (struct suite *s = suites; s; s = s->next) {
		const char *name = suite_name(s);

		if (argc < 2 || is_wanted(s, name, argv + 1)) {
			Suite *suite = suite_create(name);

			s->add(suite);
			srunner_add_suite(runner, suite);
		}
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner) || !srunner_ntests_run(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
