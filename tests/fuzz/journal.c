/* SPDX-License-Identifier: MIT */
/*
 * Journals of any content. Either the bytes are the journal: what is read of it holds, and a key
 * that it calls used sends nothing. Or they damage one that purchases have written: then each key
 * that had been used sends nothing, before a repair and after it.
 */
#include "fuzz.h"
#include "journal.h"

#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FRAMED 0x02 /* each line of JSON gets its length and its sum */
#define CUT 0x02
#define REPAIRED 0x04
#define ACCEPTED 0x08
#define MOST_KEYS 16

static bool is_used(enum iqm_purchase_state state)
{
	return state == IQM_PURCHASE_BOUGHT || state == IQM_PURCHASE_UNKNOWN ||
	       state == IQM_PURCHASE_OPEN || state == IQM_PURCHASE_BUSY;
}

static int repair(bool accept_lost)
{
	struct iqm_repair repair = { .accept_lost = accept_lost };
	struct iqm_call call = { .timeout_ms = 600000 }; /* by the clock of a busy machine */
	int err = iqm_journal_repair(market_path(), &repair, &call);

	fuzz_check(!err || err == IQM_E_JOURNAL, "repaired with %s", iqm_status_name(err));
	return err;
}

/* ---- a journal that was damaged -------------------------------------------------------------- */

static void check_nothing_sent(const struct history *h, const char *when)
{
	struct iqm_client *client = market_open();

	for (int i = 0; client && i < HISTORY_KEYS; i++)
		fuzz_check(!h->used[i] || !market_buy(client, history_key(i), i, SALE_LOST),
			   "%s: %s had been used, and it sent", when, history_key(i));
	iqm_client_close(client);
}

static void use_damaged(unsigned how, const unsigned char *data, size_t len)
{
	const struct history *h = history_of(len ? data[0] : 0, how & CUT);
	static struct content damaged;
	bool unseen;

	damaged = h->content;
	damage_do(&damaged, data + !!len, len - !!len);
	unseen = damage_is_unseen(&damaged, &h->content);
	market_write(&damaged);
	if (!unseen)
		check_nothing_sent(h, "damaged");
	if (!(how & REPAIRED))
		return;
	market_write(&damaged);
	if (!repair(how & ACCEPTED) && !unseen && !(how & ACCEPTED))
		check_nothing_sent(h, "repaired");
}

/* ---- a journal of any bytes ------------------------------------------------------------------ */

static void add_line(struct buf *out, const char *line, size_t len, bool framed)
{
	if (framed && len && *line == '{')
		iqm_buf_printf(out, "%zu %016" PRIx64 " ", len,
			       iqm_hash(IQM_HASH_START, line, len));
	iqm_buf_add(out, line, len);
}

static void write_content(const char *text, size_t len, bool framed)
{
	static struct content content;
	struct buf out = { 0 };

	for (const char *end; len; len -= (size_t)(end - text), text = end) {
		const char *newline = memchr(text, '\n', len);
		size_t line = newline ? (size_t)(newline - text) : len;

		add_line(&out, text, line, framed);
		if (newline)
			iqm_buf_add(&out, "\n", 1);
		end = text + line + (newline != NULL);
	}
	fuzz_check(!out.err, "no memory");
	content.len = out.len < MOST_CONTENT ? out.len : MOST_CONTENT;
	memcpy(content.bytes, out.data ? out.data : "", content.len);
	iqm_buf_free(&out);
	market_write(&content);
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void check_one(struct iqm_client *client, const struct iqm_purchase *listed)
{
	struct iqm_purchase *p;
	int sent;
	int err;

	fuzz_check(!iqm_journal_get(client, listed->key, &p, NULL), "%s is listed, and not found",
		   listed->key);
	fuzz_check(p->state == listed->state && same_text(p->operation, listed->operation) &&
			   same_text(p->request, listed->request) &&
			   same_text(p->note, listed->note),
		   "%s is another than in the list", listed->key);
	iqm_free(p);
	sent = market_buy(client, listed->key, 0, SALE_LOST);
	fuzz_check(!sent || !is_used(listed->state), "%s is used, and it sent", listed->key);
	fuzz_check(!sent || !market_buy(client, listed->key, 0, SALE_BOUGHT), "%s sent twice",
		   listed->key);
	err = iqm_journal_settle(client, listed->key, 5, NULL);
	fuzz_check(!err || err == IQM_E_KEY_USED || err == IQM_E_JOURNAL, "settled with %s",
		   iqm_status_name(err));
}

static size_t list(struct iqm_client *client, struct iqm_purchases **all)
{
	int err = iqm_journal_list(client, all, NULL);

	fuzz_check(!err || err == IQM_E_JOURNAL, "listed with %s", iqm_status_name(err));
	return err ? 0 : (*all)->len;
}

static void use_content(void)
{
	struct iqm_client *client = market_open();
	struct iqm_purchases *all;
	size_t len;

	if (!client)
		return;
	len = list(client, &all);
	for (size_t i = 0; i < len && i < MOST_KEYS; i++)
		check_one(client, &all->items[i]);
	iqm_free(all);
	iqm_client_close(client);
	client = market_open();
	fuzz_check(client != NULL, "it was open, and cannot be opened");
	fuzz_check(list(client, &all) == len, "its list has become another");
	iqm_free(all);
	iqm_client_close(client);
}

/* ---------------------------------------------------------------------------------------------- */

void fuzz_journal(const unsigned char *data, size_t len)
{
	unsigned how = len ? data[0] : 0;

	market_path();
	data += !!len;
	len -= !!len;
	if (how & 1) {
		write_content((const char *)data, len, how & FRAMED);
		use_content();
		if (how & REPAIRED && !repair(how & ACCEPTED))
			use_content();
	} else {
		use_damaged(how, data, len);
	}
	market_clear(false);
}
