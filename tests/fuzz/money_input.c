/* SPDX-License-Identifier: MIT */
/* Samples of purchases as servers of fuzz_money(). */
#include "conversation.h"
#include "fuzz.h"
#include "inputs.h"

#include "base/base.h"

#include <stdio.h>
#include <string.h>

#define ANNOUNCES 0x00
#define SILENT 0x80
#define ATTEMPTS(n) (((n)-1) << 2)
/* In a server: what the sample becomes. */
#define BY_LENGTH "\1"
#define IN_CHUNKS "\2"
#define BY_CLOSING "\3"
#define CUT "\4"
#define NEXT "\xff"

/* How the client is opened, and each step's first byte ('a' is 0) with what comes. */
static const struct server {
	unsigned char how;
	const char *steps;
} servers[] = {
	{ ANNOUNCES, "a" BY_LENGTH NEXT "a" BY_LENGTH },
	{ ANNOUNCES, "a" IN_CHUNKS },
	{ ANNOUNCES, "a" BY_CLOSING },
	{ ANNOUNCES | ATTEMPTS(4), "a" CUT NEXT "a" BY_LENGTH },
	{ ANNOUNCES | ATTEMPTS(4), "q" NEXT "b" BY_LENGTH NEXT "a" BY_LENGTH },
	{ ANNOUNCES | ATTEMPTS(4), "aHTTP/1.1 429 Too Many\r\n" NEXT "a" BY_LENGTH },
	{ ANNOUNCES | ATTEMPTS(4),
	  "aHTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n" NEXT "a" BY_LENGTH },
	{ ANNOUNCES | ATTEMPTS(4), "aHTTP/1.1 503 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
				   "\xff"
				   "a" BY_LENGTH },
	{ ANNOUNCES, "aHTTP/1.1 422 No\r\nContent-Length: 17\r\n\r\n{\"success\":false}" },
	{ ANNOUNCES, "aHTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx" },
	{ ANNOUNCES,
	  "aHTTP/1.1 403 No\r\nTransfer-Encoding: identity\r\nContent-Length: 9\r\n\r\nhalf" },
	{ ANNOUNCES, "aHTTP/1.1 403 No\r\nTransfer-Encoding: x-chunked\r\n\r\n" },
	{ ANNOUNCES, "aHTTP/1.1 403 No\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n0\r\n\r\n" },
	{ ANNOUNCES, "aHTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n"
		     "Transfer-Encoding:\r\n\r\n0\r\n\r\n" },
	{ SILENT | ATTEMPTS(4), "q" NEXT "a" BY_LENGTH },
	{ SILENT, "A" BY_LENGTH },
};

static void add_sample(struct buf *out, const struct fuzz_input *s, unsigned status, char as)
{
	size_t len = as == *CUT ? s->len / 2 : s->len;

	iqm_buf_printf(out, "HTTP/1.1 %u X\r\n", status);
	if (as == *IN_CHUNKS)
		iqm_buf_printf(out, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", len);
	else if (as == *BY_CLOSING)
		iqm_buf_str(out, "\r\n");
	else
		iqm_buf_printf(out, "Content-Length: %zu\r\n\r\n", s->len);
	iqm_buf_add(out, (const char *)s->bytes, len);
	if (as == *IN_CHUNKS)
		iqm_buf_str(out, "\r\n0\r\n\r\n");
}

static void add_steps(struct buf *out, const char *steps, const struct fuzz_input *s,
		      unsigned status)
{
	bool begins = true;

	for (; *steps; steps++) {
		char byte = begins ? (char)(*steps - 'a') : *steps;

		if (!begins && *steps >= *BY_LENGTH && *steps <= *CUT)
			add_sample(out, s, status, *steps);
		else
			iqm_buf_add(out, &byte, 1);
		begins = *steps == *NEXT;
	}
}

bool fuzz_money_input(const struct fuzz_input *sample, unsigned i, struct fuzz_input *input)
{
	static const char *const families[] = { "pld", "sls", "aqs" };
	static char name[128];
	char family[4];
	struct buf out = { 0 };
	unsigned status;

	if (i >= sizeof(servers) / sizeof(servers[0]) ||
	    sscanf(sample->name, "%3[a-z].generate.response.%u", family, &status) != 2)
		return false;
	for (unsigned f = 0; f < 3; f++)
		if (!strcmp(family, families[f]))
			/* What chooses the family is the byte's rest by 3; see money.c. */
			iqm_buf_printf(&out, "%c",
				       servers[i].how + (f + 3 - servers[i].how % 3) % 3);
	add_steps(&out, servers[i].steps, sample, status);
	fuzz_check(!out.err, "no memory");
	snprintf(name, sizeof(name), "%.100s-%u", sample->name, i);
	*input = (struct fuzz_input){ name, (unsigned char *)out.data, out.len };
	return true;
}
