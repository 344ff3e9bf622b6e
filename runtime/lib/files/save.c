/* SPDX-License-Identifier: MIT */
/* Saves a file: the calls for users, their arguments, and how a save begins and ends. */
#include "files/files.h"
#include "files/saving.h"

#include <inttypes.h>
#include <string.h>

static int check_save(const struct saving *s)
{
	const struct iqm_save *save = s->save;

	switch (save->to) {
	case IQM_SAVE_PATH:
		return save->path && *save->path
			       ? 0
			       : iqm_fail(s->error, IQM_E_USAGE, "save.path is NULL or empty");
	case IQM_SAVE_FD:
		return save->fd >= 0
			       ? 0
			       : iqm_fail(s->error, IQM_E_USAGE,
					  "save.fd: expected an open file, found %d", save->fd);
	case IQM_SAVE_CALLBACK:
		return save->write ? 0 : iqm_fail(s->error, IQM_E_USAGE, "save.write is NULL");
	default:
		return iqm_fail(s->error, IQM_E_USAGE, "save.to: %d is no enum iqm_save_to",
				(int)save->to);
	}
}

static int check_usage(const struct saving *s)
{
	int err = iqm_check_call(s->error, NULL, s->call);

	if (err)
		return err;
	if (!s->client)
		return iqm_fail(s->error, IQM_E_USAGE, "client is NULL");
	err = s->op ? iqm_check_client(s->error, NULL, s->client, s->op) : 0;
	if (err)
		return err;
	if (!s->save)
		return iqm_fail(s->error, IQM_E_USAGE, "save is NULL");
	if (!s->op && (!s->url || !*s->url))
		return iqm_fail(s->error, IQM_E_USAGE, "url is NULL or empty");
	if (s->op && !s->report)
		return iqm_fail(s->error, IQM_E_USAGE, "report is NULL");
	err = s->op ? iqm_report_check(s->op, s->report, s->error) : 0;
	if (err)
		return err;
	err = IQM_CHECK_RESERVED(s->error, "save", s->save);
	if (err)
		return err;
	if (s->save->max_bytes < 0)
		return iqm_fail(s->error, IQM_E_USAGE,
				"save.max_bytes: expected 0 or more, found %" PRId64,
				s->save->max_bytes);
	if (s->save->mode & ~0777u)
		return iqm_fail(s->error, IQM_E_USAGE,
				"save.mode: expected 0777 at most, found %#o", s->save->mode);
	if ((unsigned)s->save->format > IQM_FORMAT_CSV)
		return iqm_fail(s->error, IQM_E_USAGE, "save.format: %d is no enum iqm_file_format",
				(int)s->save->format);
	return check_save(s);
}

static int run(struct saving *s)
{
	int err = iqm_output_open(s);

	if (!err)
		err = iqm_fetch(s);
	if (err)
		return err;
	s->version.total = s->done;
	iqm_fetch_notify(s, true);
	return iqm_output_commit(s);
}

static void report_end(struct saving *s, int err)
{
	/* A link's failure has its operation's name already, and was logged. */
	if (strcmp(s->error->operation, "save"))
		return;
	if (err) {
		iqm_error_prefix(s->error, "save");
		iqm_link_redact(s);
	}
	if (err && s->client)
		iqm_log(&s->client->logger, IQM_LOG_ERROR, "%s", s->error->message);
	else if (s->client)
		iqm_log(&s->client->logger, IQM_LOG_INFO,
			"save: done, %" PRId64 " bytes, attempts: %d", s->done, s->error->attempts);
}

static int save(struct saving *s)
{
	long timeout_ms = s->call->timeout_ms ? s->call->timeout_ms : IQM_SAVE_TIMEOUT_MS;
	int err;

	s->error = &s->call->error;
	iqm_error_begin(s->error, "save");
	iqm_part_init(&s->part);
	s->version.total = s->before.total = -1;
	err = check_usage(s);
	if (!err) {
		s->save->bytes = s->save->resumed_from = 0;
		s->save->warning[0] = '\0';
		s->deadline = iqm_deadline_in(&s->client->clock, timeout_ms, s->call->cancel);
		s->deadline.user_data = s->call->user_data;
		err = run(s);
		s->save->bytes = s->done;
	}
	iqm_output_close(s);
	report_end(s, err);
	iqm_headers_free(&s->headers);
	return err;
}

int iqm_save_url(struct iqm_client *client, const char *url, struct iqm_save *to,
		 struct iqm_call *call)
{
	struct saving s = {
		.client = client, .save = to, .call = IQM_CALL_OR_OWN(call), .url = url
	};

	s.format_kind = to ? to->format : IQM_FORMAT_ANY;
	return save(&s);
}

/* The caller's format wins. */
static enum iqm_file_format format_of(const struct iqm_file *file, int64_t type,
				      enum iqm_file_format named)
{
	if (named != IQM_FORMAT_ANY)
		return named;
	if (type == file->xlsx)
		return IQM_FORMAT_XLSX;
	return type == file->csv ? IQM_FORMAT_CSV : IQM_FORMAT_ANY;
}

int iqm_report_save(struct iqm_client *client, const struct iqm_op *op,
		    const struct iqm_report *report, int64_t file_type, struct iqm_save *to,
		    struct iqm_call *call)
{
	struct saving s = {
		.client = client,
		.save = to,
		.call = IQM_CALL_OR_OWN(call),
		.op = op,
		.report = report,
		.file_type = file_type,
	};
	int err;

	s.format_kind = to ? format_of(op->file, file_type, to->format) : IQM_FORMAT_ANY;
	err = save(&s);
	iqm_free(s.link);
	return err;
}
