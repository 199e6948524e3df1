"""Commands are kept for the part that will run them."""

from types import SimpleNamespace

import pytest

from costrel_core import Blueprint
from costrel_core.commands import RecordedGroup
from costrel_spec.errors import MissingPart

pytestmark = pytest.mark.alone


@pytest.fixture
def group():
    """An empty group."""
    return RecordedGroup("tools")


def work():
    """A command."""


@pytest.mark.parametrize(
    ("decorate", "name"),
    [
        (lambda group: group.command(work), "work"),
        (lambda group: group.command()(work), "work"),
        (lambda group: group.command("other")(work), "other"),
        (lambda group: group.command(name="other")(work), "other"),
        (lambda group: group.command("other", short_help="?")(work), "other"),
    ],
)
def test_a_command_is_kept_under_its_name(group, decorate, name):
    """Whichever way the decorator is written; the function stays what it is."""
    assert decorate(group) is work
    assert group.commands == {name: work}


@pytest.mark.parametrize(
    ("decorate", "name"),
    [
        (lambda group: group.group(work), "work"),
        (lambda group: group.group()(work), "work"),
        (lambda group: group.group("other")(work), "other"),
        (lambda group: group.group(name="other")(work), "other"),
    ],
)
def test_a_group_in_a_group_is_a_group(group, decorate, name):
    """Commands can be put in it, and it is found in the outer one."""
    inner = decorate(group)
    inner.command("deep")(work)
    assert isinstance(inner, RecordedGroup)
    assert group.commands == {name: inner}
    assert inner.name == name
    assert inner.commands == {"deep": work}


def test_a_command_object_is_kept_under_its_own_name_or_another(group):
    """As with ``click.Group.add_command``."""
    command = SimpleNamespace(name="ready")
    group.add_command(command)
    group.add_command(command, "again")
    assert group.commands == {"ready": command, "again": command}


def test_only_running_fails(group):
    """By call or by ``main``, and what click asks of a group to find a command in it."""
    for run in (group, group.main, group.invoke, group.list_commands):
        with pytest.raises(MissingPart, match="pip install costrel-cli"):
            run()
    with pytest.raises(MissingPart, match="pip install costrel-cli"):
        group.get_command(None, "work")


def test_the_group_of_an_application_is_named_like_it(app):
    """It is one object, made on first use."""
    assert isinstance(app.cli, RecordedGroup)
    assert app.cli is app.cli
    assert app.cli.name == "bare"


@pytest.mark.parametrize(
    ("arguments", "options", "path"),
    [
        ({}, {}, ("shop", "work")),
        ({"cli_group": None}, {}, ("work",)),
        ({"cli_group": "buy"}, {}, ("buy", "work")),
        ({}, {"cli_group": "sell"}, ("sell", "work")),
        ({"cli_group": "buy"}, {"cli_group": None}, ("work",)),
        ({}, {"name": "store"}, ("store", "work")),
    ],
)
def test_commands_of_a_blueprint_are_put_where_it_says(app, monkeypatch, arguments, options, path):
    """In a group named like it, in another one, or beside the application's."""
    monkeypatch.setattr("costrel_core.plugins.bare_command_line", lambda: None)
    shop = Blueprint("shop", __name__, **arguments)
    shop.cli.command("work")(work)
    app.register_blueprint(shop, **options)
    found = app.cli
    for name in path:
        found = found.commands[name]
    assert found is work


def test_a_blueprint_without_commands_adds_no_group(app, monkeypatch):
    """Whether or not somebody looked at its group."""
    monkeypatch.setattr("costrel_core.plugins.bare_command_line", lambda: None)
    unasked, empty = Blueprint("unasked", __name__), Blueprint("empty", __name__)
    assert empty.cli.commands == {}
    app.register_blueprint(unasked)
    app.register_blueprint(empty)
    assert app.cli.commands == {}
    assert "cli" not in vars(unasked)
