"""Another API's spec: requests are checked against it, and its samples are the responses."""
from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from unittest import TestCase
from urllib.parse import urlencode

from generator.builder.build import build
from tests.sandbox.samples import success
from tests.sandbox.sandbox import Sandbox

from .helper import FORM, Response, ask

SPEC = Path(__file__).resolve().parents[1] / "generator" / "sample_spec"
FIXED = {"grant_type": "a b&c=d/é", "tilde": "~"}


def sample(name: str) -> Any:
    """A sample file's content."""
    return json.loads((SPEC / "samples" / f"{name}.json").read_text(encoding="utf-8"))


class BySample(TestCase):
    """The sample spec of the generator's tests."""

    sandbox: Sandbox

    @classmethod
    def setUpClass(cls) -> None:
        cls.sandbox = Sandbox(spec=SPEC)
        cls.addClassCleanup(cls.sandbox.close)

    def setUp(self) -> None:
        self.control("reset")
        token = self.control("token")["access_token"]
        self.workspace = {self.sandbox.service.api.workspace_header: "200001"}
        self.headers = {"Authorization": f"Bearer {token}", **self.workspace,
                        "Content-Type": "application/json"}

    def control(self, name: str, **fields: Any) -> Any:
        """POST /_sandbox/name."""
        return ask(f"{self.sandbox.url}/_sandbox/{name}", "POST", json.dumps(fields).encode()).json

    def bill(self) -> Any:
        """Every purchase."""
        return ask(f"{self.sandbox.url}/_sandbox/bill").json["purchases"]

    def ask(self, method: str, path: str, fields: Any = None) -> Response:
        """A request with a token; `fields` are a JSON body."""
        body = None if fields is None else json.dumps(fields).encode()
        return ask(self.sandbox.url + path, method, body, self.headers)

    def refused(self, response: Response, text: str) -> None:
        """The sandbox says that the request is wrong."""
        self.assertEqual(response.status, 400)
        self.assertIn(text, response.body.decode())

    def test_each_effect(self) -> None:
        for method, path, fields, name in (
                ("GET", "/a~b/c.d/e_f/G-h?from=0", None, "k2.list.response.200"),
                ("POST", "/set", {"weight": 1}, "k2.set.response.200"),
                ("POST", "/drop", None, "k2.drop.response.200"),
                ("DELETE", "/delete?ids=1,2", None, "k2.delete.response.200"),
                ("POST", "/ask", {"int": 1}, "k2.ask.response.200"),
                ("POST", "/buy", {"int": 1}, "k2.buy.response.200-bought")):
            with self.subTest(path):
                response = self.ask(method, path, fields)
                self.assertEqual((response.status, response.json), (200, sample(name)))

    def test_a_sample_that_says_yes_comes_before_others(self) -> None:
        ops = {op.full_name: op for op in build(SPEC).operations()}
        op = ops["k2.buy"]
        api = self.sandbox.service.api
        yes, no, there = ([one for one in op.samples if one.file.endswith(f"200-{end}.json")]
                          for end in ("bought", "refused", "exists"))
        op.samples = [*no, *there, *yes]
        self.assertEqual([success(api, op)], yes)
        op.samples = [*there, *no]
        self.assertEqual([success(api, op)], there)

    def test_purchases_are_on_the_bill(self) -> None:
        for count in (1, 2):
            self.ask("POST", "/buy", {"int": 1})
            self.assertEqual(len(self.bill()), count)
        self.assertEqual((self.bill()[0]["operation"], self.bill()[0]["body"]),
                         ("k2.buy", '{"int": 1}'))
        self.ask("POST", "/ask", {"int": 1})
        self.ask("POST", "/buy", {"ints": 1})
        self.assertEqual(len(self.bill()), 2)

    def test_requests_are_checked(self) -> None:
        self.refused(self.ask("POST", "/buy", {"ints": 1}), "body: unknown field 'ints'")
        self.refused(self.ask("POST", "/buy", {"int": "x"}), "expected an integer")
        self.refused(self.ask("POST", "/set", {}), "'weight' is missing")
        self.assertEqual(self.ask("GET", "/buy").status, 405)
        self.assertEqual(self.ask("GET", "/buys").status, 404)
        self.headers["Authorization"] = "Bearer wrong"
        self.assertEqual(self.ask("POST", "/buy", {"int": 1}).status, 401)

    def test_log_in_and_refresh_give_tokens_that_work(self) -> None:
        facts = self.sandbox.facts()
        secret = base64.b64encode(f"{facts['client-id']}:{facts['client-secret']}".encode())
        self.headers = {"Authorization": f"Basic {secret.decode()}", "Content-Type": FORM}
        form = urlencode({"user": facts["username"], "pass": facts["password"], **FIXED})
        response = ask(f"{self.sandbox.url}/enter", "POST", form.encode(), self.headers)
        given = response.json["result"]
        self.assertEqual(given["owner"], 200001)
        self.headers["Content-Type"] = "application/json"
        given = self.ask("POST", "/again", {"token": given["newKey"]}).json["result"]
        self.headers.update({"Authorization": f"Bearer {given['key']}", **self.workspace})
        self.assertEqual(self.ask("POST", "/drop").status, 200)

    def test_requests_of_every_type(self) -> None:
        """A map, any JSON, and numbers in a query."""
        for value in ({"sizes": {"a": 1}}, {"anything": [{"a": None}]}, {"anythingBy": {"a": 1}}):
            self.assertEqual(self.ask("POST", "/buy", value).status, 200)
        self.assertEqual(self.ask("GET", "/a~b/c.d/e_f/G-h?from=0&weight=-0.5").status, 200)
        self.refused(self.ask("GET", "/a~b/c.d/e_f/G-h?from=0&weight=x"), "expected a number")
        self.refused(self.ask("POST", "/buy", {"sizes": {"a": "b"}}), "body.sizes.a")
        self.refused(self.ask("POST", "/buy", {"sizes": [1]}), "expected a map")

    def test_fields_in_the_path(self) -> None:
        ring = "/doors/a%2Fb%20%C3%A9/bells/-7/ring"
        self.assertEqual(self.ask("PUT", ring + "?loud=true", {"id": 1}).json,
                         sample("k2.ring.response.200"))
        self.assertEqual(self.ask("PATCH", "/doors/7", {"weight": 1}).status, 200)
        self.refused(self.ask("PUT", "/doors/a/bells/x/ring", {"id": 1}), "expected an integer")
        self.refused(self.ask("PUT", ring + "?bell=1", {"id": 1}), "unknown field 'bell'")
        self.refused(self.ask("PUT", "/doors/a+b/bells/1/ring", {"id": 1}),
                     "'a+b' is not percent-encoded")
        self.assertEqual(self.ask("PUT", "/doors/a/b/bells/1/ring", {"id": 1}).status, 404)
        self.assertEqual(self.ask("PUT", "/doors/7", {"weight": 1}).status, 405)

    def test_lists_whose_items_are_parameters(self) -> None:
        path = "/a~b/c.d/e_f/G-h?from=0"
        self.assertEqual(self.ask("GET", path + "&flavours=a%2Cb&flavours=&levels=1").status, 200)
        self.refused(self.ask("GET", path + "&levels=1,2"), "expected an integer")
        self.refused(self.ask("GET", path + "&ids=1&ids=2"), "'ids' is there twice")
