"""`python3 -m generator export`: what it prints, and what it refuses."""
from __future__ import annotations

import os
import re

from ..helper import TOP, SpecCase, run_main


class Export(SpecCase):
    """The command, run on a copy of the spec."""

    def export(self, *args: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        return run_main("export", "--spec", self.spec, *args)

    def test_document(self) -> None:
        cases: list[tuple[str, list[str]]] = [("page", []), ("openapi", ["--dialect", "openapi"])]
        for dialect, args in cases:
            written = (TOP / f"generated/openapi/{dialect}.json").read_text(encoding="utf-8")
            self.assertEqual(self.export(*args), (0, written, ""))

    def test_text(self) -> None:
        status, out, _ = self.export("-o", "text", "--dialect", "openapi")
        self.assertEqual(status, 0)
        self.assertEqual(out.splitlines()[0].split(), ["method", "path", "operation", "effect"])
        self.assertRegex(out, r"\nDELETE +/api/v3/ins/report +pld_delete +delete\n")

    def test_markdown(self) -> None:
        status, out, _ = self.export("--output", "markdown")
        self.assertEqual(status, 0)
        self.assertEqual(out.splitlines()[1], "| --- | --- | --- | --- |")
        self.assertIn("| `POST` | `/api/v3/ins/pld-report` | `pld_generate` | paid |\n", out)

    def test_unknown_dialect(self) -> None:
        status, out, err = self.export("--dialect", "pages")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("unknown dialect 'pages', did you mean 'page'? Expected page, openapi", err)

    def test_wrong_spec(self) -> None:
        self.change("pld.yaml", "type: int", "type: integer")
        status, out, err = self.export()
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(err, rf"^{re.escape(os.path.relpath(self.spec))}/pld\.yaml:\d+:\d+: "
                         r"unknown type 'integer'")

    def test_regen_writes_every_dialect_and_removes_what_is_left_over(self) -> None:
        self.accepted()
        here = self.out / "generated" / "openapi"
        self.assertEqual(sorted(path.name for path in here.iterdir()),
                         ["july-file.json", "older-file.json", "openapi.json", "page.json",
                          "samples.json"])
        (here / "page.json").rename(here / "older.json")
        self.accepted()
        self.assertEqual(sorted(path.name for path in here.iterdir()),
                         ["july-file.json", "older-file.json", "openapi.json", "page.json",
                          "samples.json"])
