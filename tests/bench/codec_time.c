/* SPDX-License-Identifier: MIT */
/*
 * CPU time of the codec. Jobs take turns in rounds, so that what else the machine does meets all of
 * them, each turn in a process of its own; a ratio is the median of the rounds' ratios.
 */
#include "jobs.h"

#include <malloc.h>

#define MAX_JOBS 16
#define MAX_ROUNDS 64

static const struct size {
	size_t rows;
	size_t rounds;
	size_t repeats; /* in each round */
} sizes[BENCH_SIZES] = { { 100, 21, 40 }, { 1000, 21, 5 }, { 100000, 5, 1 } };

static double times[MAX_JOBS][MAX_ROUNDS];

struct turn {
	const struct bench_job *job;
	const struct bench_input *in;
	size_t repeats;
};

static void run(const void *context, void *result)
{
	const struct turn *turn = context;
	double start = bench_cpu();
	double *time = result;

	for (size_t i = 0; i < turn->repeats; i++)
		turn->job->run(turn->in, false);
	*time = bench_cpu() - start;
}

static double ratio(size_t job, size_t base, size_t rounds)
{
	double ratios[MAX_ROUNDS];

	for (size_t i = 0; i < rounds; i++)
		ratios[i] = times[job][i] / times[base][i];
	return bench_median(ratios, rounds);
}

static void show(const struct size *size)
{
	double of_parse[MAX_JOBS];
	double of_print[MAX_JOBS];
	char aim[40];

	for (size_t j = 0; j < bench_job_count; j++) {
		of_parse[j] = ratio(j, 0, size->rounds);
		of_print[j] = ratio(j, bench_first_writer, size->rounds);
	}
	for (size_t j = 0; j < bench_job_count; j++) {
		const struct bench_job *job = &bench_jobs[j];
		double median = bench_median(times[j], size->rounds);

		printf("  %-34s %7.0f %9.2f", job->name,
		       median / (double)(size->rows * size->repeats), of_parse[j]);
		if (job->writes)
			printf(" %8.2f", of_print[j]);
		else
			printf(" %8s", "");
		printf("   %s\n", bench_verdict(of_parse[j], job->time_aims[size - sizes], aim));
	}
}

static void measure(const struct size *size)
{
	struct bench_input in;

	bench_input_make(&in, size->rows, true);
	for (size_t j = 0; j < bench_job_count; j++)
		bench_jobs[j].run(&in, true);
	malloc_trim(0);
	for (size_t i = 0; i < size->rounds; i++)
		for (size_t n = 0; n < bench_job_count; n++) {
			size_t j = (i + n) % bench_job_count;
			struct turn turn = { &bench_jobs[j], &in, size->repeats };

			bench_in_child(run, &turn, &times[j][i], sizeof(times[j][i]));
		}
	printf("\n  %-34s %7s %9s %8s\n", "", "ns/row", "x parse", "x print");
	printf("  %zu rows, %zu bytes\n", size->rows, in.text.len);
	show(size);
	fflush(stdout);
	bench_input_free(&in);
}

int main(void)
{
	for (size_t i = 0; i < BENCH_SIZES; i++)
		measure(&sizes[i]);
	return 0;
}
