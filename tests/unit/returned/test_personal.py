"""Personal data is seen by its form, and figures are not taken for it."""

from __future__ import annotations

import pytest

from cdp_metrics.sources.returned import personal_cell, personal_heading


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to a.person@example.org", "an e-mail address"),
        ("0115 496 0123", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("NG1 5FB", "a full postcode"),
        ("12 Invented Road", "a street address"),
        ("943 476 5919", "an NHS number"),  # the NHS's own specimen number
        ("31CC/01/1234/25", "a custody number"),
        ("AB123456C", "a National Insurance number"),
        ("born 03/04/1990", "a date of birth"),
        ("Mrs Ann Example", "a person's name"),
    ],
)
def test_what_has_the_form_of_personal_data_is_seen(text: str, kind: str) -> None:
    assert personal_cell(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        *("", "1,234", "2025-10-01", "01/10/2025", "E06000018", "E01013810"),
        *("943 476 5910", "City Council", "sexual orientation", ">=70%", "NG1"),
        *("Agree 3 targets for the place", "Visit 12 shops at Market Place"),
        *("1234567", "Drugs Partnership 2025/26 Q1", "0.0123456789", "747,660"),
    ],
)  # fmt: skip
def test_what_returns_are_made_of_is_not(text: str) -> None:
    assert personal_cell(text) == ""


@pytest.mark.parametrize(
    "heading",
    ["Name", "first_name", "Surname", "DOB", "Date of birth", "NHS number", "Post code",
     "E-mail", "custody_no", "client name", "Address line 1", "Victim name", "Phone"],
)  # fmt: skip
def test_headings_that_ask_for_a_person_are_seen(heading: str) -> None:
    assert personal_heading(heading)


@pytest.mark.parametrize(
    "heading", ["victims", "provider", "month", "repeat_victims", "area_code", "funder"]
)
def test_headings_of_counts_are_not(heading: str) -> None:
    assert not personal_heading(heading)
