"""Every sample of the spec is valid by the document of every dialect, and wrong ones are not."""
from __future__ import annotations

import unittest
from typing import Any

from generator.model.dialects import sent_object, sent_query

from .helper import DocumentCase


Json = dict[str, Any]


class Requests(DocumentCase):
    """Samples as each dialect sends them."""

    def test_bodies(self) -> None:
        count = 0
        for dialect in self.documents:
            for op in self.api.operations():
                for sample in op.samples:
                    if op.body and sample.kind == "request":
                        sent = {**op.fixed, **sent_object(op.body, sample.value, dialect)}
                        self.assertTrue(self.fits(self.body(op.full_name, dialect), sent, dialect),
                                        (dialect, sample.file))
                        count += 1
        self.assertGreater(count, 40)

    def test_queries(self) -> None:
        count = 0
        for dialect in self.documents:
            for op in self.api.operations():
                known = {one["name"]: one for one in self.of(op, dialect).get("parameters", [])}
                for sample in op.samples:
                    if sample.kind == "request" and op.query:
                        sent = {**sent_query(op, dialect),
                                **sent_object(op.query, sample.value, dialect)}
                        for name, value in sent.items():
                            self.assertTrue(self.fits(known[name]["schema"], value, dialect),
                                            (dialect, sample.file, name))
                            count += 1
                        self.assertEqual({name for name, one in known.items()
                                          if one.get("required")} - sent.keys(), set())
        self.assertGreater(count, 20)

    def test_wrong_bodies(self) -> None:
        order: Json = {"campaignId": 1, "pldStartDate": 1000, "pldEndDate": 2000}
        study: Json = {"conceptGroupId": "202335", "campaignIds": [1]}
        cases: list[tuple[str, Json, Json]] = [
            ("pld.generate", order, {**order, "campaignId": "1"}),
            ("pld.generate", order, {**order, "campaign": 1}),
            ("pld.generate", order, {"campaignId": 1, "pldStartDate": 1000}),
            ("pld.generate", order, {}),
            ("sls.compute", study, {**study, "campaignIds": 1}),
            ("pld.download", {"fileType": 9, "pldId": 1}, {"fileTypeId": 1, "reportId": 1}),
            ("pld.columns-update", self.columns(), {"id": True}),
            ("auth.login", {"grant_type": "password", "username": "a", "password": "b"},
             {"grant_type": "refresh_token", "username": "a", "password": "b"}),
            ("auth.refresh", {"grant_type": "refresh_token", "refresh_token": "a"},
             {"grant_type": "refresh_token"})]
        for name, sound, wrong in cases:
            self.assertTrue(self.fits(self.body(name), sound), (name, sound))
            self.assertFalse(self.fits(self.body(name), wrong), (name, wrong))

    def columns(self) -> dict[str, Any]:
        """A value for each column."""
        body = self.named("pld.columns-update").body
        assert body
        return {wire: True for wire in body.fields}


class Responses(DocumentCase):
    """Samples as they come."""

    def test_all(self) -> None:
        count = 0
        for dialect in self.documents:
            for op in self.api.operations():
                for sample in op.samples:
                    if sample.kind == "response":
                        self.assertTrue(self.fits(self.response(op, sample.status, dialect),
                                                  sample.value, dialect), (dialect, sample.file))
                        count += 1
        self.assertGreater(count, 150)

    def test_failures(self) -> None:
        for body in ({"success": False, "errorObjects": [{"error": "No."}]},
                     {"success": False, "data": {"message": "No."}},
                     {"success": False, "data": "No."}):
            for op in self.api.operations():
                for status in (200, 401, 404, 429, 500):
                    self.assertTrue(self.fits(self.response(op, status), body))

    def test_wrong_ones(self) -> None:
        generate = self.named("pld.generate")
        for body in ({"success": True}, {"data": {}}, {"success": "true", "data": {}}, [],
                     {"success": True, "data": []},
                     {"success": True, "data": {"pldReportCreated": "perhaps"}}):
            self.assertFalse(self.fits(self.response(generate, 200), body), body)
        self.assertFalse(self.fits(self.response(generate, 500), {"success": True, "data": {}}))
        link = self.response(self.named("pld.download"), 200)
        self.assertTrue(self.fits(link, {"success": True, "data": {"reportURL": "u"}}))
        self.assertFalse(self.fits(link, {"success": True, "data": {"url": "u"}}))


if __name__ == "__main__":
    unittest.main()
