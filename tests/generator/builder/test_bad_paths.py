"""What is wrong in the path of an operation, and in how lists are sent."""
from __future__ import annotations

from ..helper import SpecCase

PATH = "    path: /api/v3/ins/sls-reports/validate/name\n"


class BadPaths(SpecCase):
    """Fields in a path."""

    def name_at(self, path: str) -> None:
        self.change("sls.yaml", PATH, f"    path: «/api/v3/ins/{path}\n")

    def test_unknown(self) -> None:
        self.name_at("names/{reportNam}")
        self.refused("unknown field 'reportNam', did you mean 'reportName'? Expected a field of "
                     "the operation's query")

    def test_without_query(self) -> None:
        self.change("sls.yaml", "    path: /api/v3/ins/sls-reports/campaigns",
                    "    path: «/api/v3/ins/sls-reports/{id}/campaigns")
        self.refused("unknown field 'id', expected a field of the operation's query")

    def test_twice(self) -> None:
        self.name_at("{reportName}/{reportName}")
        self.refused("'{reportName}' is in the path twice")

    def test_list(self) -> None:
        self.change("sls.yaml", "    path: /api/v3/ins/sls-reports\n    effect: delete",
                    "    path: «/api/v3/ins/sls-reports/{slsIds}\n    effect: delete")
        self.refused("field 'slsIds' is an int[], expected a scalar in a path")

    def test_not_required(self) -> None:
        self.name_at("names/{reportName}")
        self.change("api.yaml", "reportName: {type: string, flag: name, required: true,",
                    "reportName: {type: string,")
        self.refused("field 'reportName' is not 'required', expected it to be, since the path "
                     "needs it")

    def test_part_of_a_segment(self) -> None:
        self.name_at("names/name-{reportName}")
        self.refused("found '/api/v3/ins/names/name-{reportName}', expected a path that starts "
                     "with '/', its parts text or {field}")

    def test_two_operations_on_one_template(self) -> None:
        self.change("sls.yaml", PATH, "    path: /api/v3/ins/{reportName}\n")
        self.change("aqs.yaml", "    path: /api/v3/ins/aqs-reports/validate/name\n",
                    "    path: «/api/v3/ins/{reportName}\n")
        self.refused("GET /api/v3/ins/{reportName} is operation 'sls.validate-name' already")

    def test_sample_with_a_value_that_is_no_segment(self) -> None:
        self.change("sls.yaml", PATH, "    path: /api/v3/ins/names/{reportName}\n")
        path = self.spec / "samples" / "sls.validate-name.request.default.json"
        path.write_text('{"reportName": ".."}', encoding="utf-8")
        self.places = ["samples/sls.validate-name.request.default.json:1:16"]
        self.refused("found '..', which cannot be sent in a path")

    def test_explode_on_a_scalar(self) -> None:
        self.change("api.yaml", "searchField: {type: string,",
                    "searchField: {type: string, «explode: true,")
        self.refused("'explode' on a string, expected a list of scalars")
