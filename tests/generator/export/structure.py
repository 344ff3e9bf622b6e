"""What makes an OpenAPI 3.1 document sound, as far as this project's documents go."""
from __future__ import annotations

import re
from typing import Any, Iterable, Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
KEYS = {  # of OpenAPI 3.1, those besides `x-...` that may be used
    "document": {"openapi", "info", "servers", "tags", "paths", "components", "security"},
    "info": {"title", "version", "description"},
    "server": {"url", "description"},
    "tag": {"name", "description"},
    "operation": {"operationId", "tags", "summary", "description", "deprecated", "parameters",
                  "requestBody", "responses", "security"},
    "parameter": {"name", "in", "description", "required", "deprecated", "style", "explode",
                  "schema", "example"},
    "request body": {"description", "content", "required"},
    "response": {"description", "content", "headers"},
    "media type": {"schema", "examples", "encoding"},
    "components": {"schemas", "responses", "securitySchemes"}}
NEEDED: dict[str, set[str]] = {
    "document": {"openapi", "info", "paths"}, "info": {"title", "version"},
    "server": {"url"}, "tag": {"name"}, "operation": {"operationId", "responses"},
    "parameter": {"name", "in", "schema"}, "request body": {"content"},
    "response": {"description"}, "media type": {"schema"}, "components": set()}
Found = Iterator[str]


def problems(document: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a document."""
    components = document.get("components", {})
    return [*_keys("document", document, ""), *_keys("info", document.get("info", {}), "info"),
            *_keys("components", components, "components"), *_version(document),
            *_lists(document), *_references(document), *_ids(document), *_unused(document),
            *(problem for name, schema in components.get("schemas", {}).items()
              for problem in _schema(schema, f"schema {name}")),
            *(problem for name, response in components.get("responses", {}).items()
              for problem in _response(response, f"response {name}")),
            *(problem for path, item in document.get("paths", {}).items()
              for problem in _path(document, path, item))]


def resolve(document: dict[str, Any], value: Any) -> Any:
    """What a value is, or what its reference leads to; None where that is nothing."""
    while isinstance(value, dict) and "$ref" in value:
        place: Any = document
        for part in str(value["$ref"]).split("/")[1:]:
            place = place.get(part) if isinstance(place, dict) else None
        value = place
    return value


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            yield path, method, operation


def _keys(kind: str, value: dict[str, Any], where: str) -> Found:
    for key in value:
        if key not in KEYS[kind] and not key.startswith("x-"):
            yield f"{where}: {kind} has no '{key}'"
    for key in sorted(NEEDED[kind] - value.keys()):
        yield f"{where}: {kind} without '{key}'"


def _version(document: dict[str, Any]) -> Found:
    if not re.fullmatch(r"3\.1\.\d", document.get("openapi", "")):
        yield "version: expected 3.1"


def _lists(document: dict[str, Any]) -> Found:
    for server in document.get("servers", []):
        yield from _keys("server", server, "servers")
    for tag in document.get("tags", []):
        yield from _keys("tag", tag, "tags")
    for kind, values in document.get("components", {}).items():
        for name in values:
            if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
                yield f"{kind}: '{name}' is no name of a component"


def _walk(value: Any, where: str = "#") -> Iterator[tuple[str, Any]]:
    yield where, value
    children: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        if key not in ("example", "examples"):
            yield from _walk(child, f"{where}/{key}")


def _references(document: dict[str, Any]) -> Found:
    for where, value in _walk(document):
        if isinstance(value, dict) and "$ref" in value and resolve(document, value) is None:
            yield f"{where}: {value['$ref']} is not there"


def _unused(document: dict[str, Any]) -> Found:
    used = {value["$ref"] for _, value in _walk(document)  # it may be a property, too
            if isinstance(value, dict) and isinstance(value.get("$ref"), str)}
    used |= {f"#/components/securitySchemes/{name}" for _, _, operation in operations(document)
             for way in operation.get("security", []) for name in way}
    for kind, values in document.get("components", {}).items():
        for name in values:
            if f"#/components/{kind}/{name}" not in used:
                yield f"{kind}: '{name}' is used nowhere"


def _ids(document: dict[str, Any]) -> Found:
    ids = [operation.get("operationId") for _, _, operation in operations(document)]
    for one in sorted({str(one) for one in ids if ids.count(one) > 1}):
        yield f"operationId '{one}' twice"


def _schema(schema: Any, where: str) -> Found:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield f"{where}: {error.message}"
    for place, part in _walk(schema, where):
        if isinstance(part, dict) and part.get("type") == "object" and "properties" in part:
            for name in part.get("required", []):
                if name not in part["properties"]:
                    yield f"{place}: '{name}' is required and no property"


def _path(document: dict[str, Any], path: str, item: dict[str, Any]) -> Found:
    if not path.startswith("/") or "?" in path:
        yield f"{path}: no path"
    for method, operation in item.items():
        where = f"{method} {path}"
        if method not in METHODS:
            yield f"{path}: no method '{method}'"
            continue
        yield from _keys("operation", operation, where)
        yield from _parameters(path, operation.get("parameters", []), where)
        if "requestBody" in operation:
            yield from _keys("request body", operation["requestBody"], where)
            yield from _content(operation["requestBody"].get("content", {}), where)
        for status, response in operation.get("responses", {}).items():
            if not re.fullmatch(r"[1-5](\d\d|XX)|default", status):
                yield f"{where}: no status '{status}'"
            yield from _response(resolve(document, response) or {}, f"{where} {status}")
        yield from _names(document, operation, where)


def _names(document: dict[str, Any], operation: dict[str, Any], where: str) -> Found:
    tags = {tag.get("name") for tag in document.get("tags", [])}
    for tag in operation.get("tags", []):
        if tag not in tags:
            yield f"{where}: tag '{tag}' is not declared"
    schemes = document.get("components", {}).get("securitySchemes", {})
    for way in operation.get("security", document.get("security", [])):
        for name in way:
            if name not in schemes:
                yield f"{where}: security scheme '{name}' is not there"


def _parameters(path: str, parameters: list[dict[str, Any]], where: str) -> Found:
    names = [(one.get("in"), one.get("name")) for one in parameters]
    for name in sorted({str(name[1]) for name in names if names.count(name) > 1}):
        yield f"{where}: parameter '{name}' twice"
    templates = set(re.findall(r"{([^}]*)}", path))
    for one in parameters:
        yield from _keys("parameter", one, where)
        yield from _schema(one.get("schema", {}), f"{where}: parameter '{one.get('name')}'")
        if one.get("in") == "path" and not one.get("required"):
            yield f"{where}: path parameter '{one['name']}' is not required"
    for name in sorted(templates ^ {str(name) for kind, name in names if kind == "path"}):
        yield f"{where}: '{name}' is in the path or a path parameter, not both"


def _response(response: dict[str, Any], where: str) -> Found:
    yield from _keys("response", response, where)
    yield from _content(response.get("content", {}), where)


def _content(content: dict[str, Any], where: str) -> Found:
    for kind, media in content.items():
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", kind):
            yield f"{where}: no media type '{kind}'"
        yield from _keys("media type", media, where)
        yield from _schema(media.get("schema", {}), f"{where}: {kind}")
