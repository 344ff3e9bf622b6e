/* SPDX-License-Identifier: MIT */
/* A network between clients and the database that loses what a test wants lost. */
#ifndef TESTS_POSTGRES_PROXY_H
#define TESTS_POSTGRES_PROXY_H

#include <stdbool.h>

enum proxy_loss {
	LOSE_NOTHING,
	LOSE_ANSWER,  /* the server gets the statement; the connection ends before its answer */
	LOSE_CLIENT,  /* the same at once; further connections wait for proxy_accept() */
	HOLD_REQUEST, /* the client's connection ends; the server may get the statement later */
	POOLER        /* the server's process numbers are not the server's, as with a pooler */
};

struct proxy;

/* Leads to the database of IQM_POSTGRES_URL. */
struct proxy *proxy_open(void);
/* The URL for clients. */
const char *proxy_url(const struct proxy *p);
/* Of the next statement that has this text in it; POOLER: of all connections from now on. */
void proxy_lose(struct proxy *p, enum proxy_loss what, const char *text);
/* Whether that has happened. */
bool proxy_has_lost(struct proxy *p);
/* Takes the connections that have waited since LOSE_CLIENT. */
void proxy_accept(struct proxy *p);
/* The server gets what was held, if anything; returns once it has answered. */
void proxy_deliver(struct proxy *p);
void proxy_close(struct proxy *p);

#endif
