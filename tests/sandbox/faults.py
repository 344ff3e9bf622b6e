"""Faults that a test has laid out: which request they strike, and the bytes that go out then."""
from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Callable, Iterable, Optional, Protocol

from .responses import JSON_TYPE, Response, as_json

ANY = "*"  # every operation of the API; the files' origin is "file"
FILE = "file"
BOMB = 64 << 20  # bytes that a gzip-bomb unpacks to
LONG_HEADER = 100_000
LATE = 0.1  # seconds until a late-repeat's second response
LATE_STATUSES = (401, 403, 422, 429)  # that a service may send after it has sold
HTML = b"<!doctype html><html><body><h1>It works!</h1></body></html>"
HTML_TYPE = {"Content-Type": "text/html; charset=utf-8"}

# Where on its way a request is struck.
LISTEN, ACCEPT, LINE, WHOLE = "listen", "accept", "line", "whole"
# How a connection is left.
KEEP, CLOSE, RESET, SILENCE = "keep", "close", "reset", "silence"


@dataclass
class Wire:
    """What goes out: pieces, `pause` seconds apart, and what then becomes of the connection."""

    pieces: list[bytes] = field(default_factory=list)
    end: str = CLOSE
    pause: float = 0.0


@dataclass
class Fault:
    """A fault of an operation: lets `after` attempts pass, strikes `times` (0: for good).

    `perform`: the operation is carried out first. `seconds`: how long a refuse lasts (0: until it
    is taken back), or between the bytes of a drip. `retry_after`: that header of an error status.
    """

    operation: str
    kind: str
    after: int = 0
    times: int = 1
    perform: Optional[bool] = None
    seconds: Optional[float] = None
    retry_after: Optional[str] = None

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if not kind:
            raise ValueError(f"no fault '{self.kind}', expected one of {', '.join(KINDS)}")
        if self.perform is None:
            self.perform = kind.performs is not False
        if self.perform == (kind.performs is False) and kind.performs is not None:
            raise ValueError(f"fault '{self.kind}' is {'always' if kind.performs else 'never'} "
                             f"performed")
        if self.retry_after is not None and not self.kind.isdigit():
            raise ValueError("retry_after is for the kinds that are a status")
        if self.seconds is not None and self.kind not in ("refuse", "drip"):
            raise ValueError("seconds is for refuse and drip")
        if self.seconds is not None and not self.seconds >= 0:
            raise ValueError("seconds is 0 or more")
        if self.after < 0 or self.times < 0:
            raise ValueError("after and times are 0 or more")
        if kind.stage in (LISTEN, ACCEPT) and self.operation not in (ANY, FILE):
            raise ValueError(f"fault '{self.kind}' comes before the request is read: its "
                             f"operation is {ANY} or {FILE}")

    @property
    def stage(self) -> str:
        """Where on its way a request is struck."""
        return KINDS[self.kind].stage

    def wire(self, response: Response, elsewhere: str) -> Wire:
        """What goes out in place of `response`; `elsewhere` is another host's origin."""
        return KINDS[self.kind].make(self, response, elsewhere)


class Listener(Protocol):
    """What the faults of a whole port need of it."""

    anything: str

    def connections(self) -> int:
        """How many are open."""

    def drop(self) -> None:
        """Resets the connections that are open."""

    def shut(self, seconds: float) -> None:
        """Does not listen for some seconds; 0: until reopen()."""

    def reopen(self) -> None:
        """Starts to listen once more."""


