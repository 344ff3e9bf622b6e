"""C names from wire names: mechanical, and a clash is an error."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

SEPARATORS = re.compile(r"[ -/:-@\[-^`{-~]+")  # what ASCII has besides letters, digits and "_"
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

# Macros in lower case that compilers or headers of the system define, but for those with arguments.
MACROS = frozenset("""
basename complex d_fileno errno h_addr h_errno i386 imaginary linux math_errhandling noreturn
sched_priority stderr stdin stdout unix
ifa_broadaddr ifa_dstaddr ifc_buf ifc_req ifr_addr ifr_bandwidth ifr_broadaddr ifr_data ifr_dstaddr
ifr_flags ifr_hwaddr ifr_ifindex ifr_map ifr_metric ifr_mtu ifr_name ifr_netmask ifr_newname
ifr_qlen ifr_slave msg_cbytes s6_addr s6_addr16 s6_addr32 s_addr sa_handler sa_sigaction
si_addr si_addr_lsb si_arch si_band si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey
si_ptr si_status si_stime si_syscall si_timerid si_uid si_upper si_utime si_value
sigev_notify_attributes sigev_notify_function
st_atime st_birthtime st_ctime st_mtime
""".split())

# Members that the templates put into structs besides the spec's own.
RESERVED_MEMBERS = frozenset(["outcome"])


def snake(wire: str) -> str:
    """campaignIds -> campaign_ids, reportURL -> report_url, columns-get -> columns_get."""
    text = SEPARATORS.sub(" ", wire).strip(" ").replace(" ", "_").lstrip("_")
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", split)
    return split.lower()


def identifier(file: str) -> str:
    """pld.columns-get.response.200.json -> pld_columns_get_response_200"""
    return re.sub(r"[^a-z0-9]", "_", file[: -len(".json")])


def member(wire: str) -> str:
    """The C member for a wire name: a keyword or macro gets a trailing '_', a number an 'n' before
    it. What is_name() refuses where there is no name by rule."""
    name = snake(wire)
    name = "n" + name if name[:1].isdigit() else name
    return name + "_" if is_taken(name) else name


def is_name(name: str) -> bool:
    """Whether this can be a name in C."""
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", name))


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


def runtime_date() -> str:
    """The day of the release, as YYYY-MM-DD."""
    text = (HEADERS / "iqm.h").read_text(encoding="utf-8")
    (date,) = re.findall(r'^#define IQM_VERSION_DATE "(\d{4}-\d\d-\d\d)"$', text, re.MULTILINE)
    return str(date)


def runtime_name_in(space: str) -> str | None:
    """A name of the runtime that begins with `space` ("iqm_client_"); None where none does."""
    return min((name for name in runtime_names() if name.startswith(space)), default=None)
