"""Every call that the library makes fails in a torture, or is named as one that need not.

calls.py WRAPPER... -- LIBRARY...: object files that define what fails, then those of the library.
"""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HARMLESS = Path(__file__).with_name("harmless.txt")
OTHER_NAMES = {"_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail", "__tls_get_addr"}  # of compilers


def symbols(files: list[str], kinds: str) -> set[str]:
    """Those of some kinds, as `nm` has them."""
    lines = subprocess.run(["nm", "-P", *files], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return {words[0] for words in map(str.split, lines) if len(words) > 1 and words[1] in kinds}


def called_name(symbol: str) -> str:
    """As sources have it: a C library has others for it, by the standard and for checks."""
    return re.sub(r"^__(?:isoc\d\d_)?(\w+?)(?:_chk)?$",
                  lambda m: m[1] if m[0].startswith("__isoc") or m[0].endswith("_chk") else m[0],
                  symbol)


def harmless() -> set[str]:
    """The names of harmless.txt."""
    lines = HARMLESS.read_text(encoding="utf-8").splitlines()
    return {name for line in lines if not line.startswith("#") for name in line.split()}


def faults(wrapped: set[str], called: set[str], named: set[str]) -> list[str]:
    """What is wrong, a line each."""
    return ([f"the library calls {name}(), which fails in no torture: define it in "
             f"tests/torture/library, or name it in {HARMLESS.name}"
             for name in sorted(called - wrapped - named)] +
            [f"{HARMLESS.name} names {name}, which fails in the torture"
             for name in sorted(named & wrapped)] +
            [f"{HARMLESS.name} names {name}, which the library does not call"
             for name in sorted(named - called)])


def main() -> int:
    """0: no fault."""
    split = sys.argv.index("--")
    wrapped = symbols(sys.argv[1:split], "TDBW")
    library = sys.argv[split + 1:]
    called = {called_name(name) for name in
              symbols(library, "U") - symbols(library, "TDRBCVW") - OTHER_NAMES}
    found = faults(wrapped, called, harmless())
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
