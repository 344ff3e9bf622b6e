"""Several mistakes at once: all are reported, in reading order, and none makes others up."""
from __future__ import annotations

from ..helper import FIELD_KEYS, SpecCase


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
        self.change("pld.yaml", "    body: columns\n    full_replace: true\n",
                    "    «full_replace: true\n")
        self.change("pld.yaml", "pld.download.response.422.json", "«pld.download.response.423.json")
        self.change("aqs.yaml", "    effect: paid", "    effect: «payed")
        self.change("command.yaml", "line: iqm-insights sls download 50 --save",
                    "line: «iqm-insights sls download 50 --sav")
        self.change("sources.yaml", "at: [file_type]", "at: [«file_typ]")
        self.change("samples/aqs.download.request.default.json", '"reportId"', '«"reportID"')
        self.refused(
            "found 'lots', expected an integer",
            "value 1 is 'xlsx' already",
            "unknown type 'integer', did you mean 'int'? Expected int, num, bool, ms, s, string, "
            "id, json or a declared type",
            "family 'oauth' in auth.yaml, expected 'auth'",
            f"unknown key 'secert', did you mean 'secret'? Expected {FIELD_KEYS}",
            "unknown type 'intger', did you mean 'int'? Expected int, num, bool, ms, s, string, "
            "id, json or a declared type",
            "unknown type 'reprot', did you mean 'report'? Expected int, num, bool, ms, s, string, "
            "id, json or a declared type",
            "'full_replace' without 'body'",
            "no file samples/pld.download.response.423.json, did you mean "
            "'pld.download.response.422.json'? Expected a file in samples/",
            "found 'payed', did you mean 'paid'? Expected read, update, delete, once or paid",
            "unknown flag '--sav', did you mean '--save'? Expected one of 'sls download'",
            "nothing is named 'file_typ', did you mean 'file_type'? Expected an enum, a type, an "
            "operation or a field, with dots between",
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
            "id, json or a declared type")

    def test_broken_type_is_not_unknown(self) -> None:
        self.change("pld.yaml", "    fields:\n      pldId:", "    «felds:\n      pldId:")
        self.refused("unknown key 'felds', did you mean 'fields'? "
                     "Expected doc, unwrapped or fields")

    def test_type_whose_only_field_is_broken_is_not_unknown(self) -> None:
        self.change("api.yaml", "message: {type: string, doc: \"The service's text. After",
                    "message: {type: string, «dok: \"The service's text. After")
        self.refused(f"unknown key 'dok', did you mean 'doc'? Expected {FIELD_KEYS}")

    def test_broken_enum_is_not_unknown(self) -> None:
        self.change("api.yaml", "values: {processing: 1,", "values: {processing: «one,")
        self.refused("found 'one', expected an integer, as other values of 'insights_status' are")

    def test_broken_list_is_not_unknown_to_waits(self) -> None:
        self.change("pld.yaml", "sort: sortBy, search: searchField, items: pldReportDataList,",
                    "«sorted: sortBy, search: searchField, items: pldReportDataList,")
        self.refused("unknown key 'sorted', did you mean 'sort'? Expected page, size, sort, "
                     "search, items, total, key, columns, name, campaign or created")

    def test_broken_operation_is_not_unknown(self) -> None:
        """To the log-in, to a wait, or to what it refers to."""
        self.change("auth.yaml", "    effect: update", "    effect: «updated")
        self.change("sls.yaml", "  list:\n    doc: List SLS reports.\n    method: GET",
                    "  list:\n    doc: List SLS reports.\n    method: «FECH")
        self.refused("found 'updated', did you mean 'update'? Expected read, update, delete, "
                     "once or paid",
                     "found 'FECH', expected GET, POST, PUT, PATCH or DELETE")

    def test_broken_operation_is_not_missed(self) -> None:
        """By fields that only it sends, in other ways in dialects."""
        for old, new, text in (
                ("    effect: once", "    effect: «TODO", "TODO is no answer yet, expected read, "
                 "update, delete, once or paid"),
                ("    method: POST", "    method: «SEND", "found 'SEND', expected GET, POST, PUT, "
                 "PATCH or DELETE"),
                ("    path: /api/v3/ins/pld-report/email", "    path: «/api/{x", "found '/api/{x', "
                 "expected a path that starts with '/', its parts text or {field}")):
            with self.subTest(old):
                self.setUp()
                whole = (self.spec / "pld.yaml").read_text(encoding="utf-8")
                before = whole[whole.index("  email:\n"):]
                before = before[:before.index(old)]
                self.change("pld.yaml", before + old, before + new)
                self.refused(text)

    def test_misspelt_unit_is_not_unused(self) -> None:
        self.change("api.yaml", "units:\n", "units:\n  furlongs: {doc: A length.}\n")
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: int, unit: «furlong, doc: Report id.}")
        self.refused("unknown unit 'furlong', did you mean 'furlongs'? Expected furlongs, bytes, "
                     "impressions, money, months, rate, rows or seconds")

    def test_broken_file_is_not_missed(self) -> None:
        self.change("auth.yaml", "operations:\n", "operations«: {\n")
        self.places = ["auth.yaml:30:10"]
        status, _, err = self.run_generator()
        self.assertEqual((status, err.count("\n")), (1, 2), err)
        self.assertIn("auth.yaml", err)

    def test_broken_family_list_is_not_missed(self) -> None:
        self.change("api.yaml", "[auth, pld, sls, aqs, static]", "[auth, «PLD, sls, aqs, static]")
        self.refused("found 'PLD', expected a name in lower case (letters, digits, '_')")

    def test_broken_body_is_not_missing(self) -> None:
        self.change("pld.yaml", "    body: columns\n", "    body: «2\n")
        self.refused("found 2, expected text (in quotes)")

    def test_broken_samples_are_not_missing(self) -> None:
        self.change("pld.yaml", "samples: [pld.columns-get.response.200.json]", "samples: «all")
        self.refused("found 'all', expected a list")

    def used(self, file: str, text: str) -> None:
        """A mistake is expected at the mark in this text, wherever the file has it."""
        whole = (self.spec / file).read_text(encoding="utf-8")
        before, _, after = text.partition("«")
        found = [at + len(before) for at in range(len(whole))
                 if whole.startswith(before + after, at)]
        self.assertTrue(found, f"{text} in {file}")
        for at in found:
            self.places.append(f"{file}:{whole.count(chr(10), 0, at) + 1}:"
                               f"{at - whole.rfind(chr(10), 0, at)}")

    def refused_at_these(self, *texts: str) -> None:
        """The same as refused(), of the texts' beginnings."""
        _, _, err = self.run_generator()
        found = [line.partition("/spec/")[2] for line in err.splitlines()[:-1]]
        wanted = [f"{place}: {text}" for place, text in zip(self.places, texts)]
        self.assertEqual(len(self.places), len(texts))
        self.assertEqual([line[:len(text)] for line, text in zip(found, wanted)], wanted)
        self.assertEqual(len(found), len(wanted), err)

    def test_renamed_field_is_reported_wherever_it_is_used(self) -> None:
        """In traits, examples, sources and samples, in one run."""
        self.change("pld.yaml", "      pldStartDate: {type: ms, for_new: true, day: first,",
                    "      pldBeginDate: {type: ms, for_new: true, day: first,")
        self.used("pld.yaml", "found_by: {campaignId: campaignIds, «pldStartDate:")
        self.used("command.yaml", "{line: «iqm-insights pld generate --campaign-id 451351 --start")
        self.used("command.yaml", "{line: «iqm-insights pld compute --campaign-id 451351 --start")
        self.used("sources.yaml", "«pld.order.pldStartDate")
        self.used("samples/pld.generate.request.new.json", '«"pldStartDate"')
        self.used("samples/pld.compute.request.default.json", '«"pldStartDate"')
        self.refused_at_these("unknown field 'pldStartDate'", *["unknown flag '--start-date'"] * 3,
                              *["nothing is named 'pld.order.pldStartDate'"] * 3,
                              *["unknown field 'pldStartDate'"] * 2)

    def test_renamed_field_of_a_row_is_reported_in_each_row(self) -> None:
        self.change("pld.yaml", "      pldStatusId: {type: int,", "      reportStatus: {type: int,")
        self.used("pld.yaml", "columns: [pldId, «pldStatusId,")
        self.used("pld.yaml", "status: «pldStatusId")
        self.used("sources.yaml", "«pld.report.pldStatusId")
        self.used("samples/pld.list.response.200.json", '«"pldStatusId"')
        self.refused_at_these(*["unknown field 'pldStatusId'"] * 2,
                              *["nothing is named 'pld.report.pldStatusId'"] * 2,
                              *["unknown field 'pldStatusId'"] * 2)

    def test_renamed_operation_is_reported_wherever_it_is_used(self) -> None:
        self.change("sls.yaml", "\n  compute:\n", "\n  price:\n")
        self.used("sls.yaml", "price: {op: «compute}")
        self.used("sls.yaml", "- «sls.compute.")
        self.used("command.yaml", "«sls.compute:")
        self.used("sources.yaml", "«sls.compute")
        self.refused_at_these("unknown price 'compute'", *["sample 'sls.compute."] * 4,
                              "no command is the operation 'sls.compute'",
                              *["nothing is named 'sls.compute'"] * 2)

    def test_mistakes_of_all_kinds_in_one_sample(self) -> None:
        """What follows from one of them is none: a name that is missing because it is misspelt."""
        file = "samples/pld.list.response.200.json"
        self.change(file, '"pldId": 10', '«"pldID": 10')
        self.change(file, '"pldStatusId": 3', '"pldStatusId": «"three"')
        self.refused("unknown field 'pldID', did you mean 'pldId'? "
                     "Expected a field of type 'report'",
                     "found the string 'three', expected an integer")
