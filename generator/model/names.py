"""C names from wire names: mechanical, and a clash is an error."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

HEADERS = Path(__file__).resolve().parents[2] / "runtime" / "include" / "iqm"

# Keywords of C23, C++26 and GNU C, since the headers serve all of them.
KEYWORDS = frozenset("""
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
char32_t class compl concept const consteval constexpr constinit const_cast continue contract_assert
co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export
extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq
nullptr operator or or_eq private protected public register reinterpret_cast requires restrict
return short signed sizeof static static_assert static_cast struct switch template this
thread_local throw true try typedef typeid typename typeof typeof_unqual union unsigned using
virtual void volatile wchar_t while xor xor_eq
""".split())

# Macros in lower case that compilers or the standard headers define.
MACROS = frozenset("complex errno i386 imaginary linux noreturn stderr stdin stdout unix".split())

# Members that the templates put into structs besides the spec's own.
RESERVED_MEMBERS = frozenset(["outcome"])


def snake(wire: str) -> str:
    """campaignIds -> campaign_ids, reportURL -> report_url, columns-get -> columns_get."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", wire)
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", split)
    return split.replace("-", "_").lower()


def identifier(file: str) -> str:
    """pld.columns-get.response.200.json -> pld_columns_get_response_200"""
    return re.sub(r"[^a-z0-9]", "_", file[: -len(".json")])


def member(wire: str) -> str:
    """The C member for a wire name; a keyword or macro gets a trailing '_'."""
    name = snake(wire)
    return name + "_" if is_taken(name) else name


def is_taken(name: str) -> bool:
    """Whether compilers read this name as something else than a name."""
    return name in KEYWORDS or name in MACROS


@lru_cache(maxsize=None)
def runtime_names() -> frozenset[str]:
    """Every iqm_ and IQM_ name in the runtime's public headers."""
    names: set[str] = set()
    for path in HEADERS.glob("*.h"):
        text = path.read_text(encoding="utf-8")
        code = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', " ", text, flags=re.DOTALL)
        names.update(re.findall(r"\b(?:iqm|IQM)_\w+", code))
    return frozenset(names)


def runtime_abi() -> int:
    """The runtime's ABI, which its header alone says."""
    text = (HEADERS / "iqm.h").read_text(encoding="utf-8")
    (number,) = re.findall(r"^#define IQM_ABI (\d+)$", text, re.MULTILINE)
    return int(number)


def runtime_version() -> str:
    """The release, which the runtime's header alone says."""
    text = (HEADERS / "iqm.h").read_text(encoding="utf-8")
    (version,) = re.findall(r'^#define IQM_VERSION "([^"]+)"$', text, re.MULTILINE)
    return str(version)


def runtime_name_in(space: str) -> str | None:
    """A name of the runtime that begins with `space` ("iqm_client_"); None where none does."""
    return min((name for name in runtime_names() if name.startswith(space)), default=None)
