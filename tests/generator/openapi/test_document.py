"""Operations: parameters, bodies, responses, examples, places."""
from __future__ import annotations

import json
import random
import time
import unittest

from generator.loader.problems import SpecError

from .helper import TOP_31, DocumentCase

ZOO = """openapi: 3.0.3
info: {title: Zoo, description: Animals.}
servers: [{url: 'https://zoo.example'}, {}]
paths:
  /cages/{cageId}/animals:
    parameters:
    - {name: cageId, in: path, required: true, schema: {type: integer}}
    - {$ref: '#/components/parameters/Page'}
    get:
      operationId: listAnimals
      tags: [animals, 7]
      summary: Lists animals.
      description: All of them.
      deprecated: true
      parameters:
      - {name: page, in: query, schema: {type: integer, default: 1}, example: 3}
      - {name: kinds, in: query, explode: false, schema: {type: array, items: {type: string}}}
      - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
      - {name: deep, in: query, style: deepObject, schema: {type: object}}
      - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      - {name: X-Zoo, in: header, schema: {type: string}}
      responses:
        '200':
          description: Fine.
          content:
            text/html: {}
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Animal'}}
              examples:
                one: {value: [{name: Rex}]}
                other: {$ref: '#/components/examples/Two'}
                away: {externalValue: 'https://zoo.example/three.json'}
        404: {$ref: '#/components/responses/None'}
        5XX: {description: Broken.}
        default: {description: Other.}
    post:
      requestBody: {$ref: '#/components/requestBodies/New'}
      responses: {}
  /photos:
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object}}}}
      responses: {201: {description: Made., content: {application/vnd.zoo+json: {}}}}
    x-note: {}
  /login:
    put:
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
components:
  parameters:
    Page: {name: page, in: query, schema: {type: string}}
  examples:
    Two: {value: []}
  responses:
    None: {description: None such., content: {'*/*': {example: {message: no}}}}
  requestBodies:
    New: {required: true, description: The animal., content: {
      application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Animal'}}}}
  schemas:
    Animal: {type: object, properties: {name: {type: string}}}
"""


class Operations(DocumentCase):
    """What a document says."""

    def test_all_of_it(self) -> None:
        document = self.read(ZOO)
        self.assertEqual([str(problem) for problem in document.problems], [])
        self.assertEqual((document.title, document.doc, document.version, document.servers),
                         ("Zoo", "Animals.", "3.0.3", ["https://zoo.example"]))
        self.assertEqual([one.title for one in document.operations], [
            "GET /cages/{cageId}/animals", "POST /cages/{cageId}/animals", "POST /photos",
            "PUT /login"])
        listing, making, photos, login = document.operations
        self.assertEqual((listing.id, listing.tags, listing.summary, listing.doc,
                          listing.is_deprecated, listing.at.line, listing.pointer),
                         ("listAnimals", ["animals"], "Lists animals.", "All of them.", True, 9,
                          "#/paths/~1cages~1{cageId}~1animals/get"))
        self.assertEqual([(one.name, one.is_required, one.explode, one.misfits)
                          for one in listing.parameters_in("query")], [
            ("page", False, True, []), ("kinds", False, False, []), ("ids", False, True, []),
            ("deep", False, False, ["style deepObject"]),
            ("filter", False, True, ["a parameter that is application/json"])])
        page = listing.parameters_in("query")[0]
        self.assertEqual((page.schema and page.schema.get("default"),
                          [example.value for example in page.examples]), (1, [3]))
        self.assertEqual([one.name for one in listing.parameters_in("header")], ["X-Zoo"])
        self.assertEqual([one.name for one in making.parameters_in("path")], ["cageId"])
        body = making.body
        assert body and body.schema
        self.assertEqual((body.schema.name, making.body_is_required, making.body_doc, body.content),
                         ("Animal", True, "The animal.", "application/json"))
        self.assertEqual((photos.body, photos.misfits), (None, ["a body of multipart/form-data"]))
        self.assertTrue(login.body and login.body.is_form)
        self.assertEqual(login.misfits, [])

    def test_responses(self) -> None:
        listing, making, photos, login = self.read(ZOO).operations
        self.assertEqual(list(listing.responses), ["200", "404", "5XX", "default"])
        good = listing.good[0].media
        assert good and good.schema and good.schema.items
        self.assertEqual((good.content, good.schema.items.name), ("application/json", "Animal"))
        self.assertEqual([(one.name, one.value) for one in good.examples],
                         [("one", [{"name": "Rex"}]), ("other", [])])
        bad = listing.responses["404"].media
        self.assertEqual(bad and bad.examples[0].value, {"message": "no"})
        self.assertIsNone(listing.responses["5XX"].media)
        self.assertEqual((making.good, login.good), ([], []))
        self.assertEqual(photos.good[0].media and photos.good[0].media.content,
                         "application/vnd.zoo+json")

    def test_json_is_read_alike(self) -> None:
        import yaml
        text = json.dumps(yaml.load(ZOO, Loader=yaml.BaseLoader)).replace('"true"', "true")
        document, other = self.read(text, "zoo.json"), self.read(ZOO)
        for mine, theirs in zip(document.operations, other.operations):
            self.assertEqual((mine.title, mine.pointer, mine.summary, list(mine.responses),
                              [one.name for one in mine.parameters]),
                             (theirs.title, theirs.pointer, theirs.summary, list(theirs.responses),
                              [one.name for one in theirs.parameters]))

    def test_examples_that_are_text(self) -> None:
        def found(text: str) -> tuple[object, bool, str]:
            one = self.read(TOP_31 + "paths: {/a: {get: {responses: {200: {content: "
                            "{application/json: {example: " + json.dumps(text) + "}}}}}}}"
                            ).operations[0].good[0].media
            assert one
            return one.examples[0].value, one.examples[0].repaired, one.examples[0].problem
        self.assertEqual(found('{"a": 1}'), ({"a": 1}, False, ""))
        self.assertEqual(found('{"a": "x//y", // why\n"b": [1,], /* so */}'),
                         ({"a": "x//y", "b": [1]}, True, ""))
        self.assertEqual(found('{"a": 1\n "b": "x"\n "c": true\n "d": 2}'),
                         ({"a": 1, "b": "x", "c": True, "d": 2}, True, ""))
        self.assertEqual(found('{"a": "x\ny"}'), ({"a": "x\ny"}, True, ""))
        self.assertEqual(found('{"a": 1,2}'), (
            None, False, "the example is text that is no JSON: Expecting property name enclosed in "
            "double quotes"))
        self.assertEqual(found("[" * 70 + "]" * 70)[2], "the example is text that is no JSON: "
                         "nested deeper than 64 levels")
        for text in ('"\\"' * 200000, "/*" * 200000, ", " * 200000, "1 " * 200000, '{"' * 200000):
            start = time.monotonic()
            self.assertIn("no JSON", found(text)[2])
            self.assertLess(time.monotonic() - start, 5, text[:4])


