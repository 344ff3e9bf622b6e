"""C names from wire names."""
from __future__ import annotations

import unittest

from generator.model.names import KEYWORDS, is_name, member, snake


class Names(unittest.TestCase):
    """C names from wire names."""

    def test_snake(self) -> None:
        for wire, c_name in (("campaignIds", "campaign_ids"), ("reportURL", "report_url"),
                             ("URLOfReport", "url_of_report"), ("columns-get", "columns_get"),
                             ("access_token", "access_token"), ("A", "a"), ("x2Y", "x2_y"),
                             ("owId", "ow_id"), ("HTTP2Frame", "http2_frame"),
                             ("@type", "type"), ("$ref", "ref"), ("x-request-id", "x_request_id"),
                             ("@odata.nextLink", "odata_next_link"), ("a:b", "a_b"),
                             ("_links", "links"), ("a--b", "a_b"), ("a__b", "a__b"),
                             ("total$", "total"), ("type_", "type_"), ("First Name", "first_name"),
                             ("a/b[0]", "a_b_0")):
            self.assertEqual(snake(wire), c_name)

    def test_no_name_by_rule(self) -> None:
        for wire in ("größe", "", "$", "_", "日本", "naïve"):
            self.assertFalse(is_name(member(wire)), wire)
        self.assertEqual(member("2fa"), "n2fa")
        self.assertTrue(is_name(member("2fa")))

    def test_keywords(self) -> None:
        for wire, c_name in (("int", "int_"), ("Class", "class_"), ("typeof", "typeof_"),
                             ("errno", "errno_"), ("linux", "linux_"), ("st_atime", "st_atime_"),
                             ("stdin", "stdin_"), ("st_mode", "st_mode"),
                             ("coReturn", "co_return_"), ("integer", "integer")):
            self.assertEqual(member(wire), c_name)
        self.assertEqual(len(KEYWORDS), len({word.lower() for word in KEYWORDS}))
