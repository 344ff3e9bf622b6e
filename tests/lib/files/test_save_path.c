/* SPDX-License-Identifier: MIT */
/* The part file and the name: nothing is replaced, two savers, full disks, links in the way. */
#include "support/save_fixture.h"
#include "support/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES "a,b\n1,2\n"

static struct service s;

static void set_up(void)
{
	s = (struct service){ 0 };
	save_open(&s);
	save_serve(&s, BYTES, 8, "\"v1\"");
}

static void tear_down(void)
{
	save_close(&s);
}

START_TEST(a_file_that_is_there_is_left_alone)
{
	struct iqm_call call = { 0 };

	save_write(s.path, "mine", 4);
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE_EXISTS);
	ck_assert_uint_eq(s.calls, 0);
	ck_assert_ptr_nonnull(strstr(call.error.message, "\"report.csv\""));
	ck_assert_ptr_null(strstr(call.error.message, s.directory));
	unlink(s.path);
	ck_assert_int_eq(symlink("nowhere", s.path), 0); /* a name is taken, whatever it leads to */
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_FILE_EXISTS);
	ck_assert_uint_eq(s.calls, 0);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}
END_TEST

static void make_target(struct service *service, size_t n)
{
	if (!n)
		save_write(service->path, "mine", 4);
}

START_TEST(a_file_that_appears_meanwhile_is_left_alone)
{
	size_t size;
	char *found;

	s.on_call = make_target;
	ck_assert_int_eq(save_path(&s, NULL, NULL), IQM_E_FILE_EXISTS);
	found = save_read(s.path, &size);
	ck_assert_str_eq(found, "mine");
	free(found);
	save_expect_file(save_part(&s), BYTES, 8);
	/* It stays, so that nothing has to be fetched again. */
	unlink(s.path);
	s.on_call = NULL;
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, BYTES, 8);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}
END_TEST

/* ---- two at a time ------------------------------------------------------------------------- */

struct second {
	struct iqm_call call;
	int err;
};

static void save_too(struct service *service, size_t n)
{
	struct second *second = service->context;
	struct iqm_save save = { .path = service->path };

	if (!n)
		second->err = iqm_save_url(service->client, SAVE_URL, &save, &second->call);
}

START_TEST(another_is_saving_it)
{
	struct second second = { .err = 0 };

	s.on_call = save_too;
	s.context = &second;
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	ck_assert_uint_eq(s.calls, 1);
	ck_assert_int_eq(second.err, IQM_E_FILE);
	ck_assert_str_eq(second.call.error.message,
			 "save: another process is saving \"report.csv\"");
	save_expect_file(s.path, BYTES, 8);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}
END_TEST

#define SAVERS 4
#define ROUNDS 60

struct saver {
	struct service service;
	int done, exists, busy, other;
};

/* The part is made, locked, renamed and removed by all of them at a time. */
static void *save_often(void *context)
{
	struct saver *saver = context;

	for (int i = 0; i < ROUNDS; i++) {
		struct iqm_save save = { .path = s.path, .format = IQM_FORMAT_CSV };
		struct iqm_call call = { 0 };
		int err = iqm_save_url(saver->service.client, SAVE_URL, &save, &call);

		saver->done += !err;
		saver->exists += err == IQM_E_FILE_EXISTS;
		saver->busy += err == IQM_E_FILE && call.error.os_error == EWOULDBLOCK;
		if (!err)
			unlink(s.path);
		for (size_t n = 0; n < saver->service.calls; n++) {
			free(saver->service.seen[n].url);
			free(saver->service.seen[n].headers);
		}
		saver->service.calls = 0;
	}
	saver->other = ROUNDS - saver->done - saver->exists - saver->busy;
	return NULL;
}

START_TEST(many_savers_of_one_path)
{
	static struct saver savers[SAVERS];
	pthread_t threads[SAVERS];
	int done = 0;

	for (int i = 0; i < SAVERS; i++) {
		savers[i] = (struct saver){ 0 };
		save_open(&savers[i].service);
		save_serve(&savers[i].service, BYTES, 8, "\"v1\"");
		ck_assert_int_eq(pthread_create(&threads[i], NULL, save_often, &savers[i]), 0);
	}
	for (int i = 0; i < SAVERS; i++) {
		pthread_join(threads[i], NULL);
		ck_assert_int_eq(savers[i].other, 0);
		done += savers[i].done;
		save_close(&savers[i].service);
	}
	ck_assert_int_gt(done, 0);
	ck_assert(!save_exists(save_part(&s)));
}
END_TEST

/* ---- what may be in the part's place ------------------------------------------------------- */

#define HEADER "iqm-part 1\n"

