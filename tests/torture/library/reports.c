/* SPDX-License-Identifier: MIT */
/* Lists, waits, files: what is made of calls that buy nothing. */
#include "torture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <iqm/json.h>

#define READY 50
#define FAILED 10

/* The paid operation of the task's family, which `context` names. */
static const struct iqm_op *paid(const struct run *r)
{
	return op_named(r->task->context);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static int page_by_page(struct run *r)
{
	const struct iqm_list_query query = { .no_of_entries = iqm_int(3) };
	struct iqm_pld_list_pager *pager;
	const struct iqm_pld_report *row;
	int err = iqm_pld_list_open(r->client, &query, &pager, &r->call.error);

	while (!err && !(err = iqm_pld_list_next(pager, &row, &r->call)) && row)
		run_values(r, "%s%lld", *r->values ? "," : "[", (long long)row->pld_id.value);
	if (!err)
		run_values(r, "]");
	iqm_pld_list_close(pager);
	return err;
}

static int page_started(struct run *r)
{
	struct iqm_sls_list_pager *pager;
	struct iqm_sls_report_list rows = { .len = 0 };
	struct ending end = { 0 };
	int err = iqm_sls_list_open(r->client, NULL, &pager, &r->call.error);

	if (!err) {
		err = iqm_sls_list_next_page_start(pager, &rows, &r->call, ending_done, &end);
		err = ending_wait(r->client, err, &end);
	}
	if (!err)
		run_values(r, "%zu", rows.len);
	iqm_sls_list_close(pager);
	return err;
}

/* ---- waits ----------------------------------------------------------------------------------- */

static void give_states(struct run *r, const struct iqm_report *reports, size_t len)
{
	for (size_t i = 0; i < len; i++)
		run_values(r, "%s%d", i ? "," : "[", (int)reports[i].state);
	run_values(r, "]");
}

static int poll_once(struct run *r)
{
	struct iqm_report reports[] = { { .id = READY }, { .id = FAILED } };
	int err = iqm_reports_poll(r->client, paid(r), reports, 2, &r->call);

	/* Where its link cannot be asked for, it is waited for. */
	if (!err)
		run_values(r, "%d", reports[0].state <= IQM_REPORT_READY);
	return err;
}

static const struct iqm_wait quickly = { .min_ms = 10, .max_ms = 20 };

static int wait_for_one(struct run *r)
{
	struct iqm_report report = { .id = READY };
	int err = iqm_reports_wait(r->client, paid(r), &report, 1, &quickly, &r->call);

	if (!err)
		give_states(r, &report, 1);
	return err;
}

static int wait_for_several(struct run *r)
{
	struct iqm_report reports[] = { { .id = READY }, { .id = FAILED }, { .id = 999999 } };
	int err = iqm_reports_wait(r->client, paid(r), reports, 3, &quickly, &r->call);

	if (!err)
		give_states(r, reports, 3);
	return err;
}

/* Two at once, which share their polls. */
static int wait_started(struct run *r)
{
	static struct iqm_call other;
	struct iqm_report reports[] = { { .id = READY }, { .id = READY } };
	struct ending ends[2] = { 0 };
	int errs[2];

	other = (struct iqm_call){ .timeout_ms = r->call.timeout_ms };
	errs[0] = iqm_reports_wait_start(r->client, paid(r), &reports[0], 1, &quickly, &r->call,
					 ending_done, &ends[0]);
	errs[1] = iqm_reports_wait_start(r->client, paid(r), &reports[1], 1, &quickly, &other,
					 ending_done, &ends[1]);
	errs[0] = ending_wait(r->client, errs[0], &ends[0]);
	errs[1] = ending_wait(r->client, errs[1], &ends[1]);
	if (!errs[0] && !errs[1])
		give_states(r, reports, 2);
	if (!errs[0])
		r->call.error = other.error;
	return errs[0] ? errs[0] : errs[1];
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What came, in a number: FNV-1a. */
static uint32_t sum_of(uint32_t sum, const void *data, size_t len)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < len; i++)
		sum = (sum ^ p[i]) * 16777619u;
	return sum;
}

