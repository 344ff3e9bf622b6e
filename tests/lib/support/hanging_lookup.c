/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* RTLD_NEXT */
#endif
#include "support/hanging_lookup.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool hanging;
static unsigned waiting;

void lookups_block(void)
{
	pthread_mutex_lock(&lock);
	hanging = true;
	pthread_mutex_unlock(&lock);
}

void lookups_unblock(void)
{
	pthread_mutex_lock(&lock);
	hanging = false;
	pthread_cond_broadcast(&changed);
	while (waiting)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}

/* Whether it hung, and so has no name to give. */
static bool hangs(void)
{
	bool hung;

	pthread_mutex_lock(&lock);
	hung = hanging;
	waiting++;
	while (hanging)
		pthread_cond_wait(&changed, &lock);
	waiting--;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return hung;
}

typedef int look_up(const char *node, const char *service, const struct addrinfo *hints,
		    struct addrinfo **found);

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
		struct addrinfo **found)
{
	void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");
	look_up *next;

	if (hangs() || !symbol)
		return EAI_AGAIN;
	memcpy(&next, &symbol, sizeof(next));
	return next(node, service, hints, found);
}
