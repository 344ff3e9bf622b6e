"""What is taken for a rename, and what for one thing gone and another come."""
from __future__ import annotations

import unittest

from generator.diff.renames import out_of_order, renamed

ID = {"type": "int", "doc": "Report id."}
NAME = {"type": "string", "doc": "Name."}
TIME = {"type": "ms", "doc": "When."}


class Renames(unittest.TestCase):
    """Entries of a map."""

    def test_same_but_for_its_name(self) -> None:
        self.assertEqual(renamed({"pldId": ID, "name": NAME}, {"reportId": ID, "name": NAME}),
                         {"pldId": "reportId"})

    def test_other_words_too(self) -> None:
        self.assertEqual(renamed({"pldId": ID}, {"pldIds": {**ID, "doc": "Which."}}),
                         {"pldId": "pldIds"})

    def test_alias_is_proof(self) -> None:
        new = {"type": "string", "doc": "Whatever.", "aliases": ["pldId"]}
        self.assertEqual(renamed({"pldId": ID}, {"x": new}), {"pldId": "x"})

    def test_name_that_a_dialect_sends_is_proof(self) -> None:
        new = {"type": "string", "doc": "Whatever.", "send": {"before": {"name": "pldId"}}}
        self.assertEqual(renamed({"pldId": ID}, {"x": new}), {"pldId": "x"})

    def test_name_in_c_is_proof(self) -> None:
        new = {"type": "string", "doc": "Whatever.", "name": "pld_id"}
        self.assertEqual(renamed({"pldId": ID}, {"x": new}), {"pldId": "x"})

    def test_something_else(self) -> None:
        self.assertEqual(renamed({"pldId": ID}, {"madeOn": TIME}), {})
        self.assertEqual(renamed({"a": NAME, "pldId": ID}, {"a": NAME, "b": NAME, "rank":
                                                            {"type": "int", "doc": "Place."}}), {})

    def test_the_likest_of_several(self) -> None:
        self.assertEqual(renamed({"startDate": TIME, "endDate": TIME},
                                 {"pldEndDate": TIME, "pldStartDate": TIME}),
                         {"startDate": "pldStartDate", "endDate": "pldEndDate"})

    def test_number_is_proof(self) -> None:
        self.assertEqual(renamed({"ready": 2, "failed": 3}, {"completed": 2, "lost": 4}),
                         {"ready": "completed"})

    def test_types_by_their_fields(self) -> None:
        old = {"order": {"doc": "A.", "fields": {"a": ID, "b": NAME, "c": TIME}}}
        self.assertEqual(renamed(old, {"purchase": {"doc": "A.", "fields": {
            "a": ID, "b": NAME, "c": TIME, "d": NAME}}}), {"order": "purchase"})
        self.assertEqual(renamed(old, {"purchase": {"doc": "B.", "fields": {"d": NAME}}}), {})


class Order(unittest.TestCase):
    """The fewest that must move."""

    def test_one_moved(self) -> None:
        self.assertEqual(out_of_order(list("abcde"), list("bcdea")), ["a"])
        self.assertEqual(out_of_order(list("abcde"), list("eabcd")), ["e"])

    def test_none_moved(self) -> None:
        self.assertEqual(out_of_order(list("abcde"), list("axbye")), [])

    def test_reversed(self) -> None:
        self.assertEqual(len(out_of_order(list("abc"), list("cba"))), 2)


if __name__ == "__main__":
    unittest.main()