static void expect_refused(int os_error, const char *why)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, os_error);
	ck_assert_msg(strstr(call.error.message, why) != NULL, "%s", call.error.message);
	ck_assert_uint_eq(s.calls, 0);
	ck_assert(!save_exists(s.path));
}

static void expect_content(const char *path, const char *expected)
{
	size_t len;
	char *found = save_read(path, &len);

	ck_assert_ptr_nonnull(found);
	ck_assert_str_eq(found, expected);
	free(found);
}

/* Whoever's it is: only a sidecar with our first line says that it is ours. */
START_TEST(part_of_somebody_else_is_left_alone)
{
	save_write(save_part(&s), "precious", 8);
	expect_refused(0, "report.csv.part\" is no part of a download: it has no "
			  "\"report.csv.part.meta\"");
	expect_content(save_part(&s), "precious");
	save_expect_directory(&s, (const char *const[]){ "report.csv.part", NULL });
	save_write(save_meta(&s), "iqm-pa", 6); /* a writer who was killed has made no part */
	expect_refused(0, "is no part of a download");
	expect_content(save_part(&s), "precious");
	expect_content(save_meta(&s), "iqm-pa");
}
END_TEST

START_TEST(sidecar_of_somebody_else_is_left_alone)
{
	static const char *const others[] = { "mine\n", ("iqm-part 1" HEADER), "iqm-part 2\n" };
	static const char *const says[] = {
		"expected that it begins with \"iqm-part 1\", found something else",
		"expected that it begins with \"iqm-part 1\", found something else",
		"it has format 2, of a later release: expected 1 or less",
	};
	char message[160];

	save_write(save_meta(&s), others[_i], strlen(others[_i]));
	snprintf(message, sizeof(message), "\"report.csv.part.meta\": %s; it was left alone",
		 says[_i]);
	expect_refused(0, message);
	expect_content(save_meta(&s), others[_i]);
	save_expect_directory(&s, (const char *const[]){ "report.csv.part.meta", NULL });
}
END_TEST

/* Its header came, or a part of it, and then the save was killed. */
START_TEST(sidecar_alone_is_used)
{
	static const char *const left[] = { "", "iqm-pa", HEADER };

	save_write(save_meta(&s), left[_i], strlen(left[_i]));
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, BYTES, 8);
	save_expect_directory(&s, (const char *const[]){ "report.csv", NULL });
}
END_TEST

static void look_at_sidecar(struct service *service, size_t n)
{
	if (!n)
		expect_content(save_meta(service), HEADER);
}

/* Also where nothing can be resumed: the service names no version. */
START_TEST(sidecar_comes_before_the_first_byte)
{
	s.on_call = look_at_sidecar;
	save_serve(&s, BYTES, 8, NULL);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	ck_assert_uint_eq(s.calls, 1);
	save_script(&s, RESPONSES({ 200, NULL, "a,b\n", 0, IQM_E_CONFIG, 0 }));
	unlink(s.path);
	ck_assert_int_ne(save_path(&s, NULL, NULL), 0);
	expect_content(save_part(&s), "a,b\n");
	expect_content(save_meta(&s), HEADER);
	save_serve(&s, BYTES, 8, NULL);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0); /* starts over */
	save_expect_file(s.path, BYTES, 8);
}
END_TEST

static const char *(*const places[])(const struct service *) = { save_part, save_meta };

START_TEST(symbolic_link_in_the_parts_place)
{
	char victim[160];

	snprintf(victim, sizeof(victim), "%s/victim", s.directory);
	save_write(victim, HEADER, strlen(HEADER));
	save_write(save_meta(&s), HEADER, strlen(HEADER));
	unlink(places[_i](&s));
	ck_assert_int_eq(symlink("victim", places[_i](&s)), 0);
	expect_refused(ELOOP, "symbolic link");
	expect_content(victim, HEADER);
}
END_TEST

START_TEST(no_regular_file_in_the_parts_place)
{
	save_write(save_meta(&s), HEADER, strlen(HEADER));
	unlink(places[_i](&s));
	ck_assert_int_eq(mkfifo(places[_i](&s), 0600), 0);
	expect_refused(0, "expected a regular file");
	ck_assert(save_exists(places[_i](&s)));
}
END_TEST

/* The other name may be a finished file, or a backup. */
START_TEST(hard_link_in_the_parts_place)
{
	char other[160];

	snprintf(other, sizeof(other), "%s/other", s.directory);
	save_write(other, HEADER, strlen(HEADER));
	save_write(save_meta(&s), HEADER, strlen(HEADER));
	unlink(places[_i](&s));
	ck_assert_int_eq(link(other, places[_i](&s)), 0);
	expect_refused(0, "hard link");
	expect_content(other, HEADER);
	expect_content(places[_i](&s), HEADER);
}
END_TEST

