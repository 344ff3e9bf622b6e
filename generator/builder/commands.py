"""From command.yaml and the operations to the command."""
from __future__ import annotations

from typing import Any, Iterator

from ..loader.problems import article, with_suggestion, listed
from ..loader.source import At
from ..model.api import Family
from ..model.command import Command, Example, Exit, Flag, Option, Program, Setting, Table
from ..model.names import runtime_names
from ..model.notes import operation_notes
from ..model.operation import Operation
from ..model.types import Field, Type
from .probe import build_probe
from .topics import build_groups, build_topics
from .examples import Checker, example_of
from .scope import Scope

OPERATION = "operation"  # the kind of the commands that are operations


def build_program(scope: Scope) -> Program | None:
    """The command; None where the spec has none, or none that is sound."""
    if scope.files.command is None:
        return None
    at = At(scope.files.command)
    data = at.source.data
    options = _options(scope, at.down("options"), data.get("options", {}))
    program = Program(data.get("command", ""), data.get("title", ""), data.get("doc", ""),
                      examples_in(data), list(options.values()),
                      _settings(scope, at.down("settings"), data.get("settings", {}), options),
                      [], _exits(scope, at.down("exit_codes"), data.get("exit_codes", {})))
    program.probe = build_probe(scope, at.down("probe"))
    places = list(_commands(scope, at, program, options))
    program.commands = [command for command, _ in places]
    checker = Checker(scope, program)
    certain = [(command, here) for command, here in places if checker.is_certain(command)]
    _check_names(scope, certain)
    for command, here in certain:
        _check_options(scope, command, here)
        _check_flags(scope, command, here)
    program.paths = sorted(op.path for op in scope.operations()
                           if op.method == "GET" and "{" not in op.path)
    program.groups = build_groups(scope, at.down("groups"), data.get("groups", {}), program)
    program.topics = build_topics(data.get("topics", {}), program)
    checker.check_file(at)
    return program


def examples_in(data: dict[str, Any], **substitutions: str) -> list[Example]:
    """The examples that a mapping has; `{family}` in them stands for one."""
    return [Example(_filled(item["line"], substitutions), item.get("doc"))
            for item in data.get("examples", ())]


def _filled(text: str, substitutions: dict[str, str]) -> str:
    for name, value in substitutions.items():
        text = text.replace("{" + name + "}", value)
    return text


# ---- options, settings, exit codes -------------------------------------------------------------


TAKEN = ("len", "success", "failure")  # OPT_LEN, and macros of the C library


def _check_taken(scope: Scope, at: At, spec: dict[str, Any]) -> None:
    for name in spec:
        if name in TAKEN:
            scope.report(at.down(name), f"'{name}' is taken in C already, expected another name",
                         key=True)


def _options(scope: Scope, at: At, spec: dict[str, Any]) -> dict[str, Option]:
    options: dict[str, Option] = {}
    letters: dict[str, str] = {}
    _check_taken(scope, at, spec)
    for name, item in spec.items():
        one = Option(name, item.get("name", name), item["doc"], item["for"], item.get("short"),
                     item.get("arg"), item.get("many", False), _values(scope, item),
                     item.get("default"), item.get("aliases", []),
                     _variable(scope, name) if item.get("env") else None)
        one.words, one.complete = item.get("words", []), item.get("complete")
        options[name] = one
        here = at.down(name)
        if one.short and letters.setdefault(one.short, name) != name:
            scope.report(here.down("short"), f"letter '{one.short}' is option "
                         f"'{letters[one.short]}' already")
        if "values" in item and "values_of" in item:
            scope.report(here.down("values_of"), "'values_of' and 'values', expected one of them",
                         key=True)
        for key in ("many", "values", "values_of", "default", "env", "words", "complete"):
            if key in item and not here.down("arg").is_written:
                scope.report(here.down(key), f"'{key}' without 'arg'", key=True)
        if one.default and one.values and one.default not in one.values:
            scope.report(here.down("default"),
                         with_suggestion(f"found '{one.default}'", one.default, one.values))
    _check_args(scope, at, options)
    return options


