"""The files of a distribution."""

import ast
import tomllib
from importlib.metadata import PackageNotFoundError
from itertools import combinations

import pytest

from costrel_builder import rendered, rendering
from costrel_builder.choice import STANDARD

SUBSETS = [names for length in range(len(STANDARD) + 1) for names in combinations(STANDARD, length)]


@pytest.mark.parametrize("parts", SUBSETS, ids=lambda names: "+".join(names) or "none")
def test_any_choice_of_parts_makes_files_that_fit(recipe, parts: tuple[str, ...]) -> None:
    """They parse, nothing is left to fill in, and what is left out is imported nowhere."""
    files = rendered(recipe(parts=parts, defaults={"A": 1}))
    for path, text in files.items():
        assert "@" not in text.replace("@app", "").replace("@pytest", ""), path
        assert "#if" not in text
        assert "#end" not in text
        if path.endswith(".py"):
            tree = ast.parse(text)
            imported = {
                (node.module or "").partition(".")[0]
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
            }
            left_out = {f"costrel_{part}" for part in STANDARD if part not in parts}
            assert path.startswith("tests/") or not imported & left_out, path
    assert ast.literal_eval(_assigned(files["src/acme_web/__init__.py"], "parts")) == parts


def _assigned(text: str, name: str) -> str:
    line = next(line for line in text.splitlines() if line.strip().startswith(f"{name} = "))
    return line.partition(" = ")[2]


def test_names_are_filled_in(recipe) -> None:
    """In contents and paths."""
    files = rendered(recipe("big-corp-web"))
    init = files["src/big_corp_web/__init__.py"]
    assert "class BigCorp(App):" in init
    assert _assigned(init, "env_prefix") == '"BIG_CORP"'
    project = tomllib.loads(files["pyproject.toml"])["project"]
    assert project["name"] == "big-corp-web"
    assert project["scripts"] == {"big-corp": "big_corp_web.cli:main"}
    assert "costrel-sessions>=0.1,<0.2" in project["dependencies"]
    assert (
        'Brand("big-corp", prefix="BIG_CORP", title="BigCorp", distribution="big-corp-web")'
        in files["src/big_corp_web/cli.py"]
    )


@pytest.mark.parametrize(("command", "place"), [("acme", 0), ("bold", 1), ("crow", 2), ("x", 4)])
def test_the_class_stands_in_all_by_the_alphabet(recipe, command: str, place: int) -> None:
    """As linters want it."""
    tree = ast.parse(rendered(recipe(command=command))["src/acme_web/__init__.py"])
    found = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    assert found.index(command.capitalize()) == place
    assert [name for name in found if name.istitle()] == sorted(filter(str.istitle, found))


def test_the_bundles_own_command_is_made_once_only(recipe) -> None:
    """The part has it."""
    files = rendered(recipe("costrel"))
    assert "CostrelGroup(" not in files["src/costrel/cli.py"]
    assert "scripts" not in tomllib.loads(files["pyproject.toml"])["project"]


def test_files_that_need_a_part_go_with_it(recipe) -> None:
    """While an empty file that belongs there stays."""
    all_files, few = rendered(recipe()), rendered(recipe(parts=()))
    assert {path.removeprefix("src/acme_web/") for path in all_files.keys() - few.keys()} == {
        "__main__.py",
        "cli.py",
        "signals.py",
    }
    assert few["src/acme_web/py.typed"] == ""
    assert "None.\n" in few["README.md"]


def test_defaults_are_written_as_python(recipe) -> None:
    """Into the class, and into a test of it."""
    values = {"A": 'it\'s "ä"', "B": [1, None, {"c": True}], "C": 0.5}
    files = rendered(recipe(defaults=values))
    for path in ("src/acme_web/__init__.py", "tests/test_distribution.py"):
        for key, value in values.items():
            line = next(each for each in files[path].splitlines() if each.strip()[:3] == f'"{key}"')
            assert ast.literal_eval("{" + line.strip() + "}") == {key: value}
    assert "default_config = " not in rendered(recipe())["src/acme_web/__init__.py"]


def test_an_extra_of_what_is_not_installed_has_no_bounds(
    recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is the kits' distribution, where nobody tests."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(rendering, "requirement", missing)
    group = tomllib.loads(rendered(recipe())["pyproject.toml"])["dependency-groups"]["test"]
    assert "costrel-testing[pytest]" in group
