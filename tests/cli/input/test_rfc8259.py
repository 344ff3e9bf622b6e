"""RFC 8259, by the cases of tests/fuzz/rfc8259.txt: of a file of orders, and of --body."""
from __future__ import annotations

import re
from pathlib import Path

from tests.cli.support.orders_case import OrdersCase

CASES = Path(__file__).parents[2] / "fuzz" / "rfc8259.txt"
NOT_JSON = r"not JSON|the text ends|bytes behind|nested too deeply"
TAKEN = {"accept": True, "take": True, "reject": False, "refuse": False, "take-bytes": False}
SOME = 20  # of how many cases one is given as a body


def cases() -> list[tuple[str, bool, bytes]]:
    """Name, whether it is taken as a value in a user's text, and the text."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="ascii").splitlines()
            if line and not line.startswith("#")]
    return [(name, TAKEN[kind], re.sub(rb"%(..)", lambda found: bytes([int(found[1], 16)]),
                                       text.encode("ascii")))
            for kind, name, text in rows if kind in TAKEN]


def is_utf8(text: bytes) -> bool:
    """Whether all of it is."""
    return text.decode("utf-8", "ignore").encode() == text


class Cases(OrdersCase):
    """A member that nobody knows has the case as its value: that is said where it is JSON."""

    def test_orders(self) -> None:
        """All lines of a file are read; each that is wrong is named. A file that is not UTF-8 is
        refused before."""
        rows = [row for row in cases() if not re.search(rb"[\n\0]", row[2]) and is_utf8(row[2])]
        self.assertGreater(len(rows), 150)
        path = self.work / "orders.jsonl"
        path.write_bytes(b"".join(b'{"family":"pld","zz":%s}\n' % text for _, _, text in rows))
        said = self.fails(2, "buy", "orders.jsonl", "--dry-run").err
        for line, (name, taken, text) in enumerate(rows, 1):
            with self.subTest(name, text=text):
                found = re.search(rf"orders\.jsonl:{line}: (.*)", said)
                self.assertIsNotNone(found)
                self.assertEqual(not re.search(NOT_JSON, str(found and found[1])), taken, found)

    def test_bodies(self) -> None:
        for name, taken, text in cases()[::SOME]:
            (self.work / "body.json").write_bytes(b'{"zz":%s}' % text)
            with self.subTest(name, text=text):
                self.fails(2, "pld", "compute", "--body", "@body.json", says=(
                    "unknown field 'zz'" if taken else f"the body: .*({NOT_JSON})"))
