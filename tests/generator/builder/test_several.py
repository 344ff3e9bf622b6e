"""Several mistakes at once: all are reported, in reading order, and none makes others up."""
from __future__ import annotations

from ..helper import SpecCase


class Several(SpecCase):
    """« is where a mistake must be reported."""

    def test_mistakes_in_several_files(self) -> None:
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: «lots")
        self.change("api.yaml", "values: {xlsx: 1, csv: 2,", "values: {xlsx: 1, csv: «1,")
        self.change("api.yaml", "      pageNo: {type: int,", "      pageNo: {type: «integer,")
        self.change("auth.yaml", "\nfamily: auth\n", "\nfamily: «oauth\n")
        self.change("auth.yaml", "refresh_token: {type: string, secret: true",
                    "refresh_token: {type: string, «secert: true")
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: «intger, doc: Report id.}")
        self.change("pld.yaml", '"report[]"', '«"reprot[]"')
        self.change("pld.yaml", "    body: columns\n    full_replace: true\n", "    «full_replace: true\n")
        self.change("pld.yaml", "pld.download.response.422.json", "«pld.download.response.423.json")
        self.change("aqs.yaml", "    effect: paid", "    effect: «payed")
        self.change("samples/aqs.download.request.default.json", '"reportId"', '«"reportID"')
        self.refused(
            "found 'lots', expected an integer",
            "value 1 is 'xlsx' already",
            "unknown type 'integer', did you mean 'int'? Expected int, num, bool, ms, s, string, "
            "id or a declared type",
            "family 'oauth' in auth.yaml, expected 'auth'",
            "unknown key 'secert', did you mean 'secret'? Expected type, doc, name, unit, aliases, "
            "scalar_or_list, explode, required, needed, secret, since, day, as, enum, entry or send",
            "unknown type 'intger', did you mean 'int'? Expected int, num, bool, ms, s, string, id "
            "or a declared type",
            "unknown type 'reprot', did you mean 'report'? Expected int, num, bool, ms, s, string, "
            "id or a declared type",
            "'full_replace' without 'body'",
            "no file samples/pld.download.response.423.json, did you mean "
            "'pld.download.response.422.json'? Expected a file in samples/",
            "found 'payed', did you mean 'paid'? Expected read, update, delete, once or paid",
            "unknown field 'reportID', did you mean 'reportId'? Expected a request field of "
            "'aqs.download'")

    def test_broken_field_is_not_missed(self) -> None:
        """By its type's samples, or by traits that name it."""
        self.change("pld.yaml", "pldReportCreated: {type: bool",
                    "pldReportCreated: {type: «boolean")
        self.change("pld.yaml", "aliases: [campaignId], scalar_or_list: true",
                    "aliases: [campaignId], scalar_or_list: «1")
        self.places.reverse()
        self.refused(
            "found 1, expected true or no such key",
            "unknown type 'boolean', did you mean 'bool'? Expected int, num, bool, ms, s, string, "
            "id or a declared type")

    def test_broken_type_is_not_unknown(self) -> None:
        self.change("pld.yaml", "    fields:\n      pldId:", "    «felds:\n      pldId:")
        self.refused("unknown key 'felds', did you mean 'fields'? Expected doc, unwrapped or fields")

    def test_type_whose_only_field_is_broken_is_not_unknown(self) -> None:
        self.change("api.yaml", "message: {type: string, doc: \"The service's text. After",
                    "message: {type: string, «dok: \"The service's text. After")
        self.refused("unknown key 'dok', did you mean 'doc'? Expected type, doc, name, unit, "
                     "aliases, scalar_or_list, explode, required, needed, secret, since, day, as, enum, "
                     "entry or send")

    def test_broken_enum_is_not_unknown(self) -> None:
        self.change("api.yaml", "values: {processing: 1,", "values: {processing: «one,")
        self.refused("found 'one', expected an integer")

    def test_broken_list_is_not_unknown_to_waits(self) -> None:
        self.change("pld.yaml", "sort: sortBy, search: searchField, items: pldReportDataList,",
                    "«sorted: sortBy, search: searchField, items: pldReportDataList,")
        self.refused("unknown key 'sorted', did you mean 'sort'? Expected page, size, sort, "
                     "search, items, total, key or columns")

    def test_broken_operation_is_not_unknown(self) -> None:
        """To the log-in, to a wait, or to what it refers to."""
        self.change("auth.yaml", "    effect: update", "    effect: «updated")
        self.change("sls.yaml", "  list:\n    doc: List SLS reports.\n    method: GET",
                    "  list:\n    doc: List SLS reports.\n    method: «FECH")
        self.refused("found 'updated', did you mean 'update'? Expected read, update, delete, "
                     "once or paid",
                     "found 'FECH', expected GET, POST, PUT, PATCH or DELETE")

    def test_broken_file_is_not_missed(self) -> None:
        self.change("auth.yaml", "operations:\n", "operations«: {\n")
        self.places = ["auth.yaml:30:10"]
        status, _, err = self.run_generator()
        self.assertEqual((status, err.count("\n")), (1, 2), err)
        self.assertIn("auth.yaml", err)

    def test_broken_family_list_is_not_missed(self) -> None:
        self.change("api.yaml", "[auth, pld, sls, aqs]", "[auth, «PLD, sls, aqs]")
        self.refused("found 'PLD', expected a name in lower case (letters, digits, '_')")

    def test_broken_body_is_not_missing(self) -> None:
        self.change("pld.yaml", "    body: columns\n", "    body: «2\n")
        self.refused("found 2, expected text (in quotes)")

    def test_broken_samples_are_not_missing(self) -> None:
        self.change("pld.yaml", "samples: [pld.columns-get.response.200.json]", "samples: «all")
        self.refused("found 'all', expected a list")
