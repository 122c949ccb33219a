"""A page with the map and every way Python can disturb it; driven by the tests.

Beside this file, ``static/map.json`` is the map file. Query parameters: ``fault`` =
``version``, ``length`` or ``absent`` gives the map figures that do not fit it;
``twice`` adds a second map.
"""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from cdp_metrics.ui.lsoa_map import Legend, lsoa_map

FILE = json.loads((Path(__file__).parent / "static/map.json").read_text("utf-8"))
CODES = FILE["areas"]["code"]
LEGEND = Legend(
    "Index, 100 = place",
    (
        ("2", "Over 150"),
        ("1", "75 to 150"),
        ("0", "Under 75"),
        ("h", "Class uncertain"),
        ("v", "Visitor area"),
        ("n", "No figure"),
        ("s", "Selected area <i>"),
    ),
)


def show(key: str, selected: str | None, shift: int) -> str | None:
    """Show one map; every class, mark and value moves on by ``shift`` areas."""
    fault = st.query_params.get("fault")
    n = len(CODES) - (fault == "length")
    return lsoa_map(
        key,
        url=f"app/static/{'absent' if fault == 'absent' else 'map'}.json",
        version="0" if fault == "version" else FILE["version"],
        classes="".join("012vn"[(i + shift) % 5] for i in range(n)),
        uncertain="".join("010"[(i + shift) % 3] for i in range(n)),
        values=[f"index {100 + i + shift}" for i in range(n)],
        selected=selected,
        label="Invented areas",
        legend=LEGEND,
        height=480,
        home="Whole place",
    )


def page() -> None:
    """Show the map between the controls that disturb it and the answers it gave."""
    found = st.selectbox("Find an area", CODES, index=None)
    shift = int(st.checkbox("Other figures"))
    if st.checkbox("Show the map", value=True):
        st.text(f"Chosen: {show('map', found, shift) or 'none'}")
    if "twice" in st.query_params:
        st.text(f"Also chosen: {show('other', None, 1) or 'none'}")
    for line in range(40):
        st.text(f"Line {line}")


def start() -> None:
    """Stand in the way: the map is behind a deep link."""
    st.text("Start")


st.set_page_config(layout="wide")
st.navigation(
    [
        st.Page(start, url_path="start", title="Start"),
        st.Page(page, url_path="asb_map", title="Map"),
    ]
).run()
