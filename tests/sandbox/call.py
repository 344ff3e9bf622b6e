"""A request that was understood, with all that is needed to respond to it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional

from generator.model.api import Api
from generator.model.operation import Operation

from .families import FAMILIES, Family
from .links import Links
from .people import Tokens, User
from .request import Request
from .settings import Settings
from .world import Shelf, Workspace, World


@dataclass
class Call:
    """`values` are the request's fields, see checks.py; `now` is sandbox time.

    A log-in or refresh has neither user nor workspace.
    """

    api: Api
    op: Operation
    values: dict[str, Any]
    request: Request
    now: float
    world: World
    settings: Settings
    tokens: Tokens
    links: Links
    user: Optional[User] = None
    place: Optional[Workspace] = None

    @property
    def family(self) -> Family:
        """What is particular to the operation's family."""
        return FAMILIES[self.op.family].numbered(self.settings.status_table,
                                                 self.settings.status_names)

    @property
    def workspace(self) -> Workspace:
        """The workspace of the request's header."""
        assert self.place is not None
        return self.place

    @property
    def shelf(self) -> Shelf:
        """The family's reports in the workspace."""
        return self.workspace.shelves[self.op.family]


Handler = Callable[[Call], Any]
