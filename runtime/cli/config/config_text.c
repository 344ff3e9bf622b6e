/* SPDX-License-Identifier: MIT */
/* The configuration's text with one line changed: comments, order and line ends stay. */
#include "config/config_text.h"
#include "config/profile.h"

#include <string.h>

/* Where things are in the text. */
struct place {
	size_t section; /* the header's begin */
	size_t end;     /* behind the section's last setting, or its header */
	size_t line;    /* the setting's begin */
	bool has_section;
	bool has_line;
};

/* A part of the text, without whitespace and line ends around it. */
struct piece {
	const char *s;
	size_t len;
};

static bool is_blank(char c)
{
	return c && strchr(CONFIG_BLANK "\n", c);
}

static struct piece trimmed(const char *s, size_t len)
{
	while (len && is_blank(*s)) {
		s++;
		len--;
	}
	while (len && is_blank(s[len - 1]))
		len--;
	return (struct piece){ s, len };
}

static bool is(struct piece p, const char *text)
{
	return p.len == strlen(text) && !memcmp(p.s, text, p.len);
}

/* With its line end. */
static size_t line_len(const char *text, size_t len, size_t at)
{
	const char *end = memchr(text + at, '\n', len - at);

	return end ? (size_t)(end + 1 - (text + at)) : len - at;
}

static bool is_header(struct piece line, const char *section)
{
	return is(trimmed(line.s + 1, line.len - 2), section);
}

static bool is_setting(struct piece line, const char *name)
{
	const char *equals = memchr(line.s, '=', line.len);

	return equals && is(trimmed(line.s, (size_t)(equals - line.s)), name);
}

static struct place find(const char *text, size_t len, const char *section, const char *name)
{
	struct place p = { .line = 0 };
	bool inside = false;
	size_t size;

	for (size_t at = iqm_byte_order_mark(text, len); at < len; at += size) {
		struct piece line;

		size = line_len(text, len, at);
		line = trimmed(text + at, size);
		if (line.len > 1 && *line.s == '[') {
			inside = is_header(line, section);
			if (inside)
				p = (struct place){ at, at + size, 0, true, false };
		} else if (inside && line.len && *line.s != '#') {
			p.end = at + size;
			if (name && is_setting(line, name)) {
				p.line = at;
				p.has_line = true;
			}
		}
	}
	return p;
}

/* As the line there has it. */
static const char *line_end(const char *text, size_t len, size_t at)
{
	size_t size = at < len ? line_len(text, len, at) : 0;

	return size > 1 && text[at + size - 2] == '\r' ? "\r\n" : "\n";
}

/* The value alone: whitespace around it stays. */
static void replace(struct buf *out, const char *text, size_t len, size_t at, const char *value)
{
	size_t size = line_len(text, len, at);
	const char *equals = memchr(text + at, '=', size);
	const char *end = text + at + size;
	struct piece old = trimmed(equals + 1, (size_t)(end - equals - 1));

	if (!old.len)
		old.s = equals + 1;
	iqm_buf_add(out, text, (size_t)(old.s - text));
	iqm_buf_str(out, value);
	iqm_buf_add(out, old.s + old.len, (size_t)(text + len - (old.s + old.len)));
}

static void insert(struct buf *out, const char *text, size_t len, const struct place *p,
		   const char *name, const char *value)
{
	const char *end = line_end(text, len, p->section);

	iqm_buf_add(out, text, p->end);
	if (text[p->end - 1] != '\n')
		iqm_buf_str(out, end);
	iqm_buf_printf(out, "%s = %s%s", name, value, end);
	iqm_buf_add(out, text + p->end, len - p->end);
}

static void take_out(struct buf *out, const char *text, size_t len, size_t at)
{
	size_t size = line_len(text, len, at);

	iqm_buf_add(out, text, at);
	iqm_buf_add(out, text + at + size, len - at - size);
}

static void add_section(struct buf *out, const char *text, size_t len, const char *section)
{
	const char *end = line_end(text, len, 0);

	iqm_buf_add(out, text, len);
	if (len > iqm_byte_order_mark(text, len))
		iqm_buf_printf(out, "%s%s", text[len - 1] == '\n' ? "" : end, end);
	iqm_buf_printf(out, "[%s]%s", section, end);
}

enum config_change config_text_change(struct buf *out, const char *text, size_t len,
				      const char *section, const char *name, const char *value)
{
	struct place p = find(text, len, section, name);

	if (!p.has_section && (value || !name)) {
		add_section(out, text, len, section);
		if (value)
			iqm_buf_printf(out, "%s = %s%s", name, value, line_end(text, len, 0));
		return CONFIG_NEW_PROFILE;
	}
	if (p.has_line && value)
		replace(out, text, len, p.line, value);
	else if (p.has_line)
		take_out(out, text, len, p.line);
	else if (value)
		insert(out, text, len, &p, name, value);
	else
		iqm_buf_add(out, text, len);
	return value || p.has_line ? CONFIG_CHANGED : CONFIG_SAME;
}
