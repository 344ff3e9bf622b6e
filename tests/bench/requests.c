/* SPDX-License-Identifier: MIT */
/*
 * Requests used against the least possible: a list of 100,000 rows; a wait for 100 reports that
 * become ready one after the other; 10 reports bought, found, waited for and saved, without and
 * with a journal; and one at the price that was asked for right before. Tests hold the same counts.
 */
#include "bench.h"
#include "support/store.h"

#include <stdlib.h>
#include <unistd.h>

static void print(struct request_count count)
{
	printf("  %-60s %4d of %4d   %s\n", count.job, count.used, count.least,
	       count.used <= count.least ? "ok" : "MORE THAN NEEDED");
}

int main(void)
{
	char directory[] = "/tmp/iqm-requests-XXXXXX";
	char journal[64];
	char lock[80];

	if (!mkdtemp(directory))
		bench_die("mkdtemp", directory);
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	print(store_list(100000, 1000));
	print(store_wait(100));
	print(store_buy(10, NULL));
	print(store_buy(10, journal));
	unlink(journal);
	unlink(lock);
	print(store_buy_priced(journal));
	unlink(journal);
	unlink(lock);
	rmdir(directory);
	return 0;
}
