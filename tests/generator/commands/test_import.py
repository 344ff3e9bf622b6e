"""`python3 -m generator import`: what it writes and says, the README's example, bad documents."""
from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path

from ..helper import TOP, SpecCase, run_main

ANSWERS = {"effect": "once", "doc": "What is in the zoo."}


class ImportCase(SpecCase):
    """The command, run in a directory of the test's own, for a copy of the spec."""

    def setUp(self) -> None:
        super().setUp()
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.directory)

    def run_import(self, *args: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        return run_main("import", *args)

    def write(self, text: str, name: str = "zoo.yaml") -> None:
        """Writes the document."""
        Path(name).write_bytes(text.encode("utf-8", "surrogatepass"))

    def answer(self, file: str) -> None:
        """Answers the questions of a family's file."""
        path = self.spec / file
        text = re.sub(r"^( *)(effect|doc): TODO.*$", lambda m: f"{m[1]}{m[2]}: {ANSWERS[m[2]]}",
                      path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub(r"^ +\w+: TODO.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")


class Readme(ImportCase):
    """The example of generator/README.md."""

    def setUp(self) -> None:
        super().setUp()
        page = (TOP / "generator" / "README.md").read_text(encoding="utf-8")
        page = page[page.index("## Import a document"):]
        self.page = page[:page.index("## How to")]
        self.document, self.part = re.findall(r"```yaml\n(.*?)```", self.page, re.DOTALL)
        self.write(self.document)

    def test_it_does_what_it_says(self) -> None:
        said = [line[4:] for line in self.page[self.page.index("    $ python3"):].split("\n\n")[0]
                .splitlines()]
        self.assertEqual(said[0], "$ python3 -m generator import zoo.yaml --out spec")
        status, out, err = self.run_import("zoo.yaml", "--out", "spec")
        self.assertEqual((status, err, out.splitlines()), (0, "", said[1:]))
        text = (self.spec / "animals.yaml").read_text(encoding="utf-8")
        self.assertIn(self.part, text)
        self.assertEqual(sorted(path.name for path in (self.spec / "samples").glob("animals.*")),
                         ["animals.feed.request.default.json", "animals.feed.response.200.json"])
        status, _, err = self.run_generator("check")
        self.assertEqual(status, 1)
        self.assertIn(re.findall(r"^    (spec/animals.*)$", self.page, re.MULTILINE)[0],
                      err.splitlines())

    def test_what_is_left_to_do_makes_a_function(self) -> None:
        self.run_import("zoo.yaml", "--out", "spec")
        self.answer("animals.yaml")
        self.accepted()
        header = (self.out / "generated" / "iqm_animals.h").read_text(encoding="utf-8")
        self.assertIn("int iqm_animals_feed(", header)
        self.assertIn("IQM_ANIMALS_FOOD_FISH = 2",
                      (self.out / "generated" / "iqm_types.h").read_text(encoding="utf-8"))

    def test_text_without_out(self) -> None:
        status, out, err = self.run_import("zoo.yaml")
        self.assertEqual(status, 0)
        self.assertIn("family: animals\n", out)
        self.assertIn(self.part, out)
        self.assertIn("Add animals to 'families' of api.yaml, "
                      "and to its 'enums' what stands below.\n", err)
        self.assertIn("enums:\n  animals_food:\n", err)
        self.assertFalse((self.spec / "animals.yaml").exists())

    def test_json(self) -> None:
        status, out, _ = self.run_import("zoo.yaml", "-o", "json")
        found = json.loads(out)
        self.assertEqual(
            (status, found["operations"]["document"], found["fields"], found["questions"]),
            (0, 2, 5, 2))
        self.assertEqual(found["operations"]["imported"], [
            {"family": "animals", "name": "feed", "title": "POST /animals/{animalId}/feed",
             "line": 5}])
        self.assertEqual(found["skipped"], [{"file": "zoo.yaml", "line": 26, "text":
                                             "PUT /photos: a body of multipart/form-data"}])
        self.assertEqual(found["enums"], {"animals_food": {"hay": 1, "fish": 2}})
        self.assertEqual(sorted(found["files"]), [
            "animals.yaml", "samples/animals.feed.request.default.json",
            "samples/animals.feed.response.200.json"])
        self.assertEqual(found["draft_problems"], [])

    def test_markdown(self) -> None:
        status, out, _ = self.run_import("zoo.yaml", "-o", "markdown")
        self.assertEqual(status, 0)
        self.assertIn("| `animals.feed` | `POST /animals/{animalId}/feed` | effect |\n", out)
        self.assertIn("\nThe document contradicts itself:\n\n"
                      "- line 18: animals.feed_request.keeper: ", out)

    def test_nothing_is_overwritten(self) -> None:
        self.run_import("zoo.yaml", "--out", "spec")
        before = (self.spec / "animals.yaml").read_text(encoding="utf-8")
        status, out, err = self.run_import("zoo.yaml", "--out", "spec")
        self.assertEqual((status, out, err),
                         (1, "", "spec/animals.yaml is there already, and 2 more: --family NAME "
                          "gives the draft another name\n"))
        self.assertEqual((self.spec / "animals.yaml").read_text(encoding="utf-8"), before)
        status, _, _ = self.run_import("zoo.yaml", "--out", "spec", "--family", "beasts")
        self.assertEqual(status, 0)
        self.assertRegex((self.spec / "api.yaml").read_text(encoding="utf-8"),
                         r"\nfamilies: \[.*aqs, static, animals, beasts\]\n")

    def test_directory_without_a_spec(self) -> None:
        status, out, _ = self.run_import("zoo.yaml", "--out", "new")
        self.assertEqual(status, 0)
        self.assertIn("Add animals to 'families' of api.yaml", out)
        self.assertEqual(sorted(path.name for path in Path("new").iterdir()),
                         ["animals.yaml", "samples"])

    def test_only(self) -> None:
        status, out, err = self.run_import("zoo.yaml", "--only", "nothing")
        self.assertEqual((status, out, err),
                         (1, "", "zoo.yaml: no operation that 'nothing' means\n"))
        status, _, err = self.run_import("zoo.yaml", "--only", "photos")
        self.assertIn("1 of 2 operations; the draft has 0 operations, 0 types, 0 fields, 0 TODOs\n",
                      err)
        status, _, err = self.run_import("zoo.yaml", "--family", "Two Words")
        self.assertEqual(status, 2)
        self.assertIn("found 'Two Words', expected at most 16 lower-case letters and digits", err)


class Broken(ImportCase):
    """No document ends in a traceback, or takes long."""

    def test_messages(self) -> None:
        self.write("a: [1\n")
        status, out, err = self.run_import("zoo.yaml")
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(err, r"^zoo\.yaml:2:1: not YAML: ")
        status, _, err = self.run_import("none.yaml")
        self.assertEqual((status, err),
                         (1, "none.yaml:1:1: cannot be read: No such file or directory\n"))
        self.write("openapi: 3.0.0\npaths: {}\n")
        self.assertEqual(self.run_import("zoo.yaml"), (1, "", "zoo.yaml: no operation\n"))
        self.write("openapi: 3.0.0\npaths: [1]\n")
        self.assertEqual(self.run_import("zoo.yaml"), (
            1, "", "zoo.yaml:2:8: 'paths' is a list, expected an object\nzoo.yaml: no operation\n"))
        (self.spec / "api.yaml").write_text("x: 1\n", encoding="utf-8")
        self.write("openapi: 3.0.0\npaths: {/a: {get: {}}}\n")
        status, _, err = self.run_import("zoo.yaml", "--spec", "spec")
        self.assertEqual(status, 1)
        self.assertRegex(err, r"^spec/api\.yaml:1:1: ")

    def test_strange_values(self) -> None:
        """Texts that YAML, C comments and file names do not like."""
        strange = ["*/ /* \\\\ \\n", "'\"`%s{}", "\\u2028\\ud800", "# yes", "x: y", "- [", "{", "é",
                   "null", "@x", "", "TODO", "\\u0000"]
        for text in strange:
            self.write(json.dumps({
                "openapi": "3.0.0", "info": {"title": "?"}, "paths": {"/zoo": {"post": {
                "summary": "?", "tags": ["?"], "operationId": "?",
                "parameters": [{"name": "?", "in": "query", "description": "?",
                                "schema": {"type": "string", "default": "?", "enum": ["?", "b"]}}],
                "requestBody": {"content": {"application/json": {
                    "schema": {"type": "object", "title": "?", "properties": {
                        "a": {"type": "string", "description": "?"}, "?": {"type": "integer"},
                        "x?": {"type": "array", "items": {
                            "type": "object", "properties": {"?": {"type": "string"}}}}}},
                    "examples": {"?": {"value": {"a": "?"}}}}}},
                "responses": {"200": {"description": "?", "content": {"application/json": {
                    "example": {"success": True, "data": {"?": "?", "b": "?"}}}}}}}}}}
            ).replace("?", text.replace('"', '\\"')), "zoo.json")
            status, _, err = self.run_import("zoo.json", "--out", f"out{strange.index(text)}")
            self.assertEqual((status, err), (0, ""), text)

    def test_circles_and_depth(self) -> None:
        deep = "{type: object, properties: {a: " * 24 + "{type: integer}" + "}}" * 24
        self.write(f"""openapi: 3.0.0
paths:
  /zoo:
    get:
      responses: {{200: {{description: x, content: {{
        application/json: {{schema: {{$ref: '#/components/schemas/Tree'}}}}}}}}}}
  /deep:
    get:
      responses: {{200: {{description: x, content: {{application/json: {{schema: {deep}}}}}}}}}
components:
  schemas:
    Tree: {{type: object, properties: {{name: {{type: string}},
      left: {{$ref: '#/components/schemas/Tree'}}, all: {{type: array, items: {{
      $ref: '#/components/schemas/Tree'}}}}}}}}
""")
        status, out, _ = self.run_import("zoo.yaml")
        self.assertEqual(status, 0)
        self.assertIn("      # An object that contains itself, "
                      "which the language has no type for.\n"
                      "      left: {type: json, doc: Left.}\n", out)

    def test_random_damage(self) -> None:
        page = (TOP / "generator" / "README.md").read_text(encoding="utf-8")
        text = re.findall(r"```yaml\n(.*?)```", page[page.index("## Import a document"):],
                          re.DOTALL)[0]
        dice = random.Random(11)
        pieces = ["", "{", "}", "[", "]", "'", ": ", "null", "7", "type: array, ", "\n", "items: ",
                  "$ref: '#', "]
        start = time.monotonic()
        for _ in range(60):
            at = dice.randrange(len(text))
            self.write(text[:at] + dice.choice(pieces) + text[at + dice.randrange(9):])
            status, _, err = self.run_import("zoo.yaml")
            self.assertIn(status, (0, 1), err)
        self.assertLess(time.monotonic() - start, 60)
