/* SPDX-License-Identifier: MIT */
/* A getaddrinfo() in front of libc's: the look-up of one name hangs, as a dead resolver's does. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "faults.h"

#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#define HANGS_MS 1500

static atomic_int hanging;

static void sleep_ms(long ms)
{
	struct timespec span = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&span, NULL);
}

int getaddrinfo(const char *restrict node, const char *restrict service,
		const struct addrinfo *restrict hints, struct addrinfo **restrict found)
{
	int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");

	if (node && !strcmp(node, HUNG_NAME)) {
		atomic_fetch_add(&hanging, 1);
		sleep_ms(HANGS_MS);
		atomic_fetch_sub(&hanging, 1);
		return EAI_AGAIN;
	}
	if (!symbol)
		return EAI_FAIL;
	memcpy(&next, &symbol, sizeof(next));
	return next(node, service, hints, found);
}

void lookup_wait(void)
{
	while (atomic_load(&hanging))
		sleep_ms(20);
	sleep_ms(50); /* libcurl's threads clear up after themselves */
}
