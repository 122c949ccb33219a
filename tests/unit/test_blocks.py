from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from cdp_metrics import errors
from cdp_metrics.ui import blocks, markup, tables
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.tables import Measure, Move

BAD = "<script>alert('x')</script>\"&"


def tree(html: str) -> ET.Element:
    """Parse mark-up strictly, so an unclosed or unescaped tag fails."""
    return ET.fromstring(f"<div>{html}</div>")


def closed(table: str) -> str:
    """Put back the end tags that HTML lets a table do without."""
    table = re.sub(r"<(t[dh])( [^>]*)?>([^<]*)", r"<\1\2>\3</\1>", table)
    table = re.sub(r"(<tr>.*?)(?=<tr>|<tbody>|</table>)", r"\1</tr>", table)
    return re.sub(
        r"(<thead>.*?)(<tbody>.*?)(?=</table>)", r"\1</thead>\2</tbody>", table
    )


@pytest.mark.parametrize(
    "html",
    [
        markup.title(BAD, BAD),
        markup.demo_strip(BAD),
        markup.headline(BAD, BAD),
        markup.strip(BAD, [(BAD, "red", BAD)]),
        markup.source_line(BAD, BAD),
        markup.note(BAD),
        markup.state("missing", BAD, BAD),
        markup.failure(BAD, BAD),
        markup.link(BAD, BAD),
        markup.link(BAD, ""),
        markup.card(
            Card(BAD, BAD, BAD, BAD, [1, 2], [BAD], [(BAD, BAD)], BAD, (BAD, BAD))
        ),
        closed(tables.figures_table(BAD, [BAD, BAD], [[BAD, BAD]])),
        tables.measures_table(
            BAD,
            [
                Measure(
                    *(BAD, BAD, BAD),
                    Move("up", BAD, (BAD,)),
                    Move("down", BAD, (BAD,)),
                    *(BAD, BAD, BAD, BAD),
                    "red",
                    [1, 2],
                    1,
                    BAD,
                    BAD,
                    stand_words=BAD,
                    rule=BAD,
                    notes=(BAD,),
                )
            ],
            change=(BAD, BAD),
            lately=(BAD, BAD),
        ),
    ],
)
def test_text_from_outside_is_escaped_everywhere(html: str) -> None:
    assert list(tree(html).iter("script")) == []
    assert BAD in "".join(tree(html).itertext())


def test_bold_is_the_only_markup() -> None:
    assert markup.rich("**Source:** <i>x</i>") == "<b>Source:</b> &lt;i&gt;x&lt;/i&gt;"
    assert markup.rich("2 ** 3") == "2 ** 3"


@pytest.mark.parametrize(
    ("stand", "word"),
    [
        ("red", "Red: off track"),
        ("amber", "Amber: at risk"),
        ("green", "Green: on track"),
        ("grey", "Not rated"),
    ],
)
def test_a_tag_carries_word_and_shape(stand: markup.Stand, word: str) -> None:
    (tag,) = tree(markup.tag(stand))
    assert "".join(tag.itertext()) == word
    assert tag[0].get("aria-hidden") == "true"


def test_every_status_and_arrow_has_its_own_shape() -> None:
    assert len({shape for _, shape in markup.STANDS.values()}) == 4
    assert len(set(tables.ARROWS.values())) == 4


def test_links_carry_their_address_for_python() -> None:
    (a,) = tree(markup.link("ASB", "trends?measure=asb&x=1"))
    assert (a.get("href"), a.get("data-go")) == ("trends?measure=asb&x=1", "")
    assert markup.link("ASB", "") == "ASB"


def test_a_link_to_the_overview_opens_in_a_tab_of_its_own() -> None:
    # Streamlit serves the first page at the root alone
    addresses = {"overview": "./", "overview?figures=live": "./?figures=live"}
    for go, href in addresses.items():
        (a,) = tree(markup.link("Plan", go))
        assert a.get("href") == href


