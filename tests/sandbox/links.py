"""Signed URLs in the manner of S3: valid for one file until it expires."""
from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timezone
from typing import Optional
from urllib.parse import parse_qs

MARK = "&X-Amz-Signature="
DATE = "%Y%m%dT%H%M%SZ"


class Links:
    """Makes and checks URLs below `origin`."""

    def __init__(self, origin: str, secret: bytes) -> None:
        self.origin = origin
        self._secret = secret

    def make(self, path: str, now: float, life: float) -> str:
        """A URL of the path that is good for `life` seconds."""
        date = datetime.fromtimestamp(now, timezone.utc).strftime(DATE)
        query = (f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=sandbox%2F{date[:8]}"
                 f"%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date={date}&X-Amz-Expires={int(life)}"
                 f"&X-Amz-SignedHeaders=host")
        return f"{self.origin}{path}?{query}{MARK}{self._sign(path, query)}"

    def refuses(self, path: str, query: str, now: float) -> Optional[tuple[str, str]]:
        """S3's code and message for a URL that is not good; None if it is."""
        signed, mark, signature = query.rpartition(MARK)
        if not mark:
            return "AccessDenied", "Access Denied"
        if not hmac.compare_digest(signature, self._sign(path, signed)):
            return ("SignatureDoesNotMatch", "The request signature we calculated does not match "
                    "the signature you provided. Check your key and signing method.")
        fields = parse_qs(signed)
        made = datetime.strptime(fields["X-Amz-Date"][0], DATE).replace(tzinfo=timezone.utc)
        if now >= made.timestamp() + int(fields["X-Amz-Expires"][0]):
            return "AccessDenied", "Request has expired"
        return None

    def _sign(self, path: str, query: str) -> str:
        return hmac.new(self._secret, f"{path}?{query}".encode(), hashlib.sha256).hexdigest()
