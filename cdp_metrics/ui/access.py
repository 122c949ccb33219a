"""The one place that says who may see and do what.

Until sign-in exists everyone is a local analyst: may look and download. Writing
notes, uploading and publishing from the browser stay off unless the machine's owner
names them in ``CDP_ALLOW`` (a comma-separated list).
"""

from __future__ import annotations

import os
from typing import Final, Literal, get_args

from cdp_metrics.errors import NotAllowed

__all__ = ["Action", "may", "require"]

Action = Literal["view", "download", "comment", "upload", "publish"]
_ALWAYS: Final[frozenset[str]] = frozenset({"view", "download"})


def may(action: Action) -> bool:
    """Return whether the visitor may do something."""
    named = {word.strip() for word in os.environ.get("CDP_ALLOW", "").split(",")}
    return action in _ALWAYS | (named & set(get_args(Action)))


def require(action: Action) -> None:
    """Raise unless the visitor may do something.

    Raises
    ------
    NotAllowed
        They may not; the message says who can change it.
    """
    if not may(action):
        raise NotAllowed(
            f"you may not {action} here. What to do: ask whoever runs this dashboard "
            f"to allow it (CDP_ALLOW={action})"
        )
