"""An OpenAPI 3.1 document for each dialect."""
from __future__ import annotations

from typing import Any

from ..model.api import Api
from ..model.names import runtime_version
from .facts import api_facts, extensions
from .layout import layout
from .operations import paths
from .responses import FAILURE, common_responses, failure
from .schemas import Schemas

MADE = "Made from spec/ by `make regen`: change the spec, not this file."


def document(api: Api, dialect: str) -> dict[str, Any]:
    """The whole API as this dialect has it."""
    schemas = Schemas(api, dialect)
    return {
        "openapi": "3.1.0",
        **extensions(made=MADE),
        "info": {"title": api.title, "version": runtime_version(),
                 "description": f"{api.doc.strip()}\n\n{api.dialects[dialect].doc.strip()}"},
        "servers": [{"url": api.base_url}],
        **api_facts(api, dialect),
        "tags": [{"name": family.name, "description": f"{family.title}. {family.doc.strip()}"}
                 for family in api.families.values()],
        "paths": paths(api, schemas),
        "components": {
            "schemas": {**schemas.components(), FAILURE: failure(api.envelope, schemas)},
            "responses": common_responses(api),
            "securitySchemes": _security_schemes(api)}}


def _security_schemes(api: Api) -> dict[str, Any]:
    return {
        "token": {"type": "http", "scheme": "bearer",
                  "description": f"An access token of `{api.log_in.op.full_name}`.",
                  **extensions(duplicate_header=api.duplicate_auth_header)},
        "workspace": {"type": "apiKey", "in": "header", "name": api.workspace_header,
                      "description": "Workspace id, in digits."},
        "client": {"type": "http", "scheme": "basic", "description": "Client id and secret."}}


def text(made: dict[str, Any]) -> str:
    """A document as its file has it."""
    return layout(made) + "\n"


def documents(api: Api) -> dict[str, str]:
    """The text of each dialect's document."""
    return {dialect: text(document(api, dialect)) for dialect in api.dialects}
