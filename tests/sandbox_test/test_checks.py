"""Requests that are not what the spec says are the client's mistake, and the response says so."""
from __future__ import annotations

import json

from .helper import FORM, START, Response, SandboxCase

LIST = "/api/v3/ins/pld-reports"
COLUMNS = ("id", "insightsName", "campaignName", "campaignId", "status", "dateRange", "createdOn",
           "ioName", "ioId")


class Query(SandboxCase):
    def test_wrong_queries(self) -> None:
        for query, text in {
            "page=1": "unknown field 'page'",
            "pageno=1": "unknown field 'pageno'",
            "pageNo=one": "is \"one\", expected an integer",
            "pageNo=1.0": "expected an integer",
            "pageNo=%2B1": "expected an integer",
            "pageNo=": "expected an integer",
            "pageNo=1&pageNo=2": "'pageNo' is there twice",
            "pageNo": "is not name=value",
            "searchField=a%2": "percent-encoded",
            "searchField=\"a\"&&pageNo=1": "is not name=value",
            "searchField=%FF": "does not spell UTF-8",
            "noOfEntries=0": "expected 1 to 1000",
            "noOfEntries=1001": "expected 1 to 1000",
            "pageNo=0": "expected 1 or more",
        }.items():
            with self.subTest(query):
                self.mistake(self.raw("GET", f"{LIST}?{query}"), text)

    def test_good_queries(self) -> None:
        for query in ("", "pageNo=2", "pageNo=%31", "searchField=", "searchField=a%2Fb%26c=d",
                      "sortBy=%2BpldId", "%70ageNo=1"):
            with self.subTest(query):
                self.assertEqual(self.raw("GET", f"{LIST}?{query}").status, 200)

    def test_plus_is_a_space(self) -> None:
        self.post("/sls-reports", **self.sls_order(name="Q4 + 10%"))
        for sent, found in (("Q4+%2B+10%25", 1), ("q4%20%2b%2010", 1), ("Q4+++10%25", 0)):
            rows = self.get(f"/sls-reports?searchField={sent}").data["slsReportDataList"]
            self.assertEqual(len(rows), found, sent)
        self.assertEqual(self.get("/pld-reports?sortBy=+pldId").error, "Invalid sortBy value.")

    def test_lists_are_joined_with_commas(self) -> None:
        self.assertEqual(self.delete("/pld-reports?pldIds=1,8%2C9").status, 200)
        for ids in ("1,", "1;2", "1,%202", "", "a"):
            self.mistake(self.delete(f"/pld-reports?pldIds={ids}"), "expected an integer")
        self.mistake(self.delete("/pld-reports"), "'pldIds' is missing")
        self.mistake(self.delete("/pld-reports?pldIds=1&pldIds=2"), "there twice")

    def test_no_body_where_none_belongs(self) -> None:
        self.mistake(self.raw("GET", LIST, b"{}"), "takes no body")
        self.mistake(self.raw("DELETE", LIST + "?pldIds=1", b'{"pldIds":[1]}'), "takes no body")


class Body(SandboxCase):
    def buy(self, text: str, **headers: str) -> Response:
        return self.raw("POST", "/api/v3/ins/pld-report", text.encode(), **headers)

    def test_wrong_bodies(self) -> None:
        dates = f'"pldStartDate":{START}000,"pldEndDate":{START}999'
        for text, wrong in {
            "": "not JSON",
            "{": "not JSON",
            "[]": "body is a list, expected an object",
            "null": "expected an object",
            f'{{"campaignId":1,"campaignId":1,{dates}}}': "'campaignId' is there twice",
            f'{{"campaignId":"1",{dates}}}': 'campaignId is "1", expected an integer',
            f'{{"campaignId":1.0,{dates}}}': "expected an integer",
            f'{{"campaignId":true,{dates}}}': "expected an integer",
            f'{{"campaignId":null,{dates}}}': "is null, expected an integer",
            f'{{"campaignId":NaN,{dates}}}': "NaN is not JSON",
            f'{{"campaignId":[1],{dates}}}': "is a list, expected an integer",
            f'{{"campaignIds":1,"ioId":5,{dates}}}': "campaignIds is 1, expected a list",
            f'{{"campaignIds":[1,"2"],{dates}}}': 'campaignIds[1] is "2", expected an integer',
            f'{{"campaignId":1,"x":1,{dates}}}': "unknown field 'x'",
            f'{{"campaignId":1,"pldName":"a",{dates}}}': "unknown field 'pldName'",
            f'{{"campaignId":9223372036854775808,{dates}}}': "expected an integer",
            '{"campaignId":' + "[" * 100_000: "not JSON",
        }.items():
            with self.subTest(text[:60]):
                self.mistake(self.buy(text), wrong)
        self.assertEqual(self.look("bill")["count"], 0)

    def test_every_mistake_is_named(self) -> None:
        response = self.buy('{"x":1,"campaignId":"a","y":2}')
        self.assertEqual(len(response.json["errorObjects"]), 3)

    def test_content_type(self) -> None:
        good = json.dumps({"campaignId": 1, "pldStartDate": START * 1000,
                           "pldEndDate": START * 1000})
        for sent in ("text/plain", FORM, "application/jsonx", ""):
            self.mistake(self.buy(good, Content_Type=sent), "Content-Type")
        self.assertEqual(self.buy(good, Content_Type="application/json; charset=utf-8").status, 200)

    def test_not_utf8(self) -> None:
        response = self.raw("POST", "/api/v3/ins/sls-reports", b'{"slsName":"\xff"}')
        self.mistake(response, "not UTF-8 at byte 12")
        self.mistake(self.raw("POST", "/api/v3/ins/sls-reports", b'{"slsName":"\\ud800"}'),
                     "slsName is")

    def test_columns_are_all_required(self) -> None:
        full = {name: True for name in COLUMNS}
        self.assertEqual(self.post("/pld-reports/columns", **full).data, full)
        self.mistake(self.post("/pld-reports/columns", **{**full, "ioId": 1}),
                     "expected true or false")
        del full["ioId"]
        self.mistake(self.post("/pld-reports/columns", **full), "'ioId' is missing")
        self.mistake(self.post("/pld-reports/columns"), "'id' is missing")

    def test_length_must_be_known(self) -> None:
        response = self.raw("POST", "/api/v3/ins/pld-report", None, Transfer_Encoding="chunked")
        self.assertEqual(response.status, 411)
        response = self.raw("POST", "/api/v3/ins/pld-report", b"", Content_Length="9999999")
        self.assertEqual(response.status, 413)


