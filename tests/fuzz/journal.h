/* SPDX-License-Identifier: MIT */
/* What the journal's target is made of: its directory and service (journal_market.c), journals that
 * purchases have written (journal_history.c), and what may be wrong with them (journal_damage.c).
 */
#ifndef TESTS_FUZZ_JOURNAL_H
#define TESTS_FUZZ_JOURNAL_H

#include <iqm/insights.h>

#include <stdbool.h>
#include <stddef.h>

#define MOST_CONTENT ((size_t)32 * 1024)
#define HISTORY_KEYS 4

/* The bytes of a journal's file, and of its lock file, which says how long it was. */
struct content {
	char bytes[MOST_CONTENT];
	size_t len;
	char mark[80];
};

/* ---- journal_market.c ------------------------------------------------------------------------ */

/* What the service makes of a purchase. */
enum sale { SALE_BOUGHT = 0, SALE_LOST, SALE_REFUSED, SALE_SETTLED };
#define SALES 4

/* The journal's path, in a directory that is made once. */
const char *market_path(void);
/* Removes what is beside the journal; with `all`, the journal and its lock file too. */
void market_clear(bool all);
void market_write(const struct content *content);
void market_read(struct content *content);
/* A client over the journal; NULL where it cannot be opened. iqm_client_close() takes it. */
struct iqm_client *market_open(void);
/* Buys the `order`-th order, also if it was bought before under another key. Gives how many
 * requests to buy have been sent. */
int market_buy(struct iqm_client *client, const char *key, int order, enum sale sale);

/* ---- journal_history.c ----------------------------------------------------------------------- */

struct history {
	struct content content;
	bool used[HISTORY_KEYS]; /* the key may have bought: the journal says so */
};

/* Four purchases in a row; two bits of `sales` for each. `cut`: the process of the last one died
 * before its outcome was written. The history's, for ever. */
const struct history *history_of(unsigned char sales, bool cut);
/* "k0" */
const char *history_key(int i);

/* ---- journal_damage.c ------------------------------------------------------------------------ */

/* Does to a journal what the bytes say. */
void damage_do(struct content *content, const unsigned char *bytes, size_t len);
/* Whether nobody can see it: whole lines are gone or there twice, and behind them is a part of one,
 * as a writer leaves it; and it is no shorter. */
bool damage_is_unseen(const struct content *damaged, const struct content *whole);

#endif
