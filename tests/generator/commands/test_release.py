"""`python3 -m generator release` and `make release`, in a copy of what they need."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unittest

from ..helper import TOP, SpecCase

# Versions are high, since the spec may have `since:` any release.
HEADER = "runtime/include/iqm/iqm.h"
IO_ID = "      ioId: {type: int, doc: Insertion order id.}\n"
DATE = "2026-12-01"


class ReleaseCase(SpecCase):
    """A repository with the spec, the generator and the changelog."""

    def setUp(self) -> None:
        super().setUp()
        self.top = self.directory / "project"
        for name in ("generator", "spec", "runtime/include", "runtime/package"):
            shutil.copytree(TOP / name, self.top / name,
                            ignore=shutil.ignore_patterns("__pycache__", "released"))
        self.spec, self.released = self.top / "spec", self.top / "spec" / "released"
        (self.top / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
        self.number("9000.2.0", 2)
        self.git("init", "-q")

    def number(self, version: str, abi: int) -> None:
        """Sets what the header and the changelog say."""
        path = self.top / HEADER
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        named = {"#define IQM_VERSION ": f'"{version}"', "#define IQM_ABI ": str(abi),
                 "#define IQM_VERSION_DATE ": f'"{DATE}"'}
        path.write_text("".join(
            next((f"{name}{value}\n" for name, value in named.items() if line.startswith(name)),
                 line) for line in lines), encoding="utf-8")
        self.changelog(f"## {version} ({DATE})")

    def changelog(self, heading: str) -> None:
        """Writes one of a section, and the one of Debian's packages."""
        (self.top / "debian").mkdir(exist_ok=True)
        (self.top / "debian/control").write_text("Maintainer: M <m@example.org>\n",
                                                 encoding="utf-8")
        (self.top / "debian/changelog").write_text(
            "iqm-insights-c (9000.2.0-1~upstream1) unstable; urgency=medium\n", encoding="utf-8")
        (self.top / "CHANGELOG.md").write_text(
            f"# Changelog\n\n{heading}\n\n### Features\n- All.\n", encoding="utf-8")

    def git(self, *args: str) -> str:
        """Runs git there."""
        return subprocess.run(
            ["git", "-c", "user.name=n", "-c", "user.email=e@example.com", "-c",
             "commit.gpgsign=false", *args], cwd=self.top, check=True, capture_output=True,
            text=True).stdout

    def commit(self) -> None:
        """Commits all that there is."""
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def run_there(self, *command: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        path = os.pathsep.join(filter(None, [str(self.top), os.environ.get("PYTHONPATH")]))
        done = subprocess.run(command, cwd=self.top, text=True, capture_output=True, check=False,
                              env={**os.environ, "PYTHONPATH": path, "PYTHON": sys.executable,
                                   "MAKE": "make", "LC_ALL": "C"})
        return done.returncode, done.stdout, done.stderr

    def release(self, *args: str) -> tuple[int, str, str]:
        """Runs the generator's command."""
        return self.run_there(sys.executable, "-m", "generator", "release", *args)


class Generator(ReleaseCase):
    """The command."""

    def keep(self) -> None:
        """Keeps the spec as 9000.2.0's, as the first release does."""
        self.assertEqual(self.release("--keep"), (
            0, "wrote spec/released: the spec of 9000.2.0\n", ""))

    def test_first_release(self) -> None:
        self.assertEqual(self.release(), (0, "", ""))
        self.assertFalse(self.released.exists())
        self.keep()
        facts = json.loads((self.released / "release.json").read_text(encoding="utf-8"))
        self.assertEqual(facts, {"version": "9000.2.0", "abi": 2})
        kept = {path.name for path in self.released.iterdir()} - {"release.json"}
        self.assertEqual(kept, {path.name for path in self.spec.glob("*.yaml")})

    def test_kept_once(self) -> None:
        self.keep()
        self.assertEqual(self.release("--keep"), (0, "", ""))

    def test_kept_spec_is_no_part_of_the_spec(self) -> None:
        self.keep()
        self.assertEqual(self.run_there(sys.executable, "-m", "generator", "diff", "spec", "spec"),
                         (0, "No changes from spec to spec.\n", ""))
        self.assertEqual(self.run_there(sys.executable, "-m", "generator", "diff", "spec/released"),
                         (0, "No changes from spec/released to spec.\n", ""))

    def test_change_that_the_version_does_not_say(self) -> None:
        self.keep()
        self.change("pld.yaml", "    path: /api/v3/ins/pld-report\n",
                    "    path: /api/v3/ins/pld-report2\n")
        self.number("9000.2.1", 2)
        for args in ((), ("--keep",)):
            status, out, err = self.release(*args)
            self.assertEqual((status, out), (1, ""))
            self.assertRegex(err,
                             r"^spec/pld\.yaml:\d+: ERR wire: operation pld\.generate: path is .*\n"
                             r"version 9000\.2\.1 after 9000\.2\.0 does not say 1 change: "
                             r"9001\.0\.0 would, or a later one\n$")
        self.number("9001.0.0", 2)
        self.assertEqual(self.release("--keep")[:2],
                         (0, "wrote spec/released: the spec of 9001.0.0\n"))
        self.assertEqual(self.release(), (0, "", ""))

    def test_change_of_the_abi(self) -> None:
        self.keep()
        self.change("pld.yaml", IO_ID, IO_ID + "      newField: {type: bool, doc: New.}\n")
        self.number("9000.3.0", 2)
        status, _, err = self.release()
        self.assertEqual(status, 1)
        self.assertRegex(err,
                         r"newField is new\nIQM_ABI 2 does not say 1 change of the ABI: 3 would\n$")
        self.number("9000.3.0", 3)
        self.assertEqual(self.release(), (0, "", ""))

    def test_field_that_is_since_a_later_release(self) -> None:
        self.change("pld.yaml", IO_ID,
                    IO_ID + "      newField: {type: bool, since: 9000.3.0, doc: New.}\n")
        self.assertEqual(self.release(), (
            1, "", "pld.yaml: report.newField has since: 9000.3.0, and this is 9000.2.0\n"))

    def test_spec_that_does_not_load(self) -> None:
        self.keep()
        self.change("pld.yaml", "    effect: paid", "    effect: «payed")
        status, _, err = self.release()
        self.assertEqual(status, 2)
        self.assertIn("1 mistake in the spec; nothing compared\n", err)

    def test_kept_facts_that_are_damaged(self) -> None:
        self.keep()
        (self.released / "release.json").write_text("{", encoding="utf-8")
        status, _, err = self.release()
        self.assertEqual(status, 2)
        self.assertTrue(err.startswith("spec/released: "), err)


class Make(ReleaseCase):
    """runtime/package/release.sh, which `make release` runs."""

    def script(self, version: str = "9000.2.0", *checks: str) -> tuple[int, str, str]:
        """Runs it with these targets as its checks."""
        return self.run_there("runtime/package/release.sh", version, *checks)

    def makefile(self, recipe: str) -> None:
        """One with a target `check`, and `abi-dump`."""
        (self.top / "Makefile").write_text(
            f"ALL_CHECKS = lint check\nGATE ?= $(ALL_CHECKS)\ncheck:\n\t@{recipe}\nlint:\n"
            "abi-dump:\n\t@V=$$(sed -n '1{s/.*(//;s/-.*//p;}' debian/changelog) && "
            "mkdir -p runtime/abi/$$V && echo >runtime/abi/$$V/dump\n", encoding="utf-8")

    def test_says_what_is_left(self) -> None:
        self.makefile("echo checked")
        self.commit()
        status, out, err = self.script("9000.2.0", "check")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out, """checked
wrote spec/released: the spec of 9000.2.0
kept for the next release: spec/released, runtime/abi/9000.2.0
9000.2.0 may go out. What is left:
  git add spec/released runtime/abi/9000.2.0 && git commit -m 'Release 9000.2.0'
  make dist deb    # their maintainer: M <m@example.org>
  make check-chroot    # as root: the packages in whole Debians
  git tag -a v9000.2.0 -m 9000.2.0
""")
        self.assertEqual(self.git("tag"), "")
        self.assertTrue((self.top / "runtime/abi/9000.2.0/dump").exists())
        self.commit()
        self.assertEqual(self.script("9000.2.0", "check")[1], """checked
kept for the next release: spec/released, runtime/abi/9000.2.0
9000.2.0 may go out. What is left:
  make dist deb    # their maintainer: M <m@example.org>
  make check-chroot    # as root: the packages in whole Debians
  git tag -a v9000.2.0 -m 9000.2.0
""")

    def test_second_release(self) -> None:
        """Names the files of its own, and none of the first's."""
        self.makefile("true")
        self.commit()
        self.script("9000.2.0", "check")
        self.number("9000.2.1", 2)
        path = self.top / "debian/changelog"
        path.write_text("iqm-insights-c (9000.2.1-1) unstable; urgency=medium\n", encoding="utf-8")
        self.commit()
        status, out, err = self.script("9000.2.1", "check")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("  git add spec/released runtime/abi/9000.2.1 && git commit", out)
        self.assertNotIn("9000.2.0 ", out)

    def rule(self) -> None:
        """The rule of `make release` itself."""
        with (self.top / "Makefile").open("a", encoding="utf-8") as file:
            rule = (TOP / "runtime/package/release.mk").read_text(encoding="utf-8")
            file.write(f"\n{rule[rule.index('quoted_version ='):].splitlines()[0]}\n"
                       "release:\n" + rule.partition("\nrelease:\n")[2])

    def test_checks_that_were_left_out(self) -> None:
        """By GATE of `make release`: they are named, and nothing may go out."""
        self.makefile("echo checked")
        self.rule()
        self.commit()
        status, out, err = self.run_there("make", "-s", "release", "VERSION=9000.2.0",
                                          f"PYTHON={sys.executable}", "GATE=check")
        self.assertEqual((status, err), (0, ""), out)
        self.assertNotIn("may go out", out)
        self.assertIn("9000.2.0 may not go out yet: GATE left out some checks. What is left:\n"
                      "  make lint\n", out)

    def test_what_is_no_version(self) -> None:
        """As make hands it on: in one word, and never run."""
        self.rule()
        self.commit()
        for version in ("", "9000.2", "9000.2.0 lint", "9000.2.0;touch made", "it's", "1..2",
                        "1.2.3.4"):
            status, out, err = self.run_there("make", "-s", "release", f"VERSION={version}",
                                              f"PYTHON={sys.executable}")
            self.assertEqual((status, out), (2, ""))
            self.assertTrue(err.startswith(f"make release: VERSION is '{version}', expected a "
                                           "version such as 0.1.0\n"), err)
        self.assertFalse((self.top / "made").exists())

    def refused(self, *lines: str) -> None:
        """The run names all of these, checks nothing and writes nothing."""
        self.assertEqual(self.script("9000.2.0", "check"),
                         (1, "", "".join(f"make release: {line}\n" for line in lines)))
        self.assertFalse(self.released.exists())

    def test_tree_that_is_not_clean(self) -> None:
        self.commit()
        (self.top / "new").touch()
        self.refused("the tree has changes that are not committed")

    def test_changelog_without_the_section(self) -> None:
        for heading in ("## 9000.1.0 (not released)", "## 9000.1.0 (2026-12-01)", "## 9000.2.0"):
            self.changelog(heading)
            self.commit()
            self.refused(f"CHANGELOG.md begins with '{heading}', "
                         "expected '## 9000.2.0 (YYYY-MM-DD)' or (not released)")

    def test_changelog_without_the_date(self) -> None:
        """All that can be checked is, before the day of the release."""
        self.changelog("## 9000.2.0 (not released)")
        self.makefile("true")
        self.commit()
        status, out, _ = self.script("9000.2.0", "check")
        self.assertEqual(status, 0)
        step = next(line for line in out.splitlines() if "sed -i" in line)
        self.assertIn("  git add CHANGELOG.md spec/released runtime/abi/9000.2.0 && git commit",
                      out)
        self.run_there("sh", "-c", step)
        self.assertRegex((self.top / "CHANGELOG.md").read_text(encoding="utf-8"),
                         r"^# Changelog\n\n## 9000\.2\.0 \(\d{4}-\d\d-\d\d\)\n")

    def test_version_that_the_header_does_not_have(self) -> None:
        self.commit()
        status, out, err = self.script("9000.1.0", "check")
        self.assertEqual((status, out), (1, ""))
        self.assertIn(f"VERSION is 9000.1.0, and IQM_VERSION in {HEADER} is 9000.2.0\n", err)

    def test_packages_of_another_version(self) -> None:
        path = self.top / "debian/changelog"
        path.write_text("iqm-insights-c (9000.1.0-1) unstable; urgency=medium\n", encoding="utf-8")
        self.commit()
        self.refused("debian/changelog begins with version '9000.1.0', expected 9000.2.0")

    def test_changelog_with_another_day(self) -> None:
        self.changelog("## 9000.2.0 (2026-12-02)")
        self.commit()
        self.refused("CHANGELOG.md begins with '## 9000.2.0 (2026-12-02)', but IQM_VERSION_DATE "
                     f"is {DATE}")

    def test_version_that_is_out(self) -> None:
        self.commit()
        self.git("tag", "v9000.2.0")
        self.refused(f"tag v9000.2.0 is there already: set IQM_VERSION in {HEADER}")

    def test_all_problems_in_one_run(self) -> None:
        self.commit()
        self.git("tag", "v9000.2.0")
        self.changelog("## 9000.3.0")
        self.refused("the tree has changes that are not committed",
                     f"tag v9000.2.0 is there already: set IQM_VERSION in {HEADER}",
                     "CHANGELOG.md begins with '## 9000.3.0', expected "
                     "'## 9000.2.0 (YYYY-MM-DD)' or (not released)")

    def test_spec_that_the_version_does_not_say(self) -> None:
        self.release("--keep")
        self.change("pld.yaml", "    path: /api/v3/ins/pld-report\n",
                    "    path: /api/v3/ins/pld-report2\n")
        self.commit()
        status, out, err = self.script()
        self.assertEqual((status, out), (1, ""))
        self.assertIn("version 9000.2.0 after 9000.2.0 does not say 1 change: 9001.0.0 would", err)

    def test_check_that_fails(self) -> None:
        self.makefile("false")
        self.commit()
        status, out, _ = self.script("9000.2.0", "check")
        self.assertEqual((status != 0, out), (True, ""))
        self.assertFalse(self.released.exists())

    def test_check_that_changes_the_tree(self) -> None:
        self.makefile("touch new")
        self.commit()
        self.assertEqual(self.script("9000.2.0", "check"),
                         (1, "", "make release: the checks have changed the tree\n"))
        self.assertFalse(self.released.exists())

    def test_no_clone(self) -> None:
        shutil.rmtree(self.top / ".git")
        status, out, err = self.script()
        self.assertEqual((status, out), (1, ""))
        self.assertIn(f"make release: {self.top} is no git clone\n", err)


if __name__ == "__main__":
    unittest.main()
