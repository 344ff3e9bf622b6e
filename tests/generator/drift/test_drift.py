"""The command: operations, what sources.yaml knows, formats, exit status."""
from __future__ import annotations

import json
import os
import re
import time

from ..helper import TOP, run_main
from .helper import GET, POST, DriftCase, of_fields, of_json

DOWNLOAD = "/api/v3/ins/aqs-reports/download"


class Operations(DriftCase):
    """Methods and paths."""

    def lines(self, *options: str) -> list[str]:
        """All that is new, without file and line; for one dialect what another sends, too."""
        out = self.drift(*options, *(["--all"] if options else []))[1]
        return [line.split(": ", 1)[1] for line in out.splitlines()[:-1]]

    def test_what_another_dialect_sends_is_known(self) -> None:
        self.add(POST, "/api/v3/ins/report/download")
        everything = len(self.lines("--dialect=page"))
        out = self.drift("--dialect=page")[1]
        self.assertNotIn("pld.download", out)
        self.assertIn(f"{everything - 2} new, 2 known, 0 stale", out)
        self.assertIn("absent pld.download: no POST /api/v3/ins/pld-report/download (known: "
                      "another dialect sends what the document has)", self.lines("--dialect=page"))

    def test_on_either_side(self) -> None:
        self.add(GET, "/ghosts", summary="List ghosts.")
        found = self.lines()
        self.assertIn("absent aqs.download: no POST /api/v3/ins/aqs-reports/download", found)
        self.assertEqual(found[-1], "extra GET /ghosts: List ghosts.")

    def test_another_method(self) -> None:
        self.add("put", DOWNLOAD)
        found = self.lines()
        self.assertIn("method aqs.download: PUT in the document, POST here", found)
        self.assertNotIn(f"extra PUT {DOWNLOAD}: not in the spec", found, "it is said once")

    def test_a_path_that_a_dialect_has(self) -> None:
        self.add(POST, "/api/v3/ins/report/download")
        for options, known in (((), True), (("--dialect=openapi",), True),
                               (("--dialect=page",), False)):
            found = [line.partition(":")[0] for line in self.lines(*options)]
            self.assertEqual("absent pld.download" not in found, known)
            self.assertEqual("extra POST /api/v3/ins/report/download" not in found, known)

    def test_names_of_variables_in_paths_do_not_count(self) -> None:
        self.change("aqs.yaml", "    path: /api/v3/ins/aqs-reports/validate/name\n",
                    "    path: /api/v3/ins/aqs-reports/validate/{reportName}\n")
        self.add(GET, "/api/v3/ins/aqs-reports/validate/{any}", parameters=[
            {"name": "any", "in": "path", "required": True, "schema": {"type": "string"}}])
        self.assertFalse([line for line in self.lines() if "aqs.validate-name" in line])

    def test_what_we_export_does_not_drift(self) -> None:
        """But for the units of samples, which are as wrong as the page has them."""
        paths = sorted((TOP / "generated" / "openapi").glob("*.json"))
        self.assertTrue(paths)
        for path in paths:
            self.document = json.loads(path.read_text(encoding="utf-8"))
            found = self.lines(f"--dialect={path.stem}")
            self.assertEqual([line for line in found if not line.startswith("unit ")], [])


