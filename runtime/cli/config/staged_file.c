/* SPDX-License-Identifier: MIT */
/* Writes a kept token's file: mode 0600, as a whole, by one process at a time. */
#include "config/staged_file.h"
#include "term/directory.h"
#include "term/secret.h"

#include <iqm/transport.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SLICE_MS 20 /* between two looks at the lock */

/* ---- the lock ----------------------------------------------------------------------------- */

static int wait_for_lock(const struct token_draft *d, long timeout_ms, struct iqm_error *e)
{
	const struct timespec slice = { .tv_nsec = SLICE_MS * 1000000L };

	for (long left = timeout_ms; flock(d->lock, LOCK_EX | LOCK_NB); left -= SLICE_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return explain_file(e, d->path, "locked");
		if (iqm_cancelled(&cli_cancel))
			return explain(e, IQM_E_CANCELLED, "cancelled");
		if (left <= 0)
			return explain(e, IQM_E_TIMEOUT,
				       "the time was over while another process renewed the token");
		nanosleep(&slice, NULL);
	}
	return 0;
}

/* Not the token's file itself, which is another one after each renewal. */
int token_draft_lock(struct token_draft *d, const char *path, long timeout_ms, struct iqm_error *e)
{
	char *lock_path = malloc(strlen(path) + sizeof(".lock"));

	*d = (struct token_draft){ .path = path, .lock = -1, .fd = -1 };
	if (!lock_path)
		return explain_nomem(e);
	sprintf(lock_path, "%s.lock", path);
	d->lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	if (d->lock < 0)
		explain_file(e, lock_path, "opened");
	free(lock_path);
	return d->lock < 0 ? e->status : wait_for_lock(d, timeout_ms, e);
}

/* ---- the content -------------------------------------------------------------------------- */

int token_draft_open(struct token_draft *d, struct iqm_error *e)
{
	d->new_path = malloc(strlen(d->path) + sizeof(".new"));
	if (!d->new_path)
		return explain_nomem(e);
	sprintf(d->new_path, "%s.new", d->path);
	unlink(d->new_path); /* of a process that was killed */
	d->fd = open(d->new_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	errno = d->fd < 0 ? errno : posix_fallocate(d->fd, 0, TOKEN_FILE_MAX);
	return errno ? explain_file(e, d->new_path, "made") : 0;
}

static bool write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno != EINTR)
			return false;
		text += n < 0 ? 0 : n;
		len -= n < 0 ? 0 : (size_t)n;
	}
	return true;
}

/* So that the new name is there after a power cut. */
static void sync_folder(const char *path)
{
	char *folder = strdup(path);
	int fd = -1;

	if (folder) {
		*strrchr(folder, '/') = '\0';
		fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

static int replace(struct token_draft *d, const char *text, size_t len, struct iqm_error *e)
{
	if (!len)
		return explain(e, IQM_E_USAGE,
			       "a token, a name or a secret is too long, or has "
			       "several lines: it cannot be kept");
	if (!write_all(d->fd, text, len) || ftruncate(d->fd, (off_t)len) || fsync(d->fd))
		return explain_file(e, d->new_path, "written");
	if (rename(d->new_path, d->path))
		return explain_file(e, d->path, "replaced");
	free(d->new_path);
	d->new_path = NULL;
	sync_folder(d->path);
	return 0;
}

int token_draft_keep(struct token_draft *d, const struct kept_token *k, struct iqm_error *e)
{
	char *text = malloc(TOKEN_FILE_MAX);
	int err;

	if (!text)
		return explain_nomem(e);
	err = replace(d, text, token_file_text(text, k), e);
	secret_wipe(text, TOKEN_FILE_MAX);
	free(text);
	return err;
}

void token_draft_close(struct token_draft *d)
{
	if (d->new_path)
		unlink(d->new_path);
	free(d->new_path);
	if (d->fd >= 0)
		close(d->fd);
	if (d->lock >= 0)
		close(d->lock);
}
