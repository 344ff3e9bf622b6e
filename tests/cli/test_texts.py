"""What a rule can say of the texts for people: those of the sources, and those of the spec."""
from __future__ import annotations

import re
import unittest
from typing import Callable, Iterator

from generator.builder.build import build
from tests.cli.texts import TOP, Text, texts

ERRORS = ("cli_fail", "iqm_fail", "error_set", "iqm_own_fail", "iqm_fail_errno", "fail_errno",
          "sheet_fail", "iqm_decode_fail", "iqm_encode_usage")
NOTES = ("cli_info",)
# A number and a plural; what counts bytes or milliseconds has no other form here.
COUNTED = re.compile(r"(?<!of )%(zu|d|ld|lld|u) "
                     r"(?!(bytes|ms|is|was|has|looks|means|exists)\b)[a-z]+s\b")
ONLY_OF_SEVERAL = (
    "Delete these %zu reports? [y/N] ", "found %zu columns, expected at most %d",
    "found %zu members, expected at most %d",
    "%s: %zu reports may be the purchase under key '%s': name the one that is",
    "--max-days: the order is for %d days, the limit is %d; nothing was sent",
    "found more than %d orders", "more than %u items",
    "the rate limit of %d requests a minute is used up for %ld ms, longer than the call has; "
    "nothing was sent")

EVERY = list(texts())


class Sources(unittest.TestCase):
    """The literals of the command and the library."""

    def none(self, wrong: Callable[[Text], object]) -> None:
        """No text may be so."""
        self.assertGreater(len(EVERY), 900)
        self.assertEqual([f"{one.file}:{one.line}: {one.text}" for one in EVERY if wrong(one)], [])

    def test_singular_and_plural(self) -> None:
        self.none(lambda one: "(s)" in one.text)
        self.none(lambda one: COUNTED.search(one.text) and one.text not in ONLY_OF_SEVERAL)

    def test_no_names_of_the_code(self) -> None:
        """Programs get the status as data."""
        self.none(lambda one: "IQM_E_" in one.text or "<IQM" in one.text)
        self.none(lambda one: one.file.startswith("runtime/cli") and re.search(
            r"\b(iqm|cmd|cli)_\w+", one.text))

    def test_one_space(self) -> None:
        self.none(lambda one: re.search(r"\S  +\S|\s[,;.]\s", one.text))

    def test_errors_are_no_sentences(self) -> None:
        """They stand behind the program's name, and others are put behind them."""
        self.none(lambda one: one.call in ERRORS and re.search(r"[a-z]\.$", one.text))
        self.none(lambda one: one.call in ERRORS and re.match(r"[A-Z][a-z]", one.text))

    def test_notes_are_sentences(self) -> None:
        self.none(lambda one: one.call in NOTES and len(one.text.split()) > 5
                  and re.match(r"[a-z]", one.text))

    def test_plain_words(self) -> None:
        self.none(lambda one: re.search(r"!|n't\b|\bcan not\b|\bplease\b|\bsorry\b|\betc\b",
                                        one.text, re.IGNORECASE))

    def test_quotes(self) -> None:
        """Backquotes are the spec's."""
        self.none(lambda one: "`" in one.text)


class Spec(unittest.TestCase):
    """What command.yaml, and the fields and operations that it shows, say."""

    @staticmethod
    def docs() -> Iterator[str]:
        """All that help shows."""
        program = build(TOP / "spec").program
        assert program
        yield from (one.doc for one in program.options)
        yield from (one.doc for one in program.settings)
        yield from (one.doc for one in program.exits)
        for command in program.commands:
            yield command.doc
            yield from (flag.field.doc for flag in command.flags)
            yield from (example.doc for example in command.examples if example.doc)
        for topic in program.topics:
            yield from topic.terms.values()
            yield from (block for block in topic.blocks if not block.startswith(" "))

    def test_sentences(self) -> None:
        every = list(self.docs())
        self.assertGreater(len(every), 250)
        for text in every:
            self.assertRegex(text.strip(), r"^[`$A-Z\"](.|\n)*[.:]$")
            self.assertNotRegex(text, r"[^\s]  +[^\s]|\s[,;.](\s|$)")
            self.assertEqual(text.count("`") % 2, 0, text)
            self.assertNotRegex(text, r"!|n't\b|\bplease\b|\betc\b|\(s\)")
