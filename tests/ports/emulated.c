/* SPDX-License-Identifier: MIT */
/*
 * Preloaded where qemu emulates a machine of the other byte order: the kernel writes the owner of a
 * mutex that inherits priorities into it, in its own byte order, and whoever waits for it hangs. So
 * there are none, as on systems that lack them.
 */
#include <errno.h>
#include <pthread.h>

int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attributes, int protocol)
{
	(void)attributes;
	return protocol == PTHREAD_PRIO_NONE ? 0 : ENOTSUP;
}
