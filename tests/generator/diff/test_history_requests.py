"""What IQM changed in requests, and that the new spec with what is suggested sends both forms."""
from __future__ import annotations

import unittest

from generator.builder.api import build_report_statuses

from .helper import Data, Edit, rename
from .history import NAME, HistoryCase, fields, op


class Fields(HistoryCase):
    """Fields of requests."""

    def renamed(self, one: str, old: str, new: str) -> None:
        """A rename, which the dialect undoes."""
        self.compare(lambda data: rename(fields(data, one), old, new))
        self.says(f"ERR wire, source, command: field early.{one}.{old} is early.{one}.{new} now")
        self.stands_at(f"new: {new}:")
        (line,) = (line for item in self.suggestions() if item.source == NAME for line in item.yaml)
        self.assertIn(f"send: {{before: {{name: {old}}}}}", line)

    def test_id_of_a_download(self) -> None:
        self.renamed("file_request", "slsId", "reportId")
        path = "/api/v3/ins/pld-report/download"
        self.sends("download", {"fileType": 1, "reportId": 2},
                   f'{path} {{"fileType":1,"reportId":2}}', f'{path} {{"fileType":1,"slsId":2}}')

    def test_id_of_a_download_as_a_dialect_has_it(self) -> None:
        """The dialect sends what it did: there is nothing else to say, and nothing to put back."""
        def edit(data: Data) -> None:
            rename(fields(data, "file_request"), "slsId", "reportId")
            del fields(data, "file_request")["reportId"]["send"]

        def last(data: Data) -> None:
            data["api"]["dialects"]["newer"] = {"doc": "Newer requests."}
            fields(data, "file_request")["slsId"]["send"] = {"newer": {"name": "reportId"}}

        self.compare(edit, last)
        self.says("ERR wire, source, command: field early.file_request.slsId is "
                  "early.file_request.reportId now")
        self.suggests("types.file_request.fields: reportId: {type: int, name: sls_id, send: "
                      "{before: {name: slsId}}, doc: Report id.}")
        self.paste()

    def test_id_of_a_download_that_a_trait_names(self) -> None:
        def edit(data: Data) -> None:
            rename(fields(data, "file_request"), "slsId", "reportId")
            op(data, "download")["file"]["id"] = "reportId"

        def last(data: Data) -> None:
            data["api"]["enums"]["kind_of_file"]["values"] = {"xlsx": 1, "csv": 2}
            fields(data, "file_request")["fileType"]["enum"] = "kind_of_file"
            op(data, "download")["file"] = {"id": "slsId", "type": "fileType",
                                            "url": "slsReportUrl"}

        self.compare(edit, last)
        self.says("ERR wire, source, command: field early.file_request.slsId is "
                  "early.file_request.reportId now")

    def test_type_of_a_file(self) -> None:
        self.renamed("file_request", "fileType", "fileTypeId")
        path = "/api/v3/ins/pld-report/download"
        self.sends("download", {"fileTypeId": 1, "slsId": 2},
                   f'{path} {{"fileTypeId":1,"slsId":2}}', f'{path} {{"fileType":1,"slsId":2}}')

    def test_id_of_a_mail(self) -> None:
        self.renamed("mail", "pldId", "reportId")
        path = "/api/v3/ins/pld-report/email"
        self.sends("mail", {"reportId": 1, "emailIds": []},
                   f'{path} {{"reportId":1,"emailIds":[]}}', f'{path} {{"pldId":1,"emailIds":[]}}')

    def test_ids_to_delete(self) -> None:
        self.renamed("delete_query", "pldIds", "reportIds")
        path = "/api/v3/ins/pld-reports"
        self.sends("delete", {"reportIds": [1, 2]}, f"{path}?reportIds=1,2", f"{path}?pldIds=1,2")

    def test_campaign_became_several(self) -> None:
        def edit(data: Data) -> None:
            rename(fields(data, "order"), "campaignId", "campaignIds", type="int[]")
            fields(data, "order")["ioId"] = {"type": "int", "since": "0.2.0",
                                             "doc": "Their insertion order."}

        self.compare(edit)
        self.says("ERR wire, source, command: field early.order.campaignId is "
                  "early.order.campaignIds now",
                  "ERR wire, source, ABI, command: field early.order.campaignIds: type is int[] "
                  "now, was int",
                  "INFO additive: field early.order.ioId is new")
        self.suggests('types.order.fields: campaignIds: {type: "int[]", name: campaign_id, '
                      "scalar_or_list: true, send: {before: {name: campaignId, as: scalar}}, doc: "
                      "The campaign.}")
        path = "/api/v3/ins/pld-report"
        self.sends("buy", {"campaignIds": [7]}, f'{path} {{"campaignIds":[7]}}',
                   f'{path} {{"campaignId":7}}')

    def test_group_became_several(self) -> None:
        def edit(data: Data) -> None:
            fields(data, "order")["groups"]["type"] = "group[]"
            fields(data, "order_response")["groups"]["type"] = "group[]"

        self.compare(edit)
        self.says("ERR wire, source, ABI, command: field early.order.groups: type is group[] now, "
                  "was group",
                  "ERR wire, source, ABI, command: field early.order_response.groups: type is "
                  "group[] now, was group")
        self.suggests('types.order.fields: groups: {type: "group[]", scalar_or_list: true, send: '
                      "{before: {as: scalar}}, doc: Concept groups.}",
                      'types.order_response.fields: groups: {type: "group[]", scalar_or_list: '
                      "true, doc: The concept groups.}")
        self.reads("buy", {"groups": [{"conceptGroupId": "5"}]},
                   {"groups": {"conceptGroupId": "5"}})
        path = "/api/v3/ins/pld-report"
        self.sends("buy", {"groups": [{"audienceId": 1}]},
                   f'{path} {{"groups":[{{"audienceId":1}}]}}',
                   f'{path} {{"groups":{{"audienceId":1}}}}')

    def test_id_became_text(self) -> None:  # of SLS
        def edit(data: Data) -> None:
            fields(data, "order")["conceptGroupId"]["type"] = "string"
            fields(data, "order_response")["conceptGroupId"]["type"] = "string"

        self.compare(edit)
        self.says("ERR wire, source, ABI, command: field early.order.conceptGroupId: type is "
                  "string now, was int",
                  "ERR source, ABI: field early.order_response.conceptGroupId: type is string now, "
                  "was int")
        self.suggests("types.order.fields: conceptGroupId: {type: id, send: {before: {as: "
                      "number}}, doc: A concept group.}")
        path = "/api/v3/ins/pld-report"
        self.sends("buy", {"conceptGroupId": "5"}, f'{path} {{"conceptGroupId":"5"}}',
                   f'{path} {{"conceptGroupId":5}}')
        self.reads("buy", {"conceptGroupId": "5"}, {"conceptGroupId": 5})

    def test_id_became_a_number(self) -> None:  # of AQS
        self.compare(lambda data: fields(data, "group")["conceptGroupId"].update(type="int"))
        self.says("ERR wire, source, ABI, command: field early.group.conceptGroupId: type is int "
                  "now, was string")
        self.suggests("types.group.fields: conceptGroupId: {type: id, as: number, send: {before: "
                      "{as: text}}, doc: Its id.}")
        path = "/api/v3/ins/pld-report"
        self.sends("buy", {"groups": {"conceptGroupId": 5}},
                   f'{path} {{"groups":{{"conceptGroupId":5}}}}',
                   f'{path} {{"groups":{{"conceptGroupId":"5"}}}}')
        self.reads("buy", {"groups": {"conceptGroupId": 5}}, {"groups": {"conceptGroupId": "5"}})

    def test_ids_are_sent_as_text(self) -> None:
        self.compare(lambda data: fields(data, "order")["conceptGroupId"].pop("as"),
                     lambda data: fields(data, "order")["conceptGroupId"].update(
                         {"type": "id", "as": "number"}))
        self.says("ERR wire: field early.order.conceptGroupId: as number is gone")
        self.suggests("types.order.fields: conceptGroupId: {type: id, send: {before: {as: "
                      "number}}, doc: A concept group.}")

    def test_seconds_became_milliseconds(self) -> None:
        self.compare(lambda data: fields(data, "order")["startDate"].update(type="ms"))
        self.says("ERR wire, source, ABI, command: "
                  "field early.order.startDate: type is ms now, was s")
        self.suggests("types.order.fields: startDate: {type: ms, send: {before: {unit: s}}, doc: "
                      "Start of the report.}")
        path = "/api/v3/ins/pld-report"
        self.sends("buy", {"startDate": 5000}, f'{path} {{"startDate":5000}}',
                   f'{path} {{"startDate":5}}')

    def test_field_that_must_be_there(self) -> None:  # reportType of eligible campaigns
        must = {"type": "string", "required": True, "doc": "Which kind of reports."}
        self.compare(lambda data: fields(data, "reports_query").update(category=must))
        self.says("ERR wire, source, ABI, command: field early.reports_query.category is new")
        self.suggests("types.reports_query.fields: category: {type: string, send: {before: "
                      "{omit: true}}, doc: Which kind of reports.}")
        path = "/api/v3/ins/pld-reports"
        self.sends("list", {"category": "pld", "pageNo": 1}, f"{path}?pageNo=1&category=pld",
                   f"{path}?pageNo=1")

    def test_more_fields(self) -> None:  # idempotencyKey, templateId, triggerTime
        self.compare(lambda data: fields(data, "order").update(
            idempotencyKey={"type": "string", "since": "0.2.0", "doc": "Key of the purchase."}))
        self.says("INFO additive: field early.order.idempotencyKey is new")
        self.suggests()


