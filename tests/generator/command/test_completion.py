"""Completion in the shells themselves."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ..helper import SAMPLE_SPEC, TOP, SpecCase
from .shells import Shell, fish_candidates

CLI = TOP / "generated" / "cli"
NAME = "iqm-insights"

BOTH = {  # what is typed, with a tab at its end: what stands there then, in bash and in zsh
    "pl": ("pld ", "pld "),
    "journal res": ("journal resume ", "journal resume "),
    "doc": ("doctor ", "doctor "),
    "pld gen": ("pld generate ", "pld generate "),
    "aqs wai": ("aqs wait ", "aqs wait "),
    "pld generate --sta": ("pld generate --start-date ", "pld generate --start-date="),
    "pld generate --dry": ("pld generate --dry-run ", "pld generate --dry-run "),
    "pld generate --allow-d": ("pld generate --allow-duplicate ",
                               "pld generate --allow-duplicate "),
    "pld list --al": ("pld list --all ", "pld list --all "),
    "pld generate --colu": ("pld generate --colu", "pld generate --colu"),  # not of purchases
    "pld list --colu": ("pld list --columns ", "pld list --columns="),
    "auth login --user": ("auth login --username ", "auth login --username="),
    "doctor --prof": ("doctor --profile ", "doctor --profile="),
    "pld wait 10 --inter": ("pld wait 10 --interval ", "pld wait 10 --interval="),
    "--vers": ("--version ", "--version "),
    "sls list -o c": ("sls list -o csv ", "sls list -o csv "),
    "sls list --output=ta": ("sls list --output=table ", "sls list --output=table "),
    "sls list --output ta": ("sls list --output table ", "sls list --output table "),
    "sls list --dialect=op": ("sls list --dialect=openapi ", "sls list --dialect=openapi "),
    "aqs generate --report-type-id aud": ("aqs generate --report-type-id audience ",
                                          "aqs generate --report-type-id audience "),
    "sls generate --report-types pre-vs-post,comp": (
        "sls generate --report-types pre-vs-post,competitive ",
        "sls generate --report-types pre-vs-post,competitive,"),
    "sls list --columns=id,status-n": ("sls list --columns=id,status-name ",
                                       "sls list --columns=id,status-name,"),
    "pld columns-update --set io-i": ("pld columns-update --set io-id=",
                                     "pld columns-update --set io-id="),
    "pld columns-update --io-id tr": ("pld columns-update --io-id true ",
                                      "pld columns-update --io-id true "),
    "pld download --save st": ("pld download --save study.xlsx ",
                               "pld download --save study.xlsx "),
    "pld download --save=st": ("pld download --save=study.xlsx ",
                               "pld download --save=study.xlsx "),
    "sls generate --body @my": (r"sls generate --body @my\ order.json ",
                                r"sls generate --body @my\ order.json "),
    "pld generate --key st": ("pld generate --key st", "pld generate --key st"),  # no file
    "--profile work pl": ("--profile work pld ", "--profile work pld "),
    "-o csv sls li": ("-o csv sls list ", "-o csv sls list "),
    "--output=csv --quiet journal sp": ("--output=csv --quiet journal spend ",
                                        "--output=csv --quiet journal spend "),
    "-q pld list --al": ("-q pld list --all ", "-q pld list --all "),
    "--timezone UTC pld list --sort-by=-created": (
        "--timezone UTC pld list --sort-by=-created-on ",
        "--timezone UTC pld list --sort-by=-created-on "),
    "pld --output cs": ("pld --output csv ", "pld --output csv "),
    "api G": ("api GET ", "api GET "),
    "api GET /api/v3/ins/static/ins": ("api GET /api/v3/ins/static/insights/status/list ",
                                       "api GET /api/v3/ins/static/insights/status/list "),
    "api GET -o json /api/v3/ins/pld-reports/col": (
        "api GET -o json /api/v3/ins/pld-reports/columns ",
        "api GET -o json /api/v3/ins/pld-reports/columns "),
    "help exit": ("help exit-codes ", "help exit-codes "),
    "help docto": ("help doctor ", "help doctor "),
    "config get no-p": ("config get no-purchases ", "config get no-purchases "),
    "journal spend --by camp": ("journal spend --by campaign ", "journal spend --by campaign "),
    "journal list --family pl": ("journal list --family pld ", "journal list --family pld "),
    "pld generate --period yes": ("pld generate --period yesterday ",
                                  "pld generate --period yesterday "),
    "pld list --sort-by created": ("pld list --sort-by created-on ",
                                   "pld list --sort-by created-on "),
    "comple": ("comple", "comple"),  # it is hidden
}
FISH = {  # what is offered
    "jour": ["journal"],
    "--profile work jour": ["journal"],
    "journal s": ["settle", "spend"],
    "-o csv journal res": ["resume"],
    "pld gen": ["generate"],
    "pld generate --start": ["--start-date"],
    "pld generate --allow-d": ["--allow-duplicate"],
    "pld generate --colu": [],
    "pld list --colu": ["--columns"],
    "auth login --user": ["--username"],
    "--vers": ["--version"],
    "sls list -o c": ["csv"],
    "sls list --output=ta": ["--output=table"],
    "sls list --output ta": ["table"],
    "--output=csv sls list --dialect=op": ["--dialect=openapi"],
    "aqs generate --report-type-id aud": ["audience"],
    "sls generate --report-types pre-vs-post,comp": ["pre-vs-post,competitive"],
    "sls list --columns=id,status-n": ["--columns=id,status-name"],
    "pld columns-update --set io-i": ["io-id="],
    "pld columns-update --io-id tr": ["true"],
    "pld download --save st": ["study.xlsx"],
    "pld download --save=st": ["--save=study.xlsx"],
    "sls generate --body @my": ["@my order.json"],
    "pld generate --key st": [],
    "api G": ["GET"],
    "api GET /api/v3/ins/static/ins": ["/api/v3/ins/static/insights/status/list"],
    "help exit": ["exit-codes"],
    "config get no-p": ["no-purchases"],
    "journal list --family pl": ["pld"],
    "pld list --sort-by=-created": ["--sort-by=-created-on"],
    "pld list more ": [],
    "comple": [],
}


class Completion(SpecCase):
    """The committed files, on a terminal."""

    def setUp(self) -> None:
        super().setUp()
        for name in ("my order.json", "study.xlsx"):
            (self.directory / name).touch()

    def check(self, kind: str, cases: dict[str, str]) -> None:
        """Completes each line."""
        shell = Shell(kind, CLI, NAME, self.directory)
        self.addCleanup(shell.close)
        for typed, expected in cases.items():
            with self.subTest(shell=kind, typed=typed):
                self.assertEqual(shell.complete(f"{NAME} {typed}\t"), f"{NAME} {expected}")

    def test_bash(self) -> None:
        self.check("bash", {typed: pair[0] for typed, pair in BOTH.items()})

    def test_zsh(self) -> None:
        self.check("zsh", {typed: pair[1] for typed, pair in BOTH.items()})

    def test_fish(self) -> None:
        for typed, expected in FISH.items():
            with self.subTest(typed=typed):
                self.assertEqual(self.offered(f"{NAME} {typed}"), expected)

    def offered(self, line: str, cli: Path = CLI, name: str = NAME) -> list[str]:
        """The candidates of fish, without what they are."""
        words = fish_candidates(cli / f"{name}.fish", line, self.directory)
        return [word.partition("\t")[0] for word in words]

    def test_files_are_clean(self) -> None:
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        sample = self.out / "generated" / "cli"
        for command in (["bash", "-n", CLI / f"{NAME}.bash"],
                        ["bash", "-n", sample / "sample-tool.bash"],
                        ["zsh", "-n", CLI / f"_{NAME}"], ["zsh", "-n", sample / "_sample-tool"],
                        ["fish", "-n", CLI / f"{NAME}.fish"],
                        ["fish", "-n", sample / "sample-tool.fish"]):
            done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                                  check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)

    def test_odd_words(self) -> None:
        """Texts with quotes, brackets and colons break nothing in zsh, which shows them."""
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        shell = Shell("zsh", self.out / "generated" / "cli", "sample-tool", self.directory)
        self.addCleanup(shell.close)
        for typed, expected in (("k2 fetch --into st\t", "k2 fetch --into study.xlsx "),
                                ("k2 fetch --type cs\t", "k2 fetch --type csv "),
                                ("k2 list --form=js\t", "k2 list --form=json "),
                                ("k2 buy --su\t", "k2 buy --sure "),
                                ("look ar\t", "look around ")):
            self.assertEqual(shell.complete(f"sample-tool {typed}"), f"sample-tool {expected}")
        for typed, offered in (("k2 fetch --into st", "study.xlsx"), ("k2 fetch --type cs", "csv"),
                               ("k2 list --form=js", "--form=json"), ("k2 buy --su", "--sure"),
                               ("look ar", "around")):
            self.assertEqual(self.offered(f"sample-tool {typed}", self.out / "generated" / "cli",
                                          "sample-tool"), [offered])
