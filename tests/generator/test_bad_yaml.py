"""What is no YAML, or more of it than a spec may be."""
from __future__ import annotations

from .helper import SpecCase


class BadYaml(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_duplicate_key_in_yaml(self) -> None:
        self.change("pld.yaml",
                    "      pldName: {type: string, doc: Name made by the service.}",
                    "      pldName: {type: string, doc: Name made by the service.}\n"
                    "      «pldName: {type: int, doc: Again.}")
        self.refused("'pldName' is given twice, first in line 13")

    def test_true_as_a_key(self) -> None:
        self.change("api.yaml",
                    "      reason: {type: string, doc: Why.}",
                    "      reason: {type: string, doc: Why.}\n"
                    "      «true: {type: bool, doc: Whether.}")
        self.refused("plain true is a boolean to YAML, expected 'true' in quotes")

    def test_yes_as_an_enumerator(self) -> None:
        self.change("api.yaml", "{pre_vs_post: 1,", "{«yes: 1,")
        self.refused("plain yes is a boolean to YAML, expected 'yes' in quotes")

    def test_a_key_that_is_no_word(self) -> None:
        self.change("pld.yaml",
                    "family: pld\n",
                    "family: pld\n"
                    "? «[a, b]\n"
                    ": c\n")
        self.refused("a key that is not a word")

    def test_bad_yaml(self) -> None:
        self.change("pld.yaml",
                    "title: Provider Level Data reports",
                    "title: Provider«: Level Data reports")
        self.refused("not YAML: mapping values are not allowed here")

    def test_tab_indentation(self) -> None:
        self.change("pld.yaml",
                    "  report:\n"
                    "    doc: A PLD",
                    "«	report:\n"
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
        self.change("pld.yaml",
                    "pldId: {type: int, doc: Report id.}",
                    "pldId: &id {type: int, doc: Report id.}")
        self.change("pld.yaml",
                    "ioId: {type: int, doc: Insertion order id.}\n"
                    "      ioName: {type: string, doc: Name of the insertion order.}\n"
                    "      isCampaignEligible",
                    "ioId: «*id\n"
                    "      ioName: {type: string, doc: Name of the insertion order.}\n"
                    "      isCampaignEligible")
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
