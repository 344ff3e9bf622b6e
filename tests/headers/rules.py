"""What a symbol's comment must say: each rule gives what is missing, in words."""
from __future__ import annotations

import re
from typing import Callable, Iterator

from generator.headers.symbols import (CALLBACK, ENUM, ENUMERATOR, FUNCTION, MACRO, MEMBER, STRUCT,
                                       Parameter, Symbol)

from .scope import Scope, names, sentences, whole_sentences

NUMBERS = re.compile(r"^(?:const )?(?:u?int\d*_t|size_t|long|int|unsigned|double|struct iqm_"
                     r"(?:int|num)) \**\w+$")
QUANTITY = re.compile(r"(?:^|_)(?:len|size|cost|amount|seconds|bytes|rows|ms|us|total|page|limit|"
                      r"in|micros|numbers?|date|time)$")
IN_NAME = re.compile(r"(?:_ms|_us|_rows|_bytes|^rows|^bytes|_seconds|^seconds|^micros)$")
UNIT = re.compile(r"\b(?:bytes?|milliseconds|microseconds|seconds|millionths|rows|items|reports|"
                  r"of them|how many|elements|currency|members|purchases|lines|errors|"
                  r"so many|entries|number of|Unit: \w+)\b")
OWNED = re.compile(r"\bfree\b|iqm_free|\bclose|\bcaller's\b|\bcallee's\b|\bborrowed\b|"
                   r"\bcopie[sd]\b|\bcopy\b|\b[Ss]tatic\b|\blives?\b|\bbelongs?\b|\bonly read\b|"
                   r"\bvalid\b|\bwritten\b|\w'(?:s)?\b|\b[Cc]onstant\b")
RESULT = re.compile(r"IQM_E_|\b[Gg]ives?\b|\b[Rr]eturns?\b|\b0[,;:.]|\b0 or\b|\bErrors\b|"
                    r"\bstop\b|\bas of\b|\bthe same\b", re.IGNORECASE)
BLANKET = re.compile(r"\b[Nn]either (?:is|may be) NULL|\b[Nn]one (?:of them )?is NULL|"
                     r"\b[Nn]o (?:argument|pointer) (?:is|may be) NULL|(?:^|[.;,] )[Nn]ever NULL|"
                     r"NULL is allowed|false for NULL|NULL for NULL")

Rule = Callable[[Scope, Symbol], Iterator[str]]


