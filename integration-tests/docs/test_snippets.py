"""Every snippet of the documents runs.

What a fence says decides what is done with its block:

- ``python``: all such blocks of a page run in their order, as one module in a process of its own.
- any language with ``title="folder/file.py"``: the block becomes that file, beside the module.
- ``console`` with output below a ``$ command``: the command runs and must print that output; a line
  ``...`` stands for any lines, and spaces in a row count as one, since columns grow with what is
  installed. Commands that show no output (they install, or serve) are not run.
- ``toml``, ``json``: the block must parse.

What is installed beside the distribution's own parts is off, but for the plugin that the page is
named after (``docs/mako.md``, ``packages/costrel-mako/README.md``).
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for pattern in ("README.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md")
    for path in ROOT.glob(pattern)
    if "changelog.d" not in path.parts
)
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*) *(?P<rest>.*)$")
TITLE = re.compile(r'title="([^"]+)"')
PARSERS: dict[str, Callable[[str], object]] = {"toml": tomllib.loads, "json": json.loads}


@dataclass(frozen=True)
class Block:
    """One fenced block of a page; ``line`` is where its text begins."""

    language: str
    title: str | None
    line: int
    text: str


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page from top to bottom."""
    lines = enumerate(page.splitlines(), start=1)
    for number, line in lines:
        if opening := FENCE.match(line):
            indent = len(opening["indent"])
            body: list[str] = []
            for _, inner in lines:
                if inner.strip() == "```":
                    break
                body.append(inner[indent:] + "\n")
            title = TITLE.search(opening["rest"])
            name = title[1] if title else None
            yield Block(opening["language"], name, number + 1, "".join(body))


def module(found: list[Block]) -> str:
    """One module of Python blocks, each at the line where the page has it."""
    text = ""
    for block in found:
        text += "\n" * (block.line - 1 - text.count("\n")) + block.text
    return text


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block that show output, each with that output."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        if output.strip():
            yield command, output.strip()


def plugin(page: Path) -> str:
    """The plugin that a page is about; empty where it is about none that is installed."""
    name = page.parent.name.removeprefix("costrel-") if page.stem == "README" else page.stem
    return name if name in entry_points(group="costrel").names else ""


def run(command: list[str] | str, folder: Path, plugins: str) -> str:
    """What a command prints, errors included; it fails the test where the command fails."""
    settings = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(folder),
        "PYTHONWARNINGS": "error",
        "COSTREL_PLUGINS": plugins,
    }
    done = subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=folder,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_snippet_of_a_page_does_what_it_shows(path: Path, tmp_path: Path) -> None:
    """Python runs without warnings, files are valid, commands print what the page shows."""
    found = list(blocks(path.read_text("utf-8")))
    for block in found:
        if block.language in PARSERS:
            PARSERS[block.language](block.text)
        if block.title:
            file = tmp_path / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
    if python := [block for block in found if block.language == "python" and not block.title]:
        (tmp_path / "page.py").write_text(module(python), "utf-8")
        run([sys.executable, "-c", "import page"], tmp_path, plugin(path))
    for block in found:
        if block.language == "console":
            for command, expected in commands(block):
                pattern = re.escape(expected).replace(re.escape("..."), ".*")
                pattern = re.sub(r"(\\ )+", " +", pattern)
                printed = run(command, tmp_path, plugin(path))
                assert re.fullmatch(pattern, printed, re.DOTALL), printed
