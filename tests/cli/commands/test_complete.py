"""What completion asks the command for: on a pipe, and in the three shells."""
from __future__ import annotations

import os
from typing import Optional

from tests.cli.support.command_case import COMMAND, TOP, CommandCase
from tests.generator.command.shells import Shell, fish_candidates

CLI = TOP / "generated" / "cli"
NAME = "iqm-insights"


class Complete(CommandCase):
    """A journal with two purchases, and a configuration with two profiles."""

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", ready_after=0)
        config = self.home / ".config" / NAME
        config.mkdir(parents=True)
        (config / "config").write_text("[default]\ntoken = hush-hush\n[work]\n[home]\n")
        (config / "config").chmod(0o600)
        self.env["PATH"] = f"{COMMAND.parent}:{os.environ['PATH']}"

    def buy(self) -> list[str]:
        """Buys two; gives the ids of their reports."""
        for key, day in (("spring 1", "2024-11-21"), ("summer", "2024-11-23")):
            self.ok("pld", "generate", "--campaign-id", "451351", "--key", key, "--wait",
                    "--interval", "100ms", "--timezone", "UTC", "--yes", "--start-date", day,
                    "--end-date", day)
        return [str(row["id"]) for row in self.ok("journal", "list", "-o", "json").json]

    def asked(self, *words: str, env: Optional[dict[str, Optional[str]]] = None) -> list[str]:
        """The candidates, without what they are. It is never loud."""
        result = self.ok("complete", *words, env=env)
        self.assertEqual(result.err, "")
        self.assertNotIn("hush", result.out)
        return [line.partition("\t")[0] for line in result.out.splitlines()]

    def test_profiles(self) -> None:
        self.assertEqual(self.asked("profiles"), ["default", "work", "home"])
        self.assertEqual(self.asked("profiles", "--profile", "gone"), ["default", "work", "home"])

    def test_zones(self) -> None:
        zones = self.asked("zones")
        for zone in ("UTC", "America/New_York", "Europe/Berlin"):
            self.assertIn(zone, zones)
        self.assertGreater(len(zones), 300)

    def test_zones_of_a_system_without_the_source(self) -> None:
        (self.home / "zone.tab").write_text("# comment\nDE\t+5230+01322\tEurope/Berlin\tall\n")
        self.assertEqual(self.asked("zones", env={"TZDIR": str(self.home)}),
                         ["UTC", "Europe/Berlin"])
        self.assertEqual(self.asked("zones", env={"TZDIR": "/gone"}), ["UTC"])

    def test_keys_and_ids(self) -> None:
        self.assertEqual((self.asked("keys"), self.asked("ids")), ([], []))
        ids = self.buy()
        self.assertEqual(self.asked("keys"), ["summer", "spring 1"])
        self.assertEqual(self.asked("ids", "pld"), ids[::-1])
        self.assertEqual(self.asked("ids"), ids[::-1])
        self.assertEqual(self.asked("ids", "sls"), [])
        self.assertIn("summer\tpld.generate, bought\n", self.ok("complete", "keys").out)

    def test_ids_that_a_list_has_shown(self) -> None:
        """To a person: on a terminal, none that a filter left out."""
        self.ok("pld", "list")
        self.assertEqual(self.asked("ids"), [])
        shown = self.terminal("pld", "list", "--limit", "2", "--columns", "id").end()
        ids = shown.out.split()[1:3]
        self.assertEqual(self.asked("ids", "pld"), ids)
        self.assertEqual(self.asked("ids", "sls"), [])
        path = self.state / "profiles" / "default" / "recent"
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.terminal("sls", "list", "--status", "failed").end()
        self.terminal("pld", "list", "-o", "csv").end()
        every = self.asked("ids", "pld")
        self.assertEqual(every[:2], ids)
        self.assertGreater(len(every), 3)
        self.assertEqual(len(set(every)), len(every))
        self.assertEqual(self.asked("ids", "--profile", "work"), [])
        self.terminal("pld", "list", "--profile", "work").end()
        self.assertEqual(self.asked("ids", "pld", "--profile", "work"), every)

    def test_a_state_directory_that_nobody_can_write(self) -> None:
        shown = self.terminal("pld", "list", env={"XDG_STATE_HOME": "/proc"}).end()
        self.assertEqual(shown.code, 0)
        self.assertNotIn("recent", shown.out)

    def test_it_makes_nothing(self) -> None:
        for kind in ("profiles", "keys", "ids", "zones", "nonsense"):
            self.asked(kind)
        self.asked()
        self.assertFalse(self.state.exists())
        self.assertEqual(self.look("requests"), [])

    def test_damage_is_not_its_matter(self) -> None:
        self.buy()
        with (self.state / "journal").open("a", encoding="ascii") as journal:
            journal.write("damage\n")
        self.assertEqual(self.asked("keys"), [])
        (self.home / ".config" / NAME / "config").write_text("[work]\nnonsense\n[home\n")
        self.assertEqual(self.asked("profiles"), ["work"])
        self.assertEqual(self.asked("keys", env={"HOME": None, "XDG_STATE_HOME": "relative"}), [])

    def test_shells(self) -> None:
        first, _ = self.buy()
        start = first[:-1]
        cases = {  # what is typed: what bash and zsh make of it, what fish offers
            "journal settle spr": (r"journal settle spring\ 1 ", "spring 1"),
            "journal resume summer spr": (r"journal resume summer spring\ 1 ", "spring 1"),
            "pld generate --key=su": ("pld generate --key=summer ", "--key=summer"),
            "pld list --profile wo": ("pld list --profile work ", "work"),
            "--profile ho": ("--profile home ", "home"),
            "pld list --timezone America/New_Y": ("pld list --timezone America/New_York ",
                                                  "America/New_York"),
            f"pld wait 7 {first}": (f"pld wait 7 {first} ", first),
        }
        shells = {kind: Shell(kind, CLI, NAME, self.home, self.environment())
                  for kind in ("bash", "zsh")}
        for shell in shells.values():
            self.addCleanup(shell.close)
        for typed, (expected, offered) in cases.items():
            for kind, shell in shells.items():
                with self.subTest(shell=kind, typed=typed):
                    self.assertEqual(shell.complete(f"{NAME} {typed}\t"), f"{NAME} {expected}")
            with self.subTest(shell="fish", typed=typed):
                self.assertEqual(self.fish(typed), [offered])
        self.assertEqual(self.fish("journal list --state not"), ["not-bought"])
        self.assertEqual(self.fish("pld list --campaign-id sta"), [])
        self.assertEqual(self.fish("config set output base-u"), [])
        self.assertEqual(sorted(self.fish(f"pld delete --ids 9,{start}")),
                         [f"9,{one}" for one in sorted(self.asked("ids", "pld"))])

    def fish(self, typed: str) -> list[str]:
        """What fish offers."""
        found = fish_candidates(CLI / f"{NAME}.fish", f"{NAME} {typed}", self.work,
                                self.environment())
        return [line.partition("\t")[0] for line in found]
