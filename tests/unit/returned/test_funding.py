"""Ledgers: their lines against their totals, conditions, and the cost of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.funding import Funding, funding
from cdp_metrics.ui.views.funding import rows, view, words
from cdp_metrics.warehouse.db import open_store
from tests.stores import printed_store, store_of

HEAD = (
    "provider,period_start,funder,initiative,amount,conditional_until,output,"
    "output_count,stated_total"
)
LINES = (
    "Finance,2022-04-01,Several,not itemised,500,,,,500",
    "Finance,2023-04-01,Home Office,Gates,800,2023-12-31,Gates built,10,1000",
    "Finance,2023-04-01,Home Office,Lights,200,,Lights hung,0,1000",
    "Finance,2024-04-01,Home Office,Gates,900,2025-06-30,Gates built,20,2450",
    "Finance,2024-04-01,Council,Gates,100,,Gates mended,4,2450",
    "Finance,2024-04-01,Council,Refuge,600,,Nights,300,2450",
    "Finance,2024-04-01,Trust,Shelter,400,,nights,200,2450",
    "Finance,2024-04-01,Trust,Mentors,350,,Mentored,3,2450",
    "Finance,2024-04-01,Trust,Lamps,50.50,,Lamps,100,2450",
    "Finance,2024-04-01,Trust,Radio,,,,,2450",
)
DAY = date(2025, 5, 1)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Funding:
    folder = tmp_path_factory.mktemp("funding")
    (folder / "police").mkdir()
    text = "\n".join([HEAD, *LINES]) + "\n"
    (folder / "police" / "grants.csv").write_text(text, "utf-8")
    return funding(open_store(store_of(folder, 16)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Funding:
    return funding(open_store(printed_store(tmp_path_factory.mktemp("printed"))))


def test_the_printed_ledgers_are_checked_line_by_line(printed: Funding) -> None:
    # Briefing pack, August 2012, "Our resources": 8,763,655 of which seven lines are
    # named. Update of the Board, 2019, 14: six lines. Strategic Resources Meeting,
    # 19 May 2021: nine lines.
    found = {
        ledger.period: (ledger.stated, ledger.summed, len(ledger.grants))
        for ledger in printed.printed
    }
    assert found == {
        "2012/13": (8_763_655, 8_422_360, 7),
        "2019-2020": (625_118, 625_118, 6),
        "2020/21": (747_660, 747_660, 9),
    }
    assert [words.check(each) for each in printed.printed] == [
        "£341,295 not itemised",
        "Lines add up to the total",
        "Lines add up to the total",
    ]
    assert words.printed_answer(printed) == (
        "2 of 3 printed ledgers add up, line by line"
    )


def test_printed_lines_carry_source_and_condition(printed: Funding) -> None:
    told = {each[0]: each for each in rows.printed_rows(printed)}
    assert told["CJ Substance Misuse Services"][1] == "£293,876"
    assert told["Not itemised"][1] == "£341,295"
    youth = told["Youth Crime Reduction"]
    assert youth[1:3] == ("£109,000", "Confirmed for six months pending review")
    assert printed.printed[1].source == (
        "Safer Nottinghamshire Board update, report to the Policy Committee, 2019, "
        "paragraph 14"
    )
    # spending is no line of the income, and is added to nothing
    assert told["Drug treatment services"][3] == "In no ledger, 2012/13"


def test_without_a_return_the_printed_ledgers_open_with_what_to_send(
    printed: Funding,
) -> None:
    assert list(view.parts(printed)) == ["published"]
    part = view.part_of(printed, "published", "Alderton", DAY, demo=False)
    assert part.state is not None
    assert "data/templates/grants.csv" in part.state[2]
    assert len(part.rows) > 20


def test_a_year_is_checked_against_its_total(sent: Funding) -> None:
    assert [(each.period, words.check(each)) for each in sent.sent] == [
        ("2022/23", "£500 not itemised"),
        ("2023/24", "Lines add up to the total"),
        ("2024/25", "Not checked: an amount is not stated"),
    ]
    assert [each.unnamed for each in sent.sent] == [500, 0, 0]
    # total less the lines that are counted beside it is what is not itemised
    assert [row[1:4] for row in rows.year_rows(sent)][-1] == ("£500", "£0", "0")
    assert sent.sent[2].summed is None and sent.sent[2].whole == 2450


def test_only_what_may_still_be_lost_is_called_conditional(sent: Funding) -> None:
    assert [each.conditional(DAY) for each in sent.sent] == [0, 0, 900]
    assert sent.sent[2].conditional(date(2025, 6, 30)) == 900
    assert sent.sent[2].conditional(date(2025, 7, 1)) == 0
    assert words.answer(sent, DAY) == (
        "£2,450 in 2024/25 from 3 funders, £900 of it conditional"
    )
    told = [row[4] for row in rows.line_rows(sent, DAY)]
    assert told[0] == "Conditional until 30 June 2025"
    assert "Was conditional until 31 December 2023" in told


def test_the_cost_of_one_is_shown_only_where_one_grant_paid_one_output(
    sent: Funding,
) -> None:
    why = {
        (grant.initiative, grant.funder): grant.why or grant.each
        for grant in sent.sent[2].grants
    }
    assert why == {
        ("Gates", "Home Office"): "several grants pay for it",
        ("Gates", "Council"): "several grants pay for it",
        ("Refuge", "Council"): "several grants name this output",
        ("Shelter", "Trust"): "several grants name this output",
        ("Mentors", "Trust"): "its output is hidden",
        ("Lamps", "Trust"): 0.505,
        ("Radio", "Trust"): "no output was named",
    }
    gates, lights = sent.sent[1].grants
    assert (gates.each, lights.each, lights.why) == (80.0, None, "none of it came")


def test_a_small_output_stays_hidden_in_table_and_file(sent: Funding) -> None:
    told = {row[0]: row for row in rows.output_rows(sent)}
    assert told["Mentors"][4] == "Fewer than 5"
    file = rows.funding_csv(sent, "Alderton", DAY, demo=False).decode("utf-8-sig")
    (line,) = (each for each in file.splitlines() if ",Mentors," in each)
    assert ",Mentored,,,its output is hidden," in line
    assert "Empty cell" in file and "never zero" in file
    (lamps,) = (each for each in file.splitlines() if ",Lamps,50.5," in each)
    assert ",Lamps,100,0.51," in lamps or ",Lamps,100,0.5," in lamps


def test_two_totals_and_an_excess_are_said(tmp_path: Path) -> None:
    lines = (
        "A,2023-04-01,Home Office,Gates,900,,,,1000",
        "A,2023-04-01,Home Office,Lamps,300,,,,1200",
        "B,2023-04-01,Trust,Gates,900,,,,800",
        "C,2023-04-01,Trust,Gates,900,,,,",
    )
    (tmp_path / "police").mkdir()
    (tmp_path / "police" / "grants.csv").write_text("\n".join([HEAD, *lines]), "utf-8")
    found = funding(open_store(store_of(tmp_path, 6)))
    assert [words.check(each) for each in found.sent] == [
        "Its lines state 2 different totals",
        "Lines exceed the total by £100",
        "No total stated to check against",
    ]
    assert found.sent[0].whole == Decimal(1200)
    assert words.answer(found, DAY) == "£2,900 in 2023/24 from 2 funders"


@pytest.mark.parametrize("name", [*view.SENT, "published"])
def test_every_part_has_its_table_and_its_words(sent: Funding, name: str) -> None:
    part = view.part_of(sent, name, "Alderton", DAY, demo=True)
    said = "invented for demonstration, ledgers to March 2025."
    assert part.title and said in part.source[0]
    assert all(len(row) == len(part.columns) for row in part.rows)
    if part.draw:
        figure = part.draw(mode="dark", size="s")
        assert figure["data"][0]["type"] == "bar"
        assert part.alt.startswith("Demonstration data: invented. Bar chart of ")
