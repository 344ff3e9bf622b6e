/* SPDX-License-Identifier: MIT */
/* The text of --help: examples first. */
#include "commands/cmd.h"

#include <string.h>

#define WIDTH 80
#define INDENT 2
#define LONGEST_NAME 28 /* a longer one has its text on the next line */

/* Prints text from `column` on, wrapped at the width, and a line end. */
static void wrapped(FILE *out, const char *text, int column, int indent)
{
	int at = column;

	while (*text) {
		int len = (int)strcspn(text, " \n");

		if (at > indent && at + 1 + len > WIDTH) {
			fprintf(out, "\n%*s", indent, "");
			at = indent;
		} else if (at > indent) {
			fputc(' ', out);
			at++;
		}
		fprintf(out, "%.*s", len, text);
		at += len;
		text += len;
		text += strspn(text, " \n");
	}
	fputc('\n', out);
}

/* "  name      text", the text on lines of its own where the name is long. */
static void entry(FILE *out, const char *name, int width, const char *text)
{
	int indent = INDENT + width + 2;

	if ((int)strlen(name) > width)
		fprintf(out, "%*s%s\n%*s", INDENT, "", name, indent, "");
	else
		fprintf(out, "%*s%-*s  ", INDENT, "", width, name);
	wrapped(out, text, indent, indent);
}

static void heading(FILE *out, const char *text)
{
	fprintf(out, "\n%s\n", text);
}

static void examples(FILE *out, const struct cli_example *e)
{
	if (!e || !e->line)
		return;
	heading(out, "Examples");
	for (; e->line; e++) {
		if (e->doc)
			fprintf(out, "  # %s\n", e->doc);
		fprintf(out, "  %s\n", e->line);
	}
}

/* ---- options ----------------------------------------------------------------------------- */

static void option_entry(FILE *out, const struct cli_option_info *o)
{
	char name[64];
	char text[512];
	size_t len;

	if (o->letter)
		snprintf(name, sizeof(name), "-%c, --%s%s%s", o->letter, o->name, o->arg ? " " : "",
			 o->arg ? o->arg : "");
	else
		snprintf(name, sizeof(name), "    --%s%s%s", o->name, o->arg ? " " : "",
			 o->arg ? o->arg : "");
	snprintf(text, sizeof(text), "%s", o->doc);
	for (const char *const *v = o->values; v && *v; v++) {
		len = strlen(text);
		snprintf(text + len, sizeof(text) - len, "%s%s", v == o->values ? " One of " : ", ",
			 *v);
	}
	len = strlen(text);
	if (o->values)
		snprintf(text + len, sizeof(text) - len, ".");
	len = strlen(text);
	if (o->by_default)
		snprintf(text + len, sizeof(text) - len, " Default: %s.", o->by_default);
	entry(out, name, LONGEST_NAME, text);
}

static void options(FILE *out, const struct cli_command *c)
{
	heading(out, "Options");
	for (const enum cli_option *o = c->options; *o != OPT_LEN; o++)
		option_entry(out, &cli_options[*o]);
}

/* ---- flags ------------------------------------------------------------------------------- */

static const char *kind_of(const struct iqm_field *field, const struct cli_flag *flag)
{
	switch (field->kind) {
	case IQM_K_INT:
		return flag->names ? "NAME|ID" : "NUMBER";
	case IQM_K_NUM:
		return "NUMBER";
	case IQM_K_BOOL:
		return "true|false";
	case IQM_K_MS:
	case IQM_K_S:
		return "DATE";
	case IQM_K_STR:
		return "TEXT";
	case IQM_K_INTS:
	case IQM_K_NUMS:
	case IQM_K_BOOLS:
	case IQM_K_STRS:
		return "LIST";
	default:
		return "JSON";
	}
}

