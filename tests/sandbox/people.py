"""Users, their tokens, and the credentials of the client program."""
from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from random import Random
from typing import Optional

from .responses import Refusal


@dataclass(frozen=True)
class User:
    """Someone who logs in. The first workspace is the one that the log-in names."""

    name: str
    password: str
    workspaces: tuple[int, ...]
    on_hold: bool = False


@dataclass
class Access:
    """An access token's user, and when it ends in epoch seconds."""

    user: User
    ends: float


class Credentials:
    """The client id and secret that IQM would issue; they live as long as the sandbox."""

    def __init__(self, random: Random) -> None:
        self.client_id = f"sandbox-{random.getrandbits(32):08x}"
        self.client_secret = f"{random.getrandbits(128):032x}"

    def check(self, header: Optional[str]) -> None:
        """Raises Refusal unless the Authorization header is Basic with our id and secret."""
        scheme, _, code = (header or "").partition(" ")
        try:
            sent = base64.b64decode(code.strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            sent = ""
        if scheme.lower() != "basic" or sent != f"{self.client_id}:{self.client_secret}":
            raise Refusal(401, unwrapped={"error": "invalid_client",
                                     "error_description": "Bad client credentials"})


class Tokens:
    """Who holds which token. A refresh token works once."""

    def __init__(self, users: list[User], random: Random) -> None:
        self.users = {u.name: u for u in users}
        self.access: dict[str, Access] = {}
        self.refresh: dict[str, User] = {}
        self._random = random

    def log_in(self, name: str, password: str) -> User:
        """The user. Raises Refusal 403 for a stranger, 400 for an organization on hold."""
        user = self.users.get(name)
        if user is None or user.password != password:
            raise Refusal(403, "User doesn't exist or user is not allowed to provided workspace.")
        if user.on_hold:
            raise Refusal(400, "User is not allowed to access provided customer",
                          reason="User is not associated with any active organization.",
                          data={"status": "On Hold", "reason": "The organization is on hold.",
                                "supportEmail": "support@example.com"})
        return user

    def issue(self, user: User, ends: float) -> tuple[str, str]:
        """A new access token, good until `ends`, and a new refresh token."""
        access, refresh = (f"{kind}-{self._random.getrandbits(160):040x}"
                           for kind in ("access", "refresh"))
        self.access[access] = Access(user, ends)
        self.refresh[refresh] = user
        return access, refresh

    def redeem(self, refresh: str) -> User:
        """The user of a refresh token, which is then used up. Raises Refusal 400."""
        user = self.refresh.pop(refresh, None)
        if user is None:
            raise Refusal(400, unwrapped={"error": "invalid_grant",
                                     "error_description": "Invalid refresh token"})
        return user

    def holder(self, header: Optional[str], now: float) -> User:
        """The user of an Authorization header. Raises Refusal 401."""
        scheme, _, token = (header or "").partition(" ")
        found = self.access.get(token.strip())
        if scheme.lower() != "bearer" or found is None or now >= found.ends:
            raise Refusal(401, "Invalid token")
        return found.user

    def expire(self, kind: str) -> None:
        """Ends all tokens of a kind: access, refresh or all."""
        if kind in ("access", "all"):
            self.access.clear()
        if kind in ("refresh", "all"):
            self.refresh.clear()
