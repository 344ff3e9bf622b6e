/* SPDX-License-Identifier: MIT */
/* The shared file: whose it is, what is found in it, and what becomes of it. */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "support/limiter_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_SIZE 8024 /* 24 bytes, and 8 for each of 1,000 permits */
#define SLOTS_AT 24

static struct sim sim;
static char path[64];

static void setup(void)
{
	sim_open(&sim, 1, 0);
	limiter_path(path);
}

static void teardown(void)
{
	limiter_remove(path);
	sim_close(&sim);
}

static void put(const char *data, size_t len, mode_t mode)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, mode);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(fchmod(fd, mode), 0);
	ck_assert_int_eq(write(fd, data, len), (ssize_t)len);
	close(fd);
}

static void check_refused(const char *text)
{
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_limiter limiter;
	struct iqm_error error = { .status = 0 };

	ck_assert_int_eq(iqm_limiter_file_open(&limiter, &clock, &limiter_logger, path, &error),
			 IQM_E_CONFIG);
	ck_assert_msg(strstr(error.message, path) && strstr(error.message, text), "%s",
		      error.message);
}

/* It can be opened. */
static void reopen(void)
{
	struct iqm_limiter l = limiter_at(path, &sim);

	l.close(l.context);
}

static void take_all(const struct iqm_limiter *l, int64_t permits[LIMIT])
{
	bool sure;

	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(limiter_take(l, &permits[i], &sure), 0);
}

static void use_up(const struct iqm_limiter *l)
{
	int64_t permits[LIMIT];

	take_all(l, permits);
	for (int i = 0; i < LIMIT; i++)
		l->release(l->context, permits[i], true);
}

START_TEST(test_file_is_private)
{
	struct iqm_limiter l = limiter_at(path, &sim);
	struct stat st;
	int64_t permit;
	bool sure;

	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(st.st_size, FILE_SIZE);
	l.close(l.context);
}
END_TEST

START_TEST(test_two_share_it)
{
	struct iqm_limiter a = limiter_at(path, &sim);
	struct iqm_limiter b = limiter_at(path, &sim);
	int64_t permit;
	bool sure;

	use_up(&a);
	ck_assert_int_eq(limiter_take(&b, &permit, &sure), 60050);
	ck_assert(sure);
	b.block(b.context, 100000);
	ck_assert_int_eq(limiter_take(&a, &permit, &sure), 100000);
	a.close(a.context);
	a = limiter_at(path, &sim); /* and what is in it outlives them */
	ck_assert_int_eq(limiter_take(&a, &permit, &sure), 100000);
	a.close(a.context);
	b.close(b.context);
}
END_TEST

/* Not a byte of another's file changes, and none is shown. */
START_TEST(test_foreign_content)
{
	static const char foreign[] = "secret-token-that-was-meant-for-another-setting\n";
	static const char newer[] = "iqm-limiter 2\n and what comes with it";
	const char *texts[] = { foreign, newer };
	const size_t lens[] = { sizeof(foreign) - 1, sizeof(newer) - 1 };
	const char *words[] = {
		"found other content",
		"format 2, of a later release: expected 1 or less; it was left alone"
	};
	char now[128];

	for (int i = 0; i < 2; i++) {
		FILE *file;

		put(texts[i], lens[i], 0600);
		check_refused(words[i]);
		file = fopen(path, "rb");
		ck_assert_uint_eq(fread(now, 1, sizeof(now), file), lens[i]);
		ck_assert_mem_eq(now, texts[i], lens[i]);
		fclose(file);
	}
	put("ipm", 3, 0600);
	check_refused("found other content");
}
END_TEST

/* The same while it is open: takes fail, and nothing is written. */
START_TEST(test_foreign_content_later)
{
	struct iqm_limiter l = limiter_at(path, &sim);
	char text[FILE_SIZE], now[FILE_SIZE];
	FILE *file;
	struct iqm_permit other = { .limit = LIMIT, .timeout_ms = 1000 };
	int64_t permit;
	bool sure;

	memset(text, 'x', sizeof(text));
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
	put(text, sizeof(text), 0600);
	ck_assert_int_eq(l.acquire(l.context, &other), IQM_E_CONFIG);
	ck_assert_msg(strstr(other.why, path) && strstr(other.why, "found other content"), "%s",
		      other.why);
	l.release(l.context, permit, true);
	l.block(l.context, 1000);
	file = fopen(path, "rb");
	ck_assert_uint_eq(fread(now, 1, sizeof(now), file), sizeof(now));
	fclose(file);
	ck_assert_mem_eq(now, text, sizeof(text));
	l.close(l.context);
}
END_TEST

START_TEST(test_foreign_files)
{
	put("", 0, 0620);
	check_refused("found mode 620");
	put("", 0, 0602);
	check_refused("found mode 602");
	put("", 0, 0644);
	reopen();
}
END_TEST

