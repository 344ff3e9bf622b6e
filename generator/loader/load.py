"""Reads the files of a spec directory and checks each against the schema of the language."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem, Problems, with_suggestion
from .schema import SCHEMA, Language
from .source import At, Source
from .yaml_file import load_yaml

REFERENCES = ("type", "enum", "query", "body", "response", "error")  # keys that name something
OTHERS = ("command", "sources")  # files that a spec may have
RESERVED = ("api", SCHEMA.stem, *OTHERS)  # no names of families
FAMILY_NAME = re.compile(r"[a-z][a-z0-9]{0,15}")


@dataclass
class SpecFiles:
    """The spec's files with what breaks the schema taken out, so that the rest can be checked."""

    directory: Path
    api: Source
    families: dict[str, Source]  # by name; those that could be read
    command: Source | None = None  # where there is one that could be read
    sources: Source | None = None  # the same
    complete: bool = True  # that is, all of them

    def has_all_references(self, family: str | None) -> bool:
        """Whether nothing was taken out that may have named a type of this family, or a shared
        type or enum."""
        sources = [self.families[family]] if family else [self.api, *self.families.values()]
        return (family is not None or self.complete) and not any(
            place[-1] in REFERENCES for source in sources for place in source.removed)

    @property
    def removed_names(self) -> set[str]:
        """Strings in what was taken out."""
        return self.api.removed_names.union(
            *(source.removed_names for source in self.families.values()))


def load(directory: Path, problems: Problems, schema: Path = SCHEMA) -> SpecFiles | None:
    """Reads api.yaml and each family that it names; None without a usable api.yaml."""
    language = Language(schema)
    api = load_yaml(directory / "api.yaml", "api.yaml", problems)
    written = api.data.get("families") if isinstance(api.data, dict) else None
    wanted = len(written) if isinstance(written, list) else 0
    if api.data is not None:
        language.hold(api, "api_file", problems)
    if api.data is None:
        return None
    files = SpecFiles(directory, api, {})
    for i, name in enumerate(api.data.get("families", ())):
        if _is_family(directory, name, At(api, ("families", i)), problems):
            source = _load_family(directory, name, language, problems)
            if source.data is not None:
                files.families[name] = source
    files.command, files.sources = (_load_other(directory, name, language, problems)
                                    for name in OTHERS)
    files.complete = 0 < len(files.families) == wanted \
        and not _check_unlisted(directory, problems, files)
    return files


def _is_family(directory: Path, name: str, at: At, problems: Problems) -> bool:
    if not FAMILY_NAME.fullmatch(name) or name in RESERVED:
        problems.add(at.problem(f"family '{name}', expected at most 16 lower-case letters and "
                                f"digits, and none of {', '.join(RESERVED)}"))
        return False
    if not (directory / f"{name}.yaml").is_file():
        problems.add(at.problem(with_suggestion(f"no file {name}.yaml of family '{name}'", name,
                                           _family_files(directory))))
        return False
    return True


def _load_family(directory: Path, name: str, language: Language, problems: Problems) -> Source:
    source = load_yaml(directory / f"{name}.yaml", f"{name}.yaml", problems)
    if source.data is None:
        return source
    language.hold(source, "family_file", problems)
    if source.data is not None and source.data.get("family", name) != name:
        problems.add(source.problem(("family",), f"family '{source.data['family']}' in "
                                    f"{name}.yaml, expected '{name}'"))
    return source


def _load_other(directory: Path, name: str, language: Language, problems: Problems) \
        -> Source | None:
    if not (directory / f"{name}.yaml").is_file():
        return None
    source = load_yaml(directory / f"{name}.yaml", f"{name}.yaml", problems)
    if source.data is not None:
        language.hold(source, f"{name}_file", problems)
    return source if source.data is not None else None


def _check_unlisted(directory: Path, problems: Problems, files: SpecFiles) -> list[str]:
    """Notes files of no family; returns their names."""
    found = [name for name in _family_files(directory) if name not in files.families]
    for name in found:
        problems.add(Problem(f"{name}.yaml", 1, 1, f"'families' in api.yaml does not name "
                             f"'{name}'"))
    return found


def _family_files(directory: Path) -> list[str]:
    return sorted({path.stem for path in directory.glob("*.yaml")} - set(RESERVED))
