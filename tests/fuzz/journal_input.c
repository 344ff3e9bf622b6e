/* SPDX-License-Identifier: MIT */
/* Journals that purchases have written, as inputs of fuzz_journal(): damaged, and their lines. */
#include "fuzz.h"
#include "inputs.h"
#include "journal.h"

#include "base/base.h"

#include <string.h>

#define DAMAGED_KINDS 8
#define PLACES 6 /* of each kind of damage */

/* Bought, lost, refused and settled, in several orders; two bits each. */
static const unsigned char sales[] = { 0x1b, 0xe4, 0x00, 0x55, 0xff, 0xaa, 0x4e };
#define ORDERS (sizeof(sales) / sizeof(sales[0]))

static void add_damage(struct buf *out, size_t i)
{
	unsigned kind = (unsigned)(i % DAMAGED_KINDS);
	unsigned place = (unsigned)(i / DAMAGED_KINDS % PLACES);
	unsigned order = (unsigned)(i / DAMAGED_KINDS / PLACES);

	/* As it is and cut, with a repair and without. */
	iqm_buf_printf(out, "%c%c%c%c%c%c", (int)((i * 2) & 0x0e), sales[order], kind,
		       place * 397 >> 8 & 255, place * 397 & 255, place * 31 + 1);
}

/* Their JSON alone, as the target writes the rest. */
static void add_lines(struct buf *out, const struct content *c)
{
	const char *at = c->bytes;
	const char *end = c->bytes + c->len;
	const char *newline;

	iqm_buf_str(out, "\7");
	for (; at < end && (newline = memchr(at, '\n', (size_t)(end - at))); at = newline + 1) {
		const char *json = memchr(at, '{', (size_t)(newline - at));

		json = json ? json : at;
		iqm_buf_add(out, json, (size_t)(newline + 1 - json));
	}
}

bool fuzz_journal_input(size_t i, struct fuzz_input *input)
{
	size_t damages = ORDERS * DAMAGED_KINDS * PLACES;
	struct buf out = { 0 };

	if (i >= damages + ORDERS * 2)
		return false;
	if (i < damages)
		add_damage(&out, i);
	else
		add_lines(&out, &history_of(sales[(i - damages) / 2], i % 2)->content);
	fuzz_check(!out.err, "no memory");
	*input = (struct fuzz_input){ "journal", (unsigned char *)out.data, out.len };
	return true;
}
