"""The page's samples: each request is understood, and responses look as the page shows them."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from .helper import SandboxCase
from .test_routes import LINES

SAMPLES = Path(__file__).resolve().parents[2] / "spec" / "samples"


def sample(name: str) -> Any:
    """A sample file's content."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def outline(value: Any) -> Any:
    """Names and JSON types without the values; a list by its first item."""
    if isinstance(value, dict):
        return {k: outline(v) for k, v in value.items()}
    if isinstance(value, list):
        return [outline(v) for v in value[:1]]
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else \
        type(value).__name__


class Requests(SandboxCase):
    def test_every_request_sample_succeeds(self) -> None:
        count = 0
        for line in LINES:
            operation, method, path = line.split()
            for file in sorted(SAMPLES.glob(f"{operation}.request.*.json")):
                with self.subTest(file.name):
                    self.control("reset")
                    self.token = self.control("token")["access_token"]
                    fields = json.loads(file.read_text(encoding="utf-8"))
                    response = self.send(operation, method, path, fields)
                    self.assertEqual(response.status, 200, response.body)
                    self.assertEqual(self.look("requests?last=1")[0]["operation"], operation)
                    count += 1
        self.assertGreaterEqual(count, 20)

    def send(self, operation: str, method: str, path: str, fields: dict[str, Any]) -> Any:
        if operation.startswith("auth."):
            grant = {"auth.login": "password", "auth.refresh": "refresh_token"}[operation]
            return self.token_call(urlencode({"grant_type": grant, **fields}))
        if method == "POST":
            return self.raw("POST", path, json.dumps(fields).encode())
        texts = {k: ",".join(map(str, v)) if isinstance(v, list) else str(v)
                 for k, v in fields.items()}
        query = "&".join(f"{k}={quote(v, safe='')}" for k, v in texts.items())
        return self.raw(method, f"{path}?{query}")


class Responses(SandboxCase):
    def same_outline(self, name: str, response: Any) -> None:
        self.assertEqual(outline(response), outline(sample(name)), name)

    def test_purchases_and_prices(self) -> None:
        for name, response in {
            "pld.generate.response.200": self.pld(),
            "pld.generate.response.200-exists": self.pld(),
            "pld.generate.response.200-failure": self.pld(first=1),
            "sls.compute.response.200": self.sls("/computation", competitorConceptGroupIds=[1]),
            "sls.generate.response.200": self.sls(competitorConceptGroupIds=[1]),
            "sls.generate.response.200-processing": self.sls(name="Second", first=1),
            "sls.compute.response.200-processing": self.sls("/computation", name="Second", first=1),
            "aqs.compute.response.200": self.aqs("/computation"),
            "aqs.generate.response.200": self.aqs(),
            "aqs.compute.response.200-report-exists": self.aqs("/computation"),
            "aqs.generate.response.200-report-exists": self.aqs(),
            "aqs.compute.response.200-processing": self.aqs("/computation", name="B2b", first=1),
            "aqs.generate.response.200-failure": self.aqs(name="B2b", first=1),
        }.items():
            with self.subTest(name):
                self.same_outline(name, response.json)
                if "processing" in name or "failure" in name:
                    self.assertEqual(response.json, sample(name))

    def test_sls_exists(self) -> None:
        self.sls(competitorConceptGroupIds=[800214, "group-b"])
        found = self.sls(competitorConceptGroupIds=[800214, "group-b"]).json
        shown = sample("sls.generate.response.200-exists")
        shown["data"]["conceptGroupId"] = 202335  # a number on the page, text in that sample
        shown["data"]["competitorConceptGroupIds"] = [800214, "group-b"]
        self.assertEqual(outline(found), outline(shown))

    def test_the_rest(self) -> None:
        for name, response in {
            "pld.campaigns.response.200": self.get("/pld-reports/campaigns"),
            "sls.campaigns.response.200": self.get("/sls-reports/campaigns"),
            "aqs.campaigns.response.200": self.get("/aqs-reports/campaigns"),
            "pld.download.response.200": self.post("/pld-report/download", fileType=1, pldId=50),
            "sls.download.response.200": self.post("/sls-reports/download", fileType=1, slsId=50),
            "aqs.download.response.200": self.post("/aqs-reports/download", fileTypeId=1,
                                                   reportId=50),
            "pld.delete.response.200": self.delete("/pld-reports?pldIds=1"),
            "sls.delete.response.200": self.delete("/sls-reports?slsIds=1"),
            "aqs.delete.response.200": self.delete("/aqs-reports?reportIds=1"),
        }.items():
            with self.subTest(name):
                self.same_outline(name, response.json)

    def test_these_to_the_letter(self) -> None:
        self.sls(name="Dummy SLS Name")
        self.aqs(name="report_name")
        for name, response in {
            "pld.columns-get.response.200": self.get("/pld-reports/columns"),
            "aqs.report-types.response.200": self.get("/static/aqs-reports/report-types"),
            "sls.validate-name.response.200": self.name("sls", "free"),
            "sls.validate-name.response.400": self.name("sls", "Dummy SLS Name"),
            "aqs.validate-name.response.200-valid": self.name("aqs", "free"),
            "aqs.validate-name.response.200-already-used": self.name("aqs", "report_name"),
            "aqs.validate-name.response.422": self.name("aqs", "ab"),
            "sls.delete.response.422": self.delete("/sls-reports?slsIds=50"),
            "aqs.download.response.400": self.post("/aqs-reports/download", fileTypeId=3,
                                                   reportId=50),
            "auth.login.response.403": self.token_call("grant_type=password&username=a&password=b"),
            "auth.login.response.400": self.token_call(
                "grant_type=password&username=hold@example.com&password=on+hold"),
        }.items():
            with self.subTest(name):
                self.assertEqual(response.json, sample(name))
                self.assertEqual(response.status, int(name.split(".")[3][:3]))

    def name(self, family: str, name: str) -> Any:
        return self.get(f"/{family}-reports/validate/name?reportName={quote(name)}")

    def test_rows(self) -> None:
        for family, items in (("pld", "pldReportDataList"), ("aqs", "reportDataList")):
            shown = sample(f"{family}.list.response.200")
            listed = self.get(f"/{family}-reports").json
            self.assertEqual(outline(listed["data"][items][-1 if family == "aqs" else 0]),
                             outline(shown["data"][items][0]), family)
            self.assertEqual(list(listed["data"]), list(shown["data"]), family)

    def test_rows_of_studies_come_in_two_forms(self) -> None:
        ready, processing = sample("sls.list.response.200")["data"]["slsReportDataList"]
        listed = {r["slsId"]: r for r in self.get("/sls-reports").data["slsReportDataList"]}
        self.assertEqual(outline(listed[50]), outline(ready))
        self.sls()  # gets the number 51, an odd one
        row = self.newest("sls")
        self.assertEqual(outline(row), outline(processing))
        self.assertEqual(row["slsStatusName"], "Processing")

    def test_units_of_rows(self) -> None:
        self.assertGreater(self.newest("pld")["startDate"], 10 ** 12)
        self.assertLess(self.newest("pld")["pldCreatedOn"], 10 ** 11)
        self.assertLess(self.newest("sls")["slsCreatedOn"], 10 ** 11)
        self.assertLess(self.newest("aqs")["startDate"], 10 ** 11)

    def test_status_of_scores_has_the_other_numbers(self) -> None:
        rows = {r["reportId"]: r for r in self.get("/aqs-reports").data["reportDataList"]}
        self.assertEqual((rows[50]["statusId"], rows[50]["statusName"]), (3, "Completed"))
        self.assertEqual((rows[10]["statusId"], rows[10]["statusName"]), (1, "Failed"))


