"""Changes as text, JSON or Markdown."""
from __future__ import annotations

import json
from collections import Counter
from typing import Any, Callable

from .changelog import as_changelog
from .changes import Change
from .rules import LEVELS, Rule, rules
from .suggestions import Suggestion

WORST_FIRST = tuple(reversed(LEVELS))


def line(one: Change) -> str:
    """A change as compilers write messages."""
    return f"{one.file}:{one.line}: {one.level} {', '.join(one.classes)}: {one.text}"


def as_text(changes: list[Change], old: str, new: str) -> str:
    """One line a change, and the number of each level. What absorbs a change is indented below."""
    lines, seen = [], _Once()
    for one in changes:
        lines.append(line(one))
        for suggestion in seen.fresh(one.suggestions):
            lines.append(f"    {suggestion.file}:{suggestion.line}: in {suggestion.where}: "
                         f"{'; '.join(suggestion.says)}")
            lines += [f"        {text}" for text in suggestion.yaml]
    return "\n".join([*lines, _summary(changes, old, new)]) + "\n"


class _Once:
    """What is one suggestion for several changes is shown with the first of them."""

    def __init__(self) -> None:
        self._seen: list[Suggestion] = []

    def fresh(self, some: list[Suggestion]) -> list[Suggestion]:
        """Those that have not been shown."""
        found = [one for one in some if not any(one is other for other in self._seen)]
        self._seen += found
        return found


def as_json(changes: list[Change], old: str, new: str) -> str:
    """All that is known of each change."""
    found = {"old": old, "new": new, "levels": _counts(changes),
             "changes": [_change_data(one) for one in changes]}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _change_data(one: Change) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "level": one.level, "classes": list(one.classes),
            "text": one.text, "why": one.why, "rules": [rule.name for rule in one.rules],
            "absorbed_by": [_suggestion_data(some) for some in one.suggestions]}


def _suggestion_data(some: Suggestion) -> dict[str, Any]:
    return {"file": some.file, "line": some.line, "in": some.where, "says": some.says,
            "yaml": "\n".join(some.yaml)}


def as_markdown(changes: list[Change], old: str, new: str) -> str:
    """A table a level, with reasons."""
    parts = [_summary(changes, old, new)]
    for level in WORST_FIRST:
        rows = [[", ".join(one.classes), one.text, " ".join(one.why), f"{one.file}:{one.line}"]
                for one in changes if one.level == level]
        if rows:
            parts.append(f"## {level}\n\n" + _table(["breaks", "what", "why", "where"], rows))
    seen = _Once()
    pastes = [paste for one in changes for paste in seen.fresh(one.suggestions)]
    if pastes:
        parts.append("## What absorbs it")
        parts += [f"{paste.file}:{paste.line}, in `{paste.where}`: {'; '.join(paste.says)}.\n\n"
                  "```yaml\n" + "\n".join(paste.yaml) + "\n```" for paste in pastes]
    return "\n\n".join(parts) + "\n"


def rules_as_markdown() -> str:
    """The table of rules."""
    rows = [[f"`{rule.name}`", rule.way or "", rule.level, ", ".join(rule.classes), rule.why]
            for rule in _all_rules()]
    return _table(["change", "in", "level", "breaks", "why"], rows) + "\n"


def rules_as_text() -> str:
    """The same, one line a rule."""
    return "".join(f"{rule.name}{f' ({rule.way})' if rule.way else ''}: {rule.level} "
                   f"{', '.join(rule.classes)}: {rule.why}\n" for rule in _all_rules())


def rules_as_json() -> str:
    """The same."""
    return json.dumps([{"key": rule.key, "kind": rule.kind, "in": rule.way, "level": rule.level,
                        "classes": list(rule.classes), "why": rule.why} for rule in _all_rules()],
                      indent=2) + "\n"


def _all_rules() -> list[Rule]:
    return [rule for some in rules().values() for rule in some]


def _counts(changes: list[Change]) -> dict[str, int]:
    found = Counter(one.level for one in changes)
    return {level: found[level] for level in WORST_FIRST}


def _summary(changes: list[Change], old: str, new: str) -> str:
    if not changes:
        return f"No changes from {old} to {new}."
    counts = ", ".join(f"{count} {level}" for level, count in _counts(changes).items())
    return f"{len(changes)} change{'s' if len(changes) > 1 else ''} from {old} to {new}: {counts}."


def _table(head: list[str], rows: list[list[str]]) -> str:
    def row(cells: list[Any]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([row(head), row(["---"] * len(head)), *map(row, rows)])


FORMATS: dict[str, Callable[[list[Change], str, str], str]] = {
    "text": as_text, "json": as_json, "markdown": as_markdown,
    "changelog": as_changelog}
RULE_FORMATS: dict[str, Callable[[], str]] = {
    "text": rules_as_text, "json": rules_as_json, "markdown": rules_as_markdown,
    "changelog": rules_as_text}
