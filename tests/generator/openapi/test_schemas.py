"""Schemas: references, merged parts, choices, cycles."""
from __future__ import annotations

import time
import unittest

from generator.openapi.schemas import Schema

from .helper import TOP_31, DocumentCase


def shape(schema: Schema) -> str:
    """A schema in a few words."""
    kinds = "|".join(sorted(schema.types)) or "any"
    return kinds + "?" * schema.is_nullable + " or list" * schema.is_scalar_or_list


class Schemas(DocumentCase):
    """What a schema comes to."""

    def test_types(self) -> None:
        found = self.schemas("""
    A: {type: integer, format: int64}
    B: {type: [string, 'null']}
    C: {type: string, nullable: true}
    D: {type: long}
    E: {}
    F: {properties: {x: {type: number}}}
    G: {items: {type: boolean}}
    H: {enum: [a, b]}
    I: {const: 3}
    J: {additionalProperties: {type: integer}}
    K: {enum: [1, x, null]}
    L: true
    M: {type: [integer, string]}
""")
        self.assertEqual({name: shape(one) for name, one in found.items()}, {
            "A": "integer", "B": "string?", "C": "string?", "D": "integer", "E": "any",
            "F": "object", "G": "array", "H": "string", "I": "integer", "J": "object", "K": "any",
            "L": "any", "M": "integer|string"})
        self.assertEqual((found["A"].format, found["K"].enum, found["I"].enum),
                         ("int64", [1, "x"], [3]))
        values = found["J"].values
        self.assertEqual(shape(values) if values else None, "integer")

    def test_all_of(self) -> None:
        found = self.schemas("""
    Base: {type: object, description: base, required: [id],
      properties: {id: {type: integer}, n: {type: string}}}
    More:
      description: more
      allOf:
      - $ref: '#/components/schemas/Base'
      - {required: [x], properties: {x: {type: boolean}, n: {description: a name, maxLength: 5}}}
    Same: {description: other words, allOf: [{$ref: '#/components/schemas/Base'}]}
    Twice: {allOf: [{$ref: '#/components/schemas/More'}, {$ref: '#/components/schemas/Base'}]}
    Uses:
      properties:
        a: {$ref: '#/components/schemas/Base', description: in 3.1 this counts}
        b: {allOf: [{$ref: '#/components/schemas/Base'}], nullable: true}
        c: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {z: {type: string}}}]}
""")
        more = found["More"]
        self.assertEqual((list(more.properties), more.required, more.doc, more.name),
                         (["id", "n", "x"], ["id", "x"], "more", "More"))
        name = more.properties["n"]
        self.assertEqual((shape(name), name.doc, name.number("maxLength")), ("string", "a name", 5))
        self.assertEqual((found["Same"].doc, found["Same"].name), ("other words", "Same"))
        self.assertEqual(found["Same"].identity, found["Base"].identity)
        self.assertEqual(list(found["Twice"].properties), ["id", "n", "x"])
        uses = found["Uses"].properties
        self.assertEqual([(one.name, shape(one), one.doc) for one in uses.values()], [
            ("Base", "object", "in 3.1 this counts"), ("Base", "object?", "base"),
            ("", "object", "base")])
        self.assertIs(found["Base"].properties["id"], found["Base"].properties["id"])

    def test_choices(self) -> None:
        found = self.schemas("""
    Cat: {type: object, properties: {x: {type: string}}}
    A: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Cat'}]}
    B: {anyOf: [{type: integer}, {type: array, items: {type: integer}}]}
    C: {oneOf: [{type: array, items: {$ref: '#/components/schemas/Cat'}},
      {$ref: '#/components/schemas/Cat'}]}
    D: {oneOf: [{type: integer}, {type: string}]}
    E: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object}]}
    F: {anyOf: [{type: string}]}
    G: {oneOf: [{type: string}, {type: array, items: {type: integer}}]}
    H: {oneOf: [{enum: [null]}, {type: number}]}
""")
        self.assertEqual({name: shape(one) for name, one in found.items()}, {
            "Cat": "object", "A": "object?", "B": "array or list", "C": "array or list",
            "D": "integer|string", "E": "any", "F": "string", "G": "any", "H": "number?"})
        self.assertEqual((found["A"].name, found["A"].identity), ("A", found["Cat"].identity))
        self.assertEqual({name: one.misfits for name, one in found.items() if one.misfits},
                         {"E": ["oneOf of 2 schemas"], "G": ["oneOf of 2 schemas"]})

    def test_cycles(self) -> None:
        found = self.schemas("""
    Tree: {type: object, properties: {child: {$ref: '#/components/schemas/Tree'},
      all: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
    Loop: {allOf: [{$ref: '#/components/schemas/Loop'},
      {type: object, properties: {a: {type: string}}}]}
""")
        tree = found["Tree"]
        self.assertIs(tree.properties["child"], tree)
        self.assertIs(tree.properties["all"].items, tree)
        self.assertEqual(list(found["Loop"].properties), ["a"])

    def test_examples_and_docs(self) -> None:
        found = self.schemas("""
    A: {type: integer, title: a title, examples: [1, 2], deprecated: true}
    B: {type: string, description: '  words\\a ', example: '{"not": "read"}'}
    C: {type: object, example: '{"read": 1}'}
""".replace("\\a", "\u00ad"))
        self.assertEqual([example.value for example in found["A"].examples], [1, 2])
        self.assertEqual((found["A"].doc, found["A"].is_deprecated), ("a title", True))
        self.assertEqual(found["B"].examples[0].value, '{"not": "read"}')
        self.assertEqual(found["C"].examples[0].value, {"read": 1})
        self.assertEqual((found["C"].at.line, found["C"].pointer),
                         (8, "#/components/schemas/C"))


