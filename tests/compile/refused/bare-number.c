/* A bare number where a value may be absent: it would land in `set`, and nothing would be sent. */
/* EXPECT gcc: makes pointer from integer without a cast */
/* EXPECT clang: incompatible integer to pointer conversion */
#include <iqm/insights.h>

struct iqm_pld_order req = { .campaign_id = 451351 };
