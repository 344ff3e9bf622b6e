"""Names, deleting, and asking for files."""
from __future__ import annotations

from urllib.parse import quote

from .helper import Response, SandboxCase

LENGTH = "Please provide name with at least 3 characters and maximum of 100 characters"
UNFIT = ("Some of the provided {} ID(s) are either already deleted, do not exist, or do not have "
         "a 'failed' status.")


class Names(SandboxCase):
    def check(self, family: str, name: str) -> Response:
        return self.get(f"/{family}-reports/validate/name?reportName={quote(name)}")

    def test_length_counts_characters(self) -> None:
        for family in ("sls", "aqs"):
            for name in ("abc", "é" * 100, "🙂🙂🙂", "   "):
                self.assertEqual(self.check(family, name).status, 200, name)
            for name in ("", "ab", "é" * 101, "🙂🙂"):
                response = self.check(family, name)
                self.assertEqual((response.status, response.error), (422, LENGTH), name)

    def test_purchases_obey(self) -> None:
        self.assertEqual(self.sls(name="ab").error, LENGTH)
        self.assertEqual(self.aqs("/computation", name="x" * 101).error, LENGTH)
        self.assertEqual(self.aqs(name="é" * 100).status, 200)

    def test_unique_whatever_the_case(self) -> None:
        self.sls(name="Brand É")
        self.assertEqual(self.check("sls", "BRAND é").status, 400)
        self.assertEqual(self.check("aqs", "Brand É").data["available"], True)  # another family
        self.assertEqual(self.raw("GET", "/api/v3/ins/sls-reports/validate/name?reportName=Brand"
                                  "%20%C3%89", X_IAA_OW_ID="200002").status, 200)

    def test_a_deleted_name_is_free(self) -> None:
        name = next(r["reportName"] for r in self.get("/aqs-reports").data["reportDataList"]
                    if r["reportId"] == 8)
        self.assertFalse(self.check("aqs", name).data["available"])
        self.delete("/aqs-reports?reportIds=8")
        self.assertTrue(self.check("aqs", name).data["available"])

    def test_the_name_must_be_there(self) -> None:
        self.mistake(self.get("/sls-reports/validate/name"), "'reportName' is missing")


class Deleting(SandboxCase):
    def total(self, family: str) -> int:
        return int(self.get(f"/{family}-reports").data["totalRecords"])

    def test_one_and_many(self) -> None:
        self.assertEqual(self.delete("/pld-reports?pldIds=1").data["message"],
                         "530667_PLD_Insights_1 deleted successfully")
        self.assertEqual(self.delete("/sls-reports?slsIds=1,8,9").data["message"],
                         "3 SLS insights deleted successfully")
        self.assertEqual(self.delete("/aqs-reports?reportIds=10,9").data["message"],
                         "2 AQS insights deleted successfully")
        self.assertEqual([self.total(f) for f in ("pld", "sls", "aqs")], [4, 2, 3])

    def test_only_failed_ones_and_all_or_none(self) -> None:
        self.pld()
        processing = self.newest("pld")["pldId"]
        for ids in ("50", f"{processing}", "999", "1,50", "8,9,999"):
            response = self.delete(f"/pld-reports?pldIds={ids}")
            self.assertEqual((response.status, response.error), (422, UNFIT.format("PLD")), ids)
        self.assertEqual(self.total("pld"), 6)

    def test_twice(self) -> None:
        self.assertEqual(self.delete("/sls-reports?slsIds=10").status, 200)
        self.assertEqual(self.delete("/sls-reports?slsIds=10").error, UNFIT.format("SLS"))

    def test_not_in_another_workspace(self) -> None:
        response = self.raw("DELETE", "/api/v3/ins/aqs-reports?reportIds=8", X_IAA_OW_ID="200002")
        self.assertEqual(response.error, UNFIT.format("AQS"))


