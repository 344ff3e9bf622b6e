"""Settings of a run of the sandbox."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable


@dataclass
class Settings:
    """Set from the command line, changed by POST /_sandbox/settings, restored by a reset."""

    ready_after: float = 2.0  # seconds of the sandbox's clock until a bought report is ready
    token_life: float = 35999.0  # seconds
    link_life: float = 900.0  # seconds until a signed URL expires
    rate_limit: bool = False
    shapes: str = "page"  # or "document": in which of the documented shapes responses come
    dialect: str = "any"  # or the only one of the spec's in which requests are understood
    always_sell: bool = False  # a second purchase of the same thing is sold and billed too
    unwrapped_login: bool = False  # a log-in's response has no envelope and no owId, as on one page
    # Which of IQM's tables numbers the statuses: "own", as the page's samples have it, or one of
    # the two for all families; and whether rows name their status.
    status_table: str = "own"
    status_names: bool = True
    # A directory whose files each request removes: there a client counts its requests, and would
    # wait.
    free_permits: str = ""
    gzip: bool = False  # responses are compressed where the client accepts it
    # Fields by name, and what stands in each of them, wherever a response has it: other types.
    odd_fields: dict[str, object] = field(default_factory=dict)

    CHOICES = {"shapes": ("page", "document"), "status_table": ("own", "insights", "reports")}

    def change(self, values: dict[str, object], dialects: Iterable[str] = ()) -> None:
        """Takes new values. Raises ValueError, and changes nothing, if one is wrong."""
        choices = {**self.CHOICES, "dialect": ("any", *dialects)}
        for name, value in values.items():
            if name not in self.__dataclass_fields__:
                raise ValueError(f"no setting '{name}', expected one of "
                                 f"{', '.join(self.__dataclass_fields__)}")
            now = getattr(self, name)
            kinds = (int, float) if isinstance(now, float) else (type(now),)
            if not isinstance(value, kinds) or isinstance(value, bool) != isinstance(now, bool):
                raise ValueError(f"setting '{name}' is a {type(now).__name__}")
            if isinstance(now, float) and not 0 <= float(str(value)) < float("inf"):
                raise ValueError(f"setting '{name}' is 0 or more")
            if value not in choices.get(name, (value,)):
                raise ValueError(f"setting '{name}' is one of {', '.join(choices[name])}")
        for name, value in values.items():
            setattr(self, name, value)
