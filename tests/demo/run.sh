#!/bin/sh
# Runs the demo program against a sandbox of its own and shows the files it downloaded.
set -eu

top=$(dirname "$0")/../..
folder=${BUILD:-build}/demo-files
rm -rf "$folder"
mkdir -p "$folder"
"$top/tests/with-sandbox.sh" "$DEMO" "$folder"
echo
echo "8. Show the files"
"${PYTHON:-python3}" - "$folder" <<'END'
import csv
import sys
from pathlib import Path

import openpyxl

SHOWN = 5


def table(rows):
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows)]
    for row in rows:
        print("   " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)))


folder = Path(sys.argv[1])
sheet = openpyxl.load_workbook(folder / "report.xlsx").active
rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
print(f"   report.xlsx, sheet '{sheet.title}', {len(rows) - 1} rows:")
table(rows[: SHOWN + 1])
with open(folder / "report.csv", encoding="utf-8", newline="") as file:
    lines = list(csv.reader(file))
print(f"   report.csv, {len(lines) - 1} rows:")
table(lines[: SHOWN + 1])
END
echo
echo "Done. The files are in $folder."
