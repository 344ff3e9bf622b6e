"""Documents of a few lines, read."""
from __future__ import annotations

from generator.loader.problems import SpecError
from generator.openapi.document import read
from generator.openapi.model import Document
from generator.openapi.schemas import Schema

from ..helper import DirectoryCase

TOP_31 = "openapi: 3.1.0\ninfo: {title: Zoo, version: '1'}\n"


class DocumentCase(DirectoryCase):
    """Each test writes documents into a directory of its own."""

    def read(self, text: str | bytes, name: str = "zoo.yaml") -> Document:
        """A document with this text."""
        path = self.directory / name
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return read(path)

    def problems(self, text: str) -> list[str]:
        """What is wrong in a document that can be read."""
        return [str(problem) for problem in self.read(text).problems]

    def refused(self, text: str | bytes, *expected: str) -> None:
        """The document cannot be read, for these reasons."""
        with self.assertRaises(SpecError) as caught:
            self.read(text)
        self.assertEqual([str(problem) for problem in caught.exception.problems], list(expected))

    def schemas(self, text: str) -> dict[str, Schema]:
        """The components of a document in which nothing is wrong; `text` has them, indented."""
        document = self.read(f"{TOP_31}components:\n  schemas:\n{text}")
        self.assertEqual(document.problems, [])
        return document.schemas
