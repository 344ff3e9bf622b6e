"""The PostgreSQL that tests start: what it wrote survives its end, whatever that was."""
from __future__ import annotations

import subprocess
import unittest

from tests.database.server import Server, programs


class Database(unittest.TestCase):
    """One server."""

    def setUp(self) -> None:
        self.server = Server.create()
        self.addCleanup(self.server.remove)

    def connects(self) -> bool:
        """Whether it accepts a connection within a second."""
        ready = [str(programs() / "pg_isready"), "-q", "-t", "1", "-d", self.server.url]
        return subprocess.run(ready, check=False).returncode == 0

    def test_it_is_killed_and_goes_on(self) -> None:
        self.server.sql("CREATE TABLE t (i int); INSERT INTO t VALUES (1)")
        for end in (self.server.crash, self.server.stop):
            end()
            self.assertFalse(self.connects())
            self.assertEqual(self.server.processes(), [])
            self.server.start()
            self.assertEqual(self.server.sql("SELECT i FROM t"), "1")

    def test_it_hangs_and_goes_on(self) -> None:
        self.server.freeze()
        self.assertFalse(self.connects())
        self.server.thaw()
        self.assertTrue(self.connects())

    def test_it_writes_durably(self) -> None:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            self.assertEqual(self.server.sql(f"SHOW {name}"), "on", name)


if __name__ == "__main__":
    unittest.main()
