"""The command that comes next: on a terminal once, at the end; in a pipe within the message."""
from __future__ import annotations

import re
import shlex

from tests.cli.support.buying_case import ORDER, SCORE, SOON, STUDY, BuyingCase
from tests.cli.support.command_case import Result

NEXT = re.compile(r"^Next: iqm-insights (.*)\n", re.M)


class NextStep(BuyingCase):
    """What a person is told, and that it works."""

    def screen(self, *words: str, code: int = 0) -> Result:
        """A run on a terminal."""
        result = self.terminal(*words).end()
        self.assertEqual(result.code, code, result)
        return result

    def steps(self, *words: str, code: int = 0) -> list[str]:
        """The commands that a run ends with."""
        out = self.screen(*words, code=code).out
        steps = NEXT.findall(out)
        self.assertTrue(out.endswith("".join(f"Next: iqm-insights {s}\n" for s in steps)), out)
        return steps

    def test_bought_waited_saved(self) -> None:
        for order, family, flag in ((ORDER, "pld", "--id"), (STUDY, "sls", "--id"),
                                    (SCORE, "aqs", "--id")):
            self.assertEqual(self.steps(*order, "--yes"), [f"{family} wait 51"])
            step, = self.steps(family, "wait", "51", *SOON)
            self.assertRegex(step, rf"^{family} download (--id|{flag}) 51 --save {family}-51\.\w+$")
            self.assertEqual(self.steps(*shlex.split(step)), [])
            self.forget_rate_limit()
        self.bought(3)

    def test_waited_for_at_once(self) -> None:
        step, = self.steps(*ORDER, "--yes", "--wait", *SOON)
        self.assertEqual(step, "pld download --id 51 --save pld-51.xlsx")
        self.assertEqual(self.steps(*STUDY, "--yes", "--save", "it.xlsx", *SOON), [])

    def test_exists(self) -> None:
        self.ok(*ORDER, "--yes")
        (self.state / "journal").unlink()
        (self.state / "journal.lock").unlink()
        self.assertEqual(self.steps(*ORDER, "--yes", code=17),
                         ["pld download --id 51 --save pld-51.xlsx"])
        self.bought(1)

    def test_failed(self) -> None:
        self.control("fail", family="pld", count=1)
        step, = self.steps(*ORDER, "--yes", "--wait", *SOON, code=12)
        self.assertEqual(step, "pld generate --id 51")
        self.assertEqual(self.steps("pld", "wait", "51", code=12), [step])
        shown = self.terminal(*shlex.split(step))
        shown.read_until("Buy")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.bought(2)

    def test_resumed(self) -> None:
        """What was found is waited for, saved, or made again."""
        self.control("settings", ready_after=60)
        self.ok(*ORDER, "--yes", "--key", "k")
        self.assertEqual(self.steps("journal", "resume", "k"), ["pld wait 51"])
        self.fails(13, *ORDER, "--yes", "--key", "k", "--wait", "--wait-timeout", "1ms")
        self.control("clock", advance=60)
        step, = self.steps("journal", "resume", "k", *SOON)
        self.assertEqual(step, "pld download --id 51 --save pld-51.xlsx")

    def test_unknown_in_a_pipe_and_on_a_terminal(self) -> None:
        self.fault("pld.generate", "lost-before")
        result = self.screen(*ORDER, "--yes", "--key", "it's", code=11)
        self.assertEqual(NEXT.findall(result.out), [r"journal resume 'it'\''s'"])
        self.assertEqual(result.out.count("journal resume"), 1)
        result = self.fails(11, "journal", "resume", "it's")
        self.assertEqual(result.err.count("iqm-insights journal resume 'it'\\''s'"), 1)
        self.assertNotIn("Next:", result.err)

    def test_what_the_run_was_told(self) -> None:
        """A profile and what else stands on the command line are repeated; a key may be a dash."""
        config = self.home / ".config" / "iqm-insights" / "config"
        config.parent.mkdir(parents=True)
        config.write_text("[work]\n")
        config.chmod(0o600)
        self.fault("pld.generate", "lost-before")
        out = self.screen(*ORDER, "--yes", "--key=-k", "--profile", "work", "--ow-id", "200001",
                          code=11).out
        step, = NEXT.findall(out)
        self.assertEqual(step, "journal resume --profile work --ow-id 200001 -- -k")
        self.assertEqual(self.run_it(*shlex.split(step)).code, 11)

    def test_quiet_and_json(self) -> None:
        for order, words in (ORDER, ("--quiet",)), (STUDY, ("-o", "json")):
            self.assertNotIn("Next", self.screen(*order, "--yes", *words).out)

    def test_nothing_in_a_pipe(self) -> None:
        self.assertNotIn("Next", self.ok(*ORDER, "--yes").err)

    def test_the_same_command_again(self) -> None:
        self.ok(*ORDER, "--yes")
        (self.state / "journal").unlink()
        (self.state / "journal.lock").unlink()
        self.control("settings", ready_after=60)
        words = [*ORDER, "--yes", "--save", "a b.xlsx", "--wait-timeout", "1ms"]
        self.assertEqual(self.steps(*words, code=13), [shlex.join(words)])


class Advice(BuyingCase):
    """What helps against a failed log-in is said, and nothing that does not."""

    LIST = ("pld", "list")

    def test_token_of_the_settings(self) -> None:
        result = self.fails(4, *self.LIST, env={"IQM_TOKEN": "gone"})
        self.assertIn("The token of IQM_TOKEN is refused or has expired; give a new one, or "
                      "unset it and log in.\n", result.err)
        self.assertNotIn("auth login", result.err)

    def test_in_json(self) -> None:
        result = self.fails(4, *self.LIST, "-o", "json", env={"IQM_TOKEN": "gone"})
        self.assertRegex(result.error["advice"], "^the token of IQM_TOKEN is refused")
        result = self.fails(4, *self.LIST, "-o", "json", env={"IQM_TOKEN": None})
        self.assertEqual(result.error["advice"], "run 'iqm-insights auth login'")

    def test_password_of_the_settings(self) -> None:
        result = self.run_it(*self.LIST, env={**self.log_in_env, "IQM_PASSWORD": "wrong"})
        self.assertIn("Check base-url, client-id, client-secret, username and password "
                      "(IQM_PASSWORD): each run logs in with them.\n", result.err)
        self.assertNotIn("auth login", result.err)
        self.assertEqual(result.code, 4, result)

    def test_auth_login(self) -> None:
        result = self.fails(4, "auth", "login", env={**self.log_in_env, "IQM_PASSWORD": "wrong"})
        self.assertIn("Check base URL, client id, client secret, user name and password; "
                      "run 'iqm-insights auth login'.\n", result.err)

    def test_on_a_terminal(self) -> None:
        shown = self.terminal(*self.LIST, env={"IQM_TOKEN": None})
        self.assertEqual(shown.end().out, "iqm-insights: pld.list: not logged in\n"
                                          "Next: iqm-insights auth login\n")

    def test_damaged_journal(self) -> None:
        self.ok(*ORDER, "--yes")
        (self.state / "journal").write_text("")
        out = self.terminal("journal", "list").end().out
        self.assertTrue(out.endswith("\nNext: iqm-insights journal repair\n"), out)
        self.assertEqual(out.count("journal repair"), 1)

    def test_doctor(self) -> None:
        rows = {row["check"]: row["detail"]
                for row in self.run_it("doctor", "-o", "jsonl", env={"IQM_TOKEN": "gone"}).rows}
        self.assertIn("; the token of IQM_TOKEN is refused or has expired", rows["token"])
        self.assertNotIn("auth login", rows["token"])
