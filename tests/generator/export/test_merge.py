"""Operations on one path: what one operation says for all of them."""
from __future__ import annotations

import unittest
from typing import Any

from generator.export.merge import merged


def operation(name: str, **parts: Any) -> dict[str, Any]:
    """An operation with the least that there is."""
    return {"operationId": name, "tags": ["t"], "summary": f"Do {name}",
            "description": f"Do {name}.", "security": [{"token": []}],
            "responses": {"200": {"description": "Done.", "content": media({"type": "object"})}},
            "x-iqm-operation": name, "x-iqm-effect": "read", **parts}


def media(schema: dict[str, Any], kind: str = "application/json", **parts: Any) -> dict[str, Any]:
    """A content of one media type."""
    return {kind: {"schema": schema, **parts}}


def parameter(name: str, schema: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A parameter of the query."""
    return {"name": name, "in": "query", "schema": schema, **parts}


class Merged(unittest.TestCase):
    """Two operations, a and b."""

    def test_one_stays_as_it_is(self) -> None:
        one = operation("a")
        self.assertIs(merged({"f.a": one}), one)

    def test_words(self) -> None:
        both = merged({"f.a": operation("a"), "f.b": operation("b", tags=["u"])})
        self.assertEqual(both["operationId"], "a_or_b")
        self.assertEqual(both["tags"], ["t", "u"])
        self.assertEqual((both["summary"], both["description"]), ("Do a; Do b", "Do a. Do b."))
        self.assertEqual(both["security"], [{"token": []}])
        self.assertEqual(both["x-iqm-effect"], "read")
        self.assertEqual(both["x-iqm-operations"], {"f.a": {"x-iqm-operation": "a"},
                                                    "f.b": {"x-iqm-operation": "b"}})

    def test_effects_that_differ_are_each_ones_own(self) -> None:
        both = merged({"f.a": operation("a"), "f.b": operation("b", **{"x-iqm-effect": "paid"})})
        self.assertNotIn("x-iqm-effect", both)
        self.assertEqual([one["x-iqm-effect"] for one in both["x-iqm-operations"].values()],
                         ["read", "paid"])

    def test_parameters(self) -> None:
        kind_a = parameter("kind", {"const": "a"}, required=True)
        kind_b = parameter("kind", {"const": "b"}, required=True)
        ids = parameter("ids", {"type": "array"}, required=True)
        both = merged({"f.a": operation("a", parameters=[kind_a, ids]),
                       "f.b": operation("b", parameters=[kind_b])})
        kind, rest = both["parameters"]
        self.assertEqual(kind, parameter("kind", {"anyOf": [{"const": "a"}, {"const": "b"}]},
                                         required=True))
        self.assertEqual(rest, parameter("ids", {"type": "array"}))

    def test_bodies(self) -> None:
        first = media({"type": "object"}, examples={"x": {"value": 1}},
                      encoding={"ids": {"explode": False}})
        second = media({"type": "array"}, examples={"x": {"value": 2}})
        both = merged({
            "f.a": operation("a", requestBody={"required": True, "content": first}),
            "f.b": operation("b", requestBody={"required": True, "content": second})})
        self.assertEqual(both["requestBody"], {"required": True, "content": media(
            {"oneOf": [{"type": "object"}, {"type": "array"}]},
            examples={"f.a.x": {"value": 1}, "f.b.x": {"value": 2}},
            encoding={"ids": {"explode": False}})})

    def test_a_body_that_only_one_has(self) -> None:
        body = {"required": True, "content": media({"type": "object"})}
        both = merged({"f.a": operation("a", requestBody=body), "f.b": operation("b")})
        self.assertEqual(both["requestBody"], {**body, "required": False})

    def test_responses(self) -> None:
        other = {"200": {"description": "Made.", "content": media({"type": "array"})},
                 "404": {"description": "None.", "content": media({"type": "object"})}}
        both = merged({"f.a": operation("a"), "f.b": operation("b", responses=other)})
        self.assertEqual(both["responses"]["200"], {
            "description": "Done. Made.",
            "content": media({"anyOf": [{"type": "object"}, {"type": "array"}]})})
        self.assertEqual(both["responses"]["404"], other["404"])


if __name__ == "__main__":
    unittest.main()