def _check_args(scope: Scope, at: At, options: dict[str, Option]) -> None:
    """Of options with one name, either all are switches or none: a command line is read by it
    before its command is known."""
    first: dict[str, Option] = {}
    for one in options.values():
        for name in one.names:
            other = first.setdefault(name, one)
            if (other.arg is None) != (one.arg is None):
                switch, valued = (one, other) if one.arg is None else (other, one)
                scope.report(at.down(one.key), f"'--{name}' is a switch as '{switch.key}' and "
                             f"takes a value as '{valued.key}', expected one of the two", key=True)


def _values(scope: Scope, spec: dict[str, Any]) -> list[str]:
    """What an option may be; none: anything."""
    if spec.get("values_of") == "dialects":
        return list(scope.dialects)
    if spec.get("values_of") == "families":
        return [family.name for family in scope.families.values()
                if any(op.effect == "paid" for op in family.operations.values())]
    own: list[str] = spec.get("values", [])
    return own


def _settings(scope: Scope, at: At, spec: dict[str, Any], options: dict[str, Option]) \
        -> list[Setting]:
    settings = []
    _check_taken(scope, at, spec)
    for name, item in spec.items():
        option = options.get(name)
        if option and item.get("secret"):
            scope.report(at.down(name, "secret"),
                         f"a secret setting with option '{name}', expected "
                         f"none: everybody on the machine sees a command line", key=True)
        default = item.get("default")
        if default is None and option and _is_dialect(scope, option):
            default = next(iter(scope.dialects), None)
        settings.append(Setting(name, _variable(scope, name), item["doc"], default,
                                item.get("secret", False), option,
                                item.get("own", False) or item.get("secret", False),
                                item.get("also", [])))
    return settings


def _is_dialect(scope: Scope, option: Option) -> bool:
    """Whether an option chooses the dialect: the default is the API's then."""
    spec: dict[str, dict[str, Any]] = (scope.files.command.data["options"]
                                       if scope.files.command else {})
    return spec.get(option.key, {}).get("values_of") == "dialects"


def _variable(scope: Scope, setting: str) -> str:
    """`ow-id` -> IQM_OW_ID, which the library reads too"""
    environment: str = scope.files.api.data.get("environment", "")
    return environment + setting.upper().replace("-", "_")


def _exits(scope: Scope, at: At, spec: dict[str, Any]) -> list[Exit]:
    exits = []
    codes: dict[int, str] = {}
    statuses: dict[str, str] = {}
    _check_taken(scope, at, spec)
    known = {name[len("IQM_E_"):].lower() for name in runtime_names()
             if name.startswith("IQM_E_")}
    for name, item in spec.items():
        if codes.setdefault(item["code"], name) != name:
            scope.report(at.down(name, "code"), f"exit code {item['code']} is "
                         f"'{codes[item['code']]}' already")
        for i, status in enumerate(item.get("status", ())):
            here = at.down(name, "status", i)
            if status not in known:
                scope.report(here,
                             with_suggestion(f"unknown status '{status}'", status, sorted(known),
                                             "one of the runtime's IQM_E_... in lower case"))
            elif statuses.setdefault(status, name) != name:
                scope.report(here, f"status '{status}' is '{statuses[status]}' already")
        exits.append(Exit(name, item["code"], item["doc"], item.get("status", [])))
    missing = sorted(known - set(statuses))
    if missing and not any(place[:1] == at.place for place in at.source.removed) and spec:
        scope.report(at, f"no exit code has the status {listed(map(repr, missing), 'and')}",
                     key=True)
    return exits


# ---- commands ----------------------------------------------------------------------------------


def _commands(scope: Scope, at: At, program: Program, options: dict[str, Option]) \
        -> Iterator[tuple[Command, At]]:
    """Each command with its place: the families', then the others."""
    written = at.source.data.get("commands", {})
    own = at.source.data
    for family in scope.families.values():
        for op in family.operations.values():
            if not any(item.secret for item in op.request_fields):
                yield _of_operation(scope, program, family, op, own), scope.places[op]
        buying = next((op for op in family.operations.values() if _has(scope, op, "wait")), None)
        for full_name, item in written.items():
            if buying and "each" in item:
                here = at.down("commands", full_name)
                command = _by_hand(scope, here, f"{family.name} {full_name}", item, options)
                command.op, command.link = buying, _linking(family)
                yield command, here
    for full_name, item in written.items():
        if "each" not in item:
            here = at.down("commands", full_name)
            yield _by_hand(scope, here, full_name, item, options), here


