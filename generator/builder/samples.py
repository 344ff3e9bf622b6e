"""Samples: read, and checked against the types of the operation they belong to."""
from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Iterator

from ..loader.json_file import load_json, marks
from ..loader.load import SpecFiles
from ..loader.problems import Problem, Problems, with_suggestion, listed, without_misspelt
from ..loader.source import At, Place, Source
from ..model.api import Envelope
from ..model.canonical import Misfit, canonical, canonical_field, json_type
from ..model.dialects import sent_object
from ..model.names import identifier
from ..model.operation import IN_PATH, Operation, Sample
from .misfits import misfits
from .scope import Scope, TRAITS

FILE_NAME = re.compile(r"(?P<op>[a-z0-9]+\.[a-z0-9-]+)\."
                       r"(?:request\.(?P<request>[a-z][a-z0-9-]*)|"
                       r"response\.(?P<status>[2-5][0-9]{2})(?:-(?P<variant>[a-z0-9-]+))?)\.json")
LONGEST = 4095  # bytes of a string literal that every C compiler must take


def attach_samples(scope: Scope, envelope: Envelope | None) -> None:
    """Reads the samples of every operation, and checks those of the sound ones; a sample that
    none lists is a problem."""
    reader = _Reader(scope, envelope)
    for name, source in scope.files.families.items():
        for op_name, item in source.data.get("operations", {}).items():
            op = scope.families[name].operations.get(op_name)
            at = At(source, ("operations", op_name))
            is_sound = op is not None and scope.is_sound(op, but=TRAITS)
            listed = item.get("samples", [])
            for i, file in enumerate(listed):
                sample = reader.read(file, f"{name}.{op_name}", at.down("samples", i))
                if sample and op and is_sound and reader.fits(sample, op):
                    op.samples.append(sample)
            if op and (listed or not at.down("samples").is_written):
                _check_enough(op, listed, at, scope.problems)
    if scope.files.complete:
        reader.check_unlisted(scope.files)


class _Reader:
    """Reads samples from one directory."""

    def __init__(self, scope: Scope, envelope: Envelope | None) -> None:
        self.scope = scope
        self.directory = scope.files.directory / "samples"
        self.envelope = envelope
        self.problems = scope.problems
        self.here = {path.name for path in self.directory.glob("*.json")}
        self.listed: set[str] = set()
        self.c_names: dict[str, str] = {}  # -> file
        self.misnamed: list[str] = []

    def read(self, file: str, op: str, at: At) -> Sample | None:
        """The sample that an operation lists; None where it is no good."""
        match = FILE_NAME.fullmatch(file)
        wrong = self.wrong_name(file, op, match)
        if wrong or not match:
            self.misnamed.append(file)
            self.problems.add(at.problem(wrong))
            return None
        value, is_json = load_json(self.directory / file, f"samples/{file}", self.problems)
        if not is_json:
            return None
        return Sample(file, "request" if match["request"] else "response",
                      int(match["status"] or 0), match["request"] or match["variant"] or "", value)

    def wrong_name(self, file: str, op: str, match: re.Match[str] | None) -> str:
        """What is wrong with a sample's name; "" where nothing is."""
        self.listed.add(file)
        first = self.c_names.setdefault(identifier(file), file)
        if not match:
            return (f"sample '{file}', expected a name like {op}.response.200.json or "
                    f"{op}.request.default.json")
        if match["op"] != op:
            return f"sample '{file}', expected a name that begins with '{op}.'"
        if file not in self.here:
            return with_suggestion(f"no file samples/{file}", file, sorted(self.here),
                              "a file in samples/")
        if first != file:
            return f"sample '{file}', expected a name that differs in C from '{first}'"
        return ""

    def fits(self, sample: Sample, op: Operation) -> bool:
        """Whether a sample fits its operation; reports each problem where it does not. What does
        not fit a type that is broken is passed over."""
        where = None
        for misfit in misfits(sample.value, lambda value: self.check(sample, value, op)):
            where = where or marks(self.directory / sample.file, f"samples/{sample.file}")
            if all(map(self.scope.is_sound, misfit.of)):
                self.problems.add(where.problem(misfit.place, misfit.text, key=misfit.key))
        if sample.kind == "request" and where is None:
            self.check_sent(sample, op)
        if sample.kind == "response" and self.envelope and where is None:
            sample.is_refusal = isinstance(sample.value, dict) \
                and sample.value.get(self.envelope.success) is False
        return where is None

    def check(self, sample: Sample, value: Any, op: Operation) -> None:
        """Raises the first Misfit of a sample's value."""
        if len(json.dumps(sample.value, ensure_ascii=False).encode()) > LONGEST:
            raise Misfit((), f"longer than the {LONGEST} bytes that a C string may have")
        if sample.kind == "request":
            _check_request(value, op)
        elif self.envelope:
            _check_response(replace(sample, value=value), op, self.envelope)

    def check_sent(self, sample: Sample, op: Operation) -> None:
        """Reports a sound request that a dialect cannot send, for the first such dialect."""
        types = [one for one in (op.query, op.body) if one]
        for dialect in self.scope.dialects if all(map(self.scope.is_sound, types)) else ():
            try:
                for one in types:
                    sent_object(one, sample.value, dialect)
            except Misfit as misfit:
                where = marks(self.directory / sample.file, f"samples/{sample.file}")
                self.problems.add(where.problem(
                    misfit.place, f"{misfit.text}, which dialect '{dialect}' sends"))
                return

    def check_unlisted(self, files: SpecFiles) -> None:
        """Notes each file that no operation lists, or would list but for another mistake."""
        vague = tuple(prefix for name, source in files.families.items()
                      for prefix in _vague(name, source))
        unlisted = {file for file in self.here - self.listed - files.removed_names
                    if not file.startswith(vague)}
        for file in without_misspelt(unlisted, self.misnamed):
            self.problems.add(Problem(f"samples/{file}", 1, 1, "no operation lists this sample"))


