"""Operations: what the language can say of one, and the questions that remain."""
from __future__ import annotations

import re
from typing import Any, Iterable
from urllib.parse import urlsplit

from ..builder.operations import METHODS as METHODS_OF
from ..loader.problems import listed
from ..loader.todo import TODO
from ..model.api import Api
from ..openapi.model import Operation as Read, Parameter
from . import model
from .enums import Enums
from .fields import IDS
from .guesses import file_of, outcome_of, paged_of
from .model import Draft, Family, Field, Type
from .parts import Parts, is_flat, is_object, takes_objects
from .samples import Samples
from .shapes import Object, Shapes, Value
from .types import Types
from .words import lower, sentence, words_of

METHODS = {method for methods in METHODS_OF.values() for method in methods}
SEGMENT = re.compile(r"[A-Za-z0-9._~-]+|{[^{}/]+}")
COMMA_LIST = re.compile(r"comma[- ]separated|separated by commas?", re.IGNORECASE)
KNOWN = {"GET": "read", "DELETE": "delete"}  # effects that the method says
EFFECTS = {"update": "update (safe to repeat)", "once": "once (free, not to be repeated)",
           "paid": "paid (buys)"}  # as a comment says them


class Operations:
    """Makes the operations of one family, in two rounds: all examples are looked at before the
    first type is made."""

    def __init__(self, draft: Draft, enums: Enums, family: Family, api: Api, base: str,
                 names: Iterable[str]) -> None:
        self.draft, self.family, self.api = draft, family, api
        self.base = urlsplit(base).path.rstrip("/")  # a server's URL may have a path
        self.shapes = Shapes()
        self.types = Types(draft, enums, family, {name.replace("-", "_") for name in names},
                           next((name for name, one in api.units.items() if one.is_count), ""))
        self.samples = Samples(family, api.envelope)
        self.waiting: list[Parts] = []

    def look_at(self, read: Read, name: str) -> None:
        """The first round."""
        parts = Parts(read, name, self.shapes, self.api)
        reasons = self.why_not(parts)
        if reasons:
            self.draft.note("skipped", read.at, f"{read.title}: {listed(reasons, 'and')}")
            return
        for text in parts.lost:
            self.lost(parts, text)
        for example in parts.unread:
            self.draft.note("sample", example.at, f"{read.title}: {example.problem}")
        if parts.parameters and parts.body:  # the request's own descriptors have these names
            self.types.operations |= {f"{name.replace('-', '_')}_{part}"
                                      for part in ("query", "body", "req")}
        self.waiting.append(parts)

    def lost(self, parts: Parts, text: str) -> None:
        """Notes what is not in the draft."""
        self.draft.note("lost", parts.read.at, f"{parts.read.title}: {text}")

    def make(self) -> None:
        """The second round."""
        for parts in self.waiting:
            self.family.operations[parts.name] = self.operation(parts)
        self.types.decide_units()
        self.note_comments()

    def note_comments(self) -> None:
        """What the comments of fields say is in the report too; a contradiction has its own
        place there."""
        for one in self.family.types.values():
            for item in one.fields.values():
                for comment in item.comments:
                    if comment.kind in ("guess", "lost") and item.at:
                        text = comment.text[0].lower() + comment.text[1:].rstrip(".")
                        self.draft.note(comment.kind, item.at, f"{self.family.name}.{one.name}."
                                        f"{item.wire}: {text}")

    def why_not(self, parts: Parts) -> list[str]:
        """Why the language cannot say an operation; empty where it can."""
        read = parts.read
        found = list(read.misfits)
        if read.method not in METHODS:
            found.append(f"method {read.method}")
        if not (self.base + read.path).startswith("/"):
            found.append("a path that does not start with '/'")
        wrong = [one for one in _parts_of(self.base + read.path) if not SEGMENT.fullmatch(one)]
        if wrong:
            found.append(f"'{wrong[0]}' in the path")
        found += [f"parameter '{one.name}': {text}" for one, text in parts.unsayable
                  if one.is_required]
        if parts.body and read.method in ("GET", "DELETE"):
            found.append(f"a body of a {read.method}")
        if parts.body and not is_object(parts.body):
            found.append("a body that is no object")
        elif parts.body and read.body and read.body.is_form and not is_flat(parts.body):
            found.append("a form with objects in it")
        if parts.lacks_envelope and parts.response and takes_objects(parts.response):
            found.append("a response that may be any object, without the envelope")
        good = read.good
        if good and good[0].contents and not good[0].media:
            found.append(f"a response of {listed(good[0].contents)}")
        elif good and not good[0].contents and good[0].status in ("204", "205"):
            found.append(f"a response without a body ({good[0].status})")
        return found

    # ---- the second round ----

    def operation(self, parts: Parts) -> model.Operation:
        """One operation."""
        read = parts.read
        title = sentence(read.summary) or sentence(read.doc) or words_of(parts.name)
        keys: dict[str, Any] = {"doc": title, "method": read.method,
                                "path": self.base + read.path,
                                "effect": KNOWN.get(read.method, TODO)}
        comments: dict[str, str] = {}
        if read.method not in KNOWN:
            effects = [EFFECTS.get(one, one) for one, methods in METHODS_OF.items()
                       if read.method in methods]
            comments["effect"] = listed(effects)
        made = model.Operation(parts.name, keys, comments, {}, read.title, read.at)
        query = self.query(parts)
        body = self.body(parts, query)
        if query:
            keys["query"] = query.name
        if body:
            keys["body"] = body.name
            if read.body and read.body.is_form:
                keys["content"] = "form"
        response = self.response(parts, made)
        keys["response"] = response.name
        if parts.lacks_envelope:
            keys["envelope"] = "optional"
            comments["envelope"] = "the document shows none here"
        self.set_traits(made, query, body, response)
        if read.is_deprecated:
            keys["deprecated"] = "The document marks it as deprecated."
        self.samples.add(made, parts.request_examples(), parts.read.responses, query, body,
                         response)
        keys["samples"] = list(made.samples)
        return made

    def set_traits(self, made: model.Operation, query: Type | None, body: Type | None,
                   response: Type) -> None:
        """What lies above single calls."""
        if made.keys["method"] == "GET":
            guess = paged_of(query, response, self.family.types)
            if guess:
                made.keys["paged"], made.comments["paged"] = guess
                self.types.set_unit(response)
            return
        for key, found in (("outcome", outcome_of(response)), ("file", file_of(body, response))):
            if found:
                made.keys[key] = TODO
                made.comments[key] = found
        if "outcome" in made.keys:
            made.keys["wait"] = TODO
            made.comments["wait"] = "of a paid operation: how its report is found in a list"

    def query(self, parts: Parts) -> Type | None:
        """The type of what the path and the query have."""
        if not parts.parameters:
            return None
        one = Object(self.shapes, None, "query")
        one.sides.add("request")
        for parameter, value in parts.parameters:
            one.members[parameter.name] = value
        where = f"{self.family.name}.{parts.name}"
        fields = self.types.fields.of_object(one, where)
        for parameter, _ in parts.parameters:
            if parameter.name in fields:
                self._set_parameter(fields[parameter.name], parameter)
        name = parts.name.replace("-", "_") + ("_parameters" if parts.body else "_query")
        only = next(iter(fields), "")
        if len(fields) == 1 and fields[only].keys["type"] == "int[]":
            name = "ids_query"
        return self.types.add(Type(name, f"What `{where}` asks for.", fields))

    def _set_parameter(self, item: Field, parameter: Parameter) -> None:
        doc = sentence(parameter.doc)
        if doc:
            item.keys["doc"] = doc
        is_list = item.keys["type"][-2:] == "[]"
        if item.keys["type"] == "json":
            item.keys["type"] = "id" if IDS.search(lower(item.wire)) else "string"
        if item.keys["type"] in ("string", "id") and COMMA_LIST.search(parameter.doc):
            are_numbers = re.search(r"(^|[a-z])ids$", parameter.name, re.IGNORECASE)
            item.keys["type"] = "int[]" if are_numbers else "string[]"
            item.say("guess", "Text in the document, whose words say that it is a comma list.")
            item.sample = None
            item.keys.pop("default", None)
        elif is_list and parameter.where == "query" and parameter.explode:
            item.keys["explode"] = True
        if parameter.is_required:
            item.keys["required"] = True
        if parameter.is_deprecated:
            item.keys.setdefault("deprecated", "The document marks it as deprecated.")

    def body(self, parts: Parts, query: Type | None) -> Type | None:
        """The type of the body; without fields that the path or the query has."""
        if not parts.body:
            return None
        one = parts.body.object
        if not one.members:
            self.lost(parts, "the body, of which nothing is said")
            return None
        types = parts.body.item.types if parts.body.item else frozenset()
        if types and "object" not in types:
            self.draft.note("contradiction", parts.body.kinds["object"].at,
                            f"{parts.read.title}: the schema of the body has "
                            f"{listed(sorted(types))}, an example has an object")
        both = [name for name in one.members if query and name in query.fields]
        default = f"{parts.name.replace('-', '_')}_request"
        if not both:
            name = self.types.name_of(one, default)
            return self.family.types[name] if name else None
        fields = self.types.fields.of_object(one, f"{self.family.name}.{default}")
        for name in both:
            del fields[name]
            self.lost(parts, f"'{name}' of the body, since path or query have a field of this name")
        if not fields:
            return None
        comment = f"Without {listed(both, 'and')}, which the path or the query has."
        return self.types.add(Type(default, words_of(default), fields, comments=[comment]))

    def response(self, parts: Parts, made: model.Operation) -> Type:
        """The type of `data`."""
        value, name = parts.response, parts.name.replace("-", "_")
        if value is not None:
            if is_object(value) and not value.is_map and value.object.members:
                return self._object(value, f"{name}_response")
            wire = "items" if value.is_list_in_schema or value.lists else \
                "values" if value.is_map else "value"
            item = self.types.fields.field(wire, value, f"{self.family.name}.{name}_response",
                                           {"response"})
            if wire == "value" and item.keys["type"] == "string":
                item.wire = wire = "message"
            is_known = item.keys["type"] != "json" or value.kinds
            if is_known:
                doc = f"Response of `{self.family.name}.{parts.name}`."
                kind = "confirmation" if wire == "message" else f"{name}_response"
                return self.types.add(Type(kind, doc, {wire: item}, unwrapped=wire))
        made.comments["response"] = "the document does not say what is in it"
        self.lost(parts, "the document does not say what a good response has")
        message = Field("message", {"type": "string", "doc": "The service's text."})
        return self.types.add(Type("confirmation", "A confirmation.", {"message": message},
                                   unwrapped="message"))

    def _object(self, value: Value, name: str) -> Type:
        """The type of an object; a scalar in its place is one of its fields."""
        found = self.family.types[self.types.name_of(value.object, name) or ""]
        if "text" in value.kinds and not found.unwrapped:
            texts = [item.wire for item in found.fields.values() if item.keys["type"] == "string"]
            if texts:
                found.unwrapped = "message" if "message" in texts else texts[0]
                found.comments.append("An example has text in place of the object.")
        return found


def _parts_of(path: str) -> list[str]:
    return path.split("/")[1:]