class Known(DriftCase):
    """What sources.yaml says of documents."""

    def enter(self, *lines: str, title: str = "{title: Theirs}") -> None:
        """Entries in place of those that the spec has."""
        drift = "".join(f"        {line}\n" for line in lines)
        (self.spec / "sources.yaml").write_text(
            "sources:\n  theirs: A document.\n  other: Another.\n"
            f"documents:\n  theirs: {title}\n  other: {{title: Other}}\n"
            "disagreements:\n  - about: Point\n    says: This is it.\n"
            f"    drift:\n      theirs:\n{drift}", encoding="utf-8")

    def test_is_counted_and_not_printed(self) -> None:
        self.add(POST, DOWNLOAD, requestBody=of_json(of_fields(reportId="string", colour="string")))
        self.add(GET, "/ghosts/{id}")
        self.enter("type: [aqs.file_request.reportId]",
                   "extra: [aqs.file_request.colour, GET /ghosts*]",
                   "absent: [aqs.file_request.fileTypeId]")
        status, out, _ = self.drift()
        lines = out.splitlines()
        self.assertFalse([line for line in lines if "aqs.download" in line or "ghosts" in line])
        self.assertRegex(lines[-1], r"/theirs.json \(source 'theirs'\): 1 operation compared, "
                         r"\d+ new, 4 known, 0 stale$")
        self.assertEqual(status, 1)
        shown = self.drift("--all")[1]
        self.assertIn(": type aqs.file_request.reportId (aqs.download body): string in the "
                      "document, int here (known: Point)\n", shown)
        self.assertIn(": extra GET /ghosts/{id}: not in the spec (known: Point)\n", shown)

    def test_nothing_new_is_success(self) -> None:
        operations = re.findall(r"absent (\S+): no", self.drift()[1])
        self.enter(f"absent: [{', '.join(operations)}]")
        shown = self.directory / "theirs.json"
        self.assertEqual(self.drift(), (0, f"{shown} (source 'theirs'): 0 operations compared, "
                                        f"0 new, {len(operations)} known, 0 stale\n", ""))
        self.enter(f"absent: [{', '.join(operations)}]", "extra: [GET /ghosts]")
        status, out, _ = self.drift()
        self.assertEqual((status, out.splitlines()[0]), (
            1, os.path.relpath(self.spec / "sources.yaml") + ":13: stale extra GET /ghosts: not so "
            "in the document any more (under: Point)"))

    def test_what_was_not_compared_is_not_stale(self) -> None:
        """Fields of an operation whose path is another in the document."""
        self.add(POST, "/moved", requestBody=of_json(of_fields(reportId="string")))
        self.enter("type: [aqs.file_request.reportId]")
        self.assertIn("0 stale", self.drift()[1])

    def test_a_known_field_that_is_required_is_new(self) -> None:
        self.enter("extra: [aqs.file_request.colour]")
        self.add(POST, DOWNLOAD, requestBody=of_json(
            {**of_fields(reportId="integer", fileTypeId="integer", colour="string"),
             "required": ["colour"]}))
        out = self.drift()[1]
        self.assertIn(": required aqs.file_request.colour (aqs.download body): string in the "
                      "document, not in the spec\n", out)
        self.assertNotIn("sample aqs.download", out, "it follows from that")
        self.assertIn("0 stale", out)

    def test_a_name_alone_does_not_make_it_known(self) -> None:
        self.add(POST, DOWNLOAD, requestBody=of_json(of_fields(
            reportId="string", fileTypeId="integer")))
        self.enter("absent: [aqs.file_request.reportId]")
        out = self.drift()[1]
        self.assertIn(" type aqs.file_request.reportId ", out)
        self.assertIn(" stale absent aqs.file_request.reportId", out)

    def test_a_document_is_told_by_its_title_and_paths(self) -> None:
        self.add(GET, "/ghosts")
        for title, said in (("{title: Theirs}", "source 'theirs'"),
                            ("{title: Theirs, has: /ghosts}", "source 'theirs'"),
                            ("{title: Theirs, lacks: /ghosts}", "no document of sources.yaml"),
                            ("{title: Theirs, has: /other}", "no document of sources.yaml"),
                            ("{title: Else}", "no document of sources.yaml")):
            self.enter("absent: [aqs.list]", title=title)
            self.assertIn(f"({said})", self.drift()[1], title)

    def test_without_sources(self) -> None:
        self.drop("sources.yaml")
        self.assertIn("(no document of sources.yaml)", self.drift()[1])


class Command(DriftCase):
    """Formats, and what cannot be read."""

    def test_formats(self) -> None:
        self.add(POST, DOWNLOAD, requestBody=of_json(of_fields(
            fileTypeId="integer", reportId="string")))
        made = json.loads(self.drift("-o", "json", "--all")[1])
        self.assertEqual((made["document"], made["source"], made["compared"], made["known"]),
                         (str(self.directory / "theirs.json"), None, 1, []))
        self.assertIn({"kind": "type", "name": "aqs.file_request.reportId",
                       "operation": "aqs.download", "part": "body",
                       "says": "string in the document, int here", "line": 24}, made["new"])
        self.assertEqual(made["counts"]["new"], len(made["new"]))
        page = self.drift("-o", "markdown")[1]
        self.assertIn("| new | type | `aqs.file_request.reportId` | aqs.download body | string in "
                      "the document, int here (line 24) |\n", page)

    def test_what_cannot_be_read(self) -> None:
        for text in ("{", "[]", '{"swagger": "2.0"}', '{"openapi": "4.0"}', ""):
            path = self.directory / "bad.json"
            path.write_text(text, encoding="utf-8")
            self.assertEqual(self.bad(str(path)), 2, text)
        self.assertEqual(self.bad(str(self.directory / "none.json")), 2)
        self.assertEqual(self.drift("--dialect=pages")[0], 2)
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: lots")
        self.assertEqual(self.drift()[0], 2)

    def bad(self, path: str) -> int:
        """The status for a document that is none; one line says why."""
        status, _, err = run_main("drift", path, "--spec", self.spec)
        self.assertRegex(err, r"^\S+: [^\n]+\n$")
        return status

    def test_dialect_that_there_is_not(self) -> None:
        status, out, err = self.drift("--dialect=opnapi")
        self.assertEqual((status, out, err), (
            2, "", "unknown dialect 'opnapi', did you mean 'openapi'? Expected page, openapi, "
            "samples, july-file or older-file\n"))

    def test_readme(self) -> None:
        page = (TOP / "generator" / "README.md").read_text(encoding="utf-8")
        page = page[page.index("\n## Drift"):]
        text = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0]
        command, *wanted = (line.strip() for line in re.findall(
            r"\n\n    (\$ .*?)\n\n", page, re.DOTALL)[0].splitlines())
        self.assertEqual(command, "$ python3 -m generator drift newer.yaml | grep pld.download")
        path = self.directory / "newer.yaml"
        path.write_text(text, encoding="utf-8")
        _, out, _ = run_main("drift", path, "--spec", self.spec)
        printed = out.replace(f"{self.directory}/", "")
        self.assertEqual([line for line in printed.splitlines() if "pld.download" in line], wanted)

    def test_time(self) -> None:
        """Of a document as large as the largest that is known, in processor time."""
        fields = of_fields(**{f"field{i}": {"type": "string", "description": "x" * 60}
                              for i in range(40)})
        for i in range(60):
            self.add(POST, f"/things/{i}", requestBody=of_json(fields), responses={
                "200": {"description": "", **of_json(fields)}})
        began = time.process_time()
        self.drift()
        self.assertLess(time.process_time() - began, 3)
