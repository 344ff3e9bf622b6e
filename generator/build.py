"""From spec files to the model: resolves references and checks what the schema cannot say."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from . import names
from .load import SpecFiles, load
from .model import (SCALARS, TEXT, Api, Enum, Envelope, Family, Field, Limits, LogIn, Operation,
                    Outcome, Paged, Type, Wait)
from .problems import Problem, SpecError, listed, nearest
from .samples import attach_samples
from .source import Place, Source

TRAIT_NEEDS = {  # trait -> what its field must be, in words and as a test
    "unit": ("an int or num", lambda f: f.type in ("int", "num")),
    "lone": ("a list", lambda f: f.shape == "list"),
    "as": ("an id", lambda f: f.type == "id"),
    "enum": ("an int", lambda f: f.type == "int"),
    "entry": ("a map", lambda f: f.shape == "map"),
    "secret": ("a string", lambda f: f.type == "string" and f.shape == "one"),
}


def build(folder: Path) -> Api:
    """Reads and checks the spec in `folder`; raises SpecError with every problem found."""
    problems: list[Problem] = []
    files = load(Path(folder), problems)
    if files.api.data is None:
        raise SpecError(problems)
    api = _Builder(files, problems).build()
    if problems or api is None:
        raise SpecError(problems)
    return api


class _Builder:
    """Builds what can be built and notes a problem for what cannot."""

    def __init__(self, files: SpecFiles, problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.enums: dict[str, Enum] = {}
        self.shared: dict[str, Type] = {}
        self.families: dict[str, Family] = {}
        self.used: set[int] = set()
        self.places: dict[int, tuple[Source, Place]] = {}  # of enums, types, fields, operations
        self.waits: list[tuple[Operation, Family, dict[str, Any]]] = []

    # ---- the order of work ------------------------------------------------------------------

    def build(self) -> Optional[Api]:
        """Declares every name first, then resolves references between them."""
        source = self.files.api
        data = source.data
        for name, item in data.get("enums", {}).items():
            self.enums[name] = Enum(name, item["doc"], item["values"])
            self.places[id(self.enums[name])] = (source, ("enums", name))
            if name in names.RESERVED_ENUMS:
                self.note(source, ("enums", name), f"enum '{name}' would clash with the "
                          f"runtime's own IQM_{name.upper()}_ names", key=True)
        self.shared = self._declare(source, None)
        for family_source in self.files.families:
            if family_source.data:
                self._declare_family(family_source)
        for owner in [None, *self.families.values()]:
            self._resolve_types(owner)
        for family_source in self.files.families:
            if family_source.data and family_source.data.get("family") in self.families:
                self._operations(family_source)
        for op, family, item in self.waits:
            self._wait(op, family, item)
        api = self._api(source)
        self._check_cycles()
        self._check_unique()
        self._check_unused()
        attach_samples(self.files, self.families, api.envelope if api else None, self.problems)
        return api

    def note(self, source: Source, place: Place, text: str, *, key: bool = False) -> None:
        """One more problem."""
        self.problems.append(source.problem(place, text, key=key))

    # ---- types ------------------------------------------------------------------------------

    def _declare(self, source: Source, family: Optional[str]) -> dict[str, Type]:
        types = {}
        for name, item in source.data.get("types", {}).items():
            types[name] = Type(name, family, item["doc"], {})
            self.places[id(types[name])] = (source, ("types", name))
        return types

    def _declare_family(self, source: Source) -> None:
        data = source.data
        if "family" not in data:
            return
        name = data["family"]
        if name in names.RESERVED_FAMILIES:
            self.note(source, ("family",), f"family '{name}' would clash with the runtime's own "
                      f"iqm_{name}_ names")
        self.families[name] = Family(name, data.get("title", ""), data.get("doc", ""),
                                     self._declare(source, name), {})

    def _resolve_types(self, family: Optional[Family]) -> None:
        for one in (family.types if family else self.shared).values():
            source, place = self.places[id(one)]
            item = source.data["types"][one.name]
            for wire, spec in item["fields"].items():
                built = self._field(source, place + ("fields", wire), wire, spec, family)
                if built:
                    one.fields[wire] = built
            if "bare" in item:
                self._bare(one, source, place + ("bare",), item["bare"])
            self._check_members(one, source, place)

    def _field(self, source: Source, place: Place, wire: str, spec: dict[str, Any],
               family: Optional[Family]) -> Optional[Field]:
        base, shape = _split_type(spec["type"])
        sub = None
        if base not in SCALARS:
            sub = self._type_ref(source, place + ("type",), base, family, scalars=True)
            if sub is None:
                return None
        send = spec.get("send", {})
        openapi = send.get("openapi", {})
        one = Field(
            wire=wire, c_name=spec.get("name", names.member(wire)), type=base, shape=shape,
            doc=spec["doc"], unit=spec.get("unit"), aliases=spec.get("aliases", []),
            lone=spec.get("lone", False), required=spec.get("required", False),
            secret=spec.get("secret", False), numeric=spec.get("as") == "number",
            enum=self._enum_ref(source, place, spec), openapi_name=openapi.get("name"),
            openapi_ms="unit" in openapi, openapi_numeric="as" in openapi,
            samples_lone="samples" in send, sub=sub)
        if "entry" in spec:
            one.entry = (spec["entry"]["key"], spec["entry"]["value"])
        self.places[id(one)] = (source, place)
        self._check_traits(source, place, spec, one)
        return one

    def _type_ref(self, source: Source, place: Place, name: str, family: Optional[Family],
                  scalars: bool = False) -> Optional[Type]:
        """The type of this name, in the family or shared; notes a problem where there is none."""
        own = family.types if family else {}
        found = own.get(name) or self.shared.get(name)
        if found:
            self.used.add(id(found))
            return found
        declared = any(("types", name) in s.keys for s in (self.files.api, source))
        if not declared:
            known = [*(SCALARS if scalars else ()), *own, *self.shared]
            self.note(source, place, f"unknown type '{name}', expected "
                      f"{'a scalar or ' if scalars else ''}a declared type{nearest(name, known)}")
        return None

    def _enum_ref(self, source: Source, place: Place, spec: dict[str, Any]) -> Optional[Enum]:
        name = spec.get("enum")
        if name is None:
            return None
        if name not in self.enums:
            if ("enums", name) not in self.files.api.keys:
                self.note(source, place + ("enum",), f"unknown enum '{name}', expected "
                          f"{listed(self.enums)}{nearest(name, self.enums)}")
            return None
        self.used.add(id(self.enums[name]))
        return self.enums[name]

    def _check_traits(self, source: Source, place: Place, spec: dict[str, Any],
                      one: Field) -> None:
        for trait, (words, fits) in TRAIT_NEEDS.items():
            if trait in spec and not fits(one):
                self.note(source, place + (trait,), f"'{trait}' on a {spec['type']}, expected "
                          f"{words}", key=True)
        if one.shape == "map" and one.type != "int":
            self.note(source, place + ("type",), f"map '{spec['type']}', expected int{{}}")
        if one.shape == "list" and one.type in ("num", "bool", "ms", "s"):
            self.note(source, place + ("type",), f"list '{spec['type']}', expected int[], "
                      f"string[], id[] or a list of a declared type")
        if one.openapi_ms and one.type != "s":
            self.note(source, place + ("send",), f"'unit: ms' on a {spec['type']}, expected type "
                      f"s", key=True)
        if one.openapi_numeric and one.type != "id":
            self.note(source, place + ("send",), f"'as: number' on a {spec['type']}, expected "
                      f"an id", key=True)
        if one.samples_lone and not one.lone:
            self.note(source, place + ("send",), "'as: lone' on a field that is not lone: true",
                      key=True)
        if "name" in spec and spec["name"] in names.KEYWORDS:
            self.note(source, place + ("name",), f"'{spec['name']}' is a keyword of C or C++")

    def _bare(self, one: Type, source: Source, place: Place, spec: dict[str, Any]) -> None:
        one.bare = self._member_of(one, source, place + ("field",), spec["field"],
                                   lambda f: f.shape == "one" and f.sub is None, "a scalar")
        if "makes_true" in spec:
            one.bare_true = self._member_of(one, source, place + ("makes_true",),
                                            spec["makes_true"], _is("bool"), "a bool")

    def _member_of(self, one: Type, source: Source, place: Place, wire: str, fits: Any,
                   words: str, *, key: bool = False) -> Optional[Field]:
        """The field `wire` of a type, which must fit; notes a problem where it does not."""
        found = one.fields.get(wire)
        if found is None:
            owner, owner_place = self.places[id(one)]
            if owner_place + ("fields", wire) not in owner.keys:
                self.note(source, place, f"'{wire}' is no field of type '{one.name}'"
                          f"{nearest(wire, one.fields)}", key=key)
        elif not fits(found):
            self.note(source, place, f"field '{wire}' of type '{one.name}' is "
                      f"{_article(found.type + _suffix(found))}, expected {words}", key=key)
        else:
            return found
        return None

    def _check_members(self, one: Type, source: Source, place: Place) -> None:
        """No two fields of a type may share a wire name or a C name."""
        wires: dict[str, str] = {}
        members: dict[str, str] = {}
        for wire, item in one.fields.items():
            for name in [*item.names, *([item.openapi_name] if item.openapi_name else [])]:
                if wires.setdefault(name, wire) != wire:
                    self.note(source, place + ("fields", wire), f"wire name '{name}' is also "
                              f"taken by field '{wires[name]}'", key=True)
            if members.setdefault(item.c_name, wire) != wire:
                self.note(source, place + ("fields", wire), f"C name '{item.c_name}' collides "
                          f"with that of field '{members[item.c_name]}'; give one a 'name'",
                          key=True)

    # ---- operations -------------------------------------------------------------------------

    def _operations(self, source: Source) -> None:
        family = self.families[source.data["family"]]
        for name, spec in source.data.get("operations", {}).items():
            place = ("operations", name)
            types = {part: self._type_ref(source, place + (part,), spec[part], family)
                     for part in ("query", "body", "reply") if part in spec}
            if None in types.values():
                continue
            openapi = spec.get("send", {}).get("openapi", {})
            op = Operation(
                family=family.name, name=name, doc=spec["doc"], method=spec["method"],
                path=spec["path"], effect=spec["effect"], whole=spec.get("whole", False),
                auth=spec.get("auth", "bearer"), content=spec.get("content", "json"),
                fixed=spec.get("fixed", {}), maybe_bare=spec.get("maybe_bare", False),
                successor=spec.get("successor"), openapi_path=openapi.get("path"),
                openapi_query=openapi.get("query", {}), **types)  # type: ignore[arg-type]
            family.operations[name] = op
            self.places[id(op)] = (source, place)
            self._check_operation(source, place, op)
            if "outcome" in spec:
                self._outcome(source, place + ("outcome",), op, spec["outcome"])
            if "paged" in spec:
                self._paged(source, place + ("paged",), op, spec["paged"])
            if "wait" in spec:
                self.waits.append((op, family, spec["wait"]))

    def _check_operation(self, source: Source, place: Place, op: Operation) -> None:
        if op.body and op.method != "POST":
            self.note(source, place + ("body",), f"a body on {op.method}, expected POST", key=True)
        if op.effect == "paid" and op.method != "POST":
            self.note(source, place + ("method",), f"effect paid on {op.method}, expected POST")
        if op.whole and not op.body:
            self.note(source, place + ("whole",), "'whole' without a body", key=True)
        if op.fixed and op.content != "form":
            self.note(source, place + ("fixed",), "'fixed' without content: form", key=True)
        if op.content == "form" and not op.body:
            self.note(source, place + ("content",), "a form without a body")
        self._check_flat(source, place, op)
        if op.query and op.body:
            for wire in op.body.fields:
                if wire in op.query.fields:
                    self.note(source, place + ("body",), f"'{wire}' is a field of both query and "
                              f"body")

    def _check_flat(self, source: Source, place: Place, op: Operation) -> None:
        parts = {"query": op.query, "body": op.body if op.content == "form" else None}
        for part, one in parts.items():
            for item in one.fields.values() if one else ():
                if item.sub or item.shape == "map" or item.type == "num":
                    self.note(source, place + (part,), f"field '{item.wire}' of '{one.name}' is "
                              f"{_article(item.type + _suffix(item))}, expected int, bool, ms, s, "
                              f"text or a list of int or text in a {part if part == 'query' else 'form'}")

    def _outcome(self, source: Source, place: Place, op: Operation, spec: dict[str, Any]) -> None:
        yes = "created" if "created" in spec else "creatable"
        if (yes == "created") != (op.effect == "paid"):
            self.note(source, place + (yes,), f"'{yes}' with effect {op.effect}: 'created' goes "
                      f"with paid, 'creatable' with the others", key=True)
        flags = [self._member_of(op.reply, source, place + (yes, i), wire, _is("bool"), "a bool")
                 for i, wire in enumerate(spec[yes])]
        exists = self._member_of(op.reply, source, place + ("exists",), spec["exists"],
                                 _is("int"), "an int")
        refused = self._member_of(op.reply, source, place + ("refused",), spec["refused"],
                                  _is("string"), "a string")
        clash = [f.wire for f in op.reply.fields.values() if f.c_name in names.RESERVED_MEMBERS]
        if clash:
            self.note(source, place, f"C name of field '{clash[0]}' collides with the outcome's "
                      f"member; give it a 'name'", key=True)
        if exists and refused and all(flags):
            op.outcome = Outcome(yes, flags, exists, refused)  # type: ignore[arg-type]

    def _paged(self, source: Source, place: Place, op: Operation, spec: dict[str, Any]) -> None:
        if op.query is None:
            self.note(source, place, "'paged' without a query", key=True)
            return
        got: dict[str, Any] = {"sort": None, "search": None}
        kinds = {"page": "int", "size": "int", "sort": "string", "search": "string"}
        for part, kind in kinds.items():
            if part in spec:
                got[part] = self._member_of(op.query, source, place + (part,), spec[part],
                                            _is(kind), _article(kind))
        got["total"] = self._member_of(op.reply, source, place + ("total",), spec["total"],
                                       _is("int"), "an int")
        got["items"] = self._member_of(op.reply, source, place + ("items",), spec["items"],
                                       lambda f: f.sub and f.shape == "list", "a list of a type")
        if got["items"]:
            got["key"] = self._member_of(got["items"].sub, source, place + ("key",), spec["key"],
                                         _is("int"), "an int")
        if all(got.get(part) for part in ("page", "size", "items", "total", "key")):
            op.paged = Paged(**got)

    def _wait(self, op: Operation, family: Family, spec: dict[str, Any]) -> None:
        source, place = self.places[id(op)]
        place += ("wait",)
        target = family.operations.get(spec["list"])
        if target is None or target.paged is None:
            if ("operations", spec["list"], "paged") not in source.keys:
                self.note(source, place + ("list",), f"'{spec['list']}' is no paged operation of "
                          f"this family{nearest(spec['list'], family.operations)}")
            return
        row = target.paged.items.sub
        assert row is not None
        got = {part: self._member_of(row, source, place + (part,), spec[part], _is(kind),
                                     _article(kind))
               for part, kind in (("id", "int"), ("status", "int"), ("status_name", "string"))
               if part in spec}
        found_by = {}
        for wire, row_wire in spec["found_by"].items():
            if op.body is None:
                self.note(source, place, "'wait' without a body", key=True)
                return
            self._member_of(op.body, source, place + ("found_by", wire), wire, _any, "", key=True)
            found_by[wire] = self._member_of(row, source, place + ("found_by", wire), row_wire,
                                             _any, "")
        if all(got.values()) and all(found_by.values()):
            op.wait = Wait(target, got["id"], got["status"], got.get("status_name"),
                           found_by)  # type: ignore[arg-type]

    # ---- the whole --------------------------------------------------------------------------

    def _api(self, source: Source) -> Optional[Api]:
        data = source.data
        log_in = self._log_in(source, data["log_in"]) if "log_in" in data else None
        envelope = None
        if "envelope" in data:
            spec = data["envelope"]
            error = self._type_ref(source, ("envelope", "error"), spec["error"], None)
            if error:
                envelope = Envelope(spec["success"], spec["data"], spec["errors"], error)
        wanted = ("api", "title", "doc", "base_url", "headers", "limits", "families")
        if log_in is None or envelope is None or any(key not in data for key in wanted):
            return None
        limits = data["limits"]
        return Api(data["api"], data["title"], data["doc"], data["base_url"],
                   data["headers"]["workspace"], data["headers"]["twin"], envelope,
                   Limits(limits["requests_per_minute"], limits["page_size"],
                          (limits["name_length"][0], limits["name_length"][1])),
                   log_in, self.enums, self.shared, self.families)

    def _log_in(self, source: Source, spec: dict[str, Any]) -> Optional[LogIn]:
        place: Place = ("log_in",)
        found = [op for family in self.families.values()
                 for op in family.operations.values() if op.name == spec["op"]]
        if len(found) != 1 or found[0].body is None:
            declared = [f for f in self.files.families if ("operations", spec["op"]) in f.keys]
            if len(found) > 1 or not declared:
                self.note(source, place + ("op",), f"'{spec['op']}' is not the name of exactly one "
                          f"operation with a body")
            return None
        op = found[0]
        got = {"username": self._member_of(op.body, source, place + ("username",),
                                           spec["username"], _is("string"), "a string"),
               "password": self._member_of(op.body, source, place + ("password",),
                                           spec["password"], _is("string"), "a string")}
        kinds = {"access": "string", "refresh": "string", "expires_in": "int", "ow_id": "int"}
        for part, kind in kinds.items():
            got[part] = self._member_of(op.reply, source, place + ("answer", part),
                                        spec["answer"][part], _is(kind), _article(kind))
        return LogIn(op, **got) if all(got.values()) else None  # type: ignore[arg-type]

    def _all_types(self) -> list[Type]:
        return [*self.shared.values(),
                *(t for family in self.families.values() for t in family.types.values())]

    def _check_cycles(self) -> None:
        """A type must not contain itself: its table would have no end."""
        done: set[int] = set()

        def visit(one: Type, above: list[Type]) -> None:
            if one in above:
                loop = [t.name for t in above[above.index(one):]] + [one.name]
                source, place = self.places[id(one)]
                self.note(source, place, f"cycle of types: {' -> '.join(loop)}", key=True)
                return
            if id(one) in done:
                return
            for item in one.fields.values():
                if item.sub:
                    visit(item.sub, above + [one])
            done.add(id(one))

        for one in self._all_types():
            visit(one, [])

    def _check_unique(self) -> None:
        """No two operations on one method and path, and no C name twice."""
        routes: dict[tuple[str, str, str], Operation] = {}
        structs = {f"iqm_{name}": "the runtime" for name in names.RUNTIME_TAGS}
        enumerators: dict[str, str] = {}
        for name, enum in self.enums.items():
            self._claim(structs, f"iqm_{name}", f"enum '{name}'", enum)
            for value in enum.values:
                self._claim(enumerators, f"IQM_{name}_{value}".upper(), f"enum '{name}'", enum)
        for one in self._all_types():
            for c_name in (one.c_name, one.c_name + "_list"):
                self._claim(structs, c_name, f"type '{one.name}'", one)
        for family in self.families.values():
            for op in family.operations.values():
                source, place = self.places[id(op)]
                route = (op.method, op.path, repr(sorted(op.fixed.items())))
                first = routes.setdefault(route, op)
                if first is not op:
                    self.note(source, place + ("path",), f"{op.method} {op.path} is also "
                              f"operation '{first.full_name}'")
                for end in ("_req", "_rsp"):
                    self._claim(structs, op.c_name + end, f"operation '{op.full_name}'", op)

    def _claim(self, taken: dict[str, str], c_name: str, owner: str, item: Any) -> None:
        if taken.setdefault(c_name, owner) != owner:
            source, place = self.places[id(item)]
            self.note(source, place, f"C name {c_name} collides with that of {taken[c_name]}",
                      key=True)

    def _check_unused(self) -> None:
        for one in self._all_types():
            if id(one) not in self.used:
                source, place = self.places[id(one)]
                self.note(source, place, f"type '{one.name}' is used nowhere", key=True)
        for name, enum in self.enums.items():
            if id(enum) not in self.used:
                self.note(self.files.api, ("enums", name), f"enum '{name}' is used nowhere",
                          key=True)


def _is(kind: str) -> Any:
    return lambda f: f.shape == "one" and (f.type == kind or (kind == "string" and f.type in TEXT))


def _any(_: Field) -> bool:
    return True


def _article(word: str) -> str:
    return ("an " if word[0] in "aeiou" else "a ") + word


def _suffix(item: Field) -> str:
    return {"one": "", "list": "[]", "map": "{}"}[item.shape]


def _split_type(text: str) -> tuple[str, str]:
    """'int[]' -> ('int', 'list'), 'int{}' -> ('int', 'map')."""
    if text.endswith("[]"):
        return text[:-2], "list"
    if text.endswith("{}"):
        return text[:-2], "map"
    return text, "one"
