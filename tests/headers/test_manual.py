"""The manual pages of section 3: well-formed, found by each name, nothing left out."""
from __future__ import annotations

import re
import subprocess
import unittest
from collections import Counter
from pathlib import Path

from generator.documents.manual import tag
from generator.headers.read import public_headers
from generator.headers.symbols import FUNCTION, Symbol

TOP = Path(__file__).resolve().parents[2]
PAGES = sorted((TOP / "generated/man").glob("*.3"))
COMMAND = TOP / "generated/cli/iqm-insights.1"


def said(*command: str | Path) -> str:
    """What a command prints, on both outputs."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=False,
                          stderr=subprocess.STDOUT, encoding="utf-8")
    return done.stdout


def functions() -> set[str]:
    """All public ones, but those for generated code only."""
    return {one.name for one in symbols() if one.kind == FUNCTION}


def symbols() -> list[Symbol]:
    """All public symbols, but those for generated code only."""
    return [one for header in public_headers(TOP) if not header.internal
            for one in header.symbols]


class Manual(unittest.TestCase):
    """The pages as they are in generated/man."""

    maxDiff = None

    def test_mandoc_and_groff_have_nothing_to_say(self) -> None:
        self.assertEqual(said("mandoc", "-Tlint", "-Wall", *PAGES, COMMAND), "")
        done = subprocess.run(["groff", "-ww", "-man", "-Tutf8", *PAGES], check=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.assertEqual(done.stderr, b"")

    def test_each_function_is_found_by_its_name(self) -> None:
        """By lexgrog, as mandb does it, and so by whatis and apropos."""
        found = Counter(name for page in PAGES
                        for name in re.findall(r': "(\S+) - .+"$', said("lexgrog", page), re.M))
        self.assertEqual({name: found[name] for name in functions()},
                         dict.fromkeys(functions(), 1))
        for page in (*PAGES, COMMAND):
            self.assertIn(f': "{page.stem} - ', said("lexgrog", page))

    def test_links_are_the_functions(self) -> None:
        lines = (TOP / "generated/man/links").read_text(encoding="utf-8").splitlines()[1:]
        self.assertEqual({line.split()[0] for line in lines}, functions())
        for line in lines:
            name, page = line.split()
            self.assertIn(TOP / f"generated/man/{page}.3", PAGES)
            self.assertNotIn(name, [path.stem for path in PAGES])

    def test_each_symbol_is_described_once(self) -> None:
        texts = [page.read_text(encoding="utf-8") for page in PAGES]
        wrong = [one.name for one in symbols()
                 if sum(text.count(f"\n.TP\n{tag(one)}\n") for text in texts) != 1]
        self.assertEqual(wrong, [])

    def test_sections(self) -> None:
        for page in PAGES:
            heads = re.findall(r"^\.SH (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            order = ["NAME", "SYNOPSIS", "DESCRIPTION", "RETURN VALUE", "ERRORS", "EXAMPLES",
                     "SEE ALSO"]
            self.assertEqual(heads, [head for head in order if head in heads], page.name)
            self.assertLessEqual({"NAME", "SYNOPSIS", "DESCRIPTION", "SEE ALSO"}, set(heads))

    def test_examples_are_programs_that_are_compiled(self) -> None:
        """Those of README.md and tests/examples, which check-examples compiles."""
        sources = "\n".join(path.read_text(encoding="utf-8") for path in [
            TOP / "README.md", *(TOP / "tests/examples").glob("*.c")])
        shown = 0
        for page in PAGES:
            text = said("mandoc", "-Tutf8", "-Owidth=200", page)
            example = re.sub(r".\x08", "", text).partition("\nEXAMPLES\n")[2]
            for line in example.partition("\nSEE ALSO")[0].split("\n")[:-2]:
                shown += bool(line.strip())
                self.assertIn(line.strip(), sources.replace("\t", "    "), page.name)
        self.assertGreater(shown, 200)


if __name__ == "__main__":
    unittest.main()