class Wrong(DocumentCase):
    """What is wrong with schemas; the rest is read."""

    def found(self, text: str) -> list[str]:
        return self.problems(f"{TOP_31}components:\n  schemas:\n{text}")

    def test_references(self) -> None:
        self.assertEqual(self.found("""
    A: {$ref: '#/components/schemas/None'}
    B: {$ref: 'other.yaml#/X'}
    C: {$ref: '#/components/schemas/D'}
    D: {$ref: '#/components/schemas/C'}
    E: {properties: {x: {$ref: '#/components/schemas/None'}}}
"""), ["zoo.yaml:6:15: $ref '#/components/schemas/None' names nothing in the document",
       "zoo.yaml:7:15: $ref 'other.yaml#/X' is in another document, expected one in this",
       "zoo.yaml:8:15: $ref '#/components/schemas/C' leads back to itself",
       "zoo.yaml:9:15: $ref '#/components/schemas/D' leads back to itself",
       "zoo.yaml:10:32: $ref '#/components/schemas/None' names nothing in the document"])

    def test_kinds(self) -> None:
        self.assertEqual(self.found("""
    A: {type: nonsense}
    B: 5
    C: {properties: [1]}
    D: {allOf: {x: 1}}
    E: {required: 3, type: object}
    F: {required: true, type: string}
    G: {items: 7}
"""), ["zoo.yaml:6:15: type 'nonsense', expected one of object, array, string, integer, number, "
       "boolean",
       "zoo.yaml:7:8: a schema is a number, expected an object",
       "zoo.yaml:8:21: 'properties' is a list, expected an object",
       "zoo.yaml:9:16: 'allOf' is an object, expected a list"])

    def quickly(self, text: str) -> list[str]:
        start = time.monotonic()
        found = self.found(text)
        self.assertLess(time.monotonic() - start, 10)
        return found

    def test_doubling(self) -> None:
        lines = ["    A0: {type: object}"] + [
            f"    A{i}: {{allOf: [{{$ref: '#/components/schemas/A{i - 1}'}}, "
            f"{{$ref: '#/components/schemas/A{i - 1}'}}]}}" for i in range(1, 80)]
        self.assertEqual(self.quickly("\n".join(lines)), [])

    def test_long_chain(self) -> None:
        lines = [f"    A{i}: {{$ref: '#/components/schemas/A{i + 1}'}}" for i in range(3000)]
        found = self.quickly("\n".join([*lines, "    A3000: {type: object}"]))
        self.assertIn("leads back to itself", found[0])
        lines = [f"    A{i}: {{allOf: [{{$ref: '#/components/schemas/A{i + 1}'}}]}}"
                 for i in range(600)]
        found = self.quickly("\n".join([*lines, "    A600: {type: object}"]))
        self.assertIn("a schema of more than 256 parts", found[0])

    def test_subsets(self) -> None:
        """Parts that combine in ever new ways: 2 to the power of 24 schemas."""
        lines = [f"    S{i}: {{properties: {{zero: {{$ref: '#/components/schemas/S{i + 1}'}}, "
                 f"one: {{$ref: '#/components/schemas/S{i + 1}'}}}}}}" for i in range(1, 24)]
        lines += ["    S24: {type: object}", """
    S0:
      properties:
        zero: {$ref: '#/components/schemas/S0'}
        one: {allOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S1'}]}
"""]
        found = self.quickly("\n".join(lines))
        self.assertIn("more than 200000 schemas", found[0])


if __name__ == "__main__":
    unittest.main()
