"""One declaration, as a symbol."""
from __future__ import annotations

import re
from typing import Iterator

from .source import without_comments
from .symbols import (CALLBACK, ENUM, ENUMERATOR, FUNCTION, MACRO, MEMBER, STRUCT, VARIABLE,
                      Parameter, Symbol)

ATTRIBUTES = re.compile(r"\b(?:IQM_API|IQM_NODISCARD|extern|IQM_DEPRECATED\((?:[^()]|\([^)]*\))*\))"
                        r"(?=\W|$)")
AGGREGATE = re.compile(r"^(struct|union|enum)(?: (\w+))? ?(?:\{(.*)\})?$", re.DOTALL)
POINTER_TO_FUNCTION = re.compile(r"^(.*?)\(\*(\w+)\)\((.*)\)$")
CALLABLE = re.compile(r"^(.*?)\b(\w+)\((.*)\)$")
NAMED = re.compile(r"^(.*[\s*])(\w+)((?:\[[^\]]*\])*)$")
MACRO_LINE = re.compile(r"#\s*define\s+(\w+)(\(([^)]*)\))?(.*)", re.DOTALL)


def split(text: str) -> list[str]:
    """What stands between commas, brackets and their commas aside."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "({[") - (char in ")}]")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def macro(text: str, line: int) -> Symbol | None:
    """The macro of a `#define`; None where it is another directive."""
    found = MACRO_LINE.match(without_comments(text.replace("\\\n", " ")))
    if not found:
        return None
    names = None if found[2] is None else [
        Parameter(name, name) for name in split(found[3])]
    return Symbol(MACRO, found[1], found[1] + (found[2] or ""), line, value=found[4].strip(),
                  parameters=names)


def declaration(text: str, line: int) -> Symbol | None:
    """What a declaration at file scope declares; None where that is nothing of its own."""
    plain = without_comments(text)
    head = re.sub(r"\)\s*\{.*$", ")", plain).rstrip("; ")
    bare = " ".join(ATTRIBUTES.sub("", head).split())
    bare = re.sub(r"^static inline ", "", bare)
    symbol = _declared(bare, line)
    if symbol:
        symbol.exported = "IQM_API" in head.split()
        symbol.deprecated = "IQM_DEPRECATED(" in head
    return symbol


def _declared(bare: str, line: int) -> Symbol | None:
    aggregate = AGGREGATE.match(bare)
    if aggregate:
        kind, name, body = aggregate[1], aggregate[2] or "", aggregate[3]
        return Symbol(ENUM if kind == "enum" else STRUCT, name, f"{kind} {name}".strip(), line,
                      opaque=body is None)
    is_type = bare.startswith("typedef ")
    called = CALLABLE.match(bare.replace("typedef ", "", 1))
    if called:
        return Symbol(CALLBACK if is_type else FUNCTION, called[2], bare, line,
                      parameters=parameters(called[3]), result=called[1].strip())
    named = NAMED.match(bare)
    return Symbol(VARIABLE, named[2], bare, line) if named and not is_type else None


def parameters(text: str) -> list[Parameter]:
    """Those of a function; none for `void`."""
    return [] if text.strip() == "void" else [_parameter(part) for part in split(text)]


def _parameter(text: str) -> Parameter:
    found = POINTER_TO_FUNCTION.match(text) or NAMED.match(text)
    return Parameter(found[2] if found else "", text)


def members(text: str, line: int) -> Iterator[Symbol]:
    """The members that one declaration in a struct makes: several where it has commas."""
    first, *others = split(without_comments(text.rstrip("; \n")))
    pointer = POINTER_TO_FUNCTION.match(first)
    if pointer:
        yield Symbol(MEMBER, pointer[2], first, line, parameters=parameters(pointer[3]),
                     result=pointer[1].strip())
        return
    named = NAMED.match(first)
    if not named:
        return
    yield Symbol(MEMBER, named[2], first, line)
    kind = named[1].rstrip("* ")
    for other in others:
        name = re.search(r"\w+", other)
        assert name
        yield Symbol(MEMBER, name[0], f"{kind} {other}", line)


def enumerator(text: str, line: int) -> Symbol:
    """An enumerator, with or without a value."""
    plain = without_comments(text).rstrip(", ")
    name, _, value = plain.partition("=")
    return Symbol(ENUMERATOR, name.strip(), plain, line, value=value.strip())
