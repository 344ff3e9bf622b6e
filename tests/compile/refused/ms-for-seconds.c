/* AQS speaks seconds. */
/* EXPECT gcc: using type 'struct iqm_ms' */
/* EXPECT clang: with an expression of incompatible type 'struct iqm_ms' */
#include <iqm/insights.h>

void f(struct iqm_aqs_order *out);
void f(struct iqm_aqs_order *out)
{
	struct iqm_aqs_order req = { .aqs_start_date = iqm_ms(1732165200000) };

	*out = req;
}
