/* SPDX-License-Identifier: MIT */
/* Stands before fsync() and fdatasync(): knows what was synced, fails them, or leaves them out. */
#ifndef TESTS_SYNC_FIXTURE_H
#define TESTS_SYNC_FIXTURE_H

#include <stdbool.h>

/* In this process, from now on. */
enum sync_mode {
	SYNC_DISK = 0, /* as they are */
	SYNC_NOTE,     /* note what is synced, and do not wait for the disk */
	SYNC_FAIL      /* fail with EIO */
};

/* Forgets what was noted. */
void sync_begin(enum sync_mode mode);
/* And those of directories fail with EIO, after so many. */
void sync_fail_directories(int after);
/* Whether the file has no byte that was not noted as synced; of a directory: whether it was synced
 * after it had changed last. */
bool sync_is_done(const char *path);

#endif
