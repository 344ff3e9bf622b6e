"""The documents are sound OpenAPI 3.1, and what says so finds what is not."""
from __future__ import annotations

import copy
import json
import unittest
from typing import Any, Callable

from generator.builder.build import build
from generator.export.document import document, text

from ..helper import SAMPLE_SPEC, TOP
from .structure import problems


class Documents(unittest.TestCase):
    """As the specs make them."""

    def test_ours(self) -> None:
        api = build(TOP / "spec")
        for dialect in api.dialects:
            made = document(api, dialect)
            self.assertEqual(problems(made), [], dialect)
            self.assertGreater(len(made["paths"]), 15)

    def test_of_the_sample_spec(self) -> None:
        api = build(SAMPLE_SPEC)
        for dialect in api.dialects:
            self.assertEqual(problems(document(api, dialect)), [], dialect)

    def test_files(self) -> None:
        """What is committed is what is made, and says so where leftovers are looked for."""
        api = build(TOP / "spec")
        for dialect in api.dialects:
            written = (TOP / f"generated/openapi/{dialect}.json").read_text(encoding="utf-8")
            self.assertEqual(written, text(document(api, dialect)))
            self.assertEqual(json.loads(written), document(api, dialect))
            self.assertIn("by `make regen`: change the spec, not this file.", written[:400])


PATH = "/api/v3/ins/pld-reports"
GET = f"get {PATH}"
Json = dict[str, Any]
Change = Callable[[Json, Json], Any]
MISTAKES: list[tuple[str, Change]] = [  # of the document, or of an operation of it
    ("version: expected 3.1", lambda d, _: d.update(openapi="3.0.3")),
    (": document has no 'swagger'", lambda d, _: d.update(swagger="2.0")),
    ("info: info without 'version'", lambda d, _: d["info"].pop("version")),
    ("servers: server without 'url'", lambda d, _: d["servers"][0].pop("url")),
    (f"{GET}: operation without 'operationId'", lambda _, op: op.pop("operationId")),
    ("operationId 'sls_list' twice", lambda _, op: op.update(operationId="sls_list")),
    (f"{GET}: operation has no 'request'", lambda _, op: op.update(request={})),
    (f"{GET}: tag 'x' is not declared", lambda _, op: op.update(tags=["x"])),
    (f"{GET}: security scheme 'x' is not there", lambda _, op: op.update(security=[{"x": []}])),
    (f"{GET}: parameter 'pageNo' twice",
     lambda _, op: op["parameters"].append(op["parameters"][2])),
    (f"{GET}: parameter without 'schema'", lambda _, op: op["parameters"][0].pop("schema")),
    (f"{GET}: 'id' is in the path or a path parameter, not both",
     lambda _, op: op["parameters"][0].update({"name": "id", "in": "path", "required": True})),
    (f"{GET}: no status '2000'", lambda _, op: op["responses"].update(
        {"2000": {"description": "x"}})),
    (f"{GET} 200: response without 'description'",
     lambda _, op: op["responses"]["200"].pop("description")),
    (f"{GET} 200: media type without 'schema'",
     lambda _, op: op["responses"]["200"]["content"]["application/json"].pop("schema")),
    (f"{GET}: parameter 'pageNo': 'whole' is not valid under any of the given schemas",
     lambda _, op: op["parameters"][2].update(schema={"type": "whole"})),
    (f"{PATH}: no method 'fetch'", lambda d, _: d["paths"][PATH].update(fetch={})),
    ("{id}: no path", lambda d, _: d["paths"].update({"{id}": {}})),
    ("#/components/schemas/failed-response/properties/data: #/components/schemas/x is not there",
     lambda d, _: d["components"]["schemas"]["failed-response"]["properties"].update(
         data={"$ref": "#/components/schemas/x"})),
    ("schemas: 'x' is used nowhere",
     lambda d, _: d["components"]["schemas"].update(x={"type": "string"})),
    ("schemas: 'x y' is no name of a component",
     lambda d, _: d["components"]["schemas"].update({"x y": {"type": "string"}})),
    ("schema failed-response: 'x' is required and no property",
     lambda d, _: d["components"]["schemas"]["failed-response"]["required"].append("x"))]


class Mistakes(unittest.TestCase):
    """Each kind is found, in a document with two of the paths and one of the schemas."""

    def test_each(self) -> None:
        sound = document(build(TOP / "spec"), "page")
        sound["paths"] = {path: {"get": sound["paths"][path]["get"]}
                          for path in (PATH, "/api/v3/ins/sls-reports")}
        sound["components"]["schemas"] = {
            "failed-response": sound["components"]["schemas"]["failed-response"]}
        for expected, change in MISTAKES:
            self.assertNotIn(expected, problems(sound))
            broken = copy.deepcopy(sound)
            change(broken, broken["paths"][PATH]["get"])
            self.assertIn(expected, problems(broken), expected)


if __name__ == "__main__":
    unittest.main()
