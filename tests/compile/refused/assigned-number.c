/* EXPECT gcc: incompatible types when assigning to type */
/* EXPECT clang: assigning to 'struct iqm_int' from incompatible type 'int' */
#include <iqm/insights.h>

void f(struct iqm_pld_order *req);
void f(struct iqm_pld_order *req)
{
	req->campaign_id = 451351;
}
