"""--store: the journal of several hosts in a database. A host is a home of its own here."""
from __future__ import annotations

import os
import unittest
from pathlib import Path
from typing import Optional

from tests.cli.commands import test_journal
from tests.cli.purchase import test_keys, test_kill
from tests.cli.support.buying_case import ORDER, SCORE, STUDY, BuyingCase
from tests.cli.support.command_case import COMMAND
from tests.database.server import Server


class StoreCase(BuyingCase):
    """An empty database, which all runs are told of by the environment."""

    server: Server

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        if b"PQconnectStartParams" not in COMMAND.read_bytes():
            raise unittest.SkipTest("built with POSTGRES=no")
        cls.server = Server.create()
        cls.addClassCleanup(cls.server.remove)

    def setUp(self) -> None:
        super().setUp()
        self.server.sql("DROP SCHEMA IF EXISTS iqm CASCADE")
        self.env["IQM_STORE"] = self.server.url

    def tearDown(self) -> None:
        self.assertFalse((self.state / "journal").exists())
        super().tearDown()

    def forget_rate_limit(self) -> None:
        self.server.sql("DELETE FROM iqm.permits")

    def unfinished(self) -> list[str]:
        return sorted(row["key"] for row in self.journal() if "next" in row)

    def other_host(self) -> dict[str, Optional[str]]:
        """The environment of a run that shares the database alone."""
        home = self.home / "other"
        home.mkdir(exist_ok=True)
        return {"HOME": str(home)}


class Keys(StoreCase, test_keys.Keys):
    """What keys do over a file, over a database."""


class Duplicates(StoreCase, test_keys.Duplicates):
    """The same order under another key."""


class Listed(StoreCase, test_journal.Listed):
    """`journal list`."""

    test_damaged = None  # type: ignore[assignment] # a file


class Killed(StoreCase, test_kill.AtEachRequest):
    """Killed at each request."""