START_TEST(test_other_kinds)
{
	char target[80];

	snprintf(target, sizeof(target), "%s.target", path);
	ck_assert_int_eq(symlink(target, path), 0);
	check_refused("found a symbolic link");
	ck_assert_int_ne(access(target, F_OK), 0);
	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	check_refused("expected a regular file");
	unlink(path);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	check_refused("cannot be opened");
	rmdir(path);
	strcat(path, "/none/there");
	check_refused("cannot be opened");
	*strstr(path, "/none") = '\0';
}
END_TEST

START_TEST(test_another_user_s)
{
	if (geteuid())
		return; /* only root can make one */
	put("", 0, 0600);
	ck_assert_int_eq(chown(path, 12345, (gid_t)-1), 0);
	check_refused("found one of user 12345");
}
END_TEST

/* What was lost counts as used now; what is left is as it was. */
START_TEST(test_short_file)
{
	static const off_t sizes[] = {
		5, 12, 16, 20, 24, 24 + 8 * 7, 24 + 8 * 7 + 3, FILE_SIZE - 1
	};
	int64_t permit;
	bool sure;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct iqm_limiter l = limiter_at(path, &sim);
		int whole = sizes[i] < SLOTS_AT ? 0 : (int)(sizes[i] - SLOTS_AT) / 8;

		ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
		l.release(l.context, permit, false);
		ck_assert_int_eq(truncate(path, sizes[i]), 0);
		for (int j = 0; j < LIMIT && j < whole; j++)
			ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
		if (whole < LIMIT) {
			ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
			sim.now += 60050;
			for (int j = whole; j < LIMIT; j++)
				ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
		}
		l.close(l.context);
		ck_assert_int_eq(unlink(path), 0);
	}
}
END_TEST

/* An empty one is new: a process may have died before it wrote. */
START_TEST(test_empty_file)
{
	struct iqm_limiter l;

	put("", 0, 0600);
	l = limiter_at(path, &sim);
	use_up(&l);
	l.close(l.context);
}
END_TEST

/* All go on with the file that has the name now, and share that. */
START_TEST(test_deleted)
{
	struct iqm_limiter a = limiter_at(path, &sim);
	struct iqm_limiter b = limiter_at(path, &sim);
	int64_t permits[LIMIT], permit;
	bool sure;

	take_all(&a, permits);
	ck_assert_int_eq(unlink(path), 0);
	sim.now += 100;
	ck_assert_int_gt(limiter_take(&b, &permit, &sure), 0); /* it has opened the new one */
	ck_assert(!sure);
	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(limiter_take(&b, &permit, &sure), 0);
	ck_assert_int_gt(limiter_take(&a, &permit, &sure), 0);
	for (int i = 0; i < LIMIT; i++) /* of the old file: not theirs to free in the new one */
		a.release(a.context, permits[i], false);
	ck_assert_int_gt(limiter_take(&a, &permit, &sure), 0);
	ck_assert_int_gt(limiter_take(&b, &permit, &sure), 0);
	a.close(a.context);
	b.close(b.context);
}
END_TEST

/* Where no other can be had, the deleted one serves those who have it. */
START_TEST(test_deleted_and_not_to_be_had)
{
	struct iqm_limiter l = limiter_at(path, &sim);
	int64_t permit;
	bool sure;

	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	use_up(&l);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 60050);
	l.close(l.context);
	rmdir(path);
}
END_TEST

/* The host changes its directory: the file is still the one that was named. */
START_TEST(test_relative_path)
{
	char directory[64], before[256];
	struct iqm_limiter l;
	int64_t permit;
	bool sure;

	ck_assert_ptr_nonnull(getcwd(before, sizeof(before)));
	snprintf(directory, sizeof(directory), "%.*s", (int)(strrchr(path, '/') - path), path);
	ck_assert_int_eq(chdir(directory), 0);
	l = limiter_at("rate-limit", &sim);
	ck_assert_int_eq(chdir(before), 0);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	ck_assert_int_eq(access(path, F_OK), 0);
	l.close(l.context);
}
END_TEST

/* Nobody waits for a time that a wrong clock wrote. */
START_TEST(test_clock_set_back)
{
	struct iqm_limiter l = limiter_at(path, &sim);
	int64_t permits[LIMIT], permit;
	bool sure;

	use_up(&l);
	l.block(l.context, 100000);
	sim.now -= 30LL * 24 * 3600 * 1000;
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 60050);
	ck_assert(sure);
	sim.now += 50000; /* counted from then, not from each look */
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 10050);
	sim.now += 10050;
	take_all(&l, permits); /* in use: the same */
	sim.now -= 30LL * 24 * 3600 * 1000;
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	l.release(l.context, permits[0], true);
	sim.now += 60049;
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	sim.now++;
	take_all(&l, permits);
	l.close(l.context);
}
END_TEST

/* ---- somebody else has the lock ------------------------------------------------------------ */

