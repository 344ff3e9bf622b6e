"""One object with all of a file's mutants: each function in as many variants as it has mutants.

All calls go to the function's plain name, which the linker makes that of a variant. So a mutant
costs a link of one object, and no compilation.
"""
from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.mutate.mutants import Mutant, Source

FAILED = re.compile(rb'^mutant-(\d+):.*error:', re.MULTILINE)
LABEL = re.compile(r"\.L(?!C)\w+")  # .LC is a constant's, and the same for the same one


@dataclass(frozen=True)
class Function:
    """Where it is in the source; `start` is behind its `static`."""

    name: str
    lines: range
    first: int
    start: int
    name_at: int
    body: int
    end: int


def functions(text: str) -> list[Function]:
    """All that the file defines."""
    source, found = Source(text), []
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    for name, lines in source.items():
        first, end = starts[lines.start - 1], starts[lines.stop - 1]
        inside = [token for token in source.tokens if first <= token.at < end]
        if inside[-1].text != "}":
            continue
        at = next(token.at for token in inside if token.text == name)
        body = next(token.at for token in inside if token.text == "{")
        start = inside[1].at if inside[0].text == "static" else inside[0].at
        found.append(Function(name, lines, first, start, at, body, end))
    return found


class Variants:
    """Of one file; `of` has for each mutant in a function the number of its variant."""

    def __init__(self, compiler: list[str], text: str, mutants: list[Mutant], work: Path) -> None:
        self.text = text
        self.work = work
        self.functions = functions(text)
        self.mutants = mutants
        self.of = {number: function for number, mutant in enumerate(mutants, 1)
                   for function in self.functions
                   if mutant.line in function.lines and
                   mutant.line + mutant.lines - 1 in function.lines}
        self.hashes: dict[int, str] = {}
        self.bad: set[int] = set()
        self.seen: list[str] = []  # by other files
        work.mkdir(parents=True, exist_ok=True)
        self._compile([*compiler, "-O1", "-fno-asynchronous-unwind-tables"])

    def _variant(self, function: Function, number: int) -> str:
        changed = self.mutants[number - 1].source if number else self.text
        end = function.end + len(changed) - len(self.text)
        behind = function.name_at + len(function.name)
        return (f'# 1 "mutant-{number}"\n' + changed[function.start:function.name_at] +
                f"{function.name}__{number}" + changed[behind:end])

    def _source(self) -> str:
        text, at = "", 0
        for function in self.functions:
            mine = [n for n, one in self.of.items() if one == function and n not in self.bad]
            text += self.text[at:function.first]
            text += self.text[function.start:function.body] + ";\n"
            text += "".join(self._variant(function, number) for number in [0, *mine])
            text += f'# {function.lines.stop} "rest.c"\n'
            at = function.end
        return text + self.text[at:]

    def _compile(self, compiler: list[str]) -> None:
        """Without those that do not compile."""
        while True:
            (self.work / "variants.c").write_text(self._source())
            done = subprocess.run([*compiler, "-S", "-o", "variants.s", "variants.c"],
                                  cwd=self.work, check=False, capture_output=True)
            if not done.returncode:
                break
            bad = {int(number) for number in FAILED.findall(done.stderr)}
            if not bad or 0 in bad:
                raise RuntimeError(done.stderr.decode()[:2000])
            self.bad |= bad
        subprocess.run([compiler[0], "-c", "variants.s"], cwd=self.work, check=True)
        made = subprocess.run(["nm", "-g", "--defined-only", "--format=just-symbols", "variants.o"],
                              cwd=self.work, check=True, capture_output=True, text=True)
        data = [name for name in made.stdout.split() if not re.search(r"__\d+$", name)]
        self.seen = [one.name for one in self.functions if one.start == one.first] + data
        self._hash((self.work / "variants.s").read_text())

    def _hash(self, assembly: str) -> None:
        """Of each variant's code; of the original's, under the negative of its place."""
        for at, function in enumerate(self.functions):
            mine = [number for number, one in self.of.items() if one == function]
            for number in [0, *mine]:
                name = f"{function.name}__{number}"
                begin, end = assembly.find(f"\n{name}:\n"), assembly.find(f".size\t{name},")
                names: dict[str, str] = {}
                code = LABEL.sub(lambda m: names.setdefault(m[0], f".L{len(names)}"),
                                 assembly[begin:end].replace(name, function.name))
                key = hashlib.sha256((function.name + code).encode()).hexdigest()
                self.hashes[number or -at - 1] = key

    def compiled(self, number: int) -> str | None:
        """A hash of the variant's code; None: it does not compile."""
        return None if number in self.bad else self.hashes[number]

    def is_original(self, number: int) -> bool:
        """Whether it has the original's code."""
        at = self.functions.index(self.of[number])
        return self.hashes[number] == self.hashes[-at - 1]

    def link(self, number: int, into: Path) -> None:
        """mutant.so with this variant; 0: with the original's code alone."""
        into.mkdir(parents=True, exist_ok=True)
        chosen = self.of.get(number)
        names = [f"{one.name} = {one.name}__{number if one == chosen else 0};"
                 for one in self.functions]
        (into / "names").write_text("\n".join(names))
        (into / "seen").write_text("{ global: %s; local: *; };" % "; ".join(self.seen))
        subprocess.run(["ld", "-shared", "-Bsymbolic", "-soname", "mutant.so", "-o", "mutant.so",
                        "--version-script=seen", "names", self.work / "variants.o"],
                       cwd=into, check=True, capture_output=True)
