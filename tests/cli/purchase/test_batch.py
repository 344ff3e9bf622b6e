"""`buy ORDERS`: what becomes of the orders of a file."""
from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import unittest
from typing import Any

from tests.cli.support.buying_case import ORDER, SOON
from tests.cli.support.command_case import COMMAND, PATIENCE, TOP
from tests.cli.support.journal_file import age
from tests.cli.support.orders_case import ZONE, OrdersCase

HEAD = "family,campaign-id,start-date,end-date\n"
THREE = (HEAD + "pld,451351,2024-11-21,2024-11-23\npld,451350,2024-11-21,2024-11-23\n"
         "pld,12345,2024-11-01,2024-11-05\n")
STUDY = ("operation,io-id,campaign-ids,start-date,end-date,name,lookback-duration,"
         "concept-group-id,report-types\n"
         'sls.generate,1234,"1,2,3",2024-11-21,2024-11-23,A study,3,202335,"1,2"\n')


class Asked(OrdersCase):
    """What is shown before anything is bought."""

    def ask(self, *more: str) -> Any:
        self.write(THREE)
        shown = self.terminal("buy", "orders.csv", *ZONE, *SOON, *more, width=120)
        shown.read_until(r"Buy these 3 reports\? \[y/N\] ")
        self.bought(0)
        return shown

    def test_one_table_and_one_question(self) -> None:
        shown = self.ask()
        for part in (r"LINE +FAMILY +CAMPAIGN +WHAT +COST +FIRST-DAY +LAST-DAY +DAYS",
                     r"2 +pld +451351 +buy +50\.40 +2024-11-21 +2024-11-23 +3",
                     r"4 +pld +12345 +buy +50\.42 +2024-11-01 +2024-11-05 +5",
                     r"\n  buy +3 of 3\s", r"\n  total +138\.02\s",
                     r"\n  workspace +200001\s", r"\n  host +http",
                     r"\n  requests +about 10: 1 minute at 20 a minute"):
            self.assertRegex(shown.text, part)
        self.assertIn("prices: 2 of 3", shown.text)
        shown.type("y\n")
        result = shown.end()
        self.assertEqual(result.code, 0, result)
        self.assertIn("bought: 2 of 3", result.out)
        self.bought(3)
        self.assertEqual(self.unfinished(), [])

    def test_one_progress_for_all(self) -> None:
        self.control("settings", ready_after=60.0)
        shown = self.ask("--wait")
        shown.type("y\n")
        shown.read_until("reports: 3 processing; next check in")
        self.control("clock", advance=120)
        shown.read_until("reports: 3 ready")
        self.assertEqual(shown.end().code, 0)

    def test_no(self) -> None:
        shown = self.ask()
        shown.type("n\n")
        self.nothing_left(shown.end())
        shown = self.ask()
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.nothing_left(result)

    def test_workspace(self) -> None:
        """It is asked for where nothing says it, once the file has no mistakes."""
        self.write(THREE)
        without: dict[str, str | None] = {"IQM_OW_ID": None}
        self.fails(3, "buy", "orders.csv", *ZONE, "--yes", env=without,
                   says="the token does not say its workspace; name it with --ow-id")
        shown = self.terminal("buy", "orders.csv", *ZONE, width=120, env=without)
        shown.read_until("Workspace id: ")
        shown.type("200001\n")
        shown.read_until(r"workspace +200001\s+host +http")
        shown.read_until("Buy these 3")
        shown.type("n\n")
        self.nothing_left(shown.end())
        env = {**self.log_in_env}
        result = self.run_it("buy", "orders.csv", *ZONE, "--dry-run", env=env)
        self.assertRegex(result.err, r"workspace +200001\s+host +http")

    def test_names_of_campaigns_where_the_price_has_them(self) -> None:
        says = {"pldReportCreatable": True, "pldChargeableCost": 1, "fundsAvailable": True,
                "campaignName": "Spring"}
        self.control("script", operation="pld.compute", status=200, times=3,
                     body=json.dumps({"success": True, "data": says}))
        self.write(THREE)
        rows = self.ok("buy", "orders.csv", *ZONE, "--dry-run", "-o", "jsonl").rows
        self.assertEqual([row["campaign"] for row in rows],
                         ["451351 Spring", "451350 Spring", "12345 Spring"])

    def test_a_dry_run_is_the_plan(self) -> None:
        self.write(THREE)
        for more in ((), ("--save-dir", "new")):
            result = self.ok("buy", "orders.csv", *ZONE, "--dry-run", "-o", "json", *more)
            self.assertEqual([(row["line"], row["cost"], row["what"]) for row in result.json],
                             [(2, 50.4, "buy"), (3, 37.2, "buy"), (4, 50.42, "buy")])
        self.nothing_left(result)
        self.assertFalse((self.work / "new").exists())

    def test_without_a_terminal_it_is_no(self) -> None:
        self.write(THREE)
        result = self.fails(14, "buy", "orders.csv", *ZONE, says="add --yes")
        self.nothing_left(result)
        self.assertEqual(self.look("arrivals"), [])

    def test_in_json_the_plan_is_lines(self) -> None:
        self.write(THREE)
        result = self.buy("-o", "json")
        plan = [json.loads(line) for line in result.err.splitlines()]
        self.assertEqual([row["plan"].get("campaign") for row in plan if "plan" in row],
                         ["451351", "451350", "12345", None])
        self.assertEqual((plan[3]["plan"]["total"], plan[3]["plan"]["buy"]),
                         ("138.02", "3 of 3"))
        self.assertEqual(len(result.json), 3)