START_TEST(part_that_others_could_read)
{
	save_write(save_meta(&s), HEADER, strlen(HEADER));
	save_write(save_part(&s), "", 0);
	chmod(save_part(&s), 0666);
	ck_assert_int_eq(save_path(&s, NULL, NULL), 0);
	save_expect_file(s.path, BYTES, 8); /* 0600 */
}
END_TEST

/* ---- directories and disks ----------------------------------------------------------------- */

START_TEST(directory_that_is_not_there)
{
	struct iqm_save save = { .path = "/tmp/iqm-save-none/report.csv" };
	struct iqm_call call = { 0 };

	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, ENOENT);
	ck_assert_uint_eq(s.calls, 0);
}
END_TEST

static void remove_the_directory(struct service *service, size_t n)
{
	if (n)
		return;
	unlink(save_part(service));
	unlink(save_meta(service));
	rmdir(service->directory);
}

START_TEST(directory_that_vanishes)
{
	struct iqm_call call = { 0 };

	s.on_call = remove_the_directory;
	ck_assert_int_eq(save_path(&s, NULL, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, ENOENT);
}
END_TEST

START_TEST(name_that_is_too_long)
{
	struct iqm_call call = { 0 };
	char path[400];
	struct iqm_save save = { .path = path };

	snprintf(path, sizeof(path), "%s/%0250d", s.directory, 1);
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE);
	ck_assert_int_eq(call.error.os_error, ENAMETOOLONG);
	ck_assert_uint_eq(s.calls, 0);
}
END_TEST

/* A disk that is full: what came is kept, and gone on with once there is room. */
START_TEST(disk_that_is_full)
{
	struct rlimit old;
	struct rlimit tight;
	struct iqm_call call = { 0 };
	struct iqm_save save = { .format = IQM_FORMAT_CSV };
	size_t len;
	char *csv = save_csv(20000, &len);

	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = old;
	tight.rlim_cur = 5000;
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
	save_serve(&s, csv, len, "\"v1\"");
	s.piece = 3000;
	ck_assert_int_eq(save_path(&s, &save, &call), IQM_E_FILE);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
	ck_assert_int_eq(call.error.os_error, EFBIG);
	ck_assert_ptr_nonnull(strstr(call.error.message, "\"report.csv\""));
	ck_assert_uint_eq(s.calls, 1);
	save_expect_file(save_part(&s), csv, 5000);
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	ck_assert_int_eq(save.resumed_from, 5000);
	save_expect_file(s.path, csv, len);
	free(csv);
}
END_TEST

START_TEST(path_is_the_callers_own)
{
	struct iqm_save save = { .path = "../report.csv" };
	char deep[160];

	snprintf(deep, sizeof(deep), "%s/deep", s.directory);
	ck_assert_int_eq(mkdir(deep, 0700), 0);
	ck_assert_int_eq(chdir(deep), 0);
	save_script(
		&s,
		RESPONSES({ .status = 200,
			    .headers = "Content-Disposition: attachment; filename=\"../evil\"\n",
			    .body = BYTES }));
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	save_expect_file(s.path, BYTES, 8);
	save.path = "here.csv";
	ck_assert_int_eq(save_path(&s, &save, NULL), 0);
	save_expect_file("here.csv", BYTES, 8);
	unlink("here.csv");
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(deep);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("path");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_file_that_is_there_is_left_alone);
	tcase_add_test(tcase, a_file_that_appears_meanwhile_is_left_alone);
	tcase_add_test(tcase, another_is_saving_it);
	tcase_add_test(tcase, many_savers_of_one_path);
	tcase_add_test(tcase, part_of_somebody_else_is_left_alone);
	tcase_add_loop_test(tcase, sidecar_of_somebody_else_is_left_alone, 0, 3);
	tcase_add_loop_test(tcase, sidecar_alone_is_used, 0, 3);
	tcase_add_test(tcase, sidecar_comes_before_the_first_byte);
	tcase_add_loop_test(tcase, symbolic_link_in_the_parts_place, 0, 2);
	tcase_add_loop_test(tcase, no_regular_file_in_the_parts_place, 0, 2);
	tcase_add_loop_test(tcase, hard_link_in_the_parts_place, 0, 2);
	tcase_add_test(tcase, part_that_others_could_read);
	tcase_add_test(tcase, directory_that_is_not_there);
	tcase_add_test(tcase, directory_that_vanishes);
	tcase_add_test(tcase, name_that_is_too_long);
	tcase_add_test(tcase, disk_that_is_full);
	tcase_add_test(tcase, path_is_the_callers_own);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
