"""tests/bench/scale_spec.py makes specs that are good, and as large as asked for."""
from __future__ import annotations

import importlib.util
import tempfile
import unittest
from pathlib import Path

from generator.builder.build import build

from .helper import TOP


class Scale(unittest.TestCase):
    """The spec that the benchmark of the generator's growth runs on."""

    def test_three_times(self) -> None:
        path = TOP / "tests" / "bench" / "scale_spec.py"
        described = importlib.util.spec_from_file_location("scale_spec", path)
        assert described and described.loader
        module = importlib.util.module_from_spec(described)
        described.loader.exec_module(module)
        once = len(list(build(TOP / "spec").operations()))
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name) / "spec"
            self.assertEqual(module.scale(3, directory), 13)
            api = build(directory)
        self.assertEqual(len(list(api.operations())), 3 * (once - 2) + 2)
        self.assertEqual(list(api.families), [
            "auth", "pld", "pldb", "pldc", "sls", "slsb", "slsc", "aqs", "aqsb", "aqsc",
            "static", "staticb", "staticc"])
        self.assertEqual([module.suffix(i) for i in (25, 26, 27, 52)], ["z", "ba", "bb", "ca"])
