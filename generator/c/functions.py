"""The typed functions above single calls: their names, their arguments, and what they say."""
from __future__ import annotations

from dataclasses import dataclass

from ..model import c_names
from ..model.operation import Operation
from .filters import call, docstring

CLIENT = "struct iqm_client *client"
CALL = "struct iqm_call *call"
REPORTS = ["struct iqm_report *reports", "size_t len"]


@dataclass
class Function:
    """A function of a generated header."""

    name: str
    args: list[str]
    doc: str
    result: str = "int "

    @property
    def head(self) -> str:
        """`int iqm_pld_poll(...)`"""
        return call(self.result + self.name, self.args)

    @property
    def declaration(self) -> str:
        """Comment and prototype, exported; an error code must be looked at."""
        end = " IQM_NODISCARD;" if self.result == "int " else ";"
        return docstring(self.doc) + "\n" + call("IQM_API " + self.result + self.name, self.args, end)


def pager(op: Operation) -> dict[str, Function]:
    """Goes through a list page by page."""
    c, name = op.c_name, c_names.pager_functions(op)
    row = f"struct {op.paged.items.sub.c_name}" if op.paged and op.paged.items.sub else ""
    size = f"`{op.paged.size.wire}`" if op.paged else ""
    page = f"`{op.paged.page.wire}`" if op.paged else ""
    mine = f"struct {c}_pager *pager"
    return {
        "open": Function(name["open"], [
            CLIENT, f"const struct {c}_req *req", f"struct {c}_pager **pager",
            "struct iqm_error *error"],
            f"Opens a pager over all rows of {op.full_name}; nothing is sent yet.\n\n`req` may be "
            f"NULL: every row. It is copied, but its strings are not: they must live until the "
            f"pager is closed. {size} left out is the most that the service gives, {page} left "
            f"out the first. *pager is the caller's to {c}_close(); it is NULL on error. `error` "
            f"may be NULL. One thread at a time may use a pager, and the client must outlive it. "
            f"Errors: IQM_E_USAGE, IQM_E_NOMEM."),
        "next": Function(name["next"], [mine, f"const {row} **row", CALL],
            f"Gives the next row, asking for a page where it must; *row is NULL at the end.\n\n"
            f"*row is the pager's, and lives until the next call on it. A row that comes again is "
            f"given once. On error *row is NULL and the pager stays where it is: call again, or "
            f"go on later at the page that {c}_paging() tells. Errors: those of {c}()."),
        "next_page": Function(name["next_page"], [mine, f"{row}_list *rows", CALL],
            f"The same for all new rows of the next page; rows->len is 0 at the end. They are the "
            f"pager's, and live until the next call on it. Errors: those of {c}()."),
        "paging": Function(name["paging"], [f"const struct {c}_pager *pager"],
            "How far the pager has come. It is the pager's, changes with each call on the pager, and "
            "is NULL for NULL only.", "const struct iqm_paging *"),
        "close": Function(name["close"], [mine],
            "Closes a pager, with the rows that it gave. NULL is allowed.", "void "),
    }


def waiter(op: Operation) -> dict[str, Function]:
    """Where a family's reports stand, and what a purchase may have made."""
    family, c, name = f"iqm_{op.family}", op.c_name, c_names.waiter_functions(op)
    listed = op.wait.list.full_name if op.wait else ""
    return {
        "poll": Function(name["poll"], [CLIENT, *REPORTS, CALL],
            f"Looks once where reports stand, with as few requests of {listed} as it takes.\n\n"
            f"`reports` is the caller's: `len` of them, each with its `id`; the rest is filled in. "
            f"IQM_REPORT_GONE: the whole list was read and does not have one that it had before, or "
            f"that an earlier look did not find either; so keep `reports` from look to look. On "
            f"error each is as it was last seen. Errors: IQM_E_USAGE, IQM_E_NOMEM and those of any read."),
        "wait": Function(name["wait"], [
            CLIENT, *REPORTS, "const struct iqm_wait *how", CALL],
            f"Looks again and again until each report is ready, has failed or is gone; the result "
            f"is 0 then, so look at each `state`.\n\n`reports` as in {family}_poll(); one list "
            f"request a look while they fit a page. `how` may be NULL: the defaults. "
            f"call->timeout_ms is required: milliseconds for the whole wait. After IQM_E_TIMEOUT, "
            f"IQM_E_CANCELLED and other errors each report is as it was last seen: wait again for "
            f"the same ids, in this process or another. Errors: IQM_E_USAGE (no timeout_ms, no "
            f"`call`), IQM_E_NOMEM and those of any read."),
        "find": Function(name["find"], [
            CLIENT, f"const struct {c}_req *req", "const struct iqm_intent *since",
            "struct iqm_found *found", CALL],
            f"Looks for the report that {c}() may have bought for `req`, where its outcome is "
            f"unknown.\n\nOnly reports newer than `since` count: what was known before the "
            f"purchase. NULL: what the client's journal says under call->key. 0 says that it was "
            f"looked for, and found->finding what was found. IQM_NOT_SEEN is never a reason to "
            f"buy again: the list may show the report later. *found is the caller's; nothing in "
            f"it is to be freed. What is found by key is recorded. Errors: IQM_E_USAGE (also: the "
            f"key is another order's), IQM_E_KEY_USED (it is being bought), IQM_E_JOURNAL, "
            f"IQM_E_NOMEM and those of any read."),
    }


def within(op: Operation) -> Function:
    """Buys at a price."""
    price = op.price.op if op.price else op
    cost = op.price.cost.wire if op.price else ""
    return Function(c_names.within_function(op), [
        CLIENT, f"const struct {op.c_name}_req *req", "double max_cost",
        f"struct {op.c_name}_rsp **rsp", CALL],
        f"Prices an order with {price.c_name}(), and buys it with {op.c_name}() if that is "
        f"possible, `{cost}` is no more than `max_cost` and the funds are there.\n\n`max_cost` is "
        f"money in the account's currency; one that is negative or no number is IQM_E_USAGE. "
        f"IQM_E_PRICE says that nothing was bought, and call->error.message why. Else as "
        f"{op.c_name}().")


def saver(op: Operation) -> Function:
    """Saves a report's file."""
    kind = op.file.type.enum if op.file else None
    return Function(c_names.save_function(op), [
        CLIENT, "int64_t id", "int64_t file_type", "struct iqm_save *save", CALL],
        f"Saves the file of a ready report: asks for its link with {op.c_name}(), and then does "
        f"as iqm_save(). A link that has ended is asked for anew.\n\n`id` is the report's, "
        f"`file_type` an enum iqm_{kind.name if kind else ''}. `save` is the caller's: see struct "
        f"iqm_save. call->timeout_ms, in milliseconds, covers all of it; 0 is an hour. Errors: "
        f"those of {op.c_name}() and iqm_save().")


FILTERS = {"pager": pager, "waiter": waiter, "within": within, "saver": saver}