class Others(HistoryCase):
    """What is neither a path nor a field, and what nothing absorbs."""

    def test_dialect_is_gone(self) -> None:
        def before(data: Data) -> None:
            data["api"]["dialects"]["other"] = {"doc": "Other requests."}
            fields(data, "mail")["pldId"]["send"] = {"other": {"name": "id"}}

        def edit(data: Data) -> None:
            del data["api"]["dialects"]["other"]
            del fields(data, "mail")["pldId"]["send"]

        self.compare(edit, before)
        self.says("ERR wire, source, command: dialect other is gone",
                  "ERR wire: field early.mail.pldId: send.other is gone")
        self.stands_at("old: other:", "old: other:")
        self.assertEqual([line for one in self.suggestions() for line in one.yaml], [
            "other: {doc: Other requests.}",
            "pldId: {type: int, send: {other: {name: id}}, doc: Report id.}"])
        self.paste()

    def test_operation_is_gone(self) -> None:
        self.compare(lambda data: data[NAME]["operations"].pop("columns-get"))
        self.says("ERR source, ABI, command: operation early.columns-get is gone")
        self.stands_at("old: columns-get:")
        self.suggests()

    def test_operation_is_new(self) -> None:  # the price of a PLD report
        self.compare(lambda data: data[NAME]["operations"].update(
            price={**op(data, "compute"), "path": "/api/v3/ins/insights/computation"}))
        self.says("INFO additive: operation early.price is new")

    def test_family_is_new(self) -> None:  # AQS
        def edit(data: Data) -> None:
            data["later"] = {**data[NAME], "family": "later"}
            data["api"]["families"].append("later")

        self.compare(edit)
        self.says("INFO additive: family later is new")

    def test_status_ids_were_numbered_anew(self) -> None:
        def edit(data: Data) -> None:
            data["api"]["enums"]["older"]["values"].update(done=3)

        self.compare(edit)
        self.says("ERR wire, source, ABI, command: value older.done is 3 now, was 0")
        self.assertEqual([line for one in self.suggestions() for line in one.yaml], [
            "older_before: {doc: Numbers of `older` before the change., "
            "values: {done: 0, lost: 1}}",
            "tables: [\"on\", older, older_before]"])
        self.paste()
        assert self.scope
        states = [(one.id, one.state) for one in build_report_statuses(self.scope)
                  if one.name is None]
        self.assertEqual(sorted(states), [(0, "ready"), (0, "waiting"), (1, "failed"),
                                          (3, "ready")])

    def test_file_types_are_more(self) -> None:
        self.compare(lambda data: data["api"]["enums"]["kind_of_file"]["values"].update(pdf=3))
        self.says("INFO additive: value kind_of_file.pdf is new")

    def test_header_of_the_token(self) -> None:  # Authentication, Authorization
        def header(name: str) -> Edit:
            return lambda data: data["api"]["headers"].update(duplicate_auth=name)

        self.compare(header("Authorization"), header("Authentication"))
        self.says("ERR wire: headers.duplicate_auth is Authorization now, was Authentication")
        self.assertEqual(self.suggestions(), [])

    def test_rate_limit(self) -> None:
        def limit(value: int) -> Edit:
            return lambda data: data["api"]["limits"].update(requests_per_minute=value)

        self.compare(limit(20), limit(60))
        self.says("WARN source: limits.requests_per_minute is 20 now, was 60")

    def test_length_of_names(self) -> None:
        self.compare(lambda data: data["api"]["limits"].update(name_length=[3, 100]))
        self.says("ERR wire, source, command: limits.name_length is [3, 100] now, was [1, 1]")

    def test_shortest_campaign(self) -> None:  # three days, then seven: words only
        self.compare(lambda data: data[NAME].update(doc="Seven days or more."))
        self.says("INFO words: early: doc reads otherwise")


if __name__ == "__main__":
    unittest.main()
