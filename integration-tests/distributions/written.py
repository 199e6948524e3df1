"""The distributions of this repository that the builder writes; as a program, write them anew."""

from pathlib import Path

from costrel_builder import Recipe, rendered
from costrel_builder.choice import chosen

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "packages" / "costrel"
EXAMPLE = ROOT / "examples" / "anvil-web"

RECIPES = {
    BUNDLE: Recipe("costrel", chosen()),
    EXAMPLE: Recipe(
        "anvil-web",
        chosen(["templating:mako", "json:msgspec"], ["signals"]),
        defaults={"SESSION_COOKIE_SAMESITE": "Lax"},
    ),
}

BY_HAND = {
    "README.md": "it is the page of the whole project in an index",
    "LICENSE": "which licence a distribution has is its author's choice",
    "pyproject.toml": "it describes the project; what is required and built is compared by itself",
    ".gitignore": "the repository has one for all",
    "tests": "they compare the bundle with Flask",
}
"""What of the bundle was not written by the builder, and why."""

MADE = {"__pycache__", "dist", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache"}


def written(folder: Path) -> dict[str, str]:
    """The files that the builder writes of the distribution there, but for those by hand."""
    files = rendered(RECIPES[folder])
    return {path: text for path, text in files.items() if not by_hand(folder, path)}


def content(folder: Path) -> dict[str, str]:
    """The files that are there, but for those by hand, the lock, and what tools put there."""
    files = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and MADE.isdisjoint(path.parts) and path.name != "parts.lock"
    }
    return {
        name: path.read_text("utf-8") for name, path in files.items() if not by_hand(folder, name)
    }


def by_hand(folder: Path, path: str) -> bool:
    """Whether that file of the distribution is written by hand."""
    return folder == BUNDLE and path.partition("/")[0] in BY_HAND


if __name__ == "__main__":
    for project in RECIPES:
        for name in content(project).keys() - written(project).keys():
            (project / name).unlink()
        for name, text in written(project).items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding="utf-8")