class Bought(OrdersCase):
    """What is bought, and what is not."""

    def test_all(self) -> None:
        self.write(THREE)
        rows = self.rows()
        self.assertEqual([(r["line"], r["family"], r["outcome"], r["id"]) for r in rows],
                         [(2, "pld", "bought", 51), (3, "pld", "bought", 52),
                          (4, "pld", "bought", 53)])
        self.assertEqual([r["cost"] for r in rows], [p["cost"] for p in self.bill()])
        self.assertEqual(self.unfinished(), [])

    def test_again(self) -> None:
        """Nothing twice, whatever has become of the order of rows and columns."""
        self.control("settings", ready_after=3600.0)
        self.write(THREE)
        keys = [row["key"] for row in self.rows()]
        lines = THREE.splitlines()
        self.write("\n".join(["end-date,campaign-id,start-date,family,key",
                              *(",".join([r[3], r[1], r[2], r[0], ""])
                                for r in (line.split(",") for line in reversed(lines[1:])))]))
        before = len(self.look("arrivals"))
        rows = self.rows()
        self.assertEqual([(r["outcome"], r["id"]) for r in rows],
                         [("bought before", 53), ("bought before", 52), ("bought before", 51)])
        self.assertEqual([row["key"] for row in rows], keys[::-1])
        self.assertEqual([row["cost"] for row in rows], [50.42, 37.2, 50.4])
        self.assertEqual(len(self.look("arrivals")) - before, 1)  # the list
        self.bought(3)

    def test_twice_on_purpose(self) -> None:
        self.control("settings", always_sell=True)
        row = "pld,451351,2024-11-21,2024-11-23,"
        self.write("family,campaign-id,start-date,end-date,key,allow-duplicate\n"
                   + row + "a,\n" + row + "b,yes\n")
        self.assertEqual([r["key"] for r in self.rows()], ["a", "b"])
        self.bought(2)

    def test_bought_under_another_key(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "mine")
        self.write(THREE)
        rows = self.rows(code=22)
        self.assertEqual([r["outcome"] for r in rows], ["duplicate", "bought", "bought"])
        self.assertIn("mine", rows[0]["error"])
        self.bought(3)

    def test_a_key_of_another_order(self) -> None:
        """In another file: nothing is sent, and the other's report is not saved as this one's."""
        head = "family,campaign-id,start-date,end-date,key\n"
        self.write(head + "pld,451351,2024-11-21,2024-11-23,k\n")
        self.buy("--save-dir", "reports")
        self.write(head + "pld,12345,2024-11-21,2024-11-23,\npld,451350,2024-11-21,2024-11-23,k\n")
        before = len(self.look("arrivals"))
        for more in (("--save-dir", "reports"), ("--dry-run",)):
            result = self.buy(*more, code=18)
            self.assertRegex(result.err, "orders.csv:3: the journal has another purchase under the "
                                         "key 'k': pld.generate")
        self.assertEqual(len(self.look("arrivals")), before)
        self.assertEqual(len(list((self.work / "reports").iterdir())), 1)
        self.bought(1)

    def test_in_another_dialect_it_is_the_same_order(self) -> None:
        head = "family,campaign-id,start-date,end-date,key\n"
        self.write(head + "pld,451351,2024-11-21,2024-11-23,k\n")
        self.buy()
        for dialect in ("openapi", "samples", "july-file", "older-file"):
            self.assertEqual([r["outcome"] for r in self.rows("--dialect", dialect)],
                             ["bought before"])
        self.bought(1)

    def test_limits_of_rows(self) -> None:
        self.write("family,campaign-id,start-date,end-date,max-cost\n"
                   "pld,451351,2024-11-21,2024-11-23,50\npld,451350,2024-11-21,2024-11-23,\n")
        rows = self.rows("--max-cost", "40", code=16)
        self.assertEqual([r["outcome"] for r in rows], ["refused", "bought"])
        self.assertIn("costs 50.4", rows[0]["error"])
        self.bought(1)
        self.assertIn("--max-days", self.mistakes(THREE, "--max-days", "3"))

    def mistakes(self, text: str, *more: str, name: str = "orders.csv") -> str:
        self.control("reset")
        return super().mistakes(text, *more, name=name)

    def test_the_limit_of_all(self) -> None:
        self.write(THREE)
        result = self.buy("--max-total", "138.01", code=16)
        self.assertIn("the orders cost 138.02 together, the limit is 138.01", result.err)
        self.nothing_left(result)
        self.buy("--max-total", "138.02")
        self.bought(3)
        self.fails(2, "buy", "orders.csv", "--max-total", "x", says="'x' is not an amount")

    def test_a_budget_holds_for_all_together(self) -> None:
        config = self.home / ".config" / "iqm-insights" / "config"
        config.parent.mkdir(parents=True)
        config.write_text("[default]\nbudget = 100 per month\n")
        config.chmod(0o600)
        self.write(THREE)
        result = self.buy(code=16)
        self.nothing_left(result)
        self.buy("--over-budget")
        self.bought(3)

    def test_one_that_is_refused_stops_no_other(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        self.write(THREE)
        rows = self.rows(code=7)
        self.assertEqual([r["outcome"] for r in rows], ["refused", "bought", "bought"])
        self.bought(2)
        rows = self.rows()  # a refusal is for once
        self.assertEqual([r["outcome"] for r in rows],
                         ["bought", "bought before", "bought before"])

    def test_what_a_refusal_is_about(self) -> None:
        """Each line begins with the order that it is about."""
        self.write(THREE.replace("12345", "99"))
        err = self.buy(code=7).err
        self.assertRegex(err, r"\norders\.csv:4: Request id for the service's support: sandbox-\d")

    def test_one_that_became_dearer(self) -> None:
        self.write(THREE)
        shown = self.terminal("buy", "orders.csv", *ZONE, *SOON, "-o", "jsonl")
        shown.read_until("Buy these")
        dear = {"pldReportCreatable": True, "pldChargeableCost": 99999, "fundsAvailable": True}
        self.control("script", operation="pld.compute", status=200,
                     body=json.dumps({"success": True, "data": dear}))
        shown.type("y\n")
        result = shown.end()
        self.assertEqual(result.code, 16, result)
        self.assertIn("has risen since", result.out)
        self.bought(2)

    def test_one_that_exists(self) -> None:
        self.control("settings", ready_after=0.0)
        self.assertEqual(self.post("/pld-report", campaignId=451351, pldStartDate=1732165200000,
                                   pldEndDate=1732424399000).status, 200)
        self.write(THREE)
        rows = self.rows(code=17)
        self.assertEqual([(r["outcome"], r.get("id")) for r in rows],
                         [("exists", 51), ("bought", 52), ("bought", 53)])
        rows = self.rows("--save-dir", "reports")
        self.assertEqual([(r["outcome"], r["id"], r["status"]) for r in rows],
                         [("exists", 51, "ready"), ("bought before", 52, "ready"),
                          ("bought before", 53, "ready")])
        self.assertEqual(len(list((self.work / "reports").iterdir())), 3)

    def test_429_waits_and_begins_anew(self) -> None:
        self.fault("pld.generate", "429", after=1, times=2, retry_after="1")
        self.write(THREE)
        rows = self.rows()
        self.assertEqual([r["outcome"] for r in rows], ["bought"] * 3)
        self.bought(3)
        # The price and the newest report are asked for anew, too.
        self.assertEqual([self.asked(f"pld.{name}") for name in ("compute", "generate")],
                         [3 + 3 + 2, 3 + 2])

    def test_a_lost_response_stops_no_other(self) -> None:
        self.fault("pld.generate", "reset-after-request", after=1)
        self.write(THREE)
        rows = self.rows()
        self.assertEqual([(r["outcome"], r["id"]) for r in rows],
                         [("bought", 51), ("bought", 52), ("bought", 53)])
        self.bought(3)

    def test_an_unknown_outcome(self) -> None:
        self.fault("pld.generate", "lost-before", after=1)
        self.write(THREE)
        rows = self.rows(code=11)
        self.assertEqual([(r["outcome"], r.get("id")) for r in rows],
                         [("bought", 51), ("unknown", None), ("bought", 52)])
        self.assertEqual([r["outcome"] for r in self.rows(code=11)],
                         ["bought before", "unknown", "bought before"])
        self.bought(2)
        self.assertEqual(self.asked("pld.generate"), 3)

    def test_many_unknown_outcomes_stop_all(self) -> None:
        self.fault("pld.generate", "lost-before", times=0)
        self.write(self.days(6))
        rows = self.rows(code=11)
        self.assertEqual([r["outcome"] for r in rows], ["unknown"] * 3 + ["not tried"] * 3)
        self.assertEqual(self.asked("pld.generate"), 3)

    def test_what_no_other_would_survive(self) -> None:
        self.control("script", operation="pld.generate", status=401, body="", times=3)
        self.write(THREE)
        result = self.buy("-o", "jsonl", code=4)
        self.assertEqual([r["outcome"] for r in result.rows], ["failed", "not tried", "not tried"])
        self.bought(0)
        self.assertIn("2 orders were not tried", result.err)

    def test_stopped_before_it_asks(self) -> None:
        """The price of the second is no longer given: nothing is bought, or asked about."""
        self.fault("pld.compute", "401-once", after=1)
        self.write(THREE)
        for more in (("-o", "jsonl"), ("-o", "jsonl", "--dry-run")):
            result = self.buy(*more, code=4)
            word = "what" if "--dry-run" in more else "outcome"
            self.assertEqual([r[word] for r in result.rows][1:], ["failed", "not tried"])
            self.fault("pld.compute", "401-once", after=1)
        self.nothing_left(result)

    def test_funds_for_some(self) -> None:
        """The first is above the limit; another is not."""
        self.control("funds", add=-999_960)
        self.write(THREE)
        self.assertEqual([r["outcome"] for r in self.rows(code=16)],
                         ["refused", "bought", "refused"])

    def test_no_funds(self) -> None:
        self.control("funds", add=-999_940)
        self.write(THREE)
        rows = self.rows(code=16)
        self.assertEqual([r["outcome"] for r in rows], ["bought", "refused", "not tried"])
        self.bought(1)

    def test_what_stops_a_run_leaves_what_was_bought_before(self) -> None:
        self.write(THREE)
        self.rows()
        self.write(THREE + "pld,451351,2024-10-01,2024-10-01\n")
        self.fault("pld.compute", "401-line")
        rows = self.rows("--save-dir", "reports", code=4)
        self.assertEqual([r["outcome"] for r in rows], ["bought before"] * 3 + ["failed"])
        self.control("funds", add=-999_861)  # 0.98 are left
        rows = self.rows("--save-dir", "reports", code=16)
        self.assertEqual([(r["outcome"], r.get("status")) for r in rows],
                         [("bought before", "ready")] * 3 + [("refused", None)])
        self.assertEqual(len(list((self.work / "reports").iterdir())), 3)
        self.bought(3)

    def test_no_purchases(self) -> None:
        self.write(THREE)
        result = self.run_it("buy", "orders.csv", *ZONE, "--yes", env={"IQM_NO_PURCHASES": "1"})
        self.assertEqual(result.code, 3, result)
        self.assertIn("no-purchases is set", result.err)
        self.nothing_left(result)

    def test_worst_of_several(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        self.write("family,campaign-id,start-date,end-date,max-cost\n"
                   "pld,451351,2024-11-21,2024-11-23,\npld,451350,2024-11-21,2024-11-23,1\n"
                   "pld,12345,2024-11-01,2024-11-05,\n")
        self.assertEqual([r["outcome"] for r in self.rows(code=7)],
                         ["refused", "refused", "bought"])

    def test_options_of_the_run_are_checked_once_and_first(self) -> None:
        self.write(THREE)
        for words in (("--columns", "line,nonsense"), ("--max-total", "x"), ("--max-cost", "x"),
                      ("--interval", "x"), ("--wait-timeout", "x"), ("--mode", "x"),
                      ("--timezone", "Nowhere"), ("--family", "x")):
            result = self.run_it("buy", "orders.csv", *words, "--yes")
            self.assertEqual((result.code, len(result.err.splitlines())), (2, 1), result)
        self.assertEqual(self.look("arrivals"), [])

    def test_columns(self) -> None:
        self.write(THREE)
        result = self.ok("buy", "orders.csv", *ZONE, "--dry-run", "-o", "csv", "--fields",
                         "what,line")
        self.assertEqual(result.out.splitlines()[:2], ["what,line", "buy,2"])
        rows = self.rows("--columns", "key,outcome")
        self.assertEqual([list(row) for row in rows], [["key", "outcome"]] * 3)

    def test_each_form(self) -> None:
        self.write(THREE)
        for form, part in (("table", r"LINE +FAMILY +OUTCOME +ID"),
                           ("csv", "^line,family,outcome,id,"), ("json", '"outcome":'),
                           ("jsonl", '^{"line":2,')):
            self.assertRegex(self.buy("-o", form).out, part)
        self.bought(3)

    def test_three_families(self) -> None:
        study = dict(zip(STUDY.splitlines()[0].split(","),
                         ("sls.generate", 1234, [1, 2, 3], "2024-11-21", "2024-11-23", "A study",
                          3, "202335", [1, 2])))
        score = {"family": "aqs", "campaign-id": 1, "period": "2024-11", "name": "A score",
                 "report-type-id": "audience",
                 "audience-concept-groups": [{"audienceId": 101, "conceptGroupId": "202335"}]}
        report = {"family": "pld", "campaign-id": 1, "period": "2024-11"}
        self.write("\n".join(map(json.dumps, (study, score, report))), "all.jsonl")
        rows = self.rows("--save-dir", "d", "--name", "{family}-{line}-{start-date}.csv",
                         name="all.jsonl")
        self.assertEqual([(r["family"], r["status"]) for r in rows],
                         [("sls", "ready"), ("aqs", "ready"), ("pld", "ready")])
        self.assertEqual(sorted(p.name for p in (self.work / "d").iterdir()),
                         ["aqs-2-2024-11-01.csv", "pld-3-2024-11-01.csv", "sls-1-2024-11-21.csv"])
        self.bought(3)


class Saved(OrdersCase):
    """Reports are waited for together, and saved as they get ready."""

    def names(self, directory: str = "reports") -> list[str]:
        return sorted(path.name for path in (self.work / directory).iterdir())

    def test_files(self) -> None:
        self.write(THREE)
        rows = self.rows("--save-dir", "reports")
        self.assertEqual(self.names(), ["pld-12345-2024-11-01.xlsx", "pld-451350-2024-11-21.xlsx",
                                        "pld-451351-2024-11-21.xlsx"])
        for row in rows:
            self.assertEqual(row["status"], "ready")
            path = self.work / "reports" / row["file"].rpartition("/")[2]
            self.is_whole_archive(path)
            self.assertEqual(path.stat().st_size, row["bytes"])
        times = [path.stat().st_mtime_ns for path in (self.work / "reports").iterdir()]
        self.assertEqual((self.work / "reports").stat().st_mode & 0o777, 0o700)
        rows = self.rows("--save-dir", "reports")  # it knows them
        self.assertEqual([r["outcome"] for r in rows], ["bought before"] * 3)
        age(self.state / "journal", 7200)
        self.ok("journal", "archive", "1h")
        rows = self.rows("--save-dir", "reports")  # and still does
        self.assertEqual([r["outcome"] for r in rows], ["bought before"] * 3)
        self.assertEqual([path.stat().st_mtime_ns for path in (self.work / "reports").iterdir()],
                         times)
        self.assertEqual(self.unfinished(), [])

    def test_own_names(self) -> None:
        self.write("family,campaign-id,start-date,end-date,save\n"
                   "pld,451351,2024-11-21,2024-11-23,first.csv\n"
                   f"pld,451350,2024-11-21,2024-11-23,{self.home}/second.xlsx\n"
                   "pld,12345,2024-11-01,2024-11-05,\n")
        self.rows("--save-dir", "reports")
        self.assertEqual(self.names(), ["first.csv", "pld-12345-2024-11-01.xlsx"])
        self.assertTrue((self.home / "second.xlsx").exists())

    def test_names_of_several_campaigns(self) -> None:
        self.write(STUDY)
        self.rows("--save-dir", "reports")
        self.assertEqual(self.names(), ["sls-1-2-3-2024-11-21.xlsx"])

    def test_a_file_that_exists(self) -> None:
        (self.work / "reports").mkdir()
        (self.work / "reports" / "pld-451350-2024-11-21.xlsx").write_text("mine")
        self.write(THREE)
        result = self.buy("--save-dir", "reports", code=15)
        self.assertIn("orders.csv:3: ", result.err)
        self.nothing_left(result)
        self.assertEqual(self.look("arrivals"), [])

    def test_a_late_report_holds_up_nobody(self) -> None:
        self.control("settings", ready_after=0.0)
        self.write("\n".join(THREE.splitlines()[:2]))
        self.rows()
        self.control("settings", ready_after=60.0)
        self.write(THREE)
        process = self.start("buy", "orders.csv", *ZONE, *SOON, "--yes", "--save-dir", "reports",
                             "-o", "jsonl")
        self.addCleanup(process.kill)
        self.until(lambda: (self.work / "reports" / "pld-451351-2024-11-21.xlsx").exists())
        self.assertEqual(len(self.names()), 1)
        self.control("clock", advance=120)
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(len(self.names()), 3)

    def test_one_list_a_look(self) -> None:
        self.control("settings", ready_after=60.0)
        self.write(self.days(8))
        process = self.start("buy", "orders.csv", *ZONE, "--interval", "1s", "--yes", "--wait")
        self.addCleanup(process.kill)
        self.until(lambda: len(self.bill()) == 8)
        before = 8  # the newest report, for each order
        self.until(lambda: self.asked("pld.list") >= before + 3)
        self.control("clock", advance=120)
        self.assertEqual(self.finish(process).code, 0)
        self.assertLess(self.asked("pld.list"), before + 8)

    def test_requests(self) -> None:
        """As many as the plan says."""
        self.control("settings", ready_after=0.0)
        self.write(self.days(10))
        result = self.buy("--save-dir", "reports")
        self.assertIn("about 42: 3 minutes at 20 a minute", result.err)
        names = [name for _, name, _ in self.look("arrivals")]
        self.assertEqual({name: names.count(name) for name in set(names)},
                         {"pld.compute": 20, "pld.generate": 10, "pld.list": 12,
                          "pld.download": 10})

    def test_time_is_up(self) -> None:
        self.control("settings", ready_after=600.0)
        self.write(THREE)
        result = self.buy("--save-dir", "reports", "--wait-timeout", "300ms", "-o", "jsonl",
                          code=13)
        self.assertEqual([(r["outcome"], r["status"]) for r in result.rows],
                         [("bought", "processing?")] * 3)
        self.assertIn("timed out: 3 reports are bought but not ready yet", result.err)
        self.assertEqual(len(self.unfinished()), 3)
        self.control("clock", advance=1200)
        rows = self.rows("--save-dir", "reports")
        self.assertEqual([r["outcome"] for r in rows], ["bought before"] * 3)
        self.assertEqual(len(self.names()), 3)
        self.assertEqual(self.unfinished(), [])

    def test_journal_resume_ends_it_too(self) -> None:
        self.control("settings", ready_after=600.0)
        self.write(THREE)
        self.buy("--save-dir", "reports", "--wait-timeout", "300ms", code=13)
        self.control("clock", advance=1200)
        self.ok("journal", "resume", *SOON)
        self.assertEqual(len(self.names()), 3)

    def test_a_report_that_failed(self) -> None:
        self.control("fail", family="pld", count=1)
        self.write(THREE)
        rows = self.rows("--save-dir", "reports", code=12)
        self.assertEqual([r["status"] for r in rows], ["failed", "ready", "ready"])
        self.assertEqual(len(self.names()), 2)


class Readme(OrdersCase):
    """The example of README.md."""

    def test_it_works(self) -> None:
        self.control("settings", ready_after=0.0)
        page = (TOP / "README.md").read_text(encoding="utf-8")
        page = page[page.index("### Many at once"):]
        orders, script = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)[0]
                          for kind in ("csv", "sh"))
        self.write(orders)
        env = {**self.environment(), "PATH": f"{COMMAND.parent}:{os.environ['PATH']}"}
        done = subprocess.run(["sh", "-euc", script], env=env, cwd=self.work, text=True,
                              capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.name for path in (self.work / "reports").iterdir()),
                         ["pld-12345-2024-10-01.xlsx", "pld-451350-2024-11-01.xlsx",
                          "pld-451351-2024-11-01.xlsx"])
        self.bought(3)


