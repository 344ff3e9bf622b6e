"""`python3 -m generator diff`: arguments, formats, exit status, what cannot be compared."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unittest

from ..helper import TOP, SpecCase, run_main

IO_ID = "      ioId: {type: int, doc: Insertion order id.}\n"
NEW = "      newField: {type: bool, doc: New.}\n"


class Command(SpecCase):
    """The spec, and a copy of it that each test changes."""

    def diff(self, *args: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of a run."""
        return run_main("diff", *args)

    def setUp(self) -> None:
        super().setUp()
        self.old, self.new = str(TOP / "spec"), str(self.spec)
        self.shown = os.path.relpath(self.new)

    def line_of(self, file: str, text: str) -> int:
        """The line of a text in the changed spec."""
        content = (self.spec / file).read_text(encoding="utf-8")
        return content[:content.index(text)].count("\n") + 1

    def test_nothing_changed(self) -> None:
        self.assertEqual(self.diff(self.old, self.new), (
            0, f"No changes from {os.path.relpath(self.old)} to {self.shown}.\n", ""))

    def test_text_has_the_place_in_the_new_spec_or_in_the_old_one(self) -> None:
        self.change("pld.yaml", IO_ID, IO_ID + NEW)
        old, new = os.path.relpath(self.old), self.shown
        place = f"{new}/pld.yaml:{self.line_of('pld.yaml', NEW)}"
        self.assertEqual(self.diff(self.old, self.new), (
            0, f"{place}: ERR ABI: field pld.report.newField is new\n"
            f"1 change from {old} to {new}: 1 ERR, 0 WARN, 0 INFO.\n", ""))
        self.assertEqual(self.diff(self.new, self.old), (
            0, f"{place}: ERR source, ABI, command: field pld.report.newField is gone\n"
            f"1 change from {new} to {old}: 1 ERR, 0 WARN, 0 INFO.\n", ""))

    def test_line_of_a_key(self) -> None:
        self.change("pld.yaml", "    path: /api/v3/ins/pld-report\n",
                    "    path: /api/v3/ins/pld-report2\n")
        line = self.line_of("pld.yaml", "    path: /api/v3/ins/pld-report2")
        self.assertTrue(self.diff(self.old, self.new)[1].startswith(
            f"{self.shown}/pld.yaml:{line}: ERR wire: operation pld.generate: path is "))

    def test_line_of_an_item(self) -> None:
        self.change("pld.yaml", "      - pld.generate.request.new.json\n", "")
        samples = self.spec / "samples"
        (samples / "pld.generate.request.new.json").unlink()
        lines = (TOP / "spec" / "pld.yaml").read_text("utf-8").split("\n")
        line = lines.index("      - pld.generate.request.new.json") + 1
        self.assertTrue(self.diff(self.old, self.new)[1].startswith(
            f"{os.path.relpath(self.old)}/pld.yaml:{line}: INFO words: operation pld.generate: "))

    def test_json(self) -> None:
        self.change("pld.yaml", "    doc: A page of the list.", "    doc: A page of a list.")
        status, out, _ = self.diff(self.old, self.new, "-o", "json")
        self.assertEqual((status, json.loads(out)), (0, {
            "old": os.path.relpath(self.old), "new": self.shown,
            "levels": {"ERR": 0, "WARN": 0, "INFO": 1},
            "changes": [{"file": f"{self.shown}/pld.yaml",
                         "line": self.line_of("pld.yaml", "doc: A page of a"), "level": "INFO",
                         "classes": ["words"], "text": "type pld.report_page: doc reads otherwise",
                         "why": ["Comments and documents."], "rules": ["type.doc changed"],
                         "absorbed_by": []}]}))

    def test_markdown(self) -> None:
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: 10")
        _, out, _ = self.diff(self.old, self.new, "-o", "markdown")
        self.assertEqual(out.splitlines()[2:], [
            "## WARN", "", "| breaks | what | why | where |", "| --- | --- | --- | --- |",
            "| source | limits.requests_per_minute is 10 now, was 20 | Calls wait longer. | "
            f"{self.shown}/api.yaml:{self.line_of('api.yaml', 'limits: {')} |"])

    def test_fail_on(self) -> None:
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: 10")
        for names, status in (("ERR", 0), ("WARN", 1), ("INFO", 1), ("source", 1), ("wire", 0),
                              ("wire,source", 1), ("ERR, ABI,command,additive,words", 0)):
            self.assertEqual(self.diff(self.old, self.new, "--fail-on", names)[0], status, names)

    def test_fail_on_what_there_is_not(self) -> None:
        status, _, err = self.diff(self.old, self.new, "--fail-on", "wires")
        self.assertEqual(status, 2)
        self.assertIn("found 'wires', did you mean 'wire'? Expected INFO, WARN, ERR, wire, source, "
                      "ABI, command, additive or words", err)

    def test_rules(self) -> None:
        status, out, _ = self.diff("--rules")
        self.assertEqual(status, 0)
        self.assertIn("field.required added (request): ERR source, command: Calls without the "
                      "field are refused before anything is sent.\n", out)
        self.assertTrue(self.diff("-o", "markdown", "--rules")[1].startswith("| change | in |"))
        self.assertGreater(len(json.loads(self.diff("-o", "json", "--rules")[1])), 300)

    # ---- what cannot be compared ---------------------------------------------------------------

    def test_spec_that_does_not_load(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: «payed")
        said = f"{self.shown}/{self.places[0]}: found 'payed'"
        for args, which in (((self.new, self.old), "old"), ((self.old, self.new), "new")):
            status, out, err = self.diff(*args)
            self.assertEqual((status, out), (2, ""))
            self.assertTrue(err.startswith(said), err)
            self.assertEqual(err.splitlines()[1:], [
                f"1 mistake in the spec: the {which} one, {self.shown}, does not load, so nothing "
                "is compared"])

    def test_edit_that_is_half_done(self) -> None:
        """Its examples and samples are not what they must be, but what it breaks can be said."""
        self.change("sls.yaml", "      slsId: {type: int, send", "      reportId: {type: int, send")
        status, out, err = self.diff(self.old, self.new)
        self.assertEqual(status, 0)
        self.assertIn(": field sls.file_request.slsId is sls.file_request.reportId now\n", out)
        self.assertIn("        reportId: {type: int, name: sls_id, send: {", out)
        self.assertIn("sls.yaml", err)
        self.assertRegex(err, r"\n\d+ mistakes in the spec, which `make regen` refuses; "
                              r"compared all the same\n$")

    def test_neither_directory_nor_revision(self) -> None:
        self.assertEqual(self.diff("nothing-like-it", self.new), (
            2, "", "the old spec: found neither a directory nor a git revision "
                   "'nothing-like-it'\n"))
        self.assertEqual(self.diff(self.new, "--", "-x")[:2], (2, ""))

    def test_directory_without_a_spec(self) -> None:
        status, _, err = self.diff(str(self.directory), self.new)
        self.assertEqual(status, 2)
        self.assertIn("api.yaml:1:1: cannot be read: No such file or directory", err)

    def test_file_that_its_own_language_does_not_have(self) -> None:
        path = self.spec / "schema.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:text.index("  sources_file:")], encoding="utf-8")
        status, _, err = self.diff(self.new, self.old)
        self.assertEqual(status, 2)
        self.assertTrue(err.startswith(f"{self.shown}/sources.yaml:1:1: schema.yaml has no "
                                       f"'sources_file', which it needs\n"), err)

    def test_spec_in_another_version_of_the_language(self) -> None:
        self.change("schema.yaml", "      secret: {const: true}\n",
                    "      secret: {const: true}\n      colour: {type: string}\n")
        self.change("pld.yaml", IO_ID, IO_ID.replace("doc:", "colour: red, doc:"))
        status, out, err = self.diff(self.new, self.old)
        self.assertEqual((status, err, out.count("\n")), (0, "", 2))
        self.assertIn("WARN source: field pld.report.ioId: colour red is gone\n", out)

    def test_nothing_is_put_back_from_another_version(self) -> None:
        self.change("pld.yaml", 'processingCampaignIds: {type: "int[]", ',
                    'processingCampaignIds: {type: "int[]", scalar_or_list: true, ')
        said = "field pld.order_response.processingCampaignIds: scalar_or_list is gone\n"
        out = self.diff(self.new, self.old)[1]
        self.assertIn(said, out)
        self.assertIn('        processingCampaignIds: {type: "int[]", scalar_or_list: true, ', out)
        self.change("schema.yaml", "      secret: {const: true}\n",
                    "      secret: {const: true}\n      colour: {type: string}\n")
        out = self.diff(self.new, self.old)[1]
        self.assertIn(said, out)
        self.assertNotIn("        processingCampaignIds", out)


class Revisions(SpecCase):
    """A repository with two revisions of a spec."""

    def setUp(self) -> None:
        super().setUp()
        self.top = self.directory / "project"
        for name in ("generator", "runtime/include", "spec"):
            shutil.copytree(TOP / name, self.top / name,
                            ignore=shutil.ignore_patterns("__pycache__"))
        self.spec = self.top / "spec"
        self.change("pld.yaml", IO_ID, IO_ID + NEW)
        self.git("init", "-q")
        self.commit()
        self.change("pld.yaml", NEW, "")
        self.commit()

    def git(self, *args: str) -> None:
        """Runs git there."""
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e@example.com", "-c",
                        "commit.gpgsign=false", *args], cwd=self.top, check=True,
                       capture_output=True)

    def commit(self) -> None:
        """One more revision."""
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def diff(self, *args: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of a run there."""
        path = os.pathsep.join(filter(None, [str(self.top), os.environ.get("PYTHONPATH")]))
        done = subprocess.run([sys.executable, "-m", "generator", "diff", *args],
                              cwd=self.top, text=True, capture_output=True, check=False,
                              env={**os.environ, "PYTHONPATH": path})
        return done.returncode, done.stdout, done.stderr

    def test_revisions(self) -> None:
        said = "ERR source, ABI, command: field pld.report.newField is gone\n"
        for args, new in ((("HEAD~1",), "spec"), (("HEAD~1", "HEAD"), "HEAD:spec"),
                          (("HEAD~1", "spec"), "spec")):
            status, out, err = self.diff(*args)
            self.assertEqual((status, err), (0, ""))
            self.assertRegex(out,
                             rf"^HEAD~1:spec/pld\.yaml:\d+: {said}1 change from HEAD~1:spec to "
                             rf"{new}: 1 ERR, 0 WARN, 0 INFO\.\n$")

    def test_revision_without_a_spec(self) -> None:
        self.git("rm", "-rq", "spec/api.yaml")
        self.commit()
        self.git("checkout", "-q", "HEAD~1")
        self.assertEqual(self.diff("HEAD", "HEAD@{1}")[::2],
                         (2, "the new spec: revision 'HEAD@{1}' has no spec/api.yaml\n"))

    def test_revision_whose_spec_does_not_load(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: «payed")
        self.commit()
        status, _, err = self.diff("HEAD", "HEAD~1")
        self.assertEqual(status, 2)
        self.assertIn("the old one, HEAD:spec, does not load", err)


if __name__ == "__main__":
    unittest.main()
