"""Documents of a few lines, and the drafts made of them."""
from __future__ import annotations

from functools import lru_cache

from generator.builder.build import build
from generator.draft.layout import family_text
from generator.draft.make import make
from generator.draft.model import Draft
from generator.model.api import Api
from generator.openapi.document import read

from ..helper import TOP, DirectoryCase

SPEC = TOP / "spec"


@lru_cache(maxsize=None)
def our_api() -> Api:
    """The project's own spec, which drafts are made for."""
    return build(SPEC)


class DraftCase(DirectoryCase):
    """Each test writes a document and looks at its draft."""

    def draft(self, text: str, only: str = "", family: str = "", clean: bool = True) -> Draft:
        """The draft of a document; with `clean` nothing is wrong with it besides its questions."""
        path = self.directory / "zoo.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        draft, problems = make(read(path), our_api(), SPEC, only, family)
        if clean:
            self.assertEqual([str(problem) for problem in problems], [])
        return draft

    def text(self, draft: Draft) -> str:
        """The one family of a draft as YAML."""
        (family,) = draft.families.values()
        return family_text(family, "zoo.yaml")

    def notes(self, draft: Draft, kind: str) -> list[str]:
        """What a draft has to say of a kind, with lines."""
        return [f"{problem.line}: {problem.text}" for problem in draft.noted(kind)]

    def fields(self, schema: str, example: str = "", more: str = "", version: str = "3.1.0",
               clean: bool = True) -> list[str]:
        """The lines that the fields of a response become. `schema` is its properties, in braces;
        `example` its data; `more` other components."""
        draft = self.draft(response(schema, example, more, version), clean=clean)
        text = self.text(draft)
        lines = text[text.index("  got:\n"):].splitlines()
        found = []
        for line in lines[3:]:
            if not line.startswith("      "):
                break
            found.append(line[6:])
        return found


def response(schema: str, example: str = "", more: str = "", version: str = "3.1.0") -> str:
    """A document with one operation, whose response is of schema Got."""
    shown = f", example: {{success: true, data: {example}}}" if example else ""
    got = f"type: object, properties: {schema}" if schema else ""
    data = "success: {type: boolean}, data: {$ref: '#/components/schemas/Got'}"
    content = f"application/json: {{schema: {{type: object, properties: {{{data}}}}}{shown}}}"
    return f"""openapi: {version}
info: {{title: Zoo, version: '1'}}
paths:
  /cages:
    get:
      responses:
        200: {{description: Fine., content: {{{content}}}}}
components:
  schemas:
    Got: {{{got}}}
{more}
"""


def operation(text: str, path: str = "/cages", more: str = "") -> str:
    """A document with the operations of a path; `text` is indented by four."""
    return f"""openapi: 3.1.0
info: {{title: Zoo, version: '1'}}
paths:
  {path}:
{text}
{more}
"""


FINE = "responses: {200: {description: Fine., content: {application/json: {example: " \
    "{success: true, data: {message: Done.}}}}}}"
