"""What differs in the fields of an operation, and what does not."""
from __future__ import annotations

from typing import Any

from ..helper import SAMPLE_SPEC
from .helper import GET, POST, DriftCase, in_envelope, of_fields, of_json

BUY, LIST, DOWNLOAD = "/api/v3/ins/aqs-reports", "/api/v3/ins/sls-reports", \
    "/api/v3/ins/aqs-reports/download"


class Requests(DriftCase):
    """Parameters and bodies."""

    def body(self, path: str = DOWNLOAD, *options: str, **fields: Any) -> list[str]:
        """What is found of a body with these fields."""
        self.document["paths"].clear()
        self.add(POST, path, requestBody=of_json(of_fields(**fields)))
        return self.found(*options)

    def test_the_same(self) -> None:
        self.assertEqual(self.body(fileTypeId="integer", reportId="integer"), [])

    def test_names_that_a_dialect_sends(self) -> None:
        path = "/api/v3/ins/sls-reports/download"
        self.assertEqual(self.body(path, fileType="integer", slsId="integer"), [])
        self.assertEqual(self.body(path, fileTypeId="integer", reportId="integer"), [])
        self.assertEqual(self.body(path, "--dialect=page", fileTypeId="integer", slsId="integer"), [
            "extra sls.file_request.fileTypeId (sls.download body): integer in the document",
            "absent sls.file_request.fileType (sls.download body): not in the document"])

    def test_more_and_less(self) -> None:
        self.assertEqual(self.body(fileTypeId="integer", colour={"type": ["string", "null"]}), [
            "extra aqs.file_request.colour (aqs.download body): string in the document",
            "absent aqs.file_request.reportId (aqs.download body): not in the document"])

    def test_types(self) -> None:
        self.assertEqual(self.body(fileTypeId="number", reportId={}), [])
        self.assertEqual(self.body(fileTypeId="boolean", reportId={"type": "array"}), [
            "type aqs.file_request.fileTypeId (aqs.download body): boolean in the document, int "
            "here",
            "type aqs.file_request.reportId (aqs.download body): array in the document, int here"])

    def test_types_of_items_and_of_what_is_inside(self) -> None:
        group = of_fields(audienceId="string", conceptGroupId="string", rank="integer")
        found = self.body(BUY, aqsAudienceConceptGroups={"type": "array", "items": group},
                          campaignIds={"type": "array", "items": {"type": "string"}})
        self.assertEqual([line for line in found if not line.startswith("absent")], [
            "type aqs.audience_concept_group.audienceId (aqs.generate body): string in the "
            "document, int here",
            "extra aqs.audience_concept_group.rank (aqs.generate body): integer in the document",
            "type aqs.order.campaignIds (aqs.generate body): list of string in the document, "
            "int[] here"])

    def test_units_by_words_and_by_examples(self) -> None:
        found = self.body(
            "/api/v3/ins/pld-report",
            pldStartDate={"type": "integer", "description": "In seconds since 1970."},
            pldEndDate={"type": "integer", "example": 1732165200}, pldId="integer")
        self.assertEqual([line for line in found if line.startswith("unit")], [
            "unit pld.order.pldStartDate (pld.generate body): seconds in the document, "
            "milliseconds here",
            "unit pld.order.pldEndDate (pld.generate body): seconds in the document, "
            "milliseconds here"])
        found = self.body(
            "/api/v3/ins/pld-report", pldEndDate={"type": "integer", "example": 1732165200000},
            pldStartDate={"type": "integer", "description": "Milliseconds, not seconds."})
        self.assertEqual([line for line in found if line.startswith("unit")], [])

    def test_a_unit_that_a_dialect_sends(self) -> None:
        fields = {"aqsStartDate": {"type": "integer", "description": "in milliseconds"}}
        self.assertEqual([x for x in self.body(BUY, **fields) if x.startswith("unit")], [])
        self.assertEqual([x for x in self.body(BUY, "--dialect=page", **fields)
                          if x.startswith("unit")], [
            "unit aqs.order.aqsStartDate (aqs.generate body): milliseconds in the document, "
            "seconds here"])

    def test_values_and_what_is_required(self) -> None:
        schema = of_fields(fileTypeId={"type": "integer", "enum": [1, 2, 9]}, reportId="integer")
        self.add(POST, DOWNLOAD, requestBody=of_json({**schema, "required": ["reportId"]}))
        self.assertEqual(self.found(), [
            "values aqs.file_request.fileTypeId (aqs.download body): 9 in the document too",
            "required aqs.file_request.reportId (aqs.download body): required in the document"])

    def test_where_all_are_required_here(self) -> None:
        names = ("id", "insightsName", "campaignName", "campaignId", "status", "dateRange",
                 "createdOn", "ioName", "ioId")
        schema = of_fields(**dict.fromkeys(names, "boolean"))
        self.add(POST, "/api/v3/ins/pld-reports/columns",
                 requestBody=of_json({**schema, "required": list(names)}))
        self.assertEqual(self.found(), [])

    def test_parameters(self) -> None:
        parameters = [{"name": name, "in": "query", "schema": {"type": kind}} for name, kind in (
            ("searchField", "string"), ("noOfEntries", "string"), ("pageNo", "integer"),
            ("colour", "string"))]
        self.add(GET, LIST, parameters=[*parameters, {"name": "X-Any", "in": "header"}])
        self.assertEqual(self.found(), [
            "type list_query.noOfEntries (sls.list query): string in the document, int here",
            "extra list_query.colour (sls.list query): string in the document",
            "absent list_query.sortBy (sls.list query): not in the document"])

    def test_a_list_in_a_query_is_text_with_commas(self) -> None:
        for schema in ({"type": "string"}, {"type": "array", "items": {"type": "integer"}}):
            self.document["paths"].clear()
            self.add("delete", LIST, parameters=[
                {"name": "slsIds", "in": "query", "required": True, "schema": schema}])
            self.assertEqual(self.found(), [])

    def test_parameters_that_never_change(self) -> None:
        self.add(GET, "/api/v3/ins/insights/eligible-campaigns", parameters=[
            {"name": "reportType", "in": "query", "schema": {"type": "string"}}])
        self.assertEqual(self.found(), [])
        self.assertEqual(self.found("--dialect=page"), [])  # then it is no operation of the spec

    def test_a_body_where_there_is_none(self) -> None:
        self.add(POST, DOWNLOAD)
        self.add(GET, LIST, requestBody=of_json(of_fields(any="string")))
        self.assertEqual([x for x in self.found() if " body" in x], [
            "extra sls.list (sls.list body): a body in the document, none here",
            "absent aqs.download (aqs.download body): a body here, none in the document"])


