"""The API: from a request to its response, step by step."""
from __future__ import annotations

import gzip
import sys
import threading
import traceback
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Optional
from urllib.parse import parse_qsl

from generator.model.api import Api
from generator.model.operation import Operation

from . import account, lists, names, orders, reports, samples
from .responses import Unwrapped, Mistake, Refusal, Response, as_json
from .call import Call, Handler
from .checks import read_request
from .clock import Clock
from .control import PREFIX, Control
from .families import FAMILIES
from .faults import Faults
from .limiter import Limiter
from .links import Links
from .origin import Origin
from .people import Credentials, Tokens, User
from .request import Request, RequestLog
from .routes import Routes
from .scripts import Scripts
from .seed import REFRESH_TOKEN, USERS, new_world
from .settings import Settings
from .shapes import Shaper
from .redirect_target import RedirectTarget
from .world import Workspace

HANDLERS: dict[str, Handler] = {  # of the families of families.py
    "list": lists.list_reports, "campaigns": lists.list_campaigns,
    "validate-name": names.validate, "compute": orders.compute, "generate": orders.generate,
    "columns-get": account.get_columns, "columns-update": account.set_columns,
    "report-types": reports.report_types, "download": reports.download, "email": reports.email,
    "delete": reports.delete,
}
MARK = "X-Sandbox-Mark"


class Service:
    """The state of a sandbox. It handles one request at a time.

    Where it does not `play` the API, every operation but the log-in has a sample as its response.
    """

    def __init__(self, api: Api, settings: Settings, links: Links, random: Random,
                 play: bool = True) -> None:
        self.api = api
        self.links = links
        self.credentials = Credentials(random)
        self.routes = Routes(api)
        self._first_settings = settings
        self._random = random
        self._shaper = Shaper(api)
        self._control = Control(self)
        self.origin = Origin(lambda: self.world, self.now, links,
                             (api.duplicate_auth_header, api.workspace_header))
        self.redirect_target = RedirectTarget((api.duplicate_auth_header, api.workspace_header))
        self.faults = Faults()
        self._lock = threading.Lock()
        self.handlers = _handlers(api, play)
        self.reset()

    def reset(self) -> None:
        """Back to how it was at the start. Tokens, scripts and faults are forgotten too."""
        self.settings = replace(self._first_settings)
        self.clock = Clock()
        self.world = new_world()
        self.tokens = Tokens(USERS, self._random)
        self.tokens.refresh[REFRESH_TOKEN] = USERS[0]
        self.scripts = Scripts()
        self.limiter = Limiter(self.api.limits.requests_per_minute)
        self.log = RequestLog()
        self.marks: dict[str, dict[str, int]] = {}
        self.origin.forget()
        self.redirect_target.forget()
        self.faults.clear()

    def now(self) -> float:
        """Sandbox time."""
        return self.clock.now()

    def response(self, request: Request) -> Response:
        """The response to any request; an error of ours is a 500 and a trace on standard error."""
        with self._lock:
            if request.path.startswith(PREFIX):
                return self._control.response(request)
            try:
                response = self._serve(request)
            except Refusal as refusal:
                response = self._failure(refusal)
            except Exception:  # whatever it is, the client must get a response
                traceback.print_exc(file=sys.stderr)
                response = self._failure(Refusal(500, "sandbox: an error of its own, see its "
                                                    "standard error"))
            number = self.log.add(request, response.status)
            self._free_permits()
        response.headers.setdefault("X-Request-Id", f"sandbox-{number}")
        return self._packed(request, response)

    def _free_permits(self) -> None:
        """The client has all of its rate limit again."""
        directory = self.settings.free_permits
        for path in Path(directory).glob("*") if directory else ():
            path.unlink(missing_ok=True)

    def names(self, method: str, path: str, body: Optional[bytes]) -> tuple[str, ...]:
        """The operations that a request may be for, a body unread (None) or read."""
        methods = self.routes.methods(path) or {}
        ops = dict.fromkeys(reading.op for reading in methods.get(method, ()))
        sent = dict(parse_qsl((body or b"").decode("latin-1")))
        return tuple(op.full_name for op in ops if body is None or all(
            sent.get(name) == value for name, value in op.fixed.items()))

    # ---- the steps --------------------------------------------------------------------------

    def _serve(self, request: Request) -> Response:
        readings = self.routes.find(request.method, request.path, self.settings.dialect)
        ops = list(dict.fromkeys(r.op.full_name for r in readings))
        request.note["operation"] = ops[0]
        self._mark(request, "arrived")
        if not request.perform:
            return as_json(200, {self.api.envelope.success: True, self.api.envelope.data: {}})
        scripted = self.scripts.take(ops, unchecked=True)
        if scripted and not scripted.perform:
            return _copy(scripted.response)
        user = self._caller(readings[0].op, request)
        place = self._place(user, request) if user else None
        reading, values = read_request(request, readings)
        request.note.update(operation=reading.op.full_name, dialect=reading.dialect)
        if not user:
            self._limit(self._who(values), request)
        call = Call(self.api, reading.op, values, request, request.arrived, self.world,
                    self.settings, self.tokens, self.links, user, place)
        scripted = scripted or self.scripts.take([reading.op.full_name], unchecked=False)
        if not scripted:
            return self._success(call.op, self._perform(call))
        if scripted.perform:
            try:
                self._perform(call)
            except Refusal:
                pass
        return _copy(scripted.response)

    def _perform(self, call: Call) -> Any:
        before = len(self.world.bill.purchases)
        result = self.handlers[call.op](call)
        self._mark(call.request, "performed")
        self._mark(call.request, "bought", len(self.world.bill.purchases) - before)
        return result

    def _mark(self, request: Request, what: str, count: int = 1) -> None:
        """Counts for the mark that a test put on its request."""
        mark = request.header(MARK)
        if mark is not None:
            counts = self.marks.setdefault(mark, {"arrived": 0, "performed": 0, "bought": 0})
            counts[what] += count

    def _caller(self, op: Operation, request: Request) -> Optional[User]:
        """Who calls; None for a log-in or refresh. Raises Refusal 401 or 429, or Mistake."""
        sent, duplicate_auth = (request.header(h)
                                for h in ("Authorization", self.api.duplicate_auth_header))
        if op.auth == "basic":
            self.credentials.check(sent)
            user = None
        else:
            user = self.tokens.holder(sent, request.arrived)
            self._limit(user.name, request)
        if duplicate_auth is not None and duplicate_auth != sent:
            raise Mistake(f"header {self.api.duplicate_auth_header} differs from Authorization")
        return user

    def _limit(self, who: str, request: Request) -> None:
        if self.settings.rate_limit and not self.limiter.admit(who, request.arrived):
            raise Refusal(429, "Too many requests")

    def _who(self, values: dict[str, Any]) -> str:
        """Whose rate limit a log-in or refresh counts against."""
        log_in = self.api.log_in
        refresh = values.get(log_in.renew_token.wire, "") if log_in.renew_token else ""
        user = self.tokens.refresh.get(refresh) or \
            self.tokens.users.get(values.get(log_in.username.wire, ""))
        return user.name if user else ""

    def _place(self, user: User, request: Request) -> Workspace:
        header = self.api.workspace_header
        sent = request.header(header) or ""
        if not sent.isascii() or not sent.isdigit():
            raise Mistake(f"header {header} is '{sent}', expected the digits of a workspace id")
        if int(sent) not in user.workspaces:
            raise Refusal(403, "User is not authorized to access this API.")
        return self.world.workspaces[int(sent)]

    # ---- responses --------------------------------------------------------------------------

    def _success(self, op: Operation, result: Any) -> Response:
        if isinstance(result, Response):
            return result
        if isinstance(result, Unwrapped):
            return as_json(200, result.value)
        shown = self._shaper.present(op.response, result, self.settings.shapes)
        if self.settings.odd_fields:
            shown = _with_odd_fields(shown, self.settings.odd_fields)
        return as_json(200, {self.api.envelope.success: True, self.api.envelope.data: shown})

    def _failure(self, refusal: Refusal) -> Response:
        if refusal.unwrapped:
            return as_json(refusal.status, refusal.unwrapped)
        envelope = self.api.envelope
        body: dict[str, Any] = {envelope.success: False}
        if refusal.data is not None:
            body[envelope.data] = refusal.data
        if refusal.errors:
            body[envelope.errors] = refusal.errors
        return as_json(refusal.status, body)

    def _packed(self, request: Request, response: Response) -> Response:
        wanted = "gzip" in (request.header("Accept-Encoding") or "")
        if self.settings.gzip and wanted and "Content-Encoding" not in response.headers:
            response.body = gzip.compress(response.body, 1)
            response.headers["Content-Encoding"] = "gzip"
        return response