def row(**more: object) -> Measure:
    return Measure("ASB", "14,007", "Year to Nov 2022", Move("down", "Down"), **more)  # type: ignore[arg-type]


def test_the_measures_table_keeps_its_roles_and_one_cell_a_column() -> None:
    table = tree(
        tables.measures_table(
            "Plan", [row(stand="red"), row(supporting=True, lately=Move("up", "Up"))]
        )
    )[0]
    heads = table.findall("./thead/tr/th")
    assert len(heads) == 7
    for line in table.findall("./tbody/tr"):
        assert line.get("role") == "row"
        assert len(line) == 7
        assert line[0].get("role") == "rowheader"
    assert [tr.get("class") for tr in table.findall("./tbody/tr")] == ["main", "sec"]
    # The second row has no status: an empty cell, which narrow screens hide.
    assert table.findall("./tbody/tr")[1][1].text is None


def test_columns_that_nobody_fills_are_left_out() -> None:
    table = tree(tables.measures_table("Plan", [row()]))[0]
    names = [th.text for th in table.findall("./thead/tr/th")]
    assert names == ["Measure", "Latest", "In a year", "Trend", "In plain words"]


def test_the_figures_table_scrolls_with_the_keyboard_and_has_headings() -> None:
    (region,) = tree(
        closed(
            tables.figures_table(
                "Figures",
                ["Period", "Total", "Why"],
                [["2025", "8,676", "-"]],
                text_columns=(0, 2),
            )
        )
    )
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label") == "Figures"
    (table,) = region
    assert [th.get("class") for th in table.findall("./thead/tr/th")] == [
        "t",
        None,
        "t",
    ]
    (line,) = table.findall("./tbody/tr")
    # A heading beside figures heads its row, one above them its column.
    assert [cell.tag for cell in line] == ["th", "td", "td"]
    assert [cell.get("class") for cell in line] == [None, None, "t"]


def test_a_long_row_names_its_cells_for_a_narrow_screen() -> None:
    columns = ["Year", "Reports", "It's \\ 5 < 6", "Change, %"]
    (region,) = tree(
        closed(tables.figures_table("Figures", columns, [["2025", "1", "2", "3"]]))
    )
    (table,) = region
    assert table.get("class") == "figs stack"
    assert table.get("style") == (
        "--h2:'Reports';--h3:'It\\'s \\\\ 5 < 6';--h4:'Change, %';"
    )
    short = tables.figures_table("Figures", columns[:3], [["2025", "1", "2"]])
    assert '<table class="figs"><caption>' in short


def test_the_look_names_as_many_columns_as_a_table_can_have() -> None:
    look = (blocks.HERE / "look.css").read_text("utf-8")
    for place in range(2, 12):
        assert f"td:nth-child({place})::before {{ content: var(--h{place}); }}" in look


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell a column"):
        tables.figures_table("Figures", ["Period", "Total"], [["2025"]])


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("too_little", "Too little to say: why"),
        ("missing", "Not received yet: why"),
        ("embargoed", "Embargoed: why"),
        ("not_rated", "Not rated: why"),
    ],
)
def test_states_say_why_and_what_to_do(kind: markup.State, head: str) -> None:
    block = tree(markup.state(kind, "why", "Do this."))[0]
    assert block[0].text == head
    assert block[1].text == "Do this."


def test_the_style_holds_the_tokens_and_no_class_is_left_unstyled() -> None:
    css = blocks._style()
    assert css.startswith("<style>:root{--bg:")
    for name in ("demo", "head", "strip", "tag", "state", "card", "note", "src"):
        assert f".{name} " in css
    assert css.count("{") == css.count("}")
    assert "url(" not in css


def html_of(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.proto.body for element in app.get("html")]


