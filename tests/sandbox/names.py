"""The rules for names that buyers give to reports."""
from __future__ import annotations

from typing import Any

from .responses import Refusal
from .call import Call

LENGTH = "Please provide name with at least {0} characters and maximum of {1} characters"
TAKEN = "The name '{0}' is already used by another report, kindly update the name"


def check_length(call: Call, name: str) -> None:
    """Raises Refusal 422 unless the name has 3 to 100 characters; bytes do not matter."""
    shortest, longest = call.api.limits.name_length
    if not shortest <= len(name) <= longest:
        raise Refusal(422, LENGTH.format(shortest, longest))


def check_free(call: Call, name: str) -> None:
    """Raises Refusal 422 if another report has the name, whatever its case."""
    if call.shelf.named(name):
        raise Refusal(422, TAKEN.format(name))


def validate(call: Call) -> Any:
    """Whether a name can be given. For SLS the response is a string, or 400."""
    name = call.values["reportName"]
    check_length(call, name)
    taken = call.shelf.named(name) is not None
    text = TAKEN.format(name) if taken else f"This {call.family.title} report name is valid"
    if call.family.name != "sls" or call.settings.shapes == "document":
        return {"available": not taken, "message": text}
    if taken:
        raise Refusal(400, data=text)
    return text