def _vague(family: str, source: Source) -> Iterator[str]:
    """How the samples begin that operations may have listed in what was taken out."""
    for place in source.removed:
        if place[0] == "operations" and (len(place) < 3 or place[2] == "samples"):
            yield ".".join([family, *place[1:2], ""])


def _check_request(value: Any, op: Operation) -> None:
    try:
        _check_fields(value, op)
    except Misfit as misfit:
        misfit.of = misfit.of or [one for one in (op.query, op.body) if one]
        raise


def _check_fields(value: Any, op: Operation) -> None:
    known = {item.wire: item for item in op.request_fields}
    if not isinstance(value, dict):
        raise Misfit((), f"found {json_type(value)}, expected an object")
    for key, item in value.items():
        if key not in known:
            raise Misfit((key,), with_suggestion(f"unknown field '{key}'", key, known,
                                            f"a request field of '{op.full_name}'"), key=True)
        canonical_field(known[key], item, (key,))
    if op.effect == "paid" and not value:
        raise Misfit((), "found an empty object, expected an order")
    for wire in IN_PATH.findall(op.path):
        if value.get(wire) in ("", ".", ".."):
            raise Misfit((wire,), f"found '{value[wire]}', which cannot be sent in a path")
    for item in op.request_fields:
        if op.is_required(item) and value.get(item.wire) in (None, [], {}):
            raise Misfit((item.wire,), f"missing '{item.wire}', which '{op.full_name}' requires")


def _check_response(sample: Sample, op: Operation, envelope: Envelope) -> None:
    value = sample.value
    if isinstance(value, list) and op.envelope_optional and sample.is_good:
        canonical(op.response, value)
        return
    if not isinstance(value, dict):
        raise Misfit((), f"found {json_type(value)}, expected an object")
    is_unwrapped = op.envelope_optional and envelope.success not in value
    if is_unwrapped and sample.is_good:
        canonical(op.response, value)
        return
    if not is_unwrapped:
        _check_envelope(sample, envelope)
    if sample.is_good and value.get(envelope.success):
        response = canonical(op.response, value.get(envelope.data), (envelope.data,))
        _check_outcome(response, op, (envelope.data,))
        return
    errors = value.get(envelope.errors, [])
    if not isinstance(errors, list):
        raise Misfit((envelope.errors,), f"found {json_type(errors)}, expected a list")
    for i, error in enumerate(errors):
        canonical(envelope.error.type, error, (envelope.errors, i))
    data = value.get(envelope.data)
    if envelope.failure and isinstance(data, dict):
        canonical(envelope.failure.type, data, (envelope.data,))
    if not envelope.reasons(value):
        raise Misfit((), f"expected a reason for the failure in '{envelope.errors}' or "
                     f"'{envelope.data}'")


def _check_outcome(response: dict[str, Any], op: Operation, place: Place) -> None:
    """A response must have what its outcome is sorted by; of a purchase that is the flag alone."""
    flags = [flag.wire for flag in op.outcome.flags] if op.outcome else []
    if flags and not (response.keys() & flags or (response and op.effect != "paid")):
        raise Misfit(place, f"missing {listed(map(repr, flags))}, which the outcome is sorted by")


def _check_envelope(sample: Sample, envelope: Envelope) -> None:
    known = [envelope.success, envelope.data, envelope.errors]
    for key in sample.value:
        if key not in known:
            raise Misfit((key,), with_suggestion(f"unknown field '{key}'", key, known), key=True)
    success = sample.value.get(envelope.success)
    if not isinstance(success, bool) or (success and not sample.is_good):
        expected = "true or false" if sample.is_good else "false"
        raise Misfit((envelope.success,), f"found {json_type(success)}, expected {expected} in a "
                     f"response of HTTP {sample.status}")


def _check_enough(op: Operation, listed: list[str], at: At, problems: Problems) -> None:
    """The generated tests need one of each."""
    matches = [FILE_NAME.fullmatch(file) for file in listed]
    if not all(matches):
        return  # reported already
    good = [match for match in matches if match and (match["status"] or "").startswith("2")]
    all_read = len(op.samples) == len(listed)
    if not good or (all_read and not any(sample.is_good for sample in op.samples)):
        problems.add(at.problem(f"operation '{op.full_name}' has no sample of a good response, "
                                f"expected one like {op.full_name}.response.200.json", key=True))
    if op.request_fields and not any(match["request"] for match in matches if match):
        problems.add(at.problem(f"operation '{op.full_name}' has no sample of a request, expected "
                                f"one like {op.full_name}.request.default.json", key=True))
