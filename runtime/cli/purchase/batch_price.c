/* SPDX-License-Identifier: MIT */
/* The prices of all orders that are to be bought. */
#include "purchase/batch.h"

static void price_row(struct batch *b, struct batch_row *r)
{
	int status;

	about_row(r);
	status = try_step(r, order_price);
	r->buys = !status;
	if (status && order_must_fulfil(&r->order))
		r->tried = true; /* the report that exists will do */
	else if (status)
		fail_row(b, r);
	about_row(NULL);
}

int batch_price(struct batch *b)
{
	size_t total = count_new(b);
	size_t done = 0;

	progress_begin("prices");
	for (size_t i = 0; i < b->len && !b->stopped && !cli_interrupted(); i++) {
		struct batch_row *r = &b->rows[i];

		if (!r->usable || !order_is_new(&r->order))
			continue;
		progress_count(done++, total);
		price_row(b, r);
	}
	progress_end();
	if (cli_interrupted())
		return cli_fail(cli_interrupted(), "interrupted: nothing was bought");
	return 0;
}
