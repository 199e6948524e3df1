"""docs/performance.md and its picture, as far as they are made from the figures kept there."""

import re
from collections.abc import Mapping
from typing import Any

import markdown
import report
from figures import REQUESTS, Figures, from_json
from frameworks import NAMES, OWN
from picture import picture

PAGE = report.FILE.with_suffix(".md")
PICTURE = report.FILE.with_suffix(".svg")

_PART = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Reports = Mapping[str, Mapping[str, Mapping[str, Any]]]


def write() -> None:
    """Renew both from docs/performance.json."""
    kept = report.read()
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), kept), encoding="utf-8")
    if "table" in kept:
        PICTURE.write_text(drawn(kept), encoding="utf-8")


def filled(text: str, kept: Reports) -> str:
    """The page with every part between marks renewed whose figures are kept."""
    made = parts(kept)

    def renewed(match: re.Match[str]) -> str:
        begin, name, end = match.groups()
        return f"{begin}\n{made[name]}\n\n{end}" if name in made else match[0]

    return _PART.sub(renewed, text)


def drawn(kept: Reports) -> str:
    """The picture of the newest Python's requests."""
    newest = _newest_first(kept["table"])[0]
    rows = [row for row in _rows(newest) if row.section == REQUESTS]
    return picture(rows, markdown.conditions(newest))


def parts(kept: Reports) -> dict[str, str]:
    """What stands between the marks, by name."""
    made: dict[str, str] = {}
    if "table" in kept:
        made |= _of_table(_newest_first(kept["table"]))
    if "scale" in kept:
        made |= _of_scale(_newest_first(kept["scale"])[0])
    if "end-to-end" in kept:
        newest = _newest_first(kept["end-to-end"])[0]
        notes = "".join(f"\n- Not measured: {reason}" for reason in newest["skipped"])
        table = markdown.of_lines(newest["lines"]) if newest["lines"] else ""
        made["end-to-end"] = f"{markdown.conditions(newest)}.\n\n{table}{notes}"
    return made


def _of_table(runs: list[Mapping[str, Any]]) -> dict[str, str]:
    newest, *older = runs
    before = {row.name: row for row in _rows(older[-1])} if older else {}
    name = ".".join(older[-1]["python"].split(".")[:2]) if older else ""
    rows = {
        section: [row for row in _rows(newest) if row.section == section]
        for section in (REQUESTS, "Start", "Size", "Server")
    }
    versions = newest["versions"]
    others = [each for each in NAMES if each in versions]
    made = {
        "summary": "\n".join(markdown.of_summary(run, _rows(run)) for run in runs),
        "versions": ", ".join(
            f"{each.capitalize()} {version}" for each, version in versions.items() if each != OWN
        )
        + ".",
        "others": markdown.of_frameworks(rows[REQUESTS], others),
    }
    for section, found in rows.items():
        made[section.lower()] = markdown.of_rows(found, before, name) if found else "Not measured."
    return made


def _of_scale(newest: Mapping[str, Any]) -> dict[str, str]:
    courses = "\n\n".join(
        f"**{course['title']}**\n\n{markdown.of_lines(course['lines'])}"
        for course in newest["courses"].values()
    )
    return {"scale": f"{markdown.conditions(newest)}.\n\n{courses}"}


def _newest_first(runs: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    order = sorted(runs, key=lambda minor: [int(part) for part in minor.split(".")], reverse=True)
    return [runs[minor] for minor in order]


def _rows(run: Mapping[str, Any]) -> list[Figures]:
    return [from_json({k: v for k, v in row.items() if k != "met"}) for row in run["rows"]]
