"""The mutants that are made of a source, and how survivors are explained."""
from __future__ import annotations

import unittest

from tests.mutate.mutants import Source, mutants
from tests.mutate.run import equivalents, guarded, guards, named
from tests.mutate.program import TOP

SOURCE = """\
#define LATEST 3
static const int table[] = { ONE(1), TWO, TWO };
static int pay(struct call *call, int err)
{
	/* if (a) */
	if (call->paid && !err)
		return err;
	switch (call->state) {
	case SOLD:
		return 0;
	}
	send(call,
	     1);
	free(call->text);
	*call = (struct call){ .paid = true, .key = "a == b" };
	return call->sent ? -1 : LATEST;
}
"""


class Mutants(unittest.TestCase):
    """Each operator, and what is left alone."""

    def test_all(self) -> None:
        found = [(one.operator, one.line, one.after) for one in mutants(SOURCE)]
        self.assertEqual(sorted(found), sorted([
            ("number", 1, "#define LATEST 4"),
            ("swap", 2, "static const int table[] = { TWO, TWO, TWO };"),
            ("number", 2, "static const int table[] = { ONE(2), TWO, TWO };"),
            ("negate", 6, "if (!(call->paid && !err))"),
            ("swap", 6, "if (call->paid || !err)"),
            ("negate", 6, "if (call->paid && err)"),
            ("return", 7, "return 0;"),
            ("drop", 9, ""),
            ("number", 10, "return 1;"),
            ("number", 13, "2);"),
            ("drop", 12, ";"),
            ("drop", 14, ";"),
            ("drop", 15, ";"),
            ("swap", 15, '*call = (struct call){ .paid = false, .key = "a == b" };'),
            ("drop", 15, '*call = (struct call){ .key = "a == b" };'),
            ("drop", 15, "*call = (struct call){ .paid = true, };"),
            ("negate", 16, "return !(call->sent) ? -1 : LATEST;"),
            ("number", 16, "return call->sent ? -2 : LATEST;"),
        ]))

    def test_items(self) -> None:
        items = dict(Source(SOURCE + "static const struct a {\n\tint b;\n} c[] = {\n\t{ 1 },\n};\n"
                                     "int next(void)\n{\n}\n").items())
        self.assertEqual(items, {"table": range(2, 3), "pay": range(3, 18), "c": range(18, 23),
                                 "next": range(23, 26)})

    def test_what_guards_is_there(self) -> None:
        for path in guards():
            self.assertTrue(guarded(path, (TOP / path).read_text()), path)

    def test_explained_ones_are_there(self) -> None:
        made = {(path, one.operator, one.key) for path in guards()
                for _, one in named(path, (TOP / path).read_text())}
        self.assertEqual(set(equivalents()) - made, set())


if __name__ == "__main__":
    unittest.main()
