"""A user's files as a release writes them, and a sandbox that knows what they say."""
from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.cli.support.buying_case import EMPTY, NEWEST, SOON, BuyingCase
from tests.cli.support.user_files_case import UserFilesCase
from tests.cli.support.journal_file import age, damage
from tests.sandbox.sandbox import Sandbox
from tests.sandbox.settings import Settings

FOLDER = Path(__file__).resolve().parent


def release(path: Path) -> list[int]:
    """By which kept files are in order: 0.9.0 is before 0.10.0."""
    return [int(number) for number in path.name.removesuffix(".sql").split(".")]


# The service's address is in the journal. No port that the system gives to others is below 32768.
HOST, PORT, FILES_PORT = "127.18.7.3", 18407, 18408
HOME = Path(tempfile.gettempdir()) / "iqm-formats"  # the journal says where a report is to be saved
PATIENCE = 120  # seconds
DAY = 86_400
LIFE = 20 * 365 * DAY  # of the cached token
# The purchases in their order, which gives their reports' ids: each is of a campaign's own day.
KEYS = ("lost", "archived", "bought", "planned", "settled", "open", "unknown", "sold", "not-bought",
        "refused")


def order(key: str) -> tuple[str, ...]:
    """The purchase under a key."""
    day = f"2024-11-{1 + KEYS.index(key):02}"
    return ("pld", "generate", "--campaign-id", "451351", "--start-date", day, "--end-date", day,
            "--timezone", "America/New_York", "--key", key, "--yes")


class FilesCase(BuyingCase, UserFilesCase):
    """Base URL and tokens are the same in all runs."""

    @classmethod
    def setUpClass(cls) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                cls.sandbox = Sandbox(Settings(token_life=LIFE), host=HOST, port=PORT,
                                      files_port=FILES_PORT, seed=1)
                return
            except OSError:  # another run of these tests has the port
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def setUp(self) -> None:
        super().setUp()
        shutil.rmtree(HOME, True)  # of a run that was killed; who has the port has it alone
        self.addCleanup(shutil.rmtree, HOME, True)
        self.home, self.work = HOME, HOME / "work"
        self.work.mkdir(parents=True)
        self.env["HOME"] = str(HOME)


class Making(FilesCase):
    """Makes all files in a home of its own."""

    def make(self) -> None:
        """The last request is one that the limiter's file blocks others after."""
        self.set_up_profile()
        self.damaged()
        self.archived()
        self.purchases()

    def generate(self, key: str, *more: str, code: int = 0, **env: Any) -> None:
        """A purchase that ends with this code."""
        result = self.run_it(*order(key), *more, **env)
        self.assertEqual(result.code, code, result)
        if key != KEYS[-1]:
            self.forget_rate_limit()

    def set_up_profile(self) -> None:
        """The command's configuration, and a token."""
        self.ok("config", "set", "timezone", "America/New_York")
        self.ok("config", "set", "budget", "5000 per month")
        self.ok("config", "set", "base-url", self.env["IQM_BASE_URL"])
        self.ok("config", "set", "ow-id", self.env["IQM_OW_ID"])
        self.ok("auth", "login", env=self.log_in_env)
        for name in ("IQM_TOKEN", "IQM_OW_ID", "IQM_BASE_URL"):
            del self.env[name]

    def damaged(self) -> None:
        """A line was damaged, and a person has accepted its loss."""
        self.generate("lost")
        damage(self.state / "journal", 2)
        self.run_it("journal", "repair")
        self.ok("journal", "repair", "--accept-lost")

    def archived(self) -> None:
        """One that has ended long ago."""
        self.generate("archived", "--wait", *SOON)
        age(self.state / "journal", 100 * DAY)
        self.ok("journal", "archive", "90d")

    def purchases(self) -> None:
        """One in each state."""
        self.generate("bought", "--wait", *SOON)
        self.control("settings", ready_after=3600)
        self.generate("planned", "--save", "planned.xlsx", "--wait-timeout", "1s", *SOON, code=13)
        self.lost("settled")
        self.ok("journal", "settle", "settled", "--bought", "55")
        self.forget_rate_limit()
        self.opened()
        self.lost("unknown")
        self.generate("sold")
        self.fault("pld.generate", "lost-before")
        self.generate("not-bought", code=11)
        age(self.state / "journal", 2 * 3600)
        self.ok("journal", "settle", "not-bought", "--not-bought", "--yes")
        self.forget_rate_limit()
        self.part()
        self.fault("pld.generate", "429", times=9)
        self.generate("refused", code=8)

    def lost(self, key: str) -> None:
        """It has bought; neither a response nor the list said so."""
        self.fault("pld.generate", "reset-after-request")
        for body in (NEWEST, EMPTY):
            self.control("script", operation="pld.list", status=200, body=body)
        self.generate(key, code=11)

    def opened(self) -> None:
        """Killed while it waits for the response."""
        journal = self.state / "journal"
        self.fault("pld.generate", "silent")
        process = self.start(*order("open"))
        self.until(lambda: b'"key":"open"' in journal.read_bytes())
        self.until(lambda: any(item["key"] == "open" for item in self.reports()))
        process.kill()
        process.communicate()
        self.forget_rate_limit()

    def reports(self) -> list[Any]:
        """What the journal lists."""
        return list(self.ok("journal", "list", "-o", "jsonl").rows)

    def part(self) -> None:
        """A download that was cut."""
        self.control("settings", ready_after=0)
        self.fault("file", "reset-in-body", times=0)
        self.run_it("pld", "download", "50", "--save", "part.xlsx", "--timeout", "2s")


def files(home: Path) -> list[Path]:
    """What is kept of a home, by names in it."""
    return [path.relative_to(home) for path in sorted(home.rglob("*")) if path.is_file()]