static uint32_t sum_of_file(const char *path)
{
	char data[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint32_t sum = 0;
	ssize_t n;

	while (fd >= 0 && (n = read(fd, data, sizeof(data))) > 0)
		sum = sum_of(sum, data, (size_t)n);
	if (fd >= 0)
		close(fd);
	return sum;
}

static int save_as(struct run *r, int64_t type, struct iqm_save *save)
{
	const struct iqm_report report = { .id = READY };

	return iqm_report_save(r->client, paid(r)->order->link, &report, type, save, &r->call);
}

static int save_to_path(struct run *r, int64_t type)
{
	struct iqm_save save = { .path = r->file };
	int err = save_as(r, type, &save);

	failing_pause();
	if (!err)
		run_values(r, "[%lld,%u]", (long long)save.bytes, sum_of_file(r->file));
	failing_resume();
	return err;
}

static int save_csv(struct run *r)
{
	return save_to_path(r, IQM_FILE_TYPE_CSV);
}

static int save_xlsx(struct run *r)
{
	return save_to_path(r, IQM_FILE_TYPE_XLSX);
}

static int save_started(struct run *r)
{
	const struct iqm_report report = { .id = READY };
	struct iqm_save save = { .path = r->file };
	struct ending end = { 0 };
	int err = iqm_report_save_start(r->client, paid(r)->order->link, &report, IQM_FILE_TYPE_CSV,
					&save, &r->call, ending_done, &end);

	err = ending_wait(r->client, err, &end);
	failing_pause();
	if (!err)
		run_values(r, "[%lld,%u]", (long long)save.bytes, sum_of_file(r->file));
	failing_resume();
	return err;
}

static int save_by_name(struct run *r)
{
	char text[PATH_ROOM + 64];
	char *document;
	int err;

	snprintf(text, sizeof(text), "{\"id\":50,\"file_type\":2,\"path\":\"%s\"}", r->file);
	err = iqm_call_json(r->client, "pld.save", text, strlen(text), &document, &r->call);
	iqm_free(document);
	failing_pause();
	if (!err)
		run_values(r, "%u", sum_of_file(r->file));
	failing_resume();
	return err;
}

static int save_to_descriptor(struct run *r)
{
	struct iqm_save save = { .to = IQM_SAVE_FD };
	int err;

	failing_pause();
	save.fd = open(r->file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	failing_resume();
	err = save_as(r, IQM_FILE_TYPE_CSV, &save);
	failing_pause();
	close(save.fd);
	if (!err)
		run_values(r, "[%lld,%u]", (long long)save.bytes, sum_of_file(r->file));
	failing_resume();
	return err;
}

static int take_piece(void *context, const void *data, size_t len)
{
	uint32_t *sum = context;

	*sum = sum_of(*sum, data, len);
	return 0;
}

static int save_to_callback(struct run *r)
{
	uint32_t sum = 0;
	struct iqm_save save = { .to = IQM_SAVE_CALLBACK, .write = take_piece, .context = &sum };
	int err = save_as(r, IQM_FILE_TYPE_CSV, &save);

	if (!err)
		run_values(r, "[%lld,%u]", (long long)save.bytes, sum);
	return err;
}

static uint32_t whole; /* of the file, by a clean run */

/* A file that has its name is whole, whatever the save came to. */
static const char *check_file(struct run *r)
{
	if (access(r->file, F_OK))
		return r->err ? NULL : "there is no file";
	if (!whole)
		whole = sum_of_file(r->file);
	return sum_of_file(r->file) == whole ? NULL : "what is in the file is not all, or another";
}

/* ---- the table ------------------------------------------------------------------------------- */

size_t tasks_reports(struct task *to)
{
	static const struct task all[] = {
		{ .name = "list, page by page", .act = page_by_page },
		{ .name = "list, a page started", .act = page_started },
		{ .name = "pld poll",
		  .act = poll_once,
		  .context = "pld.generate",
		  .simulated = true },
		{ .name = "sls poll",
		  .act = poll_once,
		  .context = "sls.generate",
		  .simulated = true },
		{ .name = "pld wait", .act = wait_for_one, .context = "pld.generate" },
		{ .name = "sls wait for several",
		  .act = wait_for_several,
		  .context = "sls.generate",
		  .simulated = true },
		{ .name = "aqs wait for two, started",
		  .act = wait_started,
		  .context = "aqs.generate" },
		{ .name = "save CSV",
		  .act = save_csv,
		  .context = "pld.generate",
		  .check = check_file },
		{ .name = "save XLSX",
		  .act = save_xlsx,
		  .context = "sls.generate",
		  .check = check_file },
		{ .name = "save, started",
		  .act = save_started,
		  .context = "aqs.generate",
		  .check = check_file },
		{ .name = "save, by name",
		  .act = save_by_name,
		  .context = "pld.generate",
		  .check = check_file },
		{ .name = "save to a descriptor",
		  .act = save_to_descriptor,
		  .context = "pld.generate" },
		{ .name = "save to a callback",
		  .act = save_to_callback,
		  .context = "pld.generate" },
	};
	size_t n = sizeof(all) / sizeof(all[0]);

	memcpy(to, all, sizeof(all));
	return n;
}
