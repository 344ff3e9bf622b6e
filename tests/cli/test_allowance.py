"""Eight processes share one allowance."""
from __future__ import annotations

import unittest

from .buying import BuyingCase


class Shared(BuyingCase):
    """The service never says 429, as nobody asks too often."""

    def test_eight_processes(self) -> None:
        self.control("settings", rate_limit=True)
        running = [self.start("pld", "wait", "50", "--wait-timeout", "2s") for _ in range(8)]
        running += [self.start("pld", "list", "--timeout", "2s", "-q") for _ in range(24)]
        codes = [self.finish(process).code for process in running]
        statuses = [status for _, _, status in self.look("arrivals")]
        self.assertEqual(statuses, [200] * 20)
        self.assertEqual(codes.count(0), 20, codes)
        self.assertEqual(set(codes[8:]) - {0, 8}, set(), codes)


if __name__ == "__main__":
    unittest.main()
