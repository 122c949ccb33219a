"""Plotly figures on the screen, on a page or filling the screen of a slide."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from cdp_metrics.ui import stage

__all__ = ["chart", "large_chart"]


def chart(figure: Mapping[str, Any], alt: str, key: str) -> None:
    """Show a Plotly figure with its text alternative.

    Parameters
    ----------
    figure
        Plain data from `cdp_metrics.charts`; its template is ours, so
        Streamlit's theme stays out.
    alt
        What the chart shows, in words.
    key
        Unique on the page.
    """
    if held := stage.now():
        held.draw(partial(large_chart, figure, alt, key))
        return
    st.plotly_chart(
        _Drawn(figure), theme=None, key=key, alt=alt, config={"displayModeBar": False}
    )


def large_chart(figure: Mapping[str, Any], alt: str, key: str) -> None:
    """Show a Plotly figure that fills what the screen has left; see `chart`.

    One with a height of its own, as on a phone, keeps it, and the slide scrolls.
    """
    config = {"displayModeBar": False, "staticPlot": True}
    tall: Literal["content", "stretch"] = (
        "content" if "height" in figure["layout"] else "stretch"
    )
    st.plotly_chart(
        _Drawn(figure), theme=None, height=tall, key=key, alt=alt, config=config
    )


class _Drawn(go.Figure):  # type: ignore[misc]
    """A figure that is plain data already, so that Plotly need not validate it again.

    Handed a mapping, Streamlit has Plotly build and copy a figure of it at every run,
    a quarter of what a click on Trends costs. The tests validate every figure instead.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self._figure = dict(figure)

    def to_dict(self) -> dict[str, Any]:
        """Return the data as given."""
        return self._figure
