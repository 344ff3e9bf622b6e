"""What the world looks like at the start; every request sample of the spec finds what it names."""
from __future__ import annotations

from .families import FAMILIES
from .people import User
from .world import Campaign, InsertionOrder, Report, Shelf, Workspace, World

USERS = [
    User("jane.doe+insights@example.com", "p&ss w%rd=é", (200001, 200002)),
    User("other@example.com", "other password", (200002,)),
    User("hold@example.com", "on hold", (200003,), on_hold=True),
]
REFRESH_TOKEN = "sample/refresh+token=="  # works once
FUNDS = 100_000_000  # cents a workspace

CORPORATE = InsertionOrder(5, "Corporate, Inc.", 1)
MAYOR = InsertionOrder(15, "Quinton for Mayor", 1)
SPRING = InsertionOrder(1234, "Spring plan", 2)
OTHER = InsertionOrder(70, "Other workspace's plan", 1)
ALL = tuple(FAMILIES)

CAMPAIGNS: dict[int, list[Campaign]] = {
    200001: [
        Campaign(451351, "Cardiology awareness", CORPORATE, "running", ("pld", "aqs"), 4200),
        Campaign(451350, "Cardiology reminder", CORPORATE, "paused", ("pld", "aqs"), 3100),
        Campaign(470839, "Oncology launch", MAYOR, "expired", ("pld", "aqs"), 8000),
        Campaign(516038, "Script study east", CORPORATE, "running", ("sls",), 5600),
        Campaign(523630, "Script study west", CORPORATE, "paused", ("sls",), 2400),
        Campaign(500291, "Script study pilot", MAYOR, "expired", ("sls",), 1800),
        Campaign(1, "Campaign one", SPRING, "running", ALL, 1000),
        Campaign(2, "Campaign two", SPRING, "running", ALL, 2000),
        Campaign(3, "Campaign three", SPRING, "running", ALL, 3000),
        Campaign(12345, "Neurology, 'new' & \"old\"", CORPORATE, "running", ("pld",), 2500),
        Campaign(21145, "prod-campaign-21145", CORPORATE, "expired", ()),
        Campaign(4949, "Campaign-4949", MAYOR, "expired", (), creative_type=14),
    ],
    200002: [
        Campaign(700001, "Other running", OTHER, "running", ALL, 4000),
        Campaign(700002, "Other paused", OTHER, "paused", ALL, 4000),
        Campaign(700003, "Other expired", OTHER, "expired", ALL, 4000),
    ],
    200003: [],
}
NUMBERS = {200001: 530667, 200002: 255944, 200003: 255945}  # what names of reports begin with
OLD_REPORTS = {1: True, 8: True, 9: True, 10: True, 50: False}  # id -> whether it failed
OLD_START, OLD_END = 1_732_165_200, 1_732_424_399  # epoch seconds
OLD_CREATED = 1_732_500_000.0


def new_world() -> World:
    """The world before anybody bought anything."""
    workspaces = {}
    for key, campaigns in CAMPAIGNS.items():
        workspaces[key] = Workspace(key, NUMBERS[key], FUNDS, {c.id: c for c in campaigns},
                                    {family: Shelf() for family in FAMILIES})
    first = workspaces[200001]
    for family in FAMILIES.values():
        for n, (report_id, failed) in enumerate(OLD_REPORTS.items()):
            campaign = first.campaigns[(21145, 4949)[n % 2]]
            report = Report(
                report_id, family.name, f"{first.number}_{family.title}_Insights_{n + 1}",
                (campaign,), OLD_START * family.units_per_second, OLD_END * family.units_per_second,
                dict(family.old_order), OLD_CREATED + report_id, fails=failed)
            first.shelves[family.name].add(report)
            first.shelves[family.name].pay(report)
    return World(workspaces, first_id=max(OLD_REPORTS) + 1)
