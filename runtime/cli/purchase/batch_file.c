/* SPDX-License-Identifier: MIT */
/* Where the file of a row goes: by its column `save`, or by --save-dir and --name. */
#include "purchase/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- what a name may be made of ---------------------------------------------------------- */

static const char *const own_names[] = { "family", "key", "line" };
#define OWN_NAMES (sizeof(own_names) / sizeof(own_names[0]))

/* Of a row; without one, what any row may have. */
struct naming {
	const struct batch *b;
	const struct batch_row *r;
	const struct cli_command *command; /* the row's, or the one whose flags are all there are */
};

static const char *name_at(void *context, size_t i)
{
	const struct naming *n = context;

	if (i < OWN_NAMES)
		return own_names[i];
	i -= OWN_NAMES;
	return i < n->command->flag_len ? n->command->flags[i].name : NULL;
}

static void add_value(void *context, size_t i, struct buf *text)
{
	const struct naming *n = context;

	if (i == 0)
		iqm_buf_str(text, n->command->family);
	else if (i == 1)
		iqm_buf_str(text, n->r->order.key);
	else if (i == 2)
		iqm_buf_printf(text, "%zu", n->r->row->line);
	else
		file_name_add_field(text, flag_field(n->command, i - OWN_NAMES),
				    n->r->request.value,
				    n->r->cli.config.setting[SET_TIMEZONE].value);
}

int check_file_names(const struct batch *b)
{
	const char *directory = option_value(&b->cli->args, OPT_ORDERS_DIR);
	const char *template = option_value(&b->cli->args, OPT_ORDERS_NAME);
	struct naming n = { .b = b, .command = b->cli->args.command };
	const struct file_name_values values = { name_at, add_value, &n };

	if (!directory && is_given(&b->cli->args, OPT_ORDERS_NAME))
		return cli_fail(EXIT_USAGE, "--name: expected --save-dir with it");
	return directory ? file_name_check(template, &values) : 0;
}

/* ---- the file of a row ------------------------------------------------------------------- */

/* "{campaign-id}" in the default name is there for all families. */
static int make_path(struct batch *b, struct batch_row *r, const char *directory)
{
	struct naming n = { .b = b, .r = r, .command = r->cli.args.command };
	const struct file_name_values values = { name_at, add_value, &n };
	const char *given = option_value(&r->cli.args, OPT_SAVE);
	size_t size;

	if (!given)
		return file_name_make(option_value(&b->cli->args, OPT_ORDERS_NAME), directory,
				      &values, &r->path);
	if (*given == '/')
		return 0;
	size = strlen(directory) + strlen(given) + 2;
	r->path = malloc(size);
	if (!r->path)
		return cli_fail_nomem();
	snprintf(r->path, size, "%s/%s", directory, given);
	return 0;
}

int set_row_file(struct batch *b, struct batch_row *r)
{
	const char *directory = option_value(&b->cli->args, OPT_ORDERS_DIR);
	struct values *save = &r->cli.args.option[OPT_SAVE];
	int err = directory ? make_path(b, r, directory) : 0;

	if (err || !r->path)
		return err;
	if (save->len)
		save->items[0] = r->path;
	else
		err = arguments_set_option(&r->cli.args, OPT_SAVE, r->path);
	if (err)
		return err;
	plan_free(&r->order.plan);
	return parse_plan(&r->cli, &r->order.plan);
}
