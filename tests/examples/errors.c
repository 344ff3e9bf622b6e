/*
 * What a program does about errors: it decides by numbers, and shows the words to people.
 *
 *     cc errors.c $(pkg-config --cflags --libs libiqm-insights) -o errors
 */
#include <iqm/insights.h>
#include <stdio.h>

static void explain(int err, const struct iqm_error *error)
{
	printf("%s: %s\n", iqm_status_name(err), error->message);
	for (size_t i = 0; i < error->service_len; i++) /* the service's own words */
		printf("  it says: %s\n", error->service[i].error);
	if (error->http_status)
		printf("  HTTP status %ld, request %s\n", error->http_status, error->request_id);
	if (iqm_is_transient(error))
		printf("  may work later, in %ld ms or more\n", error->retry_after_ms);
	if (error->delivery == IQM_NOT_SENT)
		puts("  nothing was sent");
}

int main(void)
{
	struct iqm_client *client;
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351),
				     .pld_start_date = iqm_ms_from_iso("2026-01-05") };
	struct iqm_pld_file_request file = { .pld_id = iqm_int(10),
					     .file_type = iqm_int(IQM_FILE_TYPE_XLSX) };
	struct iqm_pld_order_response *price;
	struct iqm_pld_file_link *link;
	int err;

	if (iqm_client_open(&client, NULL, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;

	err = iqm_pld_compute(client, &req, &price, &call); /* a date without its zone */
	if (err)
		explain(err, &call.error);
	iqm_free(price);

	err = iqm_pld_download(client, &file, &link, &call); /* a report that has failed */
	if (err)
		explain(err, &call.error);
	iqm_free(link);
	iqm_client_close(client);
	return 0;
}
