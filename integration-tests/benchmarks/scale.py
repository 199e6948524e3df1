"""Measure how costs change with the size of an application: ``nox -s bench -- scale``."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import courses
import markdown
import page
import report
from progress import Progress

_ROUNDS = 20
_REQUESTS = 1_000_000


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench -- scale", description=__doc__)
    parser.add_argument(
        "--course", action="append", choices=courses.NAMES, help="only this one; repeatable"
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"turns of each ({_ROUNDS})")
    parser.add_argument(
        "--requests",
        type=int,
        default=_REQUESTS,
        help=f"over how many memory is watched ({_REQUESTS:,})",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.md"
    )
    options = parser.parse_args(arguments)
    if options.rounds < 1 or options.requests < 1000:
        parser.error("--rounds must be at least 1, --requests at least 1000.")
    if options.write and options.course:
        parser.error("--write needs all courses: leave out --course.")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    options = _options(arguments)
    names = options.course or courses.NAMES
    made = {}
    with Progress(len(names)) as progress:
        for name in names:
            progress.next(name)
            title, lines = _alone(name, options.rounds, options.requests)
            progress.clear()
            made[name] = {"title": title, "lines": lines}
            print(f"{title}\n\n{markdown.of_lines(lines)}\n", flush=True)
    found = {**report.conditions(), "courses": made}
    if options.json:
        report.write(options.json, found)
    if options.write:
        report.keep("scale", found)
        page.write()
    return 0


def _alone(*arguments: Any) -> tuple[str, list[courses.Line]]:
    """The course in a process of its own: memory that another left free would hide a growth."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(courses.run, *arguments).result()


if __name__ == "__main__":
    sys.exit(main())
