"""The other origin: signed URLs and the files behind them."""
from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl

from .helper import Response, SandboxCase, ask


class Files(SandboxCase):
    def link(self, file_type: int = 2, report: int = 50) -> str:
        return str(self.post("/pld-report/download", fileType=file_type, pldId=report)
                   .data["pldReportUrl"])

    def fetch(self, url: str, method: str = "GET", **headers: str) -> Response:
        return ask(url, method, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def test_another_origin(self) -> None:
        url = self.link()
        self.assertTrue(url.startswith(self.sandbox.files_url + "/"), url)
        self.assertNotEqual(self.sandbox.files_url, self.sandbox.url)
        for field in ("Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature"):
            self.assertIn(f"X-Amz-{field}=", url)

    def test_xlsx_and_csv_hold_the_same(self) -> None:
        for family, path, type_field, id_field, url_field in (
                ("pld", "/pld-report/download", "fileType", "pldId", "pldReportUrl"),
                ("sls", "/sls-reports/download", "fileType", "slsId", "slsReportUrl"),
                ("aqs", "/aqs-reports/download", "fileTypeId", "reportId", "reportUrl")):
            files = [self.fetch(self.post(path, **{type_field: t, id_field: 50}).data[url_field])
                     for t in (1, 2)]
            sheet = openpyxl.load_workbook(io.BytesIO(files[0].body)).active
            book = [list(row) for row in sheet.iter_rows(values_only=True)]
            text = list(csv.reader(io.StringIO(files[1].body.decode("utf-8"))))
            self.assertEqual([[str(cell) for cell in row] for row in book], text, family)
            self.assertEqual(len(book), 26)
            self.assertEqual(book[0][0], "Report")
            self.assertEqual(book[1][0], f"530667_{family.upper()}_Insights_5")
            self.assertTrue(files[0].headers["Content-Type"].endswith("spreadsheetml.sheet"))
            self.assertEqual(files[1].headers["Content-Type"], "text/csv; charset=utf-8")

    def test_awkward_name(self) -> None:
        name = 'a "b", <c> & é\u0001'
        self.aqs(name=name)
        self.control("clock", advance=3)
        report = self.newest("aqs")["reportId"]
        for file_type in (1, 2):
            url = self.post("/aqs-reports/download", fileTypeId=file_type,
                            reportId=report).data["reportUrl"]
            body = self.fetch(url).body
            if file_type == 1:
                cell = openpyxl.load_workbook(io.BytesIO(body)).active["A2"].value
                self.assertEqual(cell, name.replace("\u0001", "?"))
            else:
                self.assertEqual(list(csv.reader(io.StringIO(body.decode())))[1][0], name)

    def test_listed_sizes_are_the_files_sizes(self) -> None:
        for file_type, size in self.newest("aqs")["fileSizeDetails"].items():
            url = self.post("/aqs-reports/download", fileTypeId=int(file_type),
                            reportId=50).data["reportUrl"]
            self.assertEqual(len(self.fetch(url).body), size)
        row = self.newest("sls")
        for file_type, field in ((1, "excelFileSize"), (3, "pdfFileSize")):
            url = self.post("/sls-reports/download", fileType=file_type,
                            slsId=50).data["slsReportUrl"]
            self.assertEqual(len(self.fetch(url).body), row[field])

    def test_pdf(self) -> None:
        body = self.fetch(self.post("/sls-reports/download", fileType=3,
                                    slsId=50).data["slsReportUrl"]).body
        self.assertTrue(body.startswith(b"%PDF-1.4\n"))
        self.assertTrue(body.endswith(b"%%EOF\n"))
        table = int(body.split(b"startxref\n")[1].split(b"\n")[0])
        self.assertTrue(body[table:].startswith(b"xref\n"))
        for n, line in enumerate(body[table:].split(b"\n")[3:8], 1):
            self.assertTrue(body[int(line[:10]):].startswith(b"%d 0 obj" % n))

    def test_secrets_are_refused_and_counted(self) -> None:
        url = self.link()
        for n, header in enumerate(({"Authorization": "Bearer x"}, {"Authentication": "x"},
                                    {"X_IAA_OW_ID": "200001"}, {"Cookie": "a=b"}), 1):
            response = self.fetch(url, **header)
            self.assertEqual(response.status, 400)
            self.assertIn(b"<Code>InvalidArgument</Code>", response.body)
            self.assertEqual(self.look("state")["files"]["leaks"], n)
        self.assertEqual(self.fetch(url).status, 200)
        self.assertEqual(self.look("state")["files"], {"requests": 5, "leaks": 4})

    def test_signature(self) -> None:
        url = self.link()
        for wrong in (url[:-1] + ("0" if url[-1] != "0" else "1"), url.replace("50_", "10_"),
                      url.replace("Expires=900", "Expires=999"), url.split("&X-Amz-Sig")[0],
                      url.split("?")[0]):
            response = self.fetch(wrong)
            self.assertEqual(response.status, 403, wrong)
            self.assertIn(b"<Error><Code>", response.body)

    def test_expiry(self) -> None:
        self.control("settings", link_life=100)
        url = self.link()
        self.control("clock", advance=98)
        self.assertEqual(self.fetch(url).status, 200)
        self.control("clock", advance=3)
        response = self.fetch(url)
        self.assertEqual(response.status, 403)
        self.assertIn(b"Request has expired", response.body)
        self.assertEqual(self.fetch(self.link()).status, 200)

    def test_head(self) -> None:
        url = self.link()
        full, head = self.fetch(url), self.fetch(url, "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(head.headers["Content-Length"], str(len(full.body)))
        self.assertEqual(head.headers["ETag"], full.headers["ETag"])
        self.assertEqual(self.fetch(url, "POST").status, 405)

    def test_range(self) -> None:
        url = self.link()
        full = self.fetch(url).body
        size = len(full)
        for header, start, end in (("bytes=0-9", 0, 10), ("bytes=10-", 10, size),
                                   ("bytes=-7", size - 7, size),
                                   (f"bytes={size - 1}-", size - 1, size),
                                   (f"bytes=5-{size + 5}", 5, size), ("bytes=-999999", 0, size)):
            response = self.fetch(url, Range=header)
            self.assertEqual((response.status, response.body), (206, full[start:end]), header)
            self.assertEqual(response.headers["Content-Range"], f"bytes {start}-{end - 1}/{size}")
        for header in (f"bytes={size}-", "bytes=-0"):
            response = self.fetch(url, Range=header)
            self.assertEqual((response.status, response.headers["Content-Range"]),
                             (416, f"bytes */{size}"))
        for header in ("bytes=9-5", "bytes=-", "items=0-1", "bytes=0-1,4-5"):
            self.assertEqual(self.fetch(url, Range=header).status, 200, header)

    def test_if_range(self) -> None:
        url = self.link()
        full = self.fetch(url)
        for condition, status in ((full.headers["ETag"], 206), ('"other"', 200),
                                  (full.headers["Last-Modified"], 206)):
            response = self.fetch(url, Range="bytes=5-", If_Range=condition)
            self.assertEqual(response.status, status, condition)
        part = self.fetch(self.link(), Range="bytes=5-", If_Range=full.headers["ETag"])
        self.assertEqual((part.status, part.body), (206, full.body[5:]))  # a newly signed URL

    def test_deleted_report(self) -> None:
        self.control("fail")
        self.pld()
        self.control("clock", advance=3)
        report = self.newest("pld")["pldId"]
        self.post("/pld-report", pldId=report)
        self.control("clock", advance=3)
        url = self.link(report=report)
        self.assertEqual(self.fetch(url).status, 200)
        self.control("reset")
        self.assertEqual(self.fetch(url).status, 404)

    def test_log(self) -> None:
        url = self.link()
        self.fetch(url, X_Probe="1")
        entry: dict[str, Any] = self.look("requests?last=1&of=files")[0]
        self.assertEqual((entry["method"], entry["status"]), ("GET", 200))
        self.assertIn(["X-Probe", "1"], entry["headers"])
