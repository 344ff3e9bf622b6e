/* SPDX-License-Identifier: MIT */
/* Columns as text, messages, and a condition that is waited for in slices. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "connection/parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void iqm_pg_cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attributes);
	pthread_condattr_destroy(&attributes);
}

long iqm_pg_slice_ms(const struct deadline *deadline)
{
	long left = iqm_deadline_left(deadline);

	return left < PG_SLICE_MS ? left : PG_SLICE_MS;
}

void iqm_pg_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct deadline *deadline)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += iqm_pg_slice_ms(deadline) * 1000000L;
	at.tv_sec += at.tv_nsec / 1000000000L;
	at.tv_nsec %= 1000000000L;
	pthread_cond_timedwait(cond, mutex, &at);
}

void iqm_pg_reason(char why[PG_REASON], const char *said)
{
	char line[PG_REASON + 4];
	size_t len = 0;

	for (; *said && len < sizeof(line) - 2; said++) {
		bool blank = *said == '\n' || *said == '\t' || *said == ' ';

		if (*said == '\n' && len && !strchr(" .,:;?!", line[len - 1]))
			line[len++] = ';';
		if (!blank || (len && line[len - 1] != ' '))
			line[len++] = blank ? ' ' : *said;
	}
	while (len && (line[len - 1] == ' ' || line[len - 1] == ';'))
		len--;
	line[len] = '\0';
	iqm_copy_text(why, PG_REASON, line);
}

int iqm_pg_fail(const struct pg_session *s, struct iqm_error *error, const char *why, ...)
{
	const char *host = s->conn ? PQhost(s->conn) : NULL;
	char text[PG_REASON + 200];
	va_list args;

	va_start(args, why);
	vsnprintf(text, sizeof(text), why, args);
	va_end(args);
	if (!host || !*host)
		return iqm_fail(error, s->status, "%s in PostgreSQL: %s", s->what, text);
	return iqm_fail(error, s->status, "%s in PostgreSQL, database '%s' on %s:%s: %s", s->what,
			PQdb(s->conn), host, PQport(s->conn), text);
}

const char *iqm_pg_text(const PGresult *result, int row, int column)
{
	return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

int64_t iqm_pg_integer(const PGresult *result, int row, int column)
{
	int64_t number;

	return iqm_integer(PQgetvalue(result, row, column), &number) ? number : 0;
}

bool iqm_pg_truth(const PGresult *result, int row, int column)
{
	return !strcmp(PQgetvalue(result, row, column), "t");
}
