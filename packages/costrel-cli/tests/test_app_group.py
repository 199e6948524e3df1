"""Commands inside an application context."""

import click
import pytest
from click.testing import CliRunner

from costrel_cli.app_group import AppGroup, with_appcontext
from costrel_cli.script import ScriptInfo
from costrel_core import App
from costrel_spec import current_app, g, has_app_context


@pytest.fixture
def script() -> ScriptInfo:
    """A script of an application named "site"."""
    app = App("site")
    return ScriptInfo(create_app=lambda: app)


def output(group: click.Command, script: ScriptInfo, *args: str) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(group, args, obj=script, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_a_wrapped_callback_has_an_application(script) -> None:
    """It is gone when the command is over."""

    @click.command()
    @with_appcontext
    def show() -> None:
        """What it does."""
        click.echo(current_app.name)

    assert show.help == "What it does."
    assert output(show, script) == "site"
    assert not has_app_context()


def test_a_context_that_is_current_already_is_kept(script) -> None:
    """A test sees what its command leaves on ``g``."""

    @click.command()
    @with_appcontext
    def note() -> None:
        g.note = current_app.name

    with App("outer").app_context():
        output(note, script)
        assert g.note == "outer"


def test_a_callback_may_be_async(script) -> None:
    """It is run to its end."""

    @click.command()
    @click.argument("word")
    @with_appcontext
    async def show(word: str) -> None:
        click.echo(f"{word} {current_app.name}")

    assert output(show, script, "hello") == "hello site"


def test_commands_of_a_group_have_a_context_unless_they_decline(script) -> None:
    """So do the commands of its groups."""
    group = AppGroup("root")

    @group.command("with")
    def with_context() -> None:
        click.echo(has_app_context())

    @group.command(with_appcontext=False)
    def without() -> None:
        click.echo(has_app_context())

    @group.group()
    def inner() -> None:
        pass

    @inner.command()
    def deep() -> None:
        click.echo(has_app_context())

    assert isinstance(inner, AppGroup)
    assert output(group, script, "with") == "True"
    assert output(group, script, "without") == "False"
    assert output(group, script, "inner", "deep") == "True"


def test_decorators_work_without_parentheses(script) -> None:
    """Forgetting them loses no command."""
    group = AppGroup("root")

    @group.command
    def show() -> None:
        click.echo(current_app.name)

    @group.group
    def inner() -> None:
        pass

    assert isinstance(inner, AppGroup)
    assert list(group.commands) == ["show", "inner"]
    assert output(group, script, "show") == "site"


def test_a_group_of_another_class_can_be_asked_for() -> None:
    """``cls`` is click's."""
    group = AppGroup("root")

    @group.group(cls=click.Group)
    def plain() -> None:
        pass

    assert type(plain) is click.Group
