"""What the client sends in each dialect is what the sandbox reads back, by the spec alone."""
from __future__ import annotations

import unittest
from pathlib import Path

from generator.builder.build import build
from generator.model.canonical import canonical_field
from generator.model.dialects import sent, sent_method
from generator.tests.golden import expected_body, expected_url, request_samples
from tests.sandbox.checks import CONTENT_TYPES, read_request
from tests.sandbox.request import Request
from tests.sandbox.responses import Mistake
from tests.sandbox.routes import Reading

TOP = Path(__file__).resolve().parents[2]


class Dialects(unittest.TestCase):
    """Samples of both specs, in every dialect of theirs."""

    def check(self, spec: Path) -> None:
        api = build(spec)
        for op in api.operations():
            for dialect in api.dialects:
                for sample in request_samples(op):
                    path, _, query = expected_url(op, sample, dialect).partition("?")
                    body = (expected_body(op, sample, dialect) or "").encode("utf-8")
                    request = Request(sent_method(op, dialect), path, query,
                                      [("Content-Type", CONTENT_TYPES[op.content])], body, 0.0)
                    try:
                        _, values = read_request(request, [Reading(op, dialect)])
                    except Mistake as mistake:
                        # The sandbox wants timestamps of today's size, which ours here are not.
                        self.assertIn("expected epoch ", str(mistake), (dialect, sample.file))
                        continue
                    wanted = {item.wire for item in op.request_fields if item.wire in sample.value
                              and not sent(item, dialect).omitted}
                    self.assertEqual(set(values), wanted, (dialect, sample.file))
                    for item in op.request_fields:
                        if item.wire in values and item.spelling in ("int", "string", "ms", "s"):
                            self.assertEqual(values[item.wire], canonical_field(
                                item, sample.value[item.wire]), (dialect, sample.file, item.wire))

    def test_ours(self) -> None:
        self.check(TOP / "spec")

    def test_of_the_sample_spec(self) -> None:
        self.check(TOP / "tests/generator/sample_spec")


if __name__ == "__main__":
    unittest.main()
