"""What is said of a field for people must fit the field all the same."""
from __future__ import annotations

from ..helper import SpecCase

SIZE = "noOfEntries: {type: int, unit: rows, default: 200, range: [1, 1000]"


class BadNotes(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_of_another_type(self) -> None:
        for note, expected in (("«length: [1, 2]", "'length' on an int, expected a string or id"),
                               ("«items: [1, 2]", "'items' on an int, expected a list")):
            with self.subTest(note):
                self.setUp()
                self.change("api.yaml", SIZE, f"{SIZE}, {note}")
                self.refused(expected)

    def test_range_of_a_text(self) -> None:
        self.change("api.yaml", "searchField: {type: string,",
                    "searchField: {type: string, «range: [1, 2],")
        self.refused("'range' on a string, expected a number or timestamp")

    def test_default_of_a_list(self) -> None:
        self.change("pld.yaml", "length: [1, 320],", "length: [1, 320], «default: a,")
        self.refused("'default' on a string[], expected a scalar")

    def test_most_before_least(self) -> None:
        self.change("api.yaml", "range: [1, 1000]", "range: «[1000, 1]")
        self.change("pld.yaml", "items: [1, 15]", "items: «[15, 1]")
        self.change("sls.yaml", "length: [3, 100]", "length: «[100, 3]")
        self.refused("found 1000 to 1, expected the least first",
                     "found 15 to 1, expected the least first",
                     "found 100 to 3, expected the least first")

    def test_default_of_another_type(self) -> None:
        for default, expected in (("«yellow", "found 'yellow', expected an integer"),
                                  ("«2.5", "found 2.5, expected an integer"),
                                  ("«true", "found True, expected an integer"),
                                  ("«1001",
                                   "found 1001, which is outside of the field's own limits")):
            with self.subTest(default):
                self.setUp()
                self.change("api.yaml", "default: 200", f"default: {default}")
                self.refused(expected)

    def test_default_that_the_enum_has_not(self) -> None:
        """Of texts its value is meant, not its name."""
        self.change("api.yaml", "enums:\n",
                    "enums:\n  mood:\n    doc: A mood.\n    values: {good: GOOD}\n")
        self.change("pld.yaml", "fileType: {type: int, enum: file_type,",
                    "fileType: {type: int, enum: file_type, default: «9,")
        self.change("api.yaml", "searchField: {type: string,",
                    "searchField: {type: string, enum: mood, default: «good,")
        self.places.reverse()
        self.refused("found 'good', which enum 'mood' has not, expected GOOD",
                     "found 9, which enum 'file_type' has not, expected 1, 2, 3 or 4")

    def test_default_of_text_and_truth(self) -> None:
        self.change("api.yaml", "reportName: {type: string,",
                    "reportName: {type: string, default: «ab,")
        self.change("pld.yaml", "isCampaignEligible: {type: bool,",
                    "isCampaignEligible: {type: bool, default: «1,")
        self.refused("found 'ab', which is outside of the field's own limits",
                     "found 1, expected true or false")

    def test_what_fits(self) -> None:
        self.change("pld.yaml", "isCampaignEligible: {type: bool,",
                    "isCampaignEligible: {type: bool, default: false, deprecated: it is odd,")
        self.change("aqs.yaml", "      aqsStartDate: {type: s,",
                    "      aqsStartDate: {type: s, default: 0, range: [0, 9],")
        self.accepted()