def _with_odd_fields(value: Any, odd: dict[str, object]) -> Any:
    if isinstance(value, list):
        return [_with_odd_fields(item, odd) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: odd[name] if name in odd else _with_odd_fields(item, odd)
            for name, item in value.items()}


def _copy(response: Response) -> Response:
    return Response(response.status, response.body, dict(response.headers))


def _handlers(api: Api, play: bool) -> dict[Operation, Handler]:
    """What makes each operation's response. Raises ValueError where families.py names what the
    spec has not."""
    found: dict[Operation, Handler] = {op: samples.respond for op in api.operations()}
    for op in api.operations() if play else ():
        if op.family in FAMILIES and op.name in HANDLERS:
            _check_tables(op)
            found[op] = HANDLERS[op.name]
    found[api.log_in.op] = account.log_in
    if api.log_in.renew:
        found[api.log_in.renew] = account.refresh
    return found


def _check_tables(op: Operation) -> None:
    """What families.py names must be in the spec. Raises ValueError."""
    family = FAMILIES[op.family]
    tables = []
    if op.outcome:
        tables = [(op.response, t) for t in (family.created, family.priced, family.exists)]
    if op.paged and op.paged.items.sub:
        tables = [(op.paged.items.sub, t) for t in (family.row, family.row_document)]
    for one, table in tables:
        known = {name for item in one.fields.values() for name in item.names}
        for name in table:
            if name not in known:
                raise ValueError(f"families.py: '{name}' is no field of {one.name} of "
                                 f"{op.full_name}")
