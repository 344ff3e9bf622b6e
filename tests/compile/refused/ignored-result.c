/* A call's result must be looked at. */
/* EXPECT gcc: ignoring return value of */
/* EXPECT clang: ignoring return value of function declared with 'warn_unused_result' */
#include <iqm/insights.h>

void f(struct iqm_client *client);
void f(struct iqm_client *client)
{
	struct iqm_eligible_campaigns *rsp;

	iqm_pld_campaigns(client, &rsp, NULL);
}
