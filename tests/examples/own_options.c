/*
 * libcurl options of your own: a proxy that wants a digest, and a client certificate from memory.
 *
 *     cc own_options.c $(pkg-config --cflags --libs libiqm-insights libcurl) -o own_options
 */
#include <curl/curl.h>
#include <iqm/insights.h>
#include <stdio.h>

/* It outlives the client, as all does that libcurl does not copy. */
struct office {
	const char *proxy;
	const char *login;
	struct curl_blob certificate; /* PEM, with its key; data NULL: none */
};

static int office_options(void *context, void *curl, enum iqm_handle_purpose purpose)
{
	struct office *office = context;
	CURLcode code = curl_easy_setopt(curl, CURLOPT_PROXY, office->proxy);

	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_PROXYUSERPWD, office->login);
	if (!code)
		code = curl_easy_setopt(curl, CURLOPT_PROXYAUTH, (long)CURLAUTH_DIGEST);
	if (!code && purpose == IQM_HANDLE_API && office->certificate.data)
		code = curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &office->certificate);
	return (int)code;
}

int main(void)
{
	static struct office office = { .proxy = "http://proxy.example.com:3128",
					.login = "reports:secret" };
	struct iqm_list_query req = { .no_of_entries = iqm_int(5) };
	struct iqm_pld_report_page *rsp = NULL;
	struct iqm_settings settings;
	struct iqm_client *client;
	struct iqm_call call = { 0 };
	int err;

	iqm_settings_from_env(&settings);
	settings.on_handle = office_options;
	settings.handle_context = &office;
	err = iqm_client_open(&client, &settings, &call.error);
	if (!err)
		err = iqm_pld_list(client, &req, &rsp, &call);
	if (err)
		fprintf(stderr, "%s\n", call.error.message);
	else
		printf("%zu reports\n", rsp->pld_report_data_list.len);
	iqm_free(rsp);
	iqm_client_close(client);
	return err ? 1 : 0;
}
