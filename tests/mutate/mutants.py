"""Mutants of a C source: the same text but for one small mistake.

It works on tokens, not on a syntax tree: what does not compile is left out by whoever builds it.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*)
  | (?P<line>^[ \t]*\#(?:[^\n\\]|\\.)*)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | (?P<number>\.?\d[\w.]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)
""", re.VERBOSE | re.DOTALL | re.MULTILINE)
SWAPS = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&",
         "true": "false", "false": "true", "+=": "-=", "-=": "+=", "++": "--", "--": "++",
         "+": "-", "-": "+"}
OPENING = {"(": ")", "[": "]", "{": "}"}
# What begins a statement that is no expression.
WORDS = {"return", "if", "else", "for", "while", "do", "switch", "case", "default", "goto",
         "static", "const", "struct", "enum", "union", "unsigned", "int", "char", "bool", "size_t",
         "long", "void", "double", "uint64_t", "int64_t", "uint32_t", "ssize_t", "cJSON",
         "PGresult", "extern", "typedef", "sizeof"}
# What only a reader of the log would miss.
UNSEEN = {"iqm_log", "iqm_emit"}
DECIMAL = re.compile(r"(0|[1-9]\d*)[uUlL]*")
DEFINED = re.compile(r"^([ \t]*#define (?!_)\w+ \(?)(\d+)(?!\w)")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.text)


@dataclass(frozen=True)
class Mutant:
    """One replacement; `before` and `after` are the lines that it changes."""

    operator: str
    line: int
    lines: int
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        return f"- {self.before}\n+ {self.after}"


def tokens(source: str) -> list[Token]:
    """All but whitespace and comments."""
    return [Token(m.lastgroup or "", m.group(), m.start()) for m in TOKEN.finditer(source)
            if m.lastgroup != "skip"]


def partners(found: list[Token]) -> dict[int, int]:
    """Of each bracket's index the index of the one that closes it."""
    of: dict[int, int] = {}
    open_at: list[int] = []
    for i, token in enumerate(found):
        if token.kind == "sign" and token.text in OPENING:
            open_at.append(i)
        elif token.kind == "sign" and token.text in OPENING.values() and open_at:
            of[open_at.pop()] = i
    return of


