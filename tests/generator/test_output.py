"""The output: the same everywhere, written only where it differs, and checked."""
from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from generator.model.names import runtime_date

from .helper import TOP, SpecCase


def tree(directory: Path) -> dict[str, bytes]:
    """Every file below a directory."""
    return {path.relative_to(directory).as_posix(): path.read_bytes()
            for path in sorted(directory.rglob("*")) if path.is_file()}


class Output(SpecCase):
    """Runs in processes of their own, as `make regen` does."""

    def run_apart(self, *args: str, cwd: Path = TOP,
                  **env: str) -> subprocess.CompletedProcess[str]:
        """A run with these changes to the environment."""
        path = os.pathsep.join(filter(None, [str(TOP), os.environ.get("PYTHONPATH")]))
        return subprocess.run([sys.executable, "-m", "generator", *args], cwd=cwd, text=True,
                              env={**os.environ, "PYTHONPATH": path, **env},
                              capture_output=True, check=False)

    def test_same_bytes_whatever_is_around(self) -> None:
        surroundings = [
            {"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "1"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "2"},
            {"LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"},
            {"LC_ALL": "POSIX", "SOURCE_DATE_EPOCH": "1", "HOME": "/nowhere"},
        ]
        found = []
        for i, env in enumerate(surroundings):
            out = self.directory / f"out{i}"
            done = self.run_apart("regen", "--out", str(out), cwd=self.directory if i % 2 else TOP,
                                  **env)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            found.append(tree(out))
        for other in found[1:]:
            self.assertEqual(found[0], other)

    def test_without_libyaml_the_same(self) -> None:
        code = ("import sys, yaml; vars(yaml).pop('CSafeLoader', None)\n"
                "from generator.loader import yaml_file; from generator.__main__ import main\n"
                "assert yaml_file.LOADER is yaml.SafeLoader\n"
                f"sys.exit(main(['regen', '--out', {str(self.out)!r}]))")
        subprocess.run([sys.executable, "-c", code], cwd=TOP, check=True, capture_output=True)
        self.assertEqual(tree(self.out / "generated"), tree(TOP / "generated"))

    def test_committed_tree_is_what_the_spec_makes(self) -> None:
        done = self.run_apart("check", cwd=self.directory)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_no_path_date_or_name_of_this_machine(self) -> None:
        self.accepted()
        for name, data in tree(self.out).items():
            text = data.decode("utf-8").replace(runtime_date(), "")
            for word in (str(TOP), str(self.directory), os.uname().nodename, "/home/", "/root/",
                         time.strftime("%Y-%m-%d"), time.strftime("%b %d")):
                self.assertNotIn(word, text, name)
            self.assertNotIn("\r", text, name)
            self.assertTrue(text.endswith("\n") and not text.endswith("\n\n"), name)

    def test_lines_are_short_and_clean(self) -> None:
        self.accepted()
        for name, data in tree(self.out / "generated").items():
            if name.endswith((".md", ".fish", ".3")):
                continue  # a row of a table is one line, what `complete` gets, and of a program
            for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
                self.assertEqual(line, line.rstrip(), f"{name}:{number}")
                if not re.search(r"""(["']).{60,}\1""", line):  # a literal is not broken
                    self.assertLessEqual(len(line.expandtabs(8)), 100, f"{name}:{number}")

    def test_written_only_when_changed(self) -> None:
        status, out, _ = self.run_generator()
        self.assertEqual(status, 0)
        self.assertEqual(sorted(out.split()[1::2]), sorted(tree(self.out)))
        for path in self.out.rglob("*"):
            os.utime(path, (1, 1))
        self.assertEqual(self.run_generator(), (0, "", ""))
        self.assertEqual({path.stat().st_mtime for path in self.out.rglob("*")}, {1.0})
        self.change("pld.yaml", "pldName: {type: string, doc: Name made by the service.}",
                    "pldName: {type: string, doc: Name given by the service.}")
        self.assertEqual(self.run_generator(), (
            0, "wrote generated/iqm_pld.h\nwrote generated/cli/commands.c\n"
            "wrote generated/reference.md\nwrote generated/openapi/page.json\n"
            "wrote generated/openapi/openapi.json\nwrote generated/openapi/samples.json\n"
            "wrote generated/openapi/july-file.json\nwrote generated/openapi/older-file.json\n"
            "wrote generated/man/iqm_pld.3\n", ""))

    def test_one_more_field_is_a_row(self) -> None:
        """What a pull request shows: a member, a row of each table, and a word of completion; no
        line of another field, wherever it is added."""
        self.accepted()
        before = tree(self.out / "generated")
        dialects = [path.stem for path in (self.out / "generated/openapi").iterdir()]
        for above in ("      campaignName: {type: string, doc: Name of the campaign.}\n"
                      "      campaignIds:", "\n  report_page:\n"):
            self.change("pld.yaml", above, "      rank: {type: int, doc: Place.}\n" + above)
            self.accepted()
            after = tree(self.out / "generated")
            changed = {name: [line for line in difflib.ndiff(
                before[name].decode().splitlines(), after[name].decode().splitlines())
                if line[0] in "+-"] for name in after if after[name] != before[name]}
            for shell in ("cli/iqm-insights.bash", "cli/_iqm-insights", "cli/iqm-insights.fish"):
                lines = changed.pop(shell)  # what it can sort by, and its columns
                for old, new in ((lines[0], lines[1]), (lines[2], lines[3])):
                    self.assertEqual(re.sub(" -?rank\\b", "", new[1:]), old[1:])
            for dialect in dialects:  # JSON has a comma between fields
                lines = [line.rstrip(",") for line in changed.pop(f"openapi/{dialect}.json")]
                self.assertEqual([line for line in lines if f"-{line[1:]}" not in lines], [
                    '+           "rank": {"type": "integer", "format": "int64", '
                    '"description": "Place."}'])
            self.assertEqual(sorted(changed.pop("man/iqm_pld.3")),
                             ["+ .TP", "+ Place.", "+ \\fBstruct iqm_int rank\\fR"])
            self.assertEqual(changed, {
                "cli/commands.c": ['+ \t{ "rank", NULL, "Place.", NULL, NULL, false, ROLE_NONE },'],
                "reference.md": ["+ | `rank` | int |  | Place. |"],
                "iqm_pld.c": ["+ \tiqm_pld_report_field_rank,",
                              '+ \tIQM_FIELD(iqm_pld_report, rank, 0, "rank"),'],
                "iqm_pld.h": ["+ \t/* Place. */", "+ \tstruct iqm_int rank;"]})
            self.change("pld.yaml", "      rank: {type: int, doc: Place.}\n", "")

    def check(self) -> tuple[int, list[str]]:
        """Status and lines of `check`, which must write nothing."""
        before = tree(self.out)
        status, out, err = self.run_generator("check")
        self.assertEqual((out, tree(self.out)), ("", before))
        return status, err.splitlines()

    def test_check_shows_an_edit(self) -> None:
        self.accepted()
        path = self.out / "generated" / "iqm_sls.c"
        path.write_text(path.read_text(encoding="utf-8").replace('"slsName"', '"sslName"', 1),
                        encoding="utf-8")
        self.assertEqual(self.check(), (1, [
            "generated/iqm_sls.c:33: differs",
            ' \tIQM_FIELD(iqm_sls_report, sls_id, 0, "slsId"),',
            '-\tIQM_FIELD(iqm_sls_report, sls_name, IQM_F_EXACT, "sslName"),',
            '+\tIQM_FIELD(iqm_sls_report, sls_name, IQM_F_EXACT, "slsName"),',
            ' \tIQM_FIELD(iqm_sls_report, campaign_ids, IQM_F_SCALAR_OR_LIST, '
            '"campaignIds", "campaignId"),',
            "1 file(s) do not match the spec. To fix: make regen"]))

    def test_a_part_of_a_file_that_is_written_by_hand(self) -> None:
        """The table of operations in README.md: only what is between its marks is ours."""
        begin = "<!-- operations: made from spec/ by `make regen` -->\n"
        end = "<!-- end of operations -->\n"
        readme = self.out / "README.md"
        self.out.mkdir()
        for kept in ("", "No marks.\n", f"{begin}One mark.\n", f"{end}The other order.\n{begin}"):
            readme.write_text(kept, encoding="utf-8")
            self.accepted()
            self.assertEqual(readme.read_text(encoding="utf-8"), kept)
        readme.write_bytes(f"Before.\n{begin}Old.\n{end}After\u00e9.\r\n".encode())
        status, lines = self.check()
        self.assertEqual((status, lines[:4]), (1, [
            "README.md:3: differs", f" {begin[:-1]}", "-Old.",
            "+| operation | function | request | |"]))
        self.assertEqual(lines[-1], "1 file(s) do not match the spec. To fix: make regen")
        self.assertEqual(self.run_generator(), (0, "wrote README.md\n", ""))
        self.assertEqual(self.check(), (0, []))
        text = readme.read_bytes().decode("utf-8")
        self.assertTrue(text.startswith(f"Before.\n{begin}| operation ") and
                        text.endswith(f" |  |\n{end}After\u00e9.\r\n"), text)
        self.assertIn("| [`iqm_pld_generate`](generated/reference.md#pldgenerate) | "
                      "POST `/api/v3/ins/pld-report` | **buys** |\n", text)
        self.assertIn(begin, (TOP / "README.md").read_text(encoding="utf-8"))

    def test_check_shows_other_differences(self) -> None:
        self.accepted()
        generated = self.out / "generated"
        (generated / "iqm_types.c").unlink()
        (generated / "iqm_ops.c").write_bytes((generated / "iqm_ops.c").read_bytes() + b"\xff\n")
        pld = (generated / "iqm_pld.h").read_bytes()
        (generated / "iqm_pld.h").write_bytes(pld.replace(b"\n", b"\r\n"))
        status, lines = self.check()
        self.assertEqual(status, 1)
        self.assertEqual(lines[0], "generated/iqm_types.c: missing")
        self.assertEqual(lines[1], "generated/iqm_pld.h:1: differs")
        self.assertTrue(any(re.fullmatch(r"generated/iqm_ops\.c:\d+: differs", line)
                            for line in lines))
        self.assertEqual(lines[-1], "3 file(s) do not match the spec. To fix: make regen")

    def test_check_fails_where_nothing_is(self) -> None:
        status, lines = self.check()
        self.assertEqual((status, lines[0]), (1, "generated/iqm_types.h: missing"))
        self.assertFalse(self.out.exists())

    def test_leftovers_are_reported_and_removed(self) -> None:
        self.accepted()
        generated = self.out / "generated"
        shutil.copy(generated / "iqm_pld.h", generated / "iqm_old.h")
        (generated / "deep").mkdir()
        shutil.copy(generated / "iqm_pld.c", generated / "deep" / "iqm_older.c")
        (generated / "README.md").write_text("Written by hand.\n", encoding="utf-8")
        self.assertEqual(self.check(), (1, [
            "generated/deep/iqm_older.c: the spec does not make this any more",
            "generated/iqm_old.h: the spec does not make this any more",
            "2 file(s) do not match the spec. To fix: make regen"]))
        self.assertEqual(self.run_generator(), (
            0, "removed generated/deep/iqm_older.c\nremoved generated/iqm_old.h\n", ""))
        self.assertTrue((generated / "README.md").exists())
        self.assertEqual(self.check(), (0, []))

    def test_family_that_is_gone_leaves_no_files(self) -> None:
        self.accepted()
        self.change("api.yaml", "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, pld, sls, static]")
        path = self.spec / "api.yaml"
        path.write_text(re.sub(r"  aqs_report_type:\n(    .*\n)+", "",
                               path.read_text(encoding="utf-8")), encoding="utf-8")
        for name in ("aqs.yaml", "command.yaml", "sources.yaml"):  # the last two speak of it
            (self.spec / name).unlink()
        for path in (self.spec / "samples").glob("aqs.*"):
            path.unlink()
        status, out, _ = self.run_generator()
        self.assertEqual(status, 0)
        self.assertIn("removed generated/iqm_aqs.c\nremoved generated/iqm_aqs.h\n", out)
        for name in ("_iqm-insights", "commands.c", "commands.h", "handlers.c", "handlers.h",
                     "iqm-insights.1", "iqm-insights.bash", "iqm-insights.fish"):
            self.assertIn(f"removed generated/cli/{name}\n", out)
        self.assertNotIn("disagree", (self.out / "generated" / "reference.md").read_text("utf-8"))

    def test_bad_spec_leaves_the_output_as_it_is(self) -> None:
        self.accepted()
        before = tree(self.out)
        self.change("aqs.yaml", "reportId: {type: int, flag: id, doc: Report id.}",
                    "reportId: {type: «intger, flag: id, doc: Report id.}")
        for command in ("regen", "check"):
            status, _, err = self.run_generator(command)
            self.assertEqual(status, 1)
            self.assertIn("unknown type 'intger', did you mean 'int'?", err)
        self.assertEqual(tree(self.out), before)

    def test_output_that_cannot_be_written(self) -> None:
        self.out.write_text("a file where the directory should be", encoding="utf-8")
        status, out, err = self.run_generator()
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(err, r"^\S+: (Not a directory|File exists)\n$")

    def test_no_half_written_file_is_left(self) -> None:
        self.accepted()
        path = self.out / "generated" / "iqm_pld.h"
        path.unlink()
        path.mkdir()
        status, _, err = self.run_generator()
        self.assertEqual((status, err.count("\n")), (1, 1))
        self.assertEqual([p for p in self.out.rglob("*.part")], [])

    def test_problem_is_named_from_the_working_directory(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: «payed")
        done = self.run_apart("regen", "--spec", "spec", "--out", "out", cwd=self.directory)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"spec/{self.places[0]}: found 'payed'", done.stderr.splitlines()[0][:60])

    def test_words_of_a_problem_in_any_locale(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: «\N{GREEK SMALL LETTER PI}aid")
        for locale in ("C", "C.UTF-8"):
            done = self.run_apart("regen", "--spec", str(self.spec), "--out", str(self.out),
                                  LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
            self.assertEqual(done.returncode, 1)
            self.assertIn("aid', did you mean 'paid'?", done.stderr)