def _has(scope: Scope, op: Operation, trait: str) -> bool:
    """Whether an operation has a trait, be it broken or not."""
    return scope.places[op].down(trait).is_written


def _once(program: Program, op: Operation) -> list[str]:
    """What a user must know of what is not to be repeated."""
    codes = [one.code for one in program.exits if "unknown_outcome" in one.statuses]
    return [f"It is never sent twice: after exit code {codes[0]} it may have been carried out."] \
        if op.effect == "once" and codes else []


def _of_operation(scope: Scope, program: Program, family: Family, op: Operation,
                  own: dict[str, Any]) -> Command:
    """The command that is an operation."""
    kinds = {"all", "call", "operation", "paid" if op.effect == "paid" else "response",
             *(kind for kind in ("body", "paged", "file", "deletes", "full_replace")
               if _has(scope, op, kind)),
             *(["filtered"] if op.paged and op.paged.roles else []),
             *(["priced"] if _has(scope, op, "price") else []),
             *(["dated"] if any(item.day for item in op.request_fields) else [])}
    own_doc: str = own.get("operation_docs", {}).get(op.full_name, op.doc)
    own_examples = own.get("operation_examples", {})
    doc = " ".join([own_doc.strip(), *operation_notes(op), *_once(program, op)])
    command = Command(family.name, op.name, doc, OPERATION,
                      [one for one in program.options if kinds.intersection(one.kinds)], [], op=op,
                      flags=[_flag(item, family.name) for item in op.request_fields],
                      table=_table(op, family.name), args=_ids_of(scope, op))
    if command.table:
        command.table.made = _made(command.table, family, op)
    if op.full_replace:
        command.read = next((other for other in family.operations.values()
                             if not other.request_fields and other.response is op.body), None)
    if op.wait or op.file:
        command.link = _linking(family)
    command.id_names = {item.wire for other in family.operations.values()
                        for item in _report_ids(other) if item}
    command.examples = examples_in({"examples": own_examples[op.full_name]}) \
        if op.full_name in own_examples else [example_of(program.name, command)]
    return command


def _ids_of(scope: Scope, op: Operation) -> str | None:
    """What is about reports takes their ids without a flag."""
    return "[ID...]" if _has(scope, op, "file") or _has(scope, op, "deletes") else None


def _report_ids(op: Operation) -> list[Field | None]:
    """The fields of an operation that its traits call a report's id."""
    return [op.file.id if op.file else None, op.deletes.ids if op.deletes else None,
            op.wait.regenerate if op.wait else None,
            op.wait.list.paged.key if op.wait and op.wait.list.paged else None]


def _linking(family: Family) -> Operation | None:
    return next((op for op in family.operations.values() if op.file), None)


def _by_hand(scope: Scope, at: At, full_name: str, item: dict[str, Any],
             options: dict[str, Option]) -> Command:
    """A command that is written by hand."""
    for i, name in enumerate(item.get("options", ())):
        if name not in options and not At(at.source, ("options", name)).is_written:
            scope.report(at.down("options", i),
                         with_suggestion(f"unknown option '{name}'", name, options,
                                         "an option of this file"))
    kinds = {"all", *item["for"]}
    has = [one for one in options.values()
           if kinds.intersection(one.kinds) or one.key in item.get("options", ())]
    family, _, name = full_name.partition(" ")
    return Command(family, name, item["doc"], at.place[-1], has, examples_in(item, family=family),
                   args=item.get("args"), place=at.place[-1], hidden=item.get("hidden", False),
                   flags=_flags_of(scope, item.get("flags_of"), has),
                   complete=item.get("complete"))


