/* SPDX-License-Identifier: MIT */
/*
 * A day of 50 hosts that buy reports in one workspace, with the limiter in PostgreSQL to which
 * IQM_POSTGRES_URL leads. Time is virtual, the database's clock too; the limiter, its 50 sessions
 * and their statements are real. A host buys one report after the other (two requests: the newest
 * report, the purchase); a wait polls the list for all its reports together, as iqm_wait() does,
 * and asks for the link of each that is ready. Usage: fleet [full]; without it, a tenth of a day.
 */
#include "bench.h"

#include <iqm/postgres.h>

#include <inttypes.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#define HOSTS 50
#define REPORTS_A_DAY 5000
#define LIMIT 20
#define MINUTE INT64_C(60000)
#define DAY (24 * 60 * MINUTE)
#define MAKE_MS (10 * MINUTE) /* the service makes a report in so long */
#define REQUEST_MS 1000       /* a request takes half of it to half more */
#define POLL_MIN_MS 15000     /* the defaults of struct iqm_wait */
#define POLL_MAX_MS 120000
#define MINUTES (4 * 24 * 60) /* that a run takes at most */
#define NEVER INT64_MAX

enum kind { NEWEST, PURCHASE, POLL, LINK, KINDS };

struct report {
	int64_t ordered, bought, saved;
	bool ready; /* as a poll has seen */
};

/* Sends one request at a time. */
struct actor {
	struct iqm_limiter limiter;
	struct report *reports; /* its own, in the order they are ordered */
	int len;
	struct actor *waiter; /* of one that buys: who waits for what it has bought; else NULL */
	int next;             /* to be bought */
	/* of one that waits */
	int64_t poll_at, delay;
	struct report **links; /* that are ready, and of which the first `linked` are saved */
	int links_len, linked;

	enum kind kind; /* of the request */
	enum { IDLE, ASKS, SENDS } state;
	int64_t at; /* when it does the next thing */
	struct iqm_permit permit;
};

struct totals {
	int requests[KINDS];
	int calls;      /* of the limiter: transactions */
	double real_ns; /* that they took */
	int64_t *arrivals;
	int len;
	int saved;
};

static int64_t now, start;
static int64_t poll_min_ms, poll_max_ms;
static int reports_len;
static struct totals totals;
static int calls_of_minute[MINUTES];
static uint64_t random_state;

static int64_t random_below(int64_t bound)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((random_state >> 33) % (uint64_t)bound);
}

/* ---- the database -------------------------------------------------------------------------- */

static PGconn *conn;

static const char *sql(const char *text)
{
	static PGresult *last;

	PQclear(last);
	last = PQexec(conn, text);
	if (PQresultStatus(last) != PGRES_TUPLES_OK && PQresultStatus(last) != PGRES_COMMAND_OK)
		bench_die(text, PQerrorMessage(conn));
	return PQntuples(last) ? PQgetvalue(last, 0, 0) : "";
}

static void set_clock(void)
{
	static int64_t set;
	char text[80];

	if (set == now)
		return;
	snprintf(text, sizeof(text), "UPDATE public.clock SET ms = %" PRId64, now);
	sql(text);
	set = now;
}

static void hold_clock(void)
{
	sql("SET client_min_messages = warning");
	sql("SET synchronous_commit = off");
	sql("CREATE UNLOGGED TABLE IF NOT EXISTS public.clock (ms bigint)");
	sql("TRUNCATE public.clock");
	sql("INSERT INTO public.clock VALUES (0)");
	sql("CREATE OR REPLACE FUNCTION iqm.clock_ms() RETURNS bigint LANGUAGE sql VOLATILE AS "
	    "'SELECT ms FROM public.clock'");
}

/* ---- requests ------------------------------------------------------------------------------ */

static void count_call(double began)
{
	int64_t minute = (now - start) / MINUTE;

	totals.real_ns += bench_elapsed() - began;
	totals.calls++;
	if (minute >= MINUTES)
		bench_die("fleet", "it does not end");
	calls_of_minute[minute]++;
}

static void begin(struct actor *a, enum kind kind)
{
	a->kind = kind;
	a->permit = (struct iqm_permit){ .limit = LIMIT };
	a->state = ASKS;
	a->at = now;
}

