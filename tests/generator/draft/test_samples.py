"""Samples of operations, and which families they come to."""
from __future__ import annotations

import unittest

from .helper import FINE, DraftCase, operation


class Samples(DraftCase):
    """Examples become samples if they fit."""

    def test_examples(self) -> None:
        draft = self.draft(operation("""
    post:
      requestBody:
        content:
          application/json:
            examples:
              A large one: {value: {size: 9}}
              Broken: {value: '{"size": '}
      responses:
        200:
          description: x
          content:
            application/json:
              examples:
                Done: {value: {success: true, data: {id: 1}}}
                Not done: {value: {success: false, errorObjects: [{error: No room., reason: full}]}}
                Wrong: {value: {success: true, data: {id: 1}, extra: 1}}
        422: {description: x, content: {
          application/json: {example: {success: false, errorObjects: [{error: Too large.}]}}}}
        500: {description: x, content: {application/json: {example: {success: false}}}}
"""))
        (made,) = draft.operations
        self.assertEqual(list(made.samples), [
            "cages.create.request.default.json", "cages.create.response.200-done.json",
            "cages.create.response.200-not-done.json", "cages.create.response.422.json"])
        self.assertEqual(made.keys["samples"], list(made.samples))
        self.assertEqual(self.notes(draft, "sample"), [
            "12: POST /cages: the example is text that is no JSON: Expecting value",
            "21: POST /cages: unknown field 'extra', expected success, data or errorObjects"])

    def test_made(self) -> None:
        draft = self.draft(operation("""
    post:
      parameters: [{name: q, in: query, schema: {type: string}, example: seals}]
      requestBody: {content: {application/json: {
        schema: {type: object, required: [size], properties: {size: {type: integer},
        when: {type: integer, description: epoch ms}, cages: {type: array, items: {
        properties: {id: {type: string}}}}}}}}}
      responses: {200: {description: x, content: {application/json: {schema: {
        properties: {success: {type: boolean}, data: {properties: {price: {type: number}}}}}}}}}
"""))
        self.assertEqual([sample.value for sample in draft.operations[0].samples.values()], [
            {"q": "seals", "size": 1, "when": 1750000000000, "cages": [{"id": "1"}]},
            {"success": True, "data": {"price": 1.5}}])

    def test_long_ones_are_cut(self) -> None:
        rows = ", ".join("{name: %s}" % ("x" * 100) for _ in range(200))
        draft = self.draft(operation(
            "    get: {responses: {200: {description: x, content: {application/json: {example: "
            "{success: true, data: {rows: [%s]}}}}}}}" % rows))
        (sample,) = draft.operations[0].samples.values()
        self.assertEqual(len(sample.value["data"]["rows"]), 3)


class Families(DraftCase):
    """Which operations go together."""

    def names(self, *paths: str, tags: str = "", only: str = "", family: str = "") \
            -> list[str]:
        items = "".join(f"  {path}: {{get: {{{FINE}{tag}}}}}\n" for path, tag in zip(
            paths, (f", tags: [{one}]" if one else "" for one in
                    (tags.split() or [""] * len(paths)))))
        draft = self.draft("openapi: 3.0.0\npaths:\n" + items, only, family)
        return [f"{one.name}.{op.name}" for one in draft.families.values()
                for op in one.operations.values()]

    def test_by_path(self) -> None:
        self.assertEqual(self.names("/api/v1/cages", "/api/v1/cages/{id}",
                                    "/api/v1/cages/{id}/animals",
                                    "/api/v1/animal-reports", "/api/v1/animal-reports/costs/list"),
                         ["cages.list", "cages.get", "cages.animals", "animal.list",
                          "animal.costs"])

    def test_by_tag(self) -> None:
        self.assertEqual(self.names("/a/x", "/a/y", tags="Cages Keepers"),
                         ["cages.x", "keepers.y"])

    def test_options(self) -> None:
        self.assertEqual(self.names("/v1/cages", "/v1/keepers", family="zoo"),
                         ["zoo.cages", "zoo.keepers"])
        self.assertEqual(self.names("/v1/cages", "/v1/keepers", only="GET *keep*"),
                         ["keepers.list"])

    def test_names_that_are_taken(self) -> None:
        """`insights` is our API, and the runtime has names like iqm_report_."""
        self.assertEqual(self.names("/v1/insights", "/v1/report", "/v1/api"),
                         ["insight.list", "reportapi.list", "apis.list"])


if __name__ == "__main__":
    unittest.main()
