/* SPDX-License-Identifier: MIT */
/*
 * Time and peak memory of a file that is saved: by iqm_save_url(), with the check of its form, and
 * by `curl -o`, or libcurl alone where there is no such command. Each save is a program of its own,
 * and prints how long the transfer took, so that no start of a process is measured.
 */
#include "bench.h"
#include "files.h"
#include "server.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_ROUNDS 15
#define TIME_AIM 1.05 /* 0.95 of its throughput */
#define MEMORY_AIM 1.1
#define NOWHERE "/dev/null"
#define MOST_KEPT 200 /* MB; beyond, it is the system's search for memory that takes the time */

static const long megabytes[] = { 10, 200, 2000 };
static const size_t rounds[] = { MOST_ROUNDS, 7, 3 };

#define SIZES (sizeof(megabytes) / sizeof(megabytes[0]))

/* ---- one save, in a program of its own ----------------------------------------------------- */

static void save_iqm(const char *url, const char *path, const char *form)
{
	struct iqm_settings settings = { .base_url = "http://127.0.0.1:1", .token = "token" };
	struct iqm_save save = { .path = path };
	struct iqm_call call = { 0 };
	struct iqm_client *client;
	double began;

	save.format = strcmp(form, "csv") ? IQM_FORMAT_XLSX : IQM_FORMAT_CSV;
	if (!strcmp(path, NOWHERE)) {
		save.to = IQM_SAVE_FD;
		save.fd = open(path, O_WRONLY);
	}
	if (iqm_client_open(&client, &settings, &call.error))
		bench_die("iqm_client_open", call.error.message);
	began = bench_elapsed();
	if (iqm_save_url(client, url, &save, &call))
		bench_die("iqm_save", call.error.message);
	printf("%f", (bench_elapsed() - began) / 1e9);
	iqm_client_close(client);
}

static void save_libcurl(const char *url, const char *path)
{
	FILE *file = fopen(path, "wb");
	CURL *curl = curl_easy_init();
	double seconds = 0;
	CURLcode code;

	if (!file || !curl)
		bench_die(path, "cannot be written");
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 102400L); /* as the command has it */
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, file);
	code = curl_easy_perform(curl);
	if (code || fclose(file))
		bench_die("libcurl", curl_easy_strerror(code));
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
	printf("%f", seconds);
	curl_easy_cleanup(curl);
}

/* ---- programs ------------------------------------------------------------------------------ */

struct job {
	const char *program; /* this one */
	const char *path;
	const char *form;
	char url[64];
};

struct cost {
	double seconds;
	double resident; /* MB at the peak */
};

static void exec_iqm(const struct job *j)
{
	execl(j->program, j->program, "iqm", j->url, j->path, j->form, (char *)NULL);
}

static void exec_curl(const struct job *j)
{
	execlp("curl", "curl", "-q", "-s", "-f", "--noproxy", "*", "-w", "%{time_total}", "-o",
	       j->path, j->url, (char *)NULL);
	execl(j->program, j->program, "libcurl", j->url, j->path, (char *)NULL);
}

static struct cost run(void (*exec)(const struct job *), const struct job *j)
{
	struct cost cost = { 0, 0 };
	struct rusage usage;
	char text[64] = "";
	int ends[2];
	int status;
	pid_t pid;

	fflush(stdout);
	if (pipe(ends))
		bench_die("pipe", "failed");
	pid = fork();
	if (pid < 0)
		bench_die("fork", "failed");
	if (!pid) {
		dup2(ends[1], STDOUT_FILENO);
		exec(j);
		_exit(1);
	}
	close(ends[1]);
	if (read(ends[0], text, sizeof(text) - 1) <= 0 || wait4(pid, &status, 0, &usage) != pid ||
	    status)
		bench_die(j->url, "was not saved");
	close(ends[0]);
	cost.seconds = strtod(text, NULL);
	cost.resident = (double)usage.ru_maxrss / 1024;
	return cost;
}

/* ---- measuring ----------------------------------------------------------------------------- */

