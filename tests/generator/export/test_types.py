"""Types that only the sample spec has: what their schemas take."""
from __future__ import annotations

from typing import Any

from ..helper import SAMPLE_SPEC
from .helper import DocumentCase


class Types(DocumentCase):
    """The documents of the sample spec."""

    spec = SAMPLE_SPEC

    @property
    def dialect(self) -> str:
        """The first of the spec's."""
        return next(iter(self.api.dialects))

    def takes(self, schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
        """Which values fit a schema."""
        for value in good:
            self.assertTrue(self.fits(schema, value, self.dialect), value)
        for value in bad:
            self.assertFalse(self.fits(schema, value, self.dialect), value)

    def field(self, name: str, *, sent: bool = False) -> dict[str, Any]:
        """The schema of a field of `everything`."""
        found = self.named_schema(f"k2.everything{'.sent' if sent else ''}")
        schema: dict[str, Any] = found["properties"][name]
        return schema

    def named_schema(self, name: str) -> dict[str, Any]:
        """A schema by its name."""
        return self.schema(name, self.dialect)

    def test_lists(self) -> None:
        self.takes(self.field("weights"), [[], [1, 2.5], 3], ["1", ["x"], {}])
        self.takes(self.field("weights", sent=True), [[], [1, 2.5]], [3, ["x"], {}])
        self.takes(self.field("switches"), [[True]], [True, [0]])

    def test_any_json(self) -> None:
        self.takes(self.field("anything"), [1, "x", [], {"a": None}], [])
        self.takes(self.field("anythingBy"), [{}, {"a": 1, "b": []}], [[], 1])
        self.takes(self.named_schema("k2.thing"), [1, [], {"it": 1}], [])

    def test_maps(self) -> None:
        self.takes(self.field("numbersBy"), [{"a": 1.5}], [{"a": "x"}, [], 1])
        self.takes(self.field("levelsBy"), [{"a": [1], "b": 2}], [{"a": ["x"]}, {"a": {}}])
        self.takes(self.field("knivesBy"),
                   [{"me": [{}]}, [{"who": "me", "has": [{}]}]], [{"me": {}}, [{"who": "me"}]])
        self.takes(self.field("knivesBy", sent=True), [{"me": [{}]}],
                   [{"me": {}}, [{"who": "me", "has": [{}]}]])
        self.takes(self.field("idsBy", sent=True), [{"a": 1, "b": "x"}], [{"a": [1]}])

    def test_enum_of_texts(self) -> None:
        self.takes(self.field("mood"), ["GOOD", "other"], [1, []])
        self.takes(self.field("moodsBy"), [{"a": "GOOD"}], [{"a": 1}])
        enum = self.named_schema("enum.mood")
        self.assertEqual((enum["type"], enum["examples"][0], enum["x-iqm-values"]["good"]),
                         ("string", "GOOD", "GOOD"))

    def test_data_that_is_a_list_or_a_map(self) -> None:
        self.takes(self.named_schema("k2.stack"), [[], [{"number": 1}], {"crates": []}], [1, [1]])
        self.takes(self.named_schema("k2.crates_by_number"), [{}, {"12": {"number": 12}}],
                   [[], {"12": 1}, {"crates": [1]}])
