/* SPDX-License-Identifier: MIT */
/*
 * A service in this process that lists, prices, sells and gives SLS reports, with a clock of its
 * own: no time passes. Counts the requests of what callers do with it, and says how many are the
 * least. Needs no check: the benchmarks use it too. What fails ends the program.
 */
#ifndef TESTS_STORE_H
#define TESTS_STORE_H

#include <iqm/insights.h>

struct request_count {
	char job[96];
	int used;
	int least; /* that can do it */
	int kept;  /* of those used: on connections that may have carried others */
};

/* All rows, page by page. */
struct request_count store_list(int64_t rows, int64_t page);
/* One wait for reports that become ready one after the other. */
struct request_count store_wait(int reports);
/* Buys reports, finds them, waits for them, and saves their files. `journal` NULL: none. */
struct request_count store_buy(int reports, const char *journal);
/* The same of one report at the price that was asked for right before, under a key. */
struct request_count store_buy_priced(const char *journal);

#endif
