"""Eight processes share one rate limit."""
from __future__ import annotations

import unittest
from concurrent.futures import ThreadPoolExecutor

from tests.cli.support.buying_case import BuyingCase


class Shared(BuyingCase):
    """The service never says 429, as nobody asks too often."""

    def test_eight_processes(self) -> None:
        self.control("settings", rate_limit=True)
        # What the rate limit has no room for ends at once: its minute does not fit the time.
        with ThreadPoolExecutor(8) as pool:
            codes = list(pool.map(lambda _: self.run_it("pld", "list", "--timeout", "20s").code,
                                  range(32)))
        self.assertEqual([status for _, _, status in self.look("arrivals")], [200] * 20)
        self.assertEqual((codes.count(0), codes.count(8)), (20, 12), codes)


if __name__ == "__main__":
    unittest.main()
