"""Samples: checked against the types they belong to, and brought to the form the codec writes."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterator, Optional

from .load import SpecFiles
from .model import Envelope, Family, Field, Operation, Sample, Type
from .problems import Problem, nearest
from .source import Place, Source, load_json, load_yaml

FILE_NAME = re.compile(r"(?P<op>[a-z0-9]+\.[a-z0-9-]+)\.(?P<kind>request|response)\."
                       r"(?P<status>\d{3})?-?(?P<variant>[a-z0-9-]*)\.json")
EXACT = 2 ** 53 - 1  # the largest integer that the codec holds exactly


class Misfit(Exception):
    """A value that does not fit its type: where in the sample, and why."""

    def __init__(self, place: Place, text: str, *, key: bool = False) -> None:
        super().__init__(text)
        self.place = place
        self.text = text
        self.key = key


# ---- reading and checking -------------------------------------------------------------------


def attach_samples(files: SpecFiles, families: dict[str, Family], envelope: Optional[Envelope],
                   problems: list[Problem]) -> None:
    """Reads and checks the samples of every operation; one that none lists is a problem."""
    folder = files.folder / "samples"
    for source in files.families:
        family = families.get((source.data or {}).get("family", ""))
        for op in family.operations.values() if family else ():
            place = ("operations", op.name)
            for i, file in enumerate(source.data["operations"][op.name].get("samples", [])):
                sample = file and _read(folder, file, op, source, place + ("samples", i), problems)
                if sample:
                    op.samples.append(sample)
                    _check(folder, sample, op, envelope, problems)
            _check_enough(op, source, place, problems)
    for path in sorted(folder.glob("*.json")):
        if path.name not in files.samples:
            problems.append(Problem(f"samples/{path.name}", 1, 1,
                                    "no operation lists this sample"))


def _read(folder: Path, file: str, op: Operation, source: Source, place: Place,
          problems: list[Problem]) -> Optional[Sample]:
    match = FILE_NAME.fullmatch(file)
    if not match or (match["status"] is None) != (match["kind"] == "request"):
        problems.append(source.problem(place, f"sample '{file}', expected a name like "
                                       f"{op.full_name}.response.200.json or "
                                       f"{op.full_name}.request.default.json"))
        return None
    if match["op"] != op.full_name:
        problems.append(source.problem(place, f"sample '{file}' of operation '{op.full_name}', "
                                       f"expected a name that begins with '{op.full_name}.'"))
        return None
    if not (folder / file).is_file():
        here = [p.name for p in folder.glob("*.json")]
        problems.append(source.problem(place, f"sample '{file}' is not in samples/"
                                       f"{nearest(file, here)}"))
        return None
    found: list[Problem] = []
    value = load_json(folder / file, f"samples/{file}", found)
    problems.extend(found)
    if found:
        return None
    return Sample(file, match["kind"], int(match["status"] or 0), match["variant"], value)


def _check(folder: Path, sample: Sample, op: Operation, envelope: Optional[Envelope],
           problems: list[Problem]) -> None:
    try:
        if sample.kind == "request":
            _check_request(sample.value, op)
        elif envelope:
            _check_answer(sample, op, envelope)
    except Misfit as misfit:
        source = load_yaml(folder / sample.file, f"samples/{sample.file}", [])  # for its marks
        problems.append(source.problem(misfit.place, misfit.text, key=misfit.key))


def _check_request(value: Any, op: Operation) -> None:
    known = {f.wire: f for f in op.request_fields}
    if not isinstance(value, dict):
        raise Misfit((), f"found {_json_type(value)}, expected an object")
    for key, item in value.items():
        if key not in known:
            raise Misfit((key,), f"'{key}' is no request field of '{op.full_name}'"
                         f"{nearest(key, known)}", key=True)
        canonical_field(known[key], item, (key,))


def _check_answer(sample: Sample, op: Operation, envelope: Envelope) -> None:
    value = sample.value
    if not isinstance(value, dict):
        raise Misfit((), f"found {_json_type(value)}, expected an object")
    if op.maybe_bare and envelope.success not in value:
        canonical(op.reply, value, ())
        return
    success = value.get(envelope.success)
    if not isinstance(success, bool):
        raise Misfit((), f"'{envelope.success}' is not true or false")
    if success != (200 <= sample.status < 300):
        raise Misfit((envelope.success,), f"'{envelope.success}' is {str(success).lower()} in an "
                     f"answer of HTTP {sample.status}")
    if success:
        canonical(op.reply, value.get(envelope.data), (envelope.data,))
        return
    for i, error in enumerate(value.get(envelope.errors, [])):
        canonical(envelope.error, error, (envelope.errors, i))


def _check_enough(op: Operation, source: Source, place: Place, problems: list[Problem]) -> None:
    """The generated tests need one of each."""
    if not any(200 <= s.status < 300 for s in op.samples):
        problems.append(source.problem(place, f"operation '{op.full_name}' has no sample of a "
                                       f"200 answer", key=True))
    if op.request_fields and not any(s.kind == "request" for s in op.samples):
        problems.append(source.problem(place, f"operation '{op.full_name}' has no sample of a "
                                       f"request", key=True))


# ---- the form the codec writes --------------------------------------------------------------


def canonical(one: Type, value: Any, place: Place = ()) -> dict[str, Any]:
    """A JSON object in the codec's form: preferred names in the spec's order, shapes made one.

    Raises Misfit where the value does not fit the type, or has a field that the type has not.
    """
    if one.bare and not isinstance(value, (dict, list)) and value is not None:
        plain = {one.bare.wire: canonical_field(one.bare, value, place)}
        if one.bare_true:
            plain[one.bare_true.wire] = True
        return {wire: plain[wire] for wire in one.fields if wire in plain}
    if not isinstance(value, dict):
        raise Misfit(place, f"found {_json_type(value)}, expected an object ('{one.name}')")
    known = {name: f for f in one.fields.values() for name in f.names}
    for key in value:
        if key not in known:
            raise Misfit(place + (key,), f"'{key}' is no field of type '{one.name}'"
                         f"{nearest(key, known)}", key=True)
    result = {}
    for wire, item in one.fields.items():
        name = next((n for n in item.names if value.get(n) is not None), None)
        if name:
            result[wire] = canonical_field(item, value[name], place + (name,))
        elif item.required:
            raise Misfit(place, f"'{wire}' is required and missing")
    return result


def canonical_field(item: Field, value: Any, place: Place) -> Any:
    """The value of one field in the codec's form; see canonical()."""
    if item.shape == "map":
        return dict(_entries(item, value, place))
    if item.shape == "list":
        if not isinstance(value, list):
            if not item.lone:
                raise Misfit(place, f"found {_json_type(value)}, expected a list")
            return [_one(item, value, place)]
        return [_one(item, v, place + (i,)) for i, v in enumerate(value)]
    return _one(item, value, place)


