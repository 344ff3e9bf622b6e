"""Completion in the shells themselves."""
from __future__ import annotations

import shutil
import subprocess

from ..helper import SAMPLE_SPEC, TOP, SpecCase
from .shells import Shell

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
    "pld generate --al": ("pld generate --allow-duplicate ", "pld generate --allow-duplicate "),
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
}
BASH_ONLY = {
    "--profile work pl": "--profile work pld ",
    "-o csv sls li": "-o csv sls list ",
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
        self.check("bash", {**{typed: pair[0] for typed, pair in BOTH.items()}, **BASH_ONLY})

    def test_zsh(self) -> None:
        self.check("zsh", {typed: pair[1] for typed, pair in BOTH.items()})

    def test_files_are_clean(self) -> None:
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        sample = self.out / "generated" / "cli"
        for command in (["bash", "-n", CLI / f"{NAME}.bash"],
                        ["bash", "-n", sample / "sample-tool.bash"],
                        ["zsh", "-n", CLI / f"_{NAME}"], ["zsh", "-n", sample / "_sample-tool"]):
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
