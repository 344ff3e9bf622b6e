"""A document of all kinds of things becomes C without a warning once its questions are answered."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import yaml

from ..helper import TOP, run_main
from ..sample import WARNINGS
from .helper import SPEC

DOCUMENT = """
openapi: 3.0.3
info: {title: Zoo, version: '1'}
servers: [{url: 'https://zoo.example/api/v1'}]
paths:
  /zoo/animals:
    get:
      summary: List animals
      description: "With /* comment */ signs, \\"quotes\\" and a back\\\\slash"
      parameters:
      - {name: page, in: query, schema: {type: integer, default: 1}}
      - {name: pageSize, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
      - {name: kinds, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Kind'}}}
      - {name: prices, in: query, explode: false, schema: {type: array, items: {type: number}}}
      responses:
        200:
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                properties:
                  success: {type: boolean}
                  data: {type: object, properties: {total: {type: integer},
                    animals: {type: array, items: {$ref: '#/components/schemas/Animal'}}}}
              example: {success: true, data: {total: 1, animals: [
                {id: 7, name: Rex, weights: [1.5], fed: {monday: [1, 2]}, '@type': cat,
                 more: {a: [1]}}]}}
    post:
      requestBody: {required: true, content: {
        application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
      responses: {201: {description: Made., content: {application/json: {
        example: {success: true, data: {created: true, animalId: 8, message: Done.}}}}}}
  /zoo/animals/{animalId}:
    parameters: [{name: animalId, in: path, required: true, schema: {type: string}}]
    patch:
      deprecated: true
      requestBody: {content: {application/json: {schema: {
        allOf: [{$ref: '#/components/schemas/Animal'},
                {properties: {animalId: {type: string}, note: {type: string, nullable: true}}}]}}}}
      responses: {200: {description: Fine., content: {application/json: {
        schema: {type: object, properties: {success: {type: boolean}, data: {type: string}}}}}}}
    put:
      requestBody: {content: {application/x-www-form-urlencoded: {
        schema: {type: object, required: [when],
                 properties: {when: {type: integer, description: epoch ms}}}}}}
      responses: {200: {description: Fine., content: {
        application/json: {schema: {type: array, items: {type: integer}}}}}}
    delete:
      responses: {200: {description: Fine., content: {application/json: {
        schema: {type: object, properties: {
          success: {type: boolean},
          data: {type: object, additionalProperties: {$ref: '#/components/schemas/Animal'}}}}}}}}
components:
  schemas:
    Kind: {type: string, enum: [CAT, big-dog, '9 lives']}
    Animal:
      type: object
      required: [name]
      properties:
        id: {type: integer}
        name: {type: string, minLength: 1, maxLength: 30}
        kind: {$ref: '#/components/schemas/Kind'}
        int: {type: boolean, description: A keyword of C}
        errno: {type: integer}
        9to5: {type: boolean}
        '$ref-like': {type: string}
        '@type': {type: string, description: "One of: cat, dog"}
        weights: {type: array, items: {type: number}}
        flags: {type: array, items: {type: boolean}}
        fed: {type: object, additionalProperties: {type: array, items: {type: integer}}}
        born: {type: integer, format: int64, description: Epoch seconds}
        parent: {$ref: '#/components/schemas/Animal'}
        more: {type: object}
        either: {oneOf: [{type: object}, {type: array, items: {type: string}}]}
"""


class Compile(unittest.TestCase):
    """The draft as a spec of its own, in JSON and in YAML."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def run_generator(self, *args: object) -> str:
        """What a run says; it must succeed."""
        status, out, err = run_main(*args)
        self.assertEqual((status, err), (0, ""))
        return out

    def imported(self, document: Path) -> Path:
        """A copy of our spec with the draft in it, all questions answered."""
        spec = self.directory / f"spec-{document.suffix[1:]}"
        shutil.copytree(SPEC, spec)
        said = json.loads(self.run_generator("import", document, "--out", spec, "-o", "json"))
        self.assertEqual((said["draft_problems"], said["skipped"]), ([], []))
        self.assertEqual(len(said["operations"]["imported"]), 5)
        text = (spec / "animals.yaml").read_text(encoding="utf-8")
        text = re.sub(r"effect: TODO.*", "effect: update", text)
        text = re.sub(r"^ +(outcome|wait|file): TODO.*\n", "", text, flags=re.MULTILINE)
        text = text.replace("doc: TODO", "doc: What is in the zoo.")
        self.assertNotIn(" TODO\n", text)
        (spec / "animals.yaml").write_text(text, encoding="utf-8")
        return spec

    def test_it_compiles(self) -> None:
        path = self.directory / "zoo.yaml"
        path.write_text(DOCUMENT, encoding="utf-8")
        spec, out = self.imported(path), self.directory / "out"
        out.mkdir()
        shutil.copy(TOP / "README.md", out)
        self.run_generator("regen", "--spec", spec, "--out", out)
        sources = [out / "generated" / name for name in ("iqm_animals.c", "iqm_ops.c")]
        for compiler in filter(shutil.which, ("gcc", "clang")):
            for source in [*sources, out / "tests" / "golden" / "golden.c"]:
                include = [f"-I{TOP / 'runtime' / 'include'}", f"-I{out / 'generated'}",
                           f"-I{TOP / 'tests' / 'golden'}", f"-I{TOP / 'tests' / 'lib'}"]
                warnings = WARNINGS if source in sources else []
                done = subprocess.run(
                    [compiler, "-std=c11", *warnings, *include, "-c", source, "-o", out / "x.o"],
                    capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""), source.name)

    def test_json_makes_the_same(self) -> None:
        path = self.directory / "zoo.yaml"
        path.write_text(DOCUMENT, encoding="utf-8")
        other = self.directory / "zoo.json"
        other.write_text(json.dumps(yaml.safe_load(DOCUMENT), indent=1), encoding="utf-8")
        texts = [(self.imported(one) / "animals.yaml").read_text(encoding="utf-8")
                 for one in (path, other)]
        self.assertEqual(*[re.sub(r"# .*|\(line \d+\)", "", text) for text in texts])


class Speed(unittest.TestCase):
    """A document as large as the largest that there is."""

    def test_sixty_operations(self) -> None:
        schemas: dict[str, object] = {f"Row{i}": {"type": "object", "properties": {
            f"field{i}_{j}": {"type": ("integer", "string", "number", "boolean")[j % 4],
                              "description": "What the field is for, in some words."}
            for j in range(12)}} for i in range(60)}
        paths = {f"/api/v1/family{i % 9}/thing{i}": {"get": {"responses": {"200": {
            "description": "Fine.", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"success": {"type": "boolean"}, "data": {
                    "type": "object", "properties": {"total": {"type": "integer"}, "rows": {
                        "type": "array",
                        "items": {"$ref": f"#/components/schemas/Row{i}"}}}}}}}}}}}}
            for i in range(60)}
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "zoo.json"
            path.write_text(json.dumps({"openapi": "3.0.0", "paths": paths,
                                        "components": {"schemas": schemas}}), encoding="utf-8")
            start = time.process_time()
            status, out, _ = run_main("import", path, "-o", "json")
            self.assertLess(time.process_time() - start, 3)
        self.assertEqual(status, 0)
        found = json.loads(out)
        self.assertEqual((len(found["operations"]["imported"]), found["draft_problems"]), (60, []))


if __name__ == "__main__":
    unittest.main()
