/* SPDX-License-Identifier: MIT */
/*
 * A suite of tests is one file, and registers itself: no list of suites is edited. It is named for
 * its file, and belongs to the room that is its directory: codec/test_codec_read.c is the suite
 * codec_read of the room codec.
 */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>

struct suite {
	const char *file; /* as the compiler was given it */
	void (*add)(Suite *suite);
	struct suite *next;
	char name[64];
};

/* Milliseconds that a machine has for what must take at most `ms`: more where it is emulated. */
long suite_patience(long ms);

/* Before main(); `suite` stays. */
void suite_register(struct suite *suite);

/* The last line of a suite's file: `adds` adds its cases. */
#define SUITE(adds)                                                                                \
	static struct suite this_suite = { .file = __FILE__, .add = adds };                        \
	__attribute__((constructor)) static void register_this_suite(void)                         \
	{                                                                                          \
		suite_register(&this_suite);                                                       \
	}

#endif