class Downloading(SandboxCase):
    def refusals(self, path: str, type_field: str, id_field: str) -> list[tuple[int, str]]:
        """Status and text for: a wrong file type, a report in the making, a failed one, none."""
        newest = self.look("bill")["purchases"][-1]["report_id"]
        found = []
        for file_type, report in ((4, 50), (1, newest), (1, 10), (2, 999)):
            response = self.post(path, **{type_field: file_type, id_field: report})
            found.append((response.status, response.error.replace(f" {newest} ", " 51 ")))
        return found

    def test_pld_refuses_with_200(self) -> None:
        self.pld()
        self.assertEqual(self.refusals("/pld-report/download", "fileType", "pldId"), [
            (200, "Unsupported file type provided"),
            (200, "The provided PLD ID: 51 is not in the ready state."),
            (200, "The provided PLD ID: 10 is not in the ready state."),
            (200, "The provided PLD ID: 999 does not exist or has been deleted.")])

    def test_sls_refuses_with_400(self) -> None:
        self.sls()
        self.assertEqual(self.refusals("/sls-reports/download", "fileType", "slsId"), [
            (400, "Unsupported file type provided"),
            (400, "The provided SLS ID: 51 is not in the ready state. Current status: processing"),
            (400, "The provided SLS ID: 10 is not in the ready state. Current status: failed"),
            (400, "The provided SLS ID: 999 does not exist or has been deleted.")])

    def test_aqs_refuses_with_400_and_422(self) -> None:
        self.aqs()
        self.assertEqual(self.refusals("/aqs-reports/download", "fileTypeId", "reportId"), [
            (400, "Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV."),
            (422, "The provided AQS ID: 51 is not in the ready state. Current status: processing"),
            (422, "The provided AQS ID: 10 is not in the ready state. Current status: failed"),
            (422, "The provided AQS ID: 999 does not exist or has been deleted.")])

    def test_pdf_is_for_studies(self) -> None:
        self.assertEqual(self.post("/pld-report/download", fileType=3, pldId=50).error,
                         "Unsupported file type provided")
        self.assertEqual(self.post("/sls-reports/download", fileType=3, slsId=50).status, 200)

    def test_both_fields(self) -> None:
        self.mistake(self.post("/pld-report/download", pldId=50), "'fileType' is missing")
        self.mistake(self.post("/aqs-reports/download", fileTypeId=1), "'reportId' is missing")


class Mailing(SandboxCase):
    def mail(self, family: str = "sls", to: object = ("a@example.com",), report: int = 50,
             file_type: int = 1) -> Response:
        path = "/pld-report" if family == "pld" else f"/{family}-reports"
        names = ("fileTypeId", "reportId") if family == "aqs" else ("fileType", f"{family}Id")
        return self.post(f"{path}/email", **{names[0]: file_type, names[1]: report, "emailIds": to})

    def test_each_is_counted(self) -> None:
        for family in ("pld", "sls", "aqs"):
            self.assertEqual(self.mail(family).data["message"],
                             f"{family.upper()} report e-mail sent successfully.")
        self.mail("sls", to=["b@example.com", "c@example.com"], file_type=3)
        mails = self.look("mails")
        self.assertEqual(mails["count"], 4)
        self.assertEqual(mails["mails"][3], {"family": "sls", "report": 50, "format": "pdf",
                                             "to": ["b@example.com", "c@example.com"]})
        self.control("reset")
        self.assertEqual(self.look("mails")["count"], 0)

    def test_what_is_refused(self) -> None:
        for to in ([], ["a"], ["a@" + "b" * 319], ["a@example.com"] * 16):
            self.assertEqual(self.mail(to=to).error, "Please provide 1 to 15 valid email ids.")
        self.assertEqual(self.mail(report=1).status, 400)  # failed
        self.assertEqual(self.mail(file_type=4).status, 400)
        self.mistake(self.post("/sls-reports/email", fileType=1, slsId=50),
                     "'emailIds' is missing")
        self.assertEqual(self.look("mails")["count"], 0)
