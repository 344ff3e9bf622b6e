"""What is wrong in an operation."""
from __future__ import annotations

from ..helper import SpecCase


class BadOperations(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_unknown_key_of_an_operation(self) -> None:
        self.change("pld.yaml",
                    "    full_replace: true\n",
                    "    «full_replac: true\n")
        self.refused("unknown key 'full_replac', did you mean 'full_replace'? Expected doc, "
                     "method, path, effect, auth, content, fixed, query, body, full_replace, "
                     "response, envelope, successor, since, deprecated, note, outcome, paged, "
                     "wait, key, price, deletes, file, send or samples")

    def test_unknown_method(self) -> None:
        self.change("pld.yaml",
                    "  list:\n"
                    "    doc: List PLD reports.\n"
                    "    method: GET",
                    "  list:\n"
                    "    doc: List PLD reports.\n"
                    "    method: «FETCH")
        self.refused("found 'FETCH', did you mean 'PATCH'? "
                     "Expected GET, POST, PUT, PATCH or DELETE")

    def test_unknown_effect(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: «payed")
        self.refused("found 'payed', did you mean 'paid'? "
                     "Expected read, update, delete, once or paid")

    def test_missing_required_trait(self) -> None:
        self.change("pld.yaml",
                    "    doc: List PLD reports.\n"
                    "    method: GET\n"
                    "    path: /api/v3/ins/pld-reports\n"
                    "    effect: read\n",
                    "    doc: List PLD reports.\n"
                    "    path: /api/v3/ins/pld-reports\n")
        self.change("pld.yaml",
                    "\n"
                    "  list:\n",
                    "\n"
                    "  «list:\n")
        self.refused("missing 'method' and 'effect'")

    def test_name_collision_with_an_outcome(self) -> None:
        self.change("pld.yaml",
                    "      message: {type: string, doc: Why nothing was bought or priced.}",
                    "      message: {type: string, doc: Why nothing was bought or priced.}\n"
                    "      result: {type: string, name: outcome, doc: What it came to.}")
        for flag in ("created: [pldReportCreated", "creatable: [pldReportCreatable"):
            self.change("pld.yaml", "    outcome: {" + flag, "    «outcome: {" + flag)
        self.refused(*2 * ["C name of field 'result' is taken by the outcome already; give it a "
                           "'name'"])

    def test_dangling_query(self) -> None:
        self.change("pld.yaml", "    query: ids_query", "    query: «id_query")
        self.refused("unknown type 'id_query', did you mean 'ids_query'? Expected a declared type")

    def test_dangling_body(self) -> None:
        self.change("pld.yaml", "    body: order", "    body: «ordre")
        self.refused("unknown type 'ordre', did you mean 'order'? Expected a declared type")

    def test_dangling_response(self) -> None:
        self.change("pld.yaml", "    response: confirmation", "    response: «confirmaton")
        self.refused("unknown type 'confirmaton', did you mean 'confirmation'? "
                     "Expected a declared type")

    def test_scalar_as_response(self) -> None:
        self.change("pld.yaml", "    response: confirmation", "    response: «string")
        self.refused("unknown type 'string', expected a declared type")

    def test_dangling_outcome(self) -> None:
        self.change("pld.yaml",
                    "exists: pldId, refused: message, "
                    "cost: pldChargeableCost, funds: fundsAvailable}",
                    "exists: «pldID, refused: «mesage, cost: «pldChargableCost}")
        self.refused("unknown field 'pldID', did you mean 'pldId'? Expected a field of type "
                     "'order_response'",
                     "unknown field 'mesage', did you mean 'message'? Expected a field of type "
                     "'order_response'",
                     "unknown field 'pldChargableCost', did you mean 'pldChargeableCost'? Expected "
                     "a field of type 'order_response'")

    def test_dangling_outcome_flag(self) -> None:
        self.change("pld.yaml",
                    "created: [pldReportCreated, pldReportCreatable]",
                    "created: [pldReportCreated, «pldReportCreateable]")
        self.refused("unknown field 'pldReportCreateable', did you mean 'pldReportCreatable'? "
                     "Expected a field of type 'order_response'")

    def test_outcome_of_the_wrong_type(self) -> None:
        self.change("pld.yaml",
                    "exists: pldId, refused: message, "
                    "cost: pldChargeableCost, funds: fundsAvailable}",
                    "exists: «pldName, refused: message, cost: «pldName}")
        self.refused("field 'pldName' of type 'order_response' is a string, expected an int",
                     "field 'pldName' of type 'order_response' is a string, expected a num")

    def test_outcome_neither_created_nor_creatable(self) -> None:
        self.change("pld.yaml",
                    "    outcome: {created: [pldReportCreated, pldReportCreatable], exists: pldId",
                    "    «outcome: {exists: pldId")
        self.refused("expected exactly one of created or creatable")

    def test_outcome_both_created_and_creatable(self) -> None:
        self.change("pld.yaml",
                    "    outcome: {created: [pldReportCreated, pldReportCreatable], exists: pldId",
                    "    «outcome: {created: [pldReportCreated], creatable: "
                    "[pldReportCreatable], exists: pldId")
        self.refused("expected exactly one of created or creatable")

    def test_misspelt_created(self) -> None:
        self.change("pld.yaml", "    outcome: {created: [", "    outcome: {«creatd: [")
        self.refused("unknown key 'creatd', did you mean 'created'? Expected created, creatable, "
                     "exists, refused, cost or funds")

    def test_duplicate_method_and_path(self) -> None:
        self.change("sls.yaml",
                    "    path: /api/v3/ins/sls-reports/computation",
                    "    path: «/api/v3/ins/sls-reports")
        self.refused("POST /api/v3/ins/sls-reports is operation 'sls.generate' already")

    def test_path_with_dots(self) -> None:
        self.change("sls.yaml",
                    "    path: /api/v3/ins/sls-reports/computation",
                    "    path: «/api/v3/ins/sls-reports/../computation")
        self.refused("path '/api/v3/ins/sls-reports/../computation', expected one without '.' "
                     "and '..'")

    def test_path_without_a_slash(self) -> None:
        self.change("sls.yaml",
                    "    path: /api/v3/ins/sls-reports/computation",
                    "    path: «api/v3/ins/sls-reports/computation")
        self.refused("found 'api/v3/ins/sls-reports/computation', expected a path that starts "
                     "with '/', its parts text or {field}")

    def test_body_on_get(self) -> None:
        self.change("pld.yaml",
                    "    method: POST\n"
                    "    path: /api/v3/ins/pld-report/download\n"
                    "    effect: read\n"
                    "    body:",
                    "    method: GET\n"
                    "    path: /api/v3/ins/pld-report/download\n"
                    "    effect: read\n"
                    "    «body:")
        self.refused("a body on GET, expected POST, PUT or PATCH")

    def test_paid_on_get(self) -> None:
        self.change("pld.yaml",
                    "    method: POST\n"
                    "    path: /api/v3/ins/pld-report\n"
                    "    effect: paid\n"
                    "    body:",
                    "    method: «GET\n"
                    "    path: /api/v3/ins/pld-report\n"
                    "    effect: paid\n"
                    "    body:")
        self.refused("GET with effect paid, expected POST, PUT or PATCH")

    def test_delete_on_get(self) -> None:
        self.change("pld.yaml", "    method: DELETE", "    method: «GET")
        self.refused("GET with effect delete, expected POST or DELETE")

    def test_created_without_paid(self) -> None:
        self.change("pld.yaml", "    effect: paid", "    effect: update")
        self.change("pld.yaml", "    outcome: {created:", "    outcome: {«created:")
        self.change("pld.yaml", "    wait:", "    «wait:")
        self.refused("'created' with effect update, expected 'created' with paid and 'creatable' "
                     "with others",
                     "'wait' with effect update, expected paid")

    def test_paid_without_outcome(self) -> None:
        self.change("pld.yaml",
                    "    outcome: {created: [pldReportCreated, pldReportCreatable], exists: "
                    "pldId, refused: message, cost: pldChargeableCost, funds: fundsAvailable}\n",
                    "")
        self.change("pld.yaml",
                    "\n"
                    "  generate:",
                    "\n"
                    "  «generate:")
        self.refused("effect paid without 'outcome': 200 does not say that it was bought")

    def test_whole_without_body(self) -> None:
        self.change("pld.yaml",
                    "    body: columns\n"
                    "    full_replace: true",
                    "    «full_replace: true")
        self.refused("'full_replace' without 'body'")

    def test_fixed_without_form(self) -> None:
        self.change("auth.yaml",
                    "    content: form\n"
                    "    fixed: {grant_type: password}",
                    "    «fixed: {grant_type: password}")
        self.refused("'fixed' without 'content: form'")

    def test_form_without_body(self) -> None:
        self.change("pld.yaml",
                    "    response: columns\n"
                    "    samples: [pld.columns-get",
                    "    response: columns\n"
                    "    content: «form\n"
                    "    samples: [pld.columns-get")
        self.refused("a form body without 'body'")

    def test_form_with_nested_type(self) -> None:
        self.change("aqs.yaml",
                    "    effect: paid\n"
                    "    body: order",
                    "    effect: paid\n"
                    "    content: form\n"
                    "    body: «order")
        self.refused("field 'aqsAudienceConceptGroups' is an audience_concept_group[], expected "
                     "int, num, bool, ms, s, string, id or a list of them in a form")

    def test_query_with_any_json(self) -> None:
        self.change("api.yaml",
                    "      pageNo: {",
                    "      weight: {type: json, doc: Any JSON.}\n"
                    "      pageNo: {")
        self.change("pld.yaml", "    query: list_query", "    query: «list_query")
        self.change("sls.yaml", "    query: list_query", "    query: «list_query")
        self.change("aqs.yaml", "    query: list_query", "    query: «list_query")
        text = ("field 'weight' is a json, expected int, num, bool, ms, s, string, id or a list "
                "of them in a query")
        self.refused(text, text, text)

    def test_fixed_parameter_that_is_a_field(self) -> None:
        self.change("auth.yaml",
                    "fixed: {grant_type: password}",
                    "fixed: {grant_type: password, «username: me}")
        self.refused("'username' is a field too")

    def test_query_and_body_with_the_same_field(self) -> None:
        self.change("pld.yaml",
                    "    body: file_request\n"
                    "    response: file_link",
                    "    body: «file_request\n"
                    "    query: order\n"
                    "    response: file_link")
        self.refused("field 'pldId' of the body and 'pldId' of the query cannot both be 'pld_id' "
                     "in C")

    def test_envelope_optional_with_a_field_like_the_envelope(self) -> None:
        self.change("auth.yaml",
                    "      token_type: {type: string",
                    "      success: {type: bool, doc: Whether.}\n"
                    "      token_type: {type: string")
        self.change("auth.yaml",
                    "    fixed: {grant_type: password}\n"
                    "    body: password_grant\n"
                    "    response: token\n"
                    "    envelope: optional",
                    "    fixed: {grant_type: password}\n"
                    "    body: password_grant\n"
                    "    response: token\n"
                    "    «envelope: optional")
        self.change("auth.yaml",
                    "    fixed: {grant_type: refresh_token}\n"
                    "    body: refresh_grant\n"
                    "    response: token\n"
                    "    envelope: optional",
                    "    fixed: {grant_type: refresh_token}\n"
                    "    body: refresh_grant\n"
                    "    response: token\n"
                    "    «envelope: optional")
        self.refused("a response with a field 'success' of its own looks like the envelope",
                     "a response with a field 'success' of its own looks like the envelope")

    def test_a_mistake_in_the_last_of_many_levels(self) -> None:
        self.change("pld.yaml",
                    "{openapi: {path: /api/v3/ins/report/download}",
                    "{openapi: {path: /api/v3/ins/report/download, query: {a: «1}}")
        self.refused("found 1, expected text (in quotes)")
