"""C names from wire names."""
from __future__ import annotations

import unittest

from generator.model.names import KEYWORDS, member, snake


class Names(unittest.TestCase):
    """C names from wire names."""

    def test_snake(self) -> None:
        for wire, c_name in (("campaignIds", "campaign_ids"), ("reportURL", "report_url"),
                             ("URLOfReport", "url_of_report"), ("columns-get", "columns_get"),
                             ("access_token", "access_token"), ("A", "a"), ("x2Y", "x2_y"),
                             ("owId", "ow_id"), ("HTTP2Frame", "http2_frame")):
            self.assertEqual(snake(wire), c_name)

    def test_keywords(self) -> None:
        for wire, c_name in (("int", "int_"), ("Class", "class_"), ("typeof", "typeof_"),
                             ("errno", "errno_"), ("linux", "linux_"), ("coReturn", "co_return_"),
                             ("integer", "integer")):
            self.assertEqual(member(wire), c_name)
        self.assertEqual(len(KEYWORDS), len({word.lower() for word in KEYWORDS}))
