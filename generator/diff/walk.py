"""Walks two specs side by side along the keys of the language, and notes what differs."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator

from ..loader.source import At, Source
from .language import FAMILIES, Node, language
from .renames import out_of_order, renamed
from .side import API, Side

ABSENT: Any = None  # no key of the language may be null
NOT_COMPARED = ("family", "families", "about")  # keys that say a name, which the walk goes by
NAMED_BY_FIELDS = ("operation.wait.found_by",)  # maps whose keys are names of fields
Pairs = set[tuple[str, str]]  # old and new names


@dataclass
class Edit:
    """One difference."""

    key: str  # of the language
    kind: str
    old: At | None  # where it stands or would stand; None on the side that lacks a file or entry
    new: At | None
    before: Any = ABSENT
    after: Any = ABSENT
    old_map: dict[str, Any] | None = None  # of an entry: those around it
    new_map: dict[str, Any] | None = None
    into: At | None = None  # of an entry that is gone: its map in the new spec


def edits(old: Side, new: Side) -> list[Edit]:
    """Everything that differs. What follows from a rename (a reference by the new name) does not
    count."""
    first = list(_Walk(set()).specs(old, new))
    pairs = {(edit.old.place[-1], edit.new.place[-1]) for edit in first
             if edit.kind == "renamed" and edit.key not in NAMED_BY_FIELDS and edit.old and edit.new
             and isinstance(edit.old.place[-1], str)}  # a number is the place in a list
    return list(_Walk(pairs).specs(old, new)) if pairs else first


class _Walk:
    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs

    def specs(self, old: Side, new: Side) -> Iterator[Edit]:
        """The differences of two specs, file by file."""
        files = language()
        api = Node(API, "struct", True, {key: part for key, part in files[API].parts.items()
                                         if part.key != FAMILIES})
        a, b = old.files[API], new.files[API]
        yield from self.node(api, At(a), At(b), a.data, b.data)
        yield from self.families(files["family"], old, new)
        for name in ("command", "sources"):
            yield from self.other(files[name], old.files.get(name), new.files.get(name))

    def families(self, node: Node, old: Side, new: Side) -> Iterator[Edit]:
        """The families are a map of files."""
        a, b = ({name: side.files[name].data for name in side.families} for side in (old, new))
        names = self.names({name: _body(data) for name, data in a.items()},
                           {name: _body(data) for name, data in b.items()})
        places = ([At(side.files[API], ("families", i)) for i in range(len(side.families))]
                  for side in (old, new))
        at_old, at_new = (dict(zip(names, ats)) for names, ats in zip((a, b), places))
        yield from self.entries(FAMILIES, a, b, names, at_old, at_new, None)
        for name in a:
            other = names.get(name, name)
            if other in b:
                yield from self.node(node, At(old.files[name]), At(new.files[other]), a[name],
                                     b[other])

    def other(self, node: Node, old: Source | None, new: Source | None) -> Iterator[Edit]:
        """A file that a spec may lack."""
        if old and new:
            yield from self.node(node, At(old), At(new), old.data, new.data)
        elif old or new:
            key = next(iter(node.parts))
            at_old, at_new = (At(one, (key,)) if one else None for one in (old, new))
            first = node.parts[key]
            if first.shape == "value":
                yield Edit(first.key, "added" if new else "removed", at_old, at_new,
                           old.data[key] if old else ABSENT, new.data[key] if new else ABSENT)
            else:
                some = old or new
                assert some
                for name, part in node.parts.items():
                    yield from self.node(part, At(old or some, (name,)), At(new or some, (name,)),
                                         old.data.get(name) if old else ABSENT,
                                         new.data.get(name) if new else ABSENT)

    def node(self, node: Node, old: At, new: At, a: Any, b: Any) -> Iterator[Edit]:
        """The differences of a key's values."""
        if a == b and node.shape in ("flag", "value", "list"):
            return
        if node.is_transparent:
            empty: Any = [] if node.shape == "list" or node.id_key else {}
            a, b = (empty if value is ABSENT else value for value in (a, b))
        if a is ABSENT or b is ABSENT:
            if a is not b:
                yield Edit(node.key, "removed" if b is ABSENT else "added", old, new, a, b)
        elif node.shape not in ("flag", "value") and not (_fits(node, a) and _fits(node, b)):
            yield Edit(node.key, "changed", old, new, a, b)  # from another version of the language
        elif node.shape == "struct":
            yield from self.struct(node, old, new, a, b)
        elif node.shape == "list":
            yield from self.items(node, old, new, a, b)
        elif node.shape in ("map", "values"):
            yield from self.map_of(node, old, new, a, b)
        elif not self.is_same(a, b):
            yield Edit(node.key, "changed", old, new, a, b)

    def struct(self, node: Node, old: At, new: At, a: Any, b: Any) -> Iterator[Edit]:
        """The differences of each key, and of those that other versions of the language have."""
        others = [Node(f"{node.key}.{key}", "value", False) for key in {**a, **b}
                  if key not in node.parts and key not in NOT_COMPARED]
        for part in (*node.parts.values(), *others):
            key = part.key.rpartition(".")[2]
            yield from self.node(part, old.down(key), new.down(key), a.get(key, ABSENT),
                                 b.get(key, ABSENT))

    def is_same(self, a: Any, b: Any) -> bool:
        """Whether two values are equal, or one is the new name of the other."""
        if isinstance(a, str) and isinstance(b, str):
            base, other = a.rstrip("[]{}"), b.rstrip("[]{}")
            return a == b or ((base, other) in self.pairs and a[len(base):] == b[len(other):])
        return bool(a == b)

    def items(self, node: Node, old: At, new: At, a: list[str], b: list[str]) -> Iterator[Edit]:
        """The differences of two lists of names."""
        now = {item: next((y for y in b if y not in a and self.is_same(item, y)), item)
               for item in a}
        for i, item in enumerate(a):
            if now[item] not in b:
                yield Edit(node.key, "item-removed", old.down(i), new, item)
        for i, item in enumerate(b):
            if item not in now.values():
                yield Edit(node.key, "item-added", old, new.down(i), after=item)
        if out_of_order(list(now.values()), b):
            yield Edit(node.key, "reordered", old, new, a, b)

    def map_of(self, node: Node, old: At, new: At, a: Any, b: Any) -> Iterator[Edit]:
        """The differences of two maps, and of the entries in both."""
        at_old, at_new = _places(node, old, a), _places(node, new, b)
        if node.id_key:
            a, b = ({item[node.id_key]: item for item in some} for some in (a, b))
        names = self.names(a, b)
        yield from self.entries(node.key, a, b, names, at_old, at_new, new)
        for name, value in a.items():
            other = names.get(name, name)
            if other not in b:
                continue
            if node.item:
                yield from self.node(node.item, at_old[name], at_new[other], value, b[other])
            elif not self.is_same(value, b[other]):
                yield Edit(node.key, "changed", at_old[name], at_new[other], value, b[other])

    def names(self, a: dict[str, Any], b: dict[str, Any]) -> dict[str, str]:
        """Old name -> new name of the entries that are the same; what was renamed elsewhere is
        renamed here too."""
        found = {x: y for x, y in sorted(self.pairs) if x in a and y in b and x not in b
                 and y not in a}
        found = {x: y for x, y in found.items() if list(found.values()).count(y) == 1}
        rest = ({name: value for name, value in some.items() if name not in taken}
                for some, taken in ((a, found), (b, found.values())))
        found.update(renamed(*rest))
        return {name: found[name] for name in a if name in found}

    def entries(self, key: str, a: dict[str, Any], b: dict[str, Any], names: dict[str, str],
                at_old: dict[str, At], at_new: dict[str, At], new: At | None) -> Iterator[Edit]:
        """Which entries came, went, have another name or stand elsewhere."""
        kept = {name: names.get(name, name) for name in a if names.get(name, name) in b}
        for name, other in names.items():
            if key in NAMED_BY_FIELDS and (name, other) in self.pairs:
                continue  # the rename of the field has said it
            yield Edit(key, "renamed", at_old[name], at_new[other], a[name], b[other], a, b)
        for name, value in a.items():
            if name not in kept:
                yield Edit(key, "removed", at_old[name], None, value, ABSENT, a, b, new)
        for name, value in b.items():
            if name not in kept.values():
                yield Edit(key, "added", None, at_new[name], ABSENT, value, a, b)
        now = {other: name for name, other in kept.items()}
        for other in out_of_order(list(kept.values()), list(b)):
            yield Edit(key, "moved", at_old[now[other]], at_new[other], a[now[other]], b[other],
                       a, b)


def _places(node: Node, at: At, entries: Any) -> dict[str, At]:
    """Where each entry stands."""
    if node.id_key:
        return {item[node.id_key]: at.down(i) for i, item in enumerate(entries)}
    return {name: at.down(name) for name in entries}


def _fits(node: Node, value: Any) -> bool:
    return isinstance(value, list if node.shape == "list" or node.id_key else dict)


def _body(family: dict[str, Any]) -> dict[str, Any]:
    """What tells whether two families are the same under other names."""
    return {"doc": family["doc"], "types": family.get("types", {}),
            "operations": family["operations"]}
