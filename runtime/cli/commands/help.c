/* SPDX-License-Identifier: MIT */
/* The text of --help: of all, of a family, and of topics. */
#include "commands/cmd.h"
#include "commands/help_option.h"

#include <string.h>

#define INDENT 2
#define LONGEST_FAMILY 8
#define LONGEST_COMMAND 16
#define LONGEST_TERM 14

static void examples(struct page *p)
{
	page_heading(p, "Examples");
	for (const struct cli_example *e = cli_examples; e->line; e++) {
		if (e->doc)
			page_comment(p, e->doc);
		page_command_line(p, e->line);
	}
}

/* ---- commands ---------------------------------------------------------------------------- */

/* The first sentence, with its dot. */
static void add_sentence(struct buf *text, const char *doc)
{
	const char *stop = strstr(doc, ". ");

	iqm_buf_add(text, doc, stop ? (size_t)(stop - doc) + 1 : strlen(doc));
}

/* "Provider Level Data reports: list, campaigns, ..."; or what the only command does. */
static void family_entry(struct page *p, const struct cli_family *f)
{
	struct buf text = { 0 };
	const char *between = "";

	if (f->title)
		iqm_buf_printf(&text, "%s: ", f->title);
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (c->hidden || strcmp(c->family, f->name))
			continue;
		if (!*c->name)
			add_sentence(&text, c->doc);
		else
			iqm_buf_printf(&text, "%s%s", between, c->name);
		between = ", ";
	}
	page_entry(p, ' ', f->name, LONGEST_FAMILY, page_piece(p, &text));
	iqm_buf_free(&text);
}

static void command_entry(struct page *p, const struct cli_command *c)
{
	struct buf text = { 0 };

	add_sentence(&text, c->doc);
	page_entry(p, ' ', c->name, LONGEST_COMMAND, page_piece(p, &text));
	iqm_buf_free(&text);
}

static void topic_names(struct page *p)
{
	struct buf text = { 0 };

	for (const struct cli_topic *t = cli_topics; t->name; t++)
		iqm_buf_printf(&text, "%s%s", t == cli_topics ? "" : ", ", t->name);
	page_heading(p, "Topics: '" PROGRAM " help TOPIC'");
	iqm_buf_str(&p->text, "  ");
	page_text(p, page_piece(p, &text), INDENT, INDENT);
	iqm_buf_free(&text);
}

int help(FILE *out)
{
	struct page page = page_open(out);
	struct page *p = &page;

	iqm_buf_printf(&page.text, PROGRAM " - %s\n", cli_title);
	examples(p);
	for (const struct cli_group *g = cli_groups; g->title; g++) {
		page_heading(p, g->title);
		for (const struct cli_family *f = g->families; f->name; f++)
			family_entry(p, f);
	}
	topic_names(p);
	page_heading(p, "Options of all commands");
	for (int i = 0; i < OPT_LEN; i++)
		if (cli_options[i].common || i == OPT_VERSION)
			help_option(p, &cli_options[i], false);
	iqm_buf_str(&page.text, "\n");
	page_text(p,
		  "Run '" PROGRAM " COMMAND --help' for what a command does, its fields and its "
		  "options; 'man " PROGRAM "' has all of it.",
		  0, 0);
	return page_close(p);
}

static const char *title_of(const char *family)
{
	for (const struct cli_group *g = cli_groups; g->title; g++)
		for (const struct cli_family *f = g->families; f->name; f++)
			if (!strcmp(f->name, family))
				return f->title;
	return NULL;
}

int help_family(FILE *out, const char *family)
{
	struct page page = page_open(out);
	const char *title = title_of(family);

	iqm_buf_printf(&page.text, PROGRAM " %s COMMAND%s%s\n", family, title ? " - " : "",
		       title ? title : "");
	page_heading(&page, "Commands");
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (!c->hidden && !strcmp(c->family, family))
			command_entry(&page, c);
	iqm_buf_printf(&page.text, "\nRun '" PROGRAM " %s COMMAND --help' for more.\n", family);
	return page_close(&page);
}

/* ---- topics ------------------------------------------------------------------------------ */

static int longest_term(const struct cli_term *terms)
{
	size_t longest = 0;

	for (; terms->name; terms++)
		if (strlen(terms->name) > longest)
			longest = strlen(terms->name);
	return longest < LONGEST_TERM ? (int)longest : LONGEST_TERM;
}

int help_topic(FILE *out, const struct cli_topic *topic)
{
	struct page page = page_open(out);
	int width = longest_term(topic->terms);

	iqm_buf_printf(&page.text, "%s\n\n", topic->title);
	page_blocks(&page, topic->doc);
	if (topic->terms->name)
		iqm_buf_str(&page.text, "\n");
	for (const struct cli_term *t = topic->terms; t->name; t++)
		page_entry(&page, ' ', t->name, width, t->doc);
	return page_close(&page);
}
