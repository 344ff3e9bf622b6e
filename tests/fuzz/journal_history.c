/* SPDX-License-Identifier: MIT */
#include "fuzz.h"
#include "journal.h"

#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[HISTORY_KEYS] = { "k0", "k1", "k2", "k3" };

const char *history_key(int i)
{
	return keys[i];
}

static void buy_all(struct iqm_client *client, unsigned char sales)
{
	for (int i = 0; i < HISTORY_KEYS; i++) {
		enum sale sale = (enum sale)(sales >> 2 * i & (SALES - 1));

		fuzz_check(market_buy(client, keys[i], i, sale) == 1, "%s is not free", keys[i]);
		if (sale == SALE_SETTLED)
			fuzz_check(!iqm_journal_settle(client, keys[i], 100 + i, NULL),
				   "%s is not settled", keys[i]);
	}
}

/* As the writer of the last line leaves it. */
static void mark(struct content *c)
{
	int len = snprintf(c->mark, sizeof(c->mark), "%019d %019zu", 1, c->len);

	snprintf(c->mark + len, sizeof(c->mark) - (size_t)len, " %016" PRIx64 "\n",
		 iqm_hash(IQM_HASH_START, c->mark, (size_t)len));
}

/* The outcome of the last purchase, and what was settled of it. */
static void drop_outcome(struct content *c, unsigned char sales)
{
	int lines = sales >> 2 * (HISTORY_KEYS - 1) == SALE_SETTLED ? 2 : 1;

	while (lines--)
		do
			c->len--;
		while (c->bytes[c->len - 1] != '\n');
	mark(c);
}

static void read_states(struct history *h)
{
	struct iqm_client *client = market_open();

	fuzz_check(client != NULL, "a journal that is right cannot be opened");
	for (int i = 0; i < HISTORY_KEYS; i++) {
		struct iqm_purchase *p;

		fuzz_check(!iqm_journal_get(client, keys[i], &p, NULL), "%s cannot be read",
			   keys[i]);
		h->used[i] = p->state == IQM_PURCHASE_BOUGHT || p->state == IQM_PURCHASE_UNKNOWN ||
			     p->state == IQM_PURCHASE_OPEN;
		iqm_free(p);
	}
	iqm_client_close(client);
}

static void write_history(struct history *h, unsigned char sales, bool cut)
{
	struct iqm_client *client;

	market_clear(true);
	client = market_open();
	fuzz_check(client != NULL, "a new journal cannot be opened");
	buy_all(client, sales);
	iqm_client_close(client);
	market_read(&h->content);
	if (cut)
		drop_outcome(&h->content, sales);
	market_write(&h->content);
	read_states(h);
}

const struct history *history_of(unsigned char sales, bool cut)
{
	static struct history *histories[2][256]; /* reachable: they are no leak */
	struct history **h = &histories[cut][sales];

	if (!*h) {
		*h = fuzz_alloc(sizeof(**h));
		write_history(*h, sales, cut);
	}
	return *h;
}
