/* SPDX-License-Identifier: MIT */
/*
 * A response as the command prints it. JSON is JSON, with the response's own values; csv and tsv
 * are read again with as many values in each line, and those of the rows; a terminal gets nothing
 * that it may obey, but our colours.
 */
#include "bytes.h"
#include "fuzz.h"
#include "reference.h"
#include "streams.h"

#include "codec/codec.h"
#include "output/columns.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* What is printed, and how. */
struct printing {
	struct print_options options;
	bool terminal;
	void *response;
	const char *text; /* of the response */
	size_t len;
	char *out;
	size_t out_len;
};

/* ---- a terminal ------------------------------------------------------------------------------ */

/* "\x1b[31m" */
static size_t colour_len(const char *s)
{
	size_t len = s[0] == '\x1b' && s[1] == '[' ? 2 + strspn(s + 2, "0123456789;") : 0;

	return len && s[len] == 'm' ? len + 1 : 0;
}

/* C1 controls, and what changes the order of text. */
static bool is_unsafe(const char *s)
{
	static const char *const marks[] = { "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8",
					     "\xe2\x80\xa9", "\xe2\x80\xaa", "\xe2\x80\xab",
					     "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
					     "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8",
					     "\xe2\x81\xa9", "\xd8\x9c" };

	if (s[0] == '\r' && s[1] == '\n')
		return false;
	if (((unsigned char)*s < ' ' && *s != '\n' && *s != '\t') || *s == '\x7f')
		return true;
	if ((unsigned char)s[0] == 0xc2 && (unsigned char)s[1] < 0xa0)
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (!strncmp(s, marks[i], strlen(marks[i])))
			return true;
	return false;
}

static void check_safe(const struct printing *p)
{
	fuzz_check(iqm_bad_utf8(p->out, p->out_len) == p->out_len, "no UTF-8 on a terminal");
	for (size_t i = 0; i < p->out_len; i++) {
		size_t colour = colour_len(p->out + i);

		i += colour ? colour - 1 : 0;
		fuzz_check(colour || !is_unsafe(p->out + i),
			   "a terminal may obey byte %zu: \\x%02x\\x%02x", i,
			   (unsigned)(unsigned char)p->out[i],
			   (unsigned)(unsigned char)p->out[i + 1]);
	}
}

/* ---- JSON ------------------------------------------------------------------------------------ */

/* What the envelope holds, or all of it. */
static void check_same(const struct printing *p, const json_t *out)
{
	json_t *tree = reference_read(p->text, p->len, REFERENCE_REPLACEMENT);
	const json_t *data = json_object_get(tree, cli_api->envelope_data);
	bool same = reference_same(out, tree) || (data && reference_same(out, data));

	/* What stands for bytes that are not UTF-8 is another in the tree. */
	fuzz_check(same || reference_has_duplicates(p->text, p->len) ||
			   iqm_bad_utf8(p->text, p->len) < p->len,
		   "other values: %s", p->out);
	reference_free(tree);
}

static void check_json(const struct printing *p, const char *text, size_t len, bool whole)
{
	json_t *out = reference_read(text, len, REFERENCE_REPLACEMENT);

	fuzz_check(out != NULL, "no JSON: %.*s", (int)len, text);
	if (whole)
		check_same(p, out);
	reference_free(out);
}

static void check_lines(const struct printing *p)
{
	const char *at = p->out, *end = p->out + p->out_len;

	for (const char *newline; at < end; at = newline + 1) {
		newline = memchr(at, '\n', (size_t)(end - at));
		fuzz_check(newline != NULL, "a line without its end");
		check_json(p, at, (size_t)(newline - at), false);
	}
}

/* ---- csv and tsv ----------------------------------------------------------------------------- */

struct csv_reader {
	const char *at;
	const char *end;
	bool tabs;
	char *value; /* the last one */
	bool last;   /* of its line */
};

/* Up to a tab or newline; what would be one is escaped. */
static void read_tabbed(struct csv_reader *r)
{
	static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";
	size_t len = 0;

	for (;; len++) {
		const char *letter;

		fuzz_check(r->at < r->end, "tsv that ends within a line");
		if (*r->at == '\t' || *r->at == '\n')
			break;
		r->value[len] = *r->at++;
		if (r->value[len] != '\\')
			continue;
		letter = *r->at ? strchr(letters, *r->at) : NULL;
		fuzz_check(letter != NULL, "a backslash and no letter behind it");
		r->value[len] = meant[letter - letters];
		r->at++;
	}
	r->last = *r->at++ == '\n';
	r->value[len] = '\0';
}