class Responses(DriftCase):
    """What is in the envelope, by a schema and by examples."""

    def response(self, **media: Any) -> list[str]:
        """What is found of a link's response."""
        self.document["paths"].clear()
        self.add(POST, DOWNLOAD, requestBody=of_json(of_fields(
            fileTypeId="integer", reportId="integer")), responses={"200": {
                "description": "", "content": {"application/json": media}}})
        return self.found()

    def test_names_under_any_alias(self) -> None:
        for name in ("reportUrl", "reportURL"):
            self.assertEqual(self.response(schema=in_envelope(of_fields(**{name: "string"}))), [])

    def test_a_schema_says_what_is_absent_and_an_example_does_not(self) -> None:
        self.assertEqual(self.response(schema=in_envelope(of_fields(size="integer"))), [
            "extra aqs.file_link.size (aqs.download response): integer in the document",
            "absent aqs.file_link.reportUrl (aqs.download response): not in the document"])
        self.assertEqual(self.response(example={"success": True, "data": {"size": 1}}), [
            "extra aqs.file_link.size (aqs.download response): integer in the document, in an "
            "example"])

    def test_examples_of_failures_say_nothing(self) -> None:
        self.assertEqual(self.response(example={"success": False, "errorObjects": []}), [])
        self.assertEqual(self.response(examples={
            "good": {"value": {"success": True, "data": {"reportUrl": 1}}},
            "bad": {"value": {"success": False, "data": {"reason": "x"}}}}), [
            "type aqs.file_link.reportUrl (aqs.download response): integer in the document, "
            "string here"])

    def test_rows(self) -> None:
        row = of_fields(slsId="integer", campaignId="integer", colour="string")
        page = of_fields(totalRecords="integer", filterRecords="integer",
                         slsReportDataList={"type": "array", "items": row})
        self.add(GET, LIST, responses={"200": {"description": "", **of_json(in_envelope(page))}})
        found = [line for line in self.found() if "response" in line]
        self.assertIn("extra sls.report.colour (sls.list response): string in the document", found)
        self.assertIn("absent sls.report.slsName (sls.list response): not in the document", found)
        self.assertFalse([line for line in found if "campaignId" in line or "report_page" in line])

    def test_a_map_that_may_be_a_list_of_entries(self) -> None:
        for sizes in ({"type": "array"}, {"type": "object"}, {"type": "string"}):
            row = of_fields(reportId="integer", fileSizeDetails=sizes)
            page = of_fields(reportDataList={"type": "array", "items": row})
            self.document["paths"].clear()
            self.add(GET, BUY, responses={"200": {"description": "", **of_json(in_envelope(page))}})
            found = [line for line in self.found() if "fileSizeDetails" in line]
            self.assertEqual(len(found), sizes["type"] == "string", found)

    def test_text_in_place_of_an_object(self) -> None:
        self.add(GET, "/api/v3/ins/sls-reports/validate/name", responses={"200": {
            "description": "", **of_json(in_envelope({"type": "string"}))}})
        self.assertFalse([line for line in self.found() if "response" in line])


