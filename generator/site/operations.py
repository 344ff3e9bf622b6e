"""Pages of the operations: the reference in parts, each operation with its fields and examples."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..documents.reference import md, type_name
from ..model.api import Api
from ..model.command import Command
from ..model.operation import Operation


LEGEND = "Blue buys, red deletes, a dashed one is not repeated."


@dataclass
class Part:
    """A heading of the reference, and what is under it."""

    heading: str
    text: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What links lead to it by."""
        return label(slug(self.heading))


def slug(heading: str) -> str:
    """A heading's anchor in Markdown, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def label(anchor: str) -> str:
    """The site's label for an anchor of the reference."""
    return f"ref-{anchor}"


def split(text: str) -> tuple[str, list[Part]]:
    """What stands before the first part of the reference, and its parts."""
    head: list[str] = []
    parts: list[Part] = []
    for line in text.split("\n"):
        if line.startswith("## "):
            parts.append(Part(line[3:]))
        elif line.startswith("### "):
            parts[-1].parts.append(Part(line[4:]))
        elif not parts:
            head.append(line)
        else:
            part = parts[-1].parts[-1] if parts[-1].parts else parts[-1]
            part.text += line + "\n"
    return "\n".join(head), parts


class Pages:
    """Makes the pages of the families from the reference, the spec and the examples in C."""

    def __init__(self, api: Api, reference: str, examples: dict[str, str],
                 figures: dict[str, str]) -> None:
        self.api = api
        self.head, self.parts = split(reference)
        self.examples = examples  # of an operation's full name
        self.figures = figures  # of a family
        self.types = {part.heading: part for section in self.parts for part in section.parts}

    def family(self, name: str) -> str:
        """The page of a family."""
        family = self.api.families[name]
        part = next(one for one in self.parts if one.heading == f"Family `{name}`")
        lines = [f"({part.label})=\n# {family.title}\n\n"
                 + part.text.replace(f"**{family.title}.** ", ""),
                 self._figure(name)]
        operations = {f"`{op.full_name}`": op for op in family.operations.values()}
        for one in part.parts:
            op = operations.get(one.heading)
            text = one.text + self.details(op) if op else one.text
            lines.append(f"({one.label})=\n## {one.heading}\n{text}")
        return "\n".join(lines)

    def _figure(self, name: str) -> str:
        """The family's picture, and what its boxes mean."""
        return f"{self.figures[name]}\n\n{LEGEND}\n" if name in self.figures else ""

    def rest(self, heading: str) -> str:
        """The page of another part: types, enums, dialects, disagreements."""
        part = next(one for one in self.parts if one.heading == heading)
        lines = [f"({part.label})=\n# {heading}\n\n{part.text}"]
        lines += [f"({one.label})=\n## {one.heading}\n{one.text}" for one in part.parts]
        return "\n".join(lines)

    def details(self, op: Operation) -> str:
        """The fields of a request, and how it is made in C and in a shell."""
        text = ""
        for one in (op.query, op.body):
            if one:
                table = self.types[f"Type `{type_name(one)}`"].text
                text += f"**Fields of the request**\n\n{table[table.index('| field'):]}\n"
        text += f"**In C**\n\n```c\n{self.examples[op.full_name]}```\n\n"
        commands = self.api.program.commands if self.api.program else []
        for command in commands:
            if command.op is op and command.is_operation:
                text += self.shell(command)
        return text

    @staticmethod
    def shell(command: Command) -> str:
        """The command's examples."""
        lines = [f"# {one.doc}\n{one.line}" if one.doc else one.line for one in command.examples]
        return "**In a shell**\n\n```sh\n" + "\n".join(lines) + "\n```\n\n"


def anchor(op: Operation) -> str:
    """The label of an operation."""
    return label(slug(op.full_name))


def prose(text: str) -> str:
    """Paragraphs."""
    return "\n\n".join(map(md, filter(None, text.split("\n\n"))))


FILTERS = {"md_anchor": anchor, "md_prose": prose}
