"""Present mode: the page's messages one a screen, large, with keys to step through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from cdp_metrics.errors import CdpError
from cdp_metrics.filters import LAST_SLIDE
from cdp_metrics.periods import day_name
from cdp_metrics.ui import blocks, cached, cached_present, choices, snapshots, stage
from cdp_metrics.ui.stage import Ask, Message, Stage
from cdp_metrics.ui.views.present.slide import slide_foot, slide_head
from cdp_metrics.ui.views.present.steps import Stop, order, steps

__all__ = ["LEFT_FOR", "door", "presenting", "staged"]

LEFT_FOR: Final = "pending_page"
"""Where the session holds the page, and its query, that the next run opens."""
FIRST: Final = "overview"
AS_THE_PACK: Final = (FIRST, "comparison", "asb_map")
"""What a presentation that begins on the Overview goes through."""


def presenting() -> bool:
    """Return whether slides are asked for; the menu leads back to pages as ever."""
    held = choices.chosen().present
    if held and "present" not in st.query_params:
        choices.choose(present="")
        return False
    return bool(held)


def door() -> None:
    """Offer to present the page; also by the key P."""
    if not presenting():
        st.button("Present", key="present", on_click=_begin, shortcut="P")


def _begin() -> None:
    """Present the page from its first message."""
    page, playlist = _page(), choices.chosen().playlist
    if not playlist and page == FIRST:
        playlist = AS_THE_PACK
    if playlist:
        playlist = order(page, playlist)
    choices.moved()
    choices.choose(present="1", playlist=playlist)


def _page() -> str:
    return Path(choices.page()).stem


@contextmanager
def staged(pages: Mapping[str, str]) -> Iterator[None]:
    """Run a page as ever; or, where it is presented, out of sight, and show a slide.

    Parameters
    ----------
    pages
        Name of each page and its words in the menu.
    """
    if not presenting():
        yield
        return
    held = Stage(cached_present.table_row)
    try:
        with stage.gathering(held), st.container(key="backstage"):
            yield
    except CdpError:
        # the buttons stay, or nothing but the browser's own would lead out
        failed = Stage(cached_present.table_row)
        failed.lack("missing", "This page cannot be shown.", "Leave to read why.")
        _stand(failed, pages)
        raise
    _stand(held, pages)


def _stand(held: Stage, pages: Mapping[str, str]) -> None:
    """Show the slide that is asked for, and the buttons under it."""
    asks = held.done()
    at, listed = _asked(len(asks), pages)
    with stage.gathering(held):
        told = asks[at - 1] if asks else Message("Nothing to present here")
        message = told if isinstance(told, Message) else _made(told)
    here = Stop(_page(), held.part, f"{at}")
    before, after = steps(here, len(asks), held.parts, listed)
    with st.container(key="slide", height="stretch"):
        refused = " ".join(choices.refused())
        if not message.show:
            with st.container(key="slide_said", height="stretch"):
                _head(message, refused)
                if message.absent:
                    blocks.state(*message.absent)
        else:
            _head(message, refused)
            with st.container(key="slide_chart", height="stretch"):
                message.show()
        blocks.block(_foot(message, held), "slide_foot")
        with st.container(key="slide_steps", horizontal=True):
            _steps(before, after, f"{at} of {len(asks) or 1}", pages)


def _made(ask: Ask) -> Message:
    """Return a message; of one that cannot be made, what is wrong and what to do."""
    try:
        return ask()
    except CdpError as error:
        wrong = partial(blocks.show_error, error)
        return Message("This slide cannot be shown", show=wrong)


def _head(message: Message, refused: str) -> None:
    """Show the headline, and what of the link was not obeyed."""
    blocks.block(slide_head(message), "slide_head")
    if refused:
        blocks.note(refused)


def _asked(slides: int, pages: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Return the number of the slide asked for, and the pages of the playlist."""
    filters, last = choices.chosen(), max(slides, 1)
    wanted = last if filters.present == LAST_SLIDE else int(filters.present)
    at = min(wanted, last)
    choices.heed("present", "the last slide", fits=at == wanted)
    listed = tuple(name for name in filters.playlist if name in pages)
    choices.heed("playlist", "the rest", fits=listed == filters.playlist)
    choices.choose(present=f"{at}", playlist=listed)
    return at, listed


def _foot(message: Message, held: Stage) -> str:
    """Return who the figures are from, where, and which build or snapshot it is."""
    build = snapshots.build_words()
    build = "" if build in held.context else f"build {build}"
    day = "" if "as at" in held.context else f"as at {day_name(cached.today())}"
    return slide_foot(message, held.source, (held.context, day, build))


def _steps(
    before: Stop | None, after: Stop | None, at: str, pages: Mapping[str, str]
) -> None:
    """Show the buttons of a slide, each with its key."""
    for stop, words, shortcut in (
        (before, "Previous", "Left"),
        (after, "Next", "Right"),
    ):
        st.button(
            words,
            key=f"slide_{words.lower()}",
            on_click=_go,
            args=(stop,),
            shortcut=shortcut,
            disabled=stop is None,
        )
    blocks.show(f'<p class="at" role="status">Slide {at}</p>')
    with st.popover("Playlist"):
        st.multiselect(
            "Pages presented in turn",
            list(pages),
            choices.chosen().playlist,
            format_func=pages.__getitem__,
            key="slide_playlist",
            on_change=_listed,
        )
    st.button("Leave", key="slide_leave", on_click=_leave, shortcut="Esc")


def _listed() -> None:
    """Hold the playlist that was chosen."""
    choices.moved()
    choices.choose(playlist=tuple(st.session_state["slide_playlist"]))


def _go(stop: Stop) -> None:
    """Show another slide; one of another page is opened by the next run."""
    choices.moved()
    filters = choices.chosen()
    view = stop.part if stop.page == _page() else ""
    if stop.page == _page():
        choices.choose(view=view, present=stop.slide)
        return
    query = filters.with_choices(view=view, present=stop.slide).to_query()
    st.session_state[LEFT_FOR] = stop.page, query


def _leave() -> None:
    """Show the page as ever; the playlist is kept."""
    choices.moved()
    choices.choose(present="")
