/* A concept group id is text. */
/* EXPECT gcc: makes pointer from integer without a cast */
/* EXPECT clang: incompatible integer to pointer conversion */
#include <iqm/insights.h>

struct iqm_sls_order req = { .concept_group_id = 202335 };
