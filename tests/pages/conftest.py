"""What the tests of the pages share: stores that they open are closed again."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import streamlit as st

from cdp_metrics.ui import kept


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    """Close the stores that the pages opened: other tests open the same files."""
    yield
    st.cache_resource.clear()
    time.sleep(kept.HOLD_SECONDS)  # until then the pages hold the last one
