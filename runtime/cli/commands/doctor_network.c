/* SPDX-License-Identifier: MIT */
/* What is between this machine and the service: whom it trusts, and the proxy. */
#include "commands/doctor.h"

void doctor_check_certificates(struct doctor *d)
{
	char text[400];

	session_trusted(&d->cli->config, text, sizeof(text));
	doctor_report(d, "certificates", CHECK_OK, "trusted are %s", text);
}

void doctor_check_proxy(struct doctor *d)
{
	struct proxy proxy;

	if (iqm_proxy_of(d->cli->config.setting[SET_BASE_URL].value, &proxy))
		doctor_report(d, "proxy", CHECK_OK, "%s (%s)", proxy.url, proxy.variable);
	else
		doctor_report(d, "proxy", CHECK_OK, "none");
}
