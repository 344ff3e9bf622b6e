"""A database as a release leaves it: a purchase that has bought, and one that may have."""
from __future__ import annotations

import re
import subprocess

from tests.database.server import Server, programs
from tests.formats.making import FilesCase, order

# Of a pg_dump's lines.
NOT_KEPT = re.compile(r"^(--|SET (?!check_function_bodies)|SELECT pg_catalog\.set_config|\\)|^$")


class StoredCase(FilesCase):
    """Commands that have the journal in a PostgreSQL of the test's own."""

    def setUp(self) -> None:
        super().setUp()
        self.server = Server.create()
        self.addCleanup(self.server.remove)
        self.env["IQM_STORE"] = self.server.url

    def make(self) -> str:
        """The text of its dump."""
        self.ok(*order("bought"))
        self.fault("pld.generate", "lost-before")
        self.run_it(*order("unknown"))
        words = ["--schema=iqm", "--no-owner", "--inserts", self.server.url]
        dumped = subprocess.run([str(programs() / "pg_dump"), *words], check=True,
                                capture_output=True, text=True).stdout
        return "".join(f"{line}\n" for line in dumped.splitlines() if not NOT_KEPT.match(line))
