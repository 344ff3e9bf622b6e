"""Fields: what schemas, examples and both together come to."""
from __future__ import annotations

import unittest

from .helper import DraftCase, response


class Schemas(DraftCase):
    """Without examples."""

    def test_scalars_and_lists(self) -> None:
        for version in ("3.0.3", "3.1.0"):
            self.assertEqual(self.fields("""{
                a: {type: integer}, b: {type: number}, c: {type: boolean}, d: {type: string},
                animalId: {type: string}, e: {type: array, items: {type: integer}},
                keeperIds: {type: array, items: {type: string}, description: Who feeds it}}""",
                version=version), [
                "a: {type: int, doc: Field `a`.}", "b: {type: num, doc: Field `b`.}",
                "c: {type: bool, doc: Field `c`.}", "d: {type: string, doc: Field `d`.}",
                "animalId: {type: id, doc: Animal id.}", 'e: {type: "int[]", doc: Field `e`.}',
                'keeperIds: {type: "id[]", doc: Who feeds it.}'])

    def test_null_and_choices(self) -> None:
        self.assertEqual(self.fields("""{
            a: {type: [integer, 'null']}, b: {oneOf: [{type: string}, {type: 'null'}]},
            c: {anyOf: [{type: integer}, {type: array, items: {type: integer}}]},
            d: {type: [string, integer]}}"""), [
            "a: {type: int, doc: Field `a`.}", "b: {type: string, doc: Field `b`.}",
            'c: {type: "int[]", scalar_or_list: true, doc: Field `c`.}',
            "d: {type: id, doc: Field `d`.}"])

    def test_nullable_of_3_0(self) -> None:
        self.assertEqual(self.fields("{a: {type: integer, nullable: true}}", version="3.0.0"),
                         ["a: {type: int, doc: Field `a`.}"])

    def test_docs_are_cleaned(self) -> None:
        self.assertEqual(self.fields("""{
            a: {type: integer,
                description: "  two\\n lines, **bold** and <br/> a [link](http://x)"},
            b: {type: integer, description: "Ends: with # signs"},
            c: {type: integer, title: a title}}"""), [
            "a: {type: int, doc: \"Two lines, bold and a link.\"}",
            'b: {type: int, doc: "Ends: with # signs."}', "c: {type: int, doc: A title.}"])

    def test_two_names_that_are_one_in_c(self) -> None:
        self.assertEqual(self.fields("{aB: {type: integer}, a_b: {type: integer}}"), [
            "aB: {type: int, doc: A b.}", "a_b: {type: int, name: a_b_2, doc: A b.}"])

    def test_two_names_of_one_field(self) -> None:
        self.assertEqual(self.fields("{cageIds: {type: array, items: {type: integer}}, "
                                     "size: {type: integer}}", "{cageId: 5, size: 1}"), [
            'cageIds: {type: "int[]", doc: Cage ids.}', "size: {type: int, doc: Size.}",
            "# Contradiction: the schema has no such field, an example (line 7) has it.",
            "# Perhaps another name of `cageIds`: then one of its aliases.",
            "cageId: {type: int, doc: Cage id.}"])

    def test_names_that_cannot_be(self) -> None:
        draft = self.draft("""openapi: 3.0.0
paths:
  /cages:
    get:
      responses:
        200: {description: x, content: {
          application/json: {example: {success: true, data: {"a\\tb": 1, "": 2, c: 3}}}}}
""")
        self.assertEqual(self.notes(draft, "lost"), [
            "7: cages.list_response has a field whose name is empty or has control characters"])
        self.assertIn("      c: {type: int, doc: Field `c`.}\n", self.text(draft))


