"""Traits of fields: limits, units of time, enums."""
from __future__ import annotations

import unittest

from .helper import DraftCase, response


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


if __name__ == "__main__":
    unittest.main()
