"""The files of each release: they are read, gone on with, and written with the same numbers."""
from __future__ import annotations

import re
import shutil
import unittest
from pathlib import Path
from typing import Optional

from tests.cli.support.buying_case import SOON
from tests.formats.making import FOLDER, HOME, KEYS, FilesCase, Making, files, order, release

STATES = {**dict.fromkeys(KEYS, "bought"), "open": "open", "unknown": "unknown",
          "not-bought": "not bought", "refused": "refused"}
STATE = Path(".local/state/iqm-insights")
# Of each file what says its number; a lock file has its journal's, or nothing in it.
NUMBERS = {".config/iqm-insights/config": None, ".config/iqm-insights/config.lock": None,
           str(STATE / "journal"): rb"\Aiqm-journal (\d+)\n",
           str(STATE / "journal.archive"): rb'"format":"(\d+)"',
           str(STATE / "journal.damaged"): rb'"format":"(\d+)"', str(STATE / "journal.lock"): None,
           str(STATE / "limits"): rb"\Aiqm-limiter (\d+)\n",
           str(STATE / "profiles/default/token"): rb'\A\{"format":(\d+),',
           str(STATE / "profiles/default/token.lock"): None,
           "work/part.xlsx.part": None, "work/part.xlsx.part.meta": rb"\Aiqm-part (\d+)\n"}


def releases() -> list[str]:
    """Those whose files are kept."""
    found = (path for path in FOLDER.iterdir() if (path / STATE).exists())
    return [path.name for path in sorted(found, key=release)]


def numbers(home: Path) -> dict[str, set[bytes]]:
    """All that is kept there, each with its numbers."""
    found = {}
    for path in files(home):
        name = str(path.parent if path.parent.name == "limits" else path)
        pattern = NUMBERS[name]
        found[name] = set(re.findall(pattern, (home / path).read_bytes())) if pattern else set()
    return found


class Reading(FilesCase):
    """Each release's files in a home, and a service that has sold what they say."""

    def settle_in(self, release: str) -> None:
        """As its user left them; the service's reports have the same ids."""
        shutil.rmtree(HOME)
        shutil.copytree(FOLDER / release, HOME)
        for path in HOME.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        self.control("reset")
        self.control("settings", ready_after=0.0)
        for key in KEYS[:8]:
            token = self.control("token")["access_token"]
            self.ok(*order(key), env={"HOME": str(HOME / "other"), "IQM_TOKEN": token})
            shutil.rmtree(HOME / "other")
        self.sold = len(self.bill())
        for name in ("IQM_TOKEN", "IQM_OW_ID", "IQM_BASE_URL"):
            self.env.pop(name, None)

    def test_journal(self) -> None:
        for release in releases():
            self.settle_in(release)
            rows = {row["key"]: row for row in self.journal()}
            self.assertEqual({key: row["state"] for key, row in rows.items()}, STATES)
            self.assertEqual([rows[key].get("id") for key in KEYS[:6]], [51, 52, 53, 54, 55, None])
            self.buys_nothing_twice()
            self.goes_on()

    def buys_nothing_twice(self) -> None:
        """Under its key, or under another one."""
        self.env["IQM_TOKEN"] = self.control("token")["access_token"]
        for key in KEYS[1:8]:
            words = list(order(key))
            self.forget_rate_limit()
            self.run_it(*words)
            words[words.index(key)] = "another"
            self.forget_rate_limit()
            self.fails(22, *words, says="the same order was sent")
        self.assertEqual(len(self.bill()), self.sold)

    def goes_on(self) -> None:
        """Finds what is open, saves what was planned, and sells again what was not bought."""
        self.forget_rate_limit()
        self.ok("journal", "resume", *SOON)
        self.assertEqual((self.work / "planned.xlsx").read_bytes()[:2], b"PK")
        found = {row["key"]: (row["state"], row.get("id")) for row in self.journal()}
        self.assertEqual((found["open"], found["unknown"]), (("bought", 56), ("bought", 57)))
        for key in ("not-bought", "refused"):
            self.forget_rate_limit()
            self.ok(*order(key))
        self.assertEqual(len(self.bill()), self.sold + 2)

    def test_other_files(self) -> None:
        for release in releases():
            self.settle_in(release)
            self.assertEqual(self.settings()["budget"][0], "5000 per month")
            self.assertRegex(self.start_token(), "^access-")
            limit = next((HOME / STATE / "limits").iterdir())
            before = limit.read_bytes()
            self.env["IQM_TOKEN"] = self.control("token")["access_token"]
            self.ok("pld", "list")
            self.assertNotEqual(limit.read_bytes(), before)
            self.forget_rate_limit()
            self.ok("pld", "download", "51", "--save", "part.xlsx")
            self.is_whole_archive(self.work / "part.xlsx")

    def start_token(self, env: Optional[dict[str, Optional[str]]] = None) -> str:
        """It is a secret, so the checks of output do not see it."""
        process = self.start("auth", "token", env=env)
        return process.communicate()[0]