class Hosts(StoreCase):
    """Two hosts, one database."""

    def test_one_key_one_purchase(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        again = self.ok(*ORDER, "--yes", "--key", "k", "-o", "json", env=self.other_host())
        self.assertEqual(again.json["id"], 51)
        self.fails(22, *ORDER, "--yes", "--key", "other", env=self.other_host(), says="key 'k'")
        self.bought(1)

    def test_all_is_seen_by_all(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "one")
        self.ok(*STUDY, "--yes", "--key", "two", env=self.other_host())
        rows = self.ok("journal", "list", "-o", "jsonl").rows
        self.assertEqual([(row["key"], row["state"]) for row in rows],
                         [("one", "bought"), ("two", "bought")])
        spent = self.ok("journal", "spend", "-o", "jsonl", env=self.other_host()).rows
        self.assertEqual([row["purchases"] for row in spent], [2])
        self.assertEqual(self.server.sql("SELECT purchases, open FROM iqm.spend_by_month"), "2|0")

    def test_both_at_once(self) -> None:
        runs = [self.start(*ORDER, "--yes", "--key", "k", env=env)
                for env in (None, self.other_host()) * 2]
        codes = sorted(self.finish(run).code for run in runs)
        self.bought(1, codes)
        self.assertIn(0, codes)
        self.assertLessEqual(set(codes), {0, 18})

    def test_a_word_in_what_to_run(self) -> None:
        """The next command goes to the same database."""
        said = self.fails(22, *self.twice(), "--store", self.server.url, env={"IQM_STORE": None})
        self.assertIn(f"--store {self.server.url}", said.err)

    def twice(self) -> tuple[str, ...]:
        """An order that was bought before."""
        self.ok(*ORDER, "--yes", "--key", "k")
        return (*ORDER, "--yes", "--key", "other")


class Database(StoreCase):
    """One that cannot be used."""

    def test_it_is_away(self) -> None:
        self.server.stop()
        self.addCleanup(self.server.start)
        self.fails(1, *ORDER, "--yes", says="nothing is bought without it: .*Connection refused")
        said = self.fails(1, "journal", "list", says=r"Connection refused; .* \(IQM_STORE\)")
        self.assertNotIn("sent", said.err)
        self.fails(1, "pld", "list", says="nothing is sent without it: .*Connection refused")
        self.bought(0)

    def test_a_role_without_rights(self) -> None:
        self.server.sql("DROP ROLE IF EXISTS weak")
        self.server.sql("CREATE ROLE weak LOGIN")
        self.addCleanup(self.server.sql, "DROP ROLE weak")
        weak: dict[str, Optional[str]] = {"IQM_STORE": self.server.url.replace("iqm@", "weak@")}
        for _ in range(2): # there is no schema yet; there is one of another role's
            self.fails(1, "journal", "list", env=weak,
                       says="role 'weak' needs CREATE on the database")
            self.ok("journal", "list")

    def test_it_is_another(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        self.server.sql("UPDATE iqm.store SET identity = '1/1/1/1'")
        self.fails(1, *ORDER, "--yes", "--key", "new", "--allow-duplicate",
                   says="another database(.|\n)*journal repair")
        self.assertRegex(self.fails(21, "doctor").out, "another database.*journal repair")
        self.assertEqual([row["state"] for row in self.journal()], ["bought"])
        self.assertTrue(self.fails(1, "journal", "repair", "-o", "json",
                                   says="--accept-lost").json["blocked"])
        self.bought(1)
        self.ok("journal", "repair", "--accept-lost")
        self.ok(*SCORE, "--yes", "--key", "new")
        self.assertRegex(self.server.sql("SELECT accepted_by FROM iqm.store"), f"{os.geteuid()}@")

    def test_an_order_that_is_lost(self) -> None:
        """No list can show what it bought: a person says it, and is heard."""
        for key, order in ("k", ORDER), ("other", STUDY):
            self.ok(*order, "--yes", "--key", key)
        self.server.sql("UPDATE iqm.records SET state = 'open', report_id = NULL, request = NULL, "
                        "sent = sent - 3600000, "
                        "recorded = recorded - 3600000")
        self.fails(2, "journal", "settle", "k", "--bought", "50", says="it was there before|newest")
        self.fails(6, "journal", "settle", "k", "--bought", "510", says="has no report 510")
        self.ok("journal", "settle", "k", "--bought", "51")
        self.ok("journal", "settle", "other", "--not-bought", "--yes")
        self.assertEqual({row["key"]: row["state"] for row in self.journal()},
                         {"k": "bought", "other": "not bought"})

    def test_there_is_no_archive(self) -> None:
        self.fails(3, "journal", "archive", "1d", says="no archive")

    def test_doctor(self) -> None:
        rows = {row["check"]: row for row in self.ok("doctor", "-o", "jsonl").rows}
        place = self.server.url.split("@")[1]
        self.assertEqual(rows["store"]["detail"],
                         f"journal and rate limit in PostgreSQL, {place} (IQM_STORE)")
        self.assertEqual(rows["journal"]["detail"], "0 purchases")

    def test_journal_file_of_before(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k", env={"IQM_STORE": None})
        rows = {row["check"]: row for row in self.ok("doctor", "-o", "jsonl").rows}
        self.assertEqual(rows["journal file"]["result"], "warn")
        self.assertIn(f"{self.state / 'journal'} is not read", rows["journal file"]["detail"])
        (self.state / "journal").unlink()
        rows = {row["check"]: row for row in self.ok("doctor", "-o", "jsonl").rows}
        self.assertNotIn("journal file", rows)

    def test_keys_are_completed(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "spring")
        self.assertIn("spring", self.ok("complete", "keys").out)


class Passwords(StoreCase):
    """A password in the URL is nobody's to see."""

    SECRET = "hidden-word"

    def with_password(self) -> str:
        """The URL with one, which the server takes."""
        return self.server.url.replace("iqm@", f"iqm:{self.SECRET}@")

    def test_not_on_a_command_line(self) -> None:
        for url in (self.with_password(), self.server.url + f"?password={self.SECRET}",
                    self.server.url + f"?sslmode=prefer&pass%77ord={self.SECRET}"):
            said = self.fails(2, "journal", "list", "--store", url, says="can be read by others")
            self.assertNotIn(self.SECRET, said.err)
        self.fails(2, "config", "set", "store", self.with_password(), says="is a secret")

    def test_elsewhere(self) -> None:
        env: dict[str, Optional[str]] = {"IQM_STORE": self.with_password()}
        self.ok(*ORDER, "--yes", "--debug", env=env)
        shown = self.ok("config", "list", env=env)
        self.assertNotIn(self.SECRET, shown.out)
        self.fails(2, "config", "get", "store", env=env, says="is a secret")

    def test_in_a_file(self) -> None:
        config = Path(self.home, ".config", "iqm-insights", "config")
        self.ok("config", "set", "store", "-", text=self.with_password() + "\n")
        self.ok("journal", "list", env={"IQM_STORE": None})
        config.chmod(0o644)
        self.fails(3, "journal", "list", env={"IQM_STORE": None}, says="configuration with secrets")

    def test_wrong_urls_are_not_shown(self) -> None:
        for url in (f"mysql://a:{self.SECRET}@b/c", f"postgresql://a:{self.SECRET}@b@c/d",
                    f"postgresql://a:{self.SECRET}/e@c/d"):
            said = self.fails(3, "journal", "list", env={"IQM_STORE": url})
            self.assertNotIn(self.SECRET, said.err)
            self.assertNotIn(self.SECRET, self.run_it("config", "list", env={"IQM_STORE": url}).out)

    def test_doctor_shows_none(self) -> None:
        said = self.ok("doctor", env={"IQM_STORE": self.with_password()})
        self.assertIn(self.server.url.split("@")[1], said.out)
        self.assertNotIn(self.SECRET, said.out + said.err)


if __name__ == "__main__":
    unittest.main()
