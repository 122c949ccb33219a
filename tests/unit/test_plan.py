"""The plan's file: what it may say, and how what it may not is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.catalogue import Indicator, indicators
from cdp_metrics.catalogue.plan import Plan, load_plan
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.sources.demo.plan import plan_toml

OWN = Path(__file__).parents[2] / "data" / "plan.toml"
HEAD = """\
[plan]
name = "Plan"
source = "A paper"
first = 2022-04-01
last = 2025-03-31

[[heading]]
id = "asb"
name = "Anti-social behaviour"
owner = "Tasking"
"""
TARGET = """
[[target]]
heading = "asb"
indicator = "counted"
statement = "Reduce by a quarter"
type = "reduce_pct"
target_percent = 25
target_date = 2025-03-31
path = "linear"
path_start = 2022-04-01
valid_from = 2022-04-01
"""
BASELINE = """
[target.baseline]
value = 14840
period_start = 2021-04-01
period_end = 2022-03-31
indicator = "counted"
source = "partner_return"
definition_version = 1
"""
EVENT = """
[[event]]
first = 2020-03-01
last = 2021-07-31
label = "Restrictions"
kind = "mask"
"""


def known() -> dict[str, Indicator]:
    """Return a dictionary of four indicators, apart from the product's own."""
    entry = indicators()["burglary"]
    returned = {"sources": ("partner_return",), "geographies": ("partnership", "ward")}
    return {
        "counted": entry.model_copy(update={**returned, "kind": "count"}),
        "other": entry.model_copy(update=returned),
        "shared": entry.model_copy(
            update={
                **returned,
                "kind": "proportion",
                "polarity": "higher_is_better",
                "definition_version": 2,
            }
        ),
        "street": entry,
        "forced": entry.model_copy(update={"geographies": ("force",)}),
    }


def read(folder: Path, text: str) -> Plan:
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    return load_plan(path, known())


def wrong(folder: Path, text: str) -> str:
    """Return the message on loading, which names the file and ends with a remedy."""
    with pytest.raises(ConfigurationWrong) as refused:
        read(folder, text)
    message = str(refused.value)
    path = str(folder / "plan.toml")
    assert message.startswith(path)
    assert ". What to do: " in message and message.endswith(".")
    return message.removeprefix(path)


def test_a_right_file_loads(tmp_path: Path) -> None:
    plan = read(tmp_path, HEAD + TARGET + BASELINE + EVENT)
    (target,) = plan.targets
    assert (target.area, target.primary, target.owner) == ("partnership", False, "")
    assert target.baseline is not None
    assert target.goal(target.baseline.value) == 11_130
    assert [event.kind for event in plan.events] == ["mask"]
    assert plan.illustrations == ()


def test_a_monthly_path_ends_at_its_target(tmp_path: Path) -> None:
    short = TARGET.replace('"linear"', '"monthly"\nmonthly = [98, 90]').replace(
        "2025-03-31", "2022-05-31"
    )
    (target,) = read(tmp_path, HEAD + short).targets
    assert target.monthly == (98, 90)
    named = short.replace("target_percent = 25", "target_value = {}")
    assert read(tmp_path, HEAD + named.format(90)).targets[0].target_value == 90
    message = wrong(tmp_path, HEAD + named.format(89))
    assert "monthly does not end at target_value" in message


def test_a_target_may_wait_for_its_baseline(tmp_path: Path) -> None:
    (target,) = read(tmp_path, HEAD + TARGET).targets
    assert target.baseline is None


ASSURED = """
[[target]]
heading = "asb"
indicator = "counted"
statement = "Keep to 1,200 a month"
type = "assurance"
target_value = 1200
valid_from = 2022-04-01
"""


@pytest.mark.parametrize(
    ("better", "polarity"),
    [("lower", "lower_is_better"), ("higher", "higher_is_better")],
)
def test_a_plan_says_which_way_it_wants_a_neutral_measure(
    tmp_path: Path, better: str, polarity: str
) -> None:
    said = f'{ASSURED}better = "{better}"\n'
    (target,) = read(tmp_path, HEAD + said).targets
    assert target.polarity("neutral") == polarity


def test_only_without_a_direction_is_assurance_refused(tmp_path: Path) -> None:
    message = wrong(tmp_path, HEAD + ASSURED)
    assert "assurance needs a better direction, and counted has none" in message
    assert 'What to do: say which way the plan wants it, better = "lower"' in message


