"""What is wrong with samples."""
from __future__ import annotations

from .helper import SpecCase


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
