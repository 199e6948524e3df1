"""Where things come from."""

import json
import re

import pytest

from costrel_cli.commands.why import why_command
from costrel_core import App
from costrel_spec import hookimpl
from costrel_spec.inspection import KINDS


def stamped() -> str:
    """A view of the plugin."""
    return ""


class Stamp:
    """A plugin with a route and a configuration."""

    plugin_name = "stamp"

    @hookimpl
    def config_defaults(self):
        return {"INK": "blue"}

    @hookimpl
    def setup(self, app) -> None:
        app.add_url_rule("/stamp", "stamp", stamped, methods=["GET", "POST"])
        app.extensions["ink"] = self


def ask(*args: str) -> tuple[int, str]:
    """The exit code and what the command prints."""
    app = App("site", plugins=[Stamp])
    app.add_url_rule("/stamp", "own", lambda: "")
    app.extensions["ink"] = 1
    result = app.test_cli_runner().invoke(why_command, list(args))
    return result.exit_code, result.output


PLACE = f"{__file__}:{stamped.__code__.co_firstlineno}"


def test_a_thing_has_an_owner_and_a_place() -> None:
    """A plugin, and file and line of what it brought."""
    assert ask("endpoint", "stamp") == (
        0,
        f"stamp -> {stamped.__module__}.stamped\n  from plugin 'stamp' at {PLACE}\n",
    )


def test_what_it_replaced_and_what_it_hides_stand_below() -> None:
    """With their owners."""
    assert "  in place of that of application 'site'" in ask("extension", "ink")[1]
    code, text = ask("route", "/stamp", "--method", "GET")
    assert (code, text.splitlines()[0]) == (0, "GET /stamp -> own")
    assert f"  hides that of plugin 'stamp' at {PLACE}" in text


def test_it_prints_json() -> None:
    """A list of origins, since a path may have several rules."""
    origins = json.loads(ask("route", "/stamp", "--json")[1])
    assert [origin["owner"]["kind"] for origin in origins] == ["application", "plugin"]


def test_what_is_not_there_is_an_error() -> None:
    """With a code; a kind that does not exist is a misuse."""
    code, text = ask("filter", "nothing")
    assert code == 1
    assert "The application has no filter 'nothing'." in text
    assert "[costrel:nothing-there]" in text
    assert ask("colour", "blue")[0] == 2


def test_what_is_not_there_is_said_with_what_was_asked_for() -> None:
    """A route may answer other methods, and a hook may be there for plugins that nobody took."""
    assert (
        "The application has no route '/stamp' for PUT." in ask("route", "/stamp", "-m", "PUT")[1]
    )
    assert (
        "No plugin of the application implements a hook 'before_request'."
        in (ask("hook", "before_request")[1])
    )


@pytest.mark.parametrize("key", ["INK", "DEBUG"])
def test_no_value_of_the_configuration_is_shown(key: str) -> None:
    """It may be a secret."""
    code, text = ask("config", key)
    assert code == 0
    assert "blue" not in text


def test_the_help_names_every_kind() -> None:
    """Which the usage line has no room for."""
    words = set(re.findall(r"[a-z]+", str(why_command.help).partition("KIND is")[2]))
    assert words - {"or"} == set(KINDS)
