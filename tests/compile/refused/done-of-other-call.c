/* The response of a started call has the call's own type. */
/* EXPECT gcc: passing argument 4 of 'iqm_sls_list_start' from incompatible pointer type */
/* EXPECT clang: incompatible function pointer types passing */
#include <iqm/insights.h>

static void listed(void *context, int status, struct iqm_pld_report_page *rsp,
		   struct iqm_call *call)
{
	(void)context, (void)status, (void)call;
	iqm_free(rsp);
}

int f(struct iqm_client *client, const struct iqm_list_query *req, struct iqm_call *call);
int f(struct iqm_client *client, const struct iqm_list_query *req, struct iqm_call *call)
{
	return iqm_sls_list_start(client, req, call, listed, NULL);
}
