"""Files of orders, and what `buy` makes of them."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

from tests.cli.support.buying_case import SOON, BuyingCase
from tests.cli.support.command_case import Result
from tests.cli.support.journal_file import age

ZONE = ("--timezone", "America/New_York")
CAMPAIGNS = ("451351", "451350", "12345")


class OrdersCase(BuyingCase):
    """The rate limit of this machine is never used up."""

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", free_permits=str(self.state / "limits"))

    def write(self, text: str, name: str = "orders.csv") -> Path:
        """A file of orders in the working directory."""
        path = self.work / name
        path.write_bytes(text.encode())
        return path

    def days(self, count: int, campaign: str = "451351", head: str = "", more: str = "") -> str:
        """So many PLD orders of a day each."""
        rows = [f"pld,{campaign},2024-{month:02}-{day:02},2024-{month:02}-{day:02}{more}"
                for month in range(1, 13) for day in range(1, 29)]
        return "\n".join([f"family,campaign-id,start-date,end-date{head}", *rows[:count], ""])

    def buy(self, *more: str, code: int = 0, name: str = "orders.csv",
            text: Optional[str] = None) -> Result:
        """`buy` without a question."""
        result = self.run_it("buy", name, *ZONE, *SOON, "--yes", *more, text=text)
        self.assertEqual(result.code, code, result)
        return result

    def rows(self, *more: str, code: int = 0, name: str = "orders.csv") -> list[Any]:
        """What it prints, a row an order."""
        return self.buy(*more, "-o", "jsonl", code=code, name=name).rows

    def settled(self, *more: str) -> list[Any]:
        """The rows of a run that continues a killed one. A kill between the record of a purchase
        and its first byte leaves it unknown: hours later the list proves that it bought nothing."""
        while True:
            result = self.run_it("buy", "orders.csv", *ZONE, *SOON, "--yes", *more, "-o", "jsonl",
                                 "--wait-timeout", "2s")
            unknown = [row["key"] for row in result.rows if row["outcome"] == "unknown"]
            if not unknown:
                self.assertEqual(result.code, 0, result)
                return result.rows
            self.assertEqual(result.code, 11, result)
            age(self.state / "journal", 7200)
            for key in unknown:
                self.ok("journal", "settle", key, "--not-bought", "--yes")

    def mistakes(self, text: str, *more: str, name: str = "orders.csv") -> str:
        """What is said of a file with mistakes: nothing was sent, and nothing is on record."""
        self.write(text, name)
        result = self.run_it("buy", name, *ZONE, "--yes", *more)
        self.assertEqual(result.code, 2, result)
        self.assertEqual(self.look("arrivals"), [], result)
        self.assertEqual(result.out, "")
        return result.err

    def bodies(self) -> list[Any]:
        """What was ordered."""
        return [json.loads(purchase["body"]) for purchase in self.bill()]
