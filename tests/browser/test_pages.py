"""What a reader does with the pages, in a real browser against a real server."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PAGES, PHONE, settled, visit
from tests.conftest import NewPage, Running
from tests.stores import store_of

WARD, LSOA, NAME = "E05999103", "E01999100", "Ropewalk Green South (020E)"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
# Traces as drawn, months as YYYY-MM-DD; null where there is no value.
TRACES = """() => document.querySelector('.js-plotly-plot')._fullData.map((trace) => ({
  type: trace.type, gaps: trace.connectgaps, pattern: trace.marker?.pattern?.shape,
  x: Array.from(trace.x, (x) => String(x).slice(0, 10)), y: Array.from(trace.y),
  axis: trace.yaxis }))"""


def value(page: Page, label: str) -> Locator:
    """Return the field that shows what is chosen of a list."""
    return page.get_by_role("combobox", name=label, exact=True)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list, which shows only some until one types."""
    value(page, label).click()
    value(page, label).fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def query(page: Page) -> dict[str, str]:
    """Return the query of the page's address."""
    return {
        name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()
    }


def menu(page: Page, name: str) -> None:
    """Go to another page by the menu of a wide screen."""
    page.get_by_test_id("stHeader").get_by_role("link", name=name, exact=True).click()


def answer(page: Page) -> Locator:
    """Return the page's active title."""
    return page.locator("h2.answer")


def subtitle(page: Page) -> Locator:
    """Return what the active title is about."""
    return page.locator(".subtitle")


def figure(page: Page, text: str) -> Locator:
    """Return the chart whose text alternative holds a text."""
    return page.get_by_role("figure", name=re.compile(re.escape(text)))


def area(page: Page, name: str) -> Locator:
    """Return an area of the map."""
    return page.locator(f".lsoa-map [role=option][aria-label^='{name},']")


# Every page


@SIZES
def test_pages_fit_their_screen_and_say_what_they_are(
    browser_page: NewPage, demo_app: str, size: dict[str, int]
) -> None:
    page = browser_page(viewport=size)
    for name in PAGES:
        visit(page, demo_app + name)
        assert faults(page) == []
        main = page.locator(".stMainBlockContainer")
        first = main.locator(".cdp:not(.copy)").first
        expect(first).to_contain_text("Demonstration data:")
        expect(main.locator("h1")).to_have_count(1)
        expect(main.locator(".cdp:has(.src)")).to_be_visible()
        expect(main.locator("table").first).to_be_visible()
        for drawn in page.locator(".stPlotlyChart, .lsoa-map [role=listbox]").all():
            words = drawn.get_attribute("aria-label") or ""
            assert words.startswith("Demonstration data: invented.")


def faults(page: Page) -> list[str]:
    """Return what is wider than its place, or an error of Streamlit's own."""
    found: list[str] = page.evaluate(
        """() => {
          const all = (names) => [...document.querySelectorAll(names)];
          const wide = (each) => each.clientWidth
            && each.scrollWidth > each.clientWidth + 1;
          const frames = 'html, [data-testid=stMain], .stMainBlockContainer';
          return [...all(`${frames}, .cdp :is(h1, h2, p, b)`).filter(wide),
            ...all('[data-testid=stException]')].map((each) => each.textContent);
        }"""
    )
    return found


