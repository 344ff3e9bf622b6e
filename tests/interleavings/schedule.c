/* SPDX-License-Identifier: MIT */
#include "schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#define STACK ((size_t)256 * 1024)

enum state { READY = 0, WAITING, ENDED, KILLED };

static struct process {
	ucontext_t context;
	char stack[STACK];
	enum state state;
	enum step next;
	int64_t what; /* it touches then */
	bool torn;
} processes[PROCESSES];

static ucontext_t scheduler;
static int current = -1;
static void (*run_body)(int process);
static int most_switches;

static const char *const names[] = {
	[STEP_START] = "starts",  [STEP_LOCK] = "locks", [STEP_UNLOCK] = "unlocks",
	[STEP_ASK_LOCK] = "asks", [STEP_READ] = "reads", [STEP_WRITE] = "writes",
	[STEP_CUT] = "cuts",      [STEP_NAME] = "names", [STEP_SEND] = "sends",
};

/* ---- in a process ---------------------------------------------------------------------------- */

static void stop(void)
{
	swapcontext(&processes[current].context, &scheduler);
}

int schedule_current(void)
{
	return current;
}

bool schedule_step(enum step step, int64_t what)
{
	processes[current].next = step;
	processes[current].what = what;
	stop();
	return processes[current].torn;
}

void schedule_wait(void)
{
	processes[current].state = WAITING;
	stop();
}

void schedule_die(void)
{
	processes[current].state = KILLED;
	setcontext(&scheduler);
	abort();
}

static void begin(void)
{
	run_body(current);
	processes[current].state = ENDED;
}

static void start(int i)
{
	struct process *p = &processes[i];

	p->state = READY;
	p->next = STEP_START;
	p->torn = false;
	getcontext(&p->context);
	p->context.uc_stack.ss_sp = p->stack;
	p->context.uc_stack.ss_size = STACK;
	p->context.uc_link = &scheduler;
	makecontext(&p->context, begin, 0);
}

/* ---- choices --------------------------------------------------------------------------------- */

struct choice {
	int process;
	enum act act;
};

static bool is_alive(const struct process *p)
{
	return p->state == READY || p->state == WAITING;
}

/* A kill before another step is one before the next of these, for all that others can notice. */
static bool is_noticed(const struct process *p)
{
	return p->state == READY && p->next >= STEP_WRITE;
}

static unsigned bit(struct choice c)
{
	return 1U << (c.process * 3 + (int)c.act);
}

/* Who went on last, and how often one was kept from going on though it could. */
static int last;
static int switches;

static bool is_switch(struct choice c)
{
	return c.act == ACT_RUN && c.process != last && processes[last].state == READY;
}

static void add(struct choice *out, size_t *len, struct choice c, unsigned asleep)
{
	if (!(asleep & bit(c)) && !(is_switch(c) && switches == most_switches))
		out[(*len)++] = c;
}

/* All that may be done now, but for what is asleep. */
static size_t choices(struct choice *out, unsigned asleep)
{
	size_t len = 0;

	for (int i = 0; i < PROCESSES; i++)
		if (processes[i].state == READY)
			add(out, &len, (struct choice){ i, ACT_RUN }, asleep);
	for (int i = 0; i < PROCESSES; i++) {
		if (is_noticed(&processes[i]))
			add(out, &len, (struct choice){ i, ACT_KILL }, asleep);
		if (is_noticed(&processes[i]) && processes[i].next == STEP_WRITE)
			add(out, &len, (struct choice){ i, ACT_TEAR }, asleep);
	}
	return len;
}

/* ---- what notices what ----------------------------------------------------------------------- */

static bool locks(struct choice c)
{
	enum step next = processes[c.process].next;

	return c.act == ACT_RUN &&
	       (next == STEP_LOCK || next == STEP_UNLOCK || next == STEP_ASK_LOCK);
}

static bool reads(struct choice c)
{
	return c.act == ACT_RUN && processes[c.process].next == STEP_READ;
}

static bool changes(struct choice c)
{
	enum step next = processes[c.process].next;

	return c.act != ACT_KILL && (next == STEP_WRITE || next == STEP_CUT || next == STEP_NAME);
}

