// Values with presence are types like any other in C++, and a bare number is none of them.
#include <iqm/insights.h>

#include <optional>
#include <type_traits>
#include <vector>

template <typename T, typename V> constexpr bool is_value()
{
	return std::is_trivial<T>::value && std::is_standard_layout<T>::value &&
	       std::is_constructible<T, V>::value && !std::is_convertible<V, T>::value &&
	       !std::is_assignable<T &, V>::value && sizeof(T) == sizeof(iqm_int);
}

static_assert(is_value<iqm_int, int>() && is_value<iqm_int, int64_t>(), "");
static_assert(is_value<iqm_num, double>() && is_value<iqm_num, int>(), "");
static_assert(is_value<iqm_bool, bool>() && is_value<iqm_bool, int>(), "");
static_assert(is_value<iqm_ms, int64_t>() && is_value<iqm_s, int64_t>(), "");
static_assert(!std::is_constructible<iqm_ms, iqm_s>::value, "milliseconds are no seconds");
static_assert(!std::is_assignable<iqm_s &, iqm_ms>::value, "nor the reverse");
static_assert(!std::is_constructible<iqm_int, const char *>::value, "text is no number");

static constexpr iqm_int constant(5); // filled before main()

static iqm_int page_of(std::optional<iqm_int> page)
{
	return page.value_or(iqm_int{});
}

int main()
{
	iqm_int absent{};
	std::vector<iqm_ms> times(2, iqm_ms(7));
	std::vector<iqm_pld_report> reports(3);
	iqm_cancel cancel{};
	iqm_save save{};

	iqm_cancel_calls(&cancel);
	absent = page_of(std::nullopt);
	return !absent.set && !absent.value && page_of(constant).value == 5 &&
			       page_of(constant).set == &iqm_is_set && iqm_bool(true).value &&
			       times[1].value == 7 && !reports[2].start_date.set && cancel.flag &&
			       !save.path
		       ? 0
		       : 1;
}
