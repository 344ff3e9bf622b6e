/* SPDX-License-Identifier: MIT */
/* `download` that saves the files of one or several reports, and not only gives a link. */
#include "commands/download_items.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- options ----------------------------------------------------------------------------- */

/* The file type that the request asks for; 0: none. */
static int64_t asked_type(const struct iqm_op *op, const void *request)
{
	struct iqm_int type = member_int(op->file->type, request);

	return type.set ? type.value : 0;
}

/* The type that a name ends in. */
static int read_type(const struct cli *cli, const char *option, const char *name, int64_t asked,
		     int64_t *type)
{
	int err = save_file_type(cli->args.command, option, name, type);

	if (!err && asked && asked != *type)
		err = cli_fail(EXIT_USAGE,
			       "--%s: the name '%s' ends in that of file type %" PRId64
			       ", but the request has %" PRId64,
			       option, name, *type, asked);
	return err;
}

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
	err = read_type(d->cli, "name", name, asked, &d->type);
	return err ? err : check_template(d);
}

static int check_options(const struct cli *cli, const struct ids *ids)
{
	const struct arguments *args = &cli->args;
	bool all = is_given(args, OPT_ALL_READY);

	if (is_given(args, OPT_SAVE) && is_given(args, OPT_SAVE_DIR))
		return cli_fail(EXIT_USAGE,
				"--save and --save-dir are both given: expected one of them");
	if (all && ids->len)
		return cli_fail(EXIT_USAGE, "--all-ready takes no ids");
	if (!all && !ids->len)
		return cli_fail(EXIT_USAGE,
				"expected the id of a report: " PROGRAM
				" %s download 50 --save-dir .",
				args->command->family);
	if (!is_given(args, OPT_SAVE_DIR) && (all || is_given(args, OPT_NAME_TEMPLATE)))
		return cli_fail(EXIT_USAGE, "--%s needs --save-dir", all ? "all-ready" : "name");
	if (ids->len > 1 && !is_given(args, OPT_SAVE_DIR))
		return cli_fail(EXIT_USAGE, "several reports need --save-dir");
	return 0;
}

/* ---- one report, to a path or to standard output ----------------------------------------- */

static const struct column columns[] = {
	{ .name = "id" }, { .name = "file" }, { .name = "bytes" }, { .name = "outcome" }
};
#define COLUMNS_ONE 3 /* of a report that was saved */
#define COLUMNS_ALL 4

static int print_saved(const struct cli *cli, const struct report_file *file)
{
	struct cell cells[] = { { CELL_INT, { .number = file->id } },
				{ CELL_TEXT, { .text = file->path } },
				{ CELL_INT, { .number = file->bytes } } };

	return out_object(&cli->print, columns, COLUMNS_ONE, cells);
}

static int fail_save(const struct report_file *file)
{
	struct iqm_error e = file->error;
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	int code;

	if (file->path)
		note_refused(file->path, &e);
	snprintf(e.message, sizeof(e.message), "report %" PRId64 ": %.470s", file->id,
		 file->error.message);
	code = cli_fail_call(&e);
	if (file->path && cli_interrupted())
		cli_info("What was downloaded is in %s.part. To continue, run the same command "
			 "again%s",
			 file->path,
			 next_step(step, ": ", command_of_run(command, file->cli->args.argv)));
	return code;
}

/* What was refused may not be ready yet. */
static void advise_wait(const struct cli *cli, const struct download_item *items, size_t len)
{
	char command[COMMAND_SIZE];
	struct buf ids = { 0 };

	for (size_t i = 0; i < len; i++)
		if (items[i].code == EXIT_REFUSED)
			iqm_buf_printf(&ids, "%s%" PRId64, ids.len ? "," : "", items[i].id);
	if (ids.len && !ids.err)
		next_step_at_end(command_text(command, cli->args.command->family, "wait", ids.data,
					      (char *)NULL));
	iqm_buf_free(&ids);
}

static int save_one(struct cli *cli, const struct iqm_op *op, int64_t id, int64_t asked)
{
	const char *path = option_value(&cli->args, OPT_SAVE);
	bool to_output = !strcmp(path, "-");
	struct report_file file = {
		.cli = cli,
		.link = op,
		.id = id,
		.path = to_output ? NULL : path,
		.strict = is_given(&cli->args, OPT_STRICT),
	};
	int err = parse_save_mode(cli, &file.mode);

	if (!err && to_output && is_given(&cli->args, OPT_MODE))
		err = cli_fail(EXIT_USAGE, "--mode is for a file, not for standard output");
	file.type = asked ? asked : cli->args.command->file_types->id;
	if (!err)
		err = to_output ? check_save_output(&file)
				: read_type(cli, "save", path, asked, &file.type);
	if (!err)
		err = session_connect(cli, WITHOUT_JOURNAL);
	if (err)
		return err;
	if (save_report(&file)) {
		const struct download_item item = { .id = id, .code = fail_save(&file) };

		advise_wait(cli, &item, 1);
		return item.code;
	}
	return to_output ? 0 : print_saved(cli, &file);
}

/* ---- several reports, into a directory --------------------------------------------------- */

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
		item->code = fail_save(&file);
}

/* One failure does not stop the others, unless they would fail alike. */
static void save_all(struct download *d)
{
	for (size_t i = 0; i < d->len && !cli_interrupted(); i++) {
		struct download_item *item = &d->items[i];
		const char *slash = item->path ? strrchr(item->path, '/') : NULL;
		char label[300];

		if (item->code)
			continue;
		snprintf(label, sizeof(label), "%zu of %zu, %s", i + 1, d->len, slash + 1);
		save_item(d, item, label);
		if (item->code == EXIT_AUTH)
			return;
	}
}

static int print_items(const struct download *d)
{
	struct out *out = out_open(&d->cli->print, columns, COLUMNS_ALL);
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
	advise_wait(d->cli, d->items, d->len);
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

static int save_several(struct cli *cli, const struct iqm_op *op, const struct ids *ids,
			int64_t asked)
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

/* ---- the command ------------------------------------------------------------------------- */

bool downloads_files(const struct cli *cli, const struct ids *ids)
{
	return ids->len > 1 || is_given(&cli->args, OPT_SAVE) ||
	       is_given(&cli->args, OPT_SAVE_DIR) || is_given(&cli->args, OPT_ALL_READY) ||
	       is_given(&cli->args, OPT_NAME_TEMPLATE);
}

int download_files(struct cli *cli, const void *request, const struct ids *ids)
{
	const struct iqm_op *op = cli->args.command->op;
	int64_t asked = asked_type(op, request);
	bool one = is_given(&cli->args, OPT_SAVE);
	int err = check_options(cli, ids);

	if (!err)
		err = out_check(&cli->print, columns, one ? COLUMNS_ONE : COLUMNS_ALL);
	if (err)
		return err;
	return one ? save_one(cli, op, ids->items[0], asked) : save_several(cli, op, ids, asked);
}
