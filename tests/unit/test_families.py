"""Other families of crime as a page would get them, from the demonstration store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from cdp_metrics.answers.harm.families import families, family_areas
from cdp_metrics.warehouse.db import open_store


def test_families_and_their_areas(demo_store: Path) -> None:
    with closing(open_store(demo_store)) as store:
        held = {each.family: each for each in families(store)}
        assert list(held) == ["acquisitive", "damage", "violence"]
        assert held["violence"].categories == ("Violence and sexual offences",)
        for each in held.values():
            areas = family_areas(store, each)
            assert sum(area.reports for area in areas) == pytest.approx(each.reports)
            assert all(
                area.index_lower is None
                or area.index_upper is None
                or area.index_lower <= area.index_upper
                for area in areas
            )
            assert all(1 <= area.rank_lower <= area.rank_upper for area in areas)
