"""From a directory of spec files to the model, or to every problem found in them."""
from __future__ import annotations

from pathlib import Path

from ..loader.load import SpecFiles, load
from ..loader.problems import Problems, SpecError
from ..model.api import Api
from .api import build_envelope, build_limits, build_log_in, build_report_statuses
from .checks import check_c_names, check_nesting, check_routes, check_unused
from .commands import build_program
from .dialects import check_dialects, declare_dialects
from .disagreements import build_disagreements, build_documents
from .operations import build_operations
from .samples import attach_samples
from .scope import Scope
from .types import build_types, declare


def build(directory: Path) -> Api:
    """Reads and checks the spec in `directory`; raises SpecError with every problem found."""
    return read(directory)[0]


def read(directory: Path) -> tuple[Api, SpecFiles]:
    """The same, and the files as they are written."""
    problems = Problems()
    files = load(Path(directory), problems)
    if files is None:
        raise SpecError(problems)
    scope = Scope(files, problems)
    declare_dialects(scope)
    declare(scope)
    build_types(scope)
    build_operations(scope)
    check_dialects(scope)
    envelope = build_envelope(scope)
    limits = build_limits(scope)
    statuses = build_report_statuses(scope)
    log_in = build_log_in(scope)
    check_nesting(scope)
    attach_samples(scope, envelope)
    check_routes(scope)
    check_c_names(scope)
    check_unused(scope)
    program = build_program(scope)
    documents, disagreements = build_documents(scope), build_disagreements(scope)
    if problems or not (envelope and limits and statuses and log_in):
        raise SpecError(problems)
    data = files.api.data
    api = Api(data["api"], data["prefix"], data["environment"], data["title"], data["doc"],
              data["base_url"], data["headers"]["workspace"], data["headers"]["duplicate_auth"],
              data["headers"].get("request_id", []), scope.dialects, envelope, limits,
              statuses, data["report_statuses"]["not_ready"], log_in, scope.units, scope.enums,
              scope.shared, scope.families, program,
              files.sources.data["sources"] if files.sources else {}, documents, disagreements)
    return api, files
