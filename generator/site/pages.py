"""Which pages the site has besides those that are made, and in what order."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A Markdown file of the project as a page."""

    path: str  # from the top; "": it is made
    docname: str


@dataclass(frozen=True)
class Chapter:
    """Pages that stand together in the menu."""

    caption: str
    pages: tuple[Page, ...]


def _guide(*names: str) -> tuple[Page, ...]:
    return tuple(Page(f"runtime/guide/{name}.md", f"guide/{name}") for name in names)


GUIDE = Chapter("Guide", _guide(
    "install", "first-call", "command", "buying-safely", "lists-and-waits", "files", "errors",
    "threads-and-fork", "event-loops", "libcurl-options", "testing", "many-machines",
    "other-languages", "following-the-api", "promises"))
COMMAND = Chapter("Command", (Page("runtime/cli/README.md", "command/working-day"),
                              Page("", "command/reference")))
PROJECT = Chapter("Project", (
    Page("", "pictures"),  # made
    Page("README.md", "project/readme"),
    Page("runtime/README.md", "project/runtime"),
    Page("spec/README.md", "project/spec"),
    Page("generator/README.md", "project/generator"),
    Page("tests/README.md", "project/tests"),
    Page("tests/sandbox/README.md", "project/sandbox"),
    Page("runtime/postgres/README.md", "project/postgres"),
    Page("tests/bench/README.md", "project/figures"),
    Page("CONTRIBUTING.md", "project/contributing"),
    Page("SECURITY.md", "project/security"),
    Page("CHANGELOG.md", "project/changelog"),
))
CHAPTERS = (GUIDE, COMMAND, PROJECT)
# Headers as a newcomer reads them; "" is those that are not named. What users do not need is last.
HEADERS = ("iqm/iqm.h", "", "iqm/reports.h", "iqm/transport.h", "iqm/json.h", "iqm/postgres.h")
REFERENCE = "generated/reference.md"
# Parts of the reference that are no family: heading, page.
REFERENCE_PAGES = (("Shared types", "operations/types"), ("Enums", "operations/enums"),
                   ("Dialects", "operations/dialects"),
                   ("Where the sources disagree", "operations/disagreements"))
EXAMPLES = "tests/examples/"  # programs that pages link to