def _flags_of(scope: Scope, effect: str | None, options: list[Option]) -> list[Flag]:
    """The flags of all operations of an effect, each name once, but those that options have."""
    taken = {name for one in options for name in one.names}
    flags: dict[str, Flag] = {}
    for family in scope.families.values():
        for op in family.operations.values():
            for item in op.request_fields if effect and op.effect == effect else ():
                flag = _flag(item, family.name)
                if flag.name not in taken:
                    flags.setdefault(flag.name, flag)
    return list(flags.values())


def _flag(item: Field, family: str, is_brief: bool = True) -> Flag:
    """A field as a flag or a column; where the spec names it, its derived name is an alias."""
    derived = derived_name(item, family)
    name = item.flag or derived
    return Flag(name, item, None if name == derived else derived, is_brief)


def derived_name(item: Field, family: str) -> str:
    """A field's name in kebab case, without the family's prefix: slsStartDate -> start-date."""
    name = item.c_name.rstrip("_").replace("_", "-")
    return name[len(family) + 1:] if name.startswith(f"{family}-") else name


def _made(table: Table, family: Family, op: Operation) -> list[str]:
    """The columns that the command makes itself."""
    if table.shape == "groups":
        return ["group"]
    return ["status"] if any(other.wait and other.wait.list is op
                             for other in family.operations.values()) else []


def _table(op: Operation, family: str) -> Table:
    """How an operation's response is shown."""
    fields = list(op.response.fields.values())
    lists = [item for item in fields if item.sub and item.shape == "list"]
    others = [item for item in fields if item not in lists]
    if op.paged:
        table = Table("rows", _columns(op.paged.items.sub, family, op.paged.columns))
        for role, item in op.paged.roles.items():
            next(one for one in table.columns if one.field is item).role = role
        return table
    if len(lists) == 1 and all(item.unit and item.unit.is_count for item in others):
        return Table("rows", _columns(lists[0].sub, family, []))
    if len(lists) > 1 and not others and len({item.sub for item in lists}) == 1:
        return Table("groups", _columns(lists[0].sub, family, []))
    return Table("object", _columns(op.response, family, []))


def _columns(one: Type | None, family: str, chosen: list[Field]) -> list[Flag]:
    return [_flag(item, family, not chosen or item in chosen)
            for item in (one.fields.values() if one else ())]


# ---- what must differ --------------------------------------------------------------------------


def _check_names(scope: Scope, places: list[tuple[Command, At]]) -> None:
    """No command twice, and none that is a family of others."""
    taken: dict[str, Command] = {}
    families = {command.family for command, _ in places if command.name}
    for command, at in places:
        if taken.setdefault(command.full_name, command) is not command:
            scope.report(at, f"command '{command.full_name}' is there already", key=True)
        elif not command.name and command.family in families:
            scope.report(at, f"command '{command.full_name}' is the first word of others already",
                         key=True)


def _check_options(scope: Scope, command: Command, at: At) -> None:
    """No two options of a command have one name."""
    owners: dict[str, str] = {}
    for one in command.options:
        for name in one.names:
            if owners.setdefault(name, one.key) != one.key:
                scope.report(at, f"command '{command.full_name}' has option '--{name}' twice: "
                             f"'{owners[name]}' and '{one.key}'", key=True)


def _check_flags(scope: Scope, command: Command, at: At) -> None:
    """No flag twice, none that is an option there, and no column twice."""
    if not command.op or not command.table:
        return
    owners = {name: f"option '{one.key}'" for one in command.options for name in one.names}
    _claim(scope, at, f"flag of command '{command.full_name}'", command.flags, owners)
    response = command.op.response
    if all(map(scope.is_sound, [response, *(item.sub for item in response.fields.values()
                                            if item.sub)])):
        _claim(scope, at, f"column of command '{command.full_name}'", command.table.columns, {})


def _claim(scope: Scope, at: At, what: str, flags: list[Flag], owners: dict[str, str]) -> None:
    for flag in flags:
        mine = f"field '{flag.field.wire}'"
        for name in filter(None, (flag.name, flag.alias)):
            if owners.setdefault(name, mine) != mine:
                scope.report(at, f"'{name}' as {article(what)} cannot be both {mine} and "
                             f"{owners[name]}; give the field a 'name' or 'flag'", key=True)
