"""Lists, prices and buys a study, and saves its file, with nothing but the shared libraries."""
import ctypes
import json
from typing import Any

iqm = ctypes.CDLL("libiqm-insights.so.3")
pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
place = ctypes.POINTER(pointer)
iqm.iqm_client_open_json.argtypes = iqm.iqm_call_new.argtypes = [place, text, size, place]
iqm.iqm_call_json.argtypes = [pointer, text, text, size, place, pointer]
iqm.iqm_free.argtypes = iqm.iqm_call_free.argtypes = iqm.iqm_client_close.argtypes = [pointer]


class Failed(Exception):
    """A call that failed: its error, and the data that came all the same."""

    def __init__(self, document: Any) -> None:
        super().__init__(document["error"]["message"])
        self.error, self.data = document["error"], document.get("data")


def ask(function: Any, first: list[Any], value: Any, *last: Any) -> Any:
    """Gives `value` to a function as JSON; what comes back is its data."""
    given, out = json.dumps(value).encode(), pointer()
    status = function(*first, given, len(given), out, *last)
    if out.value is None:
        raise MemoryError(f"the result is {status}, and there was no memory to say more")
    document = json.loads(ctypes.string_at(out.value))
    iqm.iqm_free(out)
    if status:
        raise Failed(document)
    return document.get("data")


client, call = pointer(), pointer()
ask(iqm.iqm_client_open_json, [client], {"environment": True, "journal": "purchases.journal"})
ask(iqm.iqm_call_new, [call], {"timeout_ms": 3_600_000, "key": "spring-study"})


def insights(name: str, value: Any) -> Any:
    """Calls an operation, or a function of <iqm/json.h>, by its name."""
    return ask(iqm.iqm_call_json, [client, name.encode()], value, call)


print(insights("sls.list", {"noOfEntries": 5})["totalRecords"], "studies")
order = {"ioId": 5, "campaignIds": [516038], "slsName": "Spring study", "reportTypes": [1],
         "slsStartDate": "2026-01-05T00:00:00-05:00", "slsLookbackDuration": 3,
         "slsEndDate": "2026-02-01T23:59:59.999-05:00", "conceptGroupId": "202335"}
print("price:", insights("sls.compute", order).get("slsChargeableCost", "none, it is there"))
try: # for 1,000 at most; the journal has it before it is sent
    insights("sls.generate_within", {"request": order, "max_cost": 1000})
    print("bought")
except Failed as failed: # bought before, or nobody knows: the list does
    if failed.error["status"] not in ("IQM_E_KEY_USED", "IQM_E_UNKNOWN_OUTCOME"):
        raise
    print(failed)
report = insights("sls.find", {}).get("report")
if report: # else it comes to the list later: run this again, which buys nothing
    insights("sls.wait", {"reports": [report]})
    saved = insights("sls.save", {"id": report["id"], "file_type": 1, "path": "spring.xlsx"})
    print(saved["bytes"], "bytes saved")

iqm.iqm_call_free(call)
iqm.iqm_client_close(client)
