/*
 * A report's file: to a path with progress, and through a callback that keeps nothing on the disk.
 *
 *     cc files.c $(pkg-config --cflags --libs libiqm-insights) -o files
 */
#include <inttypes.h>
#include <iqm/insights.h>
#include <stdio.h>

static void progress(void *context, int64_t done, int64_t total)
{
	(void)context;
	if (total >= 0) /* -1: not known */
		fprintf(stderr, "%" PRId64 " of %" PRId64 " bytes\n", done, total);
}

static int count_lines(void *context, const void *data, size_t len)
{
	const char *text = data;

	for (size_t i = 0; i < len; i++)
		*(long *)context += text[i] == '\n';
	return 0; /* anything else stops the save */
}

int main(void)
{
	struct iqm_client *client;
	struct iqm_call call = { .timeout_ms = 600000 };
	struct iqm_report report = { .id = 50 };
	struct iqm_save xlsx = { .path = "pld-50.xlsx", .progress = progress };
	long lines = 0;
	struct iqm_save csv = { .to = IQM_SAVE_CALLBACK, .write = count_lines, .context = &lines };
	int err;

	if (iqm_client_open(&client, NULL, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;
	err = iqm_pld_save(client, &report, IQM_FILE_TYPE_XLSX, &xlsx, &call);
	if (!err)
		err = iqm_pld_save(client, &report, IQM_FILE_TYPE_CSV, &csv, &call);
	if (err)
		fprintf(stderr, "%s: %s\n", iqm_status_name(err), call.error.message);
	else
		printf("%s: %" PRId64 " bytes; as CSV %ld lines%s%s\n", xlsx.path, xlsx.bytes,
		       lines, *csv.warning ? ", but " : "", csv.warning);
	iqm_client_close(client);
	return err != 0;
}
