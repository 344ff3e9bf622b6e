"""Keys: the same one never buys twice, nor does the same order under another; how much is sent."""
from __future__ import annotations

import json
import signal
import unittest

from tests.cli.support.buying_case import DATES, ORDER, SCORE, SOON, STUDY, BuyingCase
from tests.cli.support.command_case import Result


class Requests(BuyingCase):
    """No more than it takes: the rate limit has 20 a minute."""

    WORDS = (*STUDY, "--wait", "--save", "it.xlsx", *SOON)
    FIVE = ["sls.compute", "sls.list", "sls.generate", "sls.list", "sls.download"]

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", ready_after=0.0)

    def sent(self) -> list[str]:
        """The requests that came to the API, in order."""
        self.is_whole_archive(self.work / "it.xlsx")
        return [name for _, name, _ in self.look("arrivals") if name != "file"]

    def test_price_newest_buy_find_link(self) -> None:
        self.ok(*self.WORDS, "--yes")
        self.assertEqual(self.sent(), self.FIVE)

    def test_the_link_that_shows_the_state_is_the_files(self) -> None:
        """A PLD row's number means "ready or processing": one link decides, and is saved from."""
        self.ok(*ORDER, "--yes", "--wait", "--save", "it.xlsx", *SOON)
        self.assertEqual(self.sent(), [name.replace("sls", "pld") for name in self.FIVE])

    def test_the_price_is_asked_again_after_a_question(self) -> None:
        shown = self.terminal(*self.WORDS)
        shown.read_until(r"Buy\? \[y/N\] ")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.assertEqual(self.sent(), ["sls.compute", *self.FIVE])

    def test_nothing_to_do(self) -> None:
        self.ok(*self.WORDS, "--yes", "--key", "k")
        before = self.sent()
        self.ok(*self.WORDS, "--yes", "--key", "k")
        self.assertEqual(self.sent(), [*before, "sls.list"])


class Duplicates(BuyingCase):
    """A cron line without --key buys once."""

    def refused(self, order: tuple[str, ...], key: str, state: str) -> Result:
        before = len(self.look("arrivals"))
        result = self.fails(22, *order, "--yes", "-o", "json")
        self.assertRegex(result.error["message"],
                         rf"was sent at 20\d\d-.*Z under key '{key}' \({state}.*; nothing was sent")
        self.assertEqual(result.out, "")
        self.assertEqual(len(self.look("arrivals")), before)
        return result

    def test_bought(self) -> None:
        for order in ORDER, STUDY, SCORE:
            self.ok(*order, "--yes", "--key", order[0])
            said = self.refused(order, order[0], "bought, report 51").err.splitlines()
            self.assertEqual([json.loads(line)["note"] for line in said if "note" in line], [
                "This order was bought before; --allow-duplicate buys the same once more. Continue "
                f"the purchase on record with: iqm-insights journal resume {order[0]}"])
        self.bought(3)

    def test_unknown(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.fails(11, *ORDER, "--yes", "--key", "k")
        err = self.refused(ORDER, "k", "unknown").err
        self.assertIn("The purchase on record may have bought. Find out with: iqm-insights journal "
                      "resume k", err)
        self.assertNotIn("allow-duplicate", err)
        self.bought(0)

    def test_in_another_order_of_words(self) -> None:
        words = list(STUDY)
        words[words.index("1,2,3")] = "3,1,2"
        self.ok(*STUDY, "--yes", "--key", "k")
        err = self.refused(tuple(words), "k", "bought").err
        self.assertIn("on record with: iqm-insights journal resume k", err)

    def test_allowed(self) -> None:
        self.control("settings", always_sell=True)
        for _ in range(2):
            self.ok(*ORDER, "--yes", "--allow-duplicate")
        self.bought(2)

    def test_not_asked_about(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        result = self.terminal(*ORDER).end()
        self.assertEqual(result.code, 22)
        self.assertNotIn("Buy?", result.out)


class Keys(BuyingCase):
    """The same key never buys twice."""

    def test_goes_on(self) -> None:
        first = self.ok(*ORDER, "--yes", "--key", "k", "-o", "json").json
        again = self.ok(*ORDER, "--key", "k", "--save", "it.xlsx", *SOON, "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("bought before", first["id"]))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def test_nothing_left_to_do(self) -> None:
        words = (*ORDER, "--yes", "--key", "k", "--save", "it.xlsx", *SOON, "-o", "json")
        first = self.ok(*words).json
        del first["response"]
        self.assertEqual(self.ok(*words).json, {**first, "outcome": "bought before"})
        (self.work / "it.xlsx").rename(self.work / "moved.xlsx")
        self.ok(*words)
        self.is_whole_archive(self.work / "it.xlsx")
        (self.work / "it.xlsx").unlink()
        (self.work / "it.xlsx").write_text("another")
        self.fails(15, *words)
        self.bought(1)

    def test_another_order(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        other = ("pld", "generate", "--campaign-id", "451350", *DATES)
        result = self.fails(18, *other, "--yes", "--key", "k", 
                            says=r"another purchase under the key 'k': pld.generate, sent 20.* "
                                 r"\(bought, report 51\); nothing was sent now; continue that one "
                                 "with: iqm-insights journal resume k; "
                                 "this order needs another key")
        self.assertEqual(result.out, "")
        self.bought(1)

    def test_after_a_refusal_it_may_buy(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        self.fails(7, *ORDER, "--yes", "--key", "k")
        self.ok(*ORDER, "--yes", "--key", "k")
        self.bought(1)

    def test_bad_key(self) -> None:
        for key in ("", "x" * 64, "a\nb"):
            self.nothing_left(self.fails(2, *ORDER, "--yes", "--key", key, says="key"))

    def test_made_keys_differ(self) -> None:
        keys = {self.ok("pld", "generate", "--campaign-id", campaign, *DATES, "--yes", "-o",
                        "json").json["key"] for campaign in ("451351", "12345")}
        self.assertEqual(len(keys), 2)

    def test_two_at_once(self) -> None:
        self.control("settings", ready_after=60.0)
        first = self.start(*ORDER, "--yes", "--wait", "--key", "k")
        self.until(lambda: self.bill())
        self.fails(18, *ORDER, "--yes", "--wait", "--key", "k", says="another process")
        first.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(first).code, 130)
        self.bought(1)


if __name__ == "__main__":
    unittest.main()
