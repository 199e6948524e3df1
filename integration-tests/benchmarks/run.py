"""Measure what requests, starts and sizes cost, mostly as a ratio to Flask: ``nox -s bench``."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import applications  # noqa: F401  # fills ROWS
import comparison
import instructions
import page
import report
import serving
import size
import startup
import table
from exchange import Call
from figures import REQUESTS, Figures, compare
from frameworks import NAMES, OWN, REFERENCE, Framework, load
from progress import Progress
from rows import ROWS, Row
from turns import take_turns

_ROUNDS = 40
_QUICK = 8
CASES = {case.name: case for case in (*startup.CASES, *size.CASES, *serving.CASES)}


def _options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--row", action="append", choices=[*ROWS, *CASES], help="only this row; repeatable"
    )
    parser.add_argument(
        "--framework",
        action="append",
        choices=[*NAMES, "all"],
        help=f"beside what; repeatable; {REFERENCE} and {OWN} if not given; one alone has no ratio",
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"turns of each ({_ROUNDS})")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} rounds, less exact")
    parser.add_argument("--count", action="store_true", help="also count executed instructions")
    parser.add_argument("--check", action="store_true", help="only compare the answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.md"
    )
    options = parser.parse_args(arguments)
    if options.quick:
        options.rounds = _QUICK
    if options.rounds < 1:
        parser.error("--rounds must be at least 1.")
    names = options.framework or [REFERENCE, OWN]
    options.framework = [*NAMES] if "all" in names else [*dict.fromkeys(names)]
    if options.write and (options.row or {REFERENCE, OWN} - {*options.framework}):
        parser.error("--write needs all rows, and Flask and Costrel.")
    options.row = options.row or [*ROWS, *CASES]
    if {REFERENCE, OWN} - {*options.framework}:
        options.row = [name for name in options.row if name in ROWS]  # the others compare the two
    return options


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return 1 where two frameworks did not do equal work."""
    options = _options(arguments)
    frameworks = {name: load(name) for name in options.framework}
    unequal = _check([ROWS[name] for name in options.row if name in ROWS], frameworks)
    if unequal or options.check:
        return 1 if unequal else 0
    others = [name for name in options.framework if name not in {REFERENCE, OWN}]
    print(table.heading(others), flush=True)
    rows: list[Figures] = []
    for row, counts in _measured(options, frameworks):
        print(table.line(row, others), flush=True)
        for name, count in counts.items():
            print(f"    {name}: {count['instructions']} instructions, {count['calls']} calls")
        rows.append(row)
    print(table.summary(rows))
    found = report.of_table(rows, options.rounds, options.framework)
    if options.json:
        report.write(options.json, found)
    if options.write:
        report.keep("table", found)
        page.write()
    return 0


def _check(rows: list[Row], frameworks: dict[str, Framework]) -> int:
    """How many answers differ from Flask's; without Flask there is nothing to compare with."""
    if REFERENCE not in frameworks:
        return 0
    unequal = answers = 0
    for row in rows:
        for name, other in frameworks.items():
            reference, call = frameworks[REFERENCE].prepare(row), other.prepare(row)
            if name == REFERENCE or reference is None or call is None:
                continue
            answers += 1
            if text := comparison.difference(reference, call, None if name == OWN else row.same):
                unequal += 1
                print(f"{row.title}, {name}: unequal work. {text}")
    print(f"{answers - unequal} of {answers} answers equal to {REFERENCE}'s\n", flush=True)
    return unequal


def _measured(
    options: argparse.Namespace, frameworks: dict[str, Framework]
) -> Iterator[tuple[Figures, dict[str, dict[str, int]]]]:
    with Progress(len(options.row)) as progress:
        for name in options.row:
            progress.next((ROWS.get(name) or CASES[name]).title)
            counts: dict[str, dict[str, int]] = {}
            if name in CASES:
                if reason := CASES[name].missing():
                    progress.clear()
                    print(f"{CASES[name].title}: skipped, {reason}")
                    continue
                figures = CASES[name].figures(options.rounds)
            else:
                calls = _calls(ROWS[name], frameworks)
                figures = _figures(ROWS[name], calls, options.rounds)
                if options.count:
                    counts = {each: instructions.count(call) for each, call in calls.items()}
            progress.clear()
            yield figures, counts


def _calls(row: Row, frameworks: dict[str, Framework]) -> dict[str, Call]:
    prepared = {name: framework.prepare(row) for name, framework in frameworks.items()}
    return {name: call for name, call in prepared.items() if call is not None}


def _figures(row: Row, calls: dict[str, Call], rounds: int) -> Figures:
    empty = Figures(row.name, row.title, REQUESTS, row.goal, REFERENCE, OWN, "us")
    return compare(empty, take_turns(calls, rounds), 1e6)


if __name__ == "__main__":
    sys.exit(main())
