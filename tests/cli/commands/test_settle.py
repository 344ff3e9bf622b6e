"""`journal settle`, and what `journal resume` says of purchases that wait for it."""
from __future__ import annotations

import unittest

from tests.cli.support.buying_case import EMPTY, NEWEST, ORDER, SOON, STUDY, BuyingCase
from tests.cli.support.journal_file import age, damage

HOUR = 3600
AGAIN = ("pld", "generate", "--id", "9")  # which has failed


class SettleCase(BuyingCase):
    """Purchases of which nobody knows whether they bought."""

    def lose(self, key: str, order: tuple[str, ...] = ORDER) -> None:
        """It bought nothing; the response that says so is lost."""
        self.fault(f"{order[0]}.generate", "lost-before")
        self.fails(11, *order, "--yes", "--key", key)
        self.forget_rate_limit()

    def buy_twice(self) -> None:
        """The key `k` has bought, as somebody else has the same: two reports may be it."""
        self.control("settings", always_sell=True, ready_after=0.0)
        self.fault("pld.generate", "reset-after-request")
        self.control("script", operation="pld.list", status=200, body=NEWEST)
        self.control("script", operation="pld.list", status=200, body=EMPTY)
        self.fails(11, *ORDER, "--yes", "--key", "k")
        self.assertEqual(self.post("/pld-report", campaignId=451351, pldStartDate=1732165200000,
                                   pldEndDate=1732424399000).status, 200)

    def age(self, seconds: int = 2 * HOUR) -> None:
        """As if the purchases had been made so long before."""
        age(self.state / "journal", seconds)

    def state_of(self, key: str) -> str:
        """As `journal list` has it."""
        return {row["key"]: str(row["state"]) for row in self.journal()}[key]


