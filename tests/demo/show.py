"""Shows what the demo left: the files it downloaded, and the sandbox's bill."""
import csv
import json
import os
import sys
from pathlib import Path
from typing import Any, Sequence
from urllib.request import urlopen

import openpyxl

SHOWN = 5  # rows of a file


def table(rows: Sequence[Sequence[Any]]) -> None:
    """Prints the first rows with their columns aligned."""
    shown = [["" if cell is None else str(cell) for cell in row] for row in rows[: SHOWN + 1]]
    widths = [max(map(len, column)) for column in zip(*shown)]
    for row in shown:
        print("   " + "  ".join(c.ljust(w) for c, w in zip(row, widths)).rstrip())


def main() -> None:
    """The directory of the files is the one argument; IQM_BASE_URL leads to the sandbox."""
    directory = Path(sys.argv[1])
    print("\n8. Show the files")
    sheet = openpyxl.load_workbook(directory / "report.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    print(f"   report.xlsx, sheet '{sheet.title}', {len(rows) - 1} rows:")
    table(rows)
    with open(directory / "report.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    print(f"   report.csv, {len(lines) - 1} rows:")
    table(lines)
    with urlopen(os.environ["IQM_BASE_URL"] + "/_sandbox/bill") as response:
        bill = json.load(response)
    print("\n9. What the sandbox charged")
    print(f"   {bill['count']} purchase, {bill['total']:.2f} in total")


main()
