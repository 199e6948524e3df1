"""A real request goes through all that ``docs/lifecycle.md`` lists, in the order of the page."""

import logging
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from costrel_spec import hookimpl

from .watched_site import Site, Watch

PAGE = (Path(__file__).parents[2] / "docs" / "lifecycle.md").read_text("utf-8")
ITEM = re.compile(r"^\d+\. (station|function|hook|signal) `(\w+)`(.*)$", re.MULTILINE)
INWARDS, OUTWARDS = "from the application inwards", "from the innermost blueprint outwards"
AT_ANY_TIME = {"app_context", "create_url_adapter", "ensure_sync", "select_jinja_autoescape"}

Event = tuple[str, str]
"""Kind and name."""


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    """The error is on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


class Watcher:
    """A plugin that notes the hooks of a request."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @hookimpl
    def context_pushed(self) -> None:
        self.lines.append("hook context_pushed")

    @hookimpl
    def request_started(self) -> None:
        self.lines.append("hook request_started")

    @hookimpl
    def before_request(self) -> None:
        self.lines.append("hook before_request")

    @hookimpl
    def handle_error(self) -> None:
        self.lines.append("hook handle_error")

    @hookimpl
    def request_failed(self) -> None:
        self.lines.append("hook request_failed")

    @hookimpl
    def before_render(self) -> None:
        self.lines.append("hook before_render")

    @hookimpl
    def rendered(self) -> None:
        self.lines.append("hook rendered")

    @hookimpl
    def after_request(self) -> None:
        self.lines.append("hook after_request")

    @hookimpl
    def request_finished(self) -> None:
        self.lines.append("hook request_finished")

    @hookimpl
    def teardown_request(self) -> None:
        self.lines.append("hook teardown_request")

    @hookimpl
    def teardown_context(self) -> None:
        self.lines.append("hook teardown_context")

    @hookimpl
    def context_popped(self) -> None:
        self.lines.append("hook context_popped")


def lines_of(path: str) -> list[str]:
    """What happens during a request that is not the application's first."""
    watcher = Watcher()
    acts: dict[str, Any] = {"errorhandler site 500": lambda error: "sorry"}
    site = Site("costrel", Watch(), acts, plugins=[watcher])
    watcher.lines = site.transcript.lines
    with site.receivers():
        site.send("/shop/cart/template")
        site.transcript.lines.clear()
        site.send(path)
    return site.transcript.lines


def event(line: str) -> Event | None:
    """What a line tells of; None where the page does not mention it."""
    kind, *rest = re.split(r"[ (]", line)
    if kind == ">":
        name = rest[0].rpartition(".")[2]
        return None if name in AT_ANY_TIME else ("station", name)
    if kind in {"hook", "signal"}:
        return kind, rest[0]
    return (
        None
        if kind in {"<", "!", "server"}
        else ("function", kind.removeprefix("app_").replace("_app_", "_"))
    )


def level(line: str) -> str:
    """Where the function of a line was registered; by ``app_...``, it is the application's."""
    kind, where = line.split(" ")[:2]
    return "site" if "app_" in kind else where.partition("(")[0]


def collapsed(items: Iterable[Any]) -> list[Any]:
    """Without repetitions of neighbours."""
    return [item for item, _ in groupby(items)]


def events(lines: list[str]) -> list[Event]:
    """What the page should list."""
    return collapsed(one for one in map(event, lines) if one is not None)


def written(heading: str) -> list[tuple[str, str, str]]:
    """Kind, name and explanation of each item below a heading of the page."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [item.groups() for item in ITEM.finditer(section)]  # type: ignore[misc]  # three groups


def test_a_request_follows_the_written_order() -> None:
    """Each item of the list happens in its place, and nothing else does."""
    items = written("The order")
    assert events(lines_of("/shop/cart/template")) == [(kind, name) for kind, name, _ in items]


def test_functions_are_called_in_the_written_direction() -> None:
    """The page says of each kind of function at which level it begins."""
    lines = lines_of("/shop/cart/template")
    for kind, name, explanation in written("The order"):
        levels = collapsed(level(line) for line in lines if event(line) == (kind, name))
        if INWARDS in explanation:
            assert levels == ["site", "shop", "cart"]
        elif OUTWARDS in explanation:
            assert levels == ["cart", "shop", "site"]
        else:
            assert len(levels) == 1 or kind != "function"


def test_an_error_takes_the_written_way() -> None:
    """From the view that fails to the response, as the page lists it."""
    happened = events(lines_of("/shop/cart/fail"))
    begin, end = happened.index(("function", "view")), happened.index(("station", "make_response"))
    items = written("When the view fails")
    assert happened[begin : end + 1] == [(kind, name) for kind, name, _ in items]
