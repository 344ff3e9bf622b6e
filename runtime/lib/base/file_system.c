/* SPDX-License-Identifier: MIT */
/* What POSIX promises and file systems do not: the one table of calls, errors and fallbacks. */
#include "base/base.h"

#include <errno.h>

#define MOST_ERRORS 6

/*
 * By these errors a file system says that it has no such call; any other one is a failure.
 * runtime/README.md shows this table to people: who calls, and what happens instead.
 */
static const int lacking[FS_CALLS][MOST_ERRORS] = {
	/* Old kernels, gVisor; FUSE, NFS, 9p, vfat; servers behind FUSE. Instead: link(). */
	[FS_RENAME_NEW] = { ENOSYS, EINVAL, ENOTSUP, EIO },
	/* vfat, FUSE, Android; hard links forbidden. Instead: take the name, rename over it. */
	[FS_LINK] = { EPERM, ENOSYS, ENOTSUP, EIO, EMLINK, EINVAL },
	/* NFS without its lock service; FUSE, 9p; WSL 1. A purchase is refused; others go on. */
	[FS_LOCK] = { ENOLCK, ENOSYS, ENOTSUP, EINVAL },
	/* Special files, FUSE. The bytes are as safe as this file system makes them. */
	[FS_SYNC] = { EINVAL, ENOSYS, ENOTSUP },
	/* The same, and CIFS, which does not open a directory for it. */
	[FS_SYNC_DIRECTORY] = { EINVAL, ENOSYS, ENOTSUP, EBADF },
	/* vfat, CIFS, FUSE, WSL have the mount's modes. A secret is refused, others go on. */
	[FS_CHMOD] = { EPERM, ENOSYS, ENOTSUP, EINVAL },
	/* Instead: the disk may be full later, which is an error then. */
	[FS_ALLOCATE] = { EINVAL, ENOSYS, ENOTSUP },
};

bool iqm_fs_lacks(enum fs_call call, int os_error)
{
	for (int i = 0; i < MOST_ERRORS && lacking[call][i]; i++)
		if (lacking[call][i] == os_error)
			return true;
	return false;
}
