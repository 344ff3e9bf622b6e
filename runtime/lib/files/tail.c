/* SPDX-License-Identifier: MIT */
/* The last bytes of a file that streams by, in constant memory, or all of one on disk. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "files/saving.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int iqm_tail_open(struct tail *t, int fd, bool has_ring, struct iqm_error *e)
{
	*t = (struct tail){ .fd = fd };
	if (!has_ring)
		return 0;
	t->ring = malloc(TAIL_SIZE);
	return t->ring ? 0 : iqm_fail_nomem(e);
}

void iqm_tail_close(struct tail *t)
{
	free(t->ring);
	t->ring = NULL;
}

/* Byte n of the file is at n % TAIL_SIZE. */
void iqm_tail_add(struct tail *t, const unsigned char *data, size_t len)
{
	size_t skip = len > TAIL_SIZE ? len - TAIL_SIZE : 0;
	size_t at = (size_t)(((uint64_t)t->size + skip) % TAIL_SIZE);
	size_t run = len - skip < TAIL_SIZE - at ? len - skip : TAIL_SIZE - at;

	memcpy(t->ring + at, data + skip, run);
	memcpy(t->ring, data + skip + run, len - skip - run);
}

static bool read_file(int fd, uint64_t offset, unsigned char *to, size_t len)
{
	while (len) {
		ssize_t n = pread(fd, to, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		offset += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

bool iqm_tail_read(const struct tail *t, uint64_t offset, void *to, size_t len)
{
	uint64_t size = (uint64_t)t->size;
	size_t at = (size_t)(offset % TAIL_SIZE);
	size_t run = len < TAIL_SIZE - at ? len : TAIL_SIZE - at;

	if (len > size || offset > size - len)
		return false;
	if (t->fd >= 0)
		return read_file(t->fd, offset, to, len);
	if (size - offset > TAIL_SIZE)
		return false;
	memcpy(to, t->ring + at, run);
	memcpy((unsigned char *)to + run, t->ring, len - run);
	return true;
}
