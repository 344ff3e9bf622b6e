"""The database of each release: read, and nothing bought twice by it."""
from __future__ import annotations

import unittest

from tests.formats.making import FOLDER, order, release
from tests.formats.stored import StoredCase


class Reading(StoredCase):
    """A dump that was put back is a copy: it buys nothing until a person accepts it."""

    def test_all(self) -> None:
        for dump in sorted(FOLDER.glob("*.sql"), key=release):
            self.server.sql(dump.read_text(encoding="utf-8"))
            states = {row["key"]: row["state"] for row in self.journal()}
            self.assertEqual(states, {"bought": "bought", "unknown": "unknown"})
            self.ok("journal", "repair", "--accept-lost")
            for key in states:
                words = list(order(key))
                words[words.index(key)] = "another"
                self.fails(22, *words, says="the same order was sent")
            self.bought(0)
            # Else the limiter waits a minute: another server may have let requests through.
            self.server.sql("DELETE FROM iqm.permits; "
                            "UPDATE iqm.limiters SET server = identity FROM iqm.store")
            self.ok(*order("refused"))
            self.bought(1)
            self.server.sql("UPDATE iqm.store SET schema = 9")
            self.fails(1, "journal", "list", says="its schema has format 9, of a later release")
            self.server.sql("DROP SCHEMA iqm CASCADE")
        self.journal()
        now = self.server.sql("SELECT schema FROM iqm.store").strip()
        self.assertIn(f"INSERT INTO iqm.store VALUES (true, {now}, ",
                      dump.read_text(encoding="utf-8"), "a new schema needs a new dump")


if __name__ == "__main__":
    unittest.main()
