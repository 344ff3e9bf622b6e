/* SPDX-License-Identifier: MIT */
/* A report's file, to a path or to an open file. */
#include "json/json.h"

#include <limits.h>

static const char *const formats[] = { [IQM_FORMAT_ANY] = "any",
				       [IQM_FORMAT_XLSX] = "xlsx",
				       [IQM_FORMAT_CSV] = "csv",
				       [IQM_FORMAT_CSV + 1] = NULL };

struct json_save {
	struct iqm_int id, file_type;
	const char *path;
	struct iqm_int fd;
	const char *format;
	struct iqm_int max_bytes;
	struct iqm_bool strict;
};

static const struct iqm_field save_fields[] = {
	IQM_FIELD(json_save, id, IQM_F_REQUIRED, "id"),
	IQM_FIELD(json_save, file_type, IQM_F_REQUIRED, "file_type"),
	IQM_FIELD(json_save, path, 0, "path"),
	IQM_FIELD(json_save, fd, 0, "fd"),
	IQM_FIELD(json_save, format, 0, "format"),
	IQM_FIELD(json_save, max_bytes, 0, "max_bytes"),
	IQM_FIELD(json_save, strict, 0, "strict"),
};
static const struct iqm_descriptor save_descriptor = {
	IQM_DESCRIPTOR(json_save, save_fields),
};

struct json_saved {
	struct iqm_int bytes, resumed_from;
	const char *warning;
};

static const struct iqm_field saved_fields[] = {
	IQM_FIELD(json_saved, bytes, 0, "bytes"),
	IQM_FIELD(json_saved, resumed_from, 0, "resumed_from"),
	IQM_FIELD(json_saved, warning, 0, "warning"),
};
static const struct iqm_descriptor saved_descriptor = {
	IQM_DESCRIPTOR(json_saved, saved_fields),
};

static int read_save(struct json_run *r, const struct json_save *from, struct iqm_save *to)
{
	int format = from->format ? iqm_json_number_of(formats, from->format) : 0;

	if (!from->path == !from->fd.set)
		return iqm_json_usage(r, "path", "expected a path or an fd, and not both");
	if (from->fd.set && (from->fd.value < 0 || from->fd.value > INT_MAX))
		return iqm_json_usage(r, "fd", "expected a file descriptor, found another number");
	if (format < 0)
		return iqm_json_usage(r, "format", "expected xlsx, csv or any, found another text");
	*to = (struct iqm_save){
		.to = from->path ? IQM_SAVE_PATH : IQM_SAVE_FD,
		.path = from->path,
		.fd = (int)from->fd.value,
		.format = (enum iqm_file_format)format,
		.max_bytes = from->max_bytes.value,
		.strict = from->strict.value,
	};
	return 0;
}

static int save(struct json_run *r)
{
	const struct json_save *args = r->args;
	const struct iqm_op *link = r->op->order->link;
	struct iqm_report report = { .id = args->id.value };
	struct json_saved saved;
	struct iqm_save how;
	int err = read_save(r, args, &how);

	if (!err && !link)
		err = iqm_fail(&r->call->error, IQM_E_USAGE, "%s: its reports have no files",
			       r->name);
	if (!err)
		err = iqm_report_save(r->client, link, &report, args->file_type.value, &how,
				      r->call);
	if (err)
		return err;
	saved = (struct json_saved){
		.bytes = iqm_int(how.bytes),
		.resumed_from = iqm_int(how.resumed_from),
		.warning = *how.warning ? how.warning : NULL,
	};
	iqm_json_give(r, &saved_descriptor, &saved);
	return 0;
}

const struct json_function iqm_json_save = { .name = "save",
					     .args = &save_descriptor,
					     .run = save };
