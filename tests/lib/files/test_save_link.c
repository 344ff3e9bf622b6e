/* SPDX-License-Identifier: MIT */
/* Saves where renameat2() cannot keep from replacing, as in old kernels and on some file systems.
 */
#define _GNU_SOURCE /* renameat2(), syscall() */
#include "support/save_fixture.h"
#include "support/suite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BYTES "a,b\n1,2\n"

static struct service s;
static int refusal; /* errno of renameat2(); 0: it works */

/* In place of libc's. */
int renameat2(int from_directory, const char *from, int to_directory, const char *to,
	      unsigned flags)
{
	if (refusal) {
		errno = refusal;
		return -1;
	}
	return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
}

static const int refusals[] = { ENOSYS, EINVAL };

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
	save_serve(&s, BYTES, 8, "\"v1\"");
}

static void tear_down(void)
{
	refusal = 0;
	save_close(&s);
}

START_TEST(linked_to_its_name)
{
	refusal = refusals[_i];
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, BYTES, 8);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}
END_TEST

static void make_target(struct service *service, size_t n)
{
	if (!n)
		save_write(service->path, "mine", 4);
}

START_TEST(never_over_another_file)
{
	size_t len;
	char *found;

	refusal = refusals[_i];
	s.on_call = make_target;
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_FILE_EXISTS);
	found = save_read(s.path, &len);
	ck_assert_str_eq(found, "mine");
	free(found);
	save_expect_file(save_part(&s), BYTES, 8);
}
END_TEST

/* Another refusal is no reason to try by link(). */
START_TEST(other_refusals_are_reported)
{
	struct iqm_call call = { 0 };

	refusal = EACCES;
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, EACCES);
	ck_assert(!save_exists(s.path));
	save_expect_file(save_part(&s), BYTES, 8);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("link");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, linked_to_its_name, 0, 2);
	tcase_add_loop_test(tcase, never_over_another_file, 0, 2);
	tcase_add_test(tcase, other_refusals_are_reported);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