class Samples(DriftCase):
    """Samples of requests, which a schema may refuse although the types are right."""

    def against(self, *options: str, **fields: Any) -> list[str]:
        """What the samples of a price have that a body of these fields may not have."""
        self.document["paths"].clear()
        self.add(POST, f"{BUY}/computation", requestBody=of_json(of_fields(**fields)))
        return [line.partition(": ")[2] for line in self.found(*options)
                if line.startswith("sample aqs.compute (aqs.compute body)")]

    def test_limits(self) -> None:
        file = "aqs.compute.request.default.json: body"
        for keyword, limit, said in (("maxLength", 3, "has 14, expected at most 3"),
                                     ("minLength", 15, "has 14, expected at least 15")):
            self.assertEqual(self.against(aqsName={"type": "string", keyword: limit}),
                             [f"{file}.aqsName {said}"])
        for keyword, limit in (("maxLength", 14), ("minLength", 14)):
            self.assertEqual(self.against(aqsName={"type": "string", keyword: limit}), [])
        self.assertEqual(self.against(aqsReportTypeId={"type": "integer", "maximum": 0}),
                         [f"{file}.aqsReportTypeId has 1, expected at most 0"])
        self.assertEqual(self.against(aqsAudienceConceptGroups={"type": "array", "minItems": 2}),
                         [f"{file}.aqsAudienceConceptGroups has 1, expected at least 2"])

    def test_texts_of_an_enum(self) -> None:
        self.assertEqual(self.against(aqsName={"type": "string", "enum": ["a"]}), [
            "aqs.compute.request.default.json: body.aqsName is 'Dummy AQS Name', expected one "
            "of 'a'"])

    def test_what_one_dialect_sends_is_enough(self) -> None:
        fields = {"aqsStartDate": {"type": "integer", "minimum": 10 ** 11}}
        self.assertEqual(self.against(**fields), [])
        self.assertEqual(len(self.against("--dialect=page", **fields)), 1)

    def test_a_type_is_said_once(self) -> None:
        self.assertEqual(self.against(aqsName="integer"), [])

    def test_a_body_that_is_no_object(self) -> None:
        self.add(POST, f"{BUY}/computation", requestBody=of_json({"type": "string"}))
        self.assertEqual(self.found(), [
            "type aqs.order (aqs.compute body): string in the document, an object here"])


class Shapes(DriftCase):
    """Of the sample spec: maps, any JSON, data that is a list or a map, enums of texts."""

    def setUp(self) -> None:
        super().setUp()
        self.spec = SAMPLE_SPEC

    def data(self, path: str, schema: Any) -> list[str]:
        """What is found of a response whose data is this."""
        self.document["paths"].clear()
        self.add(GET, path, responses={"200": {"description": "", **of_json(of_fields(
            ok="boolean", result=schema))}})
        return [line for line in self.found() if "response" in line]

    def body(self, **fields: Any) -> list[str]:
        """What is found of these fields of a body."""
        self.document["paths"].clear()
        self.add(POST, "/buy", requestBody=of_json(of_fields(**fields)))
        return [line for line in self.found() if not line.startswith(("absent", "sample"))]

    def test_data_that_is_a_list_or_a_map(self) -> None:
        crate = of_fields(number="integer", colour="string")
        extra = "extra crate.colour (k2.{} response): string in the document"
        absent = "absent crate.state (k2.{} response): not in the document"
        for path, schema in (("rack", {"type": "array", "items": crate}),
                             ("stock", {"type": "object", "additionalProperties": crate})):
            found = self.data(f"/{path}", schema)
            self.assertEqual(found[:2], [extra.format(path), absent.format(path)])
        self.assertEqual(self.data("/count", {"type": "array", "items": {"type": "integer"}}), [])
        self.assertEqual(self.data("/count", {"type": "array", "items": {"type": "boolean"}}), [
            "type k2.numbers.numbers (k2.count response): list of boolean in the document, int[] "
            "here"])

    def test_any_json(self) -> None:
        for schema in ({"type": "string"}, of_fields(a="string"), {"type": "array"}):
            self.assertEqual(self.data("/see", schema), [])
            self.assertEqual(self.body(anything=schema), [])

    def test_maps(self) -> None:
        for schema, said in (({"type": "number"}, []), ({"type": "string"}, [
                "type k2.everything.numbersBy (k2.buy body): string in the document, num here"])):
            self.assertEqual(self.body(numbersBy={"additionalProperties": schema}), said)
        knives = {"type": "array", "items": of_fields(edge="string")}
        self.assertEqual(self.body(knivesBy={"additionalProperties": knives}), [
            "type k2.knife.edge (k2.buy body): string in the document, edge here"])

    def test_texts_of_an_enum(self) -> None:
        self.assertEqual(self.body(mood={"type": "string", "enum": ["GOOD", "null"]}), [])
        self.assertEqual(self.body(mood={"type": "string", "enum": ["GOOD", "bad"]}), [
            "values k2.everything.mood (k2.buy body): bad in the document too"])
