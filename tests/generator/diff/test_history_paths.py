"""What IQM changed in paths and methods, and that the new spec sends requests both ways."""
from __future__ import annotations

import unittest

from generator.model.dialects import sent_method

from .helper import Data, rename
from .history import OLD, HistoryCase, fields, op


class Paths(HistoryCase):
    """Operations that went elsewhere."""

    def moved(self, name: str, method: str, old: str, new: str) -> None:
        """Another path, which the old one's dialect keeps."""
        self.compare(lambda data: op(data, name).update(path=new))
        self.says(f"ERR wire: operation early.{name}: path is {new} now, was {old}")
        self.stands_at(f"new: path: {new}")
        self.suggests(f"operations.{name}: send: {{before: {{path: {old}}}}}",
                      f"operations.{name}: successor: {method} {old} (dialect before)")

    def test_campaigns(self) -> None:
        old, new = "/api/v3/ins/pld-reports/campaigns", "/api/v3/ins/insights/eligible-campaigns"
        self.moved("campaigns", "GET", old, new)
        self.sends("campaigns", {}, new, old)

    def test_download(self) -> None:
        old, new = "/api/v3/ins/pld-report/download", "/api/v3/ins/report/download"
        self.moved("download", "POST", old, new)
        self.sends("download", {"slsId": 1}, f'{new} {{"slsId":1}}', f'{old} {{"slsId":1}}')

    def test_delete(self) -> None:
        old, new = "/api/v3/ins/pld-reports", "/api/v3/ins/report"
        self.moved("delete", "DELETE", old, new)
        self.sends("delete", {"pldIds": [1, 2]}, f"{new}?pldIds=1,2", f"{old}?pldIds=1,2")

    def test_mail(self) -> None:
        old, new = "/api/v3/ins/pld-report/email", "/api/v3/ins/report/email"
        self.moved("mail", "POST", old, new)
        body = '{"emailIds":["a@example.com"]}'
        self.sends("mail", {"emailIds": ["a@example.com"]}, f"{new} {body}", f"{old} {body}")

    def test_templates_of_all_kinds(self) -> None:
        old, new = "/api/v3/ins/pld-templates", "/api/v3/ins/templates"
        self.moved("templates", "GET", old, new)
        self.sends("templates", {"pageNo": 2}, f"{new}?pageNo=2", f"{old}?pageNo=2")

    def test_name_of_a_template(self) -> None:
        old, new = "/api/v3/ins/pld/templates/validate-name", "/api/v3/ins/templates/validate-name"
        self.moved("template-name", "POST", old, new)
        body = '{"reportName":"x"}'
        self.sends("template-name", {"reportName": "x"}, f"{new} {body}", f"{old} {body}")

    def test_path_as_a_dialect_has_it(self) -> None:
        """The dialect asks where it did."""
        new = "/api/v3/ins/report/download"

        def edit(data: Data) -> None:
            op(data, "download").update(path=new)
            del op(data, "download")["send"]

        def last(data: Data) -> None:
            data["api"]["dialects"]["newer"] = {"doc": "Newer requests."}
            op(data, "download")["send"] = {"newer": {"path": new}}

        old = "/api/v3/ins/pld-report/download"
        self.compare(edit, last)
        self.says(f"ERR wire: operation early.download: path is {new} now, was {old}")
        self.suggests(f"operations.download: send: {{before: {{path: {old}}}}}",
                      f"operations.download: successor: POST {old} (dialect before)")
        self.paste()

    def test_successor_that_is_there_stays(self) -> None:
        self.compare(lambda data: op(data, "mail").update(path="/mail"),
                     lambda data: op(data, "mail").update(successor="Write to them."))
        self.suggests("operations.mail: send: {before: {path: /api/v3/ins/pld-report/email}}")

    def test_regenerate_by_path(self) -> None:
        def edit(data: Data) -> None:
            op(data, "regenerate")["path"] = "/api/v3/ins/regenerate/report/{reportId}"
            rename(fields(data, "regenerate_query"), "pldId", "reportId")

        self.compare(edit)
        self.says("ERR wire, source, command: field early.regenerate_query.pldId is "
                  "early.regenerate_query.reportId now",
                  "ERR wire: operation early.regenerate: path is "
                  "/api/v3/ins/regenerate/report/{reportId} now, was "
                  "/api/v3/ins/regenerate/pld-report/{pldId}")
        self.assertIn("send: {before: {path: \"/api/v3/ins/regenerate/pld-report/{reportId}\"}}",
                      [line for one in self.suggestions() for line in one.yaml])
        self.sends("regenerate", {"reportId": 7}, "/api/v3/ins/regenerate/report/7",
                   "/api/v3/ins/regenerate/pld-report/7")

    def test_log_in(self) -> None:
        def edit(data: Data) -> None:
            op(data, "log-in").update(path="/api/v3/ua/oauth/token", content="form")
            rename(fields(data, "log_in_body"), "grantType", "grant_type")
            rename(fields(data, "log_in_body"), "email", "username")

        self.compare(edit)
        self.says("ERR wire: field early.log_in_body.grantType is early.log_in_body.grant_type now",
                  "ERR wire, source: field "
                  "early.log_in_body.email is early.log_in_body.username now",
                  "ERR wire: operation early.log-in: path is /api/v3/ua/oauth/token now, was "
                  "/api/v3/ua/login",
                  "ERR wire: operation early.log-in: content form is new")
        request = {"grant_type": "password", "username": "u", "password": "p"}
        self.sends("log-in", request,
                   "/api/v3/ua/oauth/token grant_type=password&username=u&password=p",
                   "/api/v3/ua/login grantType=password&email=u&password=p")

    def test_method(self) -> None:
        self.compare(lambda data: op(data, "delete").update(method="POST"))
        self.says("ERR wire: operation early.delete: method is POST now, was DELETE")
        self.suggests("operations.delete: send: {before: {method: DELETE}}",
                      "operations.delete: "
                      "successor: DELETE /api/v3/ins/pld-reports (dialect before)")
        self.paste()
        default = next(iter(self.new["api"]["dialects"]))
        self.assertEqual([sent_method(self.operations["delete"], name) for name in (default, OLD)],
                         ["POST", "DELETE"])


if __name__ == "__main__":
    unittest.main()
