"""The grid of returns in words: state, shape, what is overdue, what to send."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.returned.receipts import Receipt, Sender, State
from cdp_metrics.catalogue.returns import Field, template
from cdp_metrics.ui.receipts_table import Offered, receipts_table, templates_table
from cdp_metrics.ui.views.returns import PERIODS, dictionary_rows, returns_view

MARAC, GRANTS = template("marac"), template("grants")


def month(number: int, state: State, versions: int = 1) -> Receipt:
    """Return a month of 2024."""
    start, end = date(2024, number, 1), date(2024, number, 28)
    came = state.startswith("received")
    return Receipt(
        start, end, end, date(2024, number + 1, 9) if came else None, versions, state
    )


SENDERS = (
    Sender(GRANTS, "", ()),
    Sender(MARAC, "Sends", (month(6, "due"), month(5, "received late", 2))),
    Sender(
        MARAC,
        "Owes <b>",
        tuple(month(n, "overdue") for n in (6, 5, 4, 3, 2)),
    ),
)


def test_what_is_overdue_comes_first_and_is_counted() -> None:
    view = returns_view(SENDERS)
    assert view.headline == "5 periods of 1 sender are overdue"
    assert view.subtitle == "2 senders of 1 return; 1 return that nobody sends"
    owes, sends = view.grid
    assert (owes.sender, len(owes.periods)) == ("Owes <b>", PERIODS)
    assert owes.more == "Overdue before them: 1 period"
    assert sends.more == ""
    june, may = sends.periods
    assert (june.period, june.stand, june.words) == ("Jun 2024", "grey", "Due")
    assert june.about == "by 28 June 2024"
    assert (may.stand, may.words) == ("amber", "Received late")
    assert may.about == "9 June 2024, version 2"


def test_nothing_overdue_says_so() -> None:
    assert returns_view(SENDERS[:2]).headline == "No return is overdue"


def test_every_template_is_offered_once_the_unsent_first() -> None:
    offered = returns_view(SENDERS).offered
    assert [(each.name, each.sent) for each in offered] == [
        ("grants.csv", "Nobody sends it yet"),
        ("marac.csv", ""),
    ]
    assert offered[1].text == "provider,period_start,cases,repeats\n"
    assert offered[1].when == "Every month, due 30 days after its end"


def test_the_grid_has_word_shape_and_colour_and_is_escaped() -> None:
    html = receipts_table("Sent & due", returns_view(SENDERS).grid)
    assert "Owes &lt;b&gt;" in html and "Sent &amp; due" in html
    assert html.count('<span class="tag red"><svg') == PERIODS
    assert html.count("Overdue</span>") == PERIODS
    assert html.count('role="row"') == 3


def test_an_empty_file_is_a_link_where_it_may_be_had() -> None:
    one = Offered("T", "", "S", "W", "g", "marac.csv", "provider,cases\n")
    html = templates_table("Files", [one])
    assert 'href="data:text/csv;charset=utf-8,provider%2Ccases%0A"' in html
    assert 'download="marac.csv">marac.csv</a>' in html
    none = Offered("T", "", "S", "W", "g", "marac.csv", "")
    assert "href" not in templates_table("Files", [none])


def test_the_dictionary_says_what_each_column_holds() -> None:
    rows = {row[0]: row for row in dictionary_rows(MARAC)}
    assert list(rows) == ["provider", "period_start", "cases", "repeats"]
    assert rows["repeats"][2] == (
        "whole number; may be blank; at most cases; under 5 is not shown"
    )
    assert all(isinstance(each, Field) for each in MARAC.columns)
    assert rows["period_start"][2:4] == ("YYYY-MM-DD or DD/MM/YYYY", "2024-04-01")
