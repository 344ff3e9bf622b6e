/* SPDX-License-Identifier: MIT */
/* Commands that are not there, and what was likely meant: "pld-list", "list pld", "resume". */
#include "input/input.h"

#include <string.h>

#define MOST_MEANT 6

/* Those that are equally near so far. */
struct meant {
	char names[MOST_MEANT][64];
	size_t len;
	size_t distance;
};

static void add(struct meant *m, size_t distance, const char *first, const char *second)
{
	if (distance == SIZE_MAX || (m->len && distance > m->distance))
		return;
	if (m->len && distance < m->distance)
		m->len = 0;
	m->distance = distance;
	if (m->len < MOST_MEANT)
		snprintf(m->names[m->len++], sizeof(m->names[0]), "%s%s%s", first,
			 *second ? " " : "", second);
}

static size_t nearer(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* "pld-list", "pldlist", "list pld", "pld lists" */
static void try_whole(struct meant *m, const char *first, const char *second)
{
	char forth[128];
	char back[128];
	char name[128];

	snprintf(forth, sizeof(forth), "%s%s", first, second ? second : "");
	snprintf(back, sizeof(back), "%s%s", second ? second : "", first);
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		snprintf(name, sizeof(name), "%s%s", c->family, c->name);
		if (!c->hidden)
			add(m, nearer(nearest_distance(forth, name), nearest_distance(back, name)),
			    c->family, c->name);
	}
}

/* "pdl" */
static void try_first(struct meant *m, const char *word)
{
	const char *last = "";

	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (!c->hidden && strcmp(c->family, last) != 0)
			add(m, nearest_distance(word, c->family), c->family, "");
		last = c->family;
	}
}

/* "resume" of `journal resume`, "exit-codes" of `help` */
static void try_second(struct meant *m, const char *word)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (!c->hidden && *c->name)
			add(m, nearest_distance(word, c->name), c->family, c->name);
	for (const struct cli_topic *t = cli_topics; t->name; t++)
		add(m, nearest_distance(word, t->name), "help", t->name);
}

static void hint(const struct meant *m, struct buf *text)
{
	for (size_t i = 0; i < m->len; i++)
		iqm_buf_printf(text, "%s'%s'",
			       !i                ? ", did you mean "
			       : i + 1 == m->len ? " or "
						 : ", ",
			       m->names[i]);
	if (m->len)
		iqm_buf_str(text, "?");
}

int fail_command(const char *first, const char *second)
{
	struct meant m = { .len = 0 };
	struct buf text = { 0 };
	const char *family;
	int err;

	command_find(first, NULL, &family);
	if (!second)
		try_first(&m, first);
	if (!m.len)
		try_whole(&m, first, second);
	if (!m.len && second && !family)
		try_first(&m, first);
	if (!m.len)
		try_second(&m, second && family ? second : first);
	iqm_buf_printf(&text, "unknown command '%s%s%s'", first, second ? " " : "",
		       second ? second : "");
	hint(&m, &text);
	if (!m.len)
		iqm_buf_printf(&text, "; '" PROGRAM "%s%s --help' lists what there is",
			       family ? " " : "", family ? family : "");
	err = text.err ? cli_fail_nomem() : cli_fail(EXIT_USAGE, "%s", text.data);
	iqm_buf_free(&text);
	return err;
}
