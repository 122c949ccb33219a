"""Where next and previous lead: through slides, parts of a page, and a playlist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdp_metrics.filters import LAST_SLIDE

__all__ = ["Stop", "order", "steps"]


@dataclass(frozen=True)
class Stop:
    """One slide: its page, the part of the page ("" for the first), and its number."""

    page: str
    part: str
    slide: str


def order(page: str, playlist: Sequence[str]) -> tuple[str, ...]:
    """Return the pages presented in turn; the page shown comes first if not listed."""
    listed = tuple(playlist)
    return listed if page in listed else (page, *listed)


def steps(
    here: Stop, slides: int, parts: Sequence[str], playlist: Sequence[str]
) -> tuple[Stop | None, Stop | None]:
    """Return the slides before and after one; None at either end.

    Parameters
    ----------
    here
        The slide shown, its number a figure.
    slides
        How many this part of the page has.
    parts
        The parts of the page in order; none where it is whole.
    playlist
        Pages presented in turn.
    """
    at, pages = int(here.slide), order(here.page, playlist)
    part = parts.index(here.part) if here.part in parts else 0
    page = pages.index(here.page)
    before = after = None
    if at > 1:
        before = Stop(here.page, here.part, f"{at - 1}")
    elif part > 0:
        before = Stop(here.page, parts[part - 1], LAST_SLIDE)
    elif page > 0:
        before = Stop(pages[page - 1], "", LAST_SLIDE)
    if at < slides:
        after = Stop(here.page, here.part, f"{at + 1}")
    elif part + 1 < len(parts):
        after = Stop(here.page, parts[part + 1], "1")
    elif page + 1 < len(pages):
        after = Stop(pages[page + 1], "", "1")
    return before, after
