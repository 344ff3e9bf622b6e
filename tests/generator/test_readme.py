"""spec/README.md: what it says to do works, and no word of the language is missing in it."""
from __future__ import annotations

import re
import shutil
from typing import Any

from generator.loader.problems import Problems
from generator.loader.schema import SCHEMA
from generator.loader.yaml_file import load_yaml

from .helper import TOP, Guide, SpecCase


class Readme(SpecCase):
    """Reads the page as its reader does."""

    def setUp(self) -> None:
        super().setUp()
        self.page = (TOP / "spec" / "README.md").read_text(encoding="utf-8")

    def test_adding_an_operation(self) -> None:
        self.out.mkdir()
        shutil.copy(TOP / "README.md", self.out)
        guide = Guide()
        self.assertEqual(len(guide.samples), 2)
        guide.leave(self.spec)
        self.accepted()
        guide.follow(self.spec)
        page = guide.page
        said = page[page.index("    $ make regen"):].split("\n\n")[0].splitlines()
        status, out, err = self.run_generator()
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out.splitlines(), [line.strip() for line in said[1:]])
        self.assertIn("int iqm_pld_mail(struct iqm_client *client",
                      (self.out / "generated" / "iqm_pld.h").read_text(encoding="utf-8"))
        golden = (self.out / "tests" / "golden" / "golden.c").read_text(encoding="utf-8")
        self.assertEqual(golden.count('.name = "pld_mail_'), 2)
        line = "iqm-insights pld mail --id 1 --email-ids a@example.com"
        self.assertIn(f"`{line}`", page)
        cli = self.out / "generated" / "cli"
        self.assertIn(f'{{ "{line}", NULL }},', (cli / "commands.c").read_text(encoding="utf-8"))

    def test_message_of_a_mistake(self) -> None:
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: «intger, doc: Report id.}")
        _, _, err = self.run_generator()
        said = err.splitlines()[0].rpartition("spec/")[2].split(":", 3)
        self.assertRegex(self.page, rf"{said[0]}:\d+:{said[2]}:{re.escape(said[3])}")

    def test_every_key_is_explained(self) -> None:
        definitions = load_yaml(SCHEMA, "schema.yaml", Problems()).data["$defs"]

        def keys(schema: Any) -> set[str]:
            properties = schema.get("properties", {})
            parts = [*properties.values(), schema.get("items"), schema.get("additionalProperties")]
            return set(properties).union(*map(keys, filter(None, parts)))

        for name in ("field", "type", "operation"):
            for key in keys(definitions[name]) - {"doc", "type", "fields", "samples", "sort",
                                                  "search", "page", "size", "items", "total"}:
                self.assertRegex(self.page, rf"`{key}\b|\b{key}:", f"{key} of a {name}")
        for name in ("command_file", "sources_file"):
            for key in keys(definitions[name]) - {"command", "title", "doc", "line"}:
                self.assertRegex(self.page, rf"`{key}\b", f"{key} of a {name}")
