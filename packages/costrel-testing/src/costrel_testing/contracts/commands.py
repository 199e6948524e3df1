"""The contract of the slot ``cli``: commands of applications, blueprints and plugins, and their runner."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from costrel_spec import current, hookimpl

from .contract import Contract
from .program import ProgramPromises
from .promise import expect, expect_equal

ROWS = [("Name", "Where"), ("first", "here"), ("a longer name", "there")]


class OwnRunner:
    """A class for ``app.test_cli_runner_class`` that notes what it is made with."""

    def __init__(self, app: Any, **more: Any) -> None:
        self.made_with = (app, more)


class CommandPromises(Contract):
    """Promises about groups of commands and their runner."""

    slot = "cli"

    @pytest.fixture
    def click(self) -> Any:
        """The library that commands are made with."""
        return import_module("click")

    @pytest.fixture(autouse=True)
    def nothing_current(self) -> Any:
        """No context that a command leaves behind reaches the next test."""
        yield
        current.set((None, None))

    def output(self, app: Any, *args: str, **options: Any) -> str:
        """What a command of the application prints; it must succeed."""
        result = app.test_cli_runner().invoke(args=list(args), **options)
        seen = f"{result.output!r}, {result.exception!r}"
        expect(result.exit_code == 0, f"{args} ended with {result.exit_code}: {seen}.")
        return str(result.output).strip()

    def add_where(self, group: Any, click: Any, facade: Any) -> None:
        """Add a command that prints the application that is current."""

        @group.command("where")  # type: ignore[untyped-decorator]  # whatever the group is
        def where() -> None:
            click.echo(facade.current_app.name if facade.has_app_context() else "nowhere")

    # -- making runners -------------------------------------------------------------------------------

    def test_the_runner(self, app: Any) -> None:
        """`app.test_cli_runner()` is a `runner_class`, and knows its `app`."""
        runner, kind = app.test_cli_runner(), app.command_line.runner_class
        expect(isinstance(runner, kind), f"It is {runner!r}, and runner_class {kind!r}.")
        expect(runner.app is app, f"runner.app is {runner.app!r}.")

    def test_a_class_of_the_application(self, app: Any) -> None:
        """`app.test_cli_runner_class` goes before it: it gets the application and all keywords."""
        app.test_cli_runner_class = OwnRunner
        made = app.test_cli_runner(more=1)
        expect(isinstance(made, OwnRunner), f"The runner is {made!r}.")
        expect_equal("What it is made with", made.made_with, (app, {"more": 1}))

    # -- groups ---------------------------------------------------------------------------------------

    def test_the_group(self, app: Any) -> None:
        """`app.cli` is a group that is called like the application, with a dict of `commands`."""
        expect_equal("app.cli.name", app.cli.name, app.name)
        expect_equal("app.cli.commands", app.cli.commands, {})

    def test_groups(self, app: Any) -> None:
        """Each group is a new one, with the name that was asked for."""
        first, second = app.command_line.group("one"), app.command_line.group(None)
        expect_equal("The names", (first.name, second.name), ("one", None))
        expect(first.commands is not second.commands, "Two groups share their commands.")

    def test_decorators(self, app: Any, click: Any) -> None:
        """`command` and `group` decorate functions, with and without a name, with and without brackets."""

        def say(text: str) -> Any:
            def function() -> None:
                click.echo(text)

            function.__name__ = text
            return function

        app.cli.command(say("bare"))
        app.cli.command()(say("called"))
        app.cli.command("named")(say("function"))
        inner = app.cli.group("inner")(say("inner"))
        inner.command("deep")(say("deep"))
        innermost = inner.group(say("innermost"))
        innermost.command(say("deepest"))
        for args, printed in (
            (["bare"], "bare"),
            (["called"], "called"),
            (["named"], "function"),
            (["inner", "deep"], "inner\ndeep"),
            (["inner", "innermost", "deepest"], "inner\ninnermost\ndeepest"),
        ):
            expect_equal(f"What {args} prints", self.output(app, *args), printed)

    def test_options(self, app: Any, click: Any) -> None:
        """Commands have click's options and arguments, and the docstring as their help."""

        @app.cli.command("greet")  # type: ignore[untyped-decorator]  # whatever the group is
        @click.argument("name")  # type: ignore[untyped-decorator]  # Any
        @click.option("--times", default=1)  # type: ignore[untyped-decorator]  # Any
        def greet(name: str, times: int) -> None:
            """Greets somebody."""
            click.echo(f"Hello {name}! " * times)

        printed = self.output(app, "greet", "Ada", "--times", "2")
        expect_equal("What it prints", printed, "Hello Ada! Hello Ada!")
        shown = self.output(app, "greet", "--help")
        for text in ("Greets somebody", "NAME", "--times"):
            expect(text in shown, f"{text!r} is missing in its help: {shown!r}")
        expect("greet" in self.output(app, "--help"), "The group's help does not list it.")

    # -- contexts -------------------------------------------------------------------------------------

    def test_contexts(self, app: Any, click: Any, facade: Any) -> None:
        """Commands run in the application's context, also of groups in groups and added as objects."""
        self.add_where(app.cli, click, facade)
        self.add_where(app.cli.group("inner")(lambda: None), click, facade)

        def where() -> None:
            click.echo(facade.current_app.name)

        app.cli.add_command(click.Command("plain", callback=where))
        app.cli.add_command(click.Command("hidden", callback=where), "renamed")
        for args in (["where"], ["inner", "where"], ["plain"], ["renamed"]):
            expect_equal(f"What is current in {args}", self.output(app, *args), app.name)

    def test_contexts_end(self, app: Any, click: Any, facade: Any) -> None:
        """The context ends with the command, also with one that fails; its teardown functions run once."""
        ended: list[object] = []
        app.teardown_appcontext(ended.append)
        app.cli.command("good")(lambda: None)
        app.cli.command("bad")(lambda: 1 // 0)
        for name in ("good", "bad"):
            app.test_cli_runner().invoke(args=[name])
            expect(not facade.has_app_context(), f"The application is current after {name!r}.")
        expect_equal("The number of ends", len(ended), 2)

    def test_a_context_that_is_there(self, app: Any, facade: Any) -> None:
        """Where the application is current already, that context is kept, so that `g` is shared."""
        app.cli.command("note")(lambda: setattr(facade.g, "note", "written"))
        with app.app_context():
            app.test_cli_runner().invoke(args=["note"])
            expect_equal("g.note after the command", facade.g.get("note"), "written")

    # -- whose commands there are ---------------------------------------------------------------------

    def test_blueprints(self, app: Any, click: Any, facade: Any) -> None:
        """A blueprint's commands are in a group called like it or `cli_group`, beside others if None."""
        options: list[dict[str, Any]] = [{}, {"cli_group": "other"}, {"cli_group": None}]
        for number, more in enumerate(options):
            blueprint = facade.Blueprint(f"shop{number}", __name__, **more)
            self.add_where(blueprint.cli, click, facade)
            app.register_blueprint(blueprint)
        for args in (["shop0", "where"], ["other", "where"], ["where"]):
            expect_equal(f"What is current in {args}", self.output(app, *args), app.name)

    def test_plugins(self, app: Any, click: Any, facade: Any) -> None:
        """Plugins add commands by the hook `commands`; the application's own go before them."""

        def printing(text: str) -> Any:
            return lambda: click.echo(f"{text} {facade.current_app.name}")

        class Adding:
            @hookimpl
            def commands(self) -> list[Any]:
                names = ("theirs", "both")
                return [click.Command(name, callback=printing("plugin")) for name in names]

        app.use(Adding())
        app.cli.command("both")(printing("application"))
        for name, whose in (("theirs", "plugin"), ("both", "application")):
            expect_equal(f"What {name!r} prints", self.output(app, name), f"{whose} {app.name}")

    # -- results --------------------------------------------------------------------------------------

    def test_results(self, app: Any, click: Any) -> None:
        """A result has `exit_code`, `output` and `exception`: those of success, failure, wrong use."""
        app.cli.command("good")(lambda: click.echo("done"))
        app.cli.command("bad")(lambda: 1 // 0)
        runner = app.test_cli_runner()
        for name, code, kind in (
            ("good", 0, "None"),
            ("bad", 1, "ZeroDivisionError"),
            ("missing", 2, "SystemExit"),
        ):
            result = runner.invoke(args=[name])
            seen = (result.exit_code, repr(result.exception).partition("(")[0])
            expect_equal(f"exit_code and exception of {name!r}", seen, (code, kind))
        expect_equal("The output", runner.invoke(args=["good"]).output, "done\n")

    def test_ways_to_invoke(self, app: Any, click: Any, facade: Any) -> None:
        """`invoke` takes arguments as a list or a line, standard input, and another command."""

        def ask(word: str) -> None:
            click.echo(f"{word} {sys.stdin.read()}")

        app.cli.command("ask")(click.argument("word")(ask))
        runner = app.test_cli_runner()
        for args in (["ask", "a b"], "ask 'a b'"):
            expect_equal(
                f"What {args!r} prints", runner.invoke(args=args, input="c").output, "a b c\n"
            )
        group = app.command_line.group("apart")
        self.add_where(group, click, facade)
        expect_equal(
            "What a command of another group prints",
            runner.invoke(group.commands["where"], []).output.strip(),
            app.name,
        )

    # -- what is shown, what is read ------------------------------------------------------------------

    def test_tables(self, app: Any) -> None:
        """`table` shows each row in a line of its own, in their order, with all that stands in it."""
        lines = app.command_line.table(ROWS, 80).splitlines()
        found = [line for row in ROWS for line in lines if all(cell in line for cell in row)]
        order = [lines.index(line) for line in found]
        expect(
            len(found) == len(ROWS) and order == sorted(order), f"The table of {ROWS} is {lines}."
        )

    def test_help_pages(self, app: Any, click: Any) -> None:
        """`help_page` shows what a command is for, its options and, of a group, its commands."""
        group = app.command_line.group("group")
        group.command("inside")(lambda: None)
        option = click.Option(["--much"], help="How much.")
        command = click.Command("alone", help="What it is for.", params=[option], callback=dict)
        for shown, texts in (
            (command, ["alone", "What it is for.", "--much", "How much."]),
            (group, ["inside"]),
        ):
            with click.Context(shown, info_name=shown.name, terminal_width=80) as context:
                page = app.command_line.help_page(context)
            missing = [text for text in texts if text not in page]
            expect(not missing, f"{missing} is missing in {page!r}.")

    def test_env_files(self, app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """`load_dotenv` sets what `.env`, and then the own file, say and nobody has set: True if any."""
        if find_spec("dotenv") is None:
            pytest.skip("python-dotenv is not installed.")
        for name in ("ACME_A", "ACME_B", "ACME_C"):
            monkeypatch.setenv(name, "")
            monkeypatch.delenv(name)
        monkeypatch.setenv("ACME_C", "set")
        monkeypatch.chdir(tmp_path)
        load = app.command_line.load_dotenv
        expect(not load("ACME"), "It is true where there are no files.")
        Path(".env").write_text("ACME_A=env\nACME_C=env\n", "utf-8")
        Path(".acmeenv").write_text("ACME_A=own\nACME_B=own\nACME_C=own\n", "utf-8")
        expect(load("ACME"), "It is false where there are files.")
        found = [os.environ.get(name) for name in ("ACME_A", "ACME_B", "ACME_C")]
        expect_equal("What is set", found, ["env", "own", "set"])


class CommandsContract(CommandPromises, ProgramPromises):
    """What every command line promises."""
