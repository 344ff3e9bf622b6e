/* Generated for another ABI than the runtime's. */
/* EXPECT gcc: made for ABI 1 of the iqm runtime */
/* EXPECT clang: made for ABI 1 of the iqm runtime */
#include <iqm/iqm.h>
#undef IQM_ABI
#define IQM_ABI 2
#include <iqm/insights.h>
