"""What a dialect sends: the name, the value and the place of everything in a request."""
from __future__ import annotations

from typing import Any

from .canonical import canonical, spells_integer
from .operation import IN_PATH, Operation
from .types import Field, Type

DIALECTS = {"page": "Requests as the tables of the API page have them. The default.",
            "openapi": "Requests as IQM's OpenAPI document has them.",
            "samples": "Requests as the samples of the API page have them."}


def sent_path(op: Operation, dialect: str) -> str:
    """The path of an operation."""
    return (op.openapi_path if dialect == "openapi" else None) or op.path


def path_fields(op: Operation, dialect: str) -> list[Field]:
    """The fields that are sent in the path, in its order."""
    known = op.query.fields if op.query else {}
    return [known[wire] for wire in IN_PATH.findall(sent_path(op, dialect))]


def sent_query(op: Operation, dialect: str) -> dict[str, str]:
    """The parameters of an operation that never change."""
    return op.openapi_query if dialect == "openapi" else {}


def sent_name(item: Field, dialect: str) -> str:
    """The name of a field."""
    return item.openapi_name if dialect == "openapi" and item.openapi_name else item.wire


def sent_type(item: Field, dialect: str) -> str:
    """The type of a field's values: seconds may be sent as milliseconds."""
    return "ms" if dialect == "openapi" and item.openapi_ms else item.type


def is_numeric(item: Field, dialect: str) -> bool:
    """Whether an id is a number where it spells one."""
    return item.numeric or (dialect == "openapi" and item.openapi_numeric)


def is_scalar(item: Field, dialect: str) -> bool:
    """Whether a list of one is its item."""
    return item.samples_scalar and dialect == "samples"


def sent_object(one: Type, value: dict[str, Any], dialect: str) -> dict[str, Any]:
    """The fields of a request that are this type's, as they are sent."""
    known = {wire: value[wire] for wire in one.fields if wire in value}
    return {sent_name(one.fields[wire], dialect): _value(one.fields[wire], v, dialect)
            for wire, v in canonical(one, known).items()}


def _value(item: Field, value: Any, dialect: str) -> Any:
    if item.value:
        return {key: _value(item.value, one, dialect) for key, one in value.items()}
    if item.shape == "list":
        items = [_one(item, v, dialect) for v in value]
        return items[0] if is_scalar(item, dialect) and len(items) == 1 else items
    return _one(item, value, dialect)


def _one(item: Field, value: Any, dialect: str) -> Any:
    if item.sub:
        return sent_object(item.sub, value, dialect)
    if sent_type(item, dialect) != item.type:
        return value * 1000
    if is_numeric(item, dialect) and spells_integer(str(value)):
        return int(value)
    return value
