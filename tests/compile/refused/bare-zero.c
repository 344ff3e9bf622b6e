/*
 * A bare 0 is a null pointer, so it says "absent" and not 0. Compilers say nothing where it is the
 * only initializer.
 */
/* EXPECT gcc: missing braces around initializer */
/* EXPECT clang: suggest braces around initialization of subobject */
#include <iqm/insights.h>

struct iqm_pld_order req = { .campaign_id = 0, .idempotency_key = "key" };
