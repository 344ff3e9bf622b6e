"""Flags, columns and sort fields by the names that users know, and those of the wire."""
from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import unquote

from tests.cli.support.command_case import CommandCase
from tests.cli.support.output_case import OutputCase

FAMILIES = ("pld", "sls", "aqs")
DATES = ("--start-date", "2026-01-05", "--end-date", "2026-01-11", "--timezone", "UTC")


class Names(OutputCase):
    """One name a thing in all families."""

    def query(self) -> str:
        """The query of the last request."""
        return unquote(self.look("requests?last=1")[0]["query"])

    def test_ids_and_names(self) -> None:
        for family in FAMILIES:
            prefix = "report" if family == "aqs" else family
            for flag in ("--ids", "--IDS", f"--{prefix}Ids", f"--{prefix}ids"):
                self.run_it(family, "delete", "--yes", flag, "10")
                self.assertEqual(self.query(), f"{prefix}Ids=10")
            for flag in ("--id", f"--{prefix}Id"):
                link = self.whole(family, "download", flag, "50", "--file-type", "xlsx")
                self.assertEqual(link.code, 0, link.err)
        for family in ("sls", "aqs"):
            for flag in ("--name", "--report-name", "--Report-Name", "--reportName"):
                self.ok(family, "validate-name", flag, "A good name")
        for flag in ("--report-ids", "--Report-IDs"):
            self.run_it("aqs", "delete", "--yes", flag, "10,11")
            self.assertEqual(self.query(), "reportIds=10,11")
        self.fails(2, "aqs", "delete", "--ids", "1", "--report-ids", "2,x", says="--ids: 'x'")

    def test_flags_of_the_wire(self) -> None:
        for words in (("--campaignId", "451351", "--pldStartDate", "2026-01-05", "--pldenddate",
                       "2026-01-11", "--timezone", "UTC"), ("--Campaign-Id", "451351", *DATES)):
            self.ok("pld", "compute", *words)
        self.fails(2, "pld", "compute", "--campaign-id", "1", "--campaignId", "2",
                   says="--campaign-id is given twice")

    def test_options(self) -> None:
        """In any letter case, as flags; letters are as they are."""
        self.assertEqual(len(self.ok("pld", "list", "--LIMIT=2", "--Output", "jsonl").rows), 2)
        self.fails(2, "pld", "list", "--Token", "x", says="--Token: a secret on the command line")
        self.fails(2, "pld", "list", "-O", "json", says="unknown option -O")
        self.fails(2, "pld", "list", "--Limit", "1", "--limit", "2", says="--limit is given twice")

    def test_an_option_is_no_field(self) -> None:
        self.fails(2, "pld", "list", "--max-cost", "1", says="--max-cost is not an option")

    def test_columns(self) -> None:
        for family, names in (
                ("pld", ("id", "ID", "pldId", "PLDID")), ("sls", ("id", "slsId")),
                ("aqs", ("id", "report-id", "reportId", "Report-ID"))):
            for name in names:
                found = self.ok(family, "list", "-o", "csv", "--columns", name).out
                self.assertEqual(len(next(csv.reader(io.StringIO(found)))), 1, name)
                self.assertRegex(found.splitlines()[1], r"^\d+$")
            self.assertEqual(self.ok(family, "list", "--columns", "CREATED-ON").out.split()[0],
                             "CREATED-ON")
            self.fails(2, family, "list", "--columns", "ids", says="did you mean 'id'")
        self.assertIn("GROUP", self.ok("pld", "campaigns", "--columns", "Group").out)
        self.assertIn("STATUS", self.ok("pld", "list", "--columns", "ID,Status").out)
        self.assertIn("IO-NAME", self.ok("pld", "list", "--columns", "ALL").out)

    def test_sort_fields(self) -> None:
        for family, given, sent in (
                ("pld", "-created-on", "-pldCreatedOn"), ("pld", "+Created-On", "+pldCreatedOn"),
                ("pld", "created-on", "pldCreatedOn"), ("pld", "-pldCreatedOn", "-pldCreatedOn"),
                ("pld", "-PLDCREATEDON", "-pldCreatedOn"), ("pld", "pldStartDate", "pldStartDate"),
                ("sls", "-id", "-slsId"), ("sls", "name", "slsName"),
                ("aqs", "-id", "-reportId"), ("aqs", "-report-id", "-reportId"),
                ("aqs", "created-on", "reportCreatedOn"), ("pld", "-status", "-pldStatusId"),
                ("aqs", "Status", "statusId")):
            self.run_it(family, "list", f"--sort-by={given}")
            self.assertEqual(self.query(), f"sortBy={sent}")

    def test_unknown_sort_fields(self) -> None:
        self.fails(2, "pld", "list", "--sort-by=-created",
                   says="--sort-by: no column 'created', did you mean 'created-on'")
        self.fails(2, "aqs", "list", "--sort-by", "foo",
                   says="no column 'foo', expected one of id, name, .*, with - before it")
        for text in ("", "-", "--id", "+-id"):
            self.fails(2, "pld", "list", f"--sort-by={text}", says="--sort-by: no column")
        self.assertEqual(self.look("requests?last=5"), [])


