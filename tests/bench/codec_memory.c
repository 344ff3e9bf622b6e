/* SPDX-License-Identifier: MIT */
/*
 * Peak memory of the codec, beyond its input: bytes held through malloc(), and the growth of the
 * process's largest resident size. Each job runs once, in a child process of its own.
 */
#include "heap.h"
#include "jobs.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct peak {
	size_t heap;
	size_t resident;
};

static size_t resident(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (size_t)usage.ru_maxrss * 1024;
}

static void child(const struct bench_job *job, size_t rows, int out)
{
	struct bench_input in;
	struct peak peak;

	bench_input_make(&in, rows, job->writes);
	peak.resident = resident();
	bench_heap_start();
	job->run(&in, false);
	peak.heap = bench_heap_peak();
	peak.resident = resident() - peak.resident;
	_exit(write(out, &peak, sizeof(peak)) == sizeof(peak) ? 0 : 1);
}

static struct peak measure(const struct bench_job *job, size_t rows)
{
	struct peak peak = { 0, 0 };
	int ends[2];
	pid_t pid;

	if (pipe(ends))
		bench_die("pipe", "failed");
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		bench_die("fork", "failed");
	if (!pid)
		child(job, rows, ends[1]);
	close(ends[1]);
	if (read(ends[0], &peak, sizeof(peak)) != sizeof(peak))
		bench_die(job->name, "its process failed");
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return peak;
}

static void show(size_t rows)
{
	struct peak base = { 0, 0 };
	char aim[40];

	printf("\n  %-34s %7s %9s %8s\n  %zu rows\n", "", "B/row", "x parse", "x RSS", rows);
	for (size_t j = 0; j < bench_job_count; j++) {
		const struct bench_job *job = &bench_jobs[j];
		struct peak peak = measure(job, rows);
		double ratio;

		if (!j)
			base = peak;
		ratio = (double)peak.heap / (double)base.heap;
		printf("  %-34s %7.0f %9.2f", job->name, (double)peak.heap / (double)rows, ratio);
		if (rows >= 1000)
			printf(" %8.2f", (double)peak.resident / (double)base.resident);
		else
			printf(" %8s", "");
		printf("   %s\n", bench_verdict(ratio, job->memory_aim, aim));
	}
}

int main(void)
{
	show(100);
	show(1000);
	show(100000);
	return 0;
}
