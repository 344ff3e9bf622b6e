"""Broken and hostile OpenAPI documents and YAML: each ends in problems or in success, within a
time and a memory, and never in a traceback.

FUZZ_SEED and FUZZ_RUNS choose others, and how many.
"""
from __future__ import annotations

import contextlib
import copy
import io
import json
import multiprocessing
import os
import random
import resource
import traceback
from typing import Any, Callable, Iterator
from unittest import mock

from generator.__main__ import main
from generator.builder.build import build
from generator.commands import drift
from generator.loader.problems import Problems
from generator.loader.yaml_file import load_yaml

from .helper import TOP, DirectoryCase
from .test_fuzz import JUNK, at, places

SEED = int(os.environ.get("FUZZ_SEED", "1"))
RUNS = int(os.environ.get("FUZZ_RUNS", "100"))
MEMORY = 1 << 30  # bytes of address space that a document may take
SECONDS = 20      # of the processor, for one hostile document
REFERENCE = [{"$ref": "#/components/schemas/" + name} for name in ("A", "B", "../A", "")] + [
    {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": 5},
    {"allOf": [{"$ref": "#/components/schemas/A"}]}]


def document() -> dict[str, Any]:
    """A small one, with most of what documents have."""
    text = {"type": "string", "example": "x"}
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/A"},
                                  "example": {"id": 1, "b": {"name": "x"}}}}
    return {
        "openapi": "3.1.0", "info": {"title": "Zoo", "version": "1"},
        "paths": {
            "/animals/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True,
                                "schema": {"type": "integer"}}],
                "get": {"operationId": "getAnimal", "tags": ["zoo"],
                        "parameters": [{"name": "page", "in": "query", "schema": text}],
                        "responses": {"200": {"description": "", "content": media}}},
                "post": {"requestBody": {"content": media},
                         "responses": {"default": {"description": "", "content": media}}}}},
        "components": {"schemas": {
            "A": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "integer", "format": "int64"},
                "b": {"$ref": "#/components/schemas/B"},
                "when": {"type": "string", "format": "date-time"},
                "kind": {"enum": ["x", "y", 3]}}},
            "B": {"allOf": [{"type": "object", "properties": {"name": text}},
                            {"oneOf": [{"type": "array", "items": text}, {"type": "null"}]}]}}}}


