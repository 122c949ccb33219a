"""Present mode: what is gathered of a page, where steps lead, what a slide says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.filters import LAST_SLIDE, Filters
from cdp_metrics.ui.stage import Message, Stage, gathering, now
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.present.rows import of_measure
from cdp_metrics.ui.views.present.slide import slide_foot, slide_head
from cdp_metrics.ui.views.present.steps import Stop, order, steps

ROW = Measure("Robbery", "642", "Year to Dec 2025", Move("level", "Level"), age="new")


def stage() -> Stage:
    return Stage(of_measure)


def told(held: Stage) -> list[Message]:
    return [each if isinstance(each, Message) else each() for each in held.done()]


def chart() -> None:
    """Show nothing: only which message holds it matters."""


def test_a_headline_and_its_chart_are_one_message() -> None:
    held = stage()
    held.say("ASB fell 8%", "Wrenminster")
    held.draw(chart)
    held.table()
    (message,) = told(held)
    assert (message.title, message.subtitle) == ("ASB fell 8%", "Wrenminster")
    assert message.show is chart


def test_a_second_chart_is_a_second_message_of_the_same_headline() -> None:
    held = stage()
    held.say("ASB fell 8%", "")
    held.draw(chart)
    held.draw(chart)
    assert [each.title for each in told(held)] == ["ASB fell 8%"] * 2


def test_a_chart_under_a_table_belongs_to_the_first_headline() -> None:
    held = stage()
    held.say("Fosse: 300 reports", "year to Dec 2025")
    held.table()
    held.say("What changed?", "")
    held.table()
    held.draw(chart)
    (message,) = told(held)  # the heading of a table says nothing by itself
    assert message.title == "Fosse: 300 reports"
    assert message.show is chart


def test_statuses_go_to_the_next_headline_only() -> None:
    held = stage()
    held.rate("Red: above the path.", [("ASB", "red", "Red: off track")])
    held.say("About 8,700 expected", "ASB")
    held.draw(chart)
    held.say("And then", "more")
    first, second = told(held)
    assert first.subtitle == "Red: above the path. ASB"
    assert first.tags == [("ASB", "red", "Red: off track")]
    assert second.tags == ()


def test_a_sentence_without_a_headline_is_a_message() -> None:
    held = stage()
    held.rate("Two of four are on track.", ())
    (message,) = told(held)
    assert message.title == "Two of four are on track."


def test_the_first_reason_why_there_is_no_answer_stands() -> None:
    held = stage()
    held.say("Survey", "")
    held.lack("missing", "no return", "send one.")
    held.lack("too_little", "three answers", "")
    (message,) = told(held)
    assert message.absent == ("missing", "no return", "send one.")


def test_rows_that_lead_to_a_chart_are_messages_and_others_a_table() -> None:
    held = stage()
    held.say("The plan", "")
    held.rows([ROW, replace(ROW, name="Burglary", go="trends?measure=burglary")])
    assert [each.title for each in told(held)] == ["Burglary"]
    held = stage()
    held.say("Each line", "")
    held.rows([ROW])
    assert [each.title for each in told(held)] == ["Each line"]


def test_a_row_says_its_finding_and_its_status() -> None:
    message = of_measure(
        replace(
            ROW,
            words="36 fewer crimes than in the year before.",
            stand="amber",
            stand_words="Amber: at risk",
            rule="Amber: 5.4% above the path",
        )
    )
    assert message.title == "Robbery: 36 fewer crimes than in the year before."
    assert message.subtitle == "642, year to Dec 2025, new. Amber: 5.4% above the path."
    assert message.tags == [("", "amber", "Amber: at risk")]


def test_nothing_is_gathered_outside_a_stage() -> None:
    held = stage()
    assert now() is None
    with gathering(held):
        assert now() is held
    assert now() is None


PAGES = ("overview", "trends", "targets")


@pytest.mark.parametrize(
    ("here", "slides", "parts", "before", "after"),
    [
        (Stop("overview", "", "1"), 3, (), None, Stop("overview", "", "2")),
        (Stop("overview", "", "3"), 3, (), Stop("overview", "", "2"),
         Stop("trends", "", "1")),
        (Stop("trends", "", "1"), 1, (), Stop("overview", "", LAST_SLIDE),
         Stop("targets", "", "1")),
        (Stop("trends", "a", "1"), 1, ("a", "b"), Stop("overview", "", LAST_SLIDE),
         Stop("trends", "b", "1")),
        (Stop("targets", "b", "1"), 1, ("a", "b"), Stop("targets", "a", LAST_SLIDE),
         None),
        (Stop("data", "", "1"), 0, (), None, Stop("overview", "", "1")),
    ],
)  # fmt: skip
def test_steps_go_through_slides_then_parts_then_pages(
    here: Stop,
    slides: int,
    parts: tuple[str, ...],
    before: Stop | None,
    after: Stop | None,
) -> None:
    assert steps(here, slides, parts, PAGES) == (before, after)


@given(st.integers(1, 6), st.lists(st.sampled_from("abcd"), unique=True))
def test_forward_and_back_is_where_one_was(slides: int, parts: list[str]) -> None:
    here = Stop("trends", parts[0] if parts else "", "1")
    seen = [here]
    while (after := steps(seen[-1], slides, parts, ())[1]) is not None:
        back = steps(after, slides, parts, ())[0]
        assert back is not None
        assert back.part == seen[-1].part
        assert back.slide in (seen[-1].slide, LAST_SLIDE)
        seen.append(after)
    assert len(seen) == slides * max(len(parts), 1)


def test_a_page_outside_the_playlist_comes_first() -> None:
    assert order("data", PAGES) == ("data", *PAGES)
    assert order("trends", PAGES) == PAGES
    assert order("trends", ()) == ("trends",)


def test_a_slide_escapes_what_it_shows_and_says_its_status_in_words() -> None:
    message = Message(
        "<b>ASB</b>", "R & D", [("", "red", "Red: off track")], show=chart
    )
    head = slide_head(message)
    assert "&lt;b&gt;ASB" in head
    assert "R &amp; D" in head
    assert "Red: off track</span>" in head
    assert "<svg" in head


def test_what_is_drawn_in_part_says_what_is_missing() -> None:
    absent = ("too_little", "two of four places", "")
    assert "two of four places" in slide_head(
        Message("Rates", show=chart, absent=absent)
    )
    assert "two of four places" not in slide_head(Message("Rates", absent=absent))


def test_the_foot_names_the_source_of_the_message_or_of_the_page() -> None:
    source = ("**Method:** sums.", "**Source:** Home Office.")
    foot = slide_foot(Message("a"), source, ("**Wrenminster**", "", "build 12"))
    assert foot == (
        '<p class="slide-foot"><b>Source:</b> Home Office · <b>Wrenminster</b> · '
        "build 12</p>"
    )
    assert "the council" in slide_foot(Message("a", source="the council."), source, ())


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1000", "first", "٣", "01"])
def test_a_slide_that_cannot_be_is_none(text: str) -> None:
    assert Filters.from_query({"present": text}).present == ""
    assert Filters.misread({"present": text}) == {"present"}


def test_slide_and_playlist_go_into_the_link_and_come_back() -> None:
    filters = Filters(present="7", playlist=("overview", "asb_map"), snapshot="board-1")
    query = {"present": "7", "playlist": "overview,asb_map", "snapshot": "board-1"}
    assert filters.to_query() == query
    assert Filters.from_query(query) == filters
    assert Filters.from_query({"present": LAST_SLIDE}).present == LAST_SLIDE
    torn = {"playlist": "trends,../x,trends"}
    assert Filters.from_query(torn).playlist == ("trends",)
    assert Filters.misread(torn) == {"playlist"}


def test_a_note_stands_with_what_it_is_about() -> None:
    held = stage()
    held.remark("Before anything is said.")
    held.say("ASB fell 8%", "")
    held.draw(chart)
    held.remark("The form <opened> in April. A. Analyst.")
    held.say("Burglary rose", "")
    held.draw(chart)
    held.table()
    first, second = told(held)
    assert (first.note, second.note) == ("The form <opened> in April. A. Analyst.", "")
    foot = slide_foot(first, (), ())
    assert foot.startswith(
        '<p class="slide-note"><b>Note:</b> The form &lt;opened&gt; in April. '
    )
    assert "slide-note" not in slide_foot(second, (), ())


def test_a_note_under_a_table_is_of_the_first_headline() -> None:
    held = stage()
    held.say("ASB fell 8%", "")
    held.draw(chart)
    held.table()
    held.remark("The form opened in April.")
    (message,) = told(held)
    assert message.note == "The form opened in April."
