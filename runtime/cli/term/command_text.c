/* SPDX-License-Identifier: MIT */
/* Commands in messages: as a shell takes them, with the options that this run has. */
#include "term/term.h"

#include <stdarg.h>
#include <string.h>

#define MOST_REPEATED 8

/* There is one command line, so there is one of these. */
static struct {
	struct {
		enum cli_option option;
		const char *value;
	} items[MOST_REPEATED];
	size_t len;
} repeated;

void command_repeats(enum cli_option option, const char *value)
{
	if (value && repeated.len < MOST_REPEATED) {
		repeated.items[repeated.len].option = option;
		repeated.items[repeated.len++].value = value;
	}
}

/* In quotes if it has special characters. */
static void add_word(struct buf *t, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./:,=+@";
	bool quoted = !*word || word[strspn(word, plain)];

	iqm_buf_str(t, quoted ? " '" : " ");
	for (; *word; word++)
		iqm_buf_add(t, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
	iqm_buf_str(t, quoted ? "'" : "");
}

/* The options of this run that the other command needs too. */
static void add_repeated(struct buf *t, const char *family, const char *name)
{
	const struct cli_command *c = command_find(family, name, &family);
	char option[64];

	for (size_t i = 0; c && i < repeated.len; i++) {
		if (!cli_has_option(c, (int)repeated.items[i].option))
			continue;
		snprintf(option, sizeof(option), "--%s",
			 cli_options[repeated.items[i].option].name);
		add_word(t, option);
		add_word(t, repeated.items[i].value);
	}
}

/* Gives `text`: "" where it does not fit, as a part of a command is none. */
static const char *take_text(struct buf *t, char text[COMMAND_SIZE])
{
	*text = '\0';
	if (!t->err && t->len < COMMAND_SIZE) {
		memcpy(text, t->data, t->len);
		text[t->len] = '\0';
	}
	iqm_buf_free(t);
	return text;
}

const char *command_text(char text[COMMAND_SIZE], const char *family, const char *name, ...)
{
	struct buf t = { 0 };
	const char *word;
	va_list words;

	iqm_buf_printf(&t, PROGRAM " %s%s%s", family, *name ? " " : "", name);
	add_repeated(&t, family, name);
	va_start(words, name);
	while ((word = va_arg(words, const char *)) != NULL)
		add_word(&t, word);
	va_end(words);
	return take_text(&t, text);
}

const char *command_of_run(char text[COMMAND_SIZE], char *const *argv)
{
	struct buf t = { 0 };

	iqm_buf_str(&t, PROGRAM);
	for (argv++; *argv; argv++)
		add_word(&t, *argv);
	return take_text(&t, text);
}
