"""Measure what a request costs, as a ratio to Flask: ``nox -s bench``, or this file."""

import argparse
import sys
from pathlib import Path

import comparison
import instructions
import table
from exchange import Call
from frameworks import FRAMEWORKS, OWN, REFERENCE
from rows import ROWS, Row
from turns import take_turns

_ROUNDS = 40
_QUICK = 8


def _options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--row", action="append", choices=[*ROWS], help="only this row; repeatable")
    parser.add_argument(
        "--framework",
        action="append",
        choices=[*FRAMEWORKS],
        help="only this framework, without ratios unless flask is one; repeatable",
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"turns of each ({_ROUNDS})")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} rounds, less exact")
    parser.add_argument("--count", action="store_true", help="also count executed instructions")
    parser.add_argument("--check", action="store_true", help="only compare the answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    options = parser.parse_args(arguments)
    if options.quick:
        options.rounds = _QUICK
    if options.rounds < 1:
        parser.error("--rounds must be at least 1.")
    return options


def main() -> int:
    """Measure, print, and return 1 where two frameworks did not do equal work."""
    options = _options()
    names = options.framework or [*FRAMEWORKS]
    rows = [ROWS[name] for name in options.row or ROWS]
    frameworks = {name: FRAMEWORKS[name]() for name in names}
    results: list[table.Figures] = []
    unequal = 0
    if not options.check:
        print(table.heading(names), flush=True)
    for number, row in enumerate(rows, 1):
        _show(f"[{number}/{len(rows)}] {row.title} ...")
        prepared = {name: framework.prepare(row) for name, framework in frameworks.items()}
        calls = {name: call for name, call in prepared.items() if call is not None}
        found = _differences(calls)
        _show("")
        for text in found:
            print(f"{row.title}: unequal work, not measured. {text}")
        if found or options.check:
            unequal += bool(found)
            continue
        results.append(_measured(row, calls, options, f"[{number}/{len(rows)}] {row.title} ..."))
        print(table.line(results[-1], names), flush=True)
        if options.count:
            print(table.counted(results[-1]), flush=True)
    if options.check:
        print(f"{len(rows) - unequal} of {len(rows)} rows: equal answers")
    else:
        print(table.summary(results))
    if options.json:
        table.write_json(options.json, results, options.rounds)
    return 1 if unequal else 0


def _measured(
    row: Row, calls: dict[str, Call], options: argparse.Namespace, progress: str
) -> table.Figures:
    _show(progress)
    measured = table.figures(row, take_turns(calls, options.rounds))
    if options.count:
        measured.counts = {name: instructions.count(call) for name, call in calls.items()}
    _show("")
    return measured


def _differences(calls: dict[str, Call]) -> list[str]:
    """How the product's answer differs from Flask's; other frameworks have pages of their own."""
    if REFERENCE not in calls or OWN not in calls:
        return []
    found = comparison.difference(calls[REFERENCE], calls[OWN])
    return [] if found is None else [found]


def _show(progress: str) -> None:
    """What is going on, on a terminal only, in a line that the next one replaces."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{progress}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
