"""The values that responses are made of: a report, what it costs, and its status now."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional

from .documents import size
from .families import Family, Table
from .world import Report, Workspace


@dataclass
class Quote:
    """What a report costs: impressions and cents, new ones and those that are paid for."""

    chargeable: int
    charged: int
    cost: int
    charged_cost: int
    affordable: bool


@dataclass
class Scene:
    """A report at a point in time, seen from its workspace. `quote` where it is being priced."""

    family: Family
    workspace: Workspace
    report: Report
    now: float
    yes: bool = False
    quote: Optional[Quote] = None

    @property
    def status(self) -> str:
        """processing, ready or failed."""
        return self.report.status(self.now)

    @property
    def priced(self) -> Quote:
        """The quote of a scene that has one."""
        assert self.quote is not None
        return self.quote


def money(cents: int) -> Any:
    """Cents as the service's number: an integer where it can be."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def _size(extension: str) -> Callable[[Scene], Optional[int]]:
    """The size in bytes of a ready report's file; None while there is none."""
    return lambda s: size(s.report, extension) if s.status == "ready" else None


def _sizes(s: Scene) -> Optional[dict[str, int]]:
    if s.status != "ready":
        return None
    return {str(k): size(s.report, extension) for k, extension in s.family.file_types.items()}


def _scalar_or_list(values: list[int]) -> Any:
    return values[0] if len(values) == 1 else values


ROLES: dict[str, Callable[[Scene], Any]] = {
    "yes": lambda s: s.yes,
    "id": lambda s: s.report.id,
    "name": lambda s: s.report.name,
    "status_id": lambda s: s.family.status_ids[s.status],
    "status_name": lambda s: s.family.status_names[s.status],
    "created": lambda s: int(s.report.created) * s.family.units_per_second,
    "start": lambda s: s.report.start,
    "end": lambda s: s.report.end,
    "campaign": lambda s: _scalar_or_list(s.report.campaign_ids),
    "campaigns": lambda s: s.report.campaign_ids,
    "campaign_name": lambda s: s.report.campaigns[0].name,
    "campaign_status": lambda s: s.report.campaigns[0].status,
    "creative_type": lambda s: s.report.campaigns[0].creative_type,
    "timezone": lambda s: s.report.campaigns[0].timezone,
    "io_id": lambda s: s.report.campaigns[0].io.id,
    "io_name": lambda s: s.report.campaigns[0].io.name,
    "io_type": lambda s: s.report.campaigns[0].io.type,
    "eligible": lambda s: all(s.workspace.eligible(s.family.name, c)
                              for c in s.report.campaigns),
    "report_types": lambda s: [s.report.order.get("aqsReportTypeId")],
    "sizes": _sizes,
    "pdf_size": _size("pdf"),
    "xlsx_size": _size("xlsx"),
    "chargeable_imps": lambda s: s.priced.chargeable,
    "charged_imps": lambda s: s.priced.charged,
    "chargeable_cost": lambda s: money(s.priced.cost),
    "charged_cost": lambda s: money(s.priced.charged_cost),
    "funds": lambda s: s.priced.affordable,
    "rate": lambda s: money(s.family.price),
}
CHANGING = ("status_id", "status_name", "sizes", "pdf_size", "xlsx_size", "eligible")  # over time


def role(name: str) -> Callable[[Scene], Any]:
    """What gives the value of a role; of `=field`, that field of the order."""
    if name.startswith("="):
        return lambda s: s.report.order.get(name[1:])
    return ROLES[name]


def fill(table: Table, scene: Scene) -> dict[str, Any]:
    """The fields of a table with their values; those without a value are left out."""
    found = ((field, role(name)(scene)) for field, name in table.items())
    return {field: value for field, value in found if value is not None}
