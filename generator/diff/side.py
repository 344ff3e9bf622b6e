"""One of two specs that are compared: its files as data, and how places in them are shown."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator

from ..loader.load import SpecFiles
from ..loader.schema import SCHEMA
from ..loader.source import At, Place, Source
from ..model.types import SCALARS

REQUEST, RESPONSE = "request", "response"
API = "api"
TypeId = tuple[str, str]  # the name of its file without an ending, and its own


@dataclass
class Side:
    """A spec: its files by their names without an ending."""

    shown: str  # the directory as messages name it: "spec", "v1.0:spec"
    files: dict[str, Source]
    families: list[str]
    is_current: bool = True  # in this version of the language

    @classmethod
    def of(cls, shown: str, files: SpecFiles) -> Side:
        """A spec that was read."""
        own = files.directory / SCHEMA.name
        is_current = not own.is_file() or own.read_bytes() == SCHEMA.read_bytes()
        others = {"command": files.command, "sources": files.sources}
        found = {API: files.api, **files.families,
                 **{name: source for name, source in others.items() if source}}
        return cls(shown, found, list(files.families), is_current)

    def where(self, at: At) -> tuple[str, int]:
        """File and line of a place."""
        is_item = bool(at.place) and isinstance(at.place[-1], int)
        problem = at.problem("", key=not is_item)
        return f"{self.shown}/{problem.file}", problem.line

    def type_named(self, family: str, name: str) -> dict[str, Any]:
        """The type of a family or a shared one; empty where there is none."""
        for file in (family, API):
            found: dict[str, Any] = self.files[file].data.get("types", {}).get(name)
            if found:
                return found
        return {}

    def file_of(self, at: At) -> str:
        """The name of a place's file without its ending."""
        return at.source.file.rpartition(".")[0]


def value_at(data: Any, place: Place) -> Any:
    """What stands at a place."""
    for step in place:
        data = data[step]
    return data


class Uses:
    """Which way each type of a spec travels, and which types and operations the command has. The
    spec may be in another version of the language, which has not all of these keys."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self.ways: dict[TypeId, set[str]] = {}
        self.commanded: set[TypeId] = set()  # types
        self.commands: set[TypeId] = set()  # operations: their family and name
        self.has_command = "command" in side.files
        envelope = side.files[API].data.get("envelope")
        for key in ("error", "failure") if isinstance(envelope, dict) else ():
            reason = envelope.get(key)
            name = reason.get("type") if isinstance(reason, dict) else reason
            if isinstance(name, str):  # as another version of the language had it
                self._add((API, name), RESPONSE, False)
        for family in side.families:
            for name, op in side.files[family].data["operations"].items():
                self._add_operation(family, name, op)

    def _add_operation(self, family: str, name: str, op: dict[str, Any]) -> None:
        sent = [self._type_id(family, op[part]) for part in ("query", "body") if part in op]
        has_secret = any(spec.get("secret") for one in sent for spec in self._fields(one).values())
        has_command = self.has_command and not has_secret
        if has_command:
            self.commands.add((family, name))
        for one in sent:
            self._add(one, REQUEST, has_command)
        if "response" in op:
            self._add(self._type_id(family, op["response"]), RESPONSE, has_command)

    def _add(self, one: TypeId, way: str, has_command: bool) -> None:
        ways = self.ways.setdefault(one, set())
        if way in ways and (one in self.commanded or not has_command):
            return
        ways.add(way)
        if has_command:
            self.commanded.add(one)
        for inner in self._parts(one):
            self._add(inner, way, has_command)

    def _parts(self, one: TypeId) -> Iterator[TypeId]:
        for spec in self._fields(one).values():
            base = spec["type"].rstrip("[]{}")
            if base not in SCALARS:
                yield self._type_id(one[0], base)

    def _fields(self, one: TypeId) -> dict[str, Any]:
        fields: dict[str, Any] = self._side.type_named(*one).get("fields", {})
        return fields

    def _type_id(self, family: str, name: str) -> TypeId:
        own = self._side.files[family].data.get("types", {})
        return (family if name in own else API), name
