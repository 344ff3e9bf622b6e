/* SPDX-License-Identifier: MIT */
/* Text for people, wrapped at the width of what it is printed to. */
#ifndef IQM_CLI_PAGE_H
#define IQM_CLI_PAGE_H

#include "term/term.h"

struct page {
	struct buf text;
	FILE *out;
	int width;
};

/* As wide as the terminal, from 60 to 100 columns; 80 if it is none. */
struct page page_open(FILE *out);
/* Prints it. An exit code. */
int page_close(struct page *p);
/* A text that is to be added; if there was no memory for it, the page has none either. */
const char *page_piece(struct page *p, const struct buf *text);
void page_heading(struct page *p, const char *text);
/* Prints text from `column` on, later lines from `indent`, and a line end. */
void page_text(struct page *p, const char *text, int column, int indent);
/* "  name      text", the text on lines of its own where the name is longer than `width`.
 * `mark`: the character before the name. */
void page_entry(struct page *p, char mark, const char *name, int width, const char *text);
/* Paragraphs, and lines that stay as they are: see struct cli_topic. */
void page_blocks(struct page *p, const char *text);
/* "  # text" */
void page_comment(struct page *p, const char *text);
/* A command line; one that is too long goes on behind backslashes, before an option each. */
void page_command_line(struct page *p, const char *line);

#endif
