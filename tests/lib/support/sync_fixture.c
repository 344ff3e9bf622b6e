/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* syscall() */
#include "support/sync_fixture.h"

#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST 64

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static enum sync_mode mode;
static struct stat synced[MOST]; /* as files and directories were when they were synced */
static int count;
static int directories = -1; /* may be synced still; -1: all */

void sync_begin(enum sync_mode now)
{
	mode = now;
	count = 0;
	directories = -1;
}

void sync_fail_directories(int after)
{
	directories = after;
}

static bool fails(int fd)
{
	struct stat about;

	if (mode == SYNC_FAIL)
		return true;
	if (directories < 0 || fstat(fd, &about) || !S_ISDIR(about.st_mode))
		return false;
	return !directories || !directories--;
}

static struct stat *find(const struct stat *about)
{
	for (int i = 0; i < count; i++)
		if (synced[i].st_ino == about->st_ino && synced[i].st_dev == about->st_dev)
			return &synced[i];
	return NULL;
}

static void note(int fd)
{
	struct stat about;
	struct stat *at;

	if (fstat(fd, &about))
		return;
	pthread_mutex_lock(&mutex);
	at = find(&about);
	if (!at && count < MOST)
		at = &synced[count++];
	if (at)
		*at = about;
	pthread_mutex_unlock(&mutex);
}

bool sync_is_done(const char *path)
{
	struct stat about;
	const struct stat *at;

	if (stat(path, &about))
		return false;
	at = find(&about);
	return at && at->st_size == about.st_size && at->st_mtim.tv_sec == about.st_mtim.tv_sec &&
	       at->st_mtim.tv_nsec == about.st_mtim.tv_nsec;
}

static int sync_by(long call, int fd)
{
	if (fails(fd)) {
		errno = EIO;
		return -1;
	}
	if (mode == SYNC_DISK)
		return (int)syscall(call, fd);
	note(fd);
	return 0;
}

/* In place of the C library's, as the tests are linked with the library's objects. */
int fsync(int fd)
{
	return sync_by(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_by(SYS_fdatasync, fd);
}
