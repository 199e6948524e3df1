"""``costrel build``."""

from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from costrel_builder import Recipe, rendered
from costrel_builder.commands.build import build_command


def test_it_prints_what_it_built(tmp_path: Path) -> None:
    """The digest and path of each archive, as ``sha256sum`` does."""
    for path, text in rendered(Recipe("acme-web", ())).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    result = CliRunner().invoke(build_command, [str(tmp_path)])
    assert result.exit_code == 0, result.output
    lines = [line.split("  ") for line in result.output.splitlines()]
    assert [Path(path) for _, path in lines] == sorted((tmp_path / "dist").iterdir())
    for digest, path in lines:
        assert digest == sha256(Path(path).read_bytes()).hexdigest()


def test_an_error_is_a_line(tmp_path: Path) -> None:
    """With its code."""
    result = CliRunner().invoke(build_command, [str(tmp_path), "--out", str(tmp_path / "x")])
    assert result.exit_code == 1
    assert result.output.endswith("[costrel:build-failed]\n")
    assert list(tmp_path.iterdir()) == []
