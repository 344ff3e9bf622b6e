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

static bool is_meant(struct suite *suite, const char *wanted)
{
	const char *name = suite_name(suite);
	size_t len = strlen(wanted);

	return is_in_room(suite, wanted) ||
	       (!strncmp(name, wanted, len) && (!name[len] || name[len] == '_'));
}

static bool is_wanted(struct suite *suite, char *const *wanted)
{
	while (*wanted && !is_meant(suite, *wanted))
		wanted++;
	return *wanted;
}

/* A name that is misspelt must not pass for a suite that passes. */
static bool are_known(char *const *wanted)
{
	struct suite *s = NULL;

	for (; *wanted; wanted++) {
		for (s = suites; s && !is_meant(s, *wanted);)
			s = s->next;
		if (!s)
			break;
	}
	if (!*wanted)
		return true;
	fprintf(stderr, "no suite or room is named '%s': expected some of", *wanted);
	for (s = suites; s; s = s->next)
		fprintf(stderr, " %s", suite_name(s));
	fprintf(stderr, "\n");
	return false;
}

int main(int argc, char **argv)
{
	SRunner *runner;
	int failed;

	if (!are_known(argv + 1))
		return 2;
	runner = srunner_create(NULL);
	/* Ends what hangs; check's 4 s may end what is slow on a busy machine. */
	setenv("CK_DEFAULT_TIMEOUT", "60", 0);
	for (struct suite *s = suites; s; s = s->next) {
		if (argc < 2 || is_wanted(s, argv + 1)) {
			Suite *suite = suite_create(suite_name(s));

			s->add(suite);
			srunner_add_suite(runner, suite);
		}
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner) || !srunner_ntests_run(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
