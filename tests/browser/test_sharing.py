"""What a reader takes away in a real browser: the link, the workbook, the pack."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.conftest import PHONE, visit
from tests.browser.test_pages import WARD
from tests.conftest import NewPage


def taken(page: Page, name: str) -> io.BytesIO:
    """Return the file behind a button."""
    with page.expect_download() as event:
        page.get_by_role("button", name=name).click()
    return io.BytesIO(Path(event.value.path()).read_bytes())


def test_the_link_is_copied_by_keyboard_and_opens_the_same_page(
    browser_page: NewPage, demo_app: str
) -> None:
    page = browser_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, f"{demo_app}trends?measure=burglary&area={WARD}")
    button = page.get_by_role("button", name="Copy link")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".copy").get_by_role("status")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    said = page.locator("h2.answer").first.inner_text()
    visit(page, link)
    expect(page.locator("h2.answer").first).to_have_text(said)


def test_where_copying_is_not_allowed_the_button_says_so(
    desktop: Page, demo_app: str
) -> None:
    desktop.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    visit(desktop, f"{demo_app}trends")
    desktop.get_by_role("button", name="Copy link").click()
    told = desktop.locator(".copy").get_by_role("status")
    expect(told).to_have_text("Not copied: copy the address above")


def test_the_link_does_not_lie_over_the_menu(
    browser_page: NewPage, demo_app: str
) -> None:
    for width in (1366, 1280, 1100, 800, PHONE["width"]):
        page = browser_page(viewport={"width": width, "height": 700})
        visit(page, demo_app)
        box = page.get_by_role("button", name="Copy link").bounding_box()
        menu = page.get_by_test_id("stMainMenu").bounding_box()
        assert box and menu
        assert box["x"] + box["width"] <= menu["x"]
        links = page.locator("[data-testid=stTopNav] .rc-overflow-item:visible").all()
        for each in links:
            item = each.bounding_box()
            hidden = each.evaluate("one => one.style.opacity === '0'")
            assert hidden or not item or item["x"] + item["width"] <= box["x"]
        page.close()


def test_the_workbook_of_a_page_holds_what_its_csv_does(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, f"{demo_app}trends?measure=burglary")
    text = taken(desktop, "Download CSV").read().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    table = rows[rows.index([]) + 1 :]
    book = load_workbook(taken(desktop, "Download Excel"))
    assert book.sheetnames == ["Data", "About"]
    _, heads, *held = book["Data"].iter_rows(values_only=True)
    assert list(heads) == table[0]
    counts = [row[heads.index("count")] for row in held]
    assert counts == [
        int(row[heads.index("count")]) if row[heads.index("count")] else None
        for row in table[1:]
    ]
    about = dict(list(book["About"].iter_rows(values_only=True))[1:])
    assert about["Page"] == "/trends?measure=burglary"
    assert str(about["Filters"]).startswith("Shown: measure Burglary;")


def test_a_pack_is_made_when_asked_and_opens(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app)
    ready = desktop.get_by_role("button", name="Meeting pack, PowerPoint")
    expect(ready).to_have_count(0)
    desktop.get_by_role("button", name="Make the meeting pack").click()
    expect(ready).to_be_visible(timeout=60_000)
    show = Presentation(taken(desktop, "Meeting pack, PowerPoint"))
    assert len(show.slides) > 10
    answer = desktop.locator(".strip .say").inner_text()
    assert answer in [sheet.shapes.title.text for sheet in show.slides]
    book = load_workbook(taken(desktop, "Meeting pack, Excel"))
    assert book.sheetnames[0] == "Plan"
