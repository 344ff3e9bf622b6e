"""Mistakes in what sources.yaml says of documents."""
from __future__ import annotations

from ..helper import SpecCase


class BadDrift(SpecCase):
    """« is where a mistake must be reported."""

    def write(self, documents: str, drift: str) -> None:
        """A sources.yaml with these documents, and an entry with this drift."""
        (self.spec / "sources.yaml").write_text(
            "sources: {theirs: A document.}\ndocuments:\n  \n"
            "disagreements:\n  - about: Point\n    says: This.\n    drift:\n      \n"
            "  - about: Other\n    says: This.\n    drift: {theirs: {absent: [pld.delete]}}\n",
            encoding="utf-8")
        self.change("sources.yaml", "documents:\n  \n", f"documents:\n  {documents}\n")
        self.change("sources.yaml", "drift:\n      \n", f"drift:\n      {drift}\n")

    def test_accepted(self) -> None:
        self.write("theirs: {title: T, has: /a/b, lacks: /a}",
                   "theirs: {absent: [pld.list, file_type], extra: [POST /a*, \"* /b*\", "
                   "pld.list.colour, campaign.campaignId], type: [pld.order.pldId]}")
        self.accepted()

    def test_document_that_is_no_source(self) -> None:
        self.write("theirs: {title: T}\n  «their: {title: T}", "theirs: {absent: [pld.list]}")
        self.refused("no source is named 'their', did you mean 'theirs'? Expected one of 'sources'")

    def test_unknown_document(self) -> None:
        self.write("theirs: {title: T}", "«their: {absent: [pld.list]}")
        self.refused("no document is named 'their', did you mean 'theirs'? Expected one of "
                     "'documents'")

    def test_unknown_kind(self) -> None:
        self.write("theirs: {title: T}", "theirs: {absent: [pld.list], «typ: [pld.order.pldId]}")
        self.refused("unknown key 'typ', did you mean 'type'? Expected absent, extra, method, "
                     "type, unit, values, required or sample")

    def test_unknown_name(self) -> None:
        self.write("theirs: {title: T}", "theirs: {unit: [«pld.order.pldIds]}")
        self.refused("nothing is named 'pld.order.pldIds', did you mean 'pld.order.pldId'? "
                     "Expected an enum, a type, an operation or a field, with dots between")

    def test_what_is_more_in_the_document(self) -> None:
        self.write("theirs: {title: T}", "theirs: {extra: [«pld.odrer.x, «/a]}")
        self.refused(
            "nothing is named 'pld.odrer', did you mean 'pld.order'? Expected a type or an "
            "operation before the last dot, or a method and a path, where '*' is any",
            "nothing is named '', expected a type or an operation before the last dot, or a method "
            "and a path, where '*' is any")

    def test_known_twice(self) -> None:
        self.write("theirs: {title: T}", "theirs: {absent: [pld.delete]}")
        self.places.append("sources.yaml:11:31")
        self.refused("'pld.delete' is absent under 'Point' already")