/* What saved a file may not have left it short. */
static void check_size(const struct job *j, long size)
{
	struct stat about;

	if (!strcmp(j->path, NOWHERE))
		return;
	if (stat(j->path, &about) || about.st_size < size * 1000000)
		bench_die(j->url, "is not whole");
	unlink(j->path);
}

static struct cost middle_of(const struct cost *costs, size_t len)
{
	double seconds[MOST_ROUNDS];
	double resident[MOST_ROUNDS];

	for (size_t i = 0; i < len; i++) {
		seconds[i] = costs[i].seconds;
		resident[i] = costs[i].resident;
	}
	return (struct cost){ bench_median(seconds, len), bench_median(resident, len) };
}

static struct cost save(size_t variant, const struct job *j, long size)
{
	static void (*const execs[])(const struct job *) = { exec_curl, exec_iqm };
	struct cost cost = run(execs[variant], j);

	check_size(j, size);
	return cost;
}

static void show(const struct job *j, long size, const struct cost *curl, const struct cost *iqm,
		 double ratio)
{
	char verdict[40];

	printf("  %-5s %5ld MB%-13s %7.0f %7.0f %6.2f %-16s %7.1f %7.1f ", j->form, size,
	       strcmp(j->path, NOWHERE) ? "" : " to " NOWHERE, (double)size / curl->seconds,
	       (double)size / iqm->seconds, ratio, bench_verdict(ratio, TIME_AIM, verdict),
	       curl->resident, iqm->resident);
}

/* Returns the peak of iqm_save_url(). */
static double measure(struct job *j, int port, size_t n)
{
	struct cost costs[2][MOST_ROUNDS];
	double ratios[MOST_ROUNDS];
	struct cost curl;
	struct cost iqm;

	snprintf(j->url, sizeof(j->url), "http://127.0.0.1:%d/%s/%ld", port, j->form, megabytes[n]);
	save(0, j, megabytes[n]); /* memory that was never used yet is slow */
	for (size_t i = 0; i < rounds[n]; i++) {
		for (size_t k = 0; k < 2; k++)
			costs[(i + k) % 2][i] = save((i + k) % 2, j, megabytes[n]);
		ratios[i] = costs[1][i].seconds / costs[0][i].seconds;
	}
	curl = middle_of(costs[0], rounds[n]);
	iqm = middle_of(costs[1], rounds[n]);
	show(j, megabytes[n], &curl, &iqm, bench_median(ratios, rounds[n]));
	return iqm.resident;
}

static void measure_form(struct job *j, int port, const char *saved)
{
	double least = 0;
	char verdict[40];

	for (size_t n = 0; n < SIZES; n++) {
		double resident;

		j->path = megabytes[n] <= MOST_KEPT ? saved : NOWHERE;
		resident = measure(j, port, n);
		puts(n ? bench_verdict(resident / least, MEMORY_AIM, verdict) : "");
		least = n ? least : resident;
	}
}

static void measure_all(const char *program, const char *directory)
{
	const struct bench_files files = { megabytes, SIZES };
	struct job xlsx = { .program = program, .form = "xlsx" };
	struct job csv = { .program = program, .form = "csv" };
	char saved[256];
	int port;
	pid_t server = bench_files_start(&files, &port);

	snprintf(saved, sizeof(saved), "%s/saved", directory);
	printf("\n  %-22s %7s %7s %6s %-16s %7s %7s\n  %-22s %7s %7s %6s %-16s %7s %7s\n", "",
	       "MB/s", "MB/s", "time,", "", "MB RSS", "MB RSS", "", "curl", "iqm", "x curl", "",
	       "curl", "iqm");
	measure_form(&xlsx, port, saved);
	measure_form(&csv, port, saved);
	bench_server_stop(server);
}

int main(int argc, char **argv)
{
	if (argc == 5 && !strcmp(argv[1], "iqm"))
		save_iqm(argv[2], argv[3], argv[4]);
	else if (argc == 4 && !strcmp(argv[1], "libcurl"))
		save_libcurl(argv[2], argv[3]);
	else if (argc == 2)
		measure_all(argv[0], argv[1]);
	else
		bench_die("save", "expected a directory in memory to save to");
	return 0;
}