/* What dies lets go of all locks. */
static bool is_noticed_by(struct choice a, struct choice b)
{
	bool same = processes[a.process].what == processes[b.process].what;

	if (a.act != ACT_RUN && locks(b))
		return true;
	return same && ((changes(a) && (reads(b) || changes(b))) || (locks(a) && locks(b)));
}

static bool depend(struct choice a, struct choice b)
{
	return a.process == b.process || is_noticed_by(a, b) || is_noticed_by(b, a);
}

/* What need not be done after `taken`: it was done before it, or has been left out already. */
static unsigned still_asleep(unsigned asleep, struct choice taken)
{
	unsigned left = 0;

	if (most_switches != ANY_SWITCHES)
		return 0;
	for (int i = 0; i < PROCESSES; i++)
		for (int a = ACT_RUN; a <= ACT_TEAR; a++) {
			struct choice c = { i, (enum act)a };

			if ((asleep & bit(c)) && !depend(c, taken))
				left |= bit(c);
		}
	return left;
}

/* ---- acts ------------------------------------------------------------------------------------ */

static void note(struct path *path, struct choice c)
{
	size_t len = strlen(path->text);
	const char *what = names[processes[c.process].next];

	if (c.act == ACT_KILL)
		what = "is killed";
	snprintf(path->text + len, sizeof(path->text) - len, "%c %s%s; ", 'A' + c.process, what,
		 c.act == ACT_TEAR ? " half" : "");
}

/* Whoever waits for a lock may get it once another has let it go. */
static void wake_all(void)
{
	for (int i = 0; i < PROCESSES; i++)
		if (processes[i].state == WAITING)
			processes[i].state = READY;
}

static void act(struct choice c)
{
	struct process *p = &processes[c.process];
	bool frees = c.act != ACT_RUN || p->next == STEP_UNLOCK;

	switches += is_switch(c);
	if (c.act == ACT_RUN)
		last = c.process;
	if (c.act == ACT_KILL) {
		p->state = KILLED;
	} else {
		p->torn = c.act == ACT_TEAR;
		current = c.process;
		swapcontext(&scheduler, &p->context);
		current = -1;
	}
	if (p->state == KILLED)
		system_close_all(c.process);
	if (frees || !is_alive(p))
		wake_all();
}

/* ---- schedules ------------------------------------------------------------------------------- */

/* What is next on the path; its end gets a first choice. Gives what is asleep behind it. */
static unsigned step_on(struct path *path, size_t at, const struct choice *open, size_t len,
			unsigned asleep)
{
	struct choice taken;

	if (at == path->len)
		path->choice[path->len++] = 0;
	path->choices[at] = (unsigned char)len;
	taken = open[path->choice[at]];
	for (size_t i = 0; i < path->choice[at]; i++)
		asleep |= bit(open[i]);
	asleep = still_asleep(asleep, taken);
	note(path, taken);
	act(taken);
	return asleep;
}

static int end_all(void)
{
	bool redundant = false;
	int killed = 0;

	for (int i = 0; i < PROCESSES; i++) {
		redundant = redundant || is_alive(&processes[i]);
		killed += processes[i].state == KILLED;
		if (is_alive(&processes[i]))
			system_close_all(i);
	}
	return redundant ? -1 : killed;
}

int schedule_run(struct path *path, int switches_at_most, void (*body)(int process))
{
	struct choice open[3 * PROCESSES];
	unsigned asleep = 0;
	size_t len;

	run_body = body;
	most_switches = switches_at_most;
	last = switches = 0;
	*path->text = '\0';
	for (int i = 0; i < PROCESSES; i++)
		start(i);
	for (size_t at = 0; (len = choices(open, asleep)); at++) {
		if (at == MOST_STEPS)
			abort();
		asleep = step_on(path, at, open, len, asleep);
	}
	return end_all();
}

bool schedule_next(struct path *path)
{
	while (path->len && path->choice[path->len - 1] + 1 == path->choices[path->len - 1])
		path->len--;
	if (path->len)
		path->choice[path->len - 1]++;
	return path->len;
}