class Later(Reading):
    """A number of a later release is named, and the file stays as it is."""

    def setUp(self) -> None:
        super().setUp()
        self.settle_in(releases()[-1])

    def raised(self, path: Path, old: bytes, new: bytes) -> bytes:
        """The file's new content."""
        content = path.read_bytes()
        self.assertEqual(content.count(old), 1)
        path.write_bytes(content.replace(old, new))
        return path.read_bytes()

    def test_journal(self) -> None:
        path = HOME / STATE / "journal"
        says = "it has format 9, of a later release: expected 2 or less; it was left alone"
        path.write_bytes(b"iqm-journal 9\n")
        now = path.read_bytes()
        self.env["IQM_TOKEN"] = self.control("token")["access_token"]
        for words in (("journal", "list"), ("journal", "repair"), order("refused")):
            self.assertRegex(self.run_it(*words).err, says)
        self.assertEqual((path.read_bytes(), len(self.bill())), (now, self.sold))

    def test_other_files(self) -> None:
        limit = next((HOME / STATE / "limits").iterdir())
        now = self.raised(limit, b"iqm-limiter 1\n", b"iqm-limiter 9\n")
        says = "it has format 9, of a later release: expected 1 or less; it was left alone"
        listed = self.ok("pld", "list", env={"IQM_TOKEN": self.control("token")["access_token"]})
        self.assertRegex(listed.err, says)
        self.assertEqual(limit.read_bytes(), now)
        meta = self.work / "part.xlsx.part.meta"
        now = self.raised(meta, b"iqm-part 1\n", b"iqm-part 9\n")
        self.fails(1, "pld", "download", "51", "--save", "part.xlsx", says=says,
                   env={"IQM_TOKEN": self.control("token")["access_token"]})
        self.assertEqual(meta.read_bytes(), now)

    def test_credentials(self) -> None:
        path = HOME / STATE / "profiles/default/token"
        now = self.raised(path, b'{"format":1,', b'{"format":9,"later":[],')
        says = "format 9, of a later release: expected 1 or less; it was left alone: use that"
        self.fails(3, "auth", "token", says=says)
        self.fails(3, "pld", "list", says=says)
        for words in (("pld", "list"), ("auth", "status"), ("doctor",), order("refused")):
            said = self.ok(*words, env=self.log_in_env).err
            self.assertEqual(len(re.findall(says, said)), 1, said)
            self.assertIn("; this run logs in by the settings, and caches nothing", said)
        self.assertEqual(self.ok("pld", "list", "--quiet", env=self.log_in_env).err, "")
        self.assertRegex(self.start_token(self.log_in_env), "^access-")
        self.assertEqual(path.read_bytes(), now)
        self.ok("auth", "login", env=self.log_in_env)
        self.ok("pld", "list")


class Writing(Making):
    """The newest folder is of this tree's formats: a new number needs a new folder."""

    def test_numbers(self) -> None:
        self.make()
        self.assertEqual(numbers(HOME), numbers(FOLDER / releases()[-1]))


if __name__ == "__main__":
    unittest.main()