def test_a_direction_is_said_once(tmp_path: Path) -> None:
    message = wrong(tmp_path, f'{HEAD}{TARGET}better = "lower"\n')
    assert "reduce_pct takes no better" in message
    shared = ASSURED.replace('"counted"', '"shared"').replace("1200", "90")
    (target,) = read(tmp_path, HEAD + shared).targets
    assert target.polarity("higher_is_better") == "higher_is_better"
    message = wrong(tmp_path, f'{HEAD}{shared}better = "lower"\n')
    assert "lower contradicts the dictionary, where higher is better for s" in message
    assert "What to do: leave better out." in message


def test_goals(tmp_path: Path) -> None:
    stated = TARGET.replace("target_percent = 25", "target_value = 900")
    no_amount = """
[[target]]
heading = "asb"
indicator = "counted"
statement = "Reduce"
type = "reduce_any"
valid_from = 2022-04-01
"""
    goals = [
        read(tmp_path, HEAD + text).targets[0].goal(1_000)
        for text in (stated, TARGET, no_amount)
    ]
    assert goals == [900, 750, None]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("target_percent = 25", "target_percent = 101", "less than or equal to 100"),
        ("target_percent = 25", "target_percent = 0", "greater than 0"),
        ("target_percent = 25", "colour = 1\ntarget_percent = 25", "colour: there is"),
        ("target_percent = 25\n", "", "either target_value or target_percent"),
        ("target_percent = 25", "target_percent = 5\ntarget_value = 5", "either"),
        ("target_date = 2025-03-31\n", "", "needs target_date"),
        ("target_date = 2025-03-31", "target_date = 2022-03-31", "before path_start"),
        ('type = "reduce_pct"', 'type = "halve"', "type: Input should be"),
        ('type = "reduce_pct"', 'type = "reduce_any"', "takes no target_percent"),
        ('type = "reduce_pct"', 'type = "assurance"', "needs target_value"),
        ('path = "linear"', 'path = "bent"', "path: Input should be"),
        ('path = "linear"\n', "", "path_start and monthly need a path"),
        ("path_start = 2022-04-01\n", "", "a path needs path_start"),
        ("path_start = 2022-04-01", "path_start = 2022-04-02", "first of a month"),
        ("path_start = 2022-04-01", "path_start = 2025-04-01", "before path_start"),
        ('path = "linear"', 'path = "monthly"\nmonthly = [9]', "each of the 36 months"),
        ('path = "linear"', 'path = "linear"\nmonthly = [9]', "it lists 1"),
        ("valid_from = 2022-04-01\n", "", "valid_from: is missing"),
        ("target_percent", "target_precent", "key; the nearest is target_percent"),
        (
            "valid_from = 2022-04-01",
            "valid_from = 2022-04-01\nvalid_to = 2022-03-01",
            "valid_to is before valid_from",
        ),
        ('heading = "asb"', 'heading = "noise"', "there is no heading noise"),
        (
            'indicator = "counted"\nstatement',
            'indicator = "felt"\nstatement',
            "the catalogue has no indicator felt",
        ),
        (
            "valid_from = 2022-04-01",
            'area = "lsoa21"\nvalid_from = 2022-04-01',
            "a target is rated for the partnership, not for lsoa21",
        ),
        (
            'indicator = "counted"\nstatement',
            'indicator = "forced"\nstatement',
            "forced is held for force alone, and a target is rated for the partnership",
        ),
        (
            "valid_from = 2022-04-01",
            'area = "ward"\nvalid_from = 2022-04-01',
            "a target is rated for the partnership, not for ward",
        ),
        ("value = 14840", "value = -1", "baseline.value: Input should be greater"),
        ("value = 14840", "value = inf", "baseline.value: Input should be a finite"),
        ("value = 14840", "value = 1e300", "baseline.value: Input should be less"),
        ("value = 14840", "value = 14840.5", "14840.5 is no whole number, and counted"),
        (
            "period_start = 2021-04-01",
            "period_start = 2021-10-01",
            "baseline: it does not cover twelve whole months",
        ),
        (
            "period_start = 2021-04-01",
            "period_start = 2021-04-02",
            "baseline: it does not cover twelve whole months",
        ),
        (
            "period_end = 2022-03-31",
            "period_end = 2021-03-31",
            "baseline: the baseline",
        ),
        (
            "period_end = 2022-03-31",
            "period_end = 2025-03-31",
            "not after the baseline",
        ),
        (
            'indicator = "counted"\nsource',
            'indicator = "felt"\nsource',
            "indicator felt",
        ),
        ('"partner_return"', '"police_street"', "does not come from police_street"),
        ("definition_version = 1", "definition_version = 2", "is newer than"),
    ],
)
def test_a_wrong_target_is_named(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = TARGET + BASELINE
    assert old in text
    message = wrong(tmp_path, HEAD + text.replace(old, new, 1))
    assert message.startswith(", line 12, [[target]]: ")
    assert fault in message


def test_each_row_has_its_own_line(tmp_path: Path) -> None:
    second = TARGET.replace("counted", "other").replace("asb", "noise")
    message = wrong(tmp_path, HEAD + TARGET + second)
    assert message.startswith(", line 23, [[target]]: heading: there is no heading")


SHARE = """
[[target]]
heading = "asb"
indicator = "shared"
statement = "Keep it up"
type = "maintain"
valid_from = 2022-04-01
"""


def test_a_proportion_is_at_most_100(tmp_path: Path) -> None:
    start = BASELINE.replace('"counted"', '"shared"')
    right = start.replace("14840", "21.9\nn_eff = 900")
    (target,) = read(tmp_path, HEAD + SHARE + right).targets
    assert target.baseline is not None
    assert (target.baseline.value, target.baseline.n_eff) == (21.9, 900)
    assert "a value is over 100" in wrong(tmp_path, HEAD + SHARE + start)


def test_an_older_definition_is_for_the_rating_to_refuse(tmp_path: Path) -> None:
    start = BASELINE.replace('"counted"', '"shared"').replace("14840", "21.9")
    (target,) = read(tmp_path, HEAD + SHARE + start).targets
    assert target.baseline is not None
    assert target.baseline.definition_version < known()["shared"].definition_version


def test_some_types_need_a_better_direction(tmp_path: Path) -> None:
    message = wrong(tmp_path, HEAD + SHARE.replace("shared", "counted"))
    assert "maintain needs a better direction, and counted has none" in message


@pytest.mark.parametrize(
    ("first_ends", "second_begins", "clash"),
    [
        ("", "2023-04-01", True),
        ("2023-04-01", "2023-04-01", True),
        ("2023-03-31", "2023-04-01", False),
    ],
)
def test_targets_of_one_measure_do_not_overlap(
    tmp_path: Path, first_ends: str, second_begins: str, clash: bool
) -> None:
    end = f"valid_to = {first_ends}\n" if first_ends else ""
    second = TARGET.replace("valid_from = 2022-04-01", f"valid_from = {second_begins}")
    text = HEAD + TARGET + end + second
    if clash:
        message = wrong(tmp_path, text)
        assert "two targets of asb measured by counted hold at once" in message
    else:
        plan = read(tmp_path, text)
        (held,) = plan.on(date(2023, 3, 31))
        assert held is plan.targets[0]
        (held,) = plan.on(date(2023, 4, 1))
        assert held is plan.targets[1]
        assert plan.on(date(2022, 3, 31)) == ()


def test_two_headings_are_no_overlap(tmp_path: Path) -> None:
    other = '\n[[heading]]\nid = "noise"\nname = "Noise"\nowner = "Tasking"\n'
    under = TARGET.replace('"asb"', '"noise"')
    assert len(read(tmp_path, HEAD + other + TARGET + under).targets) == 2


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("drug_deaths", "no rule rates drug_deaths, a count by yearly"),
        ("alcohol_specific_admissions", "no rule rates alcohol_specific_admissions"),
        ("crime_severity_score", "no rule rates crime_severity_score, a score"),
    ],
)
def test_what_no_rule_rates_takes_no_target(
    tmp_path: Path, name: str, fault: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(HEAD + TARGET.replace("counted", name), "utf-8")
    with pytest.raises(ConfigurationWrong, match=fault):
        load_plan(path)


def test_a_monthly_path_ends_at_a_percentage_of_its_baseline(tmp_path: Path) -> None:
    short = TARGET.replace('"linear"', '"monthly"\nmonthly = [12000, {}]').replace(
        "2025-03-31", "2022-05-31"
    )
    read(tmp_path, HEAD + short.format(11_130) + BASELINE)
    read(tmp_path, HEAD + short.format(11_130.5) + BASELINE)
    message = wrong(tmp_path, HEAD + short.format(14_840) + BASELINE)
    assert "monthly does not end at the target, 11130" in message


@pytest.mark.parametrize(("baseline", "less", "goal"), [(90, 30, 63), (50, 34, 33)])
def test_a_whole_goal_is_whole(
    tmp_path: Path, baseline: float, less: float, goal: float
) -> None:
    text = TARGET.replace("target_percent = 25", f"target_percent = {less}")
    assert read(tmp_path, HEAD + text).targets[0].goal(baseline) == goal


def test_a_heading_has_one_primary_target_at_a_time(tmp_path: Path) -> None:
    primary = TARGET + "primary = true\n"
    other = TARGET.replace("counted", "other")
    plan = read(tmp_path, HEAD + other + primary)
    names = [target.indicator for target in plan.on(date(2024, 1, 1))]
    assert names == ["counted", "other"]  # the primary one first
    message = wrong(tmp_path, HEAD + primary + other + "primary = true\n")
    assert "counted and other are both primary in asb" in message


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        (
            "last = 2021-07-31",
            "last = 2020-02-29",
            ", line 12, [[event]]",
            "ends before",
        ),
        ('"mask"', '"storm"', ", line 12, [[event]]", "kind: Input should be"),
        ('"mask"', '"mask"\nindicators = ["felt"]', ", line 12, [[event]]", "felt"),
        ("last = 2025-03-31", "last = 2022-03-31", ", line 1, [plan]", "plan ends"),
        ('id = "asb"', 'id = "ASB 1"', ", line 7, [[heading]]", "id: String should"),
        (
            'owner = "Tasking"',
            'owner = "Tasking"\nsupporting = ["felt"]',
            ", line 7, [[heading]]",
            "no indicator felt",
        ),
        (
            "[[event]]",
            '[[heading]]\nid = "asb"\nname = "A"\nowner = "B"\n[[event]]',
            ", line 12, [[heading]]",
            "asb is taken",
        ),
        ("[[event]]", "[event]", ", line 12, [event]", "one table, not rows"),
        ("[[event]]", "[[colour]]", ", line 1, [plan]", "found colour, heading, plan"),
        ("[plan]", "[[plan]]", ", [plan]", "expected [plan]"),
    ],
)
def test_other_faults_are_named(
    tmp_path: Path, old: str, new: str, place: str, fault: str
) -> None:
    message = wrong(tmp_path, (HEAD + EVENT).replace(old, new, 1))
    assert message.startswith(f"{place}: ")
    assert fault in message


