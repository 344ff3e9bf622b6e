"""One disagreement of the spec and a document."""
from __future__ import annotations

from dataclasses import dataclass

from ..loader.problems import Problem

KINDS = {
    "absent": "the spec has it, the document has not",
    "extra": "the document has it, the spec has not",
    "method": "another method",
    "type": "another type",
    "unit": "another unit of time",
    "values": "the document has values that the spec's enum has not",
    "required": "the document requires it, the spec does not",
    "sample": "a sample of a request is refused for another reason",
}


@dataclass(frozen=True)
class Finding:
    """`name` is what sources.yaml calls it: `pld.list`, `pld.order.campaignIds`; of an operation
    that the spec has not, `GET /path`."""

    kind: str
    name: str
    operation: str  # pld.list, or "" for one that the spec has not
    part: str  # path, query, body or response; "" for an operation
    says: str
    at: Problem  # in the document

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about, whatever the document says of it."""
        return self.kind, self.name, self.operation, self.part

    @property
    def where(self) -> str:
        """The part of the operation; "" where the name says all."""
        return " ".join(filter(None, (self.operation, self.part))) \
            if self.operation != self.name or self.part else ""

