/* SPDX-License-Identifier: MIT */
#include "scratch.h"
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[48];
static pid_t owner; /* a child of fork() makes its own */

static void remove_directory(void)
{
	if (owner != getpid())
		return;
	scratch_remove("");
	rmdir(directory);
}

static const char *made_directory(void)
{
	if (owner == getpid())
		return directory;
	snprintf(directory, sizeof(directory), "%s/iqm-fuzz-XXXXXX",
		 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	fuzz_check(mkdtemp(directory) != NULL, "%s cannot be made", directory);
	owner = getpid();
	atexit(remove_directory);
	return directory;
}

char *scratch_path(const char *name, char path[SCRATCH_PATH])
{
	snprintf(path, SCRATCH_PATH, "%s/%s", made_directory(), name);
	return path;
}

void scratch_write(const char *name, const void *bytes, size_t len)
{
	char path[SCRATCH_PATH];
	int fd = open(scratch_path(name, path), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	fuzz_check(fd >= 0 && write(fd, bytes, len) == (ssize_t)len, "%s: not written", name);
	close(fd);
}

char *scratch_read(const char *name, size_t *len)
{
	char path[SCRATCH_PATH];
	int fd = open(scratch_path(name, path), O_RDONLY);
	struct stat about;
	char *bytes;

	if (fd < 0)
		return NULL;
	fuzz_check(!fstat(fd, &about), "%s: not read", name);
	*len = (size_t)about.st_size;
	bytes = fuzz_alloc(*len + 1);
	fuzz_check(read(fd, bytes, *len) == (ssize_t)*len, "%s: not read", name);
	bytes[*len] = '\0';
	close(fd);
	return bytes;
}

void scratch_remove(const char *prefix)
{
	DIR *d = opendir(made_directory());

	for (struct dirent *entry; d && (entry = readdir(d));)
		if (!strncmp(entry->d_name, prefix, strlen(prefix)))
			unlinkat(dirfd(d), entry->d_name, 0);
	if (d)
		closedir(d);
}
