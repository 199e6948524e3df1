"""Goals, ratios and their spread."""

from dataclasses import asdict
from math import isclose

import pytest

from figures import REQUESTS, Figures, compare, from_json, geometric_mean, judged
from goal import Goal, at_least, at_most


def row(goal: Goal, section: str = REQUESTS) -> Figures:
    """A row without figures."""
    return Figures("row", "Some work", section, goal, "flask", "costrel", "us")


def test_a_goal_of_speed_asks_how_many_times_as_fast_as_the_reference() -> None:
    """The fastest round counts; the quartiles are those of the ratio of each round."""
    found = compare(row(at_least(4)), {"flask": [8e-6, 10e-6, 12e-6], "costrel": [2e-6] * 3}, 1e6)
    assert found.best == pytest.approx({"flask": 8, "costrel": 2})
    assert found.value == pytest.approx(4)
    assert found.ratios["costrel"].quartiles == pytest.approx((4.5, 5, 5.5))


def test_a_goal_of_cost_asks_how_many_times_as_much_as_the_reference() -> None:
    """The other way round."""
    found = compare(row(at_most(0.8)), {"flask": [1.0, 2.0], "costrel": [0.9, 0.9]}, 1e3)
    assert found.value == pytest.approx(0.9)
    assert found.met is False
    assert found.goal.missed_by(0.9) == pytest.approx(0.125)


def test_a_goal_with_a_unit_judges_the_figure_itself() -> None:
    """Whatever the reference took."""
    found = compare(row(at_most(50, "ms")), {"flask": [0.001], "costrel": [0.04]}, 1e3)
    assert found.value == pytest.approx(40)
    assert found.met is True
    assert str(found.goal) == "≤ 50 ms"


def test_without_the_reference_there_is_no_ratio_and_no_verdict() -> None:
    """The time is still shown."""
    found = compare(row(at_least(4)), {"costrel": [1.0]}, 1)
    assert (found.value, found.met, found.best) == (None, None, {"costrel": 1.0})


@pytest.mark.parametrize(("value", "met"), [(4.0, True), (3.999, False)])
def test_a_goal_is_met_at_its_limit(value: float, met: bool) -> None:
    """And not below."""
    assert at_least(4).met(value) is met


def test_goals_are_counted_and_the_mean_is_of_requests_alone() -> None:
    """A start has no part in it."""
    times = {"flask": [8.0], "costrel": [2.0]}
    rows = [
        compare(row(at_least(4)), times, 1),
        compare(row(at_least(20)), {"flask": [9.0], "costrel": [1.0]}, 1),
        compare(row(at_most(1), "Start"), times, 1),
        row(at_least(3)),
    ]
    assert judged(rows) == (2, 3)
    mean = geometric_mean(rows)
    assert mean is not None
    assert isclose(mean, 6)
    assert geometric_mean([rows[2]]) is None


def test_figures_come_back_from_json_as_they_were() -> None:
    """What a page shows is what was measured."""
    found = compare(row(at_least(4)), {"flask": [8.0, 9.0], "costrel": [2.0, 2.5]}, 1)
    assert from_json(asdict(found)) == found
