"""Operations: what the language can say, what it cannot, and what a person has to say."""
from __future__ import annotations

import unittest

from .helper import FINE, DraftCase, operation


class Said(DraftCase):
    """What becomes of an operation."""

    def test_parameters(self) -> None:
        text = self.text(self.draft(operation(f"""
    get:
      summary: List animals
      parameters:
      - {{name: cageId, in: path, required: true, schema: {{type: integer}}}}
      - {{name: kinds, in: query, schema: {{type: array, items: {{type: string}}}}}}
      - {{name: ids, in: query, explode: false, schema: {{type: array, items: {{type: integer}}}}}}
      - {{name: cageIds, in: query, description: Comma-separated list of cages, schema: {{
        type: string}}}}
      - {{name: Authorization, in: header, schema: {{type: string}}}}
      {FINE}
""", "/cages/{cageId}/animals")))
        self.assertIn("""
  animals_query:
    doc: What `cages.animals` asks for.
    fields:
      cageId: {type: int, required: true, doc: Cage id.}
      kinds: {type: "string[]", explode: true, doc: Kinds.}
      ids: {type: "int[]", doc: Ids.}
      # Text in the document, whose words say that it is a comma list.
      cageIds: {type: "int[]", doc: Comma-separated list of cages.}
""", text)
        self.assertIn("""
  animals:
    doc: List animals.
    method: GET
    path: /cages/{cageId}/animals
    effect: read
    query: animals_query
    response: confirmation
    samples: [cages.animals.request.default.json, cages.animals.response.200.json]
""", text)

    def test_headers_and_cookies_are_dropped(self) -> None:
        draft = self.draft(operation(f"""
    get:
      parameters:
      - {{name: authorization, in: header, schema: {{type: string}}}}
      - {{name: X-IAA-OW-ID, in: header, schema: {{type: string}}}}
      - {{name: X-Zoo, in: header, schema: {{type: string}}}}
      - {{name: crumb, in: cookie, schema: {{type: string}}}}
      {FINE}
"""))
        self.assertEqual(self.notes(draft, "lost"),
                         ["6: GET /cages: header X-Zoo", "6: GET /cages: cookie crumb"])
        self.assertNotIn("query", self.text(draft))

    def test_envelope(self) -> None:
        for example, expected in (
                ("{success: true, data: {name: Rex}}", ""),
                ("{name: Rex}", "    envelope: optional  # the document shows none here\n")):
            text = self.text(self.draft(operation(
                "    get: {responses: {200: {description: x, content: {application/json: "
                "{example: %s}}}}}" % example)))
            self.assertIn("      name: {type: string, doc: Name.}\n", text)
            self.assertEqual("envelope" in text, bool(expected))
            self.assertIn(expected, text)

    def test_body_field_that_the_path_has(self) -> None:
        draft = self.draft(operation(f"""
    put:
      parameters: [{{name: cageId, in: path, required: true, schema: {{type: integer}}}}]
      requestBody: {{content: {{application/json: {{
        schema: {{type: object, properties: {{cageId: {{type: integer}},
        size: {{type: integer}}}}}}}}}}}}
      {FINE}
""", "/cages/{cageId}"))
        self.assertEqual(self.notes(draft, "lost"), [
            "6: PUT /cages/{cageId}: 'cageId' of the body, since path or query have a field of "
            "this name"])
        self.assertIn("""
  # Without cageId, which the path or the query has.
  replace_request:
    doc: Replace request.
    fields:
      size: {type: int, doc: Size.}
""", self.text(draft))

    def test_form(self) -> None:
        text = self.text(self.draft(operation(f"""
    post:
      requestBody: {{content: {{application/x-www-form-urlencoded: {{
        schema: {{type: object, properties: {{size: {{type: integer}}}}}}}}}}}}
      {FINE}
""")))
        self.assertIn("    body: create_request\n    content: form\n", text)

    def test_server_with_a_path(self) -> None:
        draft = self.draft(operation(f"    get: {{{FINE}}}",
                                     more="servers: [{url: 'https://zoo.example/api/v1/'}]"))
        self.assertIn("    path: /api/v1/cages\n", self.text(draft))

    def test_text_as_data(self) -> None:
        text = self.text(self.draft(operation(
            "    get: {responses: {200: {description: x, content: {application/json: {examples: {"
            "a: {value: {success: true, data: Free.}}, "
            "b: {value: {success: true, data: {free: false, message: Taken.}}}}}}}}}")))
        self.assertIn("""
  # An example has text in place of the object.
  list_response:
    doc: List response.
    unwrapped: {field: message}
    fields:
      free: {type: bool, doc: Free.}
      message: {type: string, doc: Message.}
""", text)

    def test_deprecated_and_nothing_known(self) -> None:
        draft = self.draft(operation("    get: {deprecated: true, responses: {}}"), clean=False)
        self.assertIn("    response: confirmation  # the document does not say what is in it\n",
                      self.text(draft))
        self.assertIn("    deprecated: The document marks it as deprecated.\n", self.text(draft))
        self.assertEqual(self.notes(draft, "lost"), [
            "5: GET /cages: the document does not say what a good response has"])


