"""Measure requests a second behind real servers, with wrk: ``nox -s bench -- end-to-end``."""

import argparse
import sys
from pathlib import Path

import markdown
import page
import report
import servers
from progress import Progress
from served import MAKERS

_ROUNDS = 3
_SECONDS = 5
_WORKERS = (1, 2)

Line = dict[str, float | str]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench -- end-to-end", description=__doc__)
    parser.add_argument("--server", action="append", choices=[*servers.SERVERS], help="only this")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"turns of each ({_ROUNDS})")
    parser.add_argument(
        "--seconds", type=int, default=_SECONDS, help=f"load in each turn ({_SECONDS})"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.md"
    )
    options = parser.parse_args(arguments)
    if options.rounds < 1 or options.seconds < 1:
        parser.error("--rounds and --seconds must be at least 1.")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; what is not installed is skipped with its reason."""
    options = _options(arguments)
    chosen = options.server or [*servers.SERVERS]
    reasons = {server: servers.missing(server) for server in chosen}
    skipped = [f"{server}: {reason}" for server, reason in reasons.items() if reason]
    measured = [server for server, reason in reasons.items() if not reason]
    lines: list[Line] = []
    with Progress(len(measured) * len(_WORKERS)) as progress:
        for server in measured:
            for workers in _WORKERS:
                progress.next(f"{server}, workers: {workers}")
                lines.append(_line(server, workers, options.rounds, options.seconds))
    if lines:
        print(markdown.of_lines(lines))
    for text in skipped:
        print(f"skipped: {text}")
    found = {**report.conditions(), "lines": lines, "skipped": skipped}
    if options.json:
        report.write(options.json, found)
    if options.write:
        report.keep("end-to-end", found)
        page.write()
    return 0


def _line(server: str, workers: int, rounds: int, seconds: int) -> Line:
    times = servers.in_turns(server, workers, tuple(MAKERS), rounds, seconds)
    rates = {name: 1 / min(each) for name, each in times.items()}
    return {
        "server": server.capitalize(),
        "workers": workers,
        **{f"{name.capitalize()} /s": rate for name, rate in rates.items()},
        "Costrel to Flask": rates["costrel"] / rates["flask"],
        "to Falcon": rates["costrel"] / rates["falcon"],
    }


if __name__ == "__main__":
    sys.exit(main())
