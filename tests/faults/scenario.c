/* SPDX-License-Identifier: MIT */
/* What is no fault of one call: a response that comes twice, and keys that have been used. */
#include "batch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LATE_MS 130 /* then the second response has come */
#define OTHER_OW_ID "200002"
#define DAMAGES 24
#define MOST_JOURNAL 16384
#define DAYS_APART 4 /* orders of one campaign do not overlap */

static const char *const paid[] = { "pld.generate", "sls.generate", "aqs.generate" };

/* An order that no other overlaps: days that were paid for are free. */
static void order_fill(struct worker *w, const struct iqm_op *op, struct material *m)
{
	size_t n = w->batch->len;

	material_fill(w, op, n, m);
	m->day = (int64_t)n * DAYS_APART;
}

/* ---- a response that comes once more --------------------------------------------------------- */

/* Not on the bill of any call. */
static void call_unmarked(struct worker *w, const struct iqm_op *op, struct material *m)
{
	struct iqm_call call = { .timeout_ms = CALL_MS };
	void *response;

	if (iqm_perform(w->batch->client, op, request_fill(op, m), &response, &call))
		m->max_cost = -1; /* what comes next fails */
	else if (!strcmp(op->name, "sls.compute"))
		m->max_cost =
			((struct iqm_sls_order_response *)response)->sls_chargeable_cost.value;
	iqm_free(response);
}

static void wait_until_repeated(void)
{
	const struct timespec pause = { .tv_nsec = LATE_MS * 1000000L };

	nanosleep(&pause, NULL);
}

static struct result *call_unstruck(struct worker *w, const struct iqm_op *op, const char *name,
				    struct material *m, enum expectation expected)
{
	struct iqm_call call = { .timeout_ms = CALL_MS };
	struct result *r = new_result(w, op, name);

	r->expected = expected;
	call_op(w->batch->client, op, w, r, m, &call);
	return r;
}

/* The response of a call comes once more, and waits there for the next call of the operation. */
static void call_after_repeat(struct worker *w, const struct iqm_op *op)
{
	struct material m;

	clear_faults(w);
	material_fill(w, op, w->batch->len + SPARE_REPORTS / 2, &m);
	set_fault(w, w->kind, op->name, true);
	call_unmarked(w, op, &m);
	wait_until_repeated();
	material_fill(w, op, w->batch->len, &m);
	call_unstruck(w, op, op->name, &m, DONE);
}

