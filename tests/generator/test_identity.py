"""What is one API's stands in its spec: runtime/, generator/, templates/ have none of its words."""
from __future__ import annotations

import io
import re
import tempfile
import tokenize
import unittest
from pathlib import Path
from typing import Iterator

from generator.builder.build import build
from generator.model.api import Api

from .helper import TOP

# Where a word of the spec stands all the same: the start of a file's path, the words, and why.
ALLOWED: tuple[tuple[str, set[str], str], ...] = (
    ("runtime/package/", {"iqm-insights", "IQM", "STATIC"},
     "what this project's packages are called, and hold"),
    ("runtime/lib/purchase/journal_record.c", {"reportId"}, "a member of the journal's records"),
    ("generator/model/names.py", {"IQM"}, "what the names of the runtime begin with"),
)
STANDARD = {"Authorization", "Authentication"}  # the second is an English word, too


def words_of(api: Api) -> set[str]:
    """Names of this API alone: its host, headers, paths, fields, variables, C names, command."""
    words = {api.base_url.rpartition("/")[2], api.workspace_header, *api.request_id_headers}
    words.update({api.duplicate_auth_header} - STANDARD)
    words.update(f"{api.prefix}_{family}_" for family in api.families)
    words.update((f"{api.prefix}_{api.name}_api", f"{api.prefix}/{api.name}.h"))
    words.update("/".join(op.path.split("/")[:4]) for op in api.operations())
    wires = {name for one in api.all_types() for item in one.fields.values() for name in item.names}
    envelope = {api.envelope.success, api.envelope.data, api.envelope.errors}
    words.update(name for name in wires | envelope if re.search("[a-z][A-Z]", name))
    words.update(family.upper() for family in api.families)
    words.add(api.title.partition(" ")[0])
    words.update(enum.c_name for enum in api.enums.values())
    if api.program:
        words.add(api.program.name)
        words.update(setting.env for setting in api.program.settings)
    return {word for word in words if len(word) > 2}


def without_comments(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file; of C and Python without comments, where an example may stand."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".c", ".h"):
        text = re.sub(r'/\*.*?\*/|("(?:\\.|[^"\\\n])*")',
                      lambda m: m[1] or "\n" * m[0].count("\n"), text, flags=re.DOTALL)
    elif path.suffix == ".py":
        text = _python(text)
    return enumerate(text.split("\n"), 1)


def _python(text: str) -> str:
    lines = text.split("\n")
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_doc = token.type == tokenize.STRING and before in (
            tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if is_doc or token.type == tokenize.COMMENT:
            for i in range(token.start[0] - 1, token.end[0]):
                start = token.start[1] if i == token.start[0] - 1 else 0
                lines[i] = lines[i][:start]
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            before = token.type
    return "\n".join(lines)


def found(api: Api, top: Path) -> list[str]:
    """Every place of a word: `file:line: word`."""
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9_]){re.escape(word)}" + (
        "" if word.endswith("_") else r"(?![A-Za-z0-9_])") for word in sorted(words_of(api))))
    places = []
    for part in ("runtime", "generator", "templates"):
        for path in sorted((top / part).rglob("*")):
            if path.suffix not in (".c", ".h", ".py", ".j2", ".yaml", ".in", ".sh"):
                continue
            name = path.relative_to(top).as_posix()
            places += [f"{name}:{line}: {match[0]}" for line, text in without_comments(path)
                       for match in pattern.finditer(text)
                       if not any(name.startswith(at) and match[0] in some
                                  for at, some, _ in ALLOWED)]
    return places


class Identity(unittest.TestCase):
    """The rule."""

    maxDiff = None

    def test_words_of_the_spec_are_in_the_spec_only(self) -> None:
        self.assertEqual(found(build(TOP / "spec"), TOP), [])

    def test_a_word_is_found(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            top = Path(name)
            (top / "runtime").mkdir()
            (top / "runtime" / "a.c").write_text(
                "/* api.iqm.com */\nchar a[] = \"see api.iqm.com/* */\";\n\nf(iqm_pld_list);\n"
                "g(\"IQM_TOKEN\", \"IQM's\", iqm_int, \"errorObjects2\");\n", encoding="utf-8")
            (top / "generator").mkdir()
            (top / "generator" / "b.py").write_text(
                'def f():\n    """errorObjects"""\n    return "errorObjects"  # errorObjects\n',
                encoding="utf-8")
            self.assertEqual(found(build(TOP / "spec"), top), [
                "runtime/a.c:2: api.iqm.com", "runtime/a.c:4: iqm_pld_",
                "runtime/a.c:5: IQM_TOKEN", "runtime/a.c:5: IQM", "generator/b.py:3: errorObjects"])

    def test_what_is_allowed_is_there(self) -> None:
        for path, words, why in ALLOWED:
            with self.subTest(path, why=why):
                files = [TOP / path] if (TOP / path).is_file() else (TOP / path).rglob("*")
                text = " ".join(one.read_text(encoding="utf-8") for one in files if one.is_file())
                self.assertEqual([word for word in words if word not in text], [])


if __name__ == "__main__":
    unittest.main()
