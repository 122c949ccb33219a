"""The map of small areas: an SVG drawn in the browser, selected by click or key.

The browser fetches the shapes once, from the file that `warehouse.geometry` writes;
a rerun sends one class an area, and the words read out for it. The decisions behind
it are in ``docs/decisions/map-component.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import (
    get_bidi_component_manager,
)
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from cdp_metrics.ui import stage

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Legend", "lsoa_map"]

Swatch = str
"""One of `CLASSES`, or a mark: ``h``, ``d``, ``o`` or ``s``."""
CLASSES: Final = "0123vnABCDEFGHI"
PRESENTED: Final = 2160  # pixels at most; the screen has fewer

_HERE = Path(__file__).parent
_LOCK = Lock()
_NAME = "cdp_metrics.lsoa_map"
_MANIFEST = ComponentManifest(
    name="cdp_metrics",
    version="1",
    components=[ComponentConfig(name="lsoa_map", asset_dir=_HERE.name)],
)
# The stylesheet turns it visible: shapes without their colours would flash black.
_HTML = '<div class="lsoa-map" style="visibility:hidden"></div>'


@dataclass(frozen=True)
class Legend:
    """The legend beside the map, and the words read out for each area.

    Parameters
    ----------
    title
        What the classes measure, with its unit.
    items
        Swatch and words, in the order shown. Swatches: ``0`` to ``3`` the classes
        from low to high, ``A`` to ``I`` nine classes of two things (three rows from
        low to high), ``v`` visitor area, ``n`` no figure; marks on a class: ``h``
        hatched (class uncertain), ``d`` dotted, ``o`` outlined, ``s`` selected.
    """

    title: str
    items: tuple[tuple[Swatch, str], ...]


@dataclass(frozen=True)
class Choice:
    """Which area is selected, and what has been heard so far.

    Parameters
    ----------
    given
        The ``selected`` argument of the last run.
    heard
        Time stamp of the last selection made on the map, in the browser's
        milliseconds; None before the first.
    code
        The selected area; None when nothing is selected.
    """

    given: str | None = None
    heard: float | None = None
    code: str | None = None

    def settle(self, given: str | None, report: Mapping[str, Any] | None) -> Choice:
        """Return the choice after one more run: whichever side changed wins.

        Parameters
        ----------
        given
            The ``selected`` argument of this run.
        report
            ``code`` and ``at`` as the browser last reported them.

        Returns
        -------
        Choice
            A changed argument wins, then a new report, then what was selected.
        """
        report = report or {}
        heard, code = report.get("at", self.heard), self.code
        if given != self.given:
            code = given
        elif heard != self.heard:
            code = report.get("code")
        return Choice(given, heard, code)


def lsoa_map(
    key: str,
    *,
    url: str,
    version: str,
    classes: str,
    uncertain: str,
    values: Sequence[str],
    selected: str | None,
    label: str,
    legend: Legend,
    dotted: str = "",
    outlined: str = "",
    outside: Swatch = "",
    height: int = 560,
    home: str = "Whole area",
    on_select: Callable[[str | None], None] | None = None,
) -> str | None:
    """Show the map and return the code of the selected area.

    Parameters
    ----------
    key
        Name of this map, unique on the page; zoom and selection belong to it.
    url
        Where the map file is, relative to the app: ``app/static/...``.
    version
        `warehouse.geometry.geometry_version` of that file.
    classes
        One character an area, in the file's order (sorted by code): a class of
        `Legend`.
    uncertain
        One character an area: ``1`` where the class is uncertain, else ``0``.
    values
        One short plain text an area, shown on hover and read out.
    selected
        Code of the area to select. It is obeyed whenever it differs from the run
        before; while it stays the same, the map's own selection stands.
    label
        Name of the map for those who cannot see it.
    legend
        Title, swatches and words.
    dotted, outlined
        As `uncertain`: ``1`` where the area bears dots or an outline; "" for none.
    outside
        A class whose areas are neighbours only: the map shows the others, and these
        where they lie beside them; none of them can be selected. "" for none.
    height
        Height of the map in pixels, at most three quarters of the window.
    home
        Words on the button that shows everything.
    on_select
        Told the code that the reader selected, None for none, before the page runs
        again; so a page that holds the choice need not run twice.

    Returns
    -------
    str or None
        Code of the selected area, None when none is. It comes from the browser:
        look it up, do not trust it.

    Raises
    ------
    ValueError
        The texts are not equally long, hold an unknown character, or ``url``
        would leave the app.
    """

    def heard() -> None:
        report = _report(key)
        if on_select and report:
            on_select(report.get("code"))

    _check(url, classes, (uncertain, dotted, outlined), values)
    if held := stage.now():
        held.draw(
            partial(
                lsoa_map, key, url=url, version=version, classes=classes,
                uncertain=uncertain, values=values, selected=selected, label=label,
                legend=legend, dotted=dotted, outlined=outlined, outside=outside,
                height=PRESENTED, home=home, on_select=on_select,
            )
        )  # fmt: skip
        return selected
    memory = f"_{key}_choice"
    before = st.session_state.get(memory, Choice())
    choice: Choice = before.settle(selected, _report(key))
    st.session_state[memory] = choice
    _register_assets()
    _component()(
        key=key,
        data={
            "id": key,
            "url": url,
            "version": version,
            "classes": classes,
            "uncertain": uncertain,
            "dotted": dotted,
            "outlined": outlined,
            "outside": outside,
            "values": [
                words
                for kind, words in zip(classes, values, strict=True)
                if kind != outside
            ],
            "selected": choice.code,
            "heard": choice.heard,
            "label": label,
            "legend": {"title": legend.title, "items": legend.items},
            "height": height,
            "home": home,
        },
        on_selected_change=heard,
    )
    return choice.code


def _check(
    url: str, classes: str, marks: tuple[str, str, str], values: Sequence[str]
) -> None:
    """Refuse what could not be drawn, or would be drawn on the wrong areas."""
    if "//" in url or url.startswith("/"):
        raise ValueError(f"the map file must be relative to the app, not {url}")
    uncertain, *others = marks
    if not len(classes) == len(uncertain) == len(values) or any(
        len(each) not in (0, len(classes)) for each in others
    ):
        raise ValueError(
            f"{len(classes)} classes, {len(uncertain)} marks and {len(values)} values"
        )
    if set(classes) - set(CLASSES) or set("".join(marks)) - set("01"):
        raise ValueError(f"classes are among {CLASSES}; marks are 0 or 1")


def _report(key: str) -> Mapping[str, Any] | None:
    """Return what the browser last said was selected; None if nothing usable."""
    report = (st.session_state.get(key) or {}).get("selected")
    if not isinstance(report, Mapping):
        return None
    code, at = report.get("code"), report.get("at")
    usable = isinstance(at, int | float) and (code is None or isinstance(code, str))
    return report if usable else None


def _register_assets() -> None:
    """Tell Streamlit where the script and the stylesheet are, once a server.

    Streamlit reads this from the metadata of an installed package. Registering the
    same manifest ourselves lets a plain checkout send the script by address, instead
    of inside every message.
    """
    manager = get_bidi_component_manager()
    with _LOCK:  # a second registration would blank the map of the session between
        if manager.get_component_asset_root(_NAME) is None:
            manager.register_from_manifest(_MANIFEST, package_root=_HERE.parent)


@cache
def _component() -> ComponentRenderer:
    """Return Streamlit's renderer for the map."""
    return st.components.v2.component(
        _NAME, html=_HTML, css="lsoa_map.css", js="lsoa_map.js", isolate_styles=False
    )
