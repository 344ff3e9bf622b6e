/* SPDX-License-Identifier: MIT */
/* Files that are this user's alone: what is opened, locked, and renamed. */
#include "base/base.h"
#include "support/suite.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[64];
static char path[80];
static const struct own_file secret = {
	.what = "thing", .path = path, .status = IQM_E_FILE, .closed = 077, .single = true
};

static void set_up(void)
{
	strcpy(directory, "/tmp/iqm-own-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/file", directory);
}

static void tear_down(void)
{
	char command[96];

	snprintf(command, sizeof(command), "rm -rf %s", directory);
	ck_assert_int_eq(system(command), 0);
}

static int open_it(int flags, bool *made)
{
	struct iqm_error e = { .status = 0 };
	int fd;
	int err = iqm_own_open(&secret, AT_FDCWD, path, flags, &fd, made, &e);

	ck_assert_msg(!err, "%s", e.message);
	return fd;
}

static void check_refused(int flags, int os_error, const char *why)
{
	struct iqm_error e = { .status = 0 };
	int fd;

	ck_assert_int_eq(iqm_own_open(&secret, AT_FDCWD, path, flags, &fd, NULL, &e), IQM_E_FILE);
	ck_assert_int_eq(fd, -1);
	ck_assert_int_eq(e.os_error, os_error);
	ck_assert_msg(strstr(e.message, why) && strstr(e.message, "thing '"), "%s", e.message);
}

START_TEST(test_made_once)
{
	bool made;

	check_refused(O_RDWR, ENOENT, "cannot be opened");
	close(open_it(O_RDWR | O_CREAT, &made));
	ck_assert(made);
	close(open_it(O_RDWR | O_CREAT, &made));
	ck_assert(!made);
	close(open_it(O_RDONLY, NULL));
}
END_TEST

START_TEST(test_modes)
{
	close(open_it(O_RDWR | O_CREAT, NULL));
	for (mode_t mode = 1; mode < 0100; mode++) {
		ck_assert_int_eq(chmod(path, 0600 | mode), 0);
		check_refused(O_RDWR, 0, "run: chmod go= '");
	}
	ck_assert_int_eq(chmod(path, 0700), 0);
	close(open_it(O_RDWR, NULL));
}
END_TEST

START_TEST(test_other_kinds)
{
	char other[96];

	ck_assert_int_eq(mkdir(path, 0700), 0);
	check_refused(O_RDONLY, 0, "expected a regular file");
	rmdir(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	check_refused(O_RDWR | O_CREAT, 0, "expected a regular file");
	unlink(path);
	ck_assert_int_eq(symlink("nowhere", path), 0);
	check_refused(O_RDWR | O_CREAT, ELOOP, "symbolic link");
	unlink(path);
	close(open_it(O_RDWR | O_CREAT, NULL));
	snprintf(other, sizeof(other), "%s.other", path);
	ck_assert_int_eq(link(path, other), 0);
	check_refused(O_RDWR, 0, "hard link");
}
END_TEST

/* Between open files, also of one process, and dropped with them. */
START_TEST(test_locks)
{
	int one = open_it(O_RDWR | O_CREAT, NULL);
	int two = open_it(O_RDWR, NULL);

	ck_assert_int_eq(iqm_lock(one, 7), 0);
	ck_assert_int_eq(iqm_lock(two, 7), EAGAIN);
	ck_assert(iqm_is_locked(two, 7));
	ck_assert(!iqm_is_locked(one, 7)); /* by another holder */
	ck_assert_int_eq(iqm_lock(two, 8), 0);
	ck_assert_int_eq(iqm_lock(two, (int64_t)1 << 60), 0);
	iqm_unlock(one, 7);
	ck_assert_int_eq(iqm_lock(two, 7), 0);
	close(two);
	ck_assert_int_eq(iqm_lock(one, 7), 0);
	close(one);
}
END_TEST

START_TEST(test_wait_for_a_lock)
{
	int one = open_it(O_RDWR | O_CREAT, NULL);
	int two = open_it(O_RDWR, NULL);
	struct iqm_cancel cancel = { 0 };
	struct deadline soon = iqm_deadline_in(&iqm_system_clock, 30, NULL);
	struct deadline cancelled = iqm_deadline_in(&iqm_system_clock, 30000, &cancel);
	int os_error;

	ck_assert_int_eq(iqm_lock(one, 0), 0);
	ck_assert_int_eq(iqm_lock_wait(two, 0, &soon, &os_error), IQM_E_TIMEOUT);
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(iqm_lock_wait(two, 0, &cancelled, &os_error), IQM_E_CANCELLED);
	close(one);
	ck_assert_int_eq(iqm_lock_wait(two, 0, &soon, &os_error), 0); /* it is free: no wait */
	close(two);
	ck_assert_int_eq(iqm_lock_wait(two, 0, &soon, &os_error), IQM_E_FILE);
	ck_assert_int_eq(os_error, EBADF);
}
END_TEST

START_TEST(test_new_name)
{
	int fd = open_it(O_RDWR | O_CREAT, NULL);
	const char *name;
	int parent = iqm_open_parent(path, &name);

	ck_assert_str_eq(name, "file");
	ck_assert(iqm_is_named(fd, parent, "file"));
	ck_assert_int_eq(iqm_rename_new(fd, parent, "file", "new"), 0);
	ck_assert(iqm_is_named(fd, parent, "new"));
	close(open_it(O_RDWR | O_CREAT, NULL));
	ck_assert_int_eq(iqm_rename_new(fd, parent, "new", "file"), EEXIST);
	ck_assert(iqm_is_named(fd, parent, "new"));
	/* A response that was lost: it has the name already. */
	ck_assert_int_eq(renameat(parent, "new", parent, "done"), 0);
	ck_assert_int_eq(iqm_rename_new(fd, parent, "new", "done"), 0);
	ck_assert_int_eq(iqm_rename_new(fd, parent, "new", "other"), ENOENT);
	close(parent);
	close(fd);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("own file");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, test_made_once);
	tcase_add_test(tcase, test_modes);
	tcase_add_test(tcase, test_other_kinds);
	tcase_add_test(tcase, test_locks);
	tcase_add_test(tcase, test_wait_for_a_lock);
	tcase_add_test(tcase, test_new_name);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
