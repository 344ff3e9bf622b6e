/* SPDX-License-Identifier: MIT */
/* libcurl's transport by a client's settings: for clients, and for those who wrap it. */
#include "client/curl_transport.h"
#include "http/http.h"

#include <string.h>
#include <unistd.h>

#define NO_PROXY "none"

static int check_files(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct {
		const char *name, *path;
	} files[] = {
		{ "ca_file", s->ca_file },
		{ "client_cert", s->client_cert },
		{ "client_key", s->client_key },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (files[i].path && access(files[i].path, R_OK))
			return iqm_fail(e, IQM_E_CONFIG, "%s: '%s' cannot be read", files[i].name,
					files[i].path);
	/* It may be several, with colons between. */
	if (s->ca_dir && !strchr(s->ca_dir, ':') && access(s->ca_dir, R_OK | X_OK))
		return iqm_fail(e, IQM_E_CONFIG, "ca_dir: '%s' cannot be read", s->ca_dir);
	if (s->client_key && !s->client_cert)
		return iqm_fail(e, IQM_E_CONFIG, "client_key: expected client_cert beside it");
	return 0;
}

/* Never shown: it may have a password. */
static int check_proxy(const struct iqm_settings *s, struct iqm_error *e)
{
	const char *expected = NULL;

	if (s->proxy && strcmp(s->proxy, NO_PROXY) != 0)
		expected = iqm_proxy_check(s->proxy);
	return expected ? iqm_fail(e, IQM_E_CONFIG, "proxy: expected %s; or 'none'", expected) : 0;
}

int iqm_curl_transport_check(const struct iqm_settings *s, struct iqm_error *e)
{
	const struct {
		const char *name, *value;
	} texts[] = {
		{ "ca_file", s->ca_file },
		{ "ca_dir", s->ca_dir },
		{ "client_cert", s->client_cert },
		{ "client_key", s->client_key },
		{ "proxy", s->proxy },
	};
	int err = 0;

	for (size_t i = 0; !err && i < sizeof(texts) / sizeof(texts[0]); i++)
		err = iqm_check_text(texts[i].name, texts[i].value, e);
	if (!err)
		err = check_files(s, e);
	return err ? err : check_proxy(s, e);
}

int iqm_curl_transport_open(struct iqm_transport *out, const struct iqm_settings *s,
			    struct iqm_error *e)
{
	bool none = s->proxy && !strcmp(s->proxy, NO_PROXY);
	const struct iqm_curl_options options = {
		.ca_file = s->ca_file,
		.ca_dir = s->ca_dir,
		.client_cert = s->client_cert,
		.client_key = s->client_key,
		.on_handle = s->on_handle,
		.handle_context = s->handle_context,
		.allow_http = s->allow_http,
		.proxy = none ? "" : s->proxy,
	};

	return iqm_curl_open(out, &options, e);
}

int iqm_curl_transport(struct iqm_transport *out, const struct iqm_settings *settings,
		       struct iqm_error *error)
{
	int err;

	iqm_error_begin(error, NULL);
	if (!out || !settings)
		return iqm_fail(error, IQM_E_USAGE, "%s is NULL", out ? "settings" : "out");
	*out = (struct iqm_transport){ 0 };
	err = IQM_CHECK_RESERVED(error, "settings", settings);
	if (!err)
		err = iqm_curl_transport_check(settings, error);
	return err ? err : iqm_curl_transport_open(out, settings, error);
}