static bool is_required(const struct cli_command *c, size_t i)
{
	bool in_body = !c->op->query || i >= c->op->query->len;

	return flag_field(c, i)->flags & IQM_F_REQUIRED || (in_body && c->op->full_replace);
}

/* Adds what a flag's value may be called: names of ids, or texts. */
static void names_text(const struct cli_flag *flag, const struct iqm_field *field, char *text,
		       size_t size)
{
	bool ids = field->kind == IQM_K_INT || field->kind == IQM_K_INTS;
	size_t len;

	for (const struct cli_name *n = flag->names; n && n->name; n++) {
		len = strlen(text);
		snprintf(text + len, size - len, "%s%s", n == flag->names ? " " : ", ", n->name);
		len = strlen(text);
		if (ids)
			snprintf(text + len, size - len, " %lld", (long long)n->id);
	}
	len = strlen(text);
	if (flag->names)
		snprintf(text + len, size - len, "%s", ids ? "." : ", or another.");
}

static void flag_entry(FILE *out, const struct cli_command *c, size_t i)
{
	static const char *const days[] = { "", " A date alone: its first second.",
					    " A date alone: its last second." };
	const struct cli_flag *flag = &c->flags[i];
	const struct iqm_field *field = flag_field(c, i);
	char name[96];
	char text[640];
	size_t len;

	snprintf(name, sizeof(name), "--%s %s", flag->name, kind_of(field, flag));
	snprintf(text, sizeof(text), "%s%s%s", flag->doc, days[flag->day],
		 is_required(c, i) ? " Required." : "");
	len = strlen(text);
	if (flag->unit)
		snprintf(text + len, sizeof(text) - len, " Unit: %s.", flag->unit);
	names_text(flag, field, text, sizeof(text));
	entry(out, name, LONGEST_NAME, text);
}

/* ---- commands ---------------------------------------------------------------------------- */

/* With the first sentence of its description. */
static void command_entry(FILE *out, const struct cli_command *c)
{
	const char *stop = strstr(c->doc, ". ");
	char name[64];
	char text[256];

	snprintf(name, sizeof(name), "%s%s%s", c->family, *c->name ? " " : "", c->name);
	snprintf(text, sizeof(text), "%.*s", stop ? (int)(stop - c->doc) + 1 : 255, c->doc);
	entry(out, name, 20, text);
}

static void command_help(FILE *out, const struct cli_command *c)
{
	fprintf(out, PROGRAM " %s%s%s -", c->family, *c->name ? " " : "", c->name);
	wrapped(out, c->doc, (int)(strlen(PROGRAM) + strlen(c->family) + strlen(c->name)) + 4, 0);
	examples(out, c->examples);
	heading(out, "Usage");
	fprintf(out, "  " PROGRAM " %s%s%s%s%s%s [--option ...]\n", c->family, *c->name ? " " : "",
		c->name, c->args ? " " : "", c->args ? c->args : "",
		c->flag_len ? " [--field value ...]" : "");
	if (c->flag_len)
		heading(out, "Fields");
	for (size_t i = 0; i < c->flag_len; i++)
		flag_entry(out, c, i);
	options(out, c);
}

void help(FILE *out, const struct cli_command *command)
{
	if (command) {
		command_help(out, command);
		return;
	}
	fprintf(out, PROGRAM " - %s\n", cli_title);
	examples(out, cli_examples);
	heading(out, "Commands");
	for (const struct cli_command *c = cli_commands; c->family; c++)
		command_entry(out, c);
	fputs("\nRun '" PROGRAM " COMMAND --help' for its fields and options;\n"
	      "'man " PROGRAM "' has settings, files and exit codes.\n",
	      out);
}

void help_family(FILE *out, const char *family)
{
	fprintf(out, PROGRAM " %s COMMAND\n", family);
	heading(out, "Commands");
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (!strcmp(c->family, family))
			command_entry(out, c);
	fprintf(out, "\nRun '" PROGRAM " %s COMMAND --help' for more.\n", family);
}