class Stopped(OrdersCase):
    """Whatever stops it, the same command continues it."""

    def started(self, *more: str, bought: int = 2) -> Any:
        """A run that has bought some."""
        self.write(self.days(12))
        process = self.start("buy", "orders.csv", *ZONE, *SOON, "--yes", "-o", "jsonl", *more)
        self.addCleanup(process.kill)
        self.until(lambda: len(self.bill()) >= bought)
        return process

    def test_ctrl_c(self) -> None:
        process = self.started()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 130, result)
        self.assertEqual(len(result.rows), 12)
        self.assertEqual({row["outcome"] for row in result.rows} - {"unknown"},
                         {"bought", "not tried"})
        self.assertRegex(result.err, r"interrupted: \d+ orders? (was|were) not tried")
        self.assertIn("The same command continues, and buys nothing twice: iqm-insights buy "
                      "orders.csv", result.err)
        self.settled()
        self.bought(12)

    def test_killed(self) -> None:
        process = self.started("--save-dir", "reports", bought=5)
        process.kill()
        process.communicate()
        rows = self.settled("--save-dir", "reports")
        self.assertEqual([r["status"] for r in rows], ["ready"] * 12)
        self.bought(12)
        self.assertEqual(len(list((self.work / "reports").iterdir())), 12)

    def test_two_at_once(self) -> None:
        """Each order is bought by the one or the other."""
        self.control("settings", always_sell=True)
        self.write(self.days(8))
        words = ("buy", "orders.csv", *ZONE, *SOON, "--yes", "-o", "jsonl")
        results = [self.finish(one) for one in [self.start(*words), self.start(*words)]]
        self.bought(8)
        self.assertLessEqual({result.code for result in results}, {0, 18})
        for pair in zip(*(result.rows for result in results)):
            self.assertIn("bought", {row["outcome"] for row in pair})
            self.assertLessEqual({row["outcome"] for row in pair},
                                 {"bought", "bought before", "busy"})

    def test_another_process_is_at_it(self) -> None:
        self.control("settings", ready_after=60.0)
        process = self.started("--wait", bought=12)
        result = self.buy("-o", "jsonl", code=18)
        self.assertEqual({r["outcome"] for r in result.rows}, {"busy"})
        self.control("clock", advance=120)
        self.assertEqual(self.finish(process).code, 0)
        self.bought(12)


if __name__ == "__main__":
    unittest.main()
