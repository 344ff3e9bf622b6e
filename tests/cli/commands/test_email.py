"""Mailing a report: never twice, and no purchase."""
from __future__ import annotations

import unittest

from tests.cli.support.command_case import CommandCase

TO = ("--email-ids", "a@example.com")


class Email(CommandCase):
    def count(self) -> int:
        return int(self.look("mails")["count"])

    def test_mails(self) -> None:
        for family, file_type in (("pld", "2"), ("sls", "3"), ("aqs", "1")):
            self.ok(family, "email", "--id", "50", "--file-type", file_type, *TO)
        self.assertEqual([mail["format"] for mail in self.look("mails")["mails"]],
                         ["csv", "pdf", "xlsx"])

    def test_a_lost_response_is_not_followed_by_another_mail(self) -> None:
        self.control("script", operation="sls.email", status=504, body="", times=2, perform=True)
        result = self.fails(11, "sls", "email", "--id", "50", "--file-type", "1", *TO,
                            says="outcome unknown, it may have been carried out: HTTP 504")
        self.assertNotIn("bought", result.err)
        self.assertNotIn("journal", result.err)
        self.assertEqual(self.count(), 1)

    def test_a_refusal_is_one(self) -> None:
        self.control("script", operation="sls.email", status=429, body="", times=2)
        self.fails(8, "sls", "email", "--id", "50", "--file-type", "1", *TO)
        self.assertEqual(self.look("state")["arrived"]["sls.email"], 1)
        self.assertEqual(self.count(), 0)

    def test_it_is_no_purchase(self) -> None:
        """It asks nothing, and the switch that buys nothing does not stop it."""
        self.env["IQM_NO_PURCHASES"] = "1"
        self.ok("aqs", "email", "--id", "50", "--file-type", "1", *TO)
        self.assertEqual(list(self.home.rglob("*journal*")), [])
        self.assertEqual(self.count(), 1)

    def test_other_dialect(self) -> None:
        self.ok("pld", "email", "--id", "50", "--file-type", "1", *TO, "--dialect", "openapi")
        self.assertEqual(self.count(), 1)

    def test_required_fields(self) -> None:
        self.fails(2, "sls", "email", "--id", "50", says="--email-ids: ")


if __name__ == "__main__":
    unittest.main()