/* By RFC 4180, with \n or \r\n. */
static void read_quoted(struct csv_reader *r)
{
	bool quoted = r->at < r->end && *r->at == '"';
	size_t len = 0;

	r->at += quoted;
	for (;; len++) {
		fuzz_check(r->at < r->end, "csv that ends within a line");
		if (quoted ? *r->at == '"' && r->at[1] != '"' : strchr(",\n", *r->at) && *r->at)
			break;
		fuzz_check(quoted || *r->at != '"', "a quote within a value");
		r->at += quoted && *r->at == '"';
		r->value[len] = *r->at++;
	}
	r->at += quoted;
	if (!quoted && len && r->value[len - 1] == '\r' && *r->at == '\n')
		len--;
	r->at += *r->at == '\r';
	fuzz_check(*r->at == ',' || *r->at == '\n', "bytes behind a quote");
	r->last = *r->at++ == '\n';
	r->value[len] = '\0';
}

static void read_value(struct csv_reader *r)
{
	if (r->tabs)
		read_tabbed(r);
	else
		read_quoted(r);
}

/* With signs for control characters but tabs and line ends; a spreadsheet would run none. */
static void add_text(struct buf *out, const struct printing *p, const char *text)
{
	iqm_buf_str(out, p->options.excel && *text && strchr("=+-@\t\r\n", *text) ? "'" : "");
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == 0xc2 && c[1] < 0xa0) {
			iqm_buf_str(out, "\xef\xbf\xbd");
			c++;
		} else if ((*c < ' ' && *c != '\t' && *c != '\n' && (*c != '\r' || c[1] != '\n')) ||
			   *c == 0x7f) {
			iqm_buf_printf(out, "\xe2\x90%c", *c == 0x7f ? 0xa1 : 0x80 + *c);
		} else {
			iqm_buf_add(out, c, 1);
		}
	}
}

static void check_text(const struct printing *p, const char *text, const char *value)
{
	struct buf expected = { 0 };

	add_text(&expected, p, text);
	iqm_buf_add(&expected, "", 1);
	fuzz_check(!expected.err, "no memory");
	fuzz_check(!strcmp(value, expected.data), "'%s' is printed as '%s'", text, value);
	iqm_buf_free(&expected);
}

/* A value whose text is sure, as it was decoded. */
static void check_value(const struct printing *p, const struct cell *cell, const char *value)
{
	char text[32];

	if (cell->kind == CELL_INT) {
		snprintf(text, sizeof(text), "%" PRId64, cell->as.number);
		fuzz_check(!strcmp(value, text), "%s is printed as %s", text, value);
	}
	if (cell->kind == CELL_TEXT &&
	    iqm_bad_utf8(cell->as.text, strlen(cell->as.text)) == strlen(cell->as.text))
		check_text(p, cell->as.text, value);
	if (cell->kind == CELL_NONE || cell->kind == CELL_BAD)
		fuzz_check(!*value, "nothing is printed as '%s'", value);
}

static void check_line(const struct printing *p, struct csv_reader *r, const struct selection *s,
		       const struct row *row)
{
	struct cell *cells = fuzz_alloc((s->len + 1) * sizeof(*cells));

	memset(cells, 0, (s->len + 1) * sizeof(*cells));
	if (row)
		row_cells(s, row, cells);
	for (size_t i = 0; i < s->len; i++) {
		read_value(r);
		fuzz_check(r->last == (i + 1 == s->len), "value %zu of %zu ends the line", i,
			   s->len);
		if (row)
			check_value(p, &cells[i], r->value);
	}
	free(cells);
}

static void check_rows(const struct printing *p, struct csv_reader *r, const struct selection *s)
{
	const struct cli_command *c = p->options.command;
	const struct iqm_descriptor *t = c->op->response;
	struct row row = { .object = p->response, .response = p->response };

	if (c->shape == SHAPE_OBJECT)
		check_line(p, r, s, &row);
	for (size_t i = 0; c->shape != SHAPE_OBJECT && i < t->len; i++) {
		struct {
			const void *const *items;
			size_t len;
		} list;

		row = (struct row){ .response = p->response, .list = &t->fields[i] };
		if (!has_rows(c, row.list))
			continue;
		memcpy(&list, (const char *)p->response + row.list->offset, sizeof(list));
		for (; row.i < list.len; row.i++) {
			row.object = list.items[row.i];
			check_line(p, r, s, &row);
		}
	}
}

static void check_csv(const struct printing *p)
{
	struct csv_reader r = { .at = p->out,
				.end = p->out + p->out_len,
				.tabs = p->options.format == FORMAT_TSV };
	struct selection s;
	size_t mark = p->options.excel ? 3 : 0;

	r.value = fuzz_alloc(p->out_len + 1);
	fuzz_check(!selection_open(&p->options, &s), "no columns");
	fuzz_check(p->out_len >= mark && !memcmp(r.at, "\xef\xbb\xbf", mark), "no mark");
	r.at += mark;
	check_line(p, &r, &s, NULL);
	check_rows(p, &r, &s);
	fuzz_check(r.at == r.end, "%zu bytes more than the rows", (size_t)(r.end - r.at));
	selection_free(&s);
	free(r.value);
}

