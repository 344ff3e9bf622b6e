"""What must hold between the parts of a spec: no cycles, nothing unused, no name or path twice."""
from __future__ import annotations

from typing import Iterable

from ..loader.problems import without_misspelt
from ..loader.source import At
from ..model import c_names, names
from ..model.dialects import variant
from ..model.operation import IN_PATH, Operation
from ..model.types import Enum, Field, Type
from .scope import Scope

OTHER_DIRECTORIES = ("cli", "openapi")  # in generated/, which has one of the prefix's name too
DEEPEST = 60  # levels of JSON of a type: the codec reads 64, and there is an envelope


# ---- types -----------------------------------------------------------------------------------


def check_nesting(scope: Scope) -> None:
    """A type must not contain itself, nor too many others inside each other."""
    depths: dict[Type, int] = {}

    def levels(item: Field) -> int:
        """Of what a field has around its type; a map may come as a list of pairs."""
        return (((item.value or item).shape == "list") + (item.value is not None)
                + (item.entry is not None))

    def depth(one: Type, above: list[Type]) -> int:
        if one in above:
            loop = [part.name for part in above[above.index(one):]] + [one.name]
            for part in above:
                scope.mark_unsound(scope.places[part])
            scope.report(scope.places[one], f"cycle of types: {' -> '.join(loop)}", key=True)
            return 0
        if one not in depths and len(above) <= DEEPEST:
            depths[one] = 1 + max((levels(item) + depth(item.sub, above + [one])
                                   for item in one.fields.values() if item.sub), default=0)
        return depths.get(one, DEEPEST)

    for one in scope.all_types():
        if depth(one, []) > DEEPEST:
            scope.report(scope.places[one],
                         f"more than {DEEPEST} levels of JSON inside each other", key=True)
            break


def check_unused(scope: Scope) -> None:
    """What nothing refers to is a mistake, unless what was broken or misspelt may refer to it."""
    removed = scope.files.removed_names
    unused_units = scope.units.keys() - scope.used_units - removed
    for name in without_misspelt(unused_units, scope.dangling_units):
        if scope.files.complete:
            scope.report(At(scope.files.api, ("units", name)), f"unit '{name}' is used nowhere",
                         key=True)
    everything: list[Type | Enum] = [*scope.all_types(), *scope.enums.values()]
    unused = [one for one in everything if one not in scope.used and one.name not in removed]
    left = without_misspelt({one.name for one in unused}, scope.dangling)
    for one in unused:
        kind, family = ("type", one.family) if isinstance(one, Type) else ("enum", None)
        if one.name in left and scope.files.has_all_references(family):
            scope.report(scope.places[one], f"{kind} '{one.name}' is used nowhere", key=True)


# ---- operations and C names ------------------------------------------------------------------


def check_routes(scope: Scope) -> None:
    """In no dialect two operations on one method and path, unless their fixed parameters differ."""
    reported: set[Operation] = set()
    for dialect in scope.dialects or ("",):
        routes: dict[tuple[str, str, str], Operation] = {}
        for op in filter(scope.is_sound, scope.operations()):
            way = variant(op, dialect)
            fixed = repr((sorted(op.fixed.items()), sorted(way.query.items())))
            path = IN_PATH.sub("{}", way.path)
            first = routes.setdefault((way.method, path, fixed), op)
            if first is not op and op not in reported:
                reported.add(op)
                at = scope.places[op]
                own = at.down("send", dialect, "path")
                scope.report(own if own.is_written else at.down("path"), f"{way.method} "
                             f"{way.path} is operation '{first.full_name}' already")


def check_c_names(scope: Scope) -> None:
    """No C name twice, and none that the runtime's headers have."""
    taken = {name: "the runtime" for name in names.runtime_names()}
    prefix, api = scope.prefix, scope.files.api.data.get("api", "")
    if prefix in OTHER_DIRECTORIES:
        scope.report(At(scope.files.api, ("prefix",)), f"'{prefix}' is the name of a generated "
                     f"directory, expected another prefix")
    taken.update((c_names.guard(prefix, name), "a generated header")
                 for name in (*c_names.OTHER_FILES, *c_names.COMMAND_FILES))
    for name, dialect in scope.dialects.items():
        _claim(scope, taken, [dialect.macro], f"dialect '{name}'",
               At(scope.files.api, ("dialects", name)))
    _claim(scope, taken, [*c_names.of_api(prefix, api), c_names.guard(prefix, api)], "the API",
           At(scope.files.api, ("api",)))
    for family in scope.families:
        at = At(scope.files.families[family], ("family",))
        clash = names.runtime_name_in(f"{prefix}_{family}_")
        if clash:
            scope.report(at, f"family '{family}' would make names like the runtime's {clash}, "
                         f"expected another name")
        _claim(scope, taken, [c_names.guard(prefix, family)], f"family '{family}'", at)
    for enum in scope.enums.values():
        clash = names.runtime_name_in(f"{enum.c_name.upper()}_")
        if clash:
            scope.report(scope.places[enum], f"enum '{enum.name}' would make names like the "
                         f"runtime's {clash}, expected another name", key=True)
        else:
            _claim(scope, taken, c_names.of_enum(enum), f"enum '{enum.name}'", scope.places[enum])
    structs = {item.sub for one in scope.all_types() for item in one.fields.values()}
    structs.update(one for op in scope.operations() for one in op.whole_types)
    for one in scope.all_types():
        if one in structs:
            _claim(scope, taken, c_names.of_type(one), f"type '{one.name}'", scope.places[one])
    _claim_maps(scope, taken)
    for op in scope.operations():
        for trait, own in c_names.of_traits(op).items():
            _claim(scope, taken, own, f"'{trait}' of operation '{op.full_name}'",
                   scope.places[op].down(trait))
    for op in scope.operations():
        _claim(scope, taken, c_names.of_operation(op), f"operation '{op.full_name}'",
               scope.places[op])


def _claim_maps(scope: Scope, taken: dict[str, str]) -> None:
    """Each kind of map of a type once, whatever fields are such maps."""
    maps = {c_names.map_of(item.value): item for one in scope.all_types()
            for item in one.fields.values() if item.sub and item.value}
    for item in maps.values():
        assert item.value
        _claim(scope, taken, c_names.of_map(item.value), f"map '{item.spelling}'",
               scope.places[item])


def _claim(scope: Scope, taken: dict[str, str], wanted: Iterable[str], owner: str,
           at: At) -> None:
    clashes = [name for name in wanted if taken.setdefault(name, owner) != owner]
    if clashes:
        scope.report(at, f"C name {clashes[0]} of {owner} is taken by {taken[clashes[0]]} already",
                     key=True)
