"""How a test looks into the sandbox and steers it: JSON over HTTP below /_sandbox/, no token."""
from __future__ import annotations

import base64
import inspect
import json
from typing import TYPE_CHECKING, Any, Optional
from urllib.parse import parse_qsl

from . import page
from .responses import JSON_TYPE, Response, as_json
from .families import FAMILIES
from .faults import ANY, FILE, Fault
from .request import Request
from .scripts import Scripted
from .world import Report, Workspace

if TYPE_CHECKING:
    from .service import Service

PREFIX = "/_sandbox/"
LOOKS = ("state", "bill", "mails", "requests", "arrivals", "marks", "overview")  # GET
ACTS = ("reset", "clock", "settings", "fail", "funds", "reports", "script", "unscript", "fault",
        "unfault", "token", "expire")  # POST
MOST_REPORTS = 100_000
FOREVER = 1e12  # a report that is ready then is being made


class Control:
    """Each public method is a path; its parameters are the query's or the JSON body's fields."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def response(self, request: Request) -> Response:
        """The method's result; 400 with {"error"} for wrong parameters, 404 for no such path."""
        name = request.path[len(PREFIX):]
        if not name and request.method == "GET":
            return page.page()
        if name not in {"GET": LOOKS, "POST": ACTS}.get(request.method, ()):
            return as_json(404, {"error": f"GET {', '.join(LOOKS)}; POST {', '.join(ACTS)}"})
        method = getattr(self, name)
        try:
            given = dict(parse_qsl(request.query)) if request.method == "GET" else \
                json.loads(request.body or b"{}")
            inspect.signature(method).bind(**given)
            return as_json(200, method(**given))
        except (TypeError, ValueError, KeyError) as error:
            return as_json(400, {"error": f"{name}: {error}"})

    # ---- looking ----------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Time, settings, funds, how many reports there are, and what the counters say."""
        service = self._service
        arrived: dict[str, int] = {}
        for _, operation, _ in service.log.arrivals:
            arrived[operation or ""] = arrived.get(operation or "", 0) + 1
        return {"now": service.now(), "settings": vars(service.settings),
                "workspaces": {str(w.id): self._workspace_state(w)
                               for w in service.world.workspaces.values()},
                "requests": service.log.count, "arrived": arrived,
                "scripted": service.scripts.left(), "faults": service.faults.left(),
                "files": {"requests": service.origin.log.count, "leaks": service.origin.leaks},
                "redirect_target": {"requests": service.redirect_target.log.count,
                             "leaks": service.redirect_target.leaks}}

    def _workspace_state(self, workspace: Workspace) -> dict[str, Any]:
        counts: dict[str, dict[str, int]] = {}
        for family, shelf in workspace.shelves.items():
            counts[family] = {"processing": 0, "ready": 0, "failed": 0}
            for report in shelf.reports.values():
                counts[family][report.status(self._service.now())] += 1
        return {"funds": workspace.funds / 100, "reports": counts}

    def bill(self) -> dict[str, Any]:
        """Every purchase."""
        bill = self._service.world.bill
        return {"count": len(bill.purchases), "total": bill.total(), "purchases": bill.purchases}

    def mails(self) -> dict[str, Any]:
        """Every e-mail."""
        return {"count": len(self._service.world.mails), "mails": self._service.world.mails}

    def requests(self, last: str = "100", of: str = "api") -> list[dict[str, Any]]:
        """The last requests, oldest first; `of` is api or files."""
        log = {"api": self._service.log, "files": self._service.origin.log}[of]
        return log.last(int(last))

    def arrivals(self) -> list[Any]:
        """[sandbox time, operation, HTTP status] of each API request."""
        return list(self._service.log.arrivals)

    def marks(self) -> dict[str, Any]:
        """What became of the requests of each mark; once `open` is 0, that is all."""
        service = self._service
        return {"open": service.faults.connections(), "struck": service.faults.struck,
                "redirected": service.redirect_target.log.count,
                "leaks": service.origin.leaks + service.redirect_target.leaks,
                "marks": service.marks}

    def overview(self) -> dict[str, Any]:
        """What the page at /_sandbox/ shows."""
        return page.overview(self._service)

    # ---- acting -----------------------------------------------------------------------------

    def reset(self) -> dict[str, Any]:
        """Everything as at the start; tokens are forgotten too."""
        self._service.reset()
        return {}

    def clock(self, advance: float) -> dict[str, Any]:
        """Sets the clock forward by seconds."""
        self._service.clock.advance(advance)
        return {"now": self._service.now()}

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Changes settings; see settings.py."""
        self._service.settings.change(changes, self._service.api.dialects)
        return vars(self._service.settings)

    def fail(self, family: str = "", count: int = 1) -> dict[str, Any]:
        """The next `count` purchases, of the family or of any, become failed reports."""
        self._service.world.failing[FAMILIES[family].name if family else ""] = count
        return {}

    def funds(self, add: float, workspace: int = 0) -> dict[str, Any]:
        """Adds money to a workspace; a negative amount takes it away."""
        place = self._place(workspace)
        place.funds += round(add * 100)
        return {"funds": place.funds / 100}

    def reports(self, family: str, count: int, status: str = "ready",
                workspace: int = 0) -> dict[str, Any]:
        """Puts `count` reports on a shelf at once, without a purchase; gives their ids."""
        if status not in ("processing", "ready", "failed") or not 1 <= count <= MOST_REPORTS:
            raise ValueError(f"expected 1 to {MOST_REPORTS} processing, ready or failed reports")
        place, facts, world = self._place(workspace), FAMILIES[family], self._service.world
        campaigns = [c for c in place.campaigns.values() if place.eligible(family, c)]
        now = self._service.now()
        first = last = 0
        for n in range(count):
            last = world.next_id(family)
            first = first or last
            name = f"Bulk report {last}" if facts.named else \
                f"{place.number}_{facts.title}_Insights_{last}"
            start = (1_600_000_000 + 86_400 * n % 100_000_000) * facts.units_per_second
            place.shelves[family].add(Report(
                last, family, name, (campaigns[n % len(campaigns)],), start,
                start + 259_200 * facts.units_per_second, facts.old_order, created=now,
                ready_at=now + FOREVER if status == "processing" else 0,
                fails=status == "failed", printed="Bulk report"))
        return {"first": first, "last": last}

    def script(self, operation: Optional[str] = None, sample: Optional[str] = None,
               status: int = 200, headers: Optional[dict[str, str]] = None, body: str = "",
               body_base64: Optional[str] = None, times: int = 1, perform: bool = False,
               unchecked: bool = False) -> dict[str, Any]:
        """Lays out the next response of an operation: as given, or a sample of the spec.

        `body` is text and goes out as it is; headers replace Content-Type: application/json.
        """
        ops = {op.full_name: op for op in self._service.api.operations()}
        content = base64.b64decode(body_base64) if body_base64 else body.encode()
        if sample is not None:
            found = {s.file: (op, s) for op in ops.values() for s in op.samples}[sample]
            operation, status = operation or found[0].full_name, found[1].status
            content = json.dumps(found[1].value, ensure_ascii=False).encode()
        if operation not in ops:
            raise ValueError(f"no operation {operation}, expected one of {', '.join(ops)}")
        response = Response(status, content, headers if headers is not None else
                        {"Content-Type": JSON_TYPE})
        self._service.scripts.add(operation, Scripted(response, times, perform, unchecked))
        return self._service.scripts.left()

    def unscript(self) -> dict[str, Any]:
        """Takes back every laid out response."""
        self._service.scripts.clear()
        return {}

    def fault(self, operation: str, kind: str, **how: Any) -> list[dict[str, Any]]:
        """Lays out a fault; see faults.py."""
        known = [ANY, FILE, *(op.full_name for op in self._service.api.operations())]
        if operation not in known:
            raise ValueError(f"no operation {operation}, expected one of {', '.join(known)}")
        self._service.faults.add(Fault(operation, kind, **how))
        return self._service.faults.left()

    def unfault(self) -> dict[str, Any]:
        """Takes back every fault."""
        self._service.faults.clear()
        return {}

    def token(self, life: Optional[float] = None, user: Optional[str] = None) -> dict[str, str]:
        """A token without a log-in."""
        service = self._service
        holder = service.tokens.users[user] if user else next(iter(service.tokens.users.values()))
        seconds = service.settings.token_life if life is None else life
        access, refresh = service.tokens.issue(holder, service.now() + seconds)
        return {"access_token": access, "refresh_token": refresh}

    def expire(self, kind: str = "all") -> dict[str, Any]:
        """Ends tokens: access, refresh or all."""
        if kind not in ("access", "refresh", "all"):
            raise ValueError("kind is access, refresh or all")
        self._service.tokens.expire(kind)
        return {}

    def _place(self, workspace: int) -> Workspace:
        places = self._service.world.workspaces
        return places[workspace] if workspace else next(iter(places.values()))
