"""What is wrong between the parts of a spec."""
from __future__ import annotations

from generator.model.names import runtime_names

from ..helper import SpecCase


class BadApi(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_dangling_log_in_op(self) -> None:
        self.change("api.yaml",
                    "  op: login\n",
                    "  op: «log-in\n")
        self.refused("unknown operation 'log-in', did you mean 'login'? Expected an operation's "
                     "name")

    def test_ambiguous_log_in_op(self) -> None:
        self.change("api.yaml",
                    "  op: login\n",
                    "  op: «list\n")
        self.refused("3 operations are named 'list', expected exactly one")

    def test_dangling_log_in_fields(self) -> None:
        self.change("api.yaml",
                    "  username: username\n",
                    "  username: «user\n")
        self.change("api.yaml",
                    "refresh: refresh_token, expires_in: expires_in",
                    "refresh: «refreshtoken, expires_in: «scope")
        self.refused("unknown field 'user', did you mean 'username'? Expected a field of type "
                     "'password_grant'",
                     "unknown field 'refreshtoken', did you mean 'refresh_token'? Expected a "
                     "field of type 'token'",
                     "field 'scope' of type 'token' is a string, expected an int")

    def test_log_in_that_needs_a_token(self) -> None:
        self.change("api.yaml",
                    "  op: login\n",
                    "  op: «login\n")
        self.change("auth.yaml",
                    "    auth: basic\n"
                    "    content: form\n"
                    "    fixed: {grant_type: password}",
                    "    content: form\n"
                    "    fixed: {grant_type: password}")
        self.refused("operation 'auth.login' wants a token, expected 'auth: basic'")

    def test_dangling_error_type(self) -> None:
        self.change("api.yaml", "error: {type: error_object", "error: {type: «error_objekt")
        self.refused("unknown type 'error_objekt', did you mean 'error_object'? Expected a "
                     "declared type")

    def test_envelope_names_that_do_not_differ(self) -> None:
        self.change("api.yaml",
                    "envelope:\n  success: success\n  data: data\n  errors: errorObjects",
                    "envelope:\n  «success: success\n  data: data\n  errors: data")
        self.refused("found success, data, data, expected three names that differ")

    def test_role_of_no_field(self) -> None:
        self.change("api.yaml", "text: [error],", "text: [«eror],")
        self.refused("unknown field 'eror', did you mean 'error'? Expected a field of type "
                     "'error_object'")

    def test_role_of_a_field_that_is_no_text(self) -> None:
        self.change("api.yaml", "field: [field]", "field: [«field]")
        self.change("api.yaml", "      field: {type: string", "      field: {type: int")
        self.refused("field 'field' of type 'error_object' is an int, expected a string")

    def test_field_with_two_roles(self) -> None:
        self.change("api.yaml", "reason: [reason], contact:", "reason: [reason, «status], contact:")
        self.refused("field 'status' is 'text' already")

    def test_role_of_more_fields_than_the_runtime_looks_for(self) -> None:
        self.change("api.yaml", "text: [message, status]", "«text: [message, status]")
        self.change("api.yaml", '      status: {type: string, doc: "How',
                    '      status: {type: string, aliases: [a, b, c], doc: "How')
        self.refused("found 5 names with their aliases, expected at most 4")

    def test_failure_with_a_field_that_it_has_not(self) -> None:
        self.change("samples/auth.login.response.400.json", '"supportEmail"', '«"supportMail"')
        self.refused("unknown field 'supportMail', did you mean 'supportEmail'? Expected a field "
                     "of type 'failure'")

    def test_an_api_without_words_in_data(self) -> None:
        self.change("api.yaml", "  failure: {type: failure, text: [message, status], reason: "
                    "[reason], contact: [supportEmail]}\n", "")
        text = (self.spec / "api.yaml").read_text(encoding="utf-8")
        (self.spec / "api.yaml").write_text(text[:text.index("\n  failure:\n")],
                                            encoding="utf-8")
        self.accepted()

    def test_duplicate_enumerators(self) -> None:
        self.change("api.yaml",
                    "{processing: 1, ready: 2, failed: 3}",
                    "{processing: 1, ready: 2, failed: «2}")
        self.refused("value 2 is 'ready' already")

    def test_enumerators_that_clash_in_c(self) -> None:
        self.change("api.yaml",
                    "  sls_report_type:",
                    "  «insights:\n"
                    "    doc: Clashes with insights_status.\n"
                    "    values: {status_ready: 1}\n"
                    "  sls_report_type:")
        self.change("pld.yaml",
                    "creativeTypeId: {type: int",
                    "creativeTypeId: {type: int, enum: insights")
        self.refused("C name IQM_INSIGHTS_STATUS_READY of enum 'insights' is taken by enum "
                     "'insights_status' already")

    def test_enumerator_beyond_int(self) -> None:
        self.change("api.yaml", "zip: 4", "zip: «4000000000")
        self.refused("found 4000000000, expected an integer that fits a C int")

    def test_type_like_a_runtime_struct(self) -> None:
        self.change("api.yaml",
                    "  campaign:\n",
                    "  «client:\n")
        self.change("api.yaml", 'running: {type: "campaign[]"', 'running: {type: "client[]"')
        self.change("api.yaml", 'paused: {type: "campaign[]"', 'paused: {type: "client[]"')
        self.change("api.yaml", 'expired: {type: "campaign[]"', 'expired: {type: "client[]"')
        self.drop("sources.yaml")
        self.refused("C name iqm_client of type 'client' is taken by the runtime already")

    def test_enum_like_the_runtime_constants(self) -> None:
        self.change("api.yaml",
                    "  file_type:\n",
                    "  «log:\n")
        for file in ("pld.yaml", "sls.yaml", "aqs.yaml"):
            for _ in ("download", "email"):
                self.change(file, "enum: file_type", "enum: log")
        self.drop("sources.yaml")
        self.refused("enum 'log' would make names like the runtime's IQM_LOG_DEBUG, "
                     "expected another name")

    def test_environment_that_is_too_long(self) -> None:
        name = "E" * 40 + "_"
        self.change("api.yaml", "environment: IQM_", f"environment: «{name}")
        self.refused(f"found '{name}', expected a name of at most 40 capitals that ends in '_'")

    def test_longest_environment(self) -> None:
        self.change("api.yaml", "environment: IQM_", f"environment: {'E' * 39}_")
        self.accepted()

    def test_prefix_of_a_directory_of_generated(self) -> None:
        self.change("api.yaml", "prefix: iqm", "prefix: «cli")
        self.refused("'cli' is the name of a generated directory, expected another prefix")

    def test_api_like_a_header_of_the_runtime(self) -> None:
        self.change("api.yaml", "api: insights", "«api: gen")
        self.refused("C name IQM_GEN_H of the API is taken by the runtime already")

    def test_another_prefix_makes_no_clash_with_the_runtime(self) -> None:
        self.change("api.yaml", "prefix: iqm", "prefix: other")
        self.change("api.yaml", "  campaign:\n", "  client:\n")
        for status in ("running", "paused", "expired"):
            self.change("api.yaml", f'{status}: {{type: "campaign[]"',
                        f'{status}: {{type: "client[]"')
        self.change("sources.yaml", "campaign.campaignTimezoneId,", "client.campaignTimezoneId,")
        self.accepted()
        files = {path.relative_to(self.out / "generated").as_posix()
                 for path in (self.out / "generated").rglob("*.[ch]")}
        self.assertIn("other/insights.h", files)
        self.assertEqual([name for name in files if "iqm" in name], [])
        text = (self.out / "generated" / "other_types.h").read_text(encoding="utf-8")
        self.assertIn("#ifndef OTHER_TYPES_H\n", text)
        self.assertIn("struct other_client {\n", text)
        self.assertIn("\tOTHER_FILE_TYPE_CSV = 2,\n", text)

    def test_type_like_an_operation(self) -> None:
        """C++ would take the function for the struct."""
        self.change("aqs.yaml", "  report_kinds:\n", "  report_types:\n")
        self.change("aqs.yaml", "response: report_kinds", "response: report_types")
        self.change("aqs.yaml", "  report-types:\n", "  «report-types:\n")
        self.refused("C name iqm_aqs_report_types of operation 'aqs.report-types' is taken by type "
                     "'report_types' already")

    def test_family_and_file_differ(self) -> None:
        self.change("pld.yaml",
                    "family: pld\n",
                    "family: «pls\n")
        self.refused("family 'pls' in pld.yaml, expected 'pld'")

    def test_family_without_a_file(self) -> None:
        self.change("api.yaml",
                    "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, «plt, sls, aqs]")
        self.refused("no file plt.yaml of family 'plt', did you mean 'pld'? Expected aqs, auth, "
                     "pld, sls or static")

    def test_family_given_twice(self) -> None:
        self.change("api.yaml",
                    "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, pld, sls, aqs, static, «pld]")
        self.refused("'pld' is item 2 already")

    def test_family_that_is_no_file_of_ours(self) -> None:
        self.change("api.yaml",
                    "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, pld, sls, aqs, static, «schema]")
        self.refused("family 'schema', expected at most 16 lower-case letters and digits, and "
                     "none of api, schema, command, sources")

    def test_file_of_no_family(self) -> None:
        self.change("api.yaml", "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, pld, sls, static]")
        self.change("aqs.yaml", "family: aqs", "«family: aqs")
        self.refused("'families' in api.yaml does not name 'aqs'")

    def test_no_families(self) -> None:
        self.change("api.yaml", "families: [auth, pld, sls, aqs, static]", "families: «[]")
        self.refused("found a list that is empty, expected at least 1 item")

    def test_unused_type(self) -> None:
        self.change("api.yaml",
                    "  confirmation:\n",
                    "  «lonely:\n"
                    "    doc: Nobody wants it.\n"
                    "    fields:\n"
                    "      a: {type: int, doc: A number.}\n"
                    "\n"
                    "  confirmation:\n")
        self.refused("type 'lonely' is used nowhere")

    def test_unused_enum(self) -> None:
        self.change("api.yaml",
                    "  file_type:",
                    "  «lonely:\n"
                    "    doc: Nobody wants it.\n"
                    "    values: {a: 1}\n"
                    "  file_type:")
        self.refused("enum 'lonely' is used nowhere")

    def test_limits_the_wrong_way_round(self) -> None:
        self.change("api.yaml", "name_length: [3, 100]", "name_length: «[100, 3]")
        self.refused("found 100 to 3, expected the least first")

    def test_limits_incomplete(self) -> None:
        self.change("api.yaml", "name_length: [3, 100]", "name_length: «[100]")
        self.refused("found a list of 1, expected at least 2 items")

    def test_limits_too_large(self) -> None:
        self.change("api.yaml", "page_size: 1000", "page_size: «10000000000")
        self.refused("found 10000000000, expected at most 2147483647")

    def test_log_in_that_requires_more(self) -> None:
        self.change("api.yaml", "  op: login\n", "  op: «login\n")
        self.change("auth.yaml", "      password: {type: string, required: true,",
                    "      realm: {type: string, required: true, doc: Where.}\n"
                    "      password: {type: string, required: true,")
        sample = self.spec / "samples" / "auth.login.request.default.json"
        sample.write_text('{"username": "a", "realm": "b", "password": "c"}', encoding="utf-8")
        self.refused("operation 'auth.login' requires 'realm', expected no more than user name and "
                     "password")

    def test_renewal_with_another_response(self) -> None:
        self.change("api.yaml", "renew: {op: refresh, token: refresh_token}",
                    "renew: {op: «refresh, token: refresh_token}")
        self.change("auth.yaml", "    body: refresh_grant\n    response: token\n",
                    "    body: refresh_grant\n    response: token2\n")
        self.change("auth.yaml", "operations:\n", "  token2:\n    doc: Another.\n    fields:\n"
                    "      access_token: {type: string, doc: It.}\n\noperations:\n")
        for sample in (self.spec / "samples").glob("auth.refresh.response.*"):
            sample.write_text('{"access_token": "a"}', encoding="utf-8")
        self.refused("operation 'auth.refresh' gives type 'token2', expected 'token' as the "
                     "log-in does")

    def test_renewal_without_its_token(self) -> None:
        self.change("api.yaml", "token: refresh_token}", "token: «refreshtoken}")
        self.refused("unknown field 'refreshtoken', did you mean 'refresh_token'? Expected a field "
                     "of type 'refresh_grant'")

    def rename_family(self, old: str, new: str) -> None:
        """Gives a family another name, in every place that has it."""
        text = (self.spec / f"{old}.yaml").read_text(encoding="utf-8")
        text = text.replace(f"family: {old}\n", f"family: {new}\n")
        text = text.replace(f" {old}.", f" {new}.").replace(f"[{old}.", f"[{new}.")
        (self.spec / f"{old}.yaml").unlink()
        (self.spec / f"{new}.yaml").write_text(text, encoding="utf-8")
        for path in (self.spec / "samples").glob(f"{old}.*"):
            path.rename(path.with_name(new + path.name[len(old):]))

    def test_family_like_the_runtime(self) -> None:
        self.rename_family("pld", "client")
        self.change("api.yaml", "[auth, pld,", "[auth, client,")
        self.change("client.yaml", "family: client", "family: «client")
        self.drop("command.yaml", "sources.yaml")
        self.refused("family 'client' would make names like the runtime's iqm_client_close, "
                     "expected another name")

    def test_family_like_a_generated_header(self) -> None:
        self.rename_family("pld", "descriptors")
        self.change("api.yaml", "[auth, pld,", "[auth, descriptors,")
        self.change("descriptors.yaml", "family: descriptors", "«family: descriptors")
        self.drop("command.yaml", "sources.yaml")
        self.refused("C name IQM_DESCRIPTORS_H of family 'descriptors' is taken by a generated "
                     "header already")

    def test_family_with_an_underscore(self) -> None:
        self.rename_family("pld", "p_l_d")
        self.change("api.yaml", "[auth, pld,", "[auth, «p_l_d,")
        self.refused("family 'p_l_d', expected at most 16 lower-case letters and digits, and "
                     "none of api, schema, command, sources")

    def test_operation_with_a_long_name(self) -> None:
        name = "compute-what-a-study-would-cost-if-it-was-bought"
        text = (self.spec / "sls.yaml").read_text(encoding="utf-8")
        text = text.replace("- sls.compute.", f"- sls.{name}.")
        text = text.replace("{op: compute}", f"{{op: {name}}}")
        (self.spec / "sls.yaml").write_text(text, encoding="utf-8")
        for path in (self.spec / "samples").glob("sls.compute.*"):
            path.rename(path.with_name(path.name.replace("compute", name)))
        self.change("sls.yaml", "\n  compute:\n", f"\n  «{name}:\n")
        self.drop("command.yaml", "sources.yaml")
        self.refused(f"'sls.{name}' has 52 characters, expected at most 47")

    def test_types_inside_each_other_without_end(self) -> None:
        chain = "".join(f"  «t{i}:\n    doc: One of many.\n    fields:\n"
                        f"      a: {{type: t{i + 1}, doc: The next.}}\n" for i in range(400))
        self.change("api.yaml", "  error_object:\n", chain + "  error_object:\n")
        self.change("api.yaml", "{type: t400,", "{type: int,")
        self.change("api.yaml", "      field: {type: string, doc: The",
                    "      more: {type: t0, doc: More.}\n      field: {type: string, doc: The")
        self.places = self.places[:1]
        self.refused("more than 60 levels of JSON inside each other")

    def test_names_of_the_runtime_are_all_known(self) -> None:
        names = runtime_names()
        for name in ("iqm_client", "iqm_int", "iqm_free", "IQM_OK", "IQM_INTS", "IQM_K_INT"):
            self.assertIn(name, names)
        self.assertNotIn("iqm_pld_generate", names, "a name in a comment")
