"""Lists, maps and any JSON where they cannot be, and enums of texts."""
from __future__ import annotations

import unittest

from ..helper import SpecCase

SIZES = """        type: "int{}"
        entry: {key: fileType, value: fileSize}
        unit: bytes
"""


class BadShapes(SpecCase):
    """Each mistake is named where it is."""

    def says(self, text: str) -> None:
        """It is among what is wrong."""
        status, _, err = self.run_generator()
        self.assertEqual(status, 1)
        self.assertIn(text, err)

    def test_unwrapped_object(self) -> None:
        self.change("api.yaml", "    unwrapped: {field: campaignId}\n    fields:\n",
                    "    unwrapped: {field: «part}\n    fields:\n"
                    "      part: {type: name_query, doc: An object.}\n")
        self.refused("field 'part' of type 'campaign' is a name_query, expected a scalar, list "
                     "or map")

    def test_unwrapped_map_beside_other_fields(self) -> None:
        self.change("api.yaml", "    unwrapped: {field: campaignId}\n    fields:\n",
                    "    unwrapped: {field: «all}\n    fields:\n"
                    '      all: {type: "int{}", doc: A map.}\n')
        self.says("any object is 'all', expected no other field than that; found 'campaignId'")

    def test_unwrapped_map_that_is_sent(self) -> None:
        self.change("aqs.yaml", "    unwrapped: {field: conceptGroupId}\n    fields:\n",
                    "    «unwrapped: {field: «all}\n    fields:\n"
                    '      all: {type: json, doc: "Any JSON."}\n')
        self.refused("any object is 'all', expected a type that no request sends",
                     "any object is 'all', expected no other field than that; found 'audienceId'")

    def test_unwrapped_map_without_an_envelope(self) -> None:
        self.change("api.yaml", "types:\n",
                    "types:\n  bag:\n    doc: Anything.\n    unwrapped: {field: all}\n"
                    '    fields:\n      all: {type: "string{}", doc: All.}\n')
        self.change("pld.yaml", "    response: confirmation\n",
                    "    response: bag\n    «envelope: optional\n")
        self.refused("any object is 'all' of type 'bag', so the envelope must be there")

    def test_json_that_is_compared(self) -> None:
        self.change("sls.yaml", 'slsName: {type: string, for_new: true, length: [3, 100], doc: "',
                    'slsName: {type: json, doc: "')
        self.says("field 'slsName' of type 'order' is a json, expected a scalar")

    def test_traits_of_a_map_are_its_values(self) -> None:
        self.change("aqs.yaml", SIZES, '        type: "string{}"\n        «as: number\n'
                    "        «scalar_or_list: true\n")
        self.refused("'as' on a string{}, expected an id",
                     "'scalar_or_list' on a string{}, expected a list")

    def test_day_of_a_map(self) -> None:
        self.change("aqs.yaml", SIZES, '        type: "ms{}"\n        «day: first\n')
        self.refused("'day' on a ms{}, expected ms or s")

    def test_maps_that_clash_in_c(self) -> None:
        self.change("aqs.yaml", SIZES, '        type: "campaign{}"\n')
        self.change("api.yaml", "types:\n",
                    "types:\n  campaign_map:\n    doc: Has its name.\n    fields:\n"
                    "      x: {type: int, doc: A field.}\n")
        self.change("aqs.yaml", "      fileSizeDetails:\n",
                    "      other: {type: campaign_map, doc: Another.}\n      fileSizeDetails:\n")
        self.says("C name iqm_campaign_map of map 'campaign{}' is taken by type 'campaign_map' "
                  "already")

    # ---- enums of texts ----------------------------------------------------------------------

    def test_texts_among_ids(self) -> None:
        self.change("api.yaml", "{xlsx: 1, csv: 2, pdf: 3, zip: 4}",
                    "{xlsx: 1, csv: 2, pdf: 3, zip: «ZIP}")
        self.refused("found 'ZIP', expected an integer, as other values of 'file_type' are")

    def test_values_that_are_neither(self) -> None:
        self.change("api.yaml", "{xlsx: 1, csv: 2, pdf: 3, zip: 4}",
                    '{xlsx: 1, csv: 2, pdf: 3, zip: 4, tar: «true, none: «""}')
        self.refused("found true, expected an integer or text",
                     "found '', expected at least 1 character")

    def test_same_text_twice(self) -> None:
        self.change("api.yaml", "{pre_vs_post: 1, exposed_vs_underexposed: 2, competitive: 3}",
                    "{pre_vs_post: A, exposed_vs_underexposed: B, competitive: «A}")
        self.says("value A is 'pre_vs_post' already")

    def test_texts_on_an_int(self) -> None:
        self.change("api.yaml", "{audience: 1, campaign: 2}", "{audience: A, campaign: C}")
        self.says("'aqs_report_type' has texts, expected it on a string")

    def test_texts_as_a_table_of_statuses(self) -> None:
        self.change("api.yaml", "tables: [insights_status", "tables: [«insights_status")
        self.change("api.yaml", "{processing: 1, ready: 2, failed: 3}",
                    "{processing: P, ready: R, failed: F}")
        self.refused("enum 'insights_status' has texts, expected one with the ids of statuses")


if __name__ == "__main__":
    unittest.main()
