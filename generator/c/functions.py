"""The typed functions above single calls: their names, their arguments, and what they say."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from ..model import c_names
from ..model.operation import Operation
from .filters import deprecation
from .text import call, docstring

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
    deprecated: str | None = None

    @property
    def head(self) -> str:
        """`int iqm_pld_poll(...)`"""
        return call(self.result + self.name, self.args)

    @property
    def declaration(self) -> str:
        """Comment and prototype, exported; the result must be used."""
        end = " IQM_NODISCARD" if self.result == "int " else ""
        end += deprecation(self.deprecated) + ";"
        head = "IQM_API " + self.result + self.name
        return docstring(self.doc) + "\n" + call(head, self.args, end)


def pager(op: Operation) -> dict[str, Function]:
    """Goes through a list page by page."""
    c, name = op.c_name, c_names.pager_functions(op)
    row = f"struct {op.paged.items.sub.c_name}" if op.paged and op.paged.items.sub else ""
    size = f"`{op.paged.size.wire}`" if op.paged else ""
    page = f"`{op.paged.page.wire}`" if op.paged else ""
    self = f"struct {c}_pager *pager"
    return {
        "open": Function(name["open"], [
            CLIENT, f"const struct {op.request_struct} *req", f"struct {c}_pager **pager",
            "struct iqm_error *error"],
            f"Opens a pager over the rows of {op.full_name}. Nothing is sent yet.\n\n`req` may be "
            f"NULL: all rows. It is copied, but its strings are not: they must live until the "
            f"pager is closed. Without {size} a page is as large as the service allows; without "
            f"{page} the first one comes first. `pager` is not NULL; the caller closes *pager with "
            f"{c}_close(), and it is NULL on error. `error` may be NULL. One thread at a time may "
            f"use a pager, and the client must outlive it. Errors: IQM_E_USAGE, IQM_E_NOMEM."),
        "next": Function(name["next"], [self, f"const {row} **row", CALL],
            f"Gives the next row, and requests a page where it needs one. *row is NULL after the "
            f"last; `row` is not NULL.\n\n*row belongs to the pager, and lives until the next call"
            f" on it. A row that the service sends on two pages is given once. On error *row is "
            f"NULL and the pager stays where it is: call again, or open a pager later at the page "
            f"that {c}_paging() gives. Errors: those of {c}()."),
        "next_page": Function(name["next_page"], [self, f"{row}_list *rows", CALL],
            f"Gives all rows of the next page that were not given yet. rows->len, how many they "
            f"are, is 0 after the last. `rows` is the caller's and not NULL; the rows belong to "
            f"the pager, and live until the next call on it. Errors: those of {c}()."),
        "paging": Function(name["paging"], [f"const struct {c}_pager *pager"],
            "How far the pager has come. The result belongs to the pager, and changes with each "
            "call on it. It is NULL only where `pager` is.", "const struct iqm_paging *"),
        "close": Function(name["close"], [self],
            "Closes `pager`, and frees the rows that it gave. NULL is allowed.", "void "),
    }


def waiter(op: Operation) -> dict[str, Function]:
    """What a family whose reports are waited for has."""
    name = c_names.waiter_functions(op)
    listed = op.wait.list.full_name if op.wait else ""
    return {**_polling(op, name, listed), **_finding(op, name, listed)}


def _polling(op: Operation, name: dict[str, str], listed: str) -> dict[str, Function]:
    """Polls reports, once or until they are ready."""
    return {
        "poll": Function(name["poll"], [CLIENT, *REPORTS, CALL],
            f"Updates the state of reports, with as few requests of {listed} as possible.\n\n"
            f"Each of `reports` has its `id`; the rest is filled in. "
            f"A report is IQM_REPORT_GONE where all of the list was read and does not have it, and "
            f"an earlier poll either found it or missed it too: so pass the same `reports` to each "
            f"poll, as by a timer of your own. On error each keeps its last known state. Errors: "
            f"IQM_E_USAGE, IQM_E_NOMEM and those of any read."),
        "wait": Function(name["wait"], [
            CLIENT, *REPORTS, "const struct iqm_wait *how", CALL],
            f"Polls until each report is ready, has failed or is gone. The result is 0 in all "
            f"three cases: check each `state`.\n\n`reports` as in {name['poll']}(). Each poll is "
            f"one list request while the reports fit one page. `how` may be NULL: the defaults. "
            f"call->timeout_ms, in milliseconds for all of the wait, is required. After "
            f"IQM_E_TIMEOUT, IQM_E_CANCELLED and other errors each report keeps its last known "
            f"state: wait for the same ids once more, in this process or another. It polls at "
            f"least once, however short its time is: by a timer of your own call {name['poll']}(). "
            f"`call` may not be NULL. Errors: IQM_E_USAGE (no timeout_ms, no `call`), IQM_E_NOMEM "
            f"and those of any read."),
    }


def _finding(op: Operation, name: dict[str, str], listed: str) -> dict[str, Function]:
    """Finds what purchases may have made, or ends one that made nothing."""
    return {
        "find": Function(name["find"], [
            CLIENT, f"const struct {op.request_struct} *req",
            "const struct iqm_intent *since", "struct iqm_found *found", CALL],
            f"Finds the report that {op.c_name}() may have bought for `req`, where its outcome is "
            f"unknown.\n\nBy an intent: `since` is what was known before the purchase, and only "
            f"reports newer than it count; `req` is what was ordered. By key: `since` may be NULL, "
            f"and call->key names a purchase of the client's journal, which knows all of it. Then "
            f"`req` may be NULL as well; one that is given must be what the journal has. What is "
            f"found by key is recorded in the journal.\n\n{_what_a_find_sends(op, listed)}\n\n"
            f"The result is 0 where the list was read; found->finding says what it showed. "
            f"IQM_NOT_SEEN is never a reason to buy once more: the list may show the report later. "
            f"`found` is the caller's and not NULL; nothing in it is to be freed. Errors: "
            f"IQM_E_USAGE (also: the key is another order's), IQM_E_KEY_USED (a purchase under the "
            f"key is in progress, or the key or the report has become another's meanwhile), "
            f"IQM_E_JOURNAL, IQM_E_NOMEM and those of any read."),
        "find_all": Function(name["find_all"], [
            CLIENT, f"struct {c_names.wanted_struct(op)} *wanted", "size_t len", CALL],
            f"Finds what several purchases may have made: as {name['find']}() for each of "
            f"`wanted`, `len` of them, but {listed} is read once.\n\n`wanted` is the caller's, not"
            f" NULL if `len` is not 0, and no key is in it twice. No report is found for two of "
            f"them, but one that was regenerated is, for that purchase too: where ids, times and "
            f"the journal do not decide whose it is, it is ambiguous for both. Where one of them "
            f"fails the others are found all the same: each has its own `status`, and the result "
            f"is that of the first that failed. `call->key` is NULL. "
            f"Errors: those of {name['find']}()."),
        "settle_not_bought": Function(name["settle_not_bought"], [CLIENT, CALL],
            f"Ends the purchase under call->key, whose outcome is unknown, as one that bought "
            f"nothing; the key may buy again.\n\nOnly on evidence: it was sent an hour ago or "
            f"earlier, and {listed} has no report that it may have made: none that fits, except "
            f"those that another key of {op.full_name} has bought, or that are older by their id "
            f"or, where no id says it, by a day; and a price, where the service has one, that "
            f"names none either. With call->person_confirmed a person says so too: then the list "
            f"need not be read as a whole. A report that it made is recorded. Of a regenerate the "
            f"list is no evidence: a person decides, and calls iqm_journal_settle() if it was "
            f"bought, iqm_journal_settle_not_bought() if not. Who did it, when, and what was seen "
            f"is recorded. To record it a second time, or of a purchase that was refused, is no "
            f"error. Errors: IQM_E_UNKNOWN_OUTCOME (too early, a regenerate, or reports that may "
            f"be its own), IQM_E_KEY_USED (it has bought, is in progress, is of another workspace, "
            f"or is another purchase meanwhile), IQM_E_USAGE (no key, or no purchase under it), "
            f"IQM_E_JOURNAL, IQM_E_NOMEM and those of any read."),
    }


def _what_a_find_sends(op: Operation, listed: str) -> str:
    """The requests of a find."""
    price = op.price
    names_reports = price and not price.optional and price.op.outcome and price.op.outcome.exists
    return (
        f"It sends {listed} for as many pages as it needs"
        + (f"; where the list does not decide, one {price.op.full_name} for `req`, which buys "
           f"nothing and may name the report that exists" if price and names_reports else "")
        + ". A report that is known by its id, and one that was regenerated, is polled.")


def within(op: Operation) -> Function:
    """Buys at a price."""
    price = op.price.op if op.price else op
    cost = price.outcome.cost.wire if price.outcome and price.outcome.cost else ""
    return Function(c_names.within_function(op), [
        CLIENT, f"const struct {op.request_struct} *req", "double max_cost",
        f"struct {op.response.c_name} **rsp", CALL],
        f"Prices an order with {price.c_name}(), and buys it with {op.c_name}() if the report can "
        f"be made, `{cost}` is at most `max_cost` and the funds suffice.\n\n`max_cost` is an "
        f"amount in the account's currency; IQM_E_USAGE where it is negative or not a number. "
        f"After IQM_E_PRICE nothing was bought: call->error.price says why, and *rsp is the "
        f"response that it is by, the price's or the purchase's, or NULL where no price came. "
        f"Otherwise as {op.c_name}().")


def priced(op: Operation) -> Function:
    """Buys at a price that was just asked for."""
    price = op.price.op if op.price else op
    return Function(c_names.priced_function(op), [
        CLIENT, f"const struct {op.request_struct} *req",
        f"const struct {price.response.c_name} *price", "double max_cost",
        f"struct {op.response.c_name} **rsp", CALL],
        f"As {c_names.within_function(op)}(), at a price that was asked for right before: `price` "
        f"is what {price.c_name}() gave for this `req`. It is not asked for once more, so where it "
        f"may have changed, as while a person decides, use {c_names.within_function(op)}(). "
        f"`price` is not NULL, and stays the caller's.")


def saver(op: Operation) -> Function:
    """Saves a report's file."""
    kind = op.file.type.enum.c_name if op.file and op.file.type.enum else ""
    return Function(c_names.save_function(op), [
        CLIENT, "const struct iqm_report *report", f"enum {kind} type",
        "struct iqm_save *save", CALL],
        f"Saves the file of a ready report: gets its signed URL with {op.c_name}(), and downloads "
        f"it as iqm_save_url() does. Where the URL has expired a new one is requested.\n\n"
        f"`report` is the caller's, only read; of it only `id` is needed, and IQM_E_USAGE says "
        f"that it is another family's. `type` is the format of the file. `save` is the caller's: "
        f"see struct iqm_save. Neither `report` nor `save` may be NULL. "
        f"call->timeout_ms, in milliseconds, covers all of it; 0 is an hour. Errors: those of "
        f"{op.c_name}() and iqm_save_url().")


def _deprecated_with(make: Callable[[Operation], Any]) -> Callable[[Operation], Any]:
    """The same functions, deprecated where their operation is."""
    def made(op: Operation) -> Any:
        found = make(op)
        for one in found.values() if isinstance(found, dict) else [found]:
            one.deprecated = op.deprecated
        return found
    return made


FILTERS: dict[str, Callable[[Operation], Any]] = {
    "wanted": c_names.wanted_struct,
    **{make.__name__: _deprecated_with(make) for make in (pager, waiter, within, priced, saver)}}