/* A price comes once more, and the next order is dearer: it must not be bought at that price. */
static void buy_after_price(struct worker *w)
{
	const struct iqm_op *op = op_named("sls.generate");
	const struct iqm_op *price = op_named("sls.compute");
	struct material cheap;
	struct material dear;

	clear_faults(w);
	order_fill(w, op, &cheap);
	cheap.days = 1;
	set_fault(w, w->kind, price->name, true);
	call_unmarked(w, price, &cheap);
	wait_until_repeated();
	order_fill(w, op, &dear);
	dear.days = DAYS_APART;
	dear.max_cost = cheap.max_cost;
	call_unstruck(w, op, "dearer than shown", &dear, NOTHING_SENT);
	call_unstruck(w, op, "at the price shown", &cheap, DONE);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* A directory for journals. */
struct scratch {
	char directory[32];
	char journal[2][64];
};

static void scratch_open(struct scratch *s)
{
	snprintf(s->directory, sizeof(s->directory), "/tmp/iqm-faults-XXXXXX");
	if (!mkdtemp(s->directory))
		abort();
	snprintf(s->journal[0], sizeof(s->journal[0]), "%s/journal-0", s->directory);
	snprintf(s->journal[1], sizeof(s->journal[1]), "%s/journal-1", s->directory);
}

static void scratch_close(const struct scratch *s)
{
	DIR *directory = opendir(s->directory);
	const struct dirent *entry;
	char path[320];

	while (directory && (entry = readdir(directory))) {
		snprintf(path, sizeof(path), "%s/%s", s->directory, entry->d_name);
		if (*entry->d_name != '.')
			unlink(path);
	}
	closedir(directory);
	rmdir(s->directory);
}

/* Whose journal and workspace a purchase has, under which key. */
struct buyer {
	const char *journal;
	const char *ow_id;
	const char *key;
	bool allow_duplicate;
};

/* One purchase by a client of its own: all that it knows of the key is in the journal. */
static struct result *buy(struct worker *w, const struct iqm_op *op, const struct buyer *buyer,
			  struct material *m, enum expectation expected)
{
	const struct opening how = { .journal = buyer->journal, .ow_id = buyer->ow_id };
	struct iqm_call call = { .timeout_ms = CALL_MS,
				 .key = buyer->key,
				 .allow_duplicate = buyer->allow_duplicate };
	struct result *r = new_result(w, op, op->name);
	struct iqm_client *client;
	int err = client_open(w, w->kind, &how, &client, &call.error);

	r->expected = expected;
	if (err) /* the journal is refused */
		record(r, &call, err, now_ms());
	else
		call_op(client, op, w, r, m, &call);
	iqm_client_close(client);
	return r;
}

/* A purchase whose response is lost. */
static void buy_and_lose(struct worker *w, const struct iqm_op *op, const struct buyer *buyer,
			 struct material *m, const struct kind *lost, bool perform)
{
	set_fault(w, lost, op->name, perform);
	buy(w, op, buyer, m, ANYTHING);
	clear_faults(w);
}

/* ---- another purchase for a report whose response was lost ----------------------------------- */

#define ONCE(n) .name = n, .fault = n, .scenario = EXISTS_AFTER_LOST
static const struct lost {
	struct kind kind;
	bool performed;
	bool other_host; /* buys it once more */
} losses[] = {
	{ { ONCE("reset-after-request") }, true, true },
	{ { ONCE("lost-before") }, false, true },
	{ { ONCE("reset-in-body"), .either = true }, true, false },
	{ { ONCE("close-in-headers"), .either = true }, false, false },
	{ { ONCE("429-line"), .either = true }, true, true },
	{ { ONCE("403-line"), .either = true }, false, true },
	{ { ONCE("403-cut"), .either = true }, true, false },
};

/* The journal's own way out of a lost response. */
static void find_lost(struct worker *w, const struct iqm_op *op, const struct buyer *buyer,
		      struct material *m)
{
	const struct opening how = { .journal = buyer->journal };
	struct iqm_call call = { .timeout_ms = CALL_MS, .key = buyer->key };
	struct iqm_client *client = client_new(w, w->kind, &how);
	struct result *r = new_result(w, NULL, "find");
	struct iqm_found found = { 0 };
	int64_t began = now_ms();
	int err = form_find(w, client, op, request_fill(op, m), &found, &call);

	r->expected = DONE;
	if (!err && found.finding != IQM_FOUND)
		err = IQM_E_NOT_FOUND;
	record(r, &call, err, began);
	iqm_client_close(client);
}

/* Under the same key nothing is sent, nor the same order under another. Who has it bought all the
 * same, or knows of no key, as another host, learns from the service that the report exists. */
static void buy_after_loss(struct worker *w, const struct iqm_op *op, const struct lost *lost)
{
	enum expectation next = lost->performed ? NOTHING_BOUGHT : DONE;
	struct scratch s;
	struct material m;

	scratch_open(&s);
	order_fill(w, op, &m);
	const struct buyer buyer = { .journal = s.journal[0], .key = "k" };
	const struct buyer again = { .journal = s.journal[0], .key = "again" };
	const struct buyer allowed = { .journal = s.journal[0],
				       .key = "allowed",
				       .allow_duplicate = true };
	const struct buyer other = { .journal = s.journal[1], .key = "k" };

	buy_and_lose(w, op, &buyer, &m, &lost->kind, lost->performed);
	buy(w, op, &buyer, &m, NOTHING_SENT);
	buy(w, op, &again, &m, NOTHING_SENT);
	buy(w, op, lost->other_host ? &other : &allowed, &m, next);
	buy(w, op, &buyer, &m, NOTHING_SENT);
	if (lost->performed)
		find_lost(w, op, &buyer, &m);
	scratch_close(&s);
}

/* ---- another workspace ----------------------------------------------------------------------- */

static void use_elsewhere(struct worker *w, const struct iqm_op *op, const struct lost *lost)
{
	struct scratch s;
	struct material m;

	scratch_open(&s);
	order_fill(w, op, &m);
	const struct buyer here = { .journal = s.journal[0], .key = "k" };
	const struct buyer there = { .journal = s.journal[0], .key = "k", .ow_id = OTHER_OW_ID };

	if (lost)
		buy_and_lose(w, op, &here, &m, &lost->kind, lost->performed);
	else
		buy(w, op, &here, &m, DONE);
	buy(w, op, &there, &m, NOTHING_SENT);
	buy(w, op, &here, &m, NOTHING_SENT);
	scratch_close(&s);
}

/* ---- a damaged journal ----------------------------------------------------------------------- */

struct content {
	char bytes[MOST_JOURNAL];
	size_t len;
};

static void read_content(const char *path, struct content *c)
{
	FILE *file = fopen(path, "rb");

	c->len = file ? fread(c->bytes, 1, sizeof(c->bytes), file) : 0;
	if (!file || !c->len || c->len == sizeof(c->bytes))
		abort();
	fclose(file);
}

static void write_content(const char *path, const struct content *c)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, c->bytes, c->len) != (ssize_t)c->len)
		abort();
	close(fd);
}

