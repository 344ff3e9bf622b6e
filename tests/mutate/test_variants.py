"""All mutants of a file in one object, of which a link takes one."""
from __future__ import annotations

import ctypes
import tempfile
import unittest
from pathlib import Path

from tests.mutate.mutants import Mutant, mutants
from tests.mutate.variants import Variants

SOURCE = """\
static const int table[] = { 1 };
static int more(int a)
{
	return a + 1;
}
int result(int a)
{
	int unused = 5;
	return more(a) + table[0];
}
int other(void)
{
	return 7;
}
"""


class OneObject(unittest.TestCase):
    """Each variant alone, and the original's code everywhere else."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.work = Path(directory.name)
        self.mutants = mutants(SOURCE)
        bad = SOURCE.replace("a + 1", "a + &")
        self.mutants.append(Mutant("swap", 4, 1, "a + 1", "a + &", bad))
        self.variants = Variants(["cc", "-fPIC"], SOURCE, self.mutants, self.work / "variants")

    def results(self, number: int) -> tuple[int, int]:
        """What the functions give that others see."""
        into = self.work / str(number)
        self.variants.link(number, into)
        library = ctypes.CDLL(str(into / "mutant.so"))
        self.assertFalse(hasattr(library, "more"))
        return library.result(10), library.other()

    def number(self, after: str) -> int:
        return next(n for n, one in enumerate(self.mutants, 1) if one.after == after)

    def test_each_alone(self) -> None:
        self.assertEqual(self.results(0), (12, 7))
        self.assertEqual(self.results(self.number("return a - 1;")), (10, 7))
        self.assertEqual(self.results(self.number("return more(a) - table[0];")), (10, 7))
        self.assertEqual(self.results(self.number("return 8;")), (12, 8))

    def test_what_changes_nothing(self) -> None:
        same = self.number("int unused = 6;")
        self.assertTrue(self.variants.is_original(same))
        self.assertFalse(self.variants.is_original(self.number("return a - 1;")))

    def test_what_does_not_compile(self) -> None:
        self.assertIsNone(self.variants.compiled(self.number("a + &")))
        self.assertIsNotNone(self.variants.compiled(self.number("return 8;")))

    def test_table_is_in_no_function(self) -> None:
        table = self.number("static const int table[] = { 2 };")
        self.assertNotIn(table, self.variants.of)


if __name__ == "__main__":
    unittest.main()
