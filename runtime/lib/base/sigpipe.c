/* SPDX-License-Identifier: MIT */
/* Keeps a write to a closed connection from ending the host: TLS libraries raise SIGPIPE. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "base/base.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

static void only_sigpipe(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGPIPE);
}

static bool is_pending(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigpending(&set);
	return sigismember(&set, SIGPIPE) == 1;
}

/* Guards of this thread: the first one does it for those within it. */
static _Thread_local unsigned held;

void iqm_sigpipe_hold(struct sigpipe *guard)
{
	sigset_t set;
	sigset_t old;

	*guard = (struct sigpipe){ .unblock = false };
	if (held++)
		return;
	only_sigpipe(&set);
	sigemptyset(&old);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	guard->unblock = sigismember(&old, SIGPIPE) != 1;
	/* A pending one is the host's; it can only be pending where SIGPIPE is blocked. */
	guard->swallow = guard->unblock || !is_pending();
}

void iqm_sigpipe_release(const struct sigpipe *guard)
{
	static const struct timespec now = { 0, 0 };
	int saved = errno;
	sigset_t set;

	held--;
	only_sigpipe(&set);
	while (guard->swallow && sigtimedwait(&set, NULL, &now) < 0 && errno == EINTR)
		;
	if (guard->unblock)
		pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	errno = saved;
}
