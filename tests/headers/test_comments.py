"""Every public symbol's comment says what an embedder must know: see rules.py."""
from __future__ import annotations

import re
import unittest
from pathlib import Path

from generator.headers.read import public_headers, read
from generator.headers.symbols import Header

from .rules import RULES, has_comment, parameters_have_names, refers_to_what_is_there
from .scope import Scope

TOP = Path(__file__).resolve().parents[2]
HEAD = """/**
 * What it is.
 *
 * Arguments: `client`, `context`.
 *
 * NULL: `client` is never NULL; `context` may be NULL.
 *
 * Ownership: `client` and `context` are the caller's.
 *
 * Threads: any.
 *
 * Since: 0.1.0.
 */

"""


def missing(headers: list[Header]) -> list[str]:
    """What is not said: header, line, symbol, and what is missing."""
    scope = Scope(headers)
    return [f"{header.path}:{symbol.line}: {symbol.full_name or 'enum'}: missing: {what}"
            for header in headers if not header.internal
            for symbol in header.every() for rule in RULES for what in rule(scope, symbol)]


def missing_of(text: str, head: str = HEAD) -> list[str]:
    """The same of a header with this in it, without the place."""
    header = read(head + text, "iqm/some.h", "some.h")
    return [re.sub(r"^some.h:\d+: ", "", line) for line in missing([header])]


class Headers(unittest.TestCase):
    """The public headers."""

    maxDiff = None

    def test_comments_say_all_of_it(self) -> None:
        self.assertEqual(missing(public_headers(TOP)), [])

    def test_header_of_generated_code(self) -> None:
        """What is written by hand there has comments too, of what is there."""
        scope = Scope(public_headers(TOP))
        header = scope.headers["iqm/gen.h"]
        self.assertEqual([], [
            f"{header.path}:{symbol.line}: {symbol.full_name}: missing: {what}"
            for symbol in header.symbols
            for rule in (has_comment, parameters_have_names, refers_to_what_is_there)
            for what in rule(scope, symbol)])

    def test_no_release_is_later_than_this_one(self) -> None:
        headers = public_headers(TOP)
        version = next(symbol.value.strip('"') for header in headers for symbol in header.symbols
                       if symbol.name == "IQM_VERSION")
        now = [int(part) for part in version.split(".")]
        later = [symbol.full_name for header in headers for symbol in header.every()
                 if [int(part) for part in symbol.since.split(".")] > now]
        self.assertEqual(later, [], f"since a release after {version}")

    def test_only_headers_of_generated_code_are_left_out(self) -> None:
        self.assertEqual([header.name for header in public_headers(TOP) if header.internal],
                         ["iqm/gen.h", "iqm_descriptors.h"])