def hostile() -> Iterator[tuple[str, str]]:
    """Documents that are made to break who reads them."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    yield "aliases", "\n".join(lines)
    yield "alias of itself", "openapi: 3.1.0\nx: &x {y: *x}\n"
    yield "merge of itself", "openapi: 3.1.0\nx: &x\n  <<: *x\n"
    for name, (opening, closing) in {"lists": ("[", "]"), "maps": ("{a: ", "}"),
                                     "objects": ('{"a":', "}")}.items():
        yield f"deep {name}", opening * 50000 + "1" + closing * 50000
        yield f"deep {name} without end", opening * 200000
    yield "deep block", "\n".join(" " * i + "a:" for i in range(2000))
    yield "long number", f'{{"openapi": "3.1.0", "x": {"9" * 100000}}}'
    yield "long text", json.dumps({**document(), "x-long": "x" * (1 << 20)})
    yield "long key", json.dumps({"openapi": "3.1.0", "x" * (1 << 20): 1})
    yield "sexagesimal", "openapi: 3.1.0\nx: " + ":".join(["59"] * 20000)
    yield "tag", "openapi: 3.1.0\nx: !!python/object/apply:os.system [exit]\n"
    yield "controls", "openapi: 3.1.0\nx: \"\\0\\x1b\"\n\x00\x1b"
    circles: dict[str, dict[str, Any]] = {
            "itself": {"A": {"$ref": "#/components/schemas/A"}},
            "a circle": {"A": {"$ref": "#/components/schemas/B"},
                         "B": {"$ref": "#/components/schemas/A"}},
            "its items": {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
            "all of itself": {"A": {"allOf": [{"$ref": "#/components/schemas/A"}] * 3}},
            "one of a circle": {"A": {"oneOf": [{"$ref": "#/components/schemas/B"}] * 3},
                                "B": {"anyOf": [{"$ref": "#/components/schemas/A"}] * 3}},
            "doubling": {**{f"S{i}": {"allOf": [{"$ref": f"#/components/schemas/S{i + 1}"}] * 2}
                            for i in range(40)}, "S40": {"type": "object"},
                         "A": {"$ref": "#/components/schemas/S0"}},
            "doubling parts": {**{f"S{i}": {"type": "object", "properties": {
                name: {"$ref": f"#/components/schemas/S{i + 1}"} for name in "ab"}}
                                  for i in range(40)}, "S40": {"type": "object"},
                               "A": {"$ref": "#/components/schemas/S0"}},
            "a long chain": {**{f"S{i}": {"$ref": f"#/components/schemas/S{i + 1}"}
                                for i in range(3000)}, "S3000": {"type": "object"},
                             "A": {"$ref": "#/components/schemas/S0"}}}
    for name, schemas in circles.items():
        whole = document()
        whole["components"]["schemas"].update(schemas)
        yield f"reference: {name}", json.dumps(whole)


def guarded(work: Callable[[], None], seconds: int = SECONDS) -> str:
    """What went wrong in a process of its own, which has its memory and its time; "": nothing."""
    def run(said: Any) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            work()
            said.send("")
        except BaseException:  # whatever it is, it is told
            said.send(traceback.format_exc())

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=run, args=(theirs,))
    process.start()
    theirs.close()
    try:
        return str(ours.recv())
    except EOFError:
        process.join()
        return f"it was ended with {process.exitcode}"
    finally:
        process.join()


class Documents(DirectoryCase):
    """Each document through `import` and `drift`; a directory of YAML through the spec's loader."""

    def setUp(self) -> None:
        super().setUp()
        api = build(TOP / "spec")
        patch = mock.patch.object(drift, "spec_of", lambda args: api)
        patch.start()
        self.addCleanup(patch.stop)
        self.dice = random.Random(SEED)

    def read(self, text: str | bytes, *options: str) -> None:
        """Gives it to the commands. One that fails says why, in lines that begin with the file."""
        path = self.directory / "theirs"
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        for words in (["import", str(path)], ["drift", str(path)]):
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = main([*words, *options])
            self.assertIn(status, (0, 1, 2))
            if status and not out.getvalue():
                self.assertRegex(err.getvalue(), r"theirs(:\d+:\d+)?: ")

    def as_spec(self, text: str) -> None:
        """Reads it as a file of a spec."""
        path = self.directory / "api.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        problems = Problems()
        source = load_yaml(path, "api.yaml", problems)
        self.assertTrue(source.data is not None or problems)

    def test_hostile(self) -> None:
        for name, text in hostile():
            with self.subTest(name):
                self.assertEqual(guarded(lambda text=text: self.read(text)), "")  # type: ignore
                self.assertEqual(guarded(lambda text=text: self.as_spec(text)), "")  # type: ignore

    def break_one(self, data: Any) -> Any:
        """Deletes, replaces or moves a node."""
        everywhere = list(places(data))
        place = self.dice.choice(everywhere[1:])
        parent, value = at(data, place[:-1]), self.dice.choice(JUNK + REFERENCE)
        if self.dice.random() < 0.3:
            value = at(data, self.dice.choice(everywhere))
        if self.dice.random() < 0.2:
            del parent[place[-1]]
        else:
            parent[place[-1]] = copy.deepcopy(value)
        return data

    def broken(self) -> str | bytes:
        """The document with some nodes broken, or some bytes."""
        data = document()
        for _ in range(self.dice.choice([0, 1, 1, 2, 4])):
            data = self.break_one(data)
            if not isinstance(data, dict) or len(data) < 2:
                data = document()
        text = json.dumps(data, indent=self.dice.choice([None, 1])).encode()
        if self.dice.random() < 0.4:
            start = self.dice.randrange(len(text))
            noise = self.dice.choice([b"", b"\t", b"\0", b"{", b"- ", b": ", b"&a ", b"*a ",
                                      b"\xff"])
            text = text[:start] + noise + text[start + self.dice.choice([0, 1, 30]):]
        return text if self.dice.random() < 0.8 else b"# yaml\n" + text

    def read_broken(self) -> None:
        """All of them, one after another."""
        for run in range(RUNS):
            text = self.broken()
            try:
                self.read(text)
            except BaseException as error:
                raise AssertionError(f"FUZZ_SEED={SEED}, run {run}: {text!r}") from error

    def test_broken(self) -> None:
        self.assertEqual(guarded(self.read_broken, SECONDS + RUNS), "")
