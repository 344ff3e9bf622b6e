"""The keys of the spec language, as its schema has them: what can change, and in which ways."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Iterator

from ..loader.problems import Problems, SpecError
from ..loader.schema import SCHEMA
from ..loader.yaml_file import load_yaml

NAMED = ("field", "type", "operation")  # definitions whose keys are called by their name
OPAQUE = ("examples", "params", "sent_params")  # compared as a whole
FAMILIES = "api.families"  # a list of names in the schema: here the map of the families' files
# Optional lists which mean something else where they are absent than where they are empty.
WHOLE_LISTS = ("operation.outcome.created", "operation.outcome.creatable", "operation.file.types",
               "operation.paged.columns", "options.values")
# What can happen to what has a shape. A struct or map that is always there only changes inside.
KINDS = {
    "flag": (),
    "value": ("changed",),
    "list": ("item-added", "item-removed", "reordered"),
    "struct": (),
    "map": ("added", "removed", "renamed", "moved"),
    "values": ("added", "removed", "renamed", "moved", "changed"),
}


@dataclass
class Node:
    """A key of the language. `key` is its name in rules: `field.type`, `operation.paged.page`."""

    key: str
    shape: str  # one of KINDS; "values" is a map of scalars
    is_required: bool = True
    parts: dict[str, Node] = field(default_factory=dict)  # of a struct
    item: Node | None = None  # of a map
    id_key: str | None = None  # a list of objects, each called by this key of it

    @property
    def is_transparent(self) -> bool:
        """Whether it means the same absent as empty: a struct of optional keys, most lists."""
        if self.shape == "struct":
            return not any(part.is_required for part in self.parts.values())
        return self.shape in ("map", "values") \
            or (self.shape == "list" and self.key not in WHOLE_LISTS)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can happen to it as a whole."""
        comes_and_goes = () if self.is_required or self.is_transparent else ("added", "removed")
        return (*comes_and_goes, *KINDS[self.shape])


@lru_cache(maxsize=None)
def language() -> dict[str, Node]:
    """The keys of each kind of file: "api", "family", "command", "sources"."""
    problems = Problems()
    source = load_yaml(SCHEMA, SCHEMA.name, problems)
    if problems:
        raise SpecError(problems)
    definitions = source.data["$defs"]
    kinds = [name[:-len("_file")] for name in definitions if name.endswith("_file")]
    files = {kind: _node(definitions, kind, definitions[f"{kind}_file"], True) for kind in kinds}
    files["command"].parts["command"].is_required = False  # a spec may lack the file
    del files["family"].parts["family"]  # says the file's name again
    files["api"].parts["families"] = Node(FAMILIES, "map", item=files["family"])
    return files


def all_nodes() -> Iterator[Node]:
    """Every key of the language once."""
    seen: dict[str, Node] = {}

    def visit(node: Node) -> None:
        if node.kinds:
            seen.setdefault(node.key, node)
        for part in (*node.parts.values(), *([node.item] if node.item else [])):
            visit(part)

    for top in language().values():
        visit(top)
    return iter(seen.values())


def _node(definitions: dict[str, Any], key: str, schema: dict[str, Any], required: bool) -> Node:
    name = schema.get("$ref", "").rpartition("/")[2]
    if name in OPAQUE:
        return Node(key, "value", required)
    if name:
        return _node(definitions, name if name in NAMED else key, definitions[name], required)
    if "properties" in schema:
        needed = schema.get("required", ())
        parts = {part: _node(definitions, f"{key}.{part}", inner, part in needed)
                 for part, inner in schema["properties"].items()}
        return Node(key, "struct", required, parts)
    if isinstance(schema.get("additionalProperties"), dict):
        return _map(definitions, key, schema["additionalProperties"], required)
    if schema.get("type") == "array":
        return _list(definitions, key, schema, required)
    return Node(key, "flag" if "const" in schema else "value", required)


def _map(definitions: dict[str, Any], key: str, inner: dict[str, Any], required: bool) -> Node:
    item = _node(definitions, key.rpartition(".")[2], inner, True)
    return Node(key, "map", required, item=item) if item.parts else Node(key, "values", required)


def _list(definitions: dict[str, Any], key: str, schema: dict[str, Any], required: bool) -> Node:
    """A list of names; or of objects, which are called by their first key; or a value, where its
    length is fixed."""
    items = schema["items"]
    if "properties" in items:
        node = _map(definitions, key, items, required)
        assert node.item
        id_key = items["required"][0]
        del node.item.parts[id_key]
        return Node(key, "map", required, item=node.item, id_key=id_key)
    return Node(key, "list" if schema.get("uniqueItems") else "value", required)
