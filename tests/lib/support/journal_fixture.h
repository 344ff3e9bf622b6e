/* SPDX-License-Identifier: MIT */
/* What the journal's tests share: a shop that sells reports, and a directory for journals. */
#ifndef TESTS_TEST_JOURNAL_H
#define TESTS_TEST_JOURNAL_H

#include <check.h>
#include <iqm/insights.h>
#include <pthread.h>

#define NEWEST_ID 77 /* of the shop's list */

struct shop {
	char directory[64];
	char path[128]; /* of the journal */
	long status;    /* of the response to a purchase */
	const char *body;
	int fail;    /* an IQM_E_ instead */
	bool unsent; /* and no byte left */
	pthread_mutex_t lock;
	int asked; /* requests that buy nothing */
	int sold;
	char sent[512];     /* the last purchase's body */
	char on_disk[4096]; /* the journal's text when it was sent */
	void (*while_selling)(struct shop *shop);
	void (*while_asked)(struct shop *shop);
	bool no_workspace; /* clients get no ow_id but their own */
	bool expires;      /* a test's own */
	struct iqm_client *client;
};

/* What a suite that is run over a journal of another kind sets: the journal of clients that name
 * none. NULL: a file. */
extern const struct iqm_journal *(*shop_journal)(const struct shop *shop);

/* Opens a shop that sells, and a client whose journal does not exist yet. */
void shop_open(struct shop *shop);
void shop_close(struct shop *shop);
/* Another client of the shop, over the same journal; error filled where it fails. */
int shop_client(struct shop *shop, struct iqm_settings settings, struct iqm_client **out,
		struct iqm_error *error);
/* Closes the shop's client and opens it again, as a process that starts anew does. */
void shop_restart(struct shop *shop);
/* Removes "<path of the journal><suffix>", if it is there. */
void shop_remove(const struct shop *shop, const char *suffix);
/* The same order each time, as duplicates are allowed. */
int shop_buy(struct iqm_client *client, const char *key, struct iqm_error *error);
/* The state that the client's journal has of a key. */
enum iqm_purchase_state shop_state(struct iqm_client *client, const char *key);
size_t shop_read(const struct shop *shop, char *text, size_t size);
/* Another content, of which the lock file says nothing. */
void shop_write(const struct shop *shop, const char *text, size_t len);
/* The lock file says no more how far the journal was written, as one that was just made. */
void shop_forget_mark(const struct shop *shop);
/* A record's line, made without the runtime. */
size_t shop_line(char *out, size_t size, const char *json);

#endif