/* A process that takes the file's lock, and keeps it until it is killed. */
static pid_t lock_holder(void)
{
	int ready[2];
	char byte;
	pid_t pid;

	ck_assert_int_eq(pipe(ready), 0);
	pid = fork();
	if (!pid) {
		struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
		int fd = open(path, O_RDWR);

		/* A lock of the process itself excludes the limiter's as well. */
		if (fcntl(fd, F_SETLK, &whole) || write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

START_TEST(test_holder_of_the_lock)
{
	struct iqm_limiter l = limiter_at(path, &sim);
	int64_t before = sim.now;
	int64_t used, permit;
	bool sure;
	pid_t holder;

	ck_assert_int_eq(limiter_take(&l, &used, &sure), 0);
	holder = lock_holder();
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	ck_assert_int_le(limiter_take(&l, &permit, &sure), 10);
	ck_assert(!sure);
	l.block(l.context, 1000);
	ck_assert_int_le(sim.now, before + 100);
	l.release(l.context, used, false); /* that needs no lock */
	reopen();
	kill(holder, SIGKILL);
	waitpid(holder, NULL, 0);
	use_up(&l);
	l.close(l.context);
}
END_TEST

/* A call's deadline holds beside a holder that is stopped. */
START_TEST(test_deadline_beside_a_holder)
{
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_settings settings = { .base_url = "https://api.example.com",
					 .token = "token-1",
					 .transport = &transport,
					 .clock = &clock,
					 .limiter_file = path };
	struct iqm_call call = { .timeout_ms = 700 };
	int64_t before = sim.now;
	struct iqm_client *client;
	struct iqm_eligible_campaigns *rsp;
	pid_t holder;

	ck_assert_int_eq(iqm_client_open(&client, &settings, &call.error), 0);
	holder = lock_holder();
	kill(holder, SIGSTOP);
	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(sim.now, before + 700);
	ck_assert_uint_eq(sim.len, 0);
	kill(holder, SIGKILL);
	waitpid(holder, NULL, 0);
	iqm_client_close(client);
}
END_TEST

/* Whether files may grow: as on a full disk, also check's own, so no assertion while it is full. */
static void set_disk(bool full)
{
	struct rlimit most;

	signal(SIGXFSZ, full ? SIG_IGN : SIG_DFL);
	getrlimit(RLIMIT_FSIZE, &most);
	most.rlim_cur = full ? 0 : most.rlim_max;
	setrlimit(RLIMIT_FSIZE, &most);
}

/* Found out when it is opened: its owner may go without it. */
START_TEST(test_full_disk)
{
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_limiter limiter;
	struct iqm_error error;
	char text[160];
	int err;

	set_disk(true);
	err = iqm_limiter_file_open(&limiter, &clock, &limiter_logger, path, &error);
	set_disk(false);
	ck_assert_int_eq(err, IQM_E_CONFIG);
	ck_assert_int_eq(error.os_error, EFBIG);
	snprintf(text, sizeof(text), "limiter_file '%s': cannot be written: File too large", path);
	ck_assert_str_eq(error.message, text);
}
END_TEST

/* A call's error has the path and the reason. */
START_TEST(test_full_disk_later)
{
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_settings settings = { .base_url = MOCK_BASE_URL,
					 .token = "token-1",
					 .transport = &transport,
					 .limiter_file = path };
	struct iqm_eligible_campaigns *rsp;
	struct iqm_call call = { .timeout_ms = 700 };
	struct iqm_client *client;
	char *full;
	char text[256];
	int err;

	ck_assert_int_eq(iqm_client_open(&client, &settings, &call.error), 0);
	full = realpath(path, NULL);
	ck_assert_int_eq(truncate(path, 0), 0);
	set_disk(true);
	err = iqm_pld_campaigns(client, &rsp, &call);
	set_disk(false);
	ck_assert_int_eq(err, IQM_E_FILE);
	snprintf(text, sizeof(text),
		 "pld.campaigns: the rate limit cannot be counted: limiter_file '%s': cannot be "
		 "used: File too large",
		 full);
	ck_assert_str_eq(call.error.message, text);
	ck_assert_uint_eq(sim.len, 0);
	iqm_client_close(client);
	free(full);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("file");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_file_is_private);
	tcase_add_test(tcase, test_two_share_it);
	tcase_add_test(tcase, test_foreign_content);
	tcase_add_test(tcase, test_foreign_content_later);
	tcase_add_test(tcase, test_foreign_files);
	tcase_add_test(tcase, test_other_kinds);
	tcase_add_test(tcase, test_another_user_s);
	tcase_add_test(tcase, test_short_file);
	tcase_add_test(tcase, test_empty_file);
	tcase_add_test(tcase, test_deleted);
	tcase_add_test(tcase, test_deleted_and_not_to_be_had);
	tcase_add_test(tcase, test_relative_path);
	tcase_add_test(tcase, test_clock_set_back);
	tcase_add_test(tcase, test_holder_of_the_lock);
	tcase_add_test(tcase, test_deadline_beside_a_holder);
	tcase_add_test(tcase, test_full_disk);
	tcase_add_test(tcase, test_full_disk_later);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
