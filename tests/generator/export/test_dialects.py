"""What documents say: names, units and paths of each dialect, and what OpenAPI has no word for."""
from __future__ import annotations

import unittest

from .helper import DocumentCase
from .structure import operations


class Sent(DocumentCase):
    """What differs between dialects."""

    def test_paths(self) -> None:
        download = {dialect: self.named("pld.download").path for dialect in self.documents}
        download["openapi"] = "/api/v3/ins/report/download"
        for dialect, path in download.items():
            self.assertEqual(self.documents[dialect]["paths"][path]["post"]["operationId"],
                             "pld_download")
        (parameter,) = self.operation("pld.campaigns", "openapi")["parameters"]
        self.assertEqual(parameter, {
            "name": "reportType", "in": "query", "required": True,
            "schema": {"type": "string", "const": "pld"}})
        self.assertNotIn("parameters", self.operation("pld.campaigns"))

    def test_names(self) -> None:
        for dialect, names in (("page", ["fileType", "pldId"]), ("samples", ["fileType", "pldId"]),
                               ("openapi", ["fileTypeId", "reportId"])):
            self.assertEqual(list(self.schema("pld.file_request", dialect)["properties"]), names)
            self.assertEqual(self.operation("pld.download", dialect)["x-iqm-file"], {
                "id": names[1], "type": names[0], "url": "pldReportUrl",
                "types": {"xlsx": 1, "csv": 2}})

    def test_units(self) -> None:
        for dialect, unit in (("page", "seconds"), ("openapi", "milliseconds")):
            start = self.schema("aqs.order", dialect)["properties"]["aqsStartDate"]
            self.assertEqual((start["type"], start["x-iqm-unit"]), ("integer", unit))
        read = self.schema("aqs.order_response", "openapi")["properties"]["aqsStartDate"]
        self.assertEqual(read["x-iqm-unit"], "seconds")

    def test_ids(self) -> None:
        for dialect, kind in (("page", "string"), ("openapi", ["string", "integer"])):
            group = self.schema("aqs.audience_concept_group.sent", dialect)["properties"]
            self.assertEqual(group["conceptGroupId"]["type"], kind)

    def test_scalar_in_place_of_a_list(self) -> None:
        group = {"conceptGroupId": "1"}
        for dialect, fits in (("page", False), ("openapi", False), ("samples", True)):
            body = self.body("aqs.generate", dialect)
            self.assertTrue(self.fits(body, {"aqsAudienceConceptGroups": [group]}, dialect))
            self.assertIs(self.fits(body, {"aqsAudienceConceptGroups": group}, dialect), fits)

    def test_comma_lists(self) -> None:
        (ids,) = self.operation("pld.delete")["parameters"]
        self.assertEqual((ids["name"], ids["style"], ids["explode"], ids["required"]),
                         ("pldIds", "form", False, True))
        self.assertEqual((ids["schema"]["type"], ids["schema"]["minItems"]), ("array", 1))
        self.assertEqual(ids["example"], [10, 9])


class Said(DocumentCase):
    """What all of them say."""

    def test_head(self) -> None:
        for dialect, made in self.documents.items():
            self.assertEqual(made["servers"], [{"url": "https://api.iqm.com"}])
            self.assertEqual(made["x-iqm-dialect"], dialect)
            self.assertEqual(made["x-iqm-limits"]["requestsPerMinute"], 20)
            self.assertIn({"name": "completed", "state": "ready"}, made["x-iqm-report-statuses"])
            self.assertIn({"id": 3, "state": "failed"}, made["x-iqm-report-statuses"])

    def test_every_operation_is_there(self) -> None:
        for dialect, made in self.documents.items():
            found = [name for _, _, one in operations(made) for name in
                     one.get("x-iqm-operations", {one.get("x-iqm-operation"): None})]
            self.assertEqual(sorted(found), sorted(op.full_name for op in self.api.operations()),
                             dialect)

    def test_security(self) -> None:
        schemes = self.documents["page"]["components"]["securitySchemes"]
        self.assertEqual(schemes["token"]["scheme"], "bearer")
        self.assertEqual(schemes["token"]["x-iqm-duplicate-header"], "Authentication")
        self.assertEqual((schemes["workspace"]["in"], schemes["workspace"]["name"]),
                         ("header", "X-IAA-OW-ID"))
        self.assertEqual(schemes["client"]["scheme"], "basic")
        for _, _, one in operations(self.documents["page"]):
            is_log_in = one["tags"] == ["auth"]
            self.assertEqual(one["security"],
                             [{"client": []}] if is_log_in else [{"token": [], "workspace": []}])

    def test_purchase(self) -> None:
        buy = self.operation("sls.generate")
        self.assertEqual(buy["x-iqm-effect"], "paid")
        self.assertEqual(buy["x-iqm-key"], "idempotencyKey")
        self.assertEqual(buy["x-iqm-price"], {"op": "sls.compute"})
        self.assertEqual(buy["x-iqm-outcome"], {
            "created": ["slsReportCreated", "slsReportCreatable"], "exists": "slsId",
            "refused": "message", "cost": "slsChargeableCost", "funds": "fundsAvailable"})
        self.assertEqual(buy["x-iqm-wait"]["found_by"], {"slsName": "slsName"})

    def test_aliases(self) -> None:
        row = self.schema("pld.report")
        self.assertEqual(row["properties"]["pldStatusId"]["x-iqm-aliases"], ["pldStatus"])
        self.assertEqual(row["properties"]["pldStatus"]["x-iqm-alias-of"], "pldStatusId")
        self.assertNotIn("required", row)

    def test_maps(self) -> None:
        sizes = self.schema("aqs.report")["properties"]["fileSizeDetails"]
        self.assertEqual((sizes["x-iqm-unit"], sizes["x-iqm-entry"]),
                         ("bytes", {"key": "fileType", "value": "fileSize"}))
        for value, fits in (({"1": 5}, True), ([{"fileType": 1, "fileSize": 5}], True),
                            ([{"fileType": 1}], False), ({"1": "x"}, False)):
            self.assertIs(self.fits(sizes, value), fits, value)

    def test_enums_are_open(self) -> None:
        enum = self.schema("enum.file_type")
        self.assertEqual(enum["x-iqm-values"], {"xlsx": 1, "csv": 2, "pdf": 3, "zip": 4})
        self.assertTrue(self.fits(enum, 77))

    def test_successor(self) -> None:
        """It is no successor of itself."""
        self.assertIn("404", self.operation("pld.campaigns")["responses"])
        self.assertIn("eligible-campaigns", self.operation("pld.campaigns")["x-iqm-successor"])
        self.assertNotIn("x-iqm-successor", self.operation("pld.campaigns", "openapi"))

    def test_log_in_and_refresh(self) -> None:
        both = self.operation("auth.login")
        self.assertIs(both, self.operation("auth.refresh"))
        self.assertEqual(both["operationId"], "auth_login_or_auth_refresh")
        (kind, media), = both["requestBody"]["content"].items()
        self.assertEqual(kind, "application/x-www-form-urlencoded")
        self.assertEqual([one["properties"]["grant_type"]["const"]
                          for one in media["schema"]["oneOf"]], ["password", "refresh_token"])
        self.assertEqual(both["x-iqm-effect"], "update")
        self.assertEqual(list(both["x-iqm-operations"]), ["auth.login", "auth.refresh"])


if __name__ == "__main__":
    unittest.main()