class Faults:
    """What is laid out, first come first served. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: list[Fault] = []
        self.listeners: list[Listener] = []
        self.struck = 0

    def add(self, fault: Fault) -> None:
        """Queues a fault; `refuse` takes effect at once."""
        targets = [one for one in self.listeners if one.anything == fault.operation]
        if fault.stage == LISTEN:
            for one in targets:
                one.shut(fault.seconds or 0)
            return
        with self._lock:
            self._queue.append(fault)
        if fault.stage == ACCEPT:  # kept connections would not meet it
            for one in targets:
                one.drop()

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._queue.clear()
            self.struck = 0
        for one in self.listeners:
            one.reopen()

    def is_pending(self) -> bool:
        """Whether any fault is queued."""
        return bool(self._queue)

    def connections(self) -> int:
        """How many are open, on all ports that faults can strike."""
        return sum(one.connections() for one in self.listeners)

    def left(self) -> list[dict[str, object]]:
        """What waits to strike."""
        with self._lock:
            return [dict(vars(fault)) for fault in self._queue]

    def take(self, stage: str, operations: Iterable[str]) -> Optional[Fault]:
        """The fault that strikes a request of one of these operations at this stage.

        The first that is laid out for it decides; each attempt counts once, at its stage.
        """
        with self._lock:
            found = next((f for f in self._queue if f.operation in operations), None)
            if not found or found.stage != stage:
                return None
            if found.after:
                found.after -= 1
                return None
            self.struck += 1
            if found.times == 1:
                self._queue.remove(found)
            elif found.times:
                found.times -= 1
            return found
        return None


# ---- what goes out ----------------------------------------------------------------------------

Make = Callable[[Fault, Response, str], Wire]


@dataclass(frozen=True)
class Kind:
    """`performs`: whether the operation is carried out; None: as the test says."""

    make: Make
    performs: Optional[bool] = None
    stage: str = WHOLE


def _nothing(end: str) -> Make:
    return lambda fault, response, elsewhere: Wire([], end)


def _cut_head(end: str) -> Make:
    def make(_: Fault, response: Response, __: str) -> Wire:
        head = response.head()
        return Wire([head[:len(head) * 2 // 3]], end)
    return make


def _cut_body(end: str) -> Make:
    return lambda fault, response, elsewhere: Wire(
        [response.head() + response.body[:len(response.body) // 2]], end)


def _drip(fault: Fault, response: Response, _: str) -> Wire:
    sent = response.head() + response.body
    return Wire([sent[n:n + 1] for n in range(len(sent))], KEEP,
                1.0 if fault.seconds is None else fault.seconds)


def _length(difference: Callable[[int], int], end: str) -> Make:
    return lambda fault, response, elsewhere: Wire(
        [response.head(str(difference(len(response.body)))) + response.body], end)


def _chunked(tail: bytes) -> Make:
    def make(_: Fault, response: Response, __: str) -> Wire:
        head = _but(response, {"Transfer-Encoding": "chunked"}).head(None)
        return Wire([head + b"%x\r\n" % len(response.body) + response.body + b"\r\n" + tail], CLOSE)
    return make


def _but(response: Response, headers: dict[str, str], body: Optional[bytes] = None) -> Response:
    return Response(response.status, response.body if body is None else body,
                  {**response.headers, **headers})


def _changed(change: Callable[[Response], Response]) -> Make:
    """A response that is well sent, and says something else."""
    def make(_: Fault, response: Response, __: str) -> Wire:
        changed = change(response)
        return Wire([changed.head() + changed.body], KEEP)
    return make


def _gzip(body: Callable[[], bytes]) -> Make:
    return _changed(lambda response: _but(response, {"Content-Encoding": "gzip"}, body()))


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    return gzip.compress(bytes(BOMB), 9)


def _refusal(status: int) -> Response:
    return as_json(status, {"success": False, "errorObjects": [
        {"error": f"sandbox: a fault of status {status}"}]})


def _status(status: int) -> Make:
    def make(fault: Fault, _: Response, __: str) -> Wire:
        response = _refusal(status)
        if fault.retry_after is not None:
            response.headers["Retry-After"] = fault.retry_after
        return Wire([response.head() + response.body], KEEP)
    return make


def _cut_refusal(status: int) -> Make:
    return lambda fault, response, elsewhere: _cut_body(CLOSE)(fault, _refusal(status), elsewhere)


def _cut_coded(coding: str) -> Make:
    """Nothing but the connection's end says where its body ends."""
    def make(_: Fault, __: Response, ___: str) -> Wire:
        response = _but(_refusal(403), {"Transfer-Encoding": coding})
        return Wire([response.head(None) + response.body[:len(response.body) // 2]], CLOSE)
    return make


def _status_line(status: int) -> Make:
    line, end = Response(status).head().partition(b"\r\n")[:2]
    return lambda fault, response, elsewhere: Wire([line + end], RESET)


def _redirect(status: int) -> Make:
    return lambda fault, response, elsewhere: Wire(
        [Response(status, headers={"Location": f"{elsewhere}/taken"}).head()], KEEP)


def _noise(_: Fault, response: Response, __: str) -> Wire:
    more = b"HTTP/1.1 100 Continue\r\n\r\n" * 3
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
    return Wire([more, hints + response.head() + response.body], KEEP)


def _extra(_: Fault, response: Response, __: str) -> Wire:
    second = Response(200, b'{"success":true,"data":{}}', {"Content-Type": JSON_TYPE})
    return Wire([response.head() + response.body + second.head() + second.body], KEEP)


def _late_repeat(_: Fault, response: Response, __: str) -> Wire:
    sent = response.head() + response.body
    return Wire([sent, sent], KEEP, LATE)


def _no_http(_: Fault, response: Response, __: str) -> Wire:
    return Wire([response.body], CLOSE)


NEVER, ALWAYS, EITHER = False, True, None

KINDS: dict[str, Kind] = {
    "refuse": Kind(_nothing(RESET), NEVER, LISTEN),
    "reset-before-request": Kind(_nothing(RESET), NEVER, ACCEPT),
    "reset-in-request": Kind(_nothing(RESET), NEVER, LINE),
    "lost-before": Kind(_nothing(RESET), NEVER),
    "reset-after-request": Kind(_nothing(RESET), ALWAYS),
    "reset-in-headers": Kind(_cut_head(RESET)),
    "reset-in-body": Kind(_cut_body(RESET)),
    "read-then-close": Kind(_nothing(CLOSE)),
    "close-in-headers": Kind(_cut_head(CLOSE)),
    "close-in-body": Kind(_cut_body(CLOSE)),
    "silent": Kind(_nothing(SILENCE), ALWAYS),
    "silent-unperformed": Kind(_nothing(SILENCE), NEVER),
    "silent-in-headers": Kind(_cut_head(SILENCE)),
    "silent-in-body": Kind(_cut_body(SILENCE)),
    "drip": Kind(_drip, ALWAYS),
    "short-length": Kind(_length(lambda n: n // 2, KEEP)),
    "long-length": Kind(_length(lambda n: n + 64, CLOSE)),
    "chunk-garbage": Kind(_chunked(b"not a length\r\n")),
    "chunk-cut": Kind(_chunked(b"")),
    "gzip-bomb": Kind(_gzip(_bomb)),
    "gzip-garbage": Kind(_gzip(lambda: b"\x1f\x8b\x08 this is no archive")),
    "wrong-type": Kind(_changed(lambda response: Response(200, HTML, HTML_TYPE))),
    "header-100k": Kind(_changed(lambda response: _but(response, {"X-Long": "x" * LONG_HEADER})),
                        ALWAYS),
    "401-once": Kind(_status(401), NEVER),
    "404": Kind(_status(404), NEVER),
    "408": Kind(_status(408)),
    "429": Kind(_status(429), NEVER),
    "500": Kind(_status(500)),
    "501": Kind(_status(501), NEVER),
    "502": Kind(_status(502)),
    "503": Kind(_status(503)),
    "504": Kind(_status(504)),
    "redirect-302": Kind(_redirect(302)),
    "redirect-307": Kind(_redirect(307)),
    "empty-200": Kind(_changed(lambda response: Response(200))),
    "cut-json": Kind(_changed(lambda response: _but(response, {}, response.body[:-1]))),
    "trailing-garbage": Kind(_changed(lambda response: _but(response, {}, response.body + b"]"))),
    "continue-noise": Kind(_noise, ALWAYS),
    "extra-response": Kind(_extra, ALWAYS),
    "late-repeat": Kind(_late_repeat, ALWAYS),
    "no-http": Kind(_no_http),
    **{f"{status}-performed": Kind(_status(status), ALWAYS) for status in LATE_STATUSES},
    **{f"{status}-cut": Kind(_cut_refusal(status)) for status in LATE_STATUSES},
    **{f"403-{coding}-cut": Kind(_cut_coded(coding)) for coding in ("identity", "x-chunked")},
    **{f"{status}-line": Kind(_status_line(status)) for status in (200, *LATE_STATUSES)},
}
