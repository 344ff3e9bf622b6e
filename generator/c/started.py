"""The form of a blocking function that returns at once: its name, its arguments, what it says."""
from __future__ import annotations

from dataclasses import replace

from ..model import c_names
from ..model.operation import Operation
from .functions import Function
from .text import call, docstring

PLAIN = "iqm_done_fn"  # of calls that have no response of their own


def started(function: Function, done: str = PLAIN) -> Function:
    """The same arguments, without the response, which `done` gets."""
    args = [arg for arg in function.args if not arg.endswith(" **rsp")]
    return replace(
        function, name=c_names.start_function(function.name),
        args=[*args, f"{done} *done", "void *context"],
        doc=f"Starts {function.name}(); iqm_client_dispatch() calls `done` once it has ended.")


def started_of(function: Function, op: Operation) -> Function:
    """Of a function that gives a response of the operation."""
    return started(function, c_names.done_type(op))


def started_call(op: Operation) -> Function:
    """Of the operation's own function."""
    args = ["struct iqm_client *client"]
    if op.request_fields:
        args.append(f"const struct {op.request_struct} *req")
    own = Function(op.c_name, [*args, "struct iqm_call *call"], "", deprecated=op.deprecated)
    return started_of(own, op)


def done_type(op: Operation) -> str:
    """The type of the function that gets the response of a started call."""
    doc = docstring(f"What {op.c_name}_start() came to: `status` is what {op.c_name}() returns, "
                    f"and `rsp` is the callee's to iqm_free().")
    return doc + "\n" + call(f"typedef void {c_names.done_type(op)}", [
        "void *context", "int status", f"struct {op.response.c_name} *rsp",
        "struct iqm_call *call"], ";")


FILTERS = {"started": started, "started_of": started_of, "started_call": started_call,
           "done_type": done_type, "c_call": call}