def _one(item: Field, value: Any, place: Place) -> Any:
    if item.sub:
        return canonical(item.sub, value, place)
    return SCALAR_FORMS[item.type](item, value, place)


def _entries(item: Field, value: Any, place: Place) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for key, number in value.items():
            yield key, _integer(item, number, place + (key,))
    elif isinstance(value, list) and item.entry:
        for i, entry in enumerate(value):
            if not isinstance(entry, dict) or set(entry) != set(item.entry):
                raise Misfit(place + (i,), f"expected an object of {item.entry[0]} and "
                             f"{item.entry[1]}")
            yield str(entry[item.entry[0]]), _integer(item, entry[item.entry[1]], place + (i,))
    else:
        raise Misfit(place, f"found {_json_type(value)}, expected a map")


def _integer(_: Field, value: Any, place: Place) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,16}", value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit(place, f"found {_json_type(value)}, expected an integer")
    if abs(value) > EXACT:
        raise Misfit(place, f"{value} is not below 2^53, where the codec is exact")
    return value


def _number(_: Field, value: Any, place: Place) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misfit(place, f"found {_json_type(value)}, expected a number")
    return int(value) if float(value).is_integer() and abs(value) <= EXACT else value


def _boolean(_: Field, value: Any, place: Place) -> bool:
    if value in (0, 1):  # true and false too
        return bool(value)
    raise Misfit(place, f"found {_json_type(value)}, expected true or false")


def _text(_: Field, value: Any, place: Place) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Misfit(place, f"found {_json_type(value)}, expected a string")
    return value


def _identifier(item: Field, value: Any, place: Place) -> Any:
    text = _text(item, value, place)
    return int(text) if item.numeric and spells_integer(text) else text


def spells_integer(text: str) -> bool:
    """Whether a number in JSON can stand for this text without changing it."""
    return bool(re.fullmatch(r"0|-?[1-9]\d{0,15}", text)) and abs(int(text)) <= EXACT


SCALAR_FORMS = {"int": _integer, "ms": _integer, "s": _integer, "num": _number,
                "bool": _boolean, "string": _text, "id": _identifier}


def _json_type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the string '{value[:40]}'"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "an object"