class Documents(SandboxCase):
    def setUp(self) -> None:
        super().setUp()
        self.control("settings", shapes="document")

    def test_rows(self) -> None:
        row = self.newest("pld")
        self.assertEqual(row["campaignIds"], [21145])
        for name in ("pldStatus", "pldStartDate", "campaignStatus"):
            self.assertIn(name, row)
        for name in ("campaignId", "pldStatusId", "startDate"):
            self.assertNotIn(name, row)
        self.assertGreater(row["pldCreatedOn"], 10 ** 12)
        self.assertIn("filterRecords", self.get("/pld-reports").data)
        row = self.newest("sls")
        self.assertEqual((row["reportTypes"], row["conceptGroupId"]), ([1, 3], "202335"))

    def test_file_sizes_are_a_list(self) -> None:
        sizes = self.newest("aqs")["fileSizeDetails"]
        self.assertEqual([s["fileType"] for s in sizes], [1, 2])
        self.assertTrue(all(s["fileSize"] > 100 for s in sizes))

    def test_flags_are_crosswise(self) -> None:
        self.assertTrue(self.pld().data["pldReportCreatable"])
        self.assertTrue(self.aqs("/computation").data["aqsReportCreatable"])
        self.assertTrue(self.aqs().data["aqsReportCreated"])
        self.assertFalse(self.aqs().data["aqsReportCreatable"])

    def test_ids_have_the_other_type(self) -> None:
        self.assertEqual(self.sls().data["conceptGroupId"], "202335")
        self.aqs()
        data = self.aqs().data
        self.assertEqual(data["aqsAudienceConceptGroups"],
                         [{"audienceId": 101, "conceptGroupId": 202335}])
        self.assertIn("aqsStatus", data)

    def test_names_and_links(self) -> None:
        self.assertEqual(set(self.get("/sls-reports/validate/name?reportName=free").data),
                         {"available", "message"})
        self.sls(name="taken")
        response = self.get("/sls-reports/validate/name?reportName=taken")
        self.assertEqual((response.status, response.data["available"]), (200, False))
        self.assertIn("reportURL", self.post("/aqs-reports/download", fileTypeId=1,
                                             reportId=50).data)
