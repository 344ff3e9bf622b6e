/* SPDX-License-Identifier: MIT */
/* What is between this machine and the service: whom it trusts, and the proxy. */
#include "commands/doctor.h"

void doctor_check_certificates(struct doctor *d)
{
	char text[400];

	session_trusted(&d->cli->config, text, sizeof(text));
	doctor_report(d, "certificates", CHECK_OK, "trusted are %s", text);
}

static void check_client_certificate(struct doctor *d)
{
	const struct setting *cert = &d->cli->config.setting[SET_CLIENT_CERT];

	if (cert->value)
		doctor_report(d, "client-cert", CHECK_OK, "%s (%s)", cert->value, cert->origin);
}

void doctor_check_proxy(struct doctor *d)
{
	const struct setting *url = &d->cli->config.setting[SET_BASE_URL];
	const struct setting *setting = &d->cli->config.setting[SET_PROXY];
	struct proxy proxy;

	check_client_certificate(d);
	if (setting->value && !iqm_url_is_loopback(url->value)) {
		iqm_proxy_show(setting->value, proxy.url, sizeof(proxy.url));
		doctor_report(d, "proxy", CHECK_OK, "%s (%s)", proxy.url, setting->origin);
	} else if (!setting->value && iqm_proxy_of(url->value, &proxy))
		doctor_report(d, "proxy", CHECK_OK, "%s (%s)", proxy.url, proxy.variable);
	else
		doctor_report(d, "proxy", CHECK_OK, "none");
}
