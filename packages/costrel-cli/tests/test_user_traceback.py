"""Tracebacks that begin in the user's code."""

import click
import pytest
from click.testing import CliRunner

from costrel_cli.location import locate_app
from costrel_cli.user_traceback import report, user_traceback
from costrel_spec.errors import PluginSetupFailed

pytestmark = pytest.mark.alone


def test_frames_that_led_to_the_users_code_are_left_out() -> None:
    """What click and the command line did in between is of no interest to the user."""

    @click.command()
    def fail() -> None:
        raise ValueError("the user's own")

    error = CliRunner().invoke(fail).exception
    assert error is not None
    # CliRunner is click's; the frames of click come first, this file's after them.
    text = user_traceback(error)
    assert "click" not in text
    assert "the user's own" in text
    assert text.count("File ") == 1


def test_a_syntax_error_shows_the_users_line_and_no_frame(project) -> None:
    """Python itself adds the file and the line."""
    project.write("broken.py", "def f(:\n")
    with pytest.raises(SyntaxError) as caught:
        locate_app("broken", None)
    # The first frame is this test's, as the user's console script would be.
    frames = caught.value.__traceback__
    assert frames is not None
    text = user_traceback(caught.value.with_traceback(frames.tb_next))
    assert "def f(:" in text
    assert "costrel_cli" not in text


def test_an_error_of_our_own_is_shown_whole() -> None:
    """A traceback without any frame would help nobody."""

    @click.command()
    def fail() -> None:
        raise AssertionError("never called")

    result = CliRunner().invoke(fail, standalone_mode=False, args=["--nonsense"])
    assert result.exception is not None
    assert "click" in user_traceback(result.exception)


def test_a_failed_boot_explains_itself_after_what_caused_it() -> None:
    """The message holds the remedy; the cause holds the user's line."""
    error = PluginSetupFailed("The plugin 'acme' failed.")
    error.__cause__ = ValueError("because")
    lines = report(error).splitlines()
    assert lines[0].endswith("ValueError: because")
    assert lines[-1] == "Error: The plugin 'acme' failed. [costrel:plugin-setup]"
    assert report(PluginSetupFailed("Alone.")).startswith("Error: Alone.")


def test_any_other_error_is_reported_with_its_traceback() -> None:
    """A report is the user's traceback, and nothing is added."""
    error = ValueError("no boot")
    assert report(error) == user_traceback(error) == "ValueError: no boot\n"
