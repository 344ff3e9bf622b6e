"""Examples in C of the sample spec, which has each kind of field: they compile."""
from __future__ import annotations

from generator.builder.build import build
from generator.site.source import write_programs
from tests.generator.helper import SAMPLE_SPEC, TOP
from tests.generator.sample import WARNINGS, SampleCase


class SampleExamples(SampleCase):
    """As a compiler sees them."""

    def test_compile(self) -> None:
        write_programs(TOP, build(SAMPLE_SPEC), self.out / "examples")
        sources = sorted((self.out / "examples").glob("*.c"))
        self.assertGreater(len(sources), 2)
        for source in sources:
            self.compile("cc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", *WARNINGS,
                         *self.include, "-Wno-deprecated-declarations", "-fsyntax-only", source)
