/* SPDX-License-Identifier: MIT */
/* Buys what was shown, one after the other; then all are waited for together. */
#include "purchase/batch.h"

#include <stdlib.h>

#define MOST_UNKNOWN 3 /* in a row: whatever is wrong there, no more money goes after it */

/* ---- buying ------------------------------------------------------------------------------ */

static int send_again_priced(struct order *o)
{
	return order_send(o, true);
}

static void send_row(struct batch *b, struct batch_row *r)
{
	r->tried = true;
	if (try_step(r, send_again_priced) && !order_must_fulfil(&r->order))
		fail_row(b, r);
	if (r->order.error.price.reason == IQM_PRICE_NO_FUNDS) /* what is left is less */
		b->stopped = r->code;
	if (r->order.outcome == ORDER_UNKNOWN)
		cli_info("It may have been bought: %s", r->order.error.message);
}

static void send_all(struct batch *b)
{
	size_t total = 0;
	size_t done = 0;
	int unknown = 0;

	for (size_t i = 0; i < b->len; i++)
		total += b->rows[i].buys;
	progress_begin("bought");
	for (size_t i = 0; i < b->len && !b->stopped && !cli_interrupted(); i++) {
		struct batch_row *r = &b->rows[i];

		if (!r->buys)
			continue;
		progress_count(done++, total);
		about_row(r);
		send_row(b, r);
		unknown = r->order.outcome == ORDER_UNKNOWN ? unknown + 1 : 0;
		about_row(NULL);
		if (unknown == MOST_UNKNOWN)
			b->stopped = cli_fail(EXIT_UNKNOWN_OUTCOME,
					      "%d in a row may have been bought or not: no more "
					      "are tried",
					      unknown);
	}
	progress_end();
}

/* ---- what was bought before --------------------------------------------------------------- */

static void continue_row(struct batch_row *r)
{
	int err;

	about_row(r);
	r->tried = true;
	err = order_continue(&r->order);
	if (!err)
		return;
	r->usable = false;
	r->code = err;
	r->why = err == EXIT_KEY_USED ? "key used" : "unknown";
}

static void continue_all(struct batch *b)
{
	for (size_t i = 0; i < b->len && !cli_interrupted(); i++)
		if (b->rows[i].usable && !order_is_new(&b->rows[i].order))
			continue_row(&b->rows[i]);
	about_row(NULL);
}

/* ---- fulfilling -------------------------------------------------------------------------- */

/* Those that have something to be fulfilled. An exit code. */
static int choose(struct batch *b, struct fulfilment **all, size_t *len)
{
	int err = 0;

	*len = 0;
	for (size_t i = 0; !err && i < b->len; i++) {
		struct batch_row *r = &b->rows[i];

		if (!r->usable || !r->tried || !order_must_fulfil(&r->order))
			continue;
		err = order_begin_fulfilment(&r->order);
		r->order.fulfilment.about = &r->about;
		r->order.fulfilment.summed_up = true;
		all[(*len)++] = &r->order.fulfilment;
	}
	return err;
}

static int fulfil_rows(struct batch *b)
{
	struct fulfilment **all = calloc(b->len, sizeof(struct fulfilment *));
	size_t len;
	int64_t until = 0;
	int err;

	if (!all)
		return cli_fail_nomem();
	err = parse_wait_timeout(b->cli, &until);
	if (!err)
		err = choose(b, all, &len);
	if (!err && !cli_interrupted())
		err = fulfil_all(b->cli, all, len, until);
	free(all);
	return err;
}

int batch_buy(struct batch *b)
{
	continue_all(b);
	send_all(b);
	return fulfil_rows(b);
}
