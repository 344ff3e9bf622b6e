/* SPDX-License-Identifier: MIT */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HEAD "{%s\"data\":{\"totalRecords\":%zu,\"pldReportDataList\":["
#define ROW                                                                                        \
	"%s{\"pldId\":%zu,\"pldName\":\"530667_PLD_Insights_%zu\","                                \
	"\"campaignName\":\"prod-campaign-%zu\",\"campaignId\":%zu,\"pldStatusId\":3,"             \
	"\"startDate\":1732165200000,\"endDate\":1732424399000,\"ioId\":5,"                        \
	"\"ioName\":\"Corporate, Inc.\",\"isCampaignEligible\":false,"                             \
	"\"pldCreatedOn\":1721253632,\"creativeTypeId\":11,\"campaignPldTimezoneId\":29,"          \
	"\"ioTypeId\":1}"
#define TAIL "],\"filteredRecords\":%zu}%s}"
#define ROOM 512 /* for a row, and for all around the rows */

static double clock_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

double bench_cpu(void)
{
	return clock_ns(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_elapsed(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

double bench_median(double *values, size_t len)
{
	qsort(values, len, sizeof(*values), compare);
	return (values[(len - 1) / 2] + values[len / 2]) / 2;
}

void bench_die(const char *what, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", what, why);
	exit(1);
}

void *bench_alloc(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		bench_die("calloc", "no memory");
	return p;
}

void bench_in_child(bench_child_fn *run, const void *context, void *result, size_t size)
{
	int ends[2];
	pid_t pid;

	fflush(stdout);
	if (pipe(ends))
		bench_die("pipe", "failed");
	pid = fork();
	if (pid < 0)
		bench_die("fork", "failed");
	if (!pid) {
		run(context, result);
		_exit(write(ends[1], result, size) == (ssize_t)size ? 0 : 1);
	}
	close(ends[1]);
	if (read(ends[0], result, size) != (ssize_t)size)
		bench_die("a child process", "failed");
	close(ends[0]);
	waitpid(pid, NULL, 0);
}

const char *bench_verdict(double ratio, double aim, char text[40])
{
	*text = '\0';
	if (aim > 0)
		snprintf(text, 40, "aim <=%.2f %s", aim, ratio <= aim ? "ok" : "MISSED");
	return text;
}

void bench_text_make(struct bench_text *t, size_t rows, bool late)
{
	char *at = bench_alloc(ROOM * (rows + 1));

	t->data = at;
	t->rows = rows;
	at += sprintf(at, HEAD, late ? "" : "\"success\":true,", rows);
	for (size_t i = 1; i <= rows; i++)
		at += sprintf(at, ROW, i > 1 ? "," : "", i, i, i % 997, i % 997);
	at += sprintf(at, TAIL, rows, late ? ",\"success\":true" : "");
	t->len = (size_t)(at - t->data);
}

void bench_text_free(struct bench_text *t)
{
	free(t->data);
}
