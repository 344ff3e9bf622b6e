"""Responses that a test makes up, and what the command prints of them."""
from __future__ import annotations

import json
import subprocess
from typing import Any, Optional

from tests.cli.support.command_case import COMMAND, PATIENCE, TOP, CommandCase, Result

SAMPLES = TOP / "spec" / "samples"
# Each operation that prints its response: its words, and the list that is its rows.
OPERATIONS: dict[str, tuple[tuple[str, ...], Optional[str]]] = {
    "pld.list": (("pld", "list"), "pldReportDataList"),
    "pld.campaigns": (("pld", "campaigns"), None),
    "pld.columns-get": (("pld", "columns-get"), None),
    "pld.columns-update": (("pld", "columns-update", "--body", "@columns.json"), None),
    "pld.download": (("pld", "download", "--id", "50", "--file-type", "xlsx"), None),
    "pld.delete": (("pld", "delete", "1", "--yes"), None),
    "sls.list": (("sls", "list"), "slsReportDataList"),
    "sls.compute": (("sls", "compute", "--body", "@sls.json"), None),
    "sls.validate-name": (("sls", "validate-name", "--name", "A study"), None),
    "sls.campaigns": (("sls", "campaigns"), None),
    "sls.download": (("sls", "download", "--id", "50", "--file-type", "xlsx"), None),
    "sls.delete": (("sls", "delete", "1", "--yes"), None),
    "aqs.list": (("aqs", "list"), "reportDataList"),
    "aqs.campaigns": (("aqs", "campaigns"), None),
    "aqs.validate-name": (("aqs", "validate-name", "--name", "A score"), None),
    "aqs.compute": (("aqs", "compute", "--body", "@aqs.json"), None),
    "aqs.report-types": (("aqs", "report-types"), "reportTypeData"),
    "aqs.download": (("aqs", "download", "--id", "50", "--file-type", "xlsx"), None),
    "aqs.delete": (("aqs", "delete", "1", "--yes"), None),
}
SAMPLE_OF = {"aqs.validate-name": "200-valid", "sls.validate-name": "200-object"}
# What the spec does not know, in forms that no parser gives back.
UNKNOWN = r'"notInTheSpec" : {"deep": [1.50, 2E3, 12345678901234567890, "\u0041\/é 東"]}'
PACKED = r'"notInTheSpec":{"deep":[1.50,2E3,12345678901234567890,"\u0041\/é 東"]}'


class OutputCase(CommandCase):
    """Responses that the test lays out; the rate limit is out of the way."""

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", rate_limit=False)
        self.runs = 0
        self.work.joinpath("sls.json").write_text(json.dumps(self.sls_order()))
        self.work.joinpath("aqs.json").write_text(json.dumps(self.aqs_order()))
        self.work.joinpath("columns.json").write_bytes(
            (SAMPLES / "pld.columns-update.request.default.json").read_bytes())

    def environment(self, env: Optional[dict[str, Optional[str]]] = None) -> dict[str, str]:
        """Each run has a state directory of its own: 20 requests a minute."""
        self.runs += 1
        return super().environment({"XDG_STATE_HOME": str(self.home / f"state{self.runs}"),
                                    **(env or {})})

    def lay_out(self, operation: str, data: str, status: int = 200, times: int = 1) -> None:
        """The operation's next response; `data` is JSON text."""
        self.control("script", operation=operation, status=status, times=times,
                     body=f'{{"success":true,"data":{data}}}')

    def print(self, operation: str, data: str, form: str, *more: str) -> Result:
        """What the command makes of that response; a link is a secret that it prints."""
        self.lay_out(operation, data)
        result = self.whole(*OPERATIONS[operation][0], "-o", form, *more)
        self.assertEqual(result.code, 0, (operation, form, result))
        return result

    def whole(self, *words: str) -> Result:
        """A run with its ends of lines as they are."""
        done = subprocess.run([str(COMMAND), *words], env=self.environment(), cwd=self.work,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
                              check=False)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    @staticmethod
    def sample(operation: str) -> Any:
        """The data of the operation's good response."""
        name = f"{operation}.response.{SAMPLE_OF.get(operation, '200')}.json"
        response: dict[str, Any] = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
        return response["data"]
