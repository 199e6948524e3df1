"""The plugin ``rich-cli``, as it is met on a terminal."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from click import unstyle

from costrel_rich_cli import plugin
from costrel_rich_cli.command_line import RichCommandLine

APP = """
from costrel_core import App

app = App(__name__, static_folder=None)


@app.route("/pages/<path:page>", methods=["GET", "POST"])
def page(page): ...
"""


@pytest.mark.alone
def test_it_wraps_what_would_fill_the_slot() -> None:
    """Where that is nothing, neither does this."""
    inner = SimpleNamespace(runner_class=object)
    made = plugin.provide_cli(lambda: inner)
    assert isinstance(made, RichCommandLine)
    assert made.inner is inner
    assert plugin.provide_cli(lambda: None) is None


@pytest.mark.alone
def test_importing_it_does_not_import_rich() -> None:
    """An application that serves requests has it installed, perhaps, and never uses it."""
    code = (
        "import sys, types, costrel_rich_cli.plugin as plugin;"
        "plugin.provide_cli(lambda: types.SimpleNamespace(runner_class=object));"
        "sys.exit(bool({'rich', 'rich_click', 'click'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_installing_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log names it; without the default there is nothing to wrap."""
    from costrel_core import App

    monkeypatch.setenv("COSTREL_PLUGINS", "rich-cli")
    app = App("site")
    assert isinstance(app.command_line, RichCommandLine)
    assert app.assembly.provider_name("cli") == "rich-cli"
    assert App("site", without={"cli"}).command_line is None
    assert not isinstance(App("site", plugins=[]).command_line, RichCommandLine)


def test_on_a_terminal_the_help_has_frames_and_colours(site) -> None:
    """Of the command, with the application's own commands."""
    code, shown = site.shown("--help")
    assert code == 0
    assert "\x1b[" in shown
    assert "╭─" in shown
    assert "Options" in shown
    assert "Commands" in shown
    plain = unstyle(shown)
    for name in ("run", "routes", "tidy"):
        assert f"│ {name} " in plain
    assert "Tidy up [everything]." in plain


@pytest.mark.parametrize("command", ["run", "tidy", "new plugin"])
def test_on_a_terminal_each_command_has_such_a_page(command: str, site) -> None:
    """The framework's, the application's, and those inside of a group."""
    code, shown = site.shown(*command.split(), "--help", TERM="dumb")
    assert code == 0
    assert "─ Options ─" in shown
    assert f"costrel {command} " in shown


def test_no_color_is_obeyed(site) -> None:
    """In pages and tables; so is a terminal that has none."""
    for arguments in (["--help"], ["routes"]):
        for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            code, shown = site.shown(*arguments, **variables)
            assert code == 0
            assert "\x1b[3" not in shown
            assert "╭─" in shown
    assert "\x1b[3" in site.shown("routes")[1]


def test_tables_have_frames_on_a_terminal(site) -> None:
    """Of routes and of plugins; sorted as the option says."""
    code, shown = site.shown("routes", "--sort", "rule", NO_COLOR="1", TERM="dumb")
    assert (code, shown.splitlines()) == (
        0,
        [
            "╭──────────┬───────────┬────────────────────╮",
            "│ Endpoint │ Methods   │ Rule               │",
            "├──────────┼───────────┼────────────────────┤",
            "│ index    │ GET       │ /                  │",
            "│ page     │ GET, POST │ /pages/<path:page> │",
            "╰──────────┴───────────┴────────────────────╯",
        ],
    )
    code, shown = site.shown("plugins", columns=200, TERM="dumb")
    assert code == 0
    assert "│ rich-cli " in shown
    assert "│ Hooks " in shown


def test_the_width_of_a_terminal_counts_also_where_it_is_a_dumb_one(site) -> None:
    """Rich alone would take it for 80 columns."""
    site.write("app.py", APP.replace("/pages/", f"/{'x' * 100}/"))
    code, shown = site.shown("routes", columns=150, TERM="dumb")
    assert code == 0
    assert f"│ GET, POST │ /{'x' * 100}/<path:page> │" in shown


def test_a_narrow_terminal_gets_all_of_it(site) -> None:
    """No line is wider than it, and nothing is left out."""
    code, shown = site.shown("routes", columns=30, TERM="dumb")
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 30
    assert "Rule     /pages/<path:page>" in shown
    code, shown = site.shown("run", "--help", columns=50, TERM="dumb")
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 50
    assert "--with-threads / --without-threads" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        "--help", "run --help", "routes", "routes --all-methods -s rule", "why slot json",
        "why route /nowhere", "check", "tidy", "nothing", "run --port x", "--version",
        "lock --check",
    ],
)  # fmt: skip
def test_a_script_reads_what_it_reads_without_this_part(arguments: str, site) -> None:
    """The same text and the same exit code."""
    with_it = site.piped(*arguments.split())
    assert with_it == site.piped(*arguments.split(), COSTREL_PLUGINS=" ")


def test_exit_codes_are_the_same_on_a_terminal(site) -> None:
    """Success, a finding, and a mistake in the arguments."""
    assert site.shown("tidy") == (0, "tidy\n")
    assert site.shown("why", "route", "/nowhere")[0] == 1
    assert site.shown("nothing")[0] == 2
