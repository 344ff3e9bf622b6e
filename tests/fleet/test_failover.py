"""A journal in another database than before: a standby that took over, a copy that was restored."""
from __future__ import annotations

import json
import subprocess
import unittest
from pathlib import Path

from tests.cli.support.buying_case import DATES
from tests.cli.support.command_case import Result
from tests.database.server import Server, programs

from .fleet_case import PATIENCE, FleetCase

OTHER_DATABASE = "another database than the journal was in"


class OtherDatabase(FleetCase):
    """Hosts whose URL leads to it from now on."""

    HOSTS = 2

    def buy(self, campaign: str, host: int = 0) -> Result:
        """An order of its own for each campaign."""
        return self.hosts[host].run_it("pld", "generate", "--campaign-id", campaign, *DATES,
                                       "--yes", "--key", f"campaign {campaign}", "-o", "json")

    def move_to(self, server: Server) -> None:
        """All hosts use another server."""
        self.addCleanup(server.remove)
        for host in self.hosts:
            host.store = server.url

    def is_refused(self, campaign: str) -> None:
        """Nothing is bought by any host, and it says why."""
        before = len(self.bill())
        for host in range(self.HOSTS):
            result = self.buy(campaign, host)
            self.assertEqual(result.code, 1, result)
            self.assertIn(OTHER_DATABASE, result.err)
        self.assertEqual(len(self.bill()), before)

    def keys(self) -> list[str]:
        """Of the journal."""
        return [row["key"] for row in self.hosts[1].ok("journal", "list", "-o", "jsonl").rows]

    def accept(self) -> None:
        """A person does, on one host, for all."""
        refused = self.hosts[0].run_it("journal", "repair", "-o", "json")
        self.assertEqual((refused.code, refused.json["blocked"]), (1, True), refused)
        accepted = self.hosts[0].ok("journal", "repair", "--accept-lost", "-o", "json")
        self.assertFalse(accepted.json["blocked"])

    def test_standby_takes_over(self) -> None:
        """Its timeline is another. It may lack what was bought last, as it does here."""
        self.assertEqual(self.buy("451351").code, 0)
        standby = Server.standby(self.database)
        standby.crash()  # what comes now does not reach it
        self.assertEqual(self.buy("451350").code, 0)
        self.database.crash()
        standby.start()
        self.move_to(standby)
        self.refuses_a_standby()
        standby.promote()
        self.is_refused("12345")
        self.assertEqual(self.keys(), ["campaign 451351"])  # what it has can be read
        self.accept()
        found = self.hosts[0].run_it("journal", "reconcile", "-o", "jsonl")
        self.assertEqual(found.code, 23, found)  # the purchase that is missing
        self.assertEqual(self.buy("451351", 1).code, 0)  # bought before
        self.assertEqual(len(self.bill()), 2)
        self.assertEqual(self.buy("12345", 1).code, 0)
        self.assertEqual(len(self.bill()), 3)

    def refuses_a_standby(self) -> None:
        """As long as it is one."""
        result = self.buy("12345")
        self.assertEqual(result.code, 1, result)
        self.assertIn("standby", result.err)

    def test_restored_copy(self) -> None:
        """A dump in another server, whose system identifier is another."""
        self.assertEqual(self.buy("451351").code, 0)
        dump = subprocess.run([*self.database.inside, str(programs() / "pg_dump"),
                               self.database.url], check=True, stdout=subprocess.PIPE).stdout
        copy = Server.create(self.database.host, self.database.inside)
        subprocess.run([*copy.inside, str(programs() / "psql"), "-qX", "-v", "ON_ERROR_STOP=1",
                        "-d", copy.url], check=True, input=dump, stdout=subprocess.DEVNULL)
        self.move_to(copy)
        self.is_refused("12345")
        self.accept()
        self.assertEqual(json.loads(self.buy("451351").out)["outcome"], "bought before")
        self.assertEqual(self.buy("12345").code, 0)
        self.assertEqual(len(self.bill()), 2)


class Away(FleetCase):
    """The database goes away in the middle of something."""

    HOSTS = 1
    WORDS = ("pld", "generate", "--campaign-id", "451351", *DATES, "--yes", "--key", "it", "--save",
             "it.xlsx", "--interval", "100ms")

    def test_while_a_file_is_saved(self) -> None:
        """The journal does not know the file: it does not get its name, so that a later run does
        not find a stranger's."""
        host = self.hosts[0]
        file = host.home / "work" / "it.xlsx"
        self.control("fault", operation="file", kind="drip", seconds=0.0005)
        process = host.start(*self.WORDS)
        self.until(Path(f"{file}.part").exists)
        self.database.crash()
        out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 1, out + err)
        self.assertFalse(file.exists())
        self.database.start()
        self.assertEqual(host.run_it(*self.WORDS).code, 0)
        self.assertTrue(file.exists())
        self.assertEqual(len(self.bill()), 1)


if __name__ == "__main__":
    unittest.main()