class Wrong(DocumentCase):
    """What is wrong; the rest is read."""

    def test_structure(self) -> None:
        self.assertEqual(self.problems(TOP_31 + """paths:
  /a: 5
  /b: {get: [], post: {parameters: [{name: x}, 7, {$ref: '#/nowhere'}], responses: {20: {}, x: {}}}}
  /c/{id}/{id}: {get: {tags: x, responses: {200: []}, requestBody: {content: 3}}}
  /d: {get: {parameters: {a: b}, responses: {200: {content: {application/json: 1}}}}}
servers: {url: x}
components: {schemas: []}
"""), [
            "zoo.yaml:4:7: a path is a number, expected an object",
            "zoo.yaml:5:13: an operation is a list, expected an object",
            "zoo.yaml:5:37: a parameter without 'name' or 'in', expected both",
            "zoo.yaml:5:48: a parameter is a number, expected an object",
            "zoo.yaml:5:48: a parameter without 'name' or 'in', expected both",
            "zoo.yaml:5:58: $ref '#/nowhere' names nothing in the document",
            "zoo.yaml:5:89: status '20', expected three digits or 'default'",
            "zoo.yaml:5:96: status 'x', expected three digits or 'default'",
            "zoo.yaml:6:23: no parameter 'id' of path /c/{id}/{id}",
            "zoo.yaml:6:30: 'tags' is text, expected a list",
            "zoo.yaml:6:78: 'content' is a number, expected an object",
            "zoo.yaml:7:26: 'parameters' is an object, expected a list",
            "zoo.yaml:7:80: a media type is a number, expected an object",
            "zoo.yaml:8:10: 'servers' is an object, expected a list",
            "zoo.yaml:9:23: 'schemas' is a list, expected an object"])

    def test_surrogates_and_control_characters(self) -> None:
        document = self.read('{"openapi": "3.0.0", "info": {"title": "a\\ud800b\\u0007"}, "paths": '
                             '{"/x\\udfff": {"get": {"summary": "\\u2028"}}}}')
        self.assertEqual((document.title, document.operations[0].path,
                          document.operations[0].summary), ("ab", "/x", ""))

    def test_random_damage(self) -> None:
        """Never anything but SpecError, and never for long."""
        dice = random.Random(7)
        pieces = ["", "{", "}", "[", "]", "'", ": ", "$ref", "null", "7", "type: array", "- ", "\n",
                  "#/components/schemas/Animal", "allOf", "&a ", "*a", "properties", "~", "items"]
        start = time.monotonic()
        for _ in range(400):
            at = dice.randrange(len(ZOO))
            text = ZOO[:at] + dice.choice(pieces) + ZOO[at + dice.randrange(12):]
            try:
                document = self.read(text)
            except SpecError:
                continue
            for operation in document.operations:
                self.assertTrue(operation.title and operation.good is not None)
        self.assertLess(time.monotonic() - start, 60)

    def test_values_of_every_kind_everywhere(self) -> None:
        import yaml
        tree = json.loads(json.dumps(yaml.load(ZOO, Loader=yaml.BaseLoader)))
        places: list[tuple[object, ...]] = []

        def walk(value: object, place: tuple[object, ...]) -> None:
            places.append(place)
            items = value.items() if isinstance(value, dict) else \
                enumerate(value) if isinstance(value, list) else ()
            for key, item in items:
                walk(item, place + (key,))

        walk(tree, ())
        values: list[object] = [None, 5, "x", [], {}, True, [{}], {"$ref": "#"}]
        for place in places[1:]:
            for wrong in values:
                copy = json.loads(json.dumps(tree))
                parent = copy
                for step in place[:-1]:
                    parent = parent[step]
                parent[place[-1]] = wrong
                try:
                    self.read(json.dumps(copy), "zoo.json")
                except SpecError:
                    pass


if __name__ == "__main__":
    unittest.main()