class Examples(DraftCase):
    """Without schemas, and against them."""

    def test_without_a_schema(self) -> None:
        self.assertEqual(self.fields("", "{a: 1, b: 1.5, c: true, d: x, e: [1, 2], f: {g: [x]}, "
                                     "price: 3, sizes: {'1': 20, '2': 30}}"), [
            "a: {type: int, doc: Field `a`.}", "b: {type: num, doc: Field `b`.}",
            "c: {type: bool, doc: Field `c`.}", "d: {type: string, doc: Field `d`.}",
            'e: {type: "int[]", doc: Field `e`.}', "f: {type: f, doc: Field `f`.}",
            "# Integers in examples; named like an amount.", "price: {type: num, doc: Price.}",
            "# Taken for a map, since the keys of examples are digits.",
            'sizes: {type: "int{}", doc: Sizes.}'])

    def test_contradictions(self) -> None:
        self.assertEqual(self.fields(
            "{a: {type: integer}, b: {type: string}, c: {type: array, items: {type: integer}}, "
            "d: {type: integer}, e: {type: boolean}, f: {type: integer}, g: {type: integer}}",
            "{a: '5', b: 5, c: 5, d: [5], e: 1, f: 1.5, h: new}"), [
            "# Contradiction: the schema has an integer, an example (line 7) has text.",
            "a: {type: int, doc: Field `a`.}",
            "# Contradiction: the schema has text, an example (line 7) has an integer.",
            "b: {type: id, doc: Field `b`.}",
            "# Contradiction: the schema has a list, an example (line 7) has one value.",
            'c: {type: "int[]", scalar_or_list: true, doc: Field `c`.}',
            "# Contradiction: the schema has one value, an example (line 7) has a list.",
            'd: {type: "int[]", scalar_or_list: true, doc: Field `d`.}',
            "# Contradiction: the schema has a boolean, an example (line 7) has an integer.",
            "e: {type: bool, doc: Field `e`.}",
            "# Contradiction: the schema has an integer, an example (line 7) has a number.",
            "f: {type: num, doc: Field `f`.}", "g: {type: int, doc: Field `g`.}",
            "# Contradiction: the schema has no such field, an example (line 7) has it.",
            "h: {type: string, doc: Field `h`.}"])

    def test_required_and_not_there(self) -> None:
        draft = self.draft("""openapi: 3.0.0
paths:
  /cages:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [a, b],
                     properties: {a: {type: integer}, b: {type: integer}}}
            example: {b: 3}
      responses: {200: {description: x, content: {
        application/json: {example: {success: true, data: {message: x}}}}}}
""")
        self.assertIn("      # Contradiction: the schema requires it, "
                      "an example (line 10) lacks it.\n", self.text(draft))

    def test_what_nothing_is_said_of_has_a_place(self) -> None:
        draft = self.draft(response("{a: {type: integer}}", "{a: 1, b: null}"))
        (note,) = draft.noted("lost")
        self.assertEqual((note.file, note.text),
                         ("zoo.yaml", "cages.got.b: the document does not say what it is"))

    def test_null_is_nothing(self) -> None:
        self.assertEqual(self.fields("{a: {type: integer}}", "{a: null}"),
                         ["a: {type: int, doc: Field `a`.}"])


class Maps(DraftCase):
    """Objects whose keys are data."""

    def test_maps(self) -> None:
        self.assertEqual(self.fields("""{
            ints: {type: object, additionalProperties: {type: integer}},
            lists: {type: object, additionalProperties: {type: array, items: {type: string}}},
            cages: {type: object,
                    additionalProperties: {type: object, properties: {size: {type: integer}}}},
            empty: {type: object, properties: {empty: {type: boolean}},
                    additionalProperties: {type: number}},
            free: {type: object, additionalProperties: {type: object}},
            maps: {type: object,
                   additionalProperties: {type: object, additionalProperties: {type: integer}}},
            open: {type: object, additionalProperties: true},
            rows: {type: array, items: {type: array, items: {type: integer}}}}"""), [
            'ints: {type: "int{}", doc: Ints.}', 'lists: {type: "string[]{}", doc: Lists.}',
            'cages: {type: "cage{}", doc: Cages.}', 'empty: {type: "num{}", doc: Empty.}',
            "# An object of which nothing is said.", 'free: {type: "json{}", doc: Free.}',
            "# A map of maps, or a list of maps, which the language has no type for.",
            "maps: {type: json, doc: Maps.}", "# An object of which nothing is said.",
            "open: {type: json, doc: Open.}",
            "# A list of lists, which the language has no type for.",
            "rows: {type: json, doc: Rows.}"])


class Objects(DraftCase):
    """Types inside types."""

    MORE = """    Node: {type: object, properties: {
      name: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
    CageVO: {type: object, description: A cage, properties: {id: {type: integer}}}
"""

    def test_references(self) -> None:
        self.assertEqual(self.fields(
            "{cage: {$ref: '#/components/schemas/CageVO'}, cages: {type: array, items: "
            "{$ref: '#/components/schemas/CageVO'}}, other: {type: object, properties: {x: {type: "
            "integer}}}}", more=self.MORE), [
            "cage: {type: cage, doc: A cage.}", 'cages: {type: "cage[]", doc: Cages.}',
            "other: {type: other, doc: Other.}"])

    def test_equal_types_are_one(self) -> None:
        self.assertEqual(self.fields("{a: {type: object, properties: {x: {type: integer}}}, "
                                     "b: {type: object, properties: {x: {type: integer}}}}"), [
            "a: {type: a, doc: Field `a`.}", "b: {type: a, doc: Field `b`.}"])


if __name__ == "__main__":
    unittest.main()
