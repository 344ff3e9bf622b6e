"""The table of rules has a row for all that can change in the language, and each row counts."""
from __future__ import annotations

import copy
import unittest

from generator.diff.changes import changes
from generator.diff.kinds import REFINED, possible_kinds
from generator.diff.language import FAMILIES, Node, all_nodes
from generator.diff.rules import BREAKS, CLASSES, LEVELS, OTHER, Rule, rules
from generator.diff.side import REQUEST, RESPONSE

from .helper import Data, DiffCase, Edit, side
from .mutations import mutations


BY_HAND = {key for key, (_, kinds) in REFINED.items() if kinds}


class Table(unittest.TestCase):
    """generator/diff/rules.yaml."""

    def test_every_key_and_kind_has_a_row(self) -> None:
        wanted = {(node.key, kind) for node in all_nodes() for kind in possible_kinds(node)}
        self.assertGreater(len(wanted), 300)
        self.assertEqual(sorted(wanted ^ set(rules())), [OTHER])

    def test_every_key_of_the_schema_is_among_them(self) -> None:
        keys = {key for key, _ in rules()}
        for key in ("field.required", "operation.paged.columns", "exit_codes.code", "api.base_url",
                    "send.unit", "enums.values", FAMILIES):
            self.assertIn(key, keys)

    def test_rows_say_what_they_mean(self) -> None:
        for some in rules().values():
            for rule in some:
                self.assertIn(rule.level, LEVELS, rule.name)
                self.assertLessEqual(set(rule.classes), set(CLASSES), rule.name)
                self.assertEqual(rule.level == "INFO", not set(rule.classes) & set(BREAKS),
                                 f"{rule.name}: INFO is for what breaks nobody, and only for that")
                self.assertIn(rule.way, (None, REQUEST, RESPONSE), rule.name)
                self.assertRegex(rule.why, r"^[A-Z`].*\.$", rule.name)


class EveryRow(DiffCase):
    """An edit of the sample spec for each row, found by the shape of its key. Others are in
    test_kinds.py."""

    def test_each_is_met(self) -> None:
        met: set[tuple[str, str, str | None]] = set()
        wanted = {(rule.key, rule.kind, rule.way) for some in rules().values() for rule in some
                  if rule.key not in BY_HAND and (rule.key, rule.kind) != OTHER}
        for node in all_nodes():
            for kind in node.kinds if node.key not in BY_HAND and node.key != FAMILIES else ():
                met |= self.met(node, kind, wanted - met)
        file = {("command.command", kind, None) for kind in ("added", "removed")}
        families = {name for name in wanted if name[0] == FAMILIES}
        self.assertEqual(sorted(map(str, wanted - met - file - families)), [])

    def met(self, node: Node, kind: str, wanted: set[tuple[str, str, str | None]]) \
            -> set[tuple[str, str, str | None]]:
        """The rows that some edit of this kind meets, each edit being one change."""
        found: set[tuple[str, str, str | None]] = set()
        missing = {row for row in wanted if row[:2] == (node.key, kind)}
        for where, old, new in mutations(self.data, node, kind):
            if missing <= found:
                break
            made = changes(side("old", old), side("new", new))
            self.assertEqual([rule.name for change in made for rule in change.rules],
                             [f"{node.key} {kind}"] * sum(len(one.rules) for one in made),
                             f"{where}: {[one.text for one in made]}")
            self.assertEqual(len(made), 1, f"{where} {node.key} {kind}")
            found |= {_row(rule) for rule in made[0].rules}
        return found

    def test_a_file_that_a_spec_may_lack(self) -> None:
        def without(name: str) -> Edit:
            return lambda data: data.pop(name)

        level, classes, text, names = self.one(without("command"))
        self.assertEqual((level, classes, names), ("ERR", "command", ["command.command removed"]))
        self.assertEqual(text, "command: command sample-tool is gone")
        found = self.changes(without("sources"))
        self.assertEqual({change.level for change in found}, {"INFO"})
        found = self.changes(without("sources"), lambda data: data["sources"].pop("documents"))
        self.assertEqual({change.level for change in found}, {"INFO"})

    def test_keys_of_another_version_of_the_language(self) -> None:
        def older(data: Data) -> None:
            data["k2"]["types"]["filter"]["fields"]["flag"]["colour"] = "red"
            del data["api"]["limits"]
            data["api"]["envelope"] = "none"

        found = self.changes(lambda data: data.update(copy.deepcopy(self.data)), older)
        self.assertEqual([(one.level, one.text) for one in found], [
            ("WARN", "envelope is {success: ok, data: result, errors: faults, error: {type: fault, "
             "text: [what, title], reason: [why], field: [where], contact: [ask]}, failure: "
             "{type: trouble, text: [words], reason: [because], field: [at], contact: "
             "[ask, phone]}} now, was none"), ("WARN", "limits is new"),
            ("WARN", "field k2.filter.flag: colour red is gone")])

    def test_renames_of_a_field_and_of_items_of_a_list(self) -> None:
        def edit(data: Data) -> None:
            data["k2"]["types"]["filter"]["fields"]["flags"] = \
                data["k2"]["types"]["filter"]["fields"].pop("flag")
            data["sources"]["disagreements"][1]["about"] = "Nothing else at all"

        def last(data: Data) -> None:
            fields = data["k2"]["types"]["filter"]["fields"]
            fields["flag"] = fields.pop("flag")

        self.assertEqual([change.text for change in self.changes(edit, last)], [
            "field k2.filter.flag is k2.filter.flags now",
            "disagreement Nothing else is Nothing else at all now"])

    def test_families(self) -> None:
        def rename(data: Data) -> None:
            data["gate"] = data.pop("door")
            data["api"]["families"][0] = "gate"

        self.assertEqual(self.one(rename)[:3],
                         ("ERR", "source ABI command", "family door is gate now"))
        self.assertEqual(self.one(lambda data: data["api"]["families"].reverse())[2:],
                         ("family door stands elsewhere", ["api.families moved"]))
        self.assertEqual(self.one(lambda data: data["api"]["families"].pop(0))[:3],
                         ("ERR", "source ABI command", "family door is gone"))
        self.assertEqual(
            self.one(lambda data: data["api"]["families"].insert(0, "door"),
                     lambda data: data["api"]["families"].pop(0))[:3],
            ("INFO", "additive", "family door is new"))


def _row(rule: Rule) -> tuple[str, str, str | None]:
    return rule.key, rule.kind, rule.way


if __name__ == "__main__":
    unittest.main()
