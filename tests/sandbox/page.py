"""The page below /_sandbox/: bill, reports and requests as they come, for a person's browser.

It shows no query, header or body: those have tokens, passwords and signatures.
"""
from __future__ import annotations

import base64
import hashlib
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .responses import Response

if TYPE_CHECKING:
    from .service import Service

PAGE = Path(__file__).with_name("page.html")
SHOWN = 50  # purchases, requests, and reports of a family
OF_PURCHASE = ("number", "family", "report_id", "report_name", "cost", "arrived")
OF_REQUEST = ("arrived", "method", "path", "operation", "status", "fault")


def page() -> Response:
    """The page. Nothing runs in it, and nothing styles it, but what is in the file."""
    text = PAGE.read_text(encoding="utf-8")
    policy = "; ".join(["default-src 'none'", "img-src data:", "connect-src 'self'",
                        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                        f"script-src {_hash(text, 'script')}", f"style-src {_hash(text, 'style')}"])
    return Response(200, text.encode(), {
        "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})


def _hash(text: str, tag: str) -> str:
    """How a Content-Security-Policy names the one inline element of this tag."""
    (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def overview(service: "Service") -> dict[str, Any]:
    """What the page shows, newest first."""
    now, bill = service.now(), service.world.bill
    logs = (service.log, service.origin.log)
    requests = sorted((entry for log in logs for entry in log.last(SHOWN)),
                      key=lambda entry: float(entry["arrived"]))
    return {"now": int(now), "bill": {"count": len(bill.purchases), "total": bill.total()},
            "processing": sum(1 for place in service.world.workspaces.values()
                              for shelf in place.shelves.values() for _ in shelf.processing(now)),
            "requests_in_all": sum(log.count for log in logs),
            "purchases": [_part(p, OF_PURCHASE) for p in bill.purchases[:-SHOWN - 1:-1]],
            "reports": _reports(service, now),
            "requests": [_part(r, OF_REQUEST) for r in requests[:-SHOWN - 1:-1]]}


def _part(entry: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: entry.get(name) for name in names}


def _reports(service: "Service", now: float) -> list[dict[str, Any]]:
    newest = [report for place in service.world.workspaces.values()
              for shelf in place.shelves.values()
              for report in itertools.islice(reversed(shelf.reports.values()), SHOWN)]
    newest.sort(key=lambda report: report.created, reverse=True)
    return [{"family": r.family, "id": r.id, "name": r.name, "created": r.created,
             "status": r.status(now)} for r in newest]
