"""The table of routes."""

import re

import pytest
from werkzeug.routing import Rule

from costrel_cli.commands.routes import routes_command
from costrel_core import App


def table(app: App, *args: str) -> list[list[str]]:
    """The cells of what the command prints."""
    result = app.test_cli_runner().invoke(routes_command, list(args))
    assert result.exit_code == 0, result.output
    return [re.split(r" {2,}", line) for line in result.output.splitlines()]


@pytest.fixture
def app() -> App:
    """Three routes whose orders differ by column."""
    app = App("site", static_folder=None)
    app.add_url_rule("/b/<int:n>", "first", lambda n: "", methods=["POST", "DELETE"])
    app.add_url_rule("/c", "zoo", lambda: "", methods=["GET"])
    app.add_url_rule("/a", "middle", lambda: "", methods=["GET", "PATCH"])
    return app


def test_the_table_has_a_head_a_ruler_and_a_line_for_each_rule(app) -> None:
    """HEAD and OPTIONS are left out; it is sorted by endpoint."""
    assert table(app) == [
        ["Endpoint", "Methods", "Rule"],
        ["--------", "------------", "----------"],
        ["first", "DELETE, POST", "/b/<int:n>"],
        ["middle", "GET, PATCH", "/a"],
        ["zoo", "GET", "/c"],
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("endpoint", ["first", "middle", "zoo"]),
        ("methods", ["first", "zoo", "middle"]),
        ("rule", ["middle", "first", "zoo"]),
    ],
)
def test_the_table_can_be_sorted(app, sort: str, order: list[str]) -> None:
    """By each column."""
    assert [row[0] for row in table(app, "--sort", sort)[2:]] == order


def test_the_order_of_matching_is_werkzeugs(app) -> None:
    """As the rules are tried; a column that is not there leaves it as well."""
    order = [rule.endpoint for rule in app.url_map.iter_rules()]
    for sort in ("match", "domain"):
        assert [row[0] for row in table(app, "-s", sort)[2:]] == order


def test_all_methods_can_be_shown(app) -> None:
    """HEAD and OPTIONS included."""
    assert table(app, "--all-methods")[4][1] == "GET, HEAD, OPTIONS"


def test_a_rule_that_allows_every_method_shows_none(app) -> None:
    """Werkzeug's rules may name no methods at all."""
    app.url_map.add(Rule("/any", endpoint="any"))
    assert ["any", "/any"] in table(app)


def test_no_routes_are_said() -> None:
    """An empty table would be a riddle."""
    assert table(App("empty", static_folder=None)) == [["No routes were registered."]]


def test_subdomains_have_a_column() -> None:
    """Where at least one rule has one; it can be sorted by."""
    app = App("site", static_folder=None, subdomain_matching=True)
    app.add_url_rule("/", "b", lambda: "", subdomain="x")
    app.add_url_rule("/", "a", lambda: "", subdomain="y")
    app.add_url_rule("/", "c", lambda: "")
    rows = table(app, "--sort", "domain")
    assert rows[0] == ["Endpoint", "Methods", "Subdomain", "Rule"]
    assert rows[2:] == [["c", "GET", "/"], ["b", "GET", "x", "/"], ["a", "GET", "y", "/"]]


def test_hosts_have_a_column() -> None:
    """Where the map matches hosts."""
    app = App("site", static_folder=None, host_matching=True)
    app.add_url_rule("/", "a", lambda: "", host="a.test")
    assert table(app)[0] == ["Endpoint", "Methods", "Host", "Rule"]
    assert table(app)[2] == ["a", "GET", "a.test", "/"]
