"""Present mode on every page: what is presented is what the page and the pack say."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui import cached, cached_pack, cached_present
from tests.pages.test_sharing import NAMES, Opens
from tests.pages.test_sharing import opens as opens


def blocks(app: AppTest) -> str:
    """Return the HTML of every block with shapes."""
    found: list[dict[str, Any]] = [
        json.loads(each.proto.json or "null") or {}
        for each in app.get("bidi_component")
    ]
    return "".join(str(each.get("html", "")) for each in found)


def title(app: AppTest) -> str:
    (found,) = re.findall(r"<h1 class=\"slide-title[^>]*>(.*?)</h1>", blocks(app))
    return unescape(found)


def drawn(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


def pressed(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    return button.click().run()


@pytest.mark.parametrize("page", NAMES)
def test_every_page_can_be_presented(opens: Opens, page: str) -> None:
    app = pressed(opens(page), "Present")
    assert title(app)
    assert "slide-foot" in blocks(app)
    assert dict(app.query_params)["present"] in ("1", ["1"])
    assert len(drawn(app)) <= 1  # one chart a screen
    bodies = "".join(each.proto.body for each in app.get("html"))
    assert "<table" not in bodies + blocks(app)
    back = pressed(app, "Leave")
    assert "present" not in dict(back.query_params)


def test_the_plan_is_presented_as_the_pack_prints_it(opens: Opens) -> None:
    assert title(opens("overview", present="1"))  # opens the store
    slides = [
        each for each in cached_pack.deck(cached.today(), "").slides if each.stand
    ]
    seen = [opens("overview", present=f"{at + 1}") for at in range(len(slides))]
    assert [title(app) for app in seen] == [each.title for each in slides]
    for app, slide in zip(seen, slides, strict=True):
        assert f"{slide.stand_words}</span>" in blocks(app)
        assert (len(drawn(app)) == 1) == (slide.body is not None)


def test_a_slide_shows_the_headline_of_its_page(opens: Opens) -> None:
    page = opens("trends", measure="burglary")
    slide = opens("trends", measure="burglary", present="1")
    said = "".join(each.proto.body for each in page.get("html"))
    assert title(slide) in unescape(said)
    assert dict(slide.query_params)["measure"] in ("burglary", ["burglary"])


def test_a_slide_that_is_not_held_is_said_and_the_last_shown(opens: Opens) -> None:
    app = opens("trends", present="44", playlist="nowhere,trends")
    bodies = "".join(each.proto.body for each in app.get("html"))
    assert "The link names a slide that is not held here; the last slide" in bodies
    assert "The link names a page of a playlist that is not held here" in bodies
    assert dict(app.query_params)["present"] in ("1", ["1"])
    assert dict(app.query_params)["playlist"] in ("trends", ["trends"])


def test_the_overview_begins_a_playlist(opens: Opens) -> None:
    app = pressed(opens("overview"), "Present")
    held = dict(app.query_params)["playlist"]
    assert held in ("overview,comparison,asb_map", ["overview,comparison,asb_map"])


def test_a_slide_that_cannot_be_made_says_what_is_wrong(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise SourceMissing("no counts are held. What to do: load the street files")

    assert title(opens("overview", present="1")) != "This slide cannot be shown"
    monkeypatch.setattr(cached_present, "measure_slide", broken)
    app = opens("overview", present="1")
    assert title(app) == "This slide cannot be shown"
    said = "".join(each.proto.body for each in app.get("html"))
    assert "No counts are held" in said and "Load the street files." in said
    labels = {each.label: each for each in app.button}
    assert not labels["Next"].disabled and not labels["Leave"].disabled
    assert "slide-foot" in blocks(app)