static void ask(struct actor *a)
{
	double began;
	long wait;

	set_clock();
	began = bench_elapsed();
	a->permit.timeout_ms = DAY;
	a->permit.sure = false;
	a->permit.ask_ms = 0;
	wait = a->limiter.acquire(a->limiter.context, &a->permit);
	if (wait < 0)
		bench_die("acquire", a->permit.why);
	count_call(began);
	if (wait) {
		a->at = now + a->permit.ask_ms;
		return;
	}
	a->state = SENDS;
	a->at = now + REQUEST_MS / 2 + random_below(REQUEST_MS);
	totals.requests[a->kind]++;
	totals.arrivals[totals.len++] = now + (a->at - now) / 2;
}

static void release(struct actor *a)
{
	double began;

	set_clock();
	began = bench_elapsed();
	a->limiter.release(a->limiter.context, a->permit.id, true);
	count_call(began);
	a->state = IDLE;
}

/* ---- what a host does ---------------------------------------------------------------------- */

static void bought(struct actor *a)
{
	struct actor *w = a->waiter;

	a->reports[a->next++].bought = now;
	w->delay = poll_min_ms;
	if (w->poll_at > now + w->delay)
		w->poll_at = now + w->delay;
	if (w->state == IDLE && w->at > w->poll_at)
		w->at = w->poll_at;
}

static void polled(struct actor *a)
{
	bool waits = false;

	for (int i = 0; i < a->len; i++) {
		struct report *r = &a->reports[i];

		if (!r->bought || r->ready)
			continue;
		r->ready = now >= r->bought + MAKE_MS;
		if (r->ready)
			a->links[a->links_len++] = r;
		waits = waits || !r->ready;
	}
	a->poll_at = waits ? now + a->delay - random_below(a->delay / 4 + 1) : NEVER;
	a->delay = a->delay * 3 / 2 < poll_max_ms ? a->delay * 3 / 2 : poll_max_ms;
}

static void end_request(struct actor *a)
{
	release(a);
	if (a->kind == PURCHASE)
		bought(a);
	else if (a->kind == POLL)
		polled(a);
	else if (a->kind == LINK)
		a->links[a->linked++]->saved = now;
	totals.saved += a->kind == LINK;
}

static void go_on(struct actor *a)
{
	if (a->waiter) {
		a->at = a->next < a->len ? a->reports[a->next].ordered : NEVER;
		if (a->at <= now)
			begin(a, NEWEST);
	} else if (a->linked < a->links_len) {
		begin(a, LINK);
	} else {
		a->at = a->poll_at;
		if (a->at <= now)
			begin(a, POLL);
	}
}

static void step(struct actor *a)
{
	if (a->state == ASKS) {
		ask(a);
		return;
	}
	if (a->state == SENDS) {
		end_request(a);
		if (a->kind == NEWEST) {
			begin(a, PURCHASE);
			return;
		}
	}
	go_on(a);
}

/* ---- a day --------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int worst_minute(void)
{
	int most = 0;

	qsort(totals.arrivals, (size_t)totals.len, sizeof(int64_t), by_time);
	for (int i = 0, from = 0; i < totals.len; i++) {
		while (totals.arrivals[i] - totals.arrivals[from] >= MINUTE)
			from++;
		most = i - from + 1 > most ? i - from + 1 : most;
	}
	return most;
}

static void print(const char *name, const struct report *reports, double real_ns)
{
	double *waits = bench_alloc((size_t)reports_len * sizeof(*waits));
	double span = (double)(now - start);
	int worst = 0;

	for (int i = 0; i < reports_len; i++)
		waits[i] = (double)(reports[i].saved - reports[i].ordered) / (double)MINUTE;
	for (int i = 0; i < MINUTES; i++)
		worst = calls_of_minute[i] > worst ? calls_of_minute[i] : worst;
	printf("  %s\n", name);
	printf("    %d requests: newest %d, purchases %d, polls %d, links %d; %.1f a minute, worst %d\n",
	       totals.len, totals.requests[NEWEST], totals.requests[PURCHASE],
	       totals.requests[POLL], totals.requests[LINK],
	       (double)totals.len * (double)MINUTE / span, worst_minute());
	printf("    the last file after %.1f h; from order to file %.0f minutes (median)\n",
	       span / 60 / (double)MINUTE, bench_median(waits, (size_t)reports_len));
	printf("    limiter: %.1f transactions a request, %.2f a second, in the worst minute %.2f\n",
	       (double)totals.calls / totals.len, (double)totals.calls * 1000 / span, worst / 60.0);
	printf("    %.2f ms each, here; its table has %s rows, %s bytes (%d transactions, %.0f s)\n",
	       totals.real_ns / 1e6 / totals.calls, sql("SELECT count(*) FROM iqm.permits"),
	       sql("SELECT pg_relation_size('iqm.permits')"), totals.calls, real_ns / 1e9);
	fflush(stdout);
	free(waits);
}

static void simulate(struct actor *actors, int len)
{
	while (totals.saved < reports_len) {
		struct actor *first = &actors[0];

		for (int i = 1; i < len; i++)
			if (actors[i].at < first->at)
				first = &actors[i];
		now = first->at > now ? first->at : now;
		step(first);
	}
}

/* Half of the actors buy, a host each; of the others the first `waiters` wait. */
static void set_up(struct actor *actors, struct report *reports, int waiters)
{
	int each = reports_len / HOSTS;

	for (int i = 0; i < 2 * HOSTS; i++) {
		struct actor *a = &actors[i];
		int host = i % HOSTS;

		*a = (struct actor){ .limiter = a->limiter, .at = start, .poll_at = NEVER };
		a->reports = reports + host * each;
		a->len = each;
		if (i < HOSTS)
			a->waiter = &actors[HOSTS + (waiters == 1 ? 0 : host)];
		else if (waiters == 1)
			a->len = reports_len;
		if (i >= HOSTS)
			a->links = bench_alloc((size_t)a->len * sizeof(*a->links));
	}
}

