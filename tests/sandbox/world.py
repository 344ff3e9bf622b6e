"""What the service knows: workspaces, campaigns, reports, money."""
from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any, Iterator, Optional

from .spans import Spans, stretch

DAY_MS = 86_400_000


@dataclass(frozen=True)
class InsertionOrder:
    """What campaigns are booked under; `type` is its budget type."""

    id: int
    name: str
    type: int


@dataclass(frozen=True)
class Campaign:
    """A campaign. `status` is running, paused or expired; `families` may report on it."""

    id: int
    name: str
    io: InsertionOrder
    status: str
    families: tuple[str, ...]
    daily: int = 5000  # impressions a day
    timezone: int = 29
    creative_type: int = 11


@dataclass
class Report:
    """A report. `order` holds the fields it was bought with, `start` and `end` as they were sent.

    `created` and `ready_at` are epoch seconds of the sandbox's clock; `fails` says how the making
    ends. `printed` is the name that its file shows, if not its own.
    """

    id: int
    family: str
    name: str
    campaigns: tuple[Campaign, ...]
    start: int
    end: int
    order: dict[str, Any]
    created: float = 0.0
    ready_at: float = 0.0
    fails: bool = False
    printed: Optional[str] = None

    def status(self, now: float) -> str:
        """processing, ready or failed."""
        if now < self.ready_at:
            return "processing"
        return "failed" if self.fails else "ready"

    @property
    def campaign_ids(self) -> list[int]:
        """The ids of its campaigns, as they were given."""
        return [c.id for c in self.campaigns]

    @property
    def stretch(self) -> tuple[int, int]:
        """Its time in epoch milliseconds, [start, end)."""
        return stretch(self.start, self.end)


class Shelf:
    """A workspace's reports of one family, by id, with what makes looking them up quick."""

    def __init__(self) -> None:
        self.reports: dict[int, Report] = {}  # ids ascend
        self.paid: dict[int, Spans] = {}  # campaign id -> what was bought, in ms
        self.version = 0  # changes with the reports
        self.memo: tuple[Any, list[Report]] = (None, [])  # the last sorted list, and of what
        self._names: dict[str, int] = {}  # in lower case
        self._alike: dict[Any, int] = {}  # contents -> the newest such report
        self._unfinished: set[int] = set()

    def add(self, report: Report, contents: Any = None) -> None:
        """Puts a new or remade report on the shelf."""
        self.reports[report.id] = report
        self._names[report.name.casefold()] = report.id
        if contents is not None:
            self._alike[contents] = report.id
        self._unfinished.add(report.id)
        self.version += 1

    def remove(self, report: Report) -> None:
        """Takes a report off the shelf: its name is free again, and what it bought stays paid."""
        del self.reports[report.id]
        self._unfinished.discard(report.id)
        self.version += 1

    def pay(self, report: Report) -> None:
        """Notes that the report's time is bought."""
        for campaign in report.campaigns:
            self.paid.setdefault(campaign.id, Spans()).add(*report.stretch)

    def named(self, name: str) -> Optional[Report]:
        """The report of this name, whatever its case."""
        return self.reports.get(self._names.get(name.casefold(), 0))

    def like(self, contents: Any) -> Optional[Report]:
        """The newest report of the same contents."""
        return self.reports.get(self._alike.get(contents, 0))

    def processing(self, now: float) -> Iterator[Report]:
        """The reports that are being made."""
        for key in list(self._unfinished):
            if self.reports[key].status(now) == "processing":
                yield self.reports[key]
            else:
                self._unfinished.discard(key)


@dataclass
class Workspace:
    """An organization's workspace. `funds` are cents; `number` begins the names of its reports."""

    id: int
    number: int
    funds: int
    campaigns: dict[int, Campaign]
    shelves: dict[str, Shelf]

    def eligible(self, family: str, campaign: Campaign) -> bool:
        """Whether a report of the family can be made for the campaign."""
        return family in campaign.families and campaign.id in self.campaigns


@dataclass
class Bill:
    """Every purchase there was, oldest first."""

    purchases: list[dict[str, Any]] = field(default_factory=list)

    def add(self, *, cents: int, **facts: Any) -> None:
        """One more purchase, with what there is to say of it."""
        self.purchases.append({"number": len(self.purchases) + 1, **facts, "cost": cents / 100})

    def total(self) -> float:
        """Money in all."""
        return sum(int(round(p["cost"] * 100)) for p in self.purchases) / 100


@dataclass
class World:
    """Everything that a reset forgets."""

    workspaces: dict[int, Workspace]
    bill: Bill = field(default_factory=Bill)
    mails: list[dict[str, Any]] = field(default_factory=list)  # oldest first
    columns: dict[str, dict[str, bool]] = field(default_factory=dict)  # by user
    failing: dict[str, int] = field(default_factory=dict)  # family, or "" for any -> how many
    first_id: int = 51
    _ids: dict[str, Iterator[int]] = field(default_factory=dict)

    def next_id(self, family: str) -> int:
        """Ids ascend within a family."""
        return next(self._ids.setdefault(family, itertools.count(self.first_id)))

    def takes_failure(self, family: str) -> bool:
        """Whether the report that is bought now will fail; counts it."""
        for key in (family, ""):
            if self.failing.get(key, 0) > 0:
                self.failing[key] -= 1
                return True
        return False

    def find(self, family: str, report_id: int) -> Optional[Report]:
        """A report in any workspace."""
        for workspace in self.workspaces.values():
            shelf = workspace.shelves.get(family)
            if shelf and report_id in shelf.reports:
                return shelf.reports[report_id]
        return None
