/* SPDX-License-Identifier: MIT */
/*
 * A transport whose server is a text of bytes. Each request takes the next step: a byte that says
 * how it ends (enum ending, and flags), and what came back, as bytes of HTTP/1.1, up to a byte that
 * is STEP_END. Without a step left, no request leaves.
 */
#ifndef TESTS_FUZZ_CONVERSATION_H
#define TESTS_FUZZ_CONVERSATION_H

#include <iqm/transport.h>

#include <stdbool.h>
#include <stddef.h>

#define STEP_END 0xff
#define MOST_STEPS IQM_MAX_ATTEMPTS

/* How a request ends, in the low bits of a step's first byte. */
enum ending {
	END_AS_SENT = 0, /* with the end of the response, or where its bytes are cut */
	END_NETWORK,     /* these although all of it came */
	END_TIMEOUT,
	END_CANCELLED,
	END_TOO_LARGE,
	END_CONFIG,
	END_NOMEM,
	END_OTHER /* a number that is no status */
};
#define ENDINGS 8
#define STEP_UNSENT 0x10  /* it fails before a byte has left */
#define STEP_FORGETS 0x20 /* the transport does not announce it, and a response comes */

/* What one request met. */
struct exchange {
	bool sent;     /* as far as anyone can know, a byte of it has left */
	bool complete; /* a whole response came: by its length, or its last chunk */
	bool coded;    /* with a content coding */
	long status;   /* 0: none */
	char *body;
	size_t len;
};

struct conversation {
	const unsigned char *at;
	size_t left;
	bool announces;
	struct exchange exchanges[MOST_STEPS]; /* of the call at hand */
	size_t len;
};

/* Borrows the conversation. */
struct iqm_transport conversation_transport(struct conversation *conversation);
/* Before the next call. */
void conversation_forget(struct conversation *conversation);

#endif