/* Where the last line begins. */
static size_t last_line(const struct content *c)
{
	size_t at = c->len - 1;

	while (at && c->bytes[at - 1] != '\n')
		at--;
	return at;
}

/* All but the first five change a bit. */
static void damage(struct content *c, int which, unsigned *seed)
{
	size_t at = (size_t)rand_r(seed) % c->len;
	size_t last = last_line(c);

	switch (which) {
	case 0:
		c->len = 0;
		break;
	case 1:
		c->bytes[at] = '\0';
		break;
	case 2: /* a byte is lost */
		memmove(c->bytes + at, c->bytes + at + 1, --c->len - at);
		break;
	case 3: /* the line that was written last is not whole */
		c->len = last + 1 + (size_t)rand_r(seed) % (c->len - last - 1);
		break;
	case 4: /* all is zeros from there, as power failures leave it */
		memset(c->bytes + last, 0, c->len - last);
		break;
	default:
		c->bytes[at] = (char)(c->bytes[at] ^ 1 << rand_r(seed) % 8);
	}
}

static void buy_with_damage(struct worker *w, const struct iqm_op *op)
{
	static const char *const keys[] = { "bought", "lost", "last" };
	struct content whole;
	struct material m[3];
	struct scratch s;

	scratch_open(&s);
	for (int i = 0; i < 3; i++) {
		const struct buyer buyer = { .journal = s.journal[0], .key = keys[i] };

		order_fill(w, op, &m[i]);
		if (i == 1)
			buy_and_lose(w, op, &buyer, &m[i], &losses[0].kind, true);
		else
			buy(w, op, &buyer, &m[i], DONE);
	}
	read_content(s.journal[0], &whole);
	for (int n = 0; n < DAMAGES; n++) {
		struct content damaged = whole;

		damage(&damaged, n, &w->seed);
		write_content(s.journal[0], &damaged);
		for (int i = 0; i < 3; i++) {
			const struct buyer buyer = { .journal = s.journal[0], .key = keys[i] };

			buy(w, op, &buyer, &m[i], NOTHING_SENT);
		}
	}
	scratch_close(&s);
}

/* ---------------------------------------------------------------------------------------------- */

static void repeat_all(struct worker *w)
{
	for (const struct iqm_op *const *op = iqm_insights_api.ops; *op; op++)
		call_after_repeat(w, *op);
	buy_after_price(w);
}

static void lose_all(struct worker *w)
{
	for (size_t f = 0; f < sizeof(paid) / sizeof(paid[0]); f++)
		for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++)
			buy_after_loss(w, op_named(paid[f]), &losses[i]);
}

static void use_all_elsewhere(struct worker *w)
{
	for (size_t f = 0; f < sizeof(paid) / sizeof(paid[0]); f++) {
		use_elsewhere(w, op_named(paid[f]), NULL);
		use_elsewhere(w, op_named(paid[f]), &losses[0]);
	}
}

void scenario_run(struct worker *w, bool perform)
{
	size_t family = (size_t)(w->batch->job->number + perform) % 3;

	w->seed += (unsigned)w->batch->job->number * 2 + perform;
	switch (w->kind->scenario) {
	case REPEATED_LATE:
		repeat_all(w);
		break;
	case EXISTS_AFTER_LOST:
		lose_all(w);
		break;
	case OTHER_PLACE:
		use_all_elsewhere(w);
		break;
	default:
		buy_with_damage(w, op_named(paid[family]));
	}
}