class ByOptions(SettleCase):
    """Without a terminal."""

    def test_not_bought(self) -> None:
        self.lose("k")
        words = ("journal", "settle", "k", "--not-bought", "--yes", "-o", "json")
        self.fails(11, *words, says=r"was sent 0 minutes ago, .* still come: try again after 20.*Z")
        self.age()
        self.assertEqual(self.ok(*words).json, {"key": "k", "operation": "pld.generate",
                                                "outcome": "not bought"})
        self.ok(*ORDER, "--yes", "--key", "k")
        self.bought(1)

    def test_not_bought_where_a_report_may_be_it(self) -> None:
        self.buy_twice()
        self.age()
        result = self.fails(11, "journal", "settle", "k", "--not-bought", "--yes",
                            says="2 reports may be")
        self.assertNotIn("Request id", result.err)
        self.assertEqual(self.state_of("k"), "unknown")

    def test_bought(self) -> None:
        self.buy_twice()
        self.fails(6, "journal", "settle", "k", "--bought", "99",
                   says="the list of pld reports has no report 99: nothing was recorded")
        result = self.ok("journal", "settle", "k", "--bought", "51", "-o", "json")
        self.assertEqual((result.json["outcome"], result.json["id"]), ("bought", 51))
        self.assertIn("'k' has bought report 51. Its key buys no more", result.err)
        again = self.ok(*ORDER, "--yes", "--key", "k", "--wait", *SOON, "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("bought before", 51))

    def test_bought_what_cannot_be_it(self) -> None:
        self.buy_twice()
        other = self.post("/pld-report", campaignId=451350, pldStartDate=1732165200000,
                          pldEndDate=1732424399000)
        self.assertEqual(other.status, 200)
        for report, says in (("50", "before it was sent, the newest report was 50"),
                             ("53", "it has campaign-ids 451350, what was ordered has campaign-id "
                                    "451351")):
            self.fails(2, "journal", "settle", "k", "--bought", report,
                       says=f"report {report} is not of this purchase: {says}; "
                            "nothing was recorded")
            self.assertEqual(self.state_of("k"), "unknown")

    def test_corrected(self) -> None:
        """What a person said; what the service said stays."""
        self.buy_twice()
        for report in ("51", "52"):
            self.ok("journal", "settle", "k", "--bought", report)
            self.assertEqual(self.journal()[0]["id"], int(report))
        self.fails(2, "journal", "settle", "k", "--bought", "50")
        self.ok(*STUDY, "--yes", "--key", "s")
        self.ok(*STUDY, "--yes", "--key", "t", "--allow-duplicate")
        self.fails(18, "journal", "settle", "s", "--bought", "52", says="has bought report 51")

    def test_regenerated(self) -> None:
        self.lose("k", ("pld", "generate", "--id", "9"))
        self.fails(2, "journal", "settle", "k", "--bought", "8", says="it regenerates report 9")
        self.ok("journal", "settle", "k", "--bought", "9")

    def test_found_meanwhile(self) -> None:
        """What the list proves is not asked about."""
        self.fault("pld.generate", "reset-after-request")
        self.fault("pld.list", "500", after=1, times=0)
        self.fails(11, *ORDER, "--yes", "--key", "k", "--timeout", "2s")
        self.control("unfault")
        self.forget_rate_limit()
        shown = self.terminal("journal", "settle", "k").end()
        self.assertEqual(shown.code, 0, shown)
        self.assertRegex(shown.out, r"it is bought(?s:.*)outcome +bought\s+id +51")

    def test_nothing_to_settle(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        result = self.ok("journal", "settle", "k", "--not-bought", "--yes", "-o", "json")
        self.assertEqual(result.json["outcome"], "bought")
        self.assertIn("nothing to settle: 'k' has bought", result.err)
        self.control("script", sample="sls.generate.response.200-processing.json")
        self.fails(7, *STUDY, "--yes", "--key", "r")
        self.assertEqual(self.ok("journal", "settle", "r", "--not-bought", "--yes", "-o",
                                 "json").json["outcome"], "refused")

    def test_usage(self) -> None:
        self.lose("k")
        for words, says in (((), "expected one key"), (("a", "b"), "expected one key"),
                            (("none", "--bought", "5"), "has no purchase 'none'"),
                            (("k",), "no terminal to ask on: expected --bought ID"),
                            (("k", "--not-bought"), "no terminal to ask on"),
                            (("k", "--bought", "x"), "'x' is not an id"),
                            (("k", "--bought", "5", "--not-bought"), "opposite")):
            self.fails(2, "journal", "settle", *words, says=says)
        self.assertEqual(self.state_of("k"), "unknown")


class OnTerminal(SettleCase):
    """A person looks, and says it."""

    def shown(self, key: str, *parts: str) -> "object":
        """What is shown before the question."""
        terminal = self.terminal("journal", "settle", key, "--timezone", "UTC")
        terminal.read_until("Which report did it buy")
        for part in parts:
            self.assertRegex(terminal.text, part)
        return terminal

    def test_shows_and_takes_an_id(self) -> None:
        self.buy_twice()
        terminal = self.shown("k", "operation +pld.generate", r'order +\{"campaignId":451351',
                              f"service +{self.sandbox.url}", "workspace +200001",
                              r"sent +20\d\d-\d\d-\d\dT", "list +2 reports may be it",
                              r"newer +report 52, created 20.*Z, campaign-ids 451351, start-date "
                              r"2024-11-21T05:00:00Z, end-date .*: it may be this one",
                              "newer +report 51, created 20.*: it may be this one")
        terminal.type("52\n")  # type: ignore[attr-defined]
        result = terminal.end()  # type: ignore[attr-defined]
        self.assertEqual(result.code, 0, result)
        self.assertEqual(self.journal()[0]["id"], 52)

    def test_shows_what_is_not_it(self) -> None:
        self.buy_twice()
        self.post("/pld-report", campaignId=451350, pldStartDate=1732165200000,
                  pldEndDate=1732424399000)
        self.ok(*ORDER, "--yes", "--key", "b", "--allow-duplicate")
        self.shown("k", "report 54, .*: no, the key 'b' has bought it",
                   "report 53, .*: no, another campaign-ids was ordered",
                   "report 52, .*: it may be this one", "report 51, .*: it may be this one")

    def test_none(self) -> None:
        self.lose("k", STUDY)
        self.age()
        terminal = self.shown("k", "list +no report that may be it", "newer +no report of the list",
                              "price +this order can be bought")
        terminal.type("none\n")  # type: ignore[attr-defined]
        self.assertEqual(terminal.end().code, 0)  # type: ignore[attr-defined]
        self.assertEqual(self.state_of("k"), "not bought")

    def test_left_as_it_is(self) -> None:
        self.buy_twice()
        for typed, code in (("\n", 14), ("\x04", 14), ("fifty\n", 2), ("99\n", 6), ("\x03", 130)):
            self.forget_rate_limit()
            terminal = self.shown("k")
            terminal.type(typed)  # type: ignore[attr-defined]
            self.assertEqual(terminal.end().code, code)  # type: ignore[attr-defined]
            self.assertEqual(self.state_of("k"), "unknown")


class ByWord(SettleCase):
    """Where no list can show that nothing was bought, a person says so."""

    def lose_order(self) -> None:
        """A repair of the journal loses what `k` has ordered, which nothing came of."""
        self.lose("k")
        path = self.state / "journal"
        damage(path, len(path.read_bytes().splitlines()) - 1)  # the intent
        self.fails(1, "journal", "repair")
        self.ok("journal", "repair", "--accept-lost")

    def test_regenerated(self) -> None:
        self.lose("k", AGAIN)
        self.age()
        self.ok("journal", "settle", "k", "--not-bought", "--yes")
        self.assertEqual(self.state_of("k"), "not bought")
        self.forget_rate_limit()
        self.ok(*AGAIN, "--yes", "--key", "k")
        self.bought(1)

    def test_regenerated_on_a_terminal(self) -> None:
        self.lose("k", AGAIN)
        self.age()
        for options, typed, code in (((), "\n", 14), (("--not-bought",), "n\n", 14),
                                     ((), "none\n", 0)):
            terminal = self.terminal("journal", "settle", "k", *options, width=120)
            terminal.read_until(r"report +9 was to be regenerated: failed before, failed now"
                                r"(?s:.*)(Which report did it buy|Record that nothing)")
            self.assertRegex(terminal.text, r'order +\{"pldId":9\}')
            self.assertNotRegex(terminal.text, "newer|price")
            terminal.type(typed)
            self.assertEqual(terminal.end().code, code)
            self.assertEqual(self.state_of("k"), "unknown" if code else "not bought")
            self.forget_rate_limit()

    def lose_response(self, ready_after: float) -> None:
        """It is bought, and nobody could see that before an hour was over."""
        self.control("settings", ready_after=ready_after)
        self.fault("pld.generate", "reset-after-request")
        self.fault("pld.list", "404", after=1, times=0)
        self.fails(11, *AGAIN, "--yes", "--key", "k")
        self.control("unfault")
        self.forget_rate_limit()
        self.age()

    def test_regenerated_after_all(self) -> None:
        """The list shows it: no word counts against that."""
        self.lose_response(0.0)
        result = self.ok("journal", "settle", "k", "--not-bought", "--yes", "-o", "json")
        self.assertEqual((result.json["outcome"], result.json.get("id")), ("bought", 9))

    def test_what_the_word_is_given_on(self) -> None:
        """Its number may mean either: that is shown."""
        self.lose_response(60.0)
        result = self.fails(2, "journal", "settle", "k", says="no terminal")
        self.assertIn("9 was to be regenerated: failed before, processing now (its status number "
                      "may mean another state)", result.err)

    def test_order_lost(self) -> None:
        self.lose_order()
        self.assertIn("as the journal was damaged. End it with: iqm-insights journal settle k\n",
                      self.ok("journal", "resume").err)
        self.fails(11, "journal", "resume", "k", says="end it with: iqm-insights journal settle k")
        self.fails(11, *ORDER, "--yes", "--key", "k", says="journal settle k")
        terminal = self.terminal("journal", "settle", "k")
        terminal.read_until(r"order +not recorded(?s:.*)Which report did it buy")
        terminal.type("none\n")
        self.assertEqual(terminal.end().code, 0)
        self.assertEqual(self.state_of("k"), "not bought")
        self.ok(*ORDER, "--yes", "--key", "k")
        self.bought(1)

    def test_order_lost_without_a_terminal(self) -> None:
        for words, state in ((("--not-bought", "--yes"), "not bought"),
                             (("--bought", "51"), "bought")):
            self.lose_order()
            self.ok("journal", "settle", "k", *words)
            self.assertEqual(self.state_of("k"), state)


class Overdue(SettleCase):
    """After its hour a purchase is a person's to settle; other runs go on."""

    def test_resume_does_not_fail_for_ever(self) -> None:
        self.lose("k")
        self.fails(11, "journal", "resume", "--wait-timeout", "300ms", *SOON)
        self.assertEqual(self.journal()[0]["next"], "find")
        self.age()
        self.assertEqual(self.journal()[0]["next"], "settle")
        result = self.ok("journal", "resume", "-o", "jsonl")
        self.assertEqual([(row["key"], row["outcome"]) for row in result.rows], [("k", "unknown")])
        self.assertIn("End it with: iqm-insights journal settle k\"}\n", result.err)
        self.fails(11, "journal", "resume", "k", says="check with: iqm-insights journal settle k")
        self.fails(11, *ORDER, "--yes", "--key", "k", says="iqm-insights journal settle k")
        self.bought(0)

    def test_one_that_is_new_counts(self) -> None:
        self.lose("old", STUDY)
        self.age()
        self.lose("new")
        result = self.fails(11, "journal", "resume", "--wait-timeout", "300ms", *SOON, "-o",
                            "jsonl")
        self.assertEqual([row["key"] for row in result.rows], ["old", "new"])

    def test_it_is_found_all_the_same(self) -> None:
        self.fault("pld.generate", "reset-after-request")
        self.fault("pld.list", "500", after=1, times=0)
        self.fails(11, *ORDER, "--yes", "--key", "k", "--timeout", "2s")
        self.control("unfault")
        self.forget_rate_limit()
        self.age()
        row = self.ok("journal", "resume", *SOON, "-o", "jsonl").rows[0]
        self.assertEqual((row["outcome"], row["id"]), ("bought", 51))


if __name__ == "__main__":
    unittest.main()
