"""What belongs to a user: tokens, and the columns of a list."""
from __future__ import annotations

from typing import Any

from .responses import Unwrapped
from .call import Call
from .people import User


def log_in(call: Call) -> Any:
    """A token for a user name and password, in the envelope and with the workspace's id."""
    user = call.tokens.log_in(call.values["username"], call.values["password"])
    token = _token(call, user)
    if call.settings.unwrapped_login:
        return Unwrapped(token)
    return {**token, "owId": user.workspaces[0]}


def refresh(call: Call) -> Unwrapped:
    """A token for a refresh token; without an envelope."""
    return Unwrapped(_token(call, call.tokens.redeem(call.values["refresh_token"])))


def _token(call: Call, user: User) -> dict[str, Any]:
    life = call.settings.token_life
    access, renewed = call.tokens.issue(user, call.now + life)
    return {"access_token": access, "refresh_token": renewed, "scope": "read write",
            "token_type": "bearer", "expires_in": int(life)}


def get_columns(call: Call) -> dict[str, bool]:
    """The columns that the user chose; without a choice all but one."""
    assert call.user is not None
    return call.world.columns.get(call.user.name) or {
        name: name != "ioId" for name in call.op.response.fields}


def set_columns(call: Call) -> dict[str, bool]:
    """Keeps the user's choice."""
    assert call.user is not None
    call.world.columns[call.user.name] = dict(call.values)
    return get_columns(call)
