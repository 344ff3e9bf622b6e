"""Thousands of broken specs: each ends in problems or in success, never in a traceback.

FUZZ_SEED and FUZZ_RUNS choose others, and how many.
"""
from __future__ import annotations

import copy
import json
import os
import random
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any, Iterator
from unittest import mock

from generator.builder import samples
from generator.loader import json_file
from generator.loader import load as loading
from generator.builder.build import build
from generator.model.api import Api
from generator.loader.problems import Problems, SpecError
from generator.output.render import render
from generator.loader.schema import Language
from generator.loader.source import Place, Source
from generator.loader.yaml_file import load_yaml

from .helper import TOP

SEED = int(os.environ.get("FUZZ_SEED", "1"))
RUNS = int(os.environ.get("FUZZ_RUNS", "2000"))
RENDERED = 40  # how many of the specs that are still good
JUNK: list[Any] = [None, True, False, 0, -1, 2 ** 70, 1.5, "", " ", "x", "int", "int[]", "int{}",
                   "id", "report[]", "pldId", "a b", "*/", "??/", "class", "\n", [], {}, [None],
                   [[]],
                   {"": None}, ["x", "x"], {"doc": None}, {"type": "int", "doc": "A number."},
                   "x" * 5000, {"a": {"b": {"c": [1, 2, {"d": None}]}}}]


def places(data: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in the data, the top first."""
    yield place
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, place + (key,))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from places(value, place + (i,))


def at(data: Any, place: Place) -> Any:
    """What stands at a place."""
    for step in place:
        data = data[step]
    return data


class Fuzz(unittest.TestCase):
    """Breaks the real spec; files that it leaves alone are read and checked once."""

    def setUp(self) -> None:
        self.dice = random.Random(SEED)
        self.unbroken: dict[str, Source] = {}
        self.broken: dict[str, Source] = {}
        self.instead: dict[str, Path] = {}  # files to read in place of the spec's
        self.json: dict[str, Any] = {}
        read_json, hold = json_file.load_json, Language.hold

        def load(path: Path, shown: str, problems: Any) -> Source:
            problems.reading(shown)
            if shown in self.instead:
                self.broken[shown] = load_yaml(self.instead[shown], shown, problems)
            if shown in self.broken:
                return self.broken[shown]
            if shown not in self.unbroken:
                self.unbroken[shown] = load_yaml(path, shown, problems)
            return self.unbroken[shown]

        def load_json(path: Path, shown: str, problems: Any) -> Any:
            if shown not in self.json:
                self.json[shown] = read_json(path, shown, problems)
            return self.json[shown]

        def hold_broken(language: Language, source: Source, kind: str, problems: Any) -> None:
            if source.file in self.broken:
                hold(language, source, kind, problems)

        language = Language()
        for target, name, value in ((loading, "load_yaml", load),
                                    (loading, "Language", lambda *_: language),
                                    (samples, "load_json", load_json),
                                    (Language, "hold", hold_broken)):
            patch = mock.patch.object(target, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def build(self, directory: Path) -> Api | None:
        """The model, or None where it is refused as it should be."""
        try:
            return build(directory)
        except SpecError as error:
            self.assertTrue(error.problems)
            for problem in error.problems:
                self.assertGreaterEqual(min(problem.line, problem.column), 1, problem)
                self.assertNotIn("\n", str(problem))
            return None

    def break_one(self, data: Any) -> Any:
        """Deletes, replaces or renames a node; returns the data, new if all of it is."""
        place = self.dice.choice(list(places(data)))
        deed = self.dice.choice(["delete", "junk", "junk", "other", "rename"])
        value = self.dice.choice(JUNK)
        if deed == "other":
            value = at(data, self.dice.choice(list(places(data))))
        if not place:
            return copy.deepcopy(value)
        parent = at(data, place[:-1])
        if deed == "delete":
            del parent[place[-1]]
        elif deed == "rename" and isinstance(parent, dict):
            word = self.dice.choice(["x", "doc", "type", "", "a b", *parent])
            parent[word] = parent.pop(place[-1])
        else:
            parent[place[-1]] = copy.deepcopy(value)
        return data

    def break_nodes(self, directory: Path, runs: int) -> None:
        """Breaks one or two files of a spec again and again."""
        self.assertIsNotNone(self.build(directory))
        names = list(self.unbroken)
        good = 0
        with tempfile.TemporaryDirectory() as temp:
            for run in range(runs):
                self.broken.clear()
                self.instead.clear()
                for name in self.dice.sample(names, self.dice.choice([1, 1, 1, 2])):
                    data = copy.deepcopy(self.unbroken[name].data)
                    for _ in range(self.dice.choice([1, 1, 2, 4])):
                        data = self.break_one(data)
                    self.instead[name] = Path(temp) / name
                    self.instead[name].write_text(json.dumps(data), encoding="utf-8")
                with self.subTest(seed=SEED, run=run):
                    api = self.build(directory)
                    good += api is not None
                    if api and good <= RENDERED:
                        render(api, TOP / "templates")
        self.assertGreaterEqual(good, runs // 200)

    def test_broken_nodes(self) -> None:
        self.break_nodes(TOP / "spec", RUNS // 6)

    def test_broken_nodes_of_two_families(self) -> None:
        """The same, and faster."""
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            (directory / "samples").mkdir()
            for path in [*(TOP / "spec" / "samples").glob("auth.*"),
                         *(TOP / "spec" / "samples").glob("pld.*")]:
                shutil.copy(path, directory / "samples")
            for file in ("auth.yaml", "pld.yaml"):
                shutil.copy(TOP / "spec" / file, directory)
            api = load_yaml(TOP / "spec" / "api.yaml", "api.yaml", Problems()).data
            api["families"] = ["auth", "pld"]
            for part, others in (("enums", ["sls_report_type", "aqs_report_type"]),
                                 ("types", ["name_query", "name_check"]),
                                 ("units", ["bytes", "months"])):
                for other in others:
                    del api[part][other]
            (directory / "api.yaml").write_text(json.dumps(api), encoding="utf-8")
            self.break_nodes(directory, RUNS)

    def test_broken_text(self) -> None:
        text = (TOP / "spec" / "auth.yaml").read_text(encoding="utf-8")
        self.assertIsNotNone(self.build(TOP / "spec"))
        with tempfile.TemporaryDirectory() as name:
            path = self.instead["auth.yaml"] = Path(name) / "auth.yaml"
            for run in range(RUNS // 20):
                start = self.dice.randrange(len(text))
                noise = self.dice.choice(["", "\t", "\x00", "{", "- ", ": ", "&a ", "*a "])
                raw = (text[:start] + noise
                       + text[start + self.dice.choice([0, 1, 30]):]).encode("utf-8")
                path.write_bytes(raw[:-1] if run % 2 else raw.replace(b"e", b"\xff", run % 3))
                with self.subTest(seed=SEED, run=run, start=start):
                    self.broken.clear()
                    self.build(TOP / "spec")
