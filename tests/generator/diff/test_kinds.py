"""Kinds of changes that go by what a key says: fields, types of fields, effects, limits."""
from __future__ import annotations

import unittest
from typing import Any

from generator.diff.kinds import REFINED
from generator.diff.rules import rules

from .helper import Data, DiffCase, Edit, rename

# In the sample spec: `filter` is sent, `page` is got, `crate` is a row, `everything` is both.
MET: set[tuple[str, str, str | None]] = set()
RAN: set[str] = set()


def types(data: Data, name: str) -> dict[str, Any]:
    """The fields of a type of k2 or a shared one."""
    found = data["k2"]["types"].get(name) or data["api"]["types"][name]
    fields: dict[str, Any] = found["fields"]
    return fields


class Kinds(DiffCase):
    """Each test names the rules that count."""

    def expect(self, level: str, classes: str, text: str, names: str, edit: Edit,
               before: Edit | None = None) -> None:
        """One edit makes one change, by these rules of one key."""
        found = self.changes(edit, before)
        self.assertEqual([(one.level, " ".join(one.classes), one.text) for one in found],
                         [(level, classes, text)])
        kinds = [rule.kind for rule in found[0].rules]
        self.assertEqual(" ".join(dict.fromkeys(kinds)), names)
        MET.update((rule.key, rule.kind, rule.way) for rule in found[0].rules)

    def setUp(self) -> None:
        RAN.add(self._testMethodName)

    @classmethod
    def tearDownClass(cls) -> None:
        if len(RAN) < len(unittest.defaultTestLoader.getTestCaseNames(cls)):
            return  # not all of them were asked for
        wanted = {(rule.key, rule.kind, rule.way) for some in rules().values() for rule in some
                  if rule.key in REFINED and REFINED[rule.key][1]}
        if wanted - MET:
            raise AssertionError(f"no test meets {sorted(map(str, wanted - MET))}")

    # ---- fields --------------------------------------------------------------------------------

    def test_added(self) -> None:
        new = {"type": "int", "doc": "New."}
        late = {**new, "since": "0.3.0"}

        def first(name: str, spec: Any) -> Edit:
            def edit(data: Data) -> None:
                fields = types(data, name)
                rest = dict(fields)
                fields.clear()
                fields.update({"fresh": spec, **rest})
            return edit

        self.expect("INFO", "additive", "field k2.filter.fresh is new", "added",
                    first("filter", late))
        self.expect("ERR", "ABI", "field k2.filter.fresh is new", "added added-layout",
                    first("filter", new))
        self.expect("ERR", "ABI", "field k2.picked.fresh is new", "added added-layout",
                    lambda data: types(data, "picked").update(fresh=new))
        self.expect("INFO", "additive", "field crate.fresh is new", "added",
                    lambda data: types(data, "crate").update(fresh=new))
        self.expect("ERR", "ABI", "field crate.fresh is new", "added added-layout",
                    first("crate", new))
        self.expect("INFO", "additive", "field crate.fresh is new", "added", first("crate", late))

    def test_added_and_required(self) -> None:
        must = {"type": "int", "required": True, "doc": "New."}
        self.expect("ERR", "wire source ABI command", "field k2.filter.fresh is new",
                    "added added-required added-layout",
                    lambda data: types(data, "filter").update(fresh=must))
        self.expect("ERR", "wire", "field crate.fresh is new", "added added-required",
                    lambda data: types(data, "crate").update(fresh=must))

    def test_removed(self) -> None:
        self.expect("ERR", "source ABI command", "field k2.filter.flag is gone", "removed",
                    lambda data: types(data, "filter").pop("flag"))
        self.expect("ERR", "wire source ABI command", "field k2.filter.from is gone",
                    "removed removed-required", lambda data: types(data, "filter").pop("from"))
        self.expect("ERR", "wire source ABI command", "field spice.name is gone",  # is sent too
                    "removed removed-required", lambda data: types(data, "spice").pop("name"))
        self.expect("ERR", "source ABI", "field door.card.key is gone",
                    "removed removed-required",
                    lambda data: data["door"]["types"]["card"]["fields"].pop("key"))

    def test_renamed(self) -> None:
        self.expect("ERR", "wire source command", "field k2.filter.flag is k2.filter.flags now",
                    "renamed renamed-member",
                    lambda data: rename(types(data, "filter"), "flag", "flags"))
        self.expect("ERR", "wire command", "field k2.filter.flag is k2.filter.flags now",
                    "renamed",
                    lambda data: rename(types(data, "filter"), "flag", "flags", name="flag"))
        self.expect("ERR", "wire source command", "field crate.madeAt is crate.madeOn now",
                    "renamed renamed-member",
                    lambda data: rename(types(data, "crate"), "madeAt", "madeOn"))

    def test_renamed_with_an_alias(self) -> None:
        def edit(data: Data) -> None:
            rename(types(data, "crate"), "madeAt", "dateOfBirth", aliases=["madeAt"],
                   name="made_at")

        found = self.changes(edit)
        self.assertEqual([(one.level, one.text) for one in found], [
            ("WARN", "field crate.madeAt is crate.dateOfBirth now")])
        MET.update((rule.key, rule.kind, rule.way) for rule in found[0].rules)

    def test_moved(self) -> None:
        def to_the_end(name: str, field: str) -> Edit:
            def edit(data: Data) -> None:
                fields = types(data, name)
                fields[field] = fields.pop(field)
            return edit

        self.expect("ERR", "ABI command", "field crate.number stands elsewhere",
                    "moved moved-layout", to_the_end("crate", "number"))
        self.expect("WARN", "command", "field k2.filter.late stands elsewhere", "moved",
                    to_the_end("filter", "late"))

    # ---- types of fields -----------------------------------------------------------------------

    def test_type_of_what_is_sent(self) -> None:
        def to(spelling: str) -> Edit:
            return lambda data: types(data, "filter")["flag"].update(type=spelling)

        self.expect("ERR", "wire source ABI command",
                    "field k2.filter.flag: type is int now, was bool", "member json", to("int"))
        self.expect("ERR", "source ABI", "field k2.filter.count: type is num now, was int",
                    "member", lambda data: types(data, "filter")["count"].update(type="num"))
        self.expect("INFO", "words", "field k2.filter.id: type is string now, was id", "spelling",
                    lambda data: types(data, "filter")["id"].update(type="string"))
        self.expect("ERR", "wire source ABI command",
                    "field k2.filter.count: type is string now, was int", "member json",
                    lambda data: types(data, "filter")["count"].update(type="string"))

    def test_type_of_what_is_got(self) -> None:
        def to(spelling: str, **traits: Any) -> Edit:
            return lambda data: types(data, "crate")["number"].update(type=spelling, **traits)

        self.expect("ERR", "source ABI", "field crate.number: type is string now, was int",
                    "member widened", to("string"))
        self.expect("ERR", "source ABI", "field crate.number: type is json now, was int",
                    "member widened", to("json"))
        self.expect("ERR", "wire source ABI command",
                    "field crate.number: type is bool now, was int", "member json", to("bool"))
        self.expect("ERR", "wire source ABI command",
                    "field crate.number: type is int{} now, was int", "member json", to("int{}"))
        self.expect("ERR", "wire source ABI command",
                    "field crate.number: type is int[] now, was int", "member json", to("int[]"))
        self.expect("ERR", "wire source ABI command",
                    "field crate.madeAt: type is ms now, was s", "member json",
                    lambda data: types(data, "crate")["madeAt"].update(type="ms"))
        found = self.changes(to("int[]", scalar_or_list=True))
        self.assertEqual([(one.level, one.classes) for one in found],
                         [("ERR", ("source", "ABI")), ("INFO", ("additive",))])

    def test_type_that_was_renamed_is_the_same(self) -> None:
        def last(data: Data) -> None:
            data["k2"]["types"]["knife"] = data["k2"]["types"].pop("knife")

        def edit(data: Data) -> None:
            data["k2"]["types"]["dagger"] = data["k2"]["types"].pop("knife")
            types(data, "everything")["knife"]["type"] = "dagger"
            types(data, "everything")["knives"]["type"] = "dagger[]"
            data["k2"]["operations"]["price-it-2"]["body"] = "dagger"

        self.assertEqual(self.one(edit, last)[:3],
                         ("ERR", "source", "type k2.knife is k2.dagger now"))

    # ---- others --------------------------------------------------------------------------------

    def test_name(self) -> None:
        def named(name: str) -> Edit:
            return lambda data: types(data, "crate")["number"].update(name=name)

        self.expect("ERR", "source command", "field crate.number: name no is new",
                    "renamed-member", named("no"))
        self.expect("INFO", "words", "field crate.number: name number is new", "spelling",
                    named("number"))
        self.expect("ERR", "source command", "field crate.number: name no is gone",
                    "renamed-member", lambda data: types(data, "crate")["number"].pop("name"),
                    named("no"))

    def test_unit(self) -> None:
        def unit(value: str) -> Edit:
            return lambda data: types(data, "crate")["number"].update(unit=value)

        def without(data: Data) -> None:
            types(data, "crate")["number"].pop("unit")

        self.expect("INFO", "words", "field crate.number: unit bytes is new", "added",
                    unit("bytes"))
        self.expect("INFO", "words", "field crate.number: unit bytes is gone", "removed", without,
                    unit("bytes"))
        self.expect("WARN", "source", "field crate.number: unit is bytes now, was money",
                    "changed", unit("bytes"), unit("money"))
        self.expect("WARN", "command", "field crate.number: unit heads is new", "counts",
                    unit("heads"))

    def test_effect(self) -> None:
        def effect(name: str, value: str) -> Edit:
            return lambda data: data["k2"]["operations"][name].update(effect=value)

        self.expect("ERR", "source command", "operation k2.ask: effect is paid now, was read",
                    "to-paid", effect("ask", "paid"))
        self.expect("ERR", "source command", "operation k2.buy: effect is update now, was paid",
                    "from-paid", effect("buy", "update"))
        self.expect("WARN", "source", "operation k2.ask: effect is update now, was read",
                    "changed", effect("ask", "update"))
        self.expect("WARN", "source command", "operation k2.ask: effect is once now, was read",
                    "to-once", effect("ask", "once"))
        self.expect("ERR", "source command", "operation k2.ring: effect is update now, was once",
                    "from-once", effect("ring", "update"))

    def test_limits(self) -> None:
        for key in ("requests_per_minute", "page_size"):
            def limit(value: int, key: str = key) -> Edit:
                return lambda data: data["api"]["limits"].update({key: value})

            self.expect("WARN", "wire", f"limits.{key} is 9 now, was 1", "raised", limit(9))
            self.expect("WARN", "source", f"limits.{key} is 8 now, was 9", "lowered", limit(8),
                        limit(9))


if __name__ == "__main__":
    unittest.main()
