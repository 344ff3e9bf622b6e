"""Numbers that the generator has of its own, and the runtime too."""
from __future__ import annotations

import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from generator.builder.build import build
from generator.builder import operations, types
from generator.model import names
from generator.output.render import render

from .helper import TOP


class Limits(unittest.TestCase):
    """Numbers that generator and runtime must agree on."""

    def header(self, pattern: str) -> list[str]:
        """What a pattern finds in the runtime's headers."""
        return [found for path in sorted(names.HEADERS.glob("*.h"))
                for found in re.findall(pattern, path.read_text(encoding="utf-8"))]

    def test_abi(self) -> None:
        """The number is the header's, and generated headers are for that number only."""
        api = build(TOP / "spec")
        with tempfile.TemporaryDirectory() as directory:
            (Path(directory) / "iqm.h").write_text(
                '#define IQM_ABI 77\n#define IQM_VERSION "7.0.0"\n'
                '#define IQM_VERSION_DATE "2030-01-01"\n', encoding="utf-8")
            with mock.patch.object(names, "HEADERS", Path(directory)):
                files = render(api, TOP / "templates")
        self.assertIn('\n#if IQM_ABI != 77\n#error "made for ABI 77 ',
                      files["generated/iqm_types.h"])
        self.assertIn('"version": "7.0.0"', files["generated/openapi/page.json"])

    def test_most_fields(self) -> None:
        self.assertEqual(self.header(r"#define IQM_MAX_FIELDS (\d+)"), [str(types.MOST_FIELDS)])

    def test_longest_operation(self) -> None:
        self.assertEqual(self.header(r"char operation\[(\d+)\]"),
                         [str(operations.LONGEST_NAME + 1)])