def test_an_illustration_belongs_to_a_heading(tmp_path: Path) -> None:
    text = """
[[illustration]]
heading = "asb"
figure = "plan.asb"
label = "If so"
type = "reduce_any"
baseline_value = 14840
"""
    assert read(tmp_path, HEAD + text).illustrations[0].baseline_value == 14_840
    message = wrong(tmp_path, HEAD + text.replace('"asb"', '"noise"', 1))
    assert message.startswith(", line 12, [[illustration]]: heading: ")


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationWrong, match="there is no such file"):
        load_plan(tmp_path / "plan.toml")


def test_the_plan_that_is_shipped_loads() -> None:
    plan = load_plan(OWN)
    assert [heading.id for heading in plan.headings] == [
        "crime",
        "asb",
        "hate_crime",
        "substance_use",
    ]
    in_force = plan.on(date(2022, 11, 30))
    assert [target.indicator for target in in_force] == [
        "partnership_crime",
        "partnership_asb",
        "hate_repeat_victims",
        "completions_all",
    ]
    assert all(target.primary for target in in_force)
    (mask,) = (event for event in plan.events if event.kind == "mask")
    assert (mask.first, mask.last) == (date(2020, 3, 1), date(2021, 7, 31))
    kinds = {event.kind for event in plan.events}
    assert kinds == {"mask", "boundary", "recording", "local"}


def test_the_demonstrations_plan_loads(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(plan_toml(), "utf-8")
    plan = load_plan(path)
    based = {t.indicator for t in plan.targets if t.baseline is not None}
    assert based >= {
        "partnership_asb",
        "partnership_crime",
        "hate_repeat_victims",
        "hate_repeat_share",
        "perceived_asb",
        "completions_all",
    }
    assert {t.type for t in plan.targets} == {
        "reduce_pct",
        "reduce_any",
        "maintain",
        "benchmark",
        "assurance",
    }
    assert any(t.baseline is None for t in plan.targets)
    assert any(t.baseline and t.baseline.indicator != t.indicator for t in plan.targets)
    for heading in plan.headings:
        primary = [t for t in plan.targets if t.heading == heading.id and t.primary]
        assert len(primary) == 1
