"""The only rooms that know Streamlit: frame, filters, blocks, the map and its page."""

from __future__ import annotations

__all__: list[str] = []
