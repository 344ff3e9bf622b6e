"""How help is arranged: groups of commands, and topics that are about no single one."""
from __future__ import annotations

from textwrap import dedent, indent
from typing import Any, Callable

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.command import VERBATIM, Group, Program, Setting, Topic
from .scope import Scope


def build_groups(scope: Scope, at: At, spec: dict[str, list[str]], program: Program) -> list[Group]:
    """The groups; families and other first words of commands that none of them has are in the
    last."""
    titles = {one.name: one.title for one in scope.families.values()}
    words = {command.family: titles.get(command.family) for command in program.shown}
    taken: dict[str, str] = {}
    for title, names in spec.items():
        for i, name in enumerate(names):
            here = at.down(title, i)
            if name not in words and not _may_be(scope, at, name):
                scope.report(here, with_suggestion(f"no command begins with '{name}'", name, words,
                                                   "a family or the first word of a command"))
            elif taken.setdefault(name, title) != title:
                scope.report(here, f"'{name}' is in group '{taken[name]}' already")
    groups = [Group(title, {name: words[name] for name in names if name in words})
              for title, names in spec.items()]
    if groups:
        groups[-1].families.update({name: words[name] for name in words if name not in taken})
    return groups


def _may_be(scope: Scope, at: At, word: str) -> bool:
    """Whether a word may be that of a command whose mistake is reported already."""
    written = {str(place[1]).partition(" ")[0] for place in at.source.keys
               if place[:1] == ("commands",) and place[1:]}
    return word in written or word in scope.files.api.data.get("families", ()) \
        or not scope.files.complete


def build_topics(data: dict[str, Any], program: Program) -> list[Topic]:
    """The topics, with the tables that they show."""
    return [Topic(name, item["title"], _blocks(item["doc"]),
                  {**TABLES[item.get("table")](program), **item.get("terms", {})})
            for name, item in data.items()]


def _blocks(text: str) -> list[str]:
    """Paragraphs in one line each; of those whose first line is indented the lines stay."""
    parts = [part.strip("\n") for part in text.split("\n\n") if part.strip()]
    return [indent(dedent(part), VERBATIM) if part.startswith(" ") else " ".join(part.split())
            for part in parts]


def _setting_text(setting: Setting) -> str:
    """What is said of a setting."""
    default = f" Default: {setting.default}." if setting.default else ""
    own = " A profile does not inherit it." if setting.own else ""
    return setting.doc + default + own + (" Secret: no option gives it." if setting.secret else "")


def _variables(program: Program) -> dict[str, str]:
    """The variables of options, of settings, and those of other tools."""
    found = {one.env: f"In place of `--{one.name}`." for one in program.options if one.env}
    found.update({one.env: f"The setting `{one.name}`." for one in program.settings})
    found.update({", ".join(one.also): f"The setting `{one.name}`, where nothing else gives it; "
                                       f"the first of them counts."
                  for one in program.settings if one.also})
    return found


TABLES: dict[str | None, Callable[[Program], dict[str, str]]] = {
    None: lambda program: {},
    "settings": lambda program: {one.name: _setting_text(one) for one in program.settings},
    "environment": _variables,
    "exit_codes": lambda program: {f"{one.code} {one.name}": one.doc for one in program.exits},
}
