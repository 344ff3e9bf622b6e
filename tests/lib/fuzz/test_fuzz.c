/* SPDX-License-Identifier: MIT */
/* The fuzz targets, without libFuzzer, on all that they start from and on each input that was ever
 * found to be wrong: tests/fuzz/found/TARGET-... */
#include "fuzz/fuzz.h"
#include "fuzz/journal.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define FOUND "tests/fuzz/found"
#define TARGETS 14

struct running {
	const struct fuzz_target *target;
	size_t count;
};

static void run(void *context, const struct fuzz_input *input)
{
	struct running *r = context;

	r->target->run(input->bytes, input->len);
	r->count++;
}

START_TEST(test_seeds)
{
	struct running r = { .target = &fuzz_targets[_i] };

	ck_assert_ptr_nonnull(r.target->name);
	r.target->seeds(run, &r);
	ck_assert_msg(r.count > 0, "%s starts from nothing", r.target->name);
}
END_TEST

/* As every operation's, where a byte chooses it: which one it is may change with the spec. */
static void run_found(void *context, const struct fuzz_input *input)
{
	struct running *r = context;

	run(context, input);
	for (unsigned byte = 0; byte <= 255 && input->len && r->target->by_operation; byte++) {
		input->bytes[0] = (unsigned char)byte;
		run(context, input);
	}
}

START_TEST(test_found)
{
	struct running r = { .target = &fuzz_targets[_i] };
	char prefix[32];

	snprintf(prefix, sizeof(prefix), "%s-", r.target->name);
	fuzz_each_input(FOUND, prefix, run_found, &r);
}
END_TEST

/* A file there that belongs to no target would be run by none. */
static void find_target(void *context, const struct fuzz_input *input)
{
	bool is_known = false;

	for (const struct fuzz_target *t = fuzz_targets; t->name; t++) {
		size_t len = strlen(t->name);

		is_known = is_known ||
			   (!strncmp(input->name, t->name, len) && input->name[len] == '-');
	}
	ck_assert_msg(is_known, FOUND "/%s begins with the name of no target", input->name);
	++*(size_t *)context;
}

START_TEST(test_found_are_named)
{
	size_t count = 0;

	fuzz_each_input(FOUND, "", find_target, &count);
	ck_assert_uint_gt(count, 0);
	ck_assert_ptr_null(fuzz_targets[TARGETS].name);
}
END_TEST

/* ---- what is not worth a seed ---------------------------------------------------------------- */

/* Requests of which a byte is another, or the last one is missing. */
static void run_changed(void *context, const struct fuzz_input *input)
{
	static const unsigned char others[] = "0\"{},a";

	(void)context;
	for (size_t i = 1; i < input->len; i++) {
		const unsigned char was = input->bytes[i];

		for (size_t k = 0; others[k]; k++) {
			input->bytes[i] = others[k];
			fuzz_request(input->bytes, input->len);
		}
		input->bytes[i] = was;
		fuzz_request(input->bytes, i);
	}
}

static const struct fuzz_target *target_named(const char *name)
{
	const struct fuzz_target *t = fuzz_targets;

	while (strcmp(t->name, name) != 0)
		t++;
	return t;
}

START_TEST(test_changed_requests)
{
	target_named("request")->seeds(run_changed, NULL);
}
END_TEST

#define CUT 2         /* see journal.c: the last line is an intent without its outcome */
#define ONE_LOST 0x40 /* the last purchase's response */
#define LAST_LINE 300

/* One bit of an intent that nothing comes after; see journal_damage.c for the bytes. */
START_TEST(test_every_bit_of_a_journal)
{
	size_t len = history_of(ONE_LOST, true)->content.len;

	for (size_t at = len - LAST_LINE; at < len; at++)
		for (int bit = 0; bit < 8; bit++) {
			const unsigned char input[] = { CUT,
							ONE_LOST,
							7,
							(unsigned char)(at >> 8),
							(unsigned char)at,
							(unsigned char)bit };

			fuzz_journal(input, sizeof(input));
		}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("fuzz");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_seeds, 0, TARGETS);
	tcase_add_loop_test(tcase, test_found, 0, TARGETS);
	tcase_add_test(tcase, test_found_are_named);
	tcase_add_test(tcase, test_changed_requests);
	tcase_add_test(tcase, test_every_bit_of_a_journal);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
