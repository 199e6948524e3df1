"""The slot ``cli``."""

import pytest

from costrel_spec import CommandLine

pytestmark = pytest.mark.alone


def test_a_provider_makes_groups_and_runners_and_reads_env_files() -> None:
    """And shows help and tables; that is all that the framework asks of it."""
    asked = {name for name in vars(CommandLine) if not name.startswith("_")}
    assert asked | CommandLine.__annotations__.keys() == {
        "group",
        "help_page",
        "load_dotenv",
        "runner",
        "runner_class",
        "table",
    }
