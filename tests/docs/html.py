"""What is in a page of HTML: its anchors, and what it links to and loads."""
from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Iterator
from urllib.parse import unquote, urlsplit

LOADS = {"img": "src", "script": "src", "iframe": "src", "source": "src", "object": "data",
         "embed": "src", "image": "href", "use": "href"}
LOADING_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch",
                "modulepreload", "manifest", "shortcut"}


class Page(HTMLParser):
    """Reads one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.words: list[str] = []
        self.is_for_phones = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self.ids.update(of[name] for name in ("id", "name") if name in of)
        self.is_for_phones |= of.get("name") == "viewport"
        if tag == "a" and ("href" in of or "xlink:href" in of):
            self.links.append(of.get("href") or of["xlink:href"])
        if tag == "link" and set(of.get("rel", "").split()) & LOADING_RELS:
            self.loaded.append(of["href"])
        if of.get(LOADS.get(tag, "")):
            self.loaded.append(of[LOADS[tag]])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """All that is to be read in it."""
        return "".join(self.words)


def wrong_links(pages: dict[Path, Page]) -> Iterator[str]:
    """What leads to no file, or to no place in its page; what is loaded from elsewhere."""
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loaded and parts.scheme != "data":
                    yield f"{path}: loads {link}"
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not there.exists():
                yield f"{path}: {link}: no such file"
            elif parts.fragment and there in pages and \
                    unquote(parts.fragment) not in pages[there].ids:
                yield f"{path}: {link}: no such place"