class Errors(CommandCase):
    """A field that is missing or wrong is called by its flag, and nothing is sent."""

    CASES = (
        (("sls", "validate-name"), "--name: required, and absent"),
        (("aqs", "validate-name"), "--name: required, and absent"),
        (("pld", "email"), "--id: required, and absent"),
        (("sls", "email"), "--id: required, and absent"),
        (("aqs", "email"), "--id: required, and absent"),
        (("aqs", "email", "--id", "1"), "--email-ids: required, and absent"),
        (("pld", "columns-update", "--body", "{}"), "--id: required, and absent"),
        (("pld", "compute", "--campaign-id=-5"), "--campaign-id: expected 0 or more, found -5"),
        (("pld", "generate", "--yes", "--campaign-id=-5", *DATES),
         "--campaign-id: expected 0 or more, found -5"),
        (("sls", "compute", "--campaign-ids=1,-2"),
         "--campaign-ids[1]: expected 0 or more, found -2"),
        (("sls", "generate", "--yes", "--io-id=-1", *DATES),
         "--io-id: expected 0 or more, found -1"),
        (("aqs", "compute", "--audience-concept-groups", '[{"audienceId": -1}]'),
         "--audience-concept-groups[0].audienceId: expected 0 or more, found -1"),
        (("aqs", "generate", "--yes", "--id=-3"), "--id: expected 0 or more, found -3"),
        (("pld", "list", "--all", "--no-of-entries", "0"), "--no-of-entries: expected 1 to "),
        (("aqs", "list", "--limit", "1", "--no-of-entries=-1"), "--no-of-entries: expected 1 to "),
    )

    def test_what_the_service_names(self) -> None:
        """Its words stay; which flag it means is said behind them."""
        for family, name in (("pld", "fileType"), ("sls", "fileType"), ("aqs", "fileTypeId")):
            self.control("script", operation=f"{family}.download", status=400, body=json.dumps(
                {"success": False, "errorObjects": [{"error": f"'{name}' is missing"}]}))
            self.fails(7, family, "download", "--id", "50", "--file-type", "2",
                       says=rf"'{name}' is missing \({name} is --file-type\)\n")
        for text, field, says in (
                ("Invalid sortBy value.", "", r"Invalid sortBy value\. \(sortBy is --sort-by\)"),
                ("Wrong.", "pageNo", r"\(pageNo is --page-no\)"),
                ("NosortBy, sortByX, id.", "", "NosortBy, sortByX, id.\n")):
            self.control("script", operation="pld.list", status=400, body=json.dumps(
                {"success": False, "errorObjects": [{"error": text, "field": field}]}))
            self.fails(7, "pld", "list", says=says)

    def test_fields_by_their_flags(self) -> None:
        for words, says in self.CASES:
            result = self.fails(2, *words, says=re.escape("iqm-insights: " + says))
            self.assertNotRegex(result.err, "(pld|sls|aqs|report)[A-Z]")
            said = self.fails(2, *words, "-o", "json").error["message"]
            self.assertTrue(said.startswith(says), said)
        self.assertEqual(self.look("requests?last=5"), [])
