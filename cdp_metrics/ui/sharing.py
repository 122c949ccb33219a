"""What a reader takes away: the page's address, and its figures as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.export import about_rows, with_rows, xlsx_file
from cdp_metrics.export.xlsx import MIME
from cdp_metrics.ui import access, cached, snapshots
from cdp_metrics.ui.choices import PAGE, chosen, said

__all__ = ["copy_link", "download"]

FIRST: Final = "overview"  # its address is that of the dashboard
_copy = st.components.v2.component(
    "cdp_copy_link",
    html='<div class="cdp copy"><button type="button">Copy link</button>'
    '<span role="status"></span></div>',
    js="\n" + Path(__file__).with_name("copy_link.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def copy_link() -> None:
    """Offer the whole address of the page, which opens it as it is now."""
    _copy(key="copy_link")


def download(
    content: Callable[[], bytes], name: str, source: Sequence[str] = ()
) -> None:
    """Offer figures as CSV and Excel, made when asked for, to those who may download.

    Parameters
    ----------
    content
        What makes the CSV file.
    name
        Its name, which ends with ``.csv``.
    source
        The page's lines on source, method and caveats, which the files repeat.
    """
    if not access.may("download"):
        return
    name = snapshots.file_name(name)
    # read now: a file is made later, outside the run and its dictionary
    about = about_rows(
        said(),
        cached.today(),
        snapshots.build_words(),
        source,
        link=_address(),
        demo=cached.info()["demonstration"],
    )

    dictionary = cached.store().dictionary

    def filed() -> bytes:
        with reading_by(dictionary):
            return with_rows(content(), about)

    def excel() -> bytes:
        return xlsx_file(filed())

    with st.container(key="downloads", horizontal=True, width="content"):
        for label, make, file, mime in (
            ("Download CSV", filed, name, "text/csv"),
            ("Download Excel", excel, f"{name.removesuffix('.csv')}.xlsx", MIME),
        ):
            st.download_button(
                label,
                make,
                file_name=file,
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
            )


def _address() -> str:
    """Return page and query as they stand: ``/trends?measure=burglary``."""
    page = Path(st.session_state.get(PAGE, "")).stem
    path = "/" if page == FIRST else f"/{page}"
    return "?".join(filter(None, (path, urlencode(chosen().to_query()))))
