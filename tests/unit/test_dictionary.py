"""The dictionary: what is held of each entry, and how the page lists it."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics import answers
from cdp_metrics.answers.about.dictionary import Dictionary, Entry, Span, group_of
from cdp_metrics.catalogue import indicators
from cdp_metrics.filters import Filters
from cdp_metrics.ui.listing import Item, facts, listing
from cdp_metrics.ui.views.indicators.view import (
    COLUMNS,
    IndicatorsView,
    indicators_view,
)
from cdp_metrics.warehouse.db import open_store
from tests.builders import build_place, police_zip, row, write_place

TODAY = date(2025, 6, 1)


def entry(indicator_id: str, **changes: object) -> Entry:
    """Return an entry with three months held, up to date."""
    values: dict[str, object] = {
        "first": date(2025, 1, 1),
        "last": date(2025, 3, 31),
        "periods": 3,
        "areas": 1,
        "completeness": 1.0,
        "due": date(2025, 6, 14),
        "state": "current",
        "next_release": None,
        "history": (),
    }
    return Entry(indicator_id, **(values | changes))  # type: ignore[arg-type]


NOTHING = {
    "first": None, "last": None, "periods": 0, "areas": 0, "completeness": None,
    "due": None,
}  # fmt: skip
FOUND = Dictionary(
    (
        entry("asb_incidents"),
        entry("burglary", state="stale", due=date(2025, 5, 1)),
        entry("hate_crime", **NOTHING, state="none"),
        entry(
            "completions_opiate", **NOTHING, state="embargoed",
            next_release=date(2099, 1, 1),
        ),
        entry(
            "hate_repeat_share",
            history=(
                Span(
                    1, "partner_return", date(2025, 1, 1), date(2025, 1, 31), 1, 1
                ),
                Span(2, "partner_return", date(2025, 2, 1), date(2025, 3, 31), 2, 0),
            ),
        ),
    )
)  # fmt: skip


def view(**choices: str) -> IndicatorsView:
    """Return the page as it lists what is asked for."""
    filters = Filters(**choices)  # type: ignore[arg-type]
    return indicators_view(FOUND, filters, "Alderton", TODAY, demo=False)


def names(**choices: str) -> list[str]:
    """Return the names that are listed."""
    return [item.name for item in view(**choices).items]


def test_every_entry_of_the_catalogue_has_a_family() -> None:
    found = {group_of(each) for each in indicators().values()}
    assert found == {"recorded", "force", "treatment", "returns", "published"}


def test_the_headline_counts_what_is_held_and_what_is_late() -> None:
    assert view().headline == "5 measures: 3 with data, 1 of them out of date"
    assert view(find="burglary").headline == "1 of 5 measures"
    assert view(find="tarot").items == ()


@pytest.mark.parametrize(
    ("choices", "listed"),
    [
        ({"find": "BURGLARY"}, ["Burglary"]),
        ({"find": "trespasser steal"}, ["Burglary"]),  # of its definition
        ({"find": "data.police.uk"}, ["Anti-social behaviour incidents", "Burglary"]),
        ({"find": "substance"}, ["Successful completion of treatment, opiates"]),
        ({"held": "stale"}, ["Burglary"]),
        (
            {"held": "none"},
            ["Hate crime", "Successful completion of treatment, opiates"],
        ),
        (
            {"group": "recorded", "held": "data"},
            ["Anti-social behaviour incidents", "Burglary"],
        ),
        ({"group": "force"}, []),
    ],
)
def test_words_family_and_state_narrow_the_list(
    choices: dict[str, str], listed: list[str]
) -> None:
    assert names(**choices) == listed


def test_a_filter_that_is_none_narrows_nothing() -> None:
    assert len(names(group="tarot", held="tarot")) == 5


def test_a_row_says_how_far_it_reaches_and_when_the_next_is_due() -> None:
    asb, burglary, hate, opiate, _ = view().items
    assert asb.cells[2] == ("Jan 2025 to Mar 2025", "3 periods, 100%")
    assert asb.cells[3] == ("Up to date", "8 weeks old; next due by 14 June 2025")
    assert burglary.cells[3] == ("Out of date", "8 weeks old; was due by 1 May 2025")
    assert hate.cells[2:] == (("–", ""), ("Not received yet", ""))
    assert opiate.cells[3] == ("Embargoed", "until 1 January 2099")
    assert {len(item.cells) for item in view().items} == {len(COLUMNS) - 1}


def test_a_link_opens_the_card_and_keeps_the_other_choices() -> None:
    (item,) = view(find="burglary", area="E05000001").items
    assert item.go == "indicators?area=E05000001&indicator=burglary&find=burglary"
    card = view(find="burglary", indicator="burglary").card
    assert "Entering a building as a trespasser" in card
    assert 'href="trends?measure=burglary" data-go="">' in card
    assert 'href="indicators?find=burglary" data-go="">' in card  # closes it
    assert "Open Government Licence v3.0" in card
    assert "about 60 days after" in card


def test_a_card_tells_the_versions_and_that_they_are_not_compared() -> None:
    card = view(indicator="hate_repeat_share").card
    assert "Version 1, Returns of the partners: Jan 2025, 1 period, 1 revised" in card
    assert "Version 2, Returns of the partners: Feb 2025 to Mar 2025, 2 periods" in card
    assert "The definition changed" in card
    assert "The definition changed" not in view(indicator="burglary").card
    assert (
        "treatment?treatment=completions_opiate"
        in view(indicator="completions_opiate").card
    )


def test_an_entry_that_does_not_exist_is_said_in_words() -> None:
    said = view(indicator="tarot")
    assert (said.card, said.unknown) == ("", "There is no indicator “tarot”")
    assert view().unknown == ""


def test_the_download_is_what_is_listed_with_its_state() -> None:
    content = view().csv()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    at = rows.index([])
    named = [dict(zip(rows[at + 1], each, strict=True)) for each in rows[at + 2 :]]
    assert [each["id"] for each in named] == [e.indicator_id for e in FOUND.entries]
    assert named[1]["state"] == "stale" and named[1]["next_due"] == "2025-05-01"
    assert (named[2]["periods_held"], named[2]["completeness_percent"]) == ("0", "")
    assert named[3]["embargoed_until"] == "2099-01-01"
    found = view(find="burglary").csv().decode("utf-8-sig").splitlines()
    assert found[-1].startswith("burglary,") and found[-2].startswith("id,")


def test_a_list_escapes_what_it_is_given_and_wants_every_cell() -> None:
    html = listing("<b>", ("A", "B"), [Item("<i>", "", "trends", (("<u>", "x"),))])
    assert "<i>" not in html and "<u>" not in html
    assert "--h2:&#x27;B&#x27;" in html and 'href="trends" data-go="">' in html
    with pytest.raises(ValueError, match="one cell a column"):
        listing("c", ("A", "B"), [Item("a", "", "", ())])
    card = facts("<i>", "", [("Head", "**bold** <u>"), ("Empty", "")])
    assert "<dd><b>bold</b> &lt;u&gt;</dd>" in card and "Empty" not in card


HEADING = (
    "indicator,area_code,period_start,period_end,numerator,denominator,value,lower,"
    "upper,n_eff,bound,status,release_on,definition_version"
)


def test_a_store_says_what_is_held_by_which_definition(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    police_zip(
        tmp_path / "police" / "street.zip",
        {"2025-01": [row("ASB", "E01000001", month="2025-01")]},
    )
    share = "hate_repeat_share,E22000901"
    lines = [
        f"{share},2025-01-01,2025-01-31,10,50,,,,,,validated,,1",
        f"{share},2025-02-01,2025-02-28,12,50,,,,,,validated,,2",
        f"{share},2025-03-01,2025-03-31,13,50,,,,,,validated,2099-01-01,2",
        "completions_all,E22000901,2024-01-01,2024-12-31,5,50,,,,,,validated,2099-01-01,",
    ]
    text = "\n".join((HEADING, *lines)) + "\n"
    (tmp_path / "place" / "return.csv").write_text(text, encoding="utf-8")
    build_place(tmp_path)
    with closing(open_store(tmp_path / "store")) as store:
        found = answers.dictionary(store, date(2025, 4, 1))
        late = answers.dictionary(store, date(2025, 12, 1))
    assert [each.indicator_id for each in found.entries] == list(indicators())
    held = found.entry("hate_repeat_share")
    assert held is not None and held.redefined and held.state == "current"
    assert (held.first, held.last) == (date(2025, 1, 1), date(2025, 2, 28))
    # the end of March and 45 days
    assert held.due == date(2025, 5, 15)
    assert held.next_release == date(2099, 1, 1)
    assert [(span.version, span.periods, span.revised) for span in held.history] == [
        (1, 1, 0),
        (2, 1, 0),
    ]
    stale = late.entry("hate_repeat_share")
    assert stale is not None and stale.state == "stale"
    hidden = found.entry("completions_all")
    assert hidden is not None and (hidden.state, hidden.periods) == ("embargoed", 0)
    street = found.entry("asb_incidents")
    assert street is not None and (street.periods, street.history) == (1, ())
    assert found.entry("tarot") is None
    assert found.count("none") > 20
