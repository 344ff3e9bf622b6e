/* SPDX-License-Identifier: MIT */
#include "support/painted.h"

#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define SIZE ((size_t)512 * 1024)
#define PAINT 0xa5

size_t painted_run(void *(*function)(void *context), void *context)
{
	unsigned char *stack = aligned_alloc(4096, SIZE);
	size_t clean = 0;
	pthread_attr_t attr;
	pthread_t thread;

	ck_assert_ptr_nonnull(stack);
	memset(stack, PAINT, SIZE);
	pthread_attr_init(&attr);
	ck_assert_int_eq(pthread_attr_setstack(&attr, stack, SIZE), 0);
	ck_assert_int_eq(pthread_create(&thread, &attr, function, context), 0);
	pthread_join(thread, NULL);
	pthread_attr_destroy(&attr);
	while (clean < SIZE && stack[clean] == PAINT)
		clean++;
	ck_assert_uint_gt(clean, 0);
	free(stack);
	return SIZE - clean;
}