/* ---- the target ------------------------------------------------------------------------------ */

static void check_printed(const struct printing *p)
{
	if (p->terminal)
		check_safe(p);
	if (p->options.format == FORMAT_JSON)
		check_json(p, p->out, p->out_len, is_raw(&p->options));
	else if (p->options.format == FORMAT_JSONL)
		check_lines(p);
	else if (p->options.format != FORMAT_TABLE && !p->terminal)
		check_csv(p);
}

static void print(struct printing *p)
{
	int err;

	streams_take(p->terminal);
	err = print_response(&p->options, p->response);
	p->out = streams_read(1, &p->out_len);
	streams_restore();
	fuzz_check(!err, "not printed: %d", err);
	check_printed(p);
	free(p->out);
}

/* NULL: it is no response of the operation. */
static void *decode(const struct iqm_op *op, const char *text, size_t len)
{
	struct reading how = { .keep_rows = true };
	struct iqm_error error;
	struct arena *arena;
	void *response = iqm_response_new(op->response->size, &arena);

	iqm_error_begin(&error, NULL);
	fuzz_check(response != NULL, "no memory");
	if (iqm_decode_response(op, text, len, &how, response, &error)) {
		iqm_free(response);
		return NULL;
	}
	iqm_arena_set_raw(arena, fuzz_text((const unsigned char *)text, len), len);
	return response;
}

void fuzz_output(const unsigned char *data, size_t len)
{
	static const char *const columns[] = { NULL, "all", NULL, NULL };
	static const char *const zones[] = { NULL, "America/New_York", "+05:30", NULL };
	struct bytes b = { data, len };
	const struct iqm_op *op = fuzz_op((unsigned char)bytes_byte(&b));
	unsigned how = bytes_byte(&b);
	struct printing p = { .terminal = how & 0x80, .text = (const char *)b.at, .len = b.left };

	p.options = (struct print_options){ .command = command_of(op),
					    .format = (enum output_format)(how % 5),
					    .columns = columns[how / 8 % 4],
					    .zone = zones[how / 32 % 4],
					    .excel = how % 5 == FORMAT_CSV && how & 0x40 };
	if (!p.options.command || !p.options.command->column_len)
		return;
	p.response = decode(op, p.text, p.len);
	if (p.response)
		print(&p);
	iqm_free(p.response);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

struct using
{
	fuzz_use_fn *use;
	void *context;
};

static const char every_format[] = "\x80\x05\x01\x81\x0b\x44\x03\x82\x04\x0d";
static const char for_programs[] = "\x44\x0d\x0e"; /* csv for Excel, csv, tsv */

/* A response of fuzz_decode(), in each way of `how`. */
static void use_response(const struct using *u, const struct fuzz_input *decode, const char *how)
{
	unsigned char *bytes = fuzz_alloc(decode->len + 1);
	struct fuzz_input input = { decode->name, bytes, decode->len + 1 };

	memcpy(bytes + 1, decode->bytes, decode->len);
	bytes[0] = decode->bytes[0];
	for (; *how; how++) {
		bytes[1] = (unsigned char)*how;
		u->use(u->context, &input);
	}
	free(bytes);
}

/* Its texts, each as long in JSON, become what csv, tsv and spreadsheets have to treat; `k` is the
 * first. */
static void put_odd_texts(struct fuzz_input *decode, size_t k)
{
	static const char *const texts[] = { "\\\"\\\"\\\"", "a\\nb,c",  " \\\"a\\t", "'a\\nb'",
					     "\\n\\r\\n",    "=1+\\\"2", "\\u009d",   "\\\\\\n,b" };

	for (size_t i = 0; i + 6 <= decode->len; i++) {
		const char *text = texts[k % (sizeof(texts) / sizeof(texts[0]))];

		if (memcmp(decode->bytes + i, "\\u0", 3) != 0)
			continue;
		fuzz_check(strlen(text) == 6, "%s is shorter than what it replaces", text);
		memcpy(decode->bytes + i, text, 6);
		k++;
	}
}

static void use_sample(void *context, const struct fuzz_input *sample)
{
	struct fuzz_input decode = fuzz_decode_input(sample);

	use_response(context, &decode, every_format);
	free(decode.bytes);
}

void output_seeds(fuzz_use_fn *use, void *context)
{
	struct using u = { use, context };
	struct fuzz_input names;

	fuzz_each_input("spec/samples", ".response.200", use_sample, &u);
	for (size_t i = 0; fuzz_names_input(i, &names); i++) {
		use_response(&u, &names, every_format);
		put_odd_texts(&names, i);
		use_response(&u, &names, for_programs);
		free(names.bytes);
	}
}