def said(error: errors.CdpError) -> str:
    def page(error: object) -> None:
        from cdp_metrics.ui import blocks

        blocks.show_error(error)  # type: ignore[arg-type]

    (body,) = html_of(AppTest.from_function(page, args=(error,)).run(timeout=30))
    block = tree(body)[0][0]
    return " | ".join("".join(part.itertext()) for part in block)


def test_an_error_says_what_and_what_to_do() -> None:
    assert (
        said(errors.StoreMissing("no store here. What to do: run 'x build'"))
        == "No store here | Run 'x build'."
    )
    assert said(errors.NotEnoughData("No area has a count.")) == (
        "No area has a count | "
        "Choose a larger area, a longer period or more categories."
    )
    refused = errors.SourceRefused("street.csv", "no Month", remedy="get it again")
    assert said(refused) == "street.csv: no Month | Get it again."
    assert said(errors.NotAllowed("Uploads are off.")) == "Uploads are off"


def test_a_failed_query_is_logged_and_its_sql_is_not_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "cdp_metrics.ui.blocks"):
        text = said(errors.QueryFailed("by_month", {}, "select secret", "boom"))
    assert text.startswith("The figures could not be read | Try again.")
    assert "secret" not in text
    (record,) = [r for r in caplog.records if r.name == "cdp_metrics.ui.blocks"]
    reference = text.rstrip(".").split()[-1]
    assert reference in record.getMessage()
    assert "select secret" in record.getMessage()


def test_blocks_reach_the_screen() -> None:
    def page() -> None:
        from datetime import date

        from cdp_metrics.ui import blocks
        from cdp_metrics.ui.markup import Card

        blocks.style()
        blocks.demo_strip(date(2026, 2, 15))
        blocks.title("Question?", "Place")
        blocks.headline("Answer", "what and where")
        blocks.strip("One sentence.", [("ASB", "red", "")])
        blocks.card(Card("Area"))
        blocks.figures_table("F", ["a"], [["1"]])
        blocks.source_line("**Source:** x")
        blocks.note("x")
        blocks.state("missing", "x")
        figure = {"data": [{"type": "scatter", "y": [1]}], "layout": {"template": {}}}
        blocks.chart(figure, "One point.", "c")
        blocks.headline(f"{blocks.mode()} {blocks.width()} {blocks.chart_size()}")
        blocks.screen()

    app = AppTest.from_function(page).run(timeout=30)
    bodies = html_of(app)
    assert any("light m m" in body for body in bodies)
    (chart,) = app.get("plotly_chart")
    assert chart.proto.theme == ""
    assert "One point." in str(chart.proto)


def test_only_a_link_of_the_block_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[object] = []

    def go(page: str, query_params: object) -> None:
        went.append((page, query_params))

    monkeypatch.setattr(streamlit, "switch_page", go)
    body = markup.link("ASB", "trends?measure=asb&area=E05")
    blocks._follow("data", body)
    blocks._follow("../secret", markup.link("x", "../secret"))
    assert went == []
    blocks._follow("trends?measure=asb&area=E05", body)
    assert went == [("pages/trends.py", [("measure", "asb"), ("area", "E05")])]


def test_scripts_start_with_a_line_break() -> None:
    assert blocks._script("blocks.js").startswith("\n")
    assert "removeEventListener" in blocks._script("screen.js")


def test_what_is_kept_of_the_typeface_has_its_licence() -> None:
    fonts = {path.name for path in Path("static/fonts").iterdir()}
    assert fonts == {"LICENSE", "public-sans-latin-wght-normal.woff2"}


def test_words_among_figures_may_take_several_lines() -> None:
    long = "Not shown, so that no other can be worked out"
    rows = [["2024/25", long, "1,234,567 (1,234,000 to 1,235,000)", "Fewer than 5"]]
    table = tables.figures_table("Figures", ["Year", "a", "b", "c"], rows)
    assert f'<td class="w">{long}' in table
    assert "<td>1,234,567" in table and "<td>Fewer than 5" in table
