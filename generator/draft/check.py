"""Holds a draft against the language, with its questions answered somehow.

Samples that do not fit are taken out; what else is wrong is known before anyone answers a question.
"""
from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any

from ..builder.build import read
from ..loader.problems import Problem, SpecError
from ..loader.todo import TODO
from ..model.api import Api
from .insert import api_text
from .layout import family_text
from .model import Draft, Family, Operation
from .samples import Samples

ROUNDS = 4
ANSWERS = {"effect": "update", "doc": "An answer.", "title": "An answer.", "type": "ms",
           "name": "answer"}  # other keys are left out


def check(draft: Draft, spec: Path, api: Api, scratch: Path) -> list[Problem]:
    """What is wrong with a draft besides its questions. `spec` is the one that it is for."""
    _copy_base(spec, api, draft, scratch)
    found: list[Problem] = []
    for _ in range(ROUNDS):
        found = _problems(draft, scratch)
        bad = [problem for problem in found if problem.file.startswith("samples/")]
        if not any([_take_out(draft, api, problem) for problem in bad]):
            break
    return found


def _copy_base(spec: Path, api: Api, draft: Draft, scratch: Path) -> None:
    """What every spec needs: api.yaml, and the families that log in."""
    kept = {api.log_in.op.family, api.log_in.renew.family if api.log_in.renew else ""} - {""}
    kept -= set(draft.families)
    (scratch / "samples").mkdir()
    for name in kept:
        shutil.copy(spec / f"{name}.yaml", scratch)
        for path in (spec / "samples").glob(f"{name}.*.json"):
            shutil.copy(path, scratch / "samples")
    text = (spec / "api.yaml").read_text(encoding="utf-8")
    names = [*sorted(kept), *draft.families]
    (scratch / "api.yaml").write_text(api_text(text, draft, names), encoding="utf-8")


def _problems(draft: Draft, scratch: Path) -> list[Problem]:
    for old in (scratch / "samples").iterdir():
        if old.name.partition(".")[0] in draft.families:
            old.unlink()
    for family in draft.families.values():
        answered = _answered(family)
        text = family_text(answered, "")
        (scratch / f"{family.name}.yaml").write_text(text, encoding="utf-8")
        for op in family.operations.values():
            for file, sample in op.samples.items():
                (scratch / "samples" / file).write_text(json.dumps(sample.value), encoding="utf-8")
    try:
        read(scratch)
    except SpecError as error:
        ours = {f"{name}.yaml" for name in draft.families}
        return [problem for problem in error.problems if problem.file in ours
                or problem.file.partition("/")[2].partition(".")[0] in draft.families]
    return []


def _answered(family: Family) -> Family:
    """A family with an answer to each question, so that the rest of it can be checked."""
    made = copy.copy(family)
    made.doc, made.title = (ANSWERS["doc"] if text == TODO else text
                            for text in (family.doc, family.title))
    made.operations = {}
    for name, op in family.operations.items():
        made.operations[name] = copy.copy(op)
        made.operations[name].keys = _answers(op.keys)
    made.types = {}
    for name, one in family.types.items():
        made.types[name] = copy.copy(one)
        made.types[name].fields = {wire: copy.copy(item) for wire, item in one.fields.items()}
        for i, item in enumerate(made.types[name].fields.values()):
            item.keys = _answers(item.keys)
            if item.keys.get("name") == ANSWERS["name"]:
                item.keys["name"] += f"_{i}"
    return made


def _answers(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: ANSWERS[key] if value == TODO else value for key, value in keys.items()
            if value != TODO or key in ANSWERS}


def _take_out(draft: Draft, api: Api, problem: Problem) -> bool:
    """Removes the sample that a problem is about; whether there was one."""
    file = problem.file.partition("/")[2]
    for family in draft.families.values():
        for op in family.operations.values():
            if file in op.samples:
                _remove(draft, family, api, op, file, problem)
                return True
    return False


def _remove(draft: Draft, family: Family, api: Api, op: Operation, file: str,
            problem: Problem) -> None:
    sample = op.samples.pop(file)
    if sample.at:
        draft.note("sample", sample.at, f"{op.title}: {re.sub(r'^found ', '', problem.text)}")
    Samples(family, api.envelope).complete(op)
