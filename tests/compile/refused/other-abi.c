/* Generated for another ABI than the runtime's. */
/* EXPECT gcc: made for ABI 2 of the iqm runtime */
/* EXPECT clang: made for ABI 2 of the iqm runtime */
#include <iqm/iqm.h>
#undef IQM_ABI
#define IQM_ABI 3
#include <iqm/insights.h>
