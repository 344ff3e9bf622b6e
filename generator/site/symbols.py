"""Pages of the public headers: each symbol with its declaration and its comment."""
from __future__ import annotations

import re
from ..headers.symbols import (CALLBACK, ENUM, ENUMERATOR, FUNCTION, MACRO, MEMBER, STRUCT,
                               VARIABLE, Header, Symbol)

DIRECTIVES = {FUNCTION: "c:function", VARIABLE: "c:var", MACRO: "c:macro", STRUCT: "c:struct",
              ENUM: "c:enum", CALLBACK: "c:type", MEMBER: "c:member",
              ENUMERATOR: "c:enumerator"}
ROLES = {FUNCTION: "c:func", VARIABLE: "c:var", MACRO: "c:macro", STRUCT: "c:struct",
         ENUM: "c:enum", CALLBACK: "c:type", ENUMERATOR: "c:enumerator"}
CODE = re.compile(r"(`[^`]+`)")
NAME = re.compile(r"\b(?:(?:struct|enum) )?([A-Za-z_]\w{3,})\b(?:\(\))?")


class Pages:
    """Makes the pages; what a comment names leads to where that is."""

    def __init__(self, headers: list[Header]) -> None:
        self.headers = headers
        self.kinds: dict[str, str] = {}
        self.makers: set[str] = set()  # functions that have the name of a struct: iqm_int()
        for header in headers:
            for symbol in header.every():
                if symbol.kind in ROLES and symbol.name:
                    kind = self.kinds.setdefault(symbol.name, symbol.kind)
                    if symbol.kind == FUNCTION and kind != FUNCTION:
                        self.makers.add(symbol.name)

    def page(self, header: Header) -> str:
        """The Markdown of one header."""
        parts = [f"# `<{header.name}>`", self.prose(header.head)]
        for section in header.sections:
            if section.title:
                parts.append(f"## {self.text(section.title[0].upper() + section.title[1:])}")
            parts.append(self.prose(section.note))
            parts += [self.symbol(one) for one in header.symbols if one.section == section.title]
        return "\n\n".join(filter(None, parts)) + "\n"

    def symbol(self, one: Symbol) -> str:
        """A symbol as a directive of Sphinx, its members within it. Sphinx knows a name once: a
        function of the name of a struct, iqm_int(), has a place and an entry in the index."""
        if one.kind in ROLES and one.name and self.kinds[one.name] != one.kind:
            text = f"```c\n{one.declaration};\n```\n\n{self.prose(one.comment)}"
            index = f"{one.name} (C {one.kind})\n:name: {_place(one.kind, one.name)}"
            return f"```{{index}} {index}\n```\n\n{text}"
        members = [self._directive(member, "", "```") for member in one.members]
        return self._directive(one, "\n\n".join(members), "`````")

    def _directive(self, one: Symbol, inner: str, fence: str) -> str:
        since = f"Since {one.since}." if one.since and not one.parent else ""
        label = f"*{self.text(one.label)}:*" if one.label else ""
        body = [self.prose(one.comment), label, since, inner]
        return "\n".join([f"{fence}{{{DIRECTIVES[one.kind]}}} {_declared(one)}\n",
                          "\n\n".join(filter(None, body)), fence])

    def linked(self, page: str) -> str:
        """A page of Markdown: the names in it that stand as code are links, but for headings and
        blocks of code."""
        lines, inside = [], False
        for line in page.split("\n"):
            inside ^= line.startswith("```")
            lines.append(line if inside or line.startswith("#") else CODE.sub(
                lambda match: self._code(match[0]), line))
        return "\n".join(lines)

    # ---- comments ---------------------------------------------------------------------------

    def prose(self, text: str) -> str:
        """Paragraphs; what begins with spaces is literal."""
        return "\n\n".join(f"```text\n{part}\n```" if part.startswith(" ") else self.text(part)
                           for part in text.split("\n\n") if part.strip())

    def text(self, text: str) -> str:
        """A paragraph of a comment: names are links, and nothing else is Markdown."""
        return "".join(self._code(piece) if piece.startswith("`") and len(piece) > 2
                       else self._plain(piece) for piece in CODE.split(text))

    def _code(self, piece: str) -> str:
        name = piece.strip("`")
        is_name = re.fullmatch(r"(?:(?:struct|enum) )?\w+(?:\(\))?", name)
        return self._link(name, piece) if is_name else piece

    def _plain(self, piece: str) -> str:
        done, parts = 0, []
        for match in NAME.finditer(piece):
            if match[1] in self.kinds:
                parts += [_escaped(piece[done:match.start()]), self._link(match[0], "")]
                done = match.end()
        return "".join([*parts, _escaped(piece[done:])])

    def _link(self, name: str, otherwise: str) -> str:
        bare = re.sub(r"^(?:struct|enum) |\(\)$", "", name)
        kind = self.kinds.get(bare)
        if bare in self.makers and name.endswith("()"):
            return f"[`{name}`]({_place(FUNCTION, bare)})"
        if kind == FUNCTION and not name.endswith("()"):
            name += "()"
        return f"{{{ROLES[kind]}}}`{name} <{bare}>`" if kind else otherwise


def _declared(one: Symbol) -> str:
    """What stands behind the directive's name."""
    if one.kind in (STRUCT, ENUM):
        return one.name or f"@of_{one.members[0].name}"  # two without names are not one
    text = re.sub(r"^extern ", "", one.declaration)
    if one.kind == CALLBACK:
        return re.sub(r"^typedef ", "", text)
    return text


def _place(kind: str, name: str) -> str:
    return f"{kind}-{name}".replace("_", "-")


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_<>\[\]#|{}$~])", r"\\\1", text)
