"""What two specs differ in, as one change a line: what, where, and for whom it breaks."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterator

from .kinds import kinds_of
from .rules import BREAKS, CLASSES, LEVELS, Rule, rules_for
from .side import Side, TypeId, Uses
from .suggest import suggest
from .suggestions import Suggestion, Suggestions
from .walk import Edit, edits
from .words import describe


@dataclass(frozen=True)
class Change:
    """One difference."""

    file: str  # of the new spec; of the old one where it is gone
    line: int
    level: str
    classes: tuple[str, ...]
    text: str
    rules: tuple[Rule, ...]
    suggestions: list[Suggestion] = field(default_factory=list)  # what absorbs it

    @property
    def why(self) -> list[str]:
        """The reasons, the worst first."""
        worst = sorted(self.rules, key=lambda rule: -LEVELS.index(rule.level))
        return list(dict.fromkeys(rule.why for rule in worst))


OLD_DIALECT = "before"


def changes(old: Side, new: Side, dialect: str = OLD_DIALECT) -> list[Change]:
    """Every difference, the worst first, and of a level in the order of the files. Suggestions have
    the old form sent in this dialect."""
    uses, differ = _BothUses(old, new), edits(old, new)
    suggestions = Suggestions(old, new, dialect, _renames(differ))
    found = [change for edit in differ
             for change in _changes(edit, old, new, uses, suggestions)]
    return sorted(found, key=lambda change: -LEVELS.index(change.level))


def _renames(some: list[Edit]) -> dict[str, str]:
    """The fields that were renamed."""
    return {str(edit.old.place[-1]): str(edit.new.place[-1]) for edit in some
            if (edit.key, edit.kind) == ("type.fields", "renamed") and edit.old and edit.new}


class _BothUses:
    """What is used how in either spec: who had it may miss it, who has it may meet it."""

    def __init__(self, old: Side, new: Side) -> None:
        self.sides = [(side, Uses(side)) for side in (old, new)]

    def _named(self, edit: Edit) -> Iterator[tuple[Uses, str, TypeId]]:
        """The uses of each spec, and what the edit is in: "types" and which, for example."""
        for (side, uses), at in zip(self.sides, (edit.old, edit.new)):
            if at and len(at.place) > 1:
                yield uses, at.place[0], (side.file_of(at), str(at.place[1]))

    def ways(self, edit: Edit) -> set[str]:
        """Which ways the type that it is in travels."""
        return {way for uses, part, name in self._named(edit) if part == "types"
                for way in uses.ways.get(name, ())}

    def has_command(self, edit: Edit) -> bool:
        """Whether a command shows or takes what it is in."""
        if not any(uses.has_command for _, uses in self.sides):
            return False
        found = list(self._named(edit))
        if found and found[0][1] in ("types", "operations"):
            return any(name in (uses.commanded if part == "types" else uses.commands)
                       for uses, part, name in found)
        return True


def _changes(edit: Edit, old: Side, new: Side, uses: _BothUses, suggestions: Suggestions) \
        -> Iterator[Change]:
    ways = uses.ways(edit)
    found = [rule for kind, about in kinds_of(edit, new)
             for rule in rules_for(edit.key, kind, about, ways)]
    if not found:
        return
    has_command = uses.has_command(edit)
    felt = [rule for rule in found if has_command or rule.classes != ("command",)]
    level = max((rule.level for rule in felt), key=LEVELS.index, default="INFO")
    classes = {name for rule in felt for name in rule.classes if has_command or name != "command"}
    if classes.intersection(BREAKS):
        classes -= {"additive", "words"}
    if "additive" in classes or not classes:
        classes = classes - {"words"} or {"words"}
    at, side = (edit.new, new) if edit.new and edit.kind not in ("removed", "item-removed") \
        else (edit.old, old)
    assert at
    file, line = side.where(at)
    yield Change(file, line, level, tuple(name for name in CLASSES if name in classes),
                 describe(edit), tuple(found),
                 suggest(suggestions, edit, ways) if "wire" in classes else [])