def test_the_look_finds_what_it_leans_on(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    for name in (
        ".stMainBlockContainer",
        "[data-testid=stHeader]",
        "[data-testid=stMain]",
        "[data-testid=stButtonGroup]",
        ".st-key-filters",
        ".stDownloadButton",
        ".stPlotlyChart",
    ):
        assert desktop.locator(name).count(), name


def test_a_deep_link_to_a_fresh_server_has_menu_and_filters(
    desktop: Page, running_app: Running, demo_store: Path
) -> None:
    with running_app(demo_store) as url:
        visit(desktop, f"{url}trends?measure=burglary&area={WARD}")
        header = desktop.get_by_test_id("stHeader")
        expect(
            header.get_by_role("link", name="ASB harm map", exact=True)
        ).to_be_visible()
        expect(value(desktop, "Measure")).to_have_value("Burglary")
        expect(subtitle(desktop)).to_contain_text("Burglary, ")
        expect(subtitle(desktop)).to_contain_text("ward")
        assert query(desktop) == {"measure": "burglary", "area": WARD}


def test_under_a_base_path_map_links_and_menu_work(
    desktop: Page, running_app: Running, demo_store: Path
) -> None:
    with running_app(demo_store, base_path="safety/cdp") as url:
        visit(desktop, f"{url}asb_map?lsoa={LSOA}")
        expect(area(desktop, NAME)).to_have_attribute("aria-selected", "true")
        desktop.get_by_role("link", name="Open its ward's trend").click()
        expect(desktop.locator("h1")).to_have_text("What is happening, and since when?")
        assert desktop.url.startswith(f"{url}trends?")


# Filters


def test_a_choice_changes_the_address_and_the_address_shows_the_choice(
    desktop: Page, browser_page: NewPage, demo_app: str
) -> None:
    visit(desktop, demo_app + "trends")
    before = answer(desktop).inner_text()
    choose(desktop, "Measure", "Robbery")
    expect(subtitle(desktop)).to_contain_text("Robbery, ")
    choose(desktop, "Area kind", "Wards now")
    choose(desktop, "Area", "Brassworks ward")
    expect(subtitle(desktop)).to_contain_text("Robbery, Brassworks ward")
    choose(desktop, "From", "2022")
    expect(subtitle(desktop)).to_contain_text("January 2022 to December 2025")
    choose(desktop, "To", "2024")
    expect(subtitle(desktop)).to_contain_text("January 2022 to December 2024")
    desktop.get_by_role("radio", name="Rate per 1,000").click()
    # By name: while one chart replaces another, both are there.
    expect(figure(desktop, "per 1,000 residents")).to_be_visible()
    settled(desktop)
    assert query(desktop) == {
        "measure": "robbery",
        "area": "E05999101",
        "first": "2022-01",
        "last": "2024-12",
        "show": "rate",
    }
    assert answer(desktop).inner_text() != before
    other = visit(browser_page(viewport=DESKTOP), desktop.url)
    for part in (answer, subtitle):
        assert part(other).inner_text() == part(desktop).inner_text()
    expect(other.get_by_role("radio", name="Rate per 1,000")).to_be_checked()
    assert other.evaluate(TRACES) == desktop.evaluate(TRACES)


def test_choices_survive_the_menu(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}trends?measure=robbery&area={WARD}")
    said = subtitle(desktop).inner_text()
    menu(desktop, "ASB harm map")
    expect(desktop.locator("h1")).to_have_text("Where is ASB doing most harm?")
    settled(desktop)
    menu(desktop, "Overview")
    expect(desktop.locator("h1")).to_have_text("Are we meeting the plan?")
    menu(desktop, "Trends")
    expect(subtitle(desktop)).to_have_text(said)
    expect(value(desktop, "Measure")).to_have_value("Robbery")
    expect(desktop).to_have_url(re.compile(f"measure=robbery&area={WARD}"))


def test_back_and_forward_step_through_choices_and_pages(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "trends")
    choose(desktop, "Measure", "Robbery")
    expect(subtitle(desktop)).to_contain_text("Robbery")
    expect(desktop).to_have_url(re.compile("measure=robbery"))
    choose(desktop, "Measure", "Shoplifting")
    expect(subtitle(desktop)).to_contain_text("Shoplifting")
    expect(desktop).to_have_url(re.compile("measure=shoplifting"))
    menu(desktop, "Overview")
    expect(desktop.locator("h1")).to_have_text("Are we meeting the plan?")
    settled(desktop)
    for measure in ("Shoplifting", "Robbery", "Anti-social behaviour incidents"):
        desktop.go_back()
        expect(subtitle(desktop)).to_contain_text(measure)
        expect(value(desktop, "Measure")).to_have_value(measure)
        settled(desktop)
    assert query(desktop) == {}
    desktop.go_forward()
    expect(subtitle(desktop)).to_contain_text("Robbery")


def test_a_link_in_the_overview_leads_to_its_trend(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app)
    desktop.evaluate("window.stayed = true")
    plan = desktop.locator("table.plan").first
    plan.get_by_role("link", name="Burglary", exact=True).click()
    expect(subtitle(desktop)).to_contain_text("Burglary, Wrenminster")
    assert query(desktop) == {"measure": "burglary"}
    assert desktop.evaluate("window.stayed")  # the app was not loaded again


@pytest.mark.parametrize(
    ("name", "page", "asked"),
    [
        (
            "Anti-social behaviour, as the partnership counts it",
            "What is happening, and since when?",
            {"measure": "partnership_asb"},
        ),
        (
            "Successful completion of treatment, all substances",
            "Are people completing treatment?",
            {},
        ),
    ],
)
def test_a_row_of_the_plan_opens_what_it_is_about(
    desktop: Page, demo_app: str, name: str, page: str, asked: dict[str, str]
) -> None:
    visit(desktop, demo_app)
    desktop.evaluate("window.stayed = true")
    desktop.get_by_role("link", name=name, exact=True).click()
    expect(desktop.locator("h1")).to_have_text(page)
    expect(desktop.locator(".answer").first).to_be_visible()
    assert query(desktop) == asked
    assert desktop.evaluate("window.stayed")  # the app was not loaded again


def test_the_strip_and_three_rows_fit_a_small_screen(
    browser_page: NewPage, demo_app: str
) -> None:
    page = visit(browser_page(viewport={"width": 1366, "height": 768}), demo_app)
    expect(page.locator(".strip")).to_be_in_viewport(ratio=1)
    expect(page.locator("table.plan tbody tr").nth(2)).to_be_in_viewport(ratio=1)


def test_a_link_to_no_area_is_as_no_link(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends?area=E05000000&x=%3Cb%3E")
    expect(subtitle(desktop)).to_contain_text("Anti-social behaviour incidents")
    expect(desktop).to_have_url(demo_app + "trends")


def test_a_link_to_no_measure_is_answered_in_words(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "trends?measure=nothing")
    said = desktop.locator(".note", has_text="The link names")
    expect(said).to_contain_text("a measure that is not held here")


# The map


def selected(page: Page, name: str = NAME, code: str = LSOA) -> None:
    """Wait until map, card, box and address all say that an area is selected."""
    expect(page.locator(".card h2").first).to_have_text(name)
    expect(area(page, name)).to_have_attribute("aria-selected", "true")
    expect(value(page, "Find an area")).to_have_value(re.compile(f"^{re.escape(name)}"))
    expect(page).to_have_url(re.compile(f"lsoa={code}"))


def cleared(page: Page) -> None:
    """Wait until map, card, box and address all say that none is."""
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(".lsoa-map [aria-selected=true]")).to_have_count(0)
    expect(value(page, "Find an area")).to_have_value("Choose, or click on the map")
    expect(page).not_to_have_url(re.compile("lsoa="))


@SIZES
def test_a_click_selects_everywhere_and_escape_clears(
    browser_page: NewPage, demo_app: str, size: dict[str, int]
) -> None:
    page = visit(browser_page(viewport=size), demo_app + "asb_map")
    if page.locator(".fold summary").is_visible():
        page.locator(".fold summary").click()  # a phone folds the filters
    cleared(page)
    area(page, NAME).click()
    selected(page)
    page.keyboard.press("Escape")
    cleared(page)


def test_the_box_selects_on_the_map(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "asb_map")
    said = area(desktop, NAME).get_attribute("aria-label") or ""
    choose(desktop, "Find an area", said.split(".")[0])  # its name and its ward
    selected(desktop)
    choose(desktop, "Find an area", "Choose, or click on the map")
    cleared(desktop)


def test_keys_alone_reach_and_select_an_area(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "asb_map")
    desktop.get_by_role("button", name="Download CSV").focus()
    role = "document.activeElement.getAttribute('role')"
    for _ in range(8):
        desktop.keyboard.press("Tab")
        if desktop.evaluate(role) == "option":
            break
    start = desktop.evaluate("document.activeElement.getAttribute('aria-label')")
    desktop.keyboard.press("ArrowDown")
    there = desktop.evaluate("document.activeElement.getAttribute('aria-label')")
    assert there != start
    desktop.keyboard.press("Enter")
    name = there.split(",")[0]
    expect(desktop.locator(".card h2").first).to_have_text(name)
    expect(desktop).to_have_url(re.compile("lsoa=E01"))
    selected(desktop, name, query(desktop)["lsoa"])


def test_back_undoes_a_click_on_the_map(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "asb_map")
    area(desktop, NAME).click()
    selected(desktop)
    desktop.go_back()
    cleared(desktop)
    desktop.go_forward()
    selected(desktop)


def test_the_card_leads_to_its_ward(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}asb_map?lsoa={LSOA}")
    ward = desktop.locator(".card .sub").first.inner_text().split(" · ")[0]
    desktop.get_by_role("link", name="Open its ward's trend").click()
    expect(subtitle(desktop)).to_contain_text(
        f"Anti-social behaviour incidents, {ward}"
    )
    assert query(desktop)["area"].startswith("E05")


def test_a_year_is_chosen_and_drawn_at_once(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}asb_map?lsoa={LSOA}")
    before = area(desktop, NAME).get_attribute("aria-label")
    choose(desktop, "Twelve months", "Year to Dec 2024")
    expect(desktop.locator(".ctx")).to_contain_text("Year to Dec 2024")
    expect(area(desktop, NAME)).not_to_have_attribute("aria-label", before or "")
    expect(desktop.locator(".card .ends")).to_contain_text("Dec 2024")
    assert query(desktop) == {"end": "2024-12", "lsoa": LSOA}


# Downloads


def downloaded(page: Page) -> tuple[str, list[str], list[dict[str, str]]]:
    """Return the name, the first row and the figures of the page's download."""
    with page.expect_download() as event:
        page.get_by_role("button", name="Download CSV").click()
    content = Path(event.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    at = rows.index([])
    figures = [dict(zip(rows[at + 1], row, strict=True)) for row in rows[at + 2 :]]
    return event.value.suggested_filename, rows[0], figures


def lines(page: Page) -> list[dict[str, float]]:
    """Return the lines of the chart: value by month, rolling first."""
    drawn = [each for each in page.evaluate(TRACES) if each["type"] == "scatter"]
    return [
        {x[:7]: y for x, y in zip(each["x"], each["y"], strict=True) if y is not None}
        for each in sorted(drawn, key=lambda each: each["axis"])
    ]


def test_the_download_of_a_trend_is_what_is_drawn(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}trends?measure=burglary&area={WARD}&first=2020-01")
    name, first, figures = downloaded(desktop)
    assert first == ["Demonstration data: invented"]
    assert name.startswith("burglary-")
    rolling, monthly = lines(desktop)
    assert len(monthly) > 60
    for column, drawn in (("count", monthly), ("count_12_months", rolling)):
        held = {row["month"]: float(row[column]) for row in figures if row[column]}
        assert list(held.values()) == list(drawn.values())


def test_the_download_of_the_map_is_what_is_listed(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "asb_map")
    name, first, figures = downloaded(desktop)
    assert first == ["Demonstration data: invented"]
    assert name.startswith("asb-harm-by-lsoa-")
    assert len(figures) == 180
    listed = desktop.locator("table.figs tbody tr")
    assert listed.count() == 20
    for row, cells in zip(figures, listed.all(), strict=False):
        said = cells.locator("th, td").all_inner_texts()
        assert said[:2] == [row["name"], row["ward"]]
        if row["visitor"] == "True":
            assert row["index"] == "" and "Not rated" in said
        else:
            assert f"{float(row['index']):.0f}" in said


# Themes, paper, states


def test_a_change_of_theme_draws_the_chart_again(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    ink = "document.querySelector('.js-plotly-plot')?._fullLayout?.font.color"
    light = desktop.evaluate(ink)
    desktop.emulate_media(color_scheme="dark")
    desktop.wait_for_function(f"{ink} && {ink} !== '{light}'")
    desktop.emulate_media(color_scheme="light")
    desktop.wait_for_function(f"{ink} === '{light}'")


def test_a_narrow_window_gets_the_chart_of_a_phone(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "trends")
    ticks = "document.querySelectorAll('.js-plotly-plot .xtick').length"
    wide = desktop.evaluate(ticks)
    desktop.set_viewport_size({"width": 390, "height": 844})
    desktop.wait_for_function(f"{ticks} && {ticks} < {wide}")


def test_paper_has_no_controls_and_keeps_the_figures(
    desktop: Page, demo_app: str
) -> None:
    for name in PAGES:
        visit(desktop, demo_app + name)
        desktop.emulate_media(media="print")
        for control in (
            "[data-testid=stHeader]",
            ".st-key-filters",
            ".stDownloadButton",
            ".stButtonGroup",
        ):
            for each in desktop.locator(control).all():
                expect(each).to_be_hidden()
        for kept in (".demo", "h1", "table", ".src"):
            expect(desktop.locator(kept).first).to_be_visible()
        desktop.emulate_media(media="screen")


def test_without_a_store_there_is_one_sentence_and_no_error(
    desktop: Page, running_app: Running, tmp_path: Path
) -> None:
    with running_app(tmp_path) as url:
        for name in PAGES:
            visit(desktop, url + name)
            expect(desktop.locator(".state")).to_have_count(1)
            expect(desktop.locator(".state")).to_contain_text(
                "python -m cdp_metrics build"
            )
            assert desktop.get_by_test_id("stException").count() == 0


def test_a_store_without_boundaries_shows_figures_and_why_no_map(
    desktop: Page, running_app: Running, tmp_path: Path
) -> None:
    with running_app(store_of(tmp_path, 13, without=("boundaries",))) as url:
        visit(desktop, url + "asb_map")
        expect(desktop.locator(".state")).to_contain_text("Boundaries")
        expect(desktop.locator(".lsoa-map")).to_have_count(0)
        expect(desktop.locator("table.figs tbody tr")).to_have_count(4)
        expect(desktop.locator(".demo")).to_have_count(0)


# The published files, as far as SOURCES says what they hold

GAP = (date(2014, 12, 1), date(2024, 12, 1))
# Reports of ASB in Nottingham by month, from the Nottinghamshire files by LSOA
ASB_2025 = 8380


def inside(months: list[str], first: date, last: date) -> list[str]:
    """Return the months of a list that lie in a span."""
    return [m for m in months if first <= date.fromisoformat(m[:10]) <= last]


def test_no_line_crosses_the_ten_years_without_files(
    desktop: Page, real_app: str
) -> None:
    visit(desktop, real_app + "trends")
    traces: list[dict[str, Any]] = desktop.evaluate(TRACES)
    drawn = [each for each in traces if each["type"] == "scatter"]
    assert len(drawn) == 2
    for line in drawn:
        assert not line["gaps"]
        held = [x for x, y in zip(line["x"], line["y"], strict=True) if y is not None]
        assert inside(held, *GAP) == []
    monthly = max(drawn, key=lambda line: len([y for y in line["y"] if y]))
    values = [y is not None for y in monthly["y"]]
    assert values == [True] * 11 + [False] * 121 + [True] * 12
    hatched = [each for each in traces if each["type"] == "bar"]
    assert len(hatched) == 2
    assert all(each["pattern"] for each in hatched)
    expect(answer(desktop)).to_have_text(
        "ASB: 8,380 in 12 months, no year before to compare"
    )
    gap = "No figure: Dec 2014 to Dec 2024: no usable file received"
    expect(figure(desktop, gap)).to_be_visible()


def test_the_download_does_not_fill_the_gap(desktop: Page, real_app: str) -> None:
    visit(desktop, real_app + "trends")
    _, first, figures = downloaded(desktop)
    assert first == ["Measure", "Anti-social behaviour incidents"]
    empty = [row for row in figures if row["status"] == "missing"]
    assert len(empty) == 121
    assert {row["count"] for row in empty} == {""}
    assert sum(int(row["count"]) for row in figures[-12:]) == ASB_2025


def test_the_overview_compares_no_month_with_a_gap(
    desktop: Page, real_app: str
) -> None:
    visit(desktop, real_app)
    expect(desktop.locator("table.plan")).to_have_count(2)
    rows = desktop.locator("table.plan").first.locator("tbody tr")
    said = rows.all_inner_texts()
    monthly = [row for row in said if "by quarter" not in row]
    assert len(monthly) == len(said) - 1
    assert all("No year before" in row for row in monthly)
    assert "8,380" in said[0]
    expect(desktop.locator(".demo")).to_have_count(0)


def test_the_real_map_draws_every_area(desktop: Page, real_app: str) -> None:
    visit(desktop, real_app + "asb_map")
    expect(desktop.locator(".lsoa-map [role=option]")).to_have_count(179)
    expect(subtitle(desktop)).to_contain_text("year to Dec 2025")
    desktop.get_by_role("radio", name="All areas").click()
    rows = desktop.locator("table.figs tbody tr")
    counts = []
    for first, last in ((1, 60), (61, 120), (121, 179)):
        if first > 1:
            choose(desktop, "Rows of the table", f"{first} to {last} of 179")
            caption = f"Rows {first} to {last}, highest first, of 179 areas"
            expect(desktop.get_by_text(caption)).to_be_visible()
        expect(rows).to_have_count(last - first + 1)
        counts += [
            int(text.replace(",", ""))
            for text in rows.locator("td:nth-of-type(2)").all_inner_texts()
        ]
    assert len(counts) == 179
    assert sum(counts) == ASB_2025
    _, _, figures = downloaded(desktop)
    high = [
        row
        for row in figures
        if row["visitor"] == "False"
        and row["map_class"] == "2"
        and float(row["certainty"]) >= 0.8
    ]
    expect(answer(desktop)).to_contain_text(f"{len(high)} areas clearly have over")


@SIZES
def test_pages_of_the_published_files_fit_their_screen(
    browser_page: NewPage, real_app: str, size: dict[str, int]
) -> None:
    page = browser_page(viewport=size)
    for name in PAGES:
        assert faults(visit(page, real_app + name)) == []