class Rules(unittest.TestCase):
    """Each rule finds what it is there for, and no more."""

    maxDiff = None

    def test_comment(self) -> None:
        self.assertEqual(missing_of("#define IQM_N 4\nstruct iqm_s {\n\tint a;\n\tint b; /* b */\n"
                                    "};\n/* E. */\nenum iqm_e {\n\tIQM_E_ONE,\n\tIQM_TWO,\n};"),
                         ["IQM_N: missing: a comment", "iqm_s: missing: a comment",
                          "iqm_s.a: missing: a comment", "IQM_TWO: missing: a comment"])
        self.assertEqual(missing_of("/* With `a`. */\nstruct iqm_s {\n\tint a;\n};"), [])

    def test_names_of_parameters(self) -> None:
        self.assertEqual(missing_of("/** It. Any. */\nvoid iqm_f(int);"),
                         ["iqm_f: missing: the name of the parameter 'int'"])

    def test_arguments(self) -> None:
        self.assertEqual(missing_of("/** It of `a`, b. */\nvoid iqm_f(int a, int b);"),
                         ["iqm_f: missing: what the argument `b` is"])
        self.assertEqual(missing_of("/** *a, b->x, c.y. Neither may be NULL. Both are the "
                                    "caller's: *a, b->x. */\n"
                                    "void iqm_f(int *a, struct b *b, struct c c);"), [])

    def test_null(self) -> None:
        text = "/** Frees nothing of `a`.{} */\nvoid iqm_f(const char *a);"
        self.assertEqual(missing_of(text.format("")),
                         ["iqm_f: missing: whether `a` may be NULL"])
        self.assertEqual(missing_of(text.format(" *a is NULL on error.")),
                         ["iqm_f: missing: whether `a` may be NULL"])
        for said in (" `a` may be NULL.", " Never NULL.", " NULL is allowed."):
            self.assertEqual(missing_of(text.format(said)), [])
        self.assertEqual(missing_of("/** Its name, static. */\nconst char *iqm_f(void);"),
                         ["iqm_f: missing: whether it gives NULL"])

    def test_ownership(self) -> None:
        self.assertEqual(missing_of("/** Writes `out`, not NULL. */\nvoid iqm_f(int **out);"),
                         ["iqm_f: missing: whose `out` is"])
        self.assertEqual(missing_of("/** A name, never NULL. */\nchar *iqm_f(void);"),
                         ["iqm_f: missing: whose memory it gives"])
        self.assertEqual(missing_of("/** *out is the caller's to free; `out` is not NULL. */\n"
                                    "void iqm_f(int **out);"), [])

    def test_units(self) -> None:
        self.assertEqual(missing_of("/* S. */\nstruct iqm_s {\n\tlong w_ms; /* w */\n"
                                    "\tsize_t len; /* how long */\n};"),
                         ["iqm_s.len: missing: its unit"])
        self.assertEqual(missing_of("/** `amount` counts. */\nvoid iqm_f(double amount);"),
                         ["iqm_f: missing: the unit of `amount`"])
        self.assertEqual(missing_of("/** `amount` is in a currency. */\n"
                                    "void iqm_f(double amount);"), [])

    def test_errors(self) -> None:
        self.assertEqual(missing_of("/** Does it. */\nint iqm_f(void);"),
                         ["iqm_f: missing: what it returns, and its errors"])
        for said in ("0, or IQM_E_NOMEM.", "Errors: as of iqm_f()."):
            self.assertNotIn("iqm_f: missing: what it returns, and its errors",
                             missing_of(f"/** Does it. {said} */\nint iqm_f(void);"))

    def test_threads(self) -> None:
        head = HEAD.replace(" * Threads: any.\n", "")
        self.assertEqual(missing_of("/** It. */\nvoid iqm_f(void);", head),
                         ["iqm_f: missing: which threads may call it: its header has no rule "
                          "'Threads: ...'"])
        self.assertEqual(missing_of("/* It. */\ntypedef void iqm_fn(void *context);", head),
                         ["iqm_fn: missing: which thread calls it"])

    def test_since(self) -> None:
        head = HEAD.replace(" * Since: 0.1.0.\n", "")
        self.assertEqual(missing_of("/** It. */\nvoid iqm_f(void);", head),
                         ["iqm_f: missing: since when it is there: 'iqm/some.h' has no rule "
                          "'Since: ...'"])
        self.assertEqual(missing_of("/** It. Since 0.2.0. */\nvoid iqm_f(void);", head), [])

    def test_references(self) -> None:
        self.assertEqual(missing_of("/** As iqm_g(), struct iqm_s, IQM_E_GONE. */\n"
                                    "void iqm_f(void);"),
                         [f"iqm_f: missing: '{name}', which its comment names, in any header"
                          for name in ("iqm_g", "iqm_s", "IQM_E_GONE")])
        self.assertEqual(missing_of("/** As iqm_<family>_f(). */\nvoid iqm_a_f(void);"), [])

    def test_what_holds_for_more_than_one(self) -> None:
        """Rules of the head, notes of a section, a function that another is as."""
        both = "struct iqm_client *client, void *context"
        self.assertEqual(missing_of(f"/** It. */\nvoid iqm_f({both});"), [])
        self.assertEqual(missing_of("/* ---- part ---- */\n\n/* `a` is a number. */\n\n"
                                    "/** It. */\nvoid iqm_f(int a);"), [])
        self.assertEqual(missing_of("/** `a` is a number. */\nvoid iqm_f(int a);\n"
                                    "/** Starts iqm_f(). */\nvoid iqm_f_start(int a);"), [])


if __name__ == "__main__":
    unittest.main()
