"""What is declared in a spec, and look-ups that report a problem where they find nothing."""
from __future__ import annotations

from typing import Callable, Iterable

from ..loader.load import SpecFiles
from ..loader.problems import Problems, article, with_suggestion, listed
from ..loader.source import At, Place
from ..model.api import Dialect, Drift, Family
from ..model.operation import Operation
from ..model.types import SCALARS, TEXT, Enum, Field, Type, Unit

# Keys of an operation that samples and examples do not depend on.
TRAITS = ("outcome", "paged", "wait", "key", "price", "deletes", "file", "send", "successor",
          "samples")

Fits = Callable[[Field], bool]


class Scope:
    """Everything that is declared so far, and the problems so far."""

    def __init__(self, files: SpecFiles, problems: Problems) -> None:
        self.files = files
        self.problems = problems
        self.prefix: str = files.api.data.get("prefix", "x")
        self.dialects: dict[str, Dialect] = {}
        self.units: dict[str, Unit] = {}
        self.enums: dict[str, Enum] = {}
        self.shared: dict[str, Type] = {}
        self.families: dict[str, Family] = {}
        self.places: dict[Enum | Type | Field | Operation, At] = {}
        self.used: set[Enum | Type] = set()
        self.drift: dict[Drift, str] = {}  # -> what the disagreement is about
        self.used_units: set[str] = set()
        self.dangling_units: list[str] = []
        self.dangling: list[str] = []  # names of types and enums that there are not
        self.unsound: set[tuple[str, Place]] = set()  # file and place of what has problems

    def report(self, at: At, text: str, *, key: bool = False) -> None:
        """One more problem."""
        self.mark_unsound(at)
        self.problems.add(at.problem(text, key=key))

    def mark_unsound(self, at: At) -> None:
        """The type or operation around this place is not what the spec says."""
        self.unsound.add((at.source.file, at.place[:3]))

    def is_sound(self, one: Type | Operation, but: Iterable[str] = ()) -> bool:
        """Whether a type or operation is what the spec says, nothing being wrong in it so far,
        these of its keys left out."""
        at = self.places[one]
        wrong = {place for file, place in self.unsound if file == at.source.file}
        return not any(place[:2] == at.place and place[2:3] not in {(key,) for key in but}
                       for place in wrong.union(at.source.removed))

    def has_all_operations(self, family: str | None) -> bool:
        """Whether each operation that may send a type of this family, or a shared type, could be
        built."""
        return (family is not None or self.files.complete) and not any(
            source.data.get("operations", {}).keys() - self.families[name].operations
            or any(place[:1] == ("operations",) and len(place) == 2 for place in source.removed)
            for name, source in self.files.families.items() if family in (None, name))

    def may_be(self, *places: Place, families: Iterable[str] = ()) -> bool:
        """Whether something that is broken may stand at one of these places of api.yaml, or of
        these families' files; or the files are not there."""
        sources = [self.files.api, *filter(None, map(self.files.families.get, families))]
        return (not self.files.complete and not set(families) <= set(self.files.families)) or any(
            At(source, place).is_written or any(
                gone == place[:len(gone)] and len(gone) < len(place) for gone in source.removed)
            for source in sources for place in places)

    def all_types(self) -> list[Type]:
        """Every type: the shared ones, then each family's."""
        return [*self.shared.values(),
                *(one for family in self.families.values() for one in family.types.values())]

    def operations(self) -> Iterable[Operation]:
        """Every operation that could be built."""
        return [op for family in self.families.values() for op in family.operations.values()]

    def type_named(self, name: str, at: At, family: Family | None, *,
                   or_scalar: bool = False) -> Type | None:
        """The type of this name, in the family or shared; reports a problem where there is none."""
        own = family.types if family else {}
        found = own.get(name) or self.shared.get(name)
        if found:
            self.used.add(found)
            return found
        self.mark_unsound(at)
        if not any(At(source, ("types", name)).is_written
                   for source in (self.files.api, at.source)):
            self.dangling.append(name)
            scalars = SCALARS if or_scalar else ()
            self.report(at, with_suggestion(
                f"unknown type '{name}'", name, [*scalars, *own, *self.shared],
                listed([*scalars, "a declared type"])))
        return None

    def enum_named(self, name: str, at: At) -> Enum | None:
        """The enum of this name; reports a problem where there is none."""
        found = self.enums.get(name)
        if found:
            self.used.add(found)
            return found
        if not At(self.files.api, ("enums", name)).is_written:
            self.dangling.append(name)
            self.report(at, with_suggestion(f"unknown enum '{name}'", name, self.enums))
        return None

    def unit_named(self, name: str, at: At) -> Unit | None:
        """The unit of this name; reports a problem where there is none."""
        found = self.units.get(name)
        self.used_units.add(name)
        if not found and not At(self.files.api, ("units", name)).is_written:
            self.dangling_units.append(name)
            self.report(at, with_suggestion(f"unknown unit '{name}'", name, self.units))
        return found

    def field_of(self, one: Type, wire: str, at: At, kind: str = "", *,
                 fits: Fits | None = None, key: bool = False) -> Field | None:
        """The field `wire` of a type, if it is of the kind named, or as `fits` has it; notes a
        problem where it is not."""
        found = one.fields.get(wire)
        if found is None:
            self.mark_unsound(at)
            if not self.places[one].down("fields", wire).is_written:
                self.report(at, with_suggestion(f"unknown field '{wire}'", wire, one.fields,
                                                f"a field of type '{one.name}'"), key=key)
        elif kind and not (fits or is_kind(kind))(found):
            self.report(at, f"field '{wire}' of type '{one.name}' is {article(found.spelling)}, "
                        f"expected {article(kind)}", key=key)
        else:
            return found
        return None


def is_kind(kind: str) -> Fits:
    """Whether a field is a scalar of this type; an id is a string too."""
    types = TEXT if kind == "string" else (kind,)
    return lambda item: item.shape == "one" and item.type in types


def is_list_of(kind: str) -> Fits:
    """Whether a field is a list of this scalar."""
    return lambda item: item.shape == "list" and item.type == kind


def is_scalar(item: Field) -> bool:
    """Whether a field is neither list, map, object nor any JSON."""
    return item.shape == "one" and item.sub is None and item.type != "json"
