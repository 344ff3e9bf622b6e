/* Generated for another ABI than the runtime's. */
/* EXPECT gcc: of the iqm runtime: run `make regen` */
/* EXPECT clang: of the iqm runtime: run `make regen` */
#include <iqm/iqm.h>
#undef IQM_ABI
#define IQM_ABI 0
#include <iqm/insights.h>
