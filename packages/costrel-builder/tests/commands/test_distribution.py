"""``costrel new distribution``."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from costrel_builder.commands.distribution import distribution_command


def test_a_distribution_is_written_as_it_was_asked_for(tmp_path: Path, provide) -> None:
    """Its parts, command and defaults; what comes next is said."""
    provide("fast", "json")
    result = CliRunner().invoke(
        distribution_command,
        [
            "acme-web",
            "--with=json:fast",
            "--without=cli,signals",
            "--command=anvil",
            "--default=SESSION_COOKIE_SAMESITE=Lax",
            "--default=MAX_FORM_PARTS=10",
            f"--in={tmp_path}",
        ],
    )
    folder = tmp_path / "acme-web"
    assert (result.exit_code, result.output) == (
        0,
        f"Wrote {folder}. Its README.md says how to go on.\n",
    )
    init = (folder / "src" / "acme_web" / "__init__.py").read_text("utf-8")
    assert "class Anvil(App):" in init
    assert 'parts = ("sessions", "templating", "testing", "fast")' in init
    assert '"SESSION_COOKIE_SAMESITE": "Lax",' in init
    assert '"MAX_FORM_PARTS": 10,' in init
    assert 'name = "fast"\ndistribution = "acme-fast"' in (folder / "parts.lock").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["acme-web", "--default", "KEY"], "--default 'KEY' gives no value."),
        (["acme-web", "--with", "json:nobody"], "There is no part 'nobody' here."),
        (["Acme"], "'Acme' can't be the name of a distribution."),
    ],
)
def test_what_is_refused_is_one_line(tmp_path: Path, arguments: list[str], start: str) -> None:
    """With its code, and nothing is written."""
    result = CliRunner().invoke(distribution_command, [*arguments, "--in", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {start}")
    assert result.output.endswith("[costrel:distribution-refused]\n")
    assert len(result.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
