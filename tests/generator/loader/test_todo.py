"""TODO in a spec: a question, refused until it is answered."""
from __future__ import annotations

from ..helper import SpecCase


class Todo(SpecCase):
    """« is where a TODO must be reported, with what may stand there."""

    def test_values(self) -> None:
        self.change("aqs.yaml",
                    "    path: /api/v3/ins/aqs-reports/computation\n    effect: read",
                    "    path: /api/v3/ins/aqs-reports/computation\n    effect: «TODO")
        self.change("aqs.yaml",
                    "file: {id: reportId, type: fileTypeId, url: reportUrl, types: [xlsx, csv]}",
                    "file: «TODO")
        self.refused("TODO is no answer yet, expected read, update, delete, once or paid",
                     "TODO is no answer yet, expected a mapping with id, type and url, perhaps "
                     "types, or no 'file'")

    def test_texts_and_types(self) -> None:
        self.change("pld.yaml", "pldName: {type: string, doc: Name made",
                    "pldName: {type: «TODO, doc: Name made")
        self.change("sls.yaml", "title: ScriptLift Studies reports", "title: «TODO")
        self.refused("TODO is no answer yet, expected text", "TODO is no answer yet, expected text")

    def test_doc_of_a_type_and_a_name(self) -> None:
        self.change("pld.yaml", "doc: A PLD report as the list shows it.", "doc: «TODO")
        self.change("pld.yaml", "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, name: «TODO, doc: Name made")
        self.refused("TODO is no answer yet, expected text",
                     "TODO is no answer yet, expected text, or no 'name'")

    def test_item_of_a_list(self) -> None:
        self.change("api.yaml", "families: [auth, pld", "families: [auth, «TODO, pld")
        self.refused("TODO is no answer yet, expected text")

    def test_other_mistakes_are_found_too(self) -> None:
        self.change("aqs.yaml", "doc: An AQS report as the list shows it.", "doc: «TODO")
        self.change("aqs.yaml", "reportId: {type: int", "reportId: {type: «integer")
        _, _, err = self.run_generator()
        self.assertIn("TODO is no answer yet", err)
        self.assertIn("unknown type 'integer', did you mean 'int'?", err)

    def test_a_text_with_todo_in_it_is_none(self) -> None:
        self.change("aqs.yaml", "doc: An AQS report as the list shows it.",
                    "doc: TODO list of a report.")
        self.accepted()
