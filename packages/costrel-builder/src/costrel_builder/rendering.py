"""The files of a distribution, made from those in ``scaffold``.

Words in at signs are replaced by what the recipe says. Lines between ``#if words`` and ``#end`` stay
if one of the words holds: the name of a part of the bundle, ``command`` for a command of its own,
``defaults`` for a configuration of its own; ``#if !words`` is the opposite. A file of which nothing
stays is left out.
"""

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

from .choice import STANDARD
from .parts import requirement
from .recipe import Recipe

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | float | bool | None"

SUFFIX = ".in"
"""The end of the scaffold's file names, so that nobody takes them for what they become."""


def rendered(recipe: Recipe) -> dict[str, str]:
    """The content of each file, by its path below the project's folder."""
    words = _words(recipe) | _place_in_all(recipe.class_name)
    holds = _holding(recipe)
    found: dict[str, str] = {}
    for path, template in _templates(files(__name__.rpartition(".")[0]) / "scaffold"):
        text = "".join(_kept(template.splitlines(keepends=True), holds))
        if text.strip() or not template.strip():
            found[_filled(path.removesuffix(SUFFIX), words)] = _filled(text, words)
    return dict(sorted(found.items()))


def _templates(folder: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _templates(each, f"{path}{each.name}/")
        else:
            yield path + each.name, each.read_text(encoding="utf-8")


def _holding(recipe: Recipe) -> set[str]:
    flags = {"command": recipe.own_command, "defaults": bool(recipe.defaults)}
    return {flag for flag, holds in flags.items() if holds} | (
        STANDARD.keys() & set(recipe.part_names)
    )


def _kept(lines: Iterable[str], holds: set[str]) -> Iterator[str]:
    """The lines that stay; sections may lie in each other."""
    open_sections: list[bool] = []
    for line in lines:
        directive, *words = line.split() or [""]
        if directive == "#if":
            open_sections.append(any(_holds(word, holds) for word in words))
        elif directive == "#end":
            open_sections.pop()
        elif all(open_sections):
            yield line


def _holds(word: str, holds: set[str]) -> bool:
    return word[1:] not in holds if word.startswith("!") else word in holds


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _words(recipe: Recipe) -> dict[str, str]:
    names = recipe.part_names
    parts = [
        f"- `{part.name}`, of {part.distribution}"
        f"{', which wraps what fills its slot, and is on since it is installed' * part.wraps}\n"
        for part in recipe.parts
    ]
    defaults = [f"{_literal(key)}: {_literal(value)},\n" for key, value in recipe.defaults.items()]
    return {
        "__MODULE__": recipe.module,
        "@MODULE@": recipe.module,
        "@NAME@": recipe.name,
        "@CLASS@": recipe.class_name,
        "@COMMAND@": recipe.command,
        "@PREFIX@": recipe.prefix,
        "@PARTS@": f"({', '.join(map(json.dumps, names))}{',' * (len(names) == 1)})",
        "@PART_LIST@\n": "".join(parts) or "None.\n",
        "@REQUIREMENTS@\n": "".join(f"    {json.dumps(each)},\n" for each in recipe.requirements),
        "@ASYNC@": _extra("costrel-core", "async"),
        "@DOTENV@": _extra("costrel-cli", "dotenv"),
        "@TESTING@": _extra("costrel-testing", "pytest"),
        "            @DEFAULTS@\n": "".join(f"            {line}" for line in defaults),
        "    @DEFAULTS@\n": "".join(f"    {line}" for line in defaults),
    }


def _place_in_all(name: str) -> dict[str, str]:
    """The class among the other names that are capitalised, in the order of the alphabet."""
    others = ("Blueprint", "Config", "Request", "Response", "abort")
    place = next(other for other in others if name < other)
    return {f"@BEFORE_{other}@\n": f'    "{name}",\n' if other == place else "" for other in others}


def _extra(distribution: str, extra: str) -> str:
    """The distribution with an extra; in any version where it is not installed."""
    try:
        return requirement(distribution).replace(distribution, f"{distribution}[{extra}]")
    except PackageNotFoundError:
        return f"{distribution}[{extra}]"


def _literal(value: JSON) -> str:
    """A value of JSON as Python writes it."""
    if isinstance(value, dict):
        pairs = [f"{_literal(key)}: {_literal(each)}" for key, each in value.items()]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