class Dialects(SandboxCase):
    def test_ids_of_concept_groups(self) -> None:
        self.control("settings", dialect="page")
        self.mistake(self.sls(conceptGroupId="202335"), "expected a number")
        self.mistake(self.sls(conceptGroupId=True), "expected an id")
        self.assertEqual(self.sls(conceptGroupId="group-b").status, 200)
        group = {"audienceId": 101, "conceptGroupId": 202335}
        self.mistake(self.aqs(aqsAudienceConceptGroups=[group]), "expected a string")

    def test_dialect_samples_sends_a_scalar_group(self) -> None:
        group = {"audienceId": 101, "conceptGroupId": "202335"}
        self.assertEqual(self.aqs(aqsAudienceConceptGroups=group).status, 200)
        self.assertEqual(self.look("requests?last=1")[0]["dialect"], "samples")
        self.control("settings", dialect="page")
        self.mistake(self.aqs(aqsAudienceConceptGroups=group), "is an object, expected a list")

    def test_dialect_openapi(self) -> None:
        order = self.aqs_order()
        for name in ("aqsStartDate", "aqsEndDate"):
            order[name] *= 1000
        self.mistake(self.post("/aqs-reports", **order), "expected a number")
        order["aqsAudienceConceptGroups"][0]["conceptGroupId"] = 202335
        self.assertEqual(self.post("/aqs-reports", **order).status, 200)
        self.assertEqual(self.look("requests?last=1")[0]["dialect"], "openapi")
        self.assertEqual(self.newest("aqs")["startDate"], START)
        order["aqsStartDate"] //= 1000
        self.mistake(self.post("/aqs-reports", **order), "expected epoch milliseconds")
        self.mistake(self.aqs(aqsEndDate=START * 1000), "expected epoch seconds")

    def test_names_of_two_dialects_do_not_mix(self) -> None:
        self.assertEqual(self.post("/report/download", fileTypeId=1, reportId=50).status, 200)
        self.mistake(self.post("/report/download", fileType=1, pldId=50), "unknown field")
        self.mistake(self.post("/pld-report/download", fileType=1, reportId=50), "unknown field")
        self.assertEqual(self.post("/sls-reports/download", fileTypeId=1, reportId=50).status, 200)
        self.mistake(self.post("/sls-reports/download", fileType=1, reportId=50), "unknown field")
        self.assertEqual(self.get("/insights/eligible-campaigns?reportType=pld").status, 200)
        self.mistake(self.get("/insights/eligible-campaigns"), "'reportType' must be 'pld'")
        self.assertEqual(self.delete("/report?reportIds=1,8").status, 200)
        self.mistake(self.delete("/report?pldIds=9"), "unknown field 'pldIds'")

    def test_only_one_dialect(self) -> None:
        self.control("settings", dialect="openapi")
        self.assertEqual(self.post("/pld-report/download", fileType=1, pldId=50).status, 404)
        self.assertEqual(self.get("/pld-reports").status, 200)
        self.control("settings", dialect="page")
        self.assertEqual(self.post("/report/download", fileTypeId=1, reportId=50).status, 404)


class Headers(SandboxCase):
    def test_token(self) -> None:
        for sent in (None, "", "Bearer", "Bearer x", self.token, f"Basic {self.token}"):
            response = self.get("/pld-reports", Authorization=sent)
            self.assertEqual((response.status, response.error), (401, "Invalid token"), sent)
        self.assertEqual(self.get("/pld-reports", Authorization=f"bearer {self.token}").status, 200)

    def test_duplicate_auth_header(self) -> None:
        same = f"Bearer {self.token}"
        self.assertEqual(self.get("/pld-reports", Authentication=same).status, 200)
        self.mistake(self.get("/pld-reports", Authentication="Bearer other"), "Authentication")
        self.assertEqual(self.get("/pld-reports", Authorization=None,
                                  Authentication=same).status, 401)

    def test_workspace(self) -> None:
        self.assertEqual(self.get("/pld-reports", X_IAA_OW_ID="200002").status, 200)
        response = self.get("/pld-reports", X_IAA_OW_ID="200003")
        self.assertEqual((response.status, response.error),
                         (403, "User is not authorized to access this API."))
        for sent in (None, "", "x", "-1", "2e5", "٢"):
            encoded = sent.encode().decode("latin-1") if sent else sent
            self.mistake(self.get("/pld-reports", X_IAA_OW_ID=encoded), "X-IAA-OW-ID")
