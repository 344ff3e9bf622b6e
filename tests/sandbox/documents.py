"""The files that reports are: XLSX, CSV, and for studies a PDF. The same report, the same bytes."""
from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from functools import lru_cache
from random import Random
from typing import Any, Callable
from xml.sax.saxutils import escape

from .world import Report

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
ROWS = 25
SPECIALTIES = ("Cardiology", "Neurology", "Oncology, medical", 'Surgery "general"', "Pediatrics")
SHEET = "xl/worksheets/sheet1.xml"
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = list[Any]


def document(report: Report, extension: str) -> bytes:
    """A report's file of a type in MEDIA_TYPES."""
    return _document(report.family, report.printed or report.name, extension)


def size(report: Report, extension: str) -> int:
    """The file's size in bytes."""
    return _size(report.family, report.printed or report.name, extension)


def rows(family: str, name: str) -> list[Row]:
    """The report as a table, its heading first."""
    random = Random(hashlib.sha256(f"{family}/{name}".encode()).digest())
    heading, make = TABLES[family]
    return [["Report", *heading], *([name, *make(n, random)] for n in range(ROWS))]


def _providers(n: int, random: Random) -> Row:
    shown = random.randrange(20, 900)
    return [1_000_000_000 + random.randrange(899_999_999), f"Provider {n + 1}",
            random.choice(SPECIALTIES), shown, random.randrange(shown // 10 + 1)]


def _months(n: int, random: Random) -> Row:
    before = random.randrange(100, 2000)
    after = int(before * random.uniform(0.9, 1.4))
    return [f"Month {n + 1}", before, after, round(100 * (after - before) / before, 1)]


def _audiences(n: int, random: Random) -> Row:
    return [101 + n, f"Audience é{n + 1}", random.randrange(1000, 90_000),
            round(random.uniform(20, 99), 2)]


TABLES: dict[str, tuple[Row, Callable[[int, Random], Row]]] = {
    "pld": (["NPI", "Provider", "Specialty", "Impressions", "Clicks"], _providers),
    "sls": (["Month", "Prescriptions before", "Prescriptions after", "Lift %"], _months),
    "aqs": (["Audience id", "Audience", "Patients", "Quality score"], _audiences),
}


# ---- the formats ----------------------------------------------------------------------------


def _csv(table: list[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8")


def _xlsx(table: list[Row]) -> bytes:
    """openpyxl's empty workbook with a sheet of our own in it: 20 times as fast as its writer."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in blank_workbook().items():
            entry = zipfile.ZipInfo(name)  # dated 1980: the same bytes each time
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _sheet(table) if name == SHEET else content)
    return made.getvalue()


@lru_cache(maxsize=None)
def blank_workbook() -> dict[str, bytes]:
    """The parts of an XLSX without content. The first call takes a fifth of a second."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Report"
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sheet(table: list[Row]) -> bytes:
    def cell(value: Any) -> str:
        if isinstance(value, str):
            text = escape(NOT_XML.sub("?", value))
            return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    return ('<?xml version="1.0" encoding="UTF-8"?>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{body}</sheetData></worksheet>").encode("utf-8")


def _pdf(table: list[Row]) -> bytes:
    """One page with the table's first cells on it."""
    lines = ["  ".join(str(c) for c in row) for row in table[:20]]
    shown = "".join(f"({_pdf_text(line)}) ' " for line in lines)
    page = f"BT /F1 9 Tf 12 TL 40 800 Td {shown} ET".encode("latin-1")
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
             b"/Resources<</Font<</F1 4 0 R>>>>>>",
             b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
             b"<</Length %d>>stream\n%s\nendstream" % (len(page), page)]
    made, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table_at = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return made + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table_at


def _pdf_text(line: str) -> str:
    latin = line.encode("latin-1", "replace").decode("latin-1")
    return latin.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


WRITERS = {"xlsx": _xlsx, "csv": _csv, "pdf": _pdf}


@lru_cache(maxsize=256)
def _document(family: str, name: str, extension: str) -> bytes:
    return WRITERS[extension](rows(family, name))


@lru_cache(maxsize=100_000)
def _size(family: str, name: str, extension: str) -> int:
    return len(_document(family, name, extension))
