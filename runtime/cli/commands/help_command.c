/* SPDX-License-Identifier: MIT */
/* The text of --help of one command: examples first. */
#include "commands/cmd.h"
#include "commands/help_option.h"

#include <stdarg.h>
#include <string.h>

#define REQUIRED '*'
#define FOR_NEW '+'
#define USAGE_INDENT 6

/* ---- options ----------------------------------------------------------------------------- */

static void options(struct page *p, const struct cli_command *c, bool common)
{
	bool any = false;

	for (const enum cli_option *o = c->options; *o != OPT_LEN; o++) {
		if (cli_options[*o].common != common)
			continue;
		if (!any)
			page_heading(p, common ? "Options of all commands" : "Options");
		any = true;
		help_option(p, &cli_options[*o], common);
	}
}

/* ---- flags ------------------------------------------------------------------------------- */

/* Adds what a flag's value may be called: names of ids, or texts. */
static void add_names(struct buf *text, const struct cli_flag *flag)
{
	bool ids = false;

	for (const struct cli_name *n = flag->names; n && n->name; n++)
		ids = ids || n->id;
	for (const struct cli_name *n = flag->names; n && n->name; n++) {
		iqm_buf_printf(text, "%s%s", n == flag->names ? " " : ", ", n->name);
		if (ids)
			iqm_buf_printf(text, " %lld", (long long)n->id);
	}
	if (flag->names)
		iqm_buf_str(text, ids ? "." : ", or another.");
}

static char mark_of(const struct cli_command *c, size_t i)
{
	if (c->args && c->op && c->op->deletion && flag_field(c, i) == c->op->deletion->ids)
		return ' '; /* operands do as well */
	return c->flags[i].required ? REQUIRED : c->flags[i].for_new ? FOR_NEW : ' ';
}

static void flag_entry(struct page *p, const struct cli_command *c, size_t i)
{
	static const char *const days[] = { "", " A date alone: its first second.",
					    " A date alone: its last second." };
	const struct cli_flag *flag = &c->flags[i];
	struct buf name = { 0 };
	struct buf text = { 0 };

	iqm_buf_printf(&name, "--%s %s", flag->name, flag->arg);
	iqm_buf_printf(&text, "%s%s", flag->doc, days[flag->day]);
	if (flag->unit)
		iqm_buf_printf(&text, " Unit: %s.", flag->unit);
	add_names(&text, flag);
	page_entry(p, mark_of(c, i), page_piece(p, &name), HELP_NAME_WIDTH, page_piece(p, &text));
	iqm_buf_free(&name);
	iqm_buf_free(&text);
}

/* Whether a field has this mark. */
static bool any(const struct cli_command *c, char mark)
{
	for (size_t i = 0; i < c->flag_len; i++)
		if (mark_of(c, i) == mark)
			return true;
	return false;
}

static void flags(struct page *p, const struct cli_command *c)
{
	if (!c->flag_len)
		return;
	page_heading(p, any(c, REQUIRED)  ? "Fields (* required)"
			: any(c, FOR_NEW) ? "Fields (+ required for a new report)"
					  : "Fields");
	for (size_t i = 0; i < c->flag_len; i++)
		flag_entry(p, c, i);
}

/* ---- the command ------------------------------------------------------------------------- */

/* Prints one piece of the usage line, which stays whole. */
CLI_PRINTF(3, 4) static void piece(struct page *p, int *at, const char *format, ...)
{
	char text[160];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (*at > USAGE_INDENT && *at + 1 + len > p->width) {
		iqm_buf_printf(&p->text, "\n%*s", USAGE_INDENT - 1, "");
		*at = USAGE_INDENT - 1;
	}
	iqm_buf_printf(&p->text, " %s", text);
	*at += 1 + len;
}

static void flag_piece(struct page *p, int *at, const struct cli_command *c, size_t i)
{
	piece(p, at, "--%s %s", c->flags[i].name, c->flags[i].arg);
}

/* Where the fields are that have a mark. */
static void usage_line(struct page *p, const struct cli_command *c, char mark)
{
	bool others = false;
	int at = 1;

	iqm_buf_str(&p->text, " ");
	piece(p, &at, PROGRAM " %s%s%s", c->family, *c->name ? " " : "", c->name);
	if (c->args)
		piece(p, &at, "%s", c->args);
	for (size_t i = 0; i < c->flag_len; i++) {
		others = others || mark_of(c, i) != mark;
		if (mark_of(c, i) == mark)
			flag_piece(p, &at, c, i);
	}
	if (others)
		piece(p, &at, "[--field value ...]");
	piece(p, &at, "[--option ...]");
	iqm_buf_str(&p->text, "\n");
}

/* What regenerates a report: one id. */
static void usage_regenerate(struct page *p, const struct cli_command *c)
{
	int at = 1;

	for (size_t i = 0; c->op && i < c->flag_len; i++) {
		if (flag_field(c, i) != regenerated_by(c->op->body))
			continue;
		iqm_buf_str(&p->text, " ");
		piece(p, &at, PROGRAM " %s %s", c->family, c->name);
		flag_piece(p, &at, c, i);
		piece(p, &at, "[--option ...]");
		iqm_buf_str(&p->text, "\n");
	}
}

static void usage(struct page *p, const struct cli_command *c)
{
	page_heading(p, "Usage");
	usage_line(p, c, any(c, REQUIRED) ? REQUIRED : FOR_NEW);
	if (c->flag_len)
		usage_regenerate(p, c);
}

static void examples(struct page *p, const struct cli_example *e)
{
	if (!e->line)
		return;
	page_heading(p, "Examples");
	for (; e->line; e++) {
		if (e->doc)
			page_comment(p, e->doc);
		page_command_line(p, e->line);
	}
}

/* Its first paragraph behind its name, then the others. */
static void about(struct page *p, const struct cli_command *c)
{
	const char *end = strstr(c->doc, "\n\n");
	struct buf first = { 0 };

	iqm_buf_printf(&first, PROGRAM " %s%s%s - %.*s", c->family, *c->name ? " " : "", c->name,
		       end ? (int)(end - c->doc) : (int)strlen(c->doc), c->doc);
	page_text(p, page_piece(p, &first), 0, 0);
	iqm_buf_free(&first);
	if (end) {
		iqm_buf_str(&p->text, "\n");
		page_blocks(p, end + 2);
	}
}

int help_command(FILE *out, const struct cli_command *c)
{
	struct page page = page_open(out);
	struct page *p = &page;

	about(p, c);
	examples(p, c->examples);
	usage(p, c);
	flags(p, c);
	options(p, c, false);
	options(p, c, true);
	return page_close(p);
}
