/* SPDX-License-Identifier: MIT */
/* The locks of a journal's file: of the file itself, and of keys. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "purchase/journal_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HELD_SLICE_MS 50
#define KEY_BYTES ((int64_t)1 << 32) /* so many, from here, stand for keys; byte 0 for the file */

/* ---- locks ----------------------------------------------------------------------------------- */

static int fail_lock(const struct journal_file *f, struct iqm_error *error, int os_error,
		     const char *what)
{
	return iqm_fail_errno(error, IQM_E_JOURNAL, os_error, "journal '%s': %s", f->path, what);
}

/* With the mutex held, which is dropped meanwhile. */
static void wait_for_thread(struct journal_file *f)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += HELD_SLICE_MS * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_cond_timedwait(&f->freed, &f->mutex, &until);
}

static int lock_among_threads(struct journal_file *f, const struct deadline *deadline)
{
	int err = 0;

	pthread_mutex_lock(&f->mutex);
	while (f->held && !(err = iqm_deadline_check(deadline)))
		wait_for_thread(f);
	if (!err)
		f->held = true;
	pthread_mutex_unlock(&f->mutex);
	return err;
}

static void unlock_among_threads(struct journal_file *f)
{
	pthread_mutex_lock(&f->mutex);
	f->held = false;
	pthread_cond_signal(&f->freed);
	pthread_mutex_unlock(&f->mutex);
}

int iqm_journal_file_lock(struct journal_file *f, const struct deadline *deadline,
			  struct iqm_error *error)
{
	int os_error = EAGAIN;
	int err = lock_among_threads(f, deadline);

	if (!err) {
		err = iqm_lock_wait(f->lock_fd, 0, deadline, &os_error);
		if (err)
			unlock_among_threads(f);
	}
	if (!err)
		return 0;
	if (os_error != EAGAIN)
		return fail_lock(f, error, os_error, "cannot be locked");
	return iqm_fail(error, err, "journal '%s': another thread or process holds its lock",
			f->path);
}

void iqm_journal_file_unlock(struct journal_file *f)
{
	iqm_unlock(f->lock_fd, 0);
	unlock_among_threads(f);
}

int iqm_journal_file_check(const struct journal_file *f, const struct deadline *deadline,
			   struct iqm_error *error)
{
	int err = iqm_deadline_check(deadline);

	return err ? iqm_fail(error, err, "journal '%s': it was being read", f->path) : 0;
}

/* ---- claims ---------------------------------------------------------------------------------- */

/* A byte that this client holds. Its own lock would not keep it from locking it once more. */
struct held_byte {
	struct held_byte *next;
	int64_t byte;
};

/* The kernel drops its lock when the process ends. A forked child shares it until the child ends or
 * execs. */
static int64_t byte_of(const char *key)
{
	uint64_t hash = iqm_hash(IQM_HASH_START, key, strlen(key));

	return KEY_BYTES + (int64_t)(hash % (uint64_t)KEY_BYTES);
}

static struct held_byte **find_byte(struct journal_file *f, int64_t byte)
{
	struct held_byte **at = &f->keys;

	while (*at && (*at)->byte != byte)
		at = &(*at)->next;
	return at;
}

/* EAGAIN: it is held already. */
static int hold_byte(struct journal_file *f, int64_t byte)
{
	struct held_byte *mine = *find_byte(f, byte) ? NULL : malloc(sizeof(*mine));
	int os_error;

	if (!mine)
		return *find_byte(f, byte) ? EAGAIN : ENOMEM;
	os_error = iqm_lock(f->lock_fd, byte);
	if (os_error) {
		free(mine);
		return os_error;
	}
	*mine = (struct held_byte){ f->keys, byte };
	f->keys = mine;
	return 0;
}

int iqm_journal_file_claim(struct journal_file *f, const char *key, struct iqm_error *error)
{
	int os_error;

	pthread_mutex_lock(&f->mutex);
	os_error = hold_byte(f, byte_of(key));
	pthread_mutex_unlock(&f->mutex);
	if (os_error == EAGAIN)
		return iqm_fail(error, IQM_E_KEY_USED,
				"another thread or process is at the purchase under key '%s'", key);
	return os_error ? fail_lock(f, error, os_error, "a key cannot be locked") : 0;
}

void iqm_journal_file_release(struct journal_file *f, const char *key)
{
	struct held_byte **at;
	struct held_byte *mine;

	pthread_mutex_lock(&f->mutex);
	at = find_byte(f, byte_of(key));
	mine = *at;
	if (mine) {
		*at = mine->next;
		iqm_unlock(f->lock_fd, mine->byte);
		free(mine);
	}
	pthread_mutex_unlock(&f->mutex);
}

void iqm_journal_file_forget(struct journal_file *f)
{
	while (f->keys) {
		struct held_byte *next = f->keys->next;

		free(f->keys);
		f->keys = next;
	}
}

bool iqm_journal_file_in_use(struct journal_file *f, const char *key)
{
	bool mine;

	pthread_mutex_lock(&f->mutex);
	mine = *find_byte(f, byte_of(key)) != NULL;
	pthread_mutex_unlock(&f->mutex);
	return mine || iqm_journal_file_claimed(f, key);
}

/* What cannot be found out is busy, and nothing is bought. */
bool iqm_journal_file_claimed(const struct journal_file *f, const char *key)
{
	return iqm_is_locked(f->lock_fd, byte_of(key));
}
