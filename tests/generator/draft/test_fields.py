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


class Traits(DraftCase):
    """What is said for people."""

    def test_limits_and_defaults(self) -> None:
        self.assertEqual(self.fields("""{
            one: {type: integer, default: 5, minimum: 1, maximum: 9},
            two: {type: number, minimum: 0.5},
            three: {type: string, minLength: 3, maxLength: 20, default: abc},
            four: {type: string, maxLength: 9},
            five: {type: array, maxItems: 4, items: {type: string, maxLength: 7}},
            six: {type: array, minItems: 1, items: {type: integer, minimum: 1, maximum: 3}},
            seven: {type: boolean, default: false}, eight: {type: string, default: ''},
            nine: {type: integer, default: many},
            ten: {type: string, minLength: 9, maxLength: 3}}"""), [
            "one: {type: int, default: 5, range: [1, 9], doc: One.}",
            "two: {type: num, doc: Two. At least 0.5.}",
            "three: {type: string, default: abc, length: [3, 20], doc: Three.}",
            "four: {type: string, length: [0, 9], doc: Four.}",
            'five: {type: "string[]", items: [0, 4], length: [0, 7], doc: Five.}',
            'six: {type: "int[]", range: [1, 3], doc: Six.}',
            "seven: {type: bool, default: false, doc: Seven.}",
            "eight: {type: string, doc: Eight.}",
            "nine: {type: int, doc: Nine.}", "ten: {type: string, doc: Ten.}"])

    def test_default_outside_of_the_limits(self) -> None:
        found = self.fields("{one: {type: integer, default: 50, minimum: 1, maximum: 9}}")
        self.assertEqual(found, [
            "# Contradiction: the default, 50, is outside of the limits.",
            "one: {type: int, range: [1, 9], doc: One.}"])

    def test_default_that_is_no_value(self) -> None:
        self.assertEqual(self.fields("{one: {type: string, default: C, enum: [A, B]}}"), [
            "# Contradiction: the default, C, is none of the values.",
            "one: {type: string, enum: cages_one, doc: One.}"])

    def test_deprecated(self) -> None:
        self.assertEqual(self.fields("{one: {type: integer, deprecated: true}}"), [
            "one: {type: int, deprecated: The document marks it as deprecated., doc: One.}"])

    def test_secrets(self) -> None:
        self.assertEqual(self.fields("{accessToken: {type: string}, password: {type: string}, "
                                     "pageUrl: {type: string}}"), [
            "accessToken: {type: string, secret: true, doc: Access token.}",
            "password: {type: string, secret: true, doc: Password.}",
            "pageUrl: {type: string, doc: Page url.}"])

    def test_counts_of_rows(self) -> None:
        text = self.text(self.draft(response(
            "{totalRecords: {type: integer}, cages: {type: array, items: {type: object, "
            "properties: {size: {type: integer}}}}}")))
        self.assertIn("  cage_page:\n    doc: Got.\n    fields:\n"
                      "      totalRecords: {type: int, unit: rows, doc: Total records.}\n", text)


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


class Times(DraftCase):
    """Timestamps and their unit."""

    def test_by_words(self) -> None:
        self.assertEqual(self.fields("""{
            startDate: {type: integer, description: Epoch milliseconds},
            endDate: {type: integer, description: In seconds since 1970},
            rangeStart: {type: integer, description: 'Where it begins, in milliseconds'},
            waitTime: {type: integer, description: In seconds},
            uploadDuration: {type: integer, description: In ms},
            timezoneId: {type: integer}, date: {type: string},
            retentionTime: {type: integer, example: 30}}"""), [
            "startDate: {type: ms, doc: Epoch milliseconds.}",
            "endDate: {type: s, doc: In seconds since 1970.}",
            'rangeStart: {type: ms, doc: "Where it begins, in milliseconds."}',
            "waitTime: {type: int, doc: In seconds.}", "uploadDuration: {type: int, doc: In ms.}",
            "timezoneId: {type: int, doc: Timezone id.}", "date: {type: string, doc: Date.}",
            "retentionTime: {type: int, doc: Retention time.}"])

    def test_by_examples(self) -> None:
        self.assertEqual(self.fields("{startDate: {type: integer}, createdOn: {type: integer}}",
                                     "{startDate: 1722311000, createdOn: 1722311000000}"), [
            "# Unit guessed from the size of an example, 1722311000.",
            "startDate: {type: s, doc: Start date.}",
            "# Unit guessed from the size of an example, 1722311000000.",
            "createdOn: {type: ms, doc: Created on.}"])

    def test_words_against_examples(self) -> None:
        self.assertEqual(self.fields("{a_date: {type: integer, description: Epoch milliseconds}}",
                                     "{a_date: 1722311000}"), [
            "# Contradiction (line 7): the words say milliseconds, an example (1722311000) is in "
            "seconds.", "a_date: {type: ms, doc: Epoch milliseconds.}"])

    def test_by_others_or_not_at_all(self) -> None:
        self.assertEqual(self.fields("{startDate: {type: integer, description: Epoch seconds}, "
                                     "endDate: {type: integer}}"), [
            "startDate: {type: s, doc: Epoch seconds.}",
            "# Unit guessed from other timestamps of the family.",
            "endDate: {type: s, doc: End date.}"])
        self.assertEqual(self.fields("{endDate: {type: integer}}"), [
            "# A timestamp whose unit the document does not say: ms or s?",
            "endDate: {type: TODO, doc: End date.}"])


class Enums(DraftCase):
    """Names of values."""

    def test_of_numbers_in_words(self) -> None:
        self.assertEqual(self.fields(
            "{fileTypeId: {type: integer, description: '1=XLSX, 2 - CSV'}, "
            "kind: {type: integer, description: 'Kind (1: small cage, 2: large cage)'}, "
            "size: {type: integer, description: 'Up to 3 - that is all'}}"), [
            "# Values taken from the description.",
            'fileTypeId: {type: int, enum: file_type, doc: "1=XLSX, 2 - CSV."}',
            "# Values taken from the description.",
            'kind: {type: int, enum: cages_kind, doc: "Kind (1: small cage, 2: large cage)"}',
            'size: {type: int, doc: Up to 3 - that is all.}'])

    def test_values(self) -> None:
        draft = self.draft("""openapi: 3.0.0
paths:
  /cages:
    get:
      responses:
        200:
          description: x
          content:
            application/json:
              schema: {properties: {
                kind: {type: integer, enum: [1, 2], x-enum-varnames: [Small, Very Large]}}}
""")
        self.assertEqual([(one.name, one.values) for one in draft.enums.values()],
                         [("cages_kind", {"small": 1, "very_large": 2})])


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