def has_comment(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """A comment of its own; of a member the struct's may name it."""
    if symbol.comment or (symbol.kind == ENUM and not symbol.name):
        return
    parent = scope.symbols.get(symbol.parent)
    said = (parent.comment if parent else "") + scope.rules(symbol, "Members")
    if symbol.kind not in (MEMBER, ENUMERATOR):
        yield "a comment"
    elif symbol.kind == ENUMERATOR and parent and parent.comment \
            and symbol.name.startswith(parent.name.upper() + "_"):
        return  # what its enum is about, and a word that says which
    elif not _is_named(said, symbol.name):
        yield "a comment"


def _is_named(text: str, name: str) -> bool:
    return bool(re.search(rf"(?:`|\b){re.escape(name)}\b", text))


def parameters_have_names(_: Scope, symbol: Symbol) -> Iterator[str]:
    """Prototypes name their parameters."""
    for parameter in symbol.parameters or []:
        if not parameter.name:
            yield f"the name of the parameter '{parameter.declaration}'"


def says_arguments(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Each parameter is spoken of."""
    said = scope.own(symbol) + " " + scope.rules(symbol, "Arguments")
    for parameter in _named(symbol):
        if not names(said, parameter.name):
            yield f"what the argument `{parameter.name}` is"


def says_null(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Of each pointer whether it may be NULL."""
    own = scope.own(symbol)
    blanket = BLANKET.search(symbol.comment + " " + scope.like(symbol))
    said = [*whole_sentences(own), *whole_sentences(scope.rules(symbol, "NULL"))]
    for parameter in _named(symbol):
        if parameter.is_pointer and not blanket and not any(
                "NULL" in part and names(part, parameter.name, False) for part in said):
            yield f"whether `{parameter.name}` may be NULL"
    if symbol.kind == FUNCTION and symbol.result.endswith("*") and "NULL" not in own:
        yield "whether it gives NULL"


def says_ownership(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Whose memory is, of what is given and of what may be written."""
    own = scope.own(symbol)
    said = [*whole_sentences(own), *whole_sentences(scope.rules(symbol, "Ownership"))]
    for parameter in _named(symbol):
        if _is_handed_over(parameter) and not any(
                OWNED.search(part) and names(part, parameter.name) for part in said):
            yield f"whose `{parameter.name}` is"
    if symbol.kind == FUNCTION and symbol.result.endswith("*") and not OWNED.search(own):
        yield "whose memory it gives"


def _is_handed_over(parameter: Parameter) -> bool:
    """Not what is only read: that is the caller's, by the rule of iqm.h; nor the context of a
    function, nor the function."""
    if "**" in parameter.declaration:
        return True
    is_function = re.match(r"iqm_\w+ \*|\w+ \(\*", parameter.declaration)
    return parameter.is_pointer and not is_function \
        and not parameter.declaration.startswith("const ")


def says_units(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Of numbers that measure something, in what."""
    if symbol.kind == MEMBER and symbol.parameters is None:
        if _measures(symbol.name, symbol.declaration) and not UNIT.search(
                symbol.comment + scope.rules(symbol, "Units") * _is_named(
                    scope.rules(symbol, "Units"), symbol.name)):
            parent = scope.symbols[symbol.parent]
            if not UNIT.search(parent.comment):
                yield "its unit"
    said = [*whole_sentences(scope.own(symbol)), *whole_sentences(scope.rules(symbol, "Units"))]
    for parameter in _named(symbol):
        if _measures(parameter.name, parameter.declaration) and not any(
                UNIT.search(part) and names(part, parameter.name) for part in said):
            yield f"the unit of `{parameter.name}`"


def _measures(name: str, declaration: str) -> bool:
    return bool(NUMBERS.match(declaration) and QUANTITY.search(name) and not IN_NAME.search(name))


def says_errors(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Of a function that gives a number what it may be."""
    if symbol.kind in (FUNCTION, CALLBACK, MEMBER) and symbol.result in ("int", "long") \
            and not RESULT.search(scope.own(symbol)) \
            and not scope.headers[symbol.header].rules.get("Errors"):
        yield "what it returns, and its errors"


def says_threads(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Which threads may call it; of a function of the caller's which one does."""
    if symbol.parameters is None or symbol.kind == MACRO:
        return
    rules = scope.rules(symbol, "Threads")
    if symbol.kind == FUNCTION:
        if not rules:
            yield "which threads may call it: its header has no rule 'Threads: ...'"
    elif not re.search(r"\bthreads?\b|iqm_client_dispatch", scope.own(symbol)):
        if not scope.headers[symbol.header].rules.get("Threads"):
            yield "which thread calls it"


def says_since(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """The release that has it first."""
    if not symbol.since:
        yield f"since when it is there: '{symbol.header}' has no rule 'Since: ...'"


def refers_to_what_is_there(scope: Scope, symbol: Symbol) -> Iterator[str]:
    """Functions, structs and constants that are named exist."""
    known = set(scope.symbols) | {member.name for one in scope.symbols.values()
                                  for member in one.members}
    said = re.sub(r"<[a-z]+>", r"\\w+", symbol.comment)
    for name in re.findall(r"\b(iqm_[\w\\+]+)\(\)|(?:struct|enum) (iqm_[\w\\+]+)|"
                           r"\b(IQM_[A-Z]_[A-Z_]+|IQM_(?:REPORT|PURCHASE|PRICE|SAVE)_[A-Z_]+)",
                           said):
        wanted = re.compile("".join(name))
        if not any(wanted.fullmatch(one) for one in known):
            yield f"'{wanted.pattern}', which its comment names, in any header"


def _named(symbol: Symbol) -> list[Parameter]:
    if symbol.kind in (MACRO, STRUCT):
        return []
    return [parameter for parameter in symbol.parameters or [] if parameter.name]


RULES: tuple[Rule, ...] = (has_comment, parameters_have_names, says_arguments, says_null,
                           says_ownership, says_units, says_errors, says_threads, says_since,
                           refers_to_what_is_there)
