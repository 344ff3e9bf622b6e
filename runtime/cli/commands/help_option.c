/* SPDX-License-Identifier: MIT */
#include "commands/help_option.h"

#include <string.h>

static void add_values(struct buf *text, const struct cli_option_info *o)
{
	for (const char *const *v = o->values; v && *v; v++)
		iqm_buf_printf(text, "%s%s", v == o->values ? " One of " : ", ", *v);
	if (o->values)
		iqm_buf_str(text, ".");
}

static void add_aliases(struct buf *text, const struct cli_option_info *o)
{
	for (const char *const *a = o->aliases; a && *a; a++)
		iqm_buf_printf(text, "%s--%s", a == o->aliases ? " Also " : ", ", *a);
	if (o->aliases)
		iqm_buf_str(text, ".");
}

void help_option(struct page *p, const struct cli_option_info *o, bool brief)
{
	const char *stop = brief ? strstr(o->doc, ". ") : NULL;
	struct buf name = { 0 };
	struct buf text = { 0 };

	if (o->letter)
		iqm_buf_printf(&name, "-%c, ", o->letter);
	else
		iqm_buf_str(&name, "    ");
	iqm_buf_printf(&name, "--%s%s%s", o->name, o->arg ? " " : "", o->arg ? o->arg : "");
	iqm_buf_add(&text, o->doc, stop ? (size_t)(stop - o->doc) + 1 : strlen(o->doc));
	add_values(&text, o);
	if (o->many)
		iqm_buf_str(&text, " May be given several times.");
	if (o->by_default)
		iqm_buf_printf(&text, " Default: %s.", o->by_default);
	add_aliases(&text, o);
	page_entry(p, ' ', page_piece(p, &name), HELP_NAME_WIDTH, page_piece(p, &text));
	iqm_buf_free(&name);
	iqm_buf_free(&text);
}
