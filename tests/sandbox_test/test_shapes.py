"""Forms of responses with types that the real spec has not."""

from __future__ import annotations

import unittest
from typing import Any

from generator.builder.build import build
from tests.generator.helper import SAMPLE_SPEC
from tests.sandbox.shapes import Shaper


class Shapes(unittest.TestCase):
    """Of the sample spec's `everything`."""

    def shown(self, shape: str, value: dict[str, Any]) -> Any:
        api = build(SAMPLE_SPEC)
        return Shaper(api).present(api.families["k2"].types["everything"], value, shape)

    def test_maps(self) -> None:
        value = {"idsBy": {"a": "7", "b": "x"}, "codesBy": {"c": [7, "x"]},
                 "spiceBy": {"hot": {"name": "n"}}, "knivesBy": {"me": [{}, {}], "you": []},
                 "anythingBy": {"k": {"a": 1}}, "sizes": {"1": 5}}
        self.assertEqual(self.shown("page", value), {
            "idsBy": {"a": 7, "b": "x"}, "codesBy": {"c": ["7", "x"]},
            "spiceBy": {"hot": {"name": "n"}}, "knivesBy": {"me": [{}, {}], "you": []},
            "anythingBy": {"k": {"a": 1}}, "sizes": {"1": 5}})
        shown = self.shown("document", {"idsBy": {"a": 7}, "spiceBy": {"hot": {"name": "n"}}})
        self.assertEqual(shown, {"idsBy": {"a": "7"}, "spiceBy": {"hot": {"spiceName": "n"}}})


if __name__ == "__main__":
    unittest.main()
