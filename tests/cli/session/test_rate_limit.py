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

    def test_by_service(self) -> None:
        """Profiles of a service share its rate limit; each service has one of its own."""
        url = self.env["IQM_BASE_URL"]
        config = self.home / ".config" / "iqm-insights" / "config"
        config.parent.mkdir(parents=True)
        config.write_text(f"[a]\nbase-url = {url}\n[b]\nbase-url = {url}/\n"
                          "[other]\nbase-url = http://127.0.0.1:9\n")
        env = {"IQM_BASE_URL": None}
        for i in range(20):
            self.ok("pld", "list", "--profile", "ab"[i % 2], env=env)
        self.fails(8, "pld", "list", "--profile", "a", "--timeout", "1s", env=env)
        self.fails(8, "pld", "list", "--profile", "b", "--timeout", "1s", env=env)
        self.fails(9, "pld", "list", "--profile", "other", "--timeout", "1s", env=env)
        self.assertEqual(len(self.look("arrivals")), 20)


if __name__ == "__main__":
    unittest.main()
