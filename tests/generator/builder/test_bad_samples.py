"""What is wrong with samples."""
from __future__ import annotations

from ..helper import SpecCase


class BadSamples(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_sample_of_the_wrong_type(self) -> None:
        self.change("samples/pld.list.response.200.json", '"pldId": 10', '"pldId": «"ten"')
        self.refused("found the string 'ten', expected an integer")

    def test_unknown_field_in_a_sample(self) -> None:
        self.change("samples/pld.generate.request.new.json", '"campaignId"', '«"campagnId"')
        self.refused("unknown field 'campagnId', did you mean 'campaignId'? Expected a request "
                     "field of 'pld.generate'")

    def test_sample_missing_on_disk(self) -> None:
        self.change("pld.yaml", "pld.download.response.422.json", "«pld.download.response.423.json")
        self.refused("no file samples/pld.download.response.423.json, did you mean "
                     "'pld.download.response.422.json'? Expected a file in samples/")

    def test_sample_of_another_operation(self) -> None:
        self.change("pld.yaml",
                    "pld.download.request.default.json",
                    "«pld.delete.request.default.json")
        self.refused("sample 'pld.delete.request.default.json', expected a name that begins with "
                     "'pld.download.'")

    def test_sample_listed_twice(self) -> None:
        self.change("pld.yaml",
                    "samples: [pld.columns-get.response.200.json]",
                    "samples: [pld.columns-get.response.200.json, "
                    "«pld.columns-get.response.200.json]")
        self.refused("'pld.columns-get.response.200.json' is item 1 already")

    def test_sample_with_a_bad_name(self) -> None:
        self.change("pld.yaml", "pld.download.request.default.json", "«pld.download.default.json")
        self.refused("sample 'pld.download.default.json', expected a name like "
                     "pld.download.response.200.json or pld.download.request.default.json")

    def test_sample_not_json(self) -> None:
        self.change("samples/auth.login.request.default.json", "{", "{«,")
        self.refused("not JSON: Expecting property name enclosed in double quotes")

    def sample(self, name: str, text: str, place: str = "1:1") -> None:
        """Puts this text into a sample; a problem is expected at the place."""
        (self.spec / "samples" / name).write_text(text, encoding="utf-8")
        self.places.append(f"samples/{name}:{place}")

    def response(self, data: str, column: int) -> None:
        """Makes this the data of a response that has a report's columns."""
        self.sample("pld.columns-get.response.200.json",
                    f'{{"success": true,\n"data": {data}}}', f"2:{column}")

    def test_sample_listed_by_nobody(self) -> None:
        self.sample("pld.list.response.200-more.json", "{}")
        self.refused("no operation lists this sample")

    def test_sample_of_no_operation(self) -> None:
        self.sample("pld.lists.response.200.json", "{}")
        self.refused("no operation lists this sample")

    def test_sample_that_is_empty(self) -> None:
        self.sample("pld.columns-get.response.200.json", "")
        self.refused("not JSON: Expecting value")

    def test_sample_that_is_null(self) -> None:
        self.sample("pld.columns-get.response.200.json", "null")
        self.refused("found null, expected an object")

    def test_sample_that_is_a_list(self) -> None:
        self.sample("pld.download.request.default.json", "[1]")
        self.refused("found a list, expected an object")

    def test_sample_not_utf8(self) -> None:
        name = "pld.columns-get.response.200.json"
        (self.spec / "samples" / name).write_bytes(b'{"success": true,\n "data\xff": {}}')
        self.places = [f"samples/{name}:2:7"]
        self.refused("not UTF-8 text")

    def test_duplicate_key_in_json(self) -> None:
        self.response('{"id": true,\n\t"status": true, "id": false}', 9)
        self.places[0] = "samples/pld.columns-get.response.200.json:3:18"
        self.refused("'id' is given twice, first in line 2")

    def test_nan(self) -> None:
        self.response('{"id": NaN}', 16)
        self.refused("NaN is no JSON")

    def test_number_too_large_for_a_double(self) -> None:
        self.response('{"id": 1e999}', 16)
        self.refused("1e999 is too large for a number")

    def test_number_of_thousands_of_digits(self) -> None:
        self.sample("pld.columns-get.response.200.json", "9" * 5000)
        status, _, err = self.run_generator()  # which words depends on Python's version
        self.assertEqual((status, err.count("\n")), (1, 2))
        self.assertIn(f"{self.places[0]}: ", err)

    def test_json_nested_too_deep(self) -> None:
        self.sample("pld.columns-get.response.200.json", 100000 * "[")
        self.refused("nested too deep, or a number too long")

    def test_nul_in_a_string(self) -> None:
        self.response('{"id": "a\\u0000"}', 16)
        self.refused("text with a NUL or half a surrogate pair")

    def test_half_a_surrogate_pair(self) -> None:
        self.response('{"\\ud800": 1}', 10)
        self.refused("text with a NUL or half a surrogate pair")

    def test_integer_beyond_doubles(self) -> None:
        self.change("samples/pld.download.request.default.json", '"pldId": 50',
                    '"pldId": «9007199254740992')
        self.refused("found the number 9007199254740992, expected an integer below 2^53, which the "
                     "codec can hold")

    def test_integer_with_a_fraction(self) -> None:
        self.change("samples/pld.download.request.default.json", '"pldId": 50', '"pldId": «10.5')
        self.refused("found the number 10.5, expected an integer")

    def test_number_that_tests_cannot_compare(self) -> None:
        self.change("samples/pld.generate.response.200.json", '"pldChargeableCost": 1000',
                    '"pldChargeableCost": «1e15')
        self.refused("found the number 1000000000000000.0, expected a number below 10^15, which "
                     "the tests can compare")

    def test_null_in_a_request(self) -> None:
        self.change("samples/pld.download.request.default.json", '"pldId": 50', '"pldId": «null')
        self.refused("found null, expected an integer")

    def test_request_without_a_required_field(self) -> None:
        self.sample("pld.delete.request.default.json", "{}")
        self.refused("missing 'pldIds', which 'pld.delete' requires")

    def test_request_with_an_empty_list_for_a_required_one(self) -> None:
        self.sample("pld.delete.request.default.json", '{"pldIds": []}', "1:12")
        self.refused("missing 'pldIds', which 'pld.delete' requires")

    def test_request_that_is_not_whole(self) -> None:
        self.change("samples/pld.columns-update.request.default.json", '"ioId": false', '"io": 1')
        self.places = ["samples/pld.columns-update.request.default.json:10:1"]
        self.refused("unknown field 'io', did you mean 'ioId'? Expected a request field of "
                     "'pld.columns-update'")

    def test_response_without_a_required_field(self) -> None:
        self.sample("pld.download.response.200.json", '{"success": true,\n"data": {}}', "2:9")
        self.refused("missing 'pldReportUrl', which type 'file_link' requires")

    def test_response_with_a_word_for_true(self) -> None:
        self.response('{"id": "yes"}', 16)
        self.refused("found the string 'yes', expected true or false")

    def test_response_without_data(self) -> None:
        self.sample("pld.columns-get.response.200.json", '{"success": true}')
        self.refused("found null, expected an object of type 'columns'")

    def test_scalar_where_a_list_is(self) -> None:
        self.sample("pld.campaigns.response.200.json",
                    '{"success": true,\n"data": {"running": 1}}', "2:21")
        self.refused("found the number 1, expected a list")

    def test_response_that_does_not_say_success(self) -> None:
        self.sample("pld.columns-get.response.200.json", '{\n"success": "yes", "data": {}}', "2:12")
        self.refused("found the string 'yes', expected true or false in a response of HTTP 200")

    def test_refusal_at_200_is_no_good_response(self) -> None:
        self.change("pld.yaml", "\n  columns-get:", "\n  «columns-get:")
        (self.spec / "samples" / "pld.columns-get.response.200.json").write_text(
            '{"success": false, "data": "no"}', encoding="utf-8")
        self.refused("operation 'pld.columns-get' has no sample of a good response, expected one "
                     "like pld.columns-get.response.200.json")

    def test_failure_with_success(self) -> None:
        self.sample("pld.download.response.422.json",
                    '{"success": true, "errorObjects": [{"error": "no"}]}', "1:13")
        self.refused("found true, expected false in a response of HTTP 422")

    def test_failure_without_a_reason(self) -> None:
        self.sample("pld.download.response.422.json", '{"success": false, "data": {}}')
        self.refused("expected a reason for the failure in 'errorObjects' or 'data'")

    def test_failure_with_errors_that_are_no_list(self) -> None:
        self.sample("pld.download.response.422.json", '{"success": false, "errorObjects": null}',
                    "1:36")
        self.refused("found null, expected a list")

    def test_failure_with_an_unknown_field(self) -> None:
        self.sample("pld.download.response.422.json",
                    '{"success": false, "errorObjects": [{"eror": "no"}]}', "1:38")
        self.refused("unknown field 'eror', did you mean 'error'? Expected a field of type "
                     "'error_object'")

    def test_unknown_field_of_the_envelope(self) -> None:
        self.sample("pld.columns-get.response.200.json",
                    '{"success": true, "date": {}}', "1:19")
        self.refused("unknown field 'date', did you mean 'data'? Expected success, data or "
                     "errorObjects")

    def test_response_without_an_outcome(self) -> None:
        self.sample("pld.generate.response.200-failure.json", '{"success": true, "data": {}}',
                    "1:27")
        self.refused("missing 'pldReportCreated' or 'pldReportCreatable', "
                     "which the outcome is sorted by")

    def test_purchase_with_a_message_only(self) -> None:
        self.sample("pld.generate.response.200-failure.json",
                    '{"success": true, "data": {"message": "no"}}', "1:27")
        self.refused("missing 'pldReportCreated' or 'pldReportCreatable', "
                     "which the outcome is sorted by")

    def test_order_that_is_empty(self) -> None:
        self.sample("pld.generate.request.new.json", "{}")
        self.refused("found an empty object, expected an order")

    def test_map_with_a_key_given_twice(self) -> None:
        self.change("samples/aqs.list.response.200-schema.json", '"fileType": 2', '"fileType": 1')
        self.places = ["samples/aqs.list.response.200-schema.json:23:11"]
        self.refused("'1' is given twice")

    def test_sample_too_long_for_c(self) -> None:
        self.sample("pld.download.response.422.json", '{"success": false, "data": "' + "x" * 4100
                    + '"}')
        self.refused("longer than the 4095 bytes that a C string may have")

    def test_no_sample_of_a_good_response(self) -> None:
        self.change("pld.yaml", "samples: [pld.columns-get.response.200.json]",
                    "samples: [pld.columns-get.response.500.json]")
        self.change("pld.yaml", "\n  columns-get:", "\n  «columns-get:")
        samples = self.spec / "samples"
        (samples / "pld.columns-get.response.200.json").unlink()
        (samples / "pld.columns-get.response.500.json").write_text(
            '{"success": false, "errorObjects": [{"error": "no"}]}', encoding="utf-8")
        self.refused("operation 'pld.columns-get' has no sample of a good response, expected one "
                     "like pld.columns-get.response.200.json")

    def test_no_sample_of_a_request(self) -> None:
        self.change("pld.yaml", "samples: [pld.delete.request.default.json, ", "samples: [")
        (self.spec / "samples" / "pld.delete.request.default.json").unlink()
        self.change("pld.yaml", "\n  delete:", "\n  «delete:")
        self.refused("operation 'pld.delete' has no sample of a request, expected one like "
                     "pld.delete.request.default.json")

    def test_no_samples(self) -> None:
        self.change("pld.yaml", "    samples: [pld.columns-get.response.200.json]\n", "")
        (self.spec / "samples" / "pld.columns-get.response.200.json").unlink()
        self.change("pld.yaml", "\n  columns-get:", "\n  «columns-get:")
        self.refused("operation 'pld.columns-get' has no sample of a good response, expected one "
                     "like pld.columns-get.response.200.json")

    def test_samples_with_one_name_in_c(self) -> None:
        self.change("pld.yaml", "  download:\n", "  download-request:\n    doc: Nothing new.\n"
                    "    method: GET\n    path: /new\n    effect: read\n    response: columns\n"
                    "    samples: [pld.download-request.response.200.json]\n\n  download:\n")
        self.change("pld.yaml", "samples: [pld.download.request.default.json,",
                    "samples: [«pld.download.request.response-200.json,")
        samples = self.spec / "samples"
        (samples / "pld.download.request.default.json").rename(
            samples / "pld.download.request.response-200.json")
        (samples / "pld.download-request.response.200.json").write_text(
            '{"success": true, "data": {}}', encoding="utf-8")
        self.refused("sample 'pld.download.request.response-200.json', expected a name that "
                     "differs in C from 'pld.download-request.response.200.json'")

    def test_status_that_is_none(self) -> None:
        self.change("pld.yaml", "pld.columns-get.response.200.json",
                    "«pld.columns-get.response.999.json")
        self.refused("sample 'pld.columns-get.response.999.json', expected a name like "
                     "pld.columns-get.response.200.json or pld.columns-get.request.default.json")
