"""What is no YAML, or more of it than a spec may be."""
from __future__ import annotations

import shutil

from ..helper import TOP, SpecCase


class BadYaml(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_duplicate_key_in_yaml(self) -> None:
        self.change("pld.yaml",
                    "      pldName: {type: string, doc: Name made by the service.}",
                    "      pldName: {type: string, doc: Name made by the service.}\n"
                    "      «pldName: {type: int, doc: Again.}")
        line = int(self.places[0].split(":")[1]) - 1
        self.refused(f"'pldName' is given twice, first in line {line}")

    def test_true_as_a_key(self) -> None:
        self.change("api.yaml",
                    "      reason: {type: string, doc: Why.}",
                    "      reason: {type: string, doc: Why.}\n"
                    "      «true: {type: bool, doc: Whether.}")
        self.refused("unquoted true is a boolean to YAML, expected 'true' in quotes")

    def test_yes_as_an_enumerator(self) -> None:
        self.change("api.yaml", "{pre_vs_post: 1,", "{«yes: 1,")
        self.refused("unquoted yes is a boolean to YAML, expected 'yes' in quotes")

    def test_a_key_that_is_no_word(self) -> None:
        self.change("pld.yaml",
                    "family: pld\n",
                    "family: pld\n"
                    "? «[a, b]\n"
                    ": c\n")
        self.refused("a key that is not text")

    def test_bad_yaml(self) -> None:
        self.change("pld.yaml",
                    "title: Provider Level Data reports",
                    "title: Provider«: Level Data reports")
        self.refused("not YAML: mapping values are not allowed here")

    def test_tab_indentation(self) -> None:
        self.change("pld.yaml",
                    "  report:\n"
                    "    doc: A PLD",
                    "«\treport:\n"
                    "    doc: A PLD")
        self.refused("a tab, expected spaces")

    def test_wrong_indentation(self) -> None:
        self.change("pld.yaml",
                    "    doc: A PLD report as the list shows it.\n",
                    "    doc: A PLD report as the list shows it.\n"
                    "   «x: y\n")
        self.refused("not YAML: expected <block end>, but found '<block mapping start>'")

    def test_control_character(self) -> None:
        self.change("pld.yaml", "doc: A PLD report as", "doc: A PLD «\areport as")
        self.refused("unprintable character U+0007")

    def test_escaped_control_character(self) -> None:
        self.change("pld.yaml",
                    "doc: A PLD report as the list shows it.",
                    'doc: «"A PLD \\0 report"')
        self.refused("unprintable character U+0000 in a text")

    def test_alias(self) -> None:
        self.change("pld.yaml", "pldId: {", "pldId: &id {")
        self.change("pld.yaml",
                    "ioId: {type: int, doc: Insertion order id.}\n",
                    "ioId: «*id\n")
        self.refused("alias *id, expected the value itself")

    def test_alias_cycle(self) -> None:
        self.change("pld.yaml",
                    "  report:\n"
                    "    doc: A PLD report as the list shows it.\n"
                    "    fields:\n",
                    "  report: &loop\n"
                    "    doc: A PLD report as the list shows it.\n"
                    "    fields:\n"
                    "      more: «*loop\n")
        self.refused("alias *loop, expected the value itself")

    def test_merge_key(self) -> None:
        self.change("pld.yaml",
                    "    doc: A page of the list.\n",
                    "    doc: A page of the list.\n"
                    "    «<<: {}\n")
        self.refused("merge key <<, expected the keys themselves")

    def test_tag(self) -> None:
        self.change("pld.yaml", "title: Provider", "title: «!!str Provider")
        self.refused("tag !!str, expected a value without one")

    def test_second_document(self) -> None:
        self.change("auth.yaml",
                    "\n"
                    "operations:\n",
                    "\n"
                    "«---\n"
                    "operations:\n")
        self.refused("a second document, expected one")

    def test_unclosed_bracket(self) -> None:
        self.change("auth.yaml", "fixed: {grant_type: refresh_token}\n    body",
                    "fixed: {grant_type: refresh_token\n    body«")
        self.refused("not YAML: expected ',' or '}', but got ':'")

    def test_nested_too_deep(self) -> None:
        self.change("auth.yaml", "title: Authentication", "title: " + 30 * "[" + "«" + 50000 * "[")
        self.refused("nested deeper than 30 levels")

    def test_empty_file(self) -> None:
        for text in ("", "# nothing\n", "---\n", "~\n"):
            (self.spec / "pld.yaml").write_text(text, encoding="utf-8")
            self.places = ["pld.yaml:1:1"]
            self.refused("empty file, expected a mapping")

    def test_list_for_a_file(self) -> None:
        for file in ("pld.yaml", "api.yaml"):
            (self.spec / file).write_text("- a\n- b\n", encoding="utf-8")
            self.places = [f"{file}:1:1"]
            self.refused("found a list of 2, expected a mapping")
            shutil.copy(TOP / "spec" / file, self.spec / file)

    def test_word_for_a_file(self) -> None:
        (self.spec / "pld.yaml").write_text("pld\n", encoding="utf-8")
        self.places = ["pld.yaml:1:1"]
        self.refused("found 'pld', expected a mapping")

    def test_not_utf8(self) -> None:
        path = self.spec / "pld.yaml"
        before, _, after = path.read_bytes().partition(b"doc: A PLD")
        path.write_bytes(before + b"doc: \xc4 PLD" + after)
        line = before.count(b"\n") + 1
        self.places = [f"pld.yaml:{line}:10"]
        self.refused("not UTF-8 text")

    def test_missing_api_file(self) -> None:
        (self.spec / "api.yaml").unlink()
        self.places = ["api.yaml:1:1"]
        self.refused("cannot be read: No such file or directory")

    def test_missing_directory(self) -> None:
        self.spec = self.directory / "nowhere"
        self.places = ["api.yaml:1:1"]
        self.refused("cannot be read: No such file or directory")

    def test_directory_for_a_file(self) -> None:
        (self.spec / "api.yaml").unlink()
        (self.spec / "api.yaml").mkdir()
        self.places = ["api.yaml:1:1"]
        self.refused("cannot be read: Is a directory")

    def test_null_anywhere(self) -> None:
        self.change("pld.yaml", "    body: order\n", "    body:«\n")
        self.change("pld.yaml", "samples: [pld.columns-get.response.200.json]",
                    "samples: [pld.columns-get.response.200.json, «null]")
        self.change("sls.yaml", "    query: name_query", "    query: «~")
        self.change("sls.yaml", "        aliases: [reportUrl, reportURL, pldReportUrl]",
                    "        aliases:«")
        self.places[2:] = reversed(self.places[2:])
        self.refused("found nothing, expected text", "found nothing, expected text",
                     "found nothing, expected a list", "found nothing, expected text")

    def test_what_is_allowed(self) -> None:
        path = self.spec / "pld.yaml"
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf%YAML 1.1\r\n---\r\n" + text.encode("utf-8") + b"...\r\n")
        self.accepted()
