"""`journal reconcile`: the journal against the lists."""
from __future__ import annotations

import shutil
from typing import Any

from tests.cli.support.buying_case import ORDER, SCORE, SOON, STUDY, BuyingCase
from tests.cli.support.journal_file import Record, age, change_records


class Reconcile(BuyingCase):
    def found(self, *words: str, code: int = 23, **more: Any) -> list[Any]:
        """The findings."""
        result = self.run_it("journal", "reconcile", "-o", "json", *words, **more)
        self.assertEqual(result.code, code, result)
        return list(result.json)

    def one(self, *words: str, **more: Any) -> Any:
        """The only one."""
        finding, = self.found(*words, **more)
        return finding

    def copy(self, name: str) -> None:
        """The journal as it is now, for later."""
        (self.home / name).mkdir()
        for part in "journal", "journal.lock":
            shutil.copy2(self.state / part, self.home / name / part)

    def restore(self, name: str) -> None:
        """Puts it back."""
        for part in "journal", "journal.lock":
            shutil.copy2(self.home / name / part, self.state / part)

    def buy(self, *order: str, key: str) -> None:
        self.ok(*order, "--yes", "--key", key)

    def buy_and_lose_the_response(self, key: str) -> None:
        """As one that was killed before its response came."""
        self.ok(*ORDER, "--yes", f"--key={key}")
        lines = (self.state / "journal").read_bytes().splitlines(keepends=True)
        while b'"event":"intent"' not in lines[-1]:
            lines.pop()
        (self.state / "journal").write_bytes(b"".join(lines))
        (self.state / "journal.lock").unlink()

    def test_nothing_differs(self) -> None:
        result = self.ok("journal", "reconcile")
        self.assertEqual(result.out, "")
        self.assertRegex(result.err, r"^0 purchases and 0 reports were compared\.\n"
                                     r"\d+ older reports were not\.\nNothing differs\.\n$")
        for order in ORDER, STUDY, SCORE:
            self.buy(*order, key=order[0])
        result = self.ok("journal", "reconcile")
        self.assertRegex(result.err, r"^3 purchases and 3 reports were compared\.\n")
        self.forget_rate_limit()
        self.assertEqual(self.found(code=0), [])
        names = {name for _, name, _ in self.look("arrivals")[-3:]}
        self.assertEqual(names, {"pld.list", "sls.list", "aqs.list"})

    def test_bought_elsewhere(self) -> None:
        """A report with no key, between those that have one."""
        self.buy(*ORDER, key="a")
        elsewhere: dict[str, str | None] = {"XDG_STATE_HOME": str(self.home / "other")}
        self.ok("pld", "generate", "--campaign-id", "451350", *ORDER[4:], "--yes", env=elsewhere)
        self.buy("pld", "generate", "--campaign-id", "12345", *ORDER[4:], key="b")
        found = self.one()
        self.assertEqual((found["finding"], found["family"], found["id"]), ("no-key", "pld", 52))
        self.assertRegex(found["what"], "^made 20.*; no key has bought it$")
        self.assertNotIn("next", found)

    def test_older_copy_of_the_journal(self) -> None:
        self.buy(*STUDY, key="a")
        self.copy("backup")
        self.control("settings", always_sell=True)
        self.buy(*STUDY, "--allow-duplicate", key="b")
        self.restore("backup")
        found = self.one()
        self.assertEqual((found["finding"], found["family"], found["id"]),
                         ("newer-than-journal", "sls", 52))
        self.assertIn("bought elsewhere, or the journal is an older copy", found["what"])

    def test_charged_otherwise(self) -> None:
        self.buy(*ORDER, key="a")

        def dearer(record: Record) -> None:
            if "cost" in record:
                record["cost"] = "60.40"
        change_records(self.state / "journal", dearer)
        (self.state / "journal.lock").unlink()
        self.assertEqual(self.one(), {"finding": "charged-differently", "family": "pld", "id": 51,
                                      "key": "a", "what": "charged 60.40, priced 50.40"})

    def test_unknown_outcome(self) -> None:
        """Its report has no key; resume finds it, and all is well."""
        self.buy_and_lose_the_response("-a")
        rows = self.found()
        self.assertEqual([(r["finding"], r.get("id"), r["key"], r["next"]) for r in rows],
                         [("no-key", 51, "-a", "iqm-insights journal resume -- -a"),
                          ("outcome-unknown", None, "-a", "iqm-insights journal resume -- -a")])
        self.ok("journal", "resume", *SOON)
        self.assertEqual(self.found(code=0), [])

    def test_overdue(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.fails(11, *ORDER, "--yes", "--key", "k", "--timeout", "2s")
        age(self.state / "journal", 7200)
        (self.state / "journal.lock").unlink()
        self.assertEqual(self.one()["next"], "iqm-insights journal settle k")
        out = self.terminal("journal", "reconcile").end().out
        self.assertRegex(out, r"outcome-unknown +pld +k +settle")
        self.assertTrue(out.endswith("\nNext: iqm-insights journal settle k\n"), out)

    def test_gone_and_not_listed_yet(self) -> None:
        self.buy(*ORDER, key="a")

        def other(record: Record) -> None:
            if "reportId" in record:
                record["reportId"] = "77"
        change_records(self.state / "journal", other)
        (self.state / "journal.lock").unlink()
        rows = {r["finding"]: r for r in self.found()}
        self.assertEqual(rows["not-listed"]["what"], "the list does not show it yet")
        self.assertEqual((rows["not-listed"]["id"], rows["not-listed"]["key"]), (77, "a"))
        self.assertEqual(rows["no-key"]["id"], 51)
        age(self.state / "journal", 7200)
        (self.state / "journal.lock").unlink()
        rows = {r["finding"]: r for r in self.found()}
        self.assertEqual(rows["gone"]["what"], "the list has it no more")

    def test_since(self) -> None:
        """Without a journal only --since names reports; with one it leaves out what is older."""
        self.assertGreater(len(self.found("--since", "2000-01-01")), 10)
        self.assertEqual(self.found("--since", "1h", code=0), [])
        self.buy(*ORDER, key="a")
        change_records(self.state / "journal",
                       lambda record: record.update(cost="1") if "cost" in record else None)
        age(self.state / "journal", 7200)
        (self.state / "journal.lock").unlink()
        self.assertEqual(self.one("--since", "3h")["finding"], "charged-differently")
        self.assertEqual(self.found("--since", "1h", code=0), [])
        self.fails(2, "journal", "reconcile", "--since", "soon", says="--since.*'soon'")

    def test_only_this_place(self) -> None:
        self.buy(*ORDER, key="a")
        self.fault("sls.generate", "lost-before")
        self.fails(11, *STUDY, "--yes", "--key", "b", "--timeout", "2s")
        change_records(self.state / "journal", lambda r: r.update(workspace="7")
                       if r.get("key") == "b" and "workspace" in r else None)
        (self.state / "journal.lock").unlink()
        result = self.ok("journal", "reconcile")
        self.assertRegex(result.err, "1 purchase and 1 report were compared(.|\n)*"
                                     "Left out: 1 purchase of other services or workspaces")

    def test_log_in_by_password(self) -> None:
        """Only its response says the workspace."""
        self.buy(*ORDER, key="a")
        self.assertEqual(self.found(code=0, env=self.log_in_env), [])
        self.fails(3, "journal", "reconcile", env={"IQM_OW_ID": None},
                   says="does not say its workspace")

    def test_regenerated(self) -> None:
        self.buy(*ORDER, key="a")
        self.ok("pld", "generate", "--id", "10", "--yes", "--key", "again")
        self.assertEqual(self.found(code=0), [])

    def test_csv_and_nothing_is_changed(self) -> None:
        self.buy_and_lose_the_response("k")
        before = (self.state / "journal").read_bytes()
        result = self.fails(23, "journal", "reconcile", "-o", "csv")
        self.assertEqual(result.out.splitlines()[0], "finding,family,id,key,next,what")
        self.assertRegex(result.err, "2 things differ between the journal and the lists\n$")
        self.assertEqual((self.state / "journal").read_bytes(), before)
        self.assertEqual([name for _, name, _ in self.look("arrivals")[-3:]],
                         ["pld.list", "sls.list", "aqs.list"])

    def test_list_that_fails(self) -> None:
        self.fault("aqs.list", "500", times=0)
        result = self.fails(10, "journal", "reconcile", "--timeout", "1s")
        self.assertEqual(result.out, "")
