"""Log-in, refresh, expiry."""
from __future__ import annotations

import base64

from .helper import SandboxCase, ask

LOGIN = ("grant_type=password&username=jane.doe%2Binsights%40example.com"
         "&password=p%26ss+w%25rd%3D%C3%A9")


class Auth(SandboxCase):
    def test_log_in_is_wrapped(self) -> None:
        response = self.token_call(LOGIN)
        token = response.data
        self.assertEqual(set(token), {"access_token", "refresh_token", "scope", "token_type",
                                      "expires_in", "owId"})
        self.assertEqual((token["expires_in"], token["owId"], token["token_type"]),
                         (35999, 200001, "bearer"))
        self.token = token["access_token"]
        self.assertEqual(self.get("/pld-reports").status, 200)

    def test_log_in_without_an_envelope(self) -> None:
        self.control("settings", unwrapped_login=True)
        self.assertEqual(set(self.token_call(LOGIN).json), {
            "access_token", "refresh_token", "scope", "token_type", "expires_in"})

    def test_refresh_is_unwrapped_and_rotates(self) -> None:
        first = self.token_call(LOGIN).data
        form = "grant_type=refresh_token&refresh_token="
        second = self.token_call(form + first["refresh_token"])
        self.assertEqual(second.status, 200)
        self.assertNotIn("owId", second.json)
        self.assertNotEqual(second.json["refresh_token"], first["refresh_token"])
        used = self.token_call(form + first["refresh_token"])
        self.assertEqual((used.status, used.json["error"]), (400, "invalid_grant"))
        self.token = second.json["access_token"]
        self.assertEqual(self.get("/pld-reports").status, 200)
        self.assertEqual(self.token_call(form + second.json["refresh_token"]).status, 200)

    def test_wrong_client(self) -> None:
        wrong = base64.b64encode(b"me:secret").decode()
        for sent in (f"Basic {wrong}", "Basic ???", "Bearer x", "Basic"):
            response = self.token_call(LOGIN, sent)
            self.assertEqual((response.status, response.json["error"]), (401, "invalid_client"),
                             sent)

    def test_wrong_user(self) -> None:
        response = self.token_call("grant_type=password&username=jane&password=b")
        self.assertEqual(response.status, 403)
        self.assertEqual(response.error, "User doesn't exist or user is not allowed to provided "
                                      "workspace.")
        self.assertEqual(self.token_call(LOGIN + "x").status, 403)

    def test_organization_on_hold(self) -> None:
        response = self.token_call("grant_type=password&username=hold@example.com&password=on+hold")
        self.assertEqual(response.status, 400)
        self.assertEqual(response.json["data"]["status"], "On Hold")
        self.assertEqual(response.json["errorObjects"][0]["reason"],
                         "User is not associated with any active organization.")

    def test_form_is_checked(self) -> None:
        for form, text in {
            "grant_type=password&username=a": "'password' is missing",
            "grant_type=password&username=a&password=b&x=1": "unknown field 'x'",
            "grantType=password&username=a&password=b": "'grant_type' must be",
            "grant_type=refresh_token&username=a&password=b": "'refresh_token' is missing",
            "grant_type=magic&username=a&password=b": "'grant_type' must be 'password'",
        }.items():
            with self.subTest(form):
                self.mistake(self.token_call(form), text)
        basic = base64.b64encode(":".join(
            self.sandbox.facts()[k] for k in ("client-id", "client-secret")).encode()).decode()
        response = ask(self.sandbox.url + "/api/v3/ua/oauth/token", "POST", b"{}", {
            "Content-Type": "application/json", "Authorization": f"Basic {basic}"})
        self.mistake(response, "Content-Type")

    def test_expiry(self) -> None:
        self.control("settings", token_life=100)
        self.token = self.token_call(LOGIN).data["access_token"]
        self.control("clock", advance=99)
        self.assertEqual(self.get("/pld-reports").status, 200)
        self.control("clock", advance=2)
        self.assertEqual(self.get("/pld-reports").error, "Invalid token")

    def test_expire_at_once(self) -> None:
        token = self.token_call(LOGIN).data
        self.control("expire", kind="access")
        self.assertEqual(self.get("/pld-reports").status, 401)
        form = f"grant_type=refresh_token&refresh_token={token['refresh_token']}"
        renewed = self.token_call(form).json
        self.control("expire", kind="refresh")
        self.assertEqual(self.token_call(form.replace(token["refresh_token"],
                                                      renewed["refresh_token"])).status, 400)

    def test_users_see_their_workspaces(self) -> None:
        self.token = self.control("token", user="other@example.com")["access_token"]
        self.assertEqual(self.get("/pld-reports").status, 403)
        self.assertEqual(self.get("/pld-reports", X_IAA_OW_ID="200002").status, 200)

    def test_columns_belong_to_the_user(self) -> None:
        before = self.get("/pld-reports/columns").data
        self.assertEqual([k for k, v in before.items() if not v], ["ioId"])
        self.post("/pld-reports/columns", **{**before, "status": False})
        self.assertFalse(self.get("/pld-reports/columns", X_IAA_OW_ID="200002").data["status"])
        self.token = self.control("token", user="other@example.com")["access_token"]
        self.assertTrue(self.get("/pld-reports/columns", X_IAA_OW_ID="200002").data["status"])
