"""Parts of a long page: a reader sees one at a time, and only that one is made."""

from __future__ import annotations

from collections.abc import Mapping

from cdp_metrics.ui import stage
from cdp_metrics.ui.choices import chosen, switch

__all__ = ["part"]


def part(words: Mapping[str, str]) -> str:
    """Let the reader choose a part of the page; return its name.

    Parameters
    ----------
    words
        Each part on screen; the first is shown where none of them is chosen.
    """
    first = next(iter(words))
    held = chosen().view or first
    shown = switch("view", "Part", words, held, bare=True, unsaid=first)
    if on_stage := stage.now():
        on_stage.parts, on_stage.part = tuple(words), shown
    return shown
