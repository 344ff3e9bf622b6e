"""C names from wire names: mechanical, and a clash is an error."""
from __future__ import annotations

import re

# C11 and C++20, since the headers serve both.
KEYWORDS = frozenset("""
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
char32_t class compl concept const consteval constexpr constinit const_cast continue co_await
co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern
false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr
operator or or_eq private protected public register reinterpret_cast requires restrict return short
signed sizeof static static_assert static_cast struct switch template this thread_local throw true
try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq
""".split())

# Members and macros that the runtime's headers take.
RESERVED_MEMBERS = frozenset({"outcome"})


def snake(wire: str) -> str:
    """campaignIds -> campaign_ids, reportURL -> report_url, columns-get -> columns_get."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", wire)
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", split)
    return split.replace("-", "_").lower()


def member(wire: str) -> str:
    """The C member for a wire name; a keyword of C or C++ gets a trailing '_'."""
    name = snake(wire)
    return name + "_" if name in KEYWORDS else name


# Structs and enums of the runtime, without their prefix; the spec's must not be named like one.
RUNTIME_TAGS = """
api auth bool call client content delivery dialect effect entries entry error field http_answer
http_request int ints kind mark ms num op outcome s service_error settings status strs table token
transport variant verdict
""".split()

# Families whose functions, and enums whose constants, would look like the runtime's.
RESERVED_FAMILIES = frozenset(["client", "http", "ms", "s", "settings", "status", "token"])
RESERVED_ENUMS = frozenset(["dialect", "e", "f", "k"])
