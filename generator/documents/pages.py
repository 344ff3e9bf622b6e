"""The manual pages of section 3: which there are, and what is on each."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..headers.symbols import FUNCTION, Header, Section, Symbol
from ..model.api import Api

START = "_start"  # what the name of a function ends in that does not block


@dataclass(frozen=True)
class Topic:
    """A page of the runtime: parts of headers, by their headings; None: all of one."""

    name: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...] | None], ...]


RUNTIME = (
    Topic("iqm_client", "clients, calls and what they return",
          (("iqm/iqm.h", ("", "results", "cancelling", "one call", "the client", "responses")),)),
    Topic("iqm_values", "values that may be absent, lists, maps and timestamps",
          (("iqm/iqm.h", ("values that may be absent", "timestamps")),)),
    Topic("iqm_async", "calls that do not block, for event loops",
          (("iqm/iqm.h", ("calls that do not block",)),)),
    Topic("iqm_reports", "lists page by page, waits for reports, finds and files",
          (("iqm/reports.h",
            ("", "lists", "waits", "finds", "files", "calls that do not block")),)),
    Topic("iqm_journal", "the journal of purchases",
          (("iqm/reports.h", ("the journal",)), ("iqm/transport.h", ("the journal",)))),
    Topic("iqm_transport", "transports, limiters and clocks of your own",
          (("iqm/transport.h", ("", "the limiter", "the clock")),)),
    Topic("iqm_json", "calls by name, with JSON, for other languages", (("iqm/json.h", None),)),
    Topic("iqm_postgres", "a journal and a rate limit that many hosts share, in PostgreSQL",
          (("iqm/postgres.h", None),)),
)


@dataclass
class Part:
    """What a page has of one part of a header."""

    title: str  # "": none
    section: Section
    symbols: list[Symbol] = field(default_factory=list)


@dataclass
class Page:
    """A manual page."""

    name: str
    title: str
    include: str  # the header that a program includes for it
    package: str  # for pkg-config
    heads: list[str]  # of the headers that it begins with
    parts: list[Part]
    others: list[Page] = field(default_factory=list)  # of the overview: what it is one of
    example: str = ""  # a program

    @property
    def symbols(self) -> list[Symbol]:
        """All that it has, in order."""
        return [symbol for part in self.parts for symbol in part.symbols]

    @property
    def functions(self) -> list[Symbol]:
        """The functions among them, by whose names it is found too."""
        return [symbol for symbol in self.symbols if symbol.kind == FUNCTION]


def pages_of(api: Api, headers: list[Header]) -> list[Page]:
    """All pages, the overview first; each public symbol is on one."""
    found = {header.name: header for header in headers if not header.internal}
    umbrella = f"{api.prefix}/{api.name}.h"
    library = f"lib{api.prefix}-{api.name}"
    topics = [Topic(library, api.title + " in C", ((umbrella, None),)), *RUNTIME]
    topics += [Topic(f"{api.prefix}_{family.name}", family.title,
                     ((f"{api.prefix}_{family.name}.h", None),))
               for family in api.families.values()]
    topics.append(Topic(f"{api.prefix}_types", "types that the families share",
                        ((f"{api.prefix}_types.h", None),)))
    pages = [_page(topic, found, umbrella, library) for topic in topics
             if all(name in found for name, _ in topic.parts)]
    _bring_home(pages)
    for page in pages:
        page.parts = _in_order([part for part in page.parts if part.symbols or part.section.note])
    pages[0].others = pages[1:]
    return pages


def _page(topic: Topic, headers: dict[str, Header], umbrella: str, library: str) -> Page:
    own = [name for name, _ in topic.parts if name in (
        "iqm/transport.h", "iqm/json.h", "iqm/postgres.h")]
    package = topic.name.replace("iqm_", "libiqm-") if own == ["iqm/postgres.h"] else library
    parts = [Part(section.title, section, [one for one in headers[name].symbols
                                           if one.section == section.title])
             for name, titles in topic.parts for section in headers[name].sections
             if titles is None or section.title in titles]
    heads = [headers[name].head for name, titles in topic.parts
             if (titles is None or "" in titles) and headers[name].head and name != umbrella]
    return Page(topic.name, topic.title, own[0] if own else umbrella, package, heads, parts)


def _in_order(parts: list[Part]) -> list[Part]:
    """The types that a header begins with stand behind its functions."""
    def has_functions(part: Part) -> bool:
        return any(one.kind == FUNCTION for one in part.symbols)

    if len(parts) < 2 or parts[0].title or has_functions(parts[0]):
        return parts
    parts[0].title = "types"
    return [*parts[1:], parts[0]]


def _bring_home(pages: list[Page]) -> None:
    """A function that starts another stands behind it."""
    home = {one.name: part for page in pages for part in page.parts for one in part.symbols
            if one.kind == FUNCTION}
    for page in pages:
        for part in page.parts:
            for one in list(part.symbols):
                base = home.get(one.name[:-len(START)]) if one.name.endswith(START) else None
                if one.kind == FUNCTION and base and base is not part:
                    part.symbols.remove(one)
                    names = [other.name for other in base.symbols]
                    base.symbols.insert(names.index(one.name[:-len(START)]) + 1, one)


def programs_of(texts: list[str]) -> list[str]:
    """The programs among these texts: C sources, and those that a page in Markdown shows."""
    found = []
    for text in texts:
        shown = re.findall(r"^```c\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        found += [one for one in (shown or [text]) if re.search(r"^int main\(", one, re.MULTILINE)]
    return found


def add_examples(pages: list[Page], programs: list[str]) -> None:
    """Gives each page the shortest program that calls most of its own functions."""
    for page in pages:
        names = {one.name for one in page.functions}
        best: list[tuple[int, int, str]] = []
        for program in programs:
            used = len(names & set(re.findall(r"\b(\w+)\(", program)))
            if used:
                best.append((-min(used, 3), program.count("\n"), program))
        page.example = min(best)[2] if best else ""
