/* SPDX-License-Identifier: MIT */
/* Plans as notes of the journal: what is written, and what is read of it. */
#include "support/suite.h"

#include "purchase/purchase.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	struct plan plan;
	const char *note;
} notes[] = {
	{ { .wait = false }, "{\"format\":1}" },
	{ { .wait = true, .done = true }, "{\"format\":1,\"wait\":true,\"done\":true}" },
	{ { .save = "/a b/\"c\".csv" }, "{\"format\":1,\"save\":\"/a b/\\\"c\\\".csv\"}" },
	{ { .wait = true, .save = "/x", .mode = 0640, .strict = true, .file = "1:2:3" },
	  "{\"format\":1,\"wait\":true,\"save\":\"/x\",\"mode\":\"0640\",\"strict\":true,"
	  "\"file\":\"1:2:3\"}" },
	{ { .save = "/50%/\xff\xe6\x9d\xb1\n" },
	  "{\"format\":1,\"save\":\"/50%25/%FF\xe6\x9d\xb1\\n\"}" },
};

START_TEST(test_round)
{
	const struct plan *plan = &notes[_i].plan;
	char *text = plan_text(plan);
	struct plan read;

	ck_assert_str_eq(text, notes[_i].note);
	ck_assert_int_eq(plan_read("k", text, &read), 0);
	ck_assert_int_eq(plan_is_unfinished(text), !plan->done);
	ck_assert_int_eq(read.wait, plan->wait);
	ck_assert_int_eq(read.mode, plan->mode);
	ck_assert_int_eq(read.strict, plan->strict);
	ck_assert_int_eq(read.done, plan->done);
	ck_assert_pstr_eq(read.save, plan->save);
	ck_assert_str_eq(read.file, plan->file);
	plan_free(&read);
	free(text);
}
END_TEST

START_TEST(test_no_note)
{
	struct plan read;

	ck_assert_int_eq(plan_read("k", NULL, &read), 0);
	ck_assert(read.done && !read.save && !read.wait);
	ck_assert(!plan_is_unfinished(NULL));
}
END_TEST

/* What cannot be read counts as unfinished: plan_read() says so to whoever continues it. */
static const char *const bad[] = {
	"",
	"hello",
	"[]",
	"{}",
	"{\"format\":\"1\"}",
	"{\"format\":2,\"wait\":true}",
	"{\"format\":1",
	"{\"format\":1} x",
	"{\"format\":1,\"wait\":1}",
	"{\"format\":1,\"wait\":false}",
	"{\"format\":1,\"later\":true}",
	"{\"format\":1,\"save\":7}",
	"{\"format\":1,\"save\":\"relative\"}",
	"{\"format\":1,\"save\":\"/a%\"}",
	"{\"format\":1,\"save\":\"/a%4\"}",
	"{\"format\":1,\"save\":\"/a%4g\"}",
	"{\"format\":1,\"save\":\"/a%00\"}",
	"{\"format\":1,\"save\":\"/a\",\"save\":\"/b\"}",
	"{\"format\":1,\"mode\":\"\"}",
	"{\"format\":1,\"mode\":\"0\"}",
	"{\"format\":1,\"mode\":\"9\"}",
	"{\"format\":1,\"mode\":\"1777\"}",
	"{\"format\":1,\"mode\":420}",
	("{\"format\":1,\"file\":"
	 "\"0123456789012345678901234567890123456789012345678901234567890123456789012\"}"),
};

START_TEST(test_bad)
{
	ck_assert(plan_is_unfinished(bad[_i]));
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("plan");

	tcase_add_loop_test(tc, test_round, 0, (int)(sizeof(notes) / sizeof(notes[0])));
	tcase_add_test(tc, test_no_note);
	tcase_add_loop_test(tc, test_bad, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