class NotSaid(DraftCase):
    """What the language has no words for is listed, and nothing else is lost by it."""

    def skipped(self, text: str, path: str = "/cages") -> list[str]:
        draft = self.draft(operation(text, path))
        self.assertEqual(draft.operations, [])
        return [note.partition(f"{path}: ")[2] for note in self.notes(draft, "skipped")]

    def test_reasons(self) -> None:
        good = FINE
        for text, reason in (
                (f"post: {{requestBody: {{content: {{multipart/form-data: {{}}}}}}, {good}}}",
                 "a body of multipart/form-data"),
                (f"head: {{{good}}}", "method HEAD"),
                (f"get: {{parameters: [{{name: f, in: query, required: true, style: deepObject, "
                 f"schema: {{type: object}}}}], {good}}}", "parameter 'f': style deepObject"),
                (f"get: {{parameters: [{{name: f, in: query, required: true, schema: {{type: "
                 f"object}}}}], {good}}}", "parameter 'f': it is an object"),
                (f"get: {{requestBody: {{content: {{application/json: {{schema: {{type: object}}"
                 f"}}}}}}, {good}}}", "a body of a GET"),
                (f"delete: {{requestBody: {{content: {{application/json: {{schema: {{type: object"
                 f"}}}}}}}}, {good}}}", "a body of a DELETE"),
                ("get: {responses: {200: {description: x, content: {application/json: {schema: "
                 "{type: object, additionalProperties: {type: integer}}}}}}}",
                 "a response that may be any object, without the envelope"),
                (f"post: {{requestBody: {{content: {{application/json: {{schema: {{type: array}}"
                 f"}}}}}}, {good}}}", "a body that is no object"),
                (f"post: {{requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: "
                 f"{{properties: {{a: {{type: object}}}}}}}}}}}}, {good}}}",
                 "a form with objects in it"),
                ("get: {responses: {200: {description: x, content: {text/csv: {}}}}}",
                 "a response of text/csv"),
                ("delete: {responses: {204: {description: x}}}",
                 "a response without a body (204)")):
            self.assertEqual(self.skipped("    " + text), [reason], text)
        self.assertEqual(self.skipped(f"    get: {{{good}}}", "/cages/{a}-{b}"),
                         ["'{a}-{b}' in the path"])
        self.assertEqual(self.skipped(f"    get: {{{good}}}", "cages"),
                         ["a path that does not start with '/'"])

    def test_parameter_that_is_not_required(self) -> None:
        draft = self.draft(operation(f"""
    get:
      parameters: [{{name: filter, in: query, style: deepObject, schema: {{type: object}}}}]
      {FINE}
"""))
        self.assertEqual(self.notes(draft, "lost"),
                         ["6: GET /cages: parameter 'filter': style deepObject"])
        self.assertEqual(len(draft.operations), 1)


class Questions(DraftCase):
    """TODO stands where a person decides, and nowhere else."""

    def test_effect(self) -> None:
        draft = self.draft(operation(f"""
    get: {{{FINE}}}
    post: {{{FINE}}}
    put: {{{FINE}}}
    patch: {{{FINE}}}
    delete: {{{FINE}}}
"""))
        self.assertEqual([(op.name, op.keys["effect"]) for op in draft.operations], [
            ("list", "read"), ("create", "TODO"), ("replace", "TODO"), ("update", "TODO"),
            ("delete", "delete")])
        self.assertEqual(draft.questions, 4)  # and the doc of the family
        self.assertEqual([op.comments.get("effect") for op in draft.operations], [
            None, "read, update (safe to repeat), delete, once (free, not to be repeated) or paid "
            "(buys)", "update (safe to repeat), once (free, not to be repeated) or paid (buys)",
            "update (safe to repeat), once (free, not to be repeated) or paid (buys)", None])

    def test_paged(self) -> None:
        def paged(query: str, data: str) -> object:
            pairs = (pair.split(":") for pair in query.split())
            names = "".join(f"{{name: {name}, in: query, schema: {{type: {kind}}}}}, "
                            for name, kind in pairs)
            draft = self.draft(operation(
                f"    get: {{parameters: [{names}], responses: {{200: {{description: x, content: "
                f"{{application/json: {{example: {{success: true, data: {data}}}}}}}}}}}}}"))
            return draft.operations[0].keys.get("paged")

        rows = "{total: 1, filteredRecords: 1, cages: [{name: x, cageId: 1}]}"
        self.assertEqual(paged("pageNo:integer noOfEntries:integer sortBy:string", rows), {
            "page": "pageNo", "size": "noOfEntries", "sort": "sortBy", "items": "cages",
            "total": "filteredRecords", "key": "cageId"})
        self.assertEqual(paged("page:integer page_size:integer", "{cages: [{name: x}]}"), "TODO")
        self.assertIsNone(paged("sortBy:string", rows))

    def test_outcome_and_file(self) -> None:
        text = self.text(self.draft(operation("""
    post:
      requestBody: {content: {application/json: {
        schema: {type: object, properties: {cageId: {type: integer}, fileType: {type: integer}}}}}}
      responses: {200: {description: x, content: {application/json: {
        example: {success: true, data: {cageCreated: true, cageId: 1, message: x}}}}}}
  /cages/download:
    post:
      requestBody: {content: {application/json: {
        schema: {type: object, properties: {cageId: {type: integer}, fileType: {type: integer}}}}}}
      responses: {200: {description: x, content: {
        application/json: {example: {success: true, data: {cageUrl: 'https://x'}}}}}}
""")))
        self.assertIn("    outcome: TODO  # perhaps {created: [cageCreated], exists: cageId, "
                      "refused: message}; creatable where it is not paid\n    wait: TODO", text)
        self.assertIn("    file: TODO  # perhaps {id: cageId, type: fileType, url: cageUrl}\n",
                      text)
        self.assertIn("""
  file_link:
    doc: Download response.
    fields:
      # Taken for a signed URL, which must not be logged.
      cageUrl: {type: string, secret: true, doc: Cage url.}
""", text)


if __name__ == "__main__":
    unittest.main()
