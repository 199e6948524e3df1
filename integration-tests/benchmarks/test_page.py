"""The documents show the figures that are kept beside them, and nothing typed by hand."""

from xml.etree import ElementTree as ET

import pytest

import markdown
import page
import report
import table
from figures import REQUESTS, compare
from goal import at_least, at_most

from .test_figures import row

KEPT = report.read()
SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_is_made_from_the_figures_kept_beside_it() -> None:
    """If it is not: nox -s bench -- publish."""
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.filled(text, KEPT) == text
    assert page.PICTURE.read_text(encoding="utf-8") == page.drawn(KEPT)


@pytest.mark.parametrize("part", ["table", "scale", "end-to-end"])
def test_every_part_of_the_page_was_measured(part: str) -> None:
    """With its day and its Python."""
    assert KEPT[part]
    assert all({"date", "python", "cpus"} <= run.keys() for run in KEPT[part].values())


def test_a_part_without_figures_stays_as_it_is() -> None:
    """A run renews what it measured."""
    text = "<!-- figures: scale -->\nold\n<!-- end -->"
    assert page.filled(text, {}) == text
    kept = {
        "scale": {
            minor: {
                **report.conditions(),
                "courses": {"rules": {"title": title, "lines": [{"n": 1}]}},
            }
            for minor, title in (("3.9", "Older"), ("3.10", "Newer"))
        }
    }
    filled = page.filled(text, kept)
    assert "**Newer**" in filled
    assert "old" not in filled.lower().replace("older", "")
    assert page.filled(filled, kept) == filled


def test_a_picture_has_a_bar_and_a_goal_for_each_row() -> None:
    """A row that was not measured has none, and titles are written as XML asks."""
    met = compare(row(at_least(4)), {"flask": [8.0], "costrel": [2.0]}, 1)
    missed = compare(row(at_least(40)), {"flask": [8.0], "costrel": [2.0]}, 1)
    drawing = ET.fromstring(page.picture([met, missed, row(at_least(4))], "a < b"))
    kinds = [bar.get("class") for bar in drawing.iter(SVG + "rect") if bar.get("height") != "12"]
    assert kinds == ["bar", "bar under"]
    texts = [text.text for text in drawing.iter(SVG + "text")]
    assert "a < b" in texts
    assert texts.count("4.0x") == 2


def test_a_table_names_each_goal_and_whether_it_is_met() -> None:
    """On the newest Python, beside the ratio on the oldest."""
    found = compare(row(at_most(0.8), "Start"), {"flask": [1.0], "costrel": [0.9]}, 1)
    made = markdown.of_rows([found], {"row": found}, "3.11")
    assert made.splitlines()[0].endswith("| on 3.11 |")
    assert made.splitlines()[2] == (
        "| Some work | 1.0 us | 0.9 us | **0.90** | 0.90 0.90 0.90 | ≤ 0.8x | no | 0.90 (no) |"
    )


def test_the_summary_names_what_is_missed_and_by_how_much() -> None:
    """After it, the count."""
    met = compare(row(at_least(4)), {"flask": [8.0], "costrel": [2.0]}, 1)
    missed = compare(row(at_least(8)), {"flask": [8.0], "costrel": [2.0]}, 1)
    assert table.summary([met, missed]).splitlines() == [
        "missed by 50%: Some work (4.00, goal ≥ 8x)",
        "1 of 2 goals met; geometric mean of the requests 4.00x (goal ≥ 9x)",
    ]
    assert "not enough" in table.summary([row(at_least(4))])


def test_a_line_leaves_out_what_was_not_measured() -> None:
    """One framework alone has no ratio."""
    alone = compare(row(at_least(4)), {"falcon": [3.0]}, 1)
    assert table.line(alone, ["falcon"]).split() == ["Some", "work", "≥", "4x", "3.0"]
    assert alone.section == REQUESTS


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5"), (10_000, "10,000"), (1234.5, "1,234"), (12.34, "12.3"), (1.234, "1.23"), ("a", "a")],
)
def test_numbers_show_the_digits_that_matter(value: float | str, text: str) -> None:
    """Three, unless there are more before the point."""
    assert markdown.number(value) == text
