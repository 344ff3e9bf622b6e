"""Stretches of time that are paid for, against a covered set of milliseconds."""
from __future__ import annotations

import random
import unittest

from tests.sandbox.spans import Spans, stretch


class TestSpans(unittest.TestCase):
    def test_against_a_set(self) -> None:
        source = random.Random(1)
        for _ in range(200):
            spans = Spans()
            covered: set[int] = set()
            for _ in range(source.randrange(12)):
                start = source.randrange(60)
                end = start + source.randrange(1, 15)
                asked = sorted((source.randrange(80), source.randrange(80)))
                self.assertEqual(spans.covered(*asked), len(covered & set(range(*asked))))
                spans.add(start, end)
                covered |= set(range(start, end))
                self.assertEqual(spans.covered(0, 99), len(covered))

    def test_timestamps_of_either_unit(self) -> None:
        self.assertEqual(stretch(1_700_000_000, 1_700_000_009),
                         (1_700_000_000_000, 1_700_000_010_000))
        self.assertEqual(stretch(1_700_000_000_000, 1_700_000_009_999),
                         (1_700_000_000_000, 1_700_000_010_000))
