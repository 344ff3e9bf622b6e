"""What belongs to a user: tokens, and the columns of a list."""
from __future__ import annotations

from typing import Any

from .responses import Unwrapped
from .call import Call
from .people import User
from .samples import data, success


def log_in(call: Call) -> Any:
    """A token for a user name and password, in the envelope and with the workspace's id."""
    names = call.api.log_in
    user = call.tokens.log_in(call.values[names.username.wire], call.values[names.password.wire])
    token = _token(call, user)
    if call.settings.unwrapped_login:
        return Unwrapped(token)
    return {**token, names.ow_id.wire: user.workspaces[0]}


def refresh(call: Call) -> Any:
    """A token for a refresh token; without an envelope where there may be none."""
    sent = call.api.log_in.renew_token
    assert sent is not None
    token = _token(call, call.tokens.redeem(call.values[sent.wire]))
    return Unwrapped(token) if call.op.envelope_optional else token


def _token(call: Call, user: User) -> dict[str, Any]:
    """As the sample shows it, but for what is of this log-in."""
    life = call.settings.token_life
    access, renewed = call.tokens.issue(user, call.now + life)
    names = call.api.log_in
    shown = {**data(call.api, success(call.api, call.op)), names.access.wire: access,
             names.refresh.wire: renewed, names.expires_in.wire: int(life)}
    return {name: value for name, value in shown.items() if name not in names.ow_id.names}


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
