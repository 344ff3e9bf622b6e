/* SPDX-License-Identifier: MIT */
/* Where the rows of a response go, one after another: table, csv or JSON lines. */
#include "output/out.h"

#include <stdlib.h>
#include <unistd.h>

struct sink {
	const struct cli *cli;
	struct choice choice;
	struct cell *cells; /* of one row */
	struct out *out;    /* NULL: JSON lines */
};

int sink_value(const struct cli *cli, struct json_span value, bool packed)
{
	struct text t = { 0 };
	int err;

	json_add(&t, value, packed, isatty(STDOUT_FILENO));
	text_add_str(&t, "\n");
	err = out_put(cli, &t);
	text_free(&t);
	return err;
}

static int open_columns(struct sink *s)
{
	int err = choice_open(s->cli, &s->choice);

	if (err)
		return err;
	s->cells = calloc(s->choice.len, sizeof(*s->cells));
	if (!s->cells)
		return cli_fail_nomem(s->cli);
	s->out = out_open_shown(s->cli, s->choice.shown, s->choice.len);
	return s->out ? EXIT_OK : EXIT_FAILED;
}

static void free_sink(struct sink *s)
{
	choice_free(&s->choice);
	free(s->cells);
	free(s);
}

int sink_open(const struct cli *cli, struct sink **sink)
{
	struct sink *s = calloc(1, sizeof(*s));
	int err = EXIT_OK;

	*sink = NULL;
	if (!s)
		return cli_fail_nomem(cli);
	s->cli = cli;
	if (cli->format != FORMAT_JSONL)
		err = open_columns(s);
	if (err)
		free_sink(s);
	else
		*sink = s;
	return err;
}

int sink_row(struct sink *s, struct json_span row, const char *group)
{
	if (!s->out)
		return sink_value(s->cli, row, true);
	row_cells(&s->choice, row, group, s->cells);
	return out_row(s->out, s->cells);
}

int sink_close(struct sink *s)
{
	int err = s->out ? out_close(s->out) : out_flush(s->cli);

	free_sink(s);
	return err;
}
