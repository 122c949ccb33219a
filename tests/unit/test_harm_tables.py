"""The harm index's tables: as shipped, as replaced, and everything that is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cdp_metrics.catalogue import harm_rows
from cdp_metrics.catalogue.harm import SHIPPED, HarmTables, load_harm
from cdp_metrics.catalogue.papers import harm_of, load_papers
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.sources.police import ASB, CATEGORIES
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.warehouse.harm_parameters import cuts, relative_risks, weights
from tests.builders import write_partnership

FILES = (
    *("crosswalk", "cuts", "facts", "families"),
    *("relative_risks", "sources", "types", "weights"),
)


@pytest.fixture(scope="module")
def shipped() -> HarmTables:
    return load_harm(SHIPPED)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "harm"))


def refused(folder: Path, name: str, old: str, new: str) -> str:
    """Return why tables are refused once some text of a file is another."""
    path = folder / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigurationWrong) as error:
        load_harm(folder)
    message = str(error.value)
    assert message.startswith(f"{folder}/") and "What to do: " in message
    return message.removeprefix(f"{folder}/")


def test_thirteen_types_of_which_three_are_completed(shipped: HarmTables) -> None:
    assert [kind.type_code for kind in shipped.types] == list(range(1, 14))
    completed = [k.type_code for k in shipped.types if "completes" in k.evidence]
    assert completed == [3, 9, 10]
    assert [k.type_code for k in shipped.types if k.repeat_prone] == [4, 6, 8, 11, 12]
    assert [k.tier for k in shipped.types] == [3] * 3 + [2] * 7 + [1] * 3


def test_every_row_has_its_evidence(shipped: HarmTables) -> None:
    said = [row["evidence"] for rows in shipped.model_dump().values() for row in rows]
    assert len(said) > 130 and all(text.strip() for text in said)
    assert all(cut.evidence.startswith("assumption") for cut in shipped.cuts)


def test_relative_risks_are_those_of_the_survey(shipped: HarmTables) -> None:
    risks = relative_risks(shipped)
    assert risks.version == "bcs0708-1" and "SN 6891" in risks.source
    assert risks.age.log_rr == (0.238, -0.103, 0, -0.091, -0.903)
    assert risks.age.se == (0.060, 0.066, 0, 0.067, 0.103)
    assert risks.tenure.log_rr == (0, 0.002, 0.322)
    assert risks.income is not None and risks.ethnicity is not None
    assert risks.income.log_rr == (1.030, 0.781, 0.483, 0.157, 0)
    assert risks.ethnicity.names == ("White", "Mixed", "Asian", "Black", "Other")
    assert risks.ethnicity.log_rr == (0, -0.477, 0.326, 0.005, -0.234)
    other = relative_risks(shipped, "bcs0708-1-without-income")
    assert other.income is None and other.tenure.log_rr == (0, -0.011, 0.478)
    with pytest.raises(KeyError):
        relative_risks(shipped, "none")


def test_ethnicity_is_for_sensitivity_alone(shipped: HarmTables) -> None:
    uses = {(row.factor == "ethnicity", row.use) for row in shipped.risks}
    assert uses == {(True, "sensitivity"), (False, "default")}


def test_weights_follow_the_tiers(shipped: HarmTables) -> None:
    used = weights(shipped)
    assert used.version == "tiers-1" and used.names[0] == "Nuisance neighbours"
    assert used.value == (3, 3, 3, *[2] * 7, 1, 1, 1)
    assert set(used.low_factor) == {0.5} and set(used.high_factor) == {2}
    assert weights(shipped, "equal-1").all_equal and shipped.remarks == ()
    with pytest.raises(KeyError):
        weights(shipped, "none")


def test_cut_offs_are_those_of_the_statistics(shipped: HarmTables) -> None:
    assert cuts(shipped) == Cuts()
    assert shipped.cut("visitor") == 80


def test_weights_that_are_all_equal_are_used_and_said(copy: Path) -> None:
    path = copy / "weights.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[4:]]) + "\n", "utf-8")
    held = load_harm(copy)
    assert weights(held).all_equal
    assert held.remarks == (
        "All types weigh the same by equal-1: the harm index is no more than smoothed "
        "reports per resident.",
    )


def test_the_version_named_first_is_used(copy: Path) -> None:
    path = copy / "crosswalk.csv"
    head, *lines = path.read_text("utf-8").splitlines()
    own = "ours-2,police,Everything,unclassified,1,assumption"
    path.write_text("\n".join([head, own, *lines]) + "\n", "utf-8")
    [row] = load_harm(copy).in_use
    assert (row.local_category, row.type_code) == ("Everything", 0)


def test_a_partnership_brings_its_own(copy: Path) -> None:
    text = (copy / "cuts.csv").read_text("utf-8")
    (copy / "cuts.csv").write_text(text.replace("visitor,80", "visitor,120"), "utf-8")
    file = write_partnership(copy.parent / "partnership.toml", harm="harm")
    papers = load_papers(file)
    assert papers.harm.cut("visitor") == 120
    assert harm_of(papers.bodies()) == papers.harm
    shipped = load_papers(write_partnership(copy.parent / "other.toml"))
    assert shipped.harm == load_harm(SHIPPED)
    assert shipped.bodies() != papers.bodies()  # which the build's identity hashes


@pytest.mark.parametrize("name", FILES)
def test_an_absent_file_is_named(copy: Path, name: str) -> None:
    (copy / f"{name}.csv").unlink()
    with pytest.raises(
        ConfigurationWrong, match=rf"{name}\.csv: there is no such file"
    ):
        load_harm(copy)


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_column_is_refused(copy: Path, name: str) -> None:
    message = refused(copy, name, "evidence\n", "evidence,colour\n")
    assert message.startswith(f"{name}.csv, line 1: expected the columns ")


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_headings_alone_is_refused(copy: Path, name: str) -> None:
    path = copy / f"{name}.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    with pytest.raises(ConfigurationWrong, match="it holds no rows"):
        load_harm(copy)


def test_what_is_no_text_in_utf8_is_refused(copy: Path) -> None:
    (copy / "facts.csv").write_bytes(b"fact,value,evidence\n\xff,\xff,\xff\n")
    with pytest.raises(ConfigurationWrong, match="save it as CSV in UTF-8"):
        load_harm(copy)


RISK = "bcs0708-1,age,16-24,0.238,0.060,default"
WEIGHT = "tiers-1,2,2,0.5,2"
FAMILY = "acquisitive,Burglary and theft with a victim,Burglary"
CROSSED = "crosswalk-1,police,Street drinking,5,1"


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-24,0.238,,default"),
            "line 2, bcs0708-1 age 16-24: se: a relative risk needs its standard error",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-24,0.238,0,default"),
            "line 2, bcs0708-1 age 16-24: a relative risk needs its standard error; it "
            "is 0",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-24,nan,0.06,default"),
            "line 2, bcs0708-1 age 16-24: log_rr: ",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-20,0.238,0.060,default"),
            "line 2, bcs0708-1 age 16-20: level: 16-20 is none of 16-24, 25-34",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,imd,1,0.238,0.060,default"),
            "line 2, bcs0708-1 imd 1: factor: imd holds recorded ASB, so it would "
            "explain itself; use income",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,ASB rate,1,0.238,0.060,default"),
            "line 2, bcs0708-1 ASB rate 1: factor: ASB rate holds recorded ASB",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,hair,1,0.238,0.060,default"),
            "line 2, bcs0708-1 hair 1: factor: ",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-24,0.238,0.060,sensitivity"),
            "line 2, bcs0708-1 age 16-24: use: sensitivity is for ethnicity, and",
        ),
        (
            *("relative_risks", "0.067,sensitivity", "0.067,default"),
            "line 17, bcs0708-1 ethnicity Asian: use: sensitivity is for ethnicity",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,65+,0.238,0.060,default"),
            "line 6, bcs0708-1 age 65+: it is there twice",
        ),
        (
            *("relative_risks", RISK, "other,age,16-24,0.238,0.060,default"),
            "line 2, other age: there is no row for 25-34, 35-49, 50-64, 65+",
        ),
        (
            *("relative_risks", RISK, "bcs0708-1,age,16-24,0,0,default"),
            "line 6, bcs0708-1 age: 2 groups have no standard error; one is the ref",
        ),
        ("types", "4,Drug use", "3,Drug use", "line 5, 3: it is there twice"),
        (
            *("types", "13,Inconsiderate behaviour,1", "13,Inconsiderate behaviour,7"),
            "weights.csv, line 4, tiers-1: no weight for tier 7 of 'Inconsiderate",
        ),
        ("types", "4,Drug use", "four,Drug use", "line 5, four Drug use or dealing 2"),
        ("types", ",no,police,", ",perhaps,police,", "repeat_prone: "),
        (
            *("weights", WEIGHT, "tiers-1,2,0,0.5,2"),
            "line 3, tiers-1 2 0: weight: Input should be greater than 0",
        ),
        (
            *("weights", WEIGHT, "tiers-1,2,-1,0.5,2"),
            "line 3, tiers-1 2 -1: weight: Input should be greater than 0",
        ),
        (
            *("weights", WEIGHT, "tiers-1,2,2,2,0.5"),
            "line 3, tiers-1 2 2: the range does not hold 1",
        ),
        ("weights", WEIGHT, "tiers-1,2,2,inf,2", "line 3, tiers-1 2 2: low_factor: "),
        (
            "weights",
            WEIGHT,
            "tiers-1,3,2,0.5,2",
            "line 3, tiers-1 3: it is there twice",
        ),
        ("cuts", "visitor,80", "visitors,80", "line 2, visitors 80"),
        ("cuts", "student,0.5", "student,50", "value: 50 is not between 0 and 1"),
        ("cuts", "sure,0.95", "sure,1", "value: 1 is not between 0 and 1"),
        ("cuts", "top_one_in,10", "top_one_in,10.5", "value: 10.5 is no whole number"),
        (
            *("cuts", "class_low,75", "class_low,160"),
            "line 4, class_low: it is not below class_high",
        ),
        ("cuts", "ratio_high,1.25", "ratio_high,0.9", "0.9 is not between 1 and 1000"),
        (
            "cuts",
            "class_low,75",
            "class_high,75",
            "line 5, class_high: it is there twi",
        ),
        ("sources", "housing,Housing", "police,Housing", "line 6, police: it is there"),
        (
            *("sources", "police,Police", "constabulary,Police"),
            "line 2, police: there is no such source; the public file stands in for it",
        ),
        (
            *("crosswalk", CROSSED, "crosswalk-1,police,Street drinking,14,1"),
            "Street drinking: type_code: there is no type 14. What to do: write one of",
        ),
        (
            *("crosswalk", CROSSED, "crosswalk-1,school,Street drinking,5,1"),
            "Street drinking: source: sources.csv lists no school",
        ),
        (
            *("crosswalk", CROSSED, "crosswalk-1,police,Street drinking,5,0.9"),
            "Street drinking: shares of the category sum to 0.9, not 1. What to do: "
            "give the rest to unclassified",
        ),
        (
            *("crosswalk", CROSSED, "crosswalk-1,police,Street drinking,5,-1"),
            "share: Input should be greater than 0",
        ),
        (
            *("crosswalk", CROSSED, "crosswalk-1,police,NOISE,9,1"),
            "crosswalk-1 police noise 9: it is there twice",
        ),
        (
            *("crosswalk", f"{CROSSED},assumption: the category's own words"),
            *(f"{CROSSED},", "evidence: String should have at least 1 character"),
        ),
        ("crosswalk", f"{CROSSED},", "crosswalk-1,police,", "expected 6 cells"),
        (
            *("families", f"{FAMILY},3", f"{FAMILY},0"),
            "line 4, acquisitive Burglary and theft with a victim Burglary: weight: ",
        ),
        (
            *("families", f"{FAMILY},3", "acquisitive,Theft,Burglary,3"),
            "line 4, acquisitive: title: above it is 'Burglary and theft with a",
        ),
        ("families", ",Burglary,3", ",Arson,3", "there is no crime category 'Arson'"),
        (
            *("families", ",Burglary,3", ",Anti-social behaviour,3"),
            "it has an index of its own, by types.csv",
        ),
        (
            *("families", ",Burglary,3", ",Robbery,3"),
            "line 4, acquisitive Robbery: it is there twice",
        ),
        ("families", ",3,0.5,2", ",3,2,2", "the range does not hold 1"),
    ],
)
def test_what_contradicts_itself_is_refused(
    copy: Path, name: str, old: str, new: str, fault: str
) -> None:
    assert fault in refused(copy, name, old, new)


def test_a_cut_off_that_is_missing_is_named(copy: Path) -> None:
    path = copy / "cuts.csv"
    lines = [x for x in path.read_text("utf-8").splitlines() if "likely" not in x]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(ConfigurationWrong, match="likely: this cut-off is missing"):
        load_harm(copy)


def test_families_are_made_of_the_categories_of_the_public_file() -> None:
    assert (ASB, *harm_rows.CATEGORIES) == CATEGORIES


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("IMD crime domain", True),
        ("Overall deprivation", True),
        ("Anti-social behaviour per 1,000", True),
        ("Deliberate fires per 1,000 residents", False),
    ],
)
def test_a_rate_that_may_hold_asb_is_known_by_its_name(name: str, may: bool) -> None:
    assert harm_rows.holds_asb(name) == may
