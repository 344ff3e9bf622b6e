#!/usr/bin/env python3
"""Three lists at a time in the event loop of asyncio, with nothing but ctypes, on one thread."""
import asyncio
import ctypes
import json
from typing import Any

iqm = ctypes.CDLL("libiqm-insights.so.3")
pointer, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
place = ctypes.POINTER(pointer)
DONE = ctypes.CFUNCTYPE(None, pointer, ctypes.c_int, pointer, pointer)
iqm.iqm_client_open_json.argtypes = iqm.iqm_call_new.argtypes = [place, text, size, place]
iqm.iqm_call_json_start.argtypes = [pointer, text, text, size, place, pointer, DONE, pointer]
for function in (iqm.iqm_free, iqm.iqm_call_free, iqm.iqm_client_close, iqm.iqm_client_fd,
                 iqm.iqm_client_dispatch):
    function.argtypes = [pointer]

client = pointer()
under_way: dict[int, asyncio.Future[Any]] = {}


def document(response: Any) -> Any:
    """What a call wrote, which is freed."""
    value = json.loads(ctypes.string_at(response))
    iqm.iqm_free(response)
    return value


def ended(context: int, status: int, response: int, call: int) -> None:
    """Is called by iqm_client_dispatch(), in the loop."""
    iqm.iqm_call_free(call)
    future, value = under_way.pop(context), document(response) if response else None
    if value is None:
        future.set_exception(MemoryError(f"the call ended with {status}"))
    elif status:
        future.set_exception(RuntimeError(value["error"]["message"]))
    else:
        future.set_result(value.get("data"))


done = DONE(ended) # as long as calls are under way


async def insights(name: str, value: Any) -> Any:
    """Calls an operation, or a function of <iqm/json.h>, by its name."""
    given, options = json.dumps(value).encode(), b'{"timeout_ms": 30000}'
    call, out = pointer(), pointer()
    if iqm.iqm_call_new(call, options, len(options), None):
        raise MemoryError
    future = asyncio.get_running_loop().create_future()
    if iqm.iqm_call_json_start(client, name.encode(), given, len(given), out, call, done,
                               id(future)):
        iqm.iqm_call_free(call)
        raise RuntimeError(document(out))
    under_way[id(future)] = future
    return await future


async def main() -> None:
    """Prints how many reports each family has."""
    asyncio.get_running_loop().add_reader(iqm.iqm_client_fd(client), iqm.iqm_client_dispatch,
                                          client)
    families = ("pld", "sls", "aqs")
    lists = await asyncio.gather(*(insights(f"{family}.list", {"noOfEntries": 5})
                                   for family in families))
    for family, rows in zip(families, lists):
        print(family, rows["totalRecords"])


out, settings = pointer(), b'{"environment": true}'
if iqm.iqm_client_open_json(client, settings, len(settings), out):
    raise SystemExit(document(out)["error"]["message"])
iqm.iqm_free(out)
asyncio.run(main())
iqm.iqm_client_close(client)
