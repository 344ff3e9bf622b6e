/* PLD speaks milliseconds. */
/* EXPECT gcc: using type 'struct iqm_s' */
/* EXPECT clang: with an expression of incompatible type 'struct iqm_s' */
#include <iqm/insights.h>

void f(struct iqm_pld_order *out);
void f(struct iqm_pld_order *out)
{
	struct iqm_pld_order req = { .pld_start_date = iqm_s(1732165200) };

	*out = req;
}