class Source:
    """A file, and the edits that make mutants of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.closing = partners(self.tokens)
        self.depths = self._depths()

    def _depths(self) -> list[int]:
        """How many braces each token is in: none are outside of functions and tables."""
        depth, depths = 0, []
        for token in self.tokens:
            depth -= token.text == "}"
            depths.append(depth)
            depth += token.text == "{"
        return depths

    def mutant(self, operator: str, start: int, end: int, put: str) -> Mutant:
        """With `put` in place of what is from `start` to `end`."""
        changed = self.text[:start] + put + self.text[end:]
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        last = len(self.text) if last < 0 else last
        after = changed[first:last + len(changed) - len(self.text)]
        lines = self.text.count("\n", start, end) + 1
        return Mutant(operator, self.text.count("\n", 0, start) + 1, lines,
                      " ".join(self.text[first:last].split()), " ".join(after.split()), changed)

    def items(self) -> Iterator[tuple[str, range]]:
        """Of each function, and of each table outside of them, the name and the lines."""
        item: list[Token] = []
        for i, token in enumerate(self.tokens):
            if token.kind == "line" or self.depths[i]:
                continue
            item.append(token)
            texts = [one.text for one in item]
            function = "(" in texts and "=" not in texts
            if "{" in texts and token.text == ("}" if function else ";"):
                at = next(k for k, text in enumerate(texts) if text in ("(", "[", "=", ";"))
                first, last = (self.text.count("\n", 0, one.at) + 1 for one in (item[0], token))
                yield texts[at - 1], range(first, last + 1)
            if token.text == ";" or (token.text == "}" and function):
                item = []

    def conditions(self) -> Iterator[Mutant]:
        """if and while: the opposite."""
        for i, token in enumerate(self.tokens[:-1]):
            if token.text in ("if", "while") and i + 1 in self.closing:
                start, end = self.tokens[i + 1].end, self.tokens[self.closing[i + 1]].at
                yield self.mutant("negate", start, end, f"!({self.text[start:end]})")

    def choices(self) -> Iterator[Mutant]:
        """a ? b : c: the condition's opposite."""
        for i, token in enumerate(self.tokens):
            if token.text != "?":
                continue
            start = self._back(i)
            if start < i:
                at, end = self.tokens[start].at, self.tokens[i - 1].end
                yield self.mutant("negate", at, end, f"!({self.text[at:end]})")

    def _back(self, i: int) -> int:
        """The first token of the expression that ends before i."""
        opening = {close: start for start, close in self.closing.items()}
        while i > 0:
            before = self.tokens[i - 1]
            if i - 1 in opening:
                i = opening[i - 1]
            elif before.text in ("=", "return", "(", ",", "{", ";", "}", ":", "?", "[", "+=", "-="):
                return i
            else:
                i -= 1
        return i

    def swaps(self) -> Iterator[Mutant]:
        """Comparisons, and, or, true, false, plus, minus."""
        for i, token in enumerate(self.tokens):
            if not self.depths[i] or token.text not in SWAPS or token.kind not in ("sign", "name"):
                continue
            before = self.tokens[i - 1]
            unary = before.kind == "sign" and before.text not in (
                ")", "]") or before.text == "return"
            if token.text in ("+", "-") and unary:
                continue
            yield self.mutant("swap", token.at, token.end, SWAPS[token.text])

    def negations(self) -> Iterator[Mutant]:
        """Without a '!'."""
        for i, token in enumerate(self.tokens):
            if token.text == "!" and self.depths[i]:
                yield self.mutant("negate", token.at, token.end, "")

    def numbers(self) -> Iterator[Mutant]:
        """One more; not the length of an array."""
        for i, token in enumerate(self.tokens):
            if token.kind == "line" and (found := DEFINED.match(token.text)):
                at = token.at + found.start(2)
                yield self.mutant("number", at, at + len(found[2]), str(int(found[2]) + 1))
            if token.kind != "number" or not self.depths[i] or not DECIMAL.fullmatch(token.text):
                continue
            value = int(token.text.rstrip("uUlL"))
            if value < 2 or self.tokens[i - 1].text != "[":
                yield self.mutant("number", token.at, token.end, str(value + 1))

    def returns(self) -> Iterator[Mutant]:
        """Success in place of an error."""
        for i, token in enumerate(self.tokens[:-2]):
            value, end = self.tokens[i + 1:i + 3]
            if (token.text, value.text, end.text) == ("return", "err", ";"):
                yield self.mutant("return", value.at, value.end, "0")

    def statements(self) -> Iterator[Mutant]:
        """Without a statement: a call, an assignment, break, continue."""
        headers = {self.closing[i + 1] for i, token in enumerate(self.tokens[:-1])
                   if token.text in ("if", "for", "while") and i + 1 in self.closing}
        for i, token in enumerate(self.tokens):
            before = self.tokens[i - 1]
            label = before.text == ":" and "case" in (
                self.tokens[i - 3].text, self.tokens[i - 4].text)
            begins = before.text in (";", "{", "}", "else") or label or i - 1 in headers
            if not self.depths[i] or not begins or not self._is_statement(i):
                continue
            end = self._end(i)
            if end:
                yield self.mutant("drop", token.at, self.tokens[end].at, "")

    def _is_statement(self, i: int) -> bool:
        token, following = self.tokens[i], self.tokens[i + 1]
        if token.text in ("*", "("):
            return True
        if token.kind != "name" or token.text in WORDS or token.text in UNSEEN:
            return False
        declared = following.text == "*" and self.tokens[i + 2].kind == "name"
        return following.kind != "name" and not (
            declared and self.tokens[i + 3].text in ("=", ";"))

    def _end(self, i: int) -> int:
        """The ';' that ends the statement at i; 0: it is none."""
        while i < len(self.tokens) and self.tokens[i].text not in (";", ",", "}"):
            i = self.closing.get(i, i) + 1
        return i if i < len(self.tokens) and self.tokens[i].text == ";" else 0

    def members(self) -> Iterator[Mutant]:
        """Without a member of an initializer."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.text != "." or self.tokens[i - 1].text not in ("{", ","):
                continue
            end = i
            while self.tokens[end].text not in (",", "}"):
                end = self.closing.get(end, end) + 1
            put = "" if self.tokens[end].text == "," or self.tokens[i - 1].text == "," else "0"
            stop = self.tokens[end].end if self.tokens[end].text == "," else self.tokens[end].at
            yield self.mutant("drop", token.at, stop, put)

    def cells(self) -> Iterator[Mutant]:
        """In a table of names, or of macros with arguments, the next one in place of each."""
        for i, token in enumerate(self.tokens[:-2]):
            end = self._cell(i) if self.tokens[i - 1].text in ("{", ",", "=") else i
            stop = self._cell(end + 1) if end > i and self.tokens[end].text == "," else end
            if stop > end + 1:
                following = self.text[self.tokens[end + 1].at:self.tokens[stop - 1].end]
                if following != self.text[token.at:self.tokens[end - 1].end]:
                    yield self.mutant("swap", token.at, self.tokens[end - 1].end, following)

    def _cell(self, i: int) -> int:
        """What is behind the cell at i; i: there is none."""
        token = self.tokens[i]
        if token.kind != "name" or not token.text.isupper() or not self.depths[i]:
            return i
        return self.closing[i + 1] + 1 if self.tokens[i + 1].text == "(" else i + 1

    def cases(self) -> Iterator[Mutant]:
        """A switch without one of its cases."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.text == "case" and self.tokens[i + 2].text == ":":
                yield self.mutant("drop", token.at, self.tokens[i + 2].end, "")


def mutants(text: str) -> list[Mutant]:
    """All, in the order of their lines."""
    source = Source(text)
    kinds = (source.conditions, source.choices, source.swaps, source.negations, source.numbers,
             source.returns, source.statements, source.members, source.cells, source.cases)
    found = [mutant for kind in kinds for mutant in kind()]
    return sorted(found, key=lambda mutant: mutant.line)