/* `spread`: ordered evenly; else all at the beginning. */
static void run(struct actor *actors, const char *name, bool spread, int waiters, int64_t min_ms,
		int64_t max_ms)
{
	struct report *reports = bench_alloc((size_t)reports_len * sizeof(*reports));
	int64_t apart = DAY / REPORTS_A_DAY;
	double began = bench_elapsed();

	memset(calls_of_minute, 0, sizeof(calls_of_minute));
	totals = (struct totals){ .arrivals = bench_alloc(sizeof(int64_t) * 20 * MINUTES) };
	now = start = now + 10 * MINUTE;
	poll_min_ms = min_ms;
	poll_max_ms = max_ms;
	for (int i = 0; i < reports_len; i++) /* the hosts take turns */
		reports[i % HOSTS * (reports_len / HOSTS) + i / HOSTS].ordered =
			start + (spread ? apart * i + random_below(apart) : 0);
	set_up(actors, reports, waiters);
	simulate(actors, HOSTS + waiters);
	print(name, reports, bench_elapsed() - began);
	for (int i = HOSTS; i < 2 * HOSTS; i++)
		free(actors[i].links);
	free(totals.arrivals);
	free(reports);
}

int main(int argc, char **argv)
{
	static struct iqm_postgres *stores[HOSTS];
	static struct actor actors[2 * HOSTS];
	const char *url = getenv("IQM_POSTGRES_URL");
	struct iqm_call call = { .timeout_ms = 30000 };

	reports_len = argc > 1 && !strcmp(argv[1], "full") ? REPORTS_A_DAY : REPORTS_A_DAY / 10;
	if (!url)
		bench_die("IQM_POSTGRES_URL", "is not set: see tests/with-postgres.sh");
	for (int i = 0; i < 2 * HOSTS; i++) {
		if (i < HOSTS && iqm_postgres_open(url, &stores[i], &call))
			bench_die("iqm_postgres_open", call.error.message);
		if (iqm_postgres_limiter(stores[i % HOSTS], "fleet", &actors[i].limiter))
			bench_die("iqm_postgres_limiter", "failed");
	}
	conn = PQconnectdb(url);
	hold_clock();
	now = 1700000000000;
	printf("  %d reports\n", reports_len);
	run(actors, "ordered evenly, one host waits for all", true, 1, POLL_MIN_MS, POLL_MAX_MS);
	run(actors, "all ordered at the beginning, one host waits for all", false, 1, POLL_MIN_MS,
	    POLL_MAX_MS);
	run(actors, "ordered evenly, each host waits for its own, polls 10 minutes apart", true,
	    HOSTS, 10 * MINUTE, 10 * MINUTE);
	if (reports_len < REPORTS_A_DAY)
		run(actors, "the same, polls 15 s to 2 minutes apart (the defaults)", true, HOSTS,
		    POLL_MIN_MS, POLL_MAX_MS);
	for (int i = 0; i < HOSTS; i++)
		iqm_postgres_close(stores[i]);
	PQfinish(conn);
	return 0;
}
