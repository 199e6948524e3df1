"""Help pages."""

import click
import pytest

from costrel_rich_cli.help_page import HELP, help_page


@click.group(epilog="That is all.")
@click.option("--size", type=int, default=3, show_default=True, help="How large [b]it[/b] is.")
@click.option("--secret", hidden=True)
@click.argument("what")
def cli(size: int, what: str) -> None:
    """Do things.

    And more of them.
    """


@cli.command()
def first() -> None:
    """Begin."""


cli.add_command(click.Command("other", help="Go on."), "next")
cli.add_command(click.Command("unseen", hidden=True))


class Broken(click.Group):
    """A group one of whose commands can't be had."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["gone"]


def page(command: click.Command, **options: int) -> str:
    """What is shown, without colours since this is no terminal."""
    shown = help_page(click.Context(command, info_name="tool", **options))
    assert shown is not None
    return shown


@pytest.mark.alone
def test_a_page_has_usage_text_options_commands_and_an_epilog() -> None:
    """In this order; brackets are text, and what is hidden is hidden."""
    shown = page(cli, terminal_width=70)
    parts = ["Usage: tool [OPTIONS] WHAT COMMAND [ARGS]...", "Do things.", "And more of them."]
    parts += ["─ Options ─", "--size", "[default: 3]", "─ Commands ─", "first", "Begin.", "Go on."]
    parts += ["That is all."]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert "How large [b]it[/b] is." in shown
    assert "secret" not in shown
    assert "unseen" not in shown
    assert max(map(len, shown.splitlines())) == 70


@pytest.mark.alone
def test_an_empty_frame_is_left_out() -> None:
    """A command without options, a group without commands."""
    assert "─" not in page(click.Command("bare", help="Bare.", add_help_option=False))
    assert "Commands" not in page(click.Group("empty"))
    assert "─ Commands" not in page(Broken("broken"))


def test_every_option_of_every_command_is_on_its_page() -> None:
    """Of the commands that every application has."""
    from costrel_cli import cli as costrel

    def check(command: click.Command, parent: click.Context | None) -> None:
        ctx = click.Context(command, parent, command.name, terminal_width=80)
        shown = help_page(ctx) or ""
        for param in command.get_params(ctx):
            if isinstance(param, click.Option):
                assert all(name in shown for name in (*param.opts, *param.secondary_opts))
        for inner in getattr(command, "commands", {}).values():
            check(inner, ctx)

    root = click.Context(costrel, info_name="costrel")
    for command in costrel.default_commands:
        check(command, root)


@pytest.mark.alone
def test_a_terminal_that_is_too_narrow_gets_no_page() -> None:
    """Rather than one on which an option or a word is cut."""
    shown = {width: help_page(click.Context(cli, terminal_width=width)) for width in range(20, 60)}
    first = min(width for width, text in shown.items() if text is not None)
    assert first == len("│ --size  INTEGER   │") + HELP
    for width, text in shown.items():
        assert (text is None) is (width < first)
        assert text is None or "--size  INTEGER" in text


@pytest.mark.alone
def test_the_commands_are_listed_once() -> None:
    """Listing may tell of problems, and once is enough."""
    listed: list[bool] = []

    class Counting(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            listed.append(True)
            return super().list_commands(ctx)

    assert "─ Commands ─" in page(Counting("counting", commands={"first": first}))
    assert listed == [True]
