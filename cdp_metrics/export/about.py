"""What every file says of itself: filters, day, build, source, caveats, licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from cdp_metrics.catalogue import publishers

__all__ = ["about_rows", "plain"]

OPEN: Final = "Open Government Licence"
INVENTED: Final = "None needed: every figure is invented."
UNSTATED: Final = "As the source states; ask it before publishing."
_LABEL: Final = re.compile(r"\*\*(?P<name>[^*]+?)[:.]?\*\*[:.]?\s*(?P<words>.+)", re.S)


def about_rows(
    said: str,
    today: date,
    build: str,
    source: Sequence[str] = (),
    *,
    link: str = "",
    demo: bool,
) -> list[tuple[str, str]]:
    """Return the rows that say what a file is, as names and words.

    Parameters
    ----------
    said
        What was chosen, in a sentence; "" for nothing, which the file says too.
    today
        The day on which the figures were seen.
    build
        Identifier of the store that they are from.
    source
        The page's lines on source, method and caveats, with ``**bold**``.
    link
        Page and query that show the same again.
    demo
        Whether the figures are invented.
    """
    lines = []
    for line in source:
        found = _LABEL.fullmatch(line.strip())
        name, words = found.group("name", "words") if found else ("Note", line)
        lines.append((name, plain(words)))
    return [
        ("Filters", said or "None."),
        ("As at", today.isoformat()),
        *lines,
        ("Licence", _licence(" ".join(source), demo=demo)),
        ("Build", build),
        ("Page", link),
    ]


def plain(text: str) -> str:
    """Return text without its mark-up, on one line."""
    return " ".join(text.replace("**", "").split())


def _licence(words: str, *, demo: bool) -> str:
    """Return under what terms figures may be passed on."""
    if demo:
        return INVENTED
    said = [f"{OPEN} v3.0"] if OPEN in words else []
    if "return" in words.lower():
        said.append(publishers()["partner_returns"].licence)
    return "; ".join(said) or UNSTATED
