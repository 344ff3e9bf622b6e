/* SPDX-License-Identifier: MIT */
/* Several reports, into a directory. */
#include "commands/download_items.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- names ------------------------------------------------------------------------------- */

/* The default name, of the type that is asked for, or else the first one that there is. */
static int default_name(struct download *d, int64_t asked)
{
	const struct cli_name *types = d->cli->args.command->file_types;
	const char *ending = asked ? name_of_id(types, asked) : types->name;

	if (!ending)
		return cli_fail(EXIT_USAGE,
				"file type %" PRId64 " has no ending: expected a --name", asked);
	snprintf(d->name, sizeof(d->name), "{family}-{id}.%s", ending);
	d->type = asked ? asked : types->id;
	return 0;
}

static int read_name(struct download *d, int64_t asked)
{
	const char *name = option_value(&d->cli->args, OPT_NAME_TEMPLATE);
	int err;

	if (!name)
		return default_name(d, asked);
	if (snprintf(d->name, sizeof(d->name), "%s", name) >= (int)sizeof(d->name))
		return cli_fail(EXIT_USAGE, "--name: expected at most %zu bytes",
				sizeof(d->name) - 1);
	err = download_type(d->cli, "name", name, asked, &d->type);
	return err ? err : check_template(d);
}

/* ---- one of them ------------------------------------------------------------------------- */

/* Whether the file is there: then no request is made for it. */
static bool check_path(const struct download *d, struct download_item *item)
{
	if (d->all_ready && !access(item->path, F_OK)) {
		cli_info("%s exists already.", item->path);
		item->skipped = true;
		item->outcome = "exists";
		return false;
	}
	item->code = check_save_path(item->path);
	return !item->code;
}

static void save_item(const struct download *d, struct download_item *item, const char *label)
{
	struct report_file file = {
		.cli = d->cli,
		.link = d->link,
		.id = item->id,
		.type = d->type,
		.path = item->path,
		.label = label,
		.mode = d->mode,
		.strict = is_given(&d->cli->args, OPT_STRICT),
	};
	int err;

	if (!check_path(d, item))
		return;
	err = save_report(&file);
	item->bytes = file.bytes;
	item->skipped = err == IQM_E_REFUSED && item->unsure;
	if (!err)
		item->outcome = "saved";
	else if (!item->skipped)
		item->code = download_fail(&file);
}

/* One failure does not stop the others, unless they would fail alike. */
static void save_all(struct download *d)
{
	for (size_t i = 0; i < d->len && !cli_interrupted(); i++) {
		struct download_item *item = &d->items[i];
		char label[300];

		if (item->code || !item->path) /* it has a path where it has no code */
			continue;
		snprintf(label, sizeof(label), "%zu of %zu, %s", i + 1, d->len,
			 strrchr(item->path, '/') + 1);
		save_item(d, item, label);
		if (item->code == EXIT_AUTH)
			return;
	}
}

static int print_items(const struct download *d)
{
	struct out *out = out_open(&d->cli->print, download_columns, COLUMNS_ALL);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < d->len; i++) {
		const struct download_item *item = &d->items[i];
		const char *outcome = item->code      ? exit_class(item->code)
				      : item->outcome ? item->outcome
						      : "not tried";
		struct cell cells[] = {
			{ CELL_INT, { .number = item->id } },
			text_cell(CELL_TEXT, item->path),
			number_cell(item->bytes),
			text_cell(CELL_WORD, outcome),
		};

		if (!item->skipped || item->outcome)
			err = out_row(out, cells);
	}
	return out && out_close(out) ? EXIT_FAILED : err;
}

static int save_found(struct download *d)
{
	int code = find_items(d);

	if (code)
		return code;
	save_all(d);
	code = print_items(d);
	for (size_t i = 0; i < d->len; i++)
		code = worse_exit(code, d->items[i].code);
	download_advise_wait(d->cli, d->items, d->len);
	return cli_interrupted() ? cli_interrupted() : code;
}

static int take_ids(struct download *d, const struct ids *ids)
{
	d->items = calloc(ids->len + 1, sizeof(*d->items));
	if (!d->items)
		return cli_fail_nomem();
	d->room = ids->len + 1;
	for (size_t i = 0; i < ids->len; i++)
		d->items[d->len++].id = ids->items[i];
	return 0;
}

int download_several(struct cli *cli, const struct iqm_op *op, const struct ids *ids, int64_t asked)
{
	struct download d = {
		.cli = cli,
		.link = op,
		.order = order_of_link(op),
		.directory = option_value(&cli->args, OPT_SAVE_DIR),
		.all_ready = is_given(&cli->args, OPT_ALL_READY),
	};
	int err = parse_save_mode(cli, &d.mode);

	if (!err && !d.order)
		err = cli_fail(EXIT_USAGE, "--save-dir: no list shows %s reports", op->family);
	if (!err)
		err = read_name(&d, asked);
	if (!err)
		err = make_save_directory(d.directory);
	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (!err)
		err = take_ids(&d, ids);
	if (!err)
		err = save_found(&d);
	for (size_t i = 0; i < d.len; i++)
		free(d.items[i].path);
	free(d.items);
	return err;
}
