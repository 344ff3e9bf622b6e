"""The operations that the sandbox plays are where facts say: the spec could be wrong."""
from __future__ import annotations

import unittest

from tests.sandbox.samples import respond

from .helper import SandboxCase, ask

LINES = """
auth.login          POST   /api/v3/ua/oauth/token
auth.refresh        POST   /api/v3/ua/oauth/token
pld.list            GET    /api/v3/ins/pld-reports
pld.campaigns       GET    /api/v3/ins/pld-reports/campaigns
pld.generate        POST   /api/v3/ins/pld-report
pld.compute         POST   /api/v3/ins/pld-reports/computation
pld.columns-get     GET    /api/v3/ins/pld-reports/columns
pld.columns-update  POST   /api/v3/ins/pld-reports/columns
pld.download        POST   /api/v3/ins/pld-report/download
pld.email           POST   /api/v3/ins/pld-report/email
pld.delete          DELETE /api/v3/ins/pld-reports
sls.list            GET    /api/v3/ins/sls-reports
sls.generate        POST   /api/v3/ins/sls-reports
sls.compute         POST   /api/v3/ins/sls-reports/computation
sls.validate-name   GET    /api/v3/ins/sls-reports/validate/name
sls.campaigns       GET    /api/v3/ins/sls-reports/campaigns
sls.download        POST   /api/v3/ins/sls-reports/download
sls.email           POST   /api/v3/ins/sls-reports/email
sls.delete          DELETE /api/v3/ins/sls-reports
aqs.list            GET    /api/v3/ins/aqs-reports
aqs.campaigns       GET    /api/v3/ins/aqs-reports/campaigns
aqs.validate-name   GET    /api/v3/ins/aqs-reports/validate/name
aqs.compute         POST   /api/v3/ins/aqs-reports/computation
aqs.generate        POST   /api/v3/ins/aqs-reports
aqs.report-types    GET    /api/v3/ins/static/aqs-reports/report-types
aqs.download        POST   /api/v3/ins/aqs-reports/download
aqs.email           POST   /api/v3/ins/aqs-reports/email
aqs.delete          DELETE /api/v3/ins/aqs-reports
""".strip().splitlines()

OPENAPI_LINES = """
pld.campaigns       GET    /api/v3/ins/insights/eligible-campaigns
pld.download        POST   /api/v3/ins/report/download
pld.email           POST   /api/v3/ins/report/email
pld.delete          DELETE /api/v3/ins/report
""".strip().splitlines()

FORMS = {"auth.login": "grant_type=password&username=a&password=b",
         "auth.refresh": "grant_type=refresh_token&refresh_token=a"}


class Routes(SandboxCase):
    def reached(self, operation: str, method: str, path: str) -> None:
        """Asserts that a request comes to the operation, by the response laid out for it."""
        self.control("script", operation=operation, status=299, body="here", unchecked=True)
        response = ask(self.sandbox.url + path, method, b"x" if method == "POST" else None)
        self.assertEqual((response.status, response.body), (299, b"here"), operation)

    def test_every_operation(self) -> None:
        for line in LINES + OPENAPI_LINES:
            with self.subTest(line):
                self.reached(*line.split())

    def test_no_other_operation_is_played(self) -> None:
        played = {op.full_name for op, handler in self.sandbox.service.handlers.items()
                  if handler is not respond}
        self.assertEqual(played, {line.split()[0] for line in LINES})

    def test_log_in_and_refresh_share_a_path(self) -> None:
        for operation, form in FORMS.items():
            self.token_call(form)
            self.assertEqual(self.look("requests?last=1")[0]["operation"], operation)

    def test_unknown_path(self) -> None:
        for path in ("/", "/api/v3/ins/pld-reports/", "/api/v3/ins/PLD-reports",
                     "/api/v3/ins/sls-report", "/api/v3/ua/login"):
            response = self.raw("GET", path)
            self.assertEqual(response.status, 404, path)
            self.assertTrue(response.error.startswith("sandbox: "))

    def test_wrong_method(self) -> None:
        for method, path in (("GET", "/pld-report"), ("PUT", "/sls-reports"),
                             ("DELETE", "/aqs-reports/campaigns"), ("POST", "/pld-reports"),
                             ("PATCH", "/pld-reports"), ("HEAD", "/pld-reports")):
            self.assertEqual(self.raw(method, "/api/v3/ins" + path).status, 405, path)


if __name__ == "__main__":
    unittest.main()
