/* SPDX-License-Identifier: MIT */
/*
 * Peak memory of the codec, beyond its input: bytes held through malloc(), and the growth of the
 * process's largest resident size. Each job runs once, in a child process of its own.
 */
#include "heap.h"
#include "jobs.h"

#include <sys/resource.h>

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

struct turn {
	const struct bench_job *job;
	size_t rows;
};

static void run(const void *context, void *result)
{
	const struct turn *turn = context;
	struct peak *peak = result;
	struct bench_input in;
	size_t before;

	bench_input_make(&in, turn->rows, turn->job->writes);
	before = resident();
	bench_heap_start();
	turn->job->run(&in, false);
	peak->heap = bench_heap_peak();
	peak->resident = resident() - before;
}

static void show(size_t rows)
{
	struct peak base = { 0, 0 };
	char aim[40];

	printf("\n  %-34s %7s %9s %8s\n  %zu rows\n", "", "B/row", "x parse", "x RSS", rows);
	for (size_t j = 0; j < bench_job_count; j++) {
		const struct bench_job *job = &bench_jobs[j];
		struct turn turn = { job, rows };
		struct peak peak;
		double ratio;

		bench_in_child(run, &turn, &peak, sizeof(peak));
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
