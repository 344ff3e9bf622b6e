"""Which entries of a map are the same under another name."""
from __future__ import annotations

import difflib
from typing import Any

from ..model.names import member

LEAST = 1.65  # of what speaks for a rename, from 0 to 3.2
LEAST_ALIKE = 0.5  # of what the entries say, but for their docs


def renamed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Old name -> new name of entries that seem to be the same; each in it once."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    if not gone or not come:
        return {}
    scored = sorted(((_score(old, new, a, b), a, b) for a in gone for b in come),
                    key=lambda item: -item[0])
    found: dict[str, str] = {}
    for score, a, b in scored:
        if score >= LEAST and a not in found and b not in found.values():
            found[a] = b
    return found


def _score(old: dict[str, Any], new: dict[str, Any], a: str, b: str) -> float:
    before, after = old[a], new[b]
    if not isinstance(before, dict) or not isinstance(after, dict):
        return LEAST if before == after else 0.0  # an enum's value: its number says which it is
    if _has_name_of(before, after, a, b):
        return 2 * LEAST
    same = alike(before, after)
    if same < LEAST_ALIKE:
        return 0.0
    words = before.get("doc") == after.get("doc")
    spelling = difflib.SequenceMatcher(None, a.lower(), b.lower()).ratio()
    return same + words + spelling + 0.2 * (_neighbour(old, a) == _neighbour(new, b))


def _has_name_of(before: dict[str, Any], after: dict[str, Any], a: str, b: str) -> bool:
    """Whether a field is still read or sent under the other's name, or has its name in C."""
    if a in after.get("aliases", ()):
        return True
    send = after.get("send")
    if isinstance(send, dict) and any(isinstance(said, dict) and said.get("name") == a
                                      for said in send.values()):
        return True
    return "type" in before and "type" in after \
        and (before.get("name") or member(a)) == (after.get("name") or member(b))


def alike(a: Any, b: Any) -> float:
    """How much of two values is the same, from 0 to 1; docs and samples do not count."""
    if not isinstance(a, dict) or not isinstance(b, dict):
        return float(a == b)
    keys = (a.keys() | b.keys()) - {"doc", "samples"}
    return sum(_alike_in(key, a.get(key), b.get(key)) for key in keys) / len(keys) if keys else 1.0


def _alike_in(key: str, a: Any, b: Any) -> float:
    """The same of one key; a type and a list of it are half the same."""
    if key == "type" and isinstance(a, str) and isinstance(b, str) and a != b:
        return float(a.rstrip("[]{}") == b.rstrip("[]{}")) / 2
    return alike(a, b)


def _neighbour(entries: dict[str, Any], name: str) -> str | None:
    names = list(entries)
    at = names.index(name)
    return names[at - 1] if at else None


def out_of_order(old: list[str], new: list[str]) -> list[str]:
    """The fewest names (of those in both) that must move to make one order the other."""
    common = [name for name in new if name in old]
    place = {name: i for i, name in enumerate(old)}
    longest: list[list[str]] = []  # by its last name, as in `common`
    for name in common:
        before = [run for run in longest if place[run[-1]] < place[name]]
        longest.append(max(before, key=len, default=[]) + [name])
    stay = set(max(longest, key=len, default=[]))
    return [name for name in common if name not in stay]
