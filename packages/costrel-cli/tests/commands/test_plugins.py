"""The table of plugins."""

import json
import time
from collections.abc import Iterator

import pytest

from costrel_cli.commands.plugins import plugins_command
from costrel_core import App, Blueprint
from costrel_core.plugins.discovery import discover
from costrel_spec import Plugin, hookimpl


class Slow:
    """A plugin that takes its time."""

    plugin_name = "slow"
    plugin = Plugin(optional=True)

    def __init__(self) -> None:
        time.sleep(0.11)

    @hookimpl
    def setup(self, app) -> None:
        pass

    @hookimpl
    def provide_json(self, app):
        return None


class Broken:
    """An optional plugin that fails."""

    plugin_name = "broken"

    @hookimpl
    def setup(self, app) -> None:
        raise KeyError("ink")


def output(app: App, *args: str) -> str:
    """What the command prints."""
    result = app.test_cli_runner().invoke(plugins_command, list(args))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def app(project) -> Iterator[App]:
    """An application with one slow and one broken plugin, beside one that is denied."""
    project.distribution("acme", "costrel", "acme = acme_plugin")
    discover.cache_clear()
    yield App("site", plugins=[Slow, Broken], optional={"broken"}, deny={"acme"})
    discover.cache_clear()


def test_each_plugin_has_a_line(app) -> None:
    """With its distribution, status, times, slots and hooks."""
    lines = output(app).splitlines()
    assert lines[0].split()[:3] == ["Plugin", "Distribution", "Status"]
    rows = {line.split()[0]: line for line in lines[2:] if line}
    assert "active, optional, slow" in rows["slow"]
    assert rows["slow"].split()[-2:] == ["json", "setup"]
    assert "left out" in rows["broken"]
    assert "costrel-core" in rows["core"]
    assert rows["core"].split()[-1] == "router"
    assert "denied" in rows["acme"]


@pytest.mark.parametrize(("columns", "fits"), [(1000, False), (130, True)])
def test_the_table_fits_the_terminal(columns: int, fits: bool, project) -> None:
    """A wide one has a line for each plugin, and so has what is no terminal."""
    project.write(
        "app.py",
        """
        from costrel_core import App
        from costrel_spec import hookimpl

        NAMES = "request_started", "before_request", "after_request", "request_finished", "flashed"
        HOOKS = {name: hookimpl(lambda self: None, specname=name) for name in NAMES}
        app = App("site", plugins=[type("Many", (), HOOKS)])
        """,
    )
    code, shown = project.on_terminal("plugins", columns=columns)
    assert code == 0
    table = shown.partition("\n\n")[0].splitlines()
    assert (max(map(len, table)) <= 130) is fits
    elsewhere = project.run("plugins", COLUMNS="130")[1].partition("\n\n")[0].splitlines()
    assert (len(table) == len(elsewhere)) is not fits
    assert max(map(len, elsewhere)) > 130


def test_what_takes_no_part_has_a_reason(app) -> None:
    """Below the table."""
    text = output(app)
    assert "\n\nbroken: The plugin 'broken' (given in plugins=) failed: its hook setup" in text
    assert "\n\nacme: deny= names it.\n" in text


def test_it_prints_json(app) -> None:
    """With all that is known."""
    states = {state["name"]: state for state in json.loads(output(app, "--json"))}
    assert states["slow"]["import_ms"] > 100
    assert states["slow"]["slow"] is True
    assert states["broken"]["status"] == "left out"
    assert states["broken"]["setup_ms"] is None


class Guard:
    """A plugin that looks at requests."""

    plugin_name = "guard"

    @hookimpl
    def before_request(self, ctx) -> None:
        pass


def test_what_acts_for_a_blueprint_only_is_said() -> None:
    """By its name."""
    app = App("site", plugins=[])
    for name in ("pages", "admin"):
        blueprint = Blueprint(name, __name__)
        blueprint.use(Guard)
        app.register_blueprint(blueprint)
    assert "active, for admin, for pages" in output(app)
    (guard,) = (each for each in json.loads(output(app, "--json")) if each["name"] == "guard")
    assert guard["scopes"] == ["admin", "pages"]
