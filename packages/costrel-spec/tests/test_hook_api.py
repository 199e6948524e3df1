"""What was promised of the hooks stays: the files ``hook_api_<version>.txt`` hold the promises.

Each line is a hook, in firing order, with its arguments, its answer, and its traits.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from costrel_spec import DEPRECATED, HOOK_API, OLDEST_HOOK_API, Deprecated, hooks

pytestmark = pytest.mark.alone

FOLDER = Path(__file__).parent
TRAITS = {"isolated": hooks.ISOLATED, "way out": hooks.WAY_OUT, "scopable": hooks.SCOPABLE}
GAINS = {"scopable"}
"""Traits that a hook may gain, since no plugin can have relied on their absence."""
LINE = re.compile(
    r"(?P<name>\w+)\((?P<arguments>.*)\) -> (?P<answer>[^#]*?)(?:  # (?P<traits>.+))?"
)


def described(source: str, known: Mapping[str, frozenset[str]]) -> list[str]:
    """The specifications in the source of a module, a line each."""
    return [
        line(node, [trait for trait, names in known.items() if node.name in names])
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        if any(ast.unparse(each) == "hookspec" for each in node.decorator_list)
    ]


def line(node: ast.FunctionDef, found: Sequence[str]) -> str:
    """One specification; what quotes an annotation is no part of the promise."""
    assert node.returns
    text = f"{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}"
    return text.replace("'", "") + (f"  # {', '.join(found)}" if found else "")


def arguments(text: str) -> list[str]:
    """The arguments of a line, each with its type."""
    inside = text.partition("(")[2].partition(") -> ")[0]
    return re.findall(r"\w+: (?:\[[^]]*\]|[^,[])+", inside)


def answer(text: str) -> str:
    """The answer's type in a line."""
    return text.partition(") -> ")[2].partition("  #")[0]


def traits(text: str) -> set[str]:
    """The traits in a line."""
    return set(filter(None, text.partition("  # ")[2].split(", ")))


def name_of(text: str) -> str:
    """The name of the hook of a line."""
    return text.partition("(")[0]


def broken(promised: list[str], found: list[str]) -> Iterator[str]:
    """How plugins could notice that what is found is not what was promised."""
    today = {name_of(each): each for each in found}
    for old in promised:
        new = today.get(name_of(old))
        if new is None:
            yield f"{name_of(old)} is gone"
        elif [each for each in arguments(new) if each in arguments(old)] != arguments(old):
            yield f"{old} lost or changed an argument: {new}"
        elif answer(old) != answer(new):
            yield f"{old} has another answer: {new}"
        elif traits(old) - traits(new) or traits(new) - traits(old) - GAINS:
            yield f"{old} has other traits: {new}"
    kept = [name_of(each) for each in promised if name_of(each) in today]
    order = [name_of(each) for each in found if name_of(each) in kept]
    if order != kept:
        yield f"they fire in another order: {', '.join(order)}"


def remedy(promised: list[str], found: list[str], version: int) -> str:
    """What to do where the two differ; empty where they do not."""
    if promised == found:
        return ""
    changes = list(broken(promised, found))
    text = "\n".join(found)
    if not changes:
        return (
            "The hooks gained something, which is allowed. Promise it: make this the content of"
            f" {FOLDER.name}/hook_api_{version}.txt, and say so in the changelog.\n\n{text}\n"
        )
    return (
        f"The hook API {version} was promised and is broken: {'; '.join(changes)}.\nTake it back. If"
        f" it has to be: raise HOOK_API to {version + 1}; enter what is renamed or gone into"
        " costrel_spec.deprecation.DEPRECATED, so that plugins still work and are warned; leave"
        f" hook_api_{version}.txt as it is and write hook_api_{version + 1}.txt:\n\n{text}\n"
    )


def forgotten(
    promised: list[str], found: list[str], deprecated: Mapping[str, Deprecated]
) -> Iterator[str]:
    """What older plugins use, and is neither there nor deprecated."""
    today = {name_of(each): each for each in found}
    for old in promised:
        name = name_of(old)
        gone = deprecated.get(name)
        name = (gone and gone.instead) or name
        if name not in today:
            yield name_of(old)
            continue
        names = [each.partition(":")[0] for each in arguments(today[name])]
        for argument in (each.partition(":")[0] for each in arguments(old)):
            if argument not in names and f"{name}.{argument}" not in deprecated:
                yield f"{name}.{argument}"


def promise(version: int) -> list[str]:
    """The lines of the file of one version."""
    return (FOLDER / f"hook_api_{version}.txt").read_text("utf-8").splitlines()


FOUND = described(inspect.getsource(hooks), TRAITS)


def test_the_hooks_are_as_their_version_promises() -> None:
    """If this fails, the message says what to do."""
    difference = remedy(promise(HOOK_API), FOUND, HOOK_API)
    assert not difference, difference


@pytest.mark.parametrize("version", range(OLDEST_HOOK_API, HOOK_API + 1))
def test_plugins_of_older_versions_find_what_they_use(version: int) -> None:
    """Each hook and argument that was promised is there, or deprecated with a way to what is."""
    assert list(forgotten(promise(version), FOUND, DEPRECATED)) == []


OLD = ["start(app: App) -> None", "end(ctx: Ctx, error: dict[str, Any]) -> int | None  # isolated"]


def test_a_hook_may_come_and_an_argument_may_too() -> None:
    """Wherever it is; the message asks for the promise, and for no new version."""
    grown = [
        "start(app: App, name: str) -> None  # scopable",
        "middle() -> None",
        "end(ctx: Ctx, name: str, error: dict[str, Any]) -> int | None  # isolated",
    ]
    assert list(broken(OLD, grown)) == []
    assert "make this the content of tests/hook_api_1.txt" in remedy(OLD, grown, 1)
    assert remedy(OLD, grown, 1).endswith("\n\n" + "\n".join(grown) + "\n")
    assert remedy(OLD, OLD, 1) == ""


@pytest.mark.parametrize(
    ("changed", "event"),
    [
        (OLD[:1], "end is gone"),
        ([OLD[0].replace("start", "begin"), OLD[1]], "start is gone"),
        (OLD[::-1], "another order: end, start"),
        ([OLD[0], OLD[1].replace("ctx", "context")], "lost or changed an argument"),
        ([OLD[0], OLD[1].replace("ctx: Ctx, ", "")], "lost or changed an argument"),
        ([OLD[0], OLD[1].replace("Ctx", "Context")], "lost or changed an argument"),
        (
            [OLD[0], "end(error: dict[str, Any], ctx: Ctx) -> int | None  # isolated"],
            "lost or changed an argument",
        ),
        ([OLD[0], OLD[1].replace("int | None", "int")], "another answer"),
        ([OLD[0], OLD[1].replace("isolated", "way out")], "other traits"),
        ([OLD[0], OLD[1].replace("  # isolated", "")], "other traits"),
    ],
)
def test_what_breaks_plugins_needs_a_new_version(changed: list[str], event: str) -> None:
    """The message says so, and how."""
    message = remedy(OLD, changed, 1)
    assert event in message
    assert "raise HOOK_API to 2" in message
    assert "DEPRECATED" in message
    assert "write hook_api_2.txt" in message


def test_what_is_neither_there_nor_deprecated_is_noticed() -> None:
    """Renamed hooks and arguments are found by way of the table; others are named."""
    new = ["begin(app: App) -> None", "end(ctx: Ctx, failure: str) -> int | None"]
    assert list(forgotten(OLD, new, {})) == ["start", "end.error"]
    table = {
        "start": Deprecated(since="1", until="2", instead="begin"),
        "end.error": Deprecated(since="1", until="2", instead="failure"),
    }
    assert list(forgotten(OLD, new, table)) == []


def test_a_change_of_the_source_is_seen() -> None:
    """Names, order, types and traits are all in the description."""
    source = inspect.getsource(hooks)
    assert len(FOUND) > 25
    for old, new in (
        ("def flashed(", "def flash("),
        ("def setup(app: Application)", "def setup(host: Application)"),
        ("error: BaseException | None", "error: Exception | None"),
        ('-> "WSGIApplication":', "-> Any:"),
    ):
        assert old in source
        assert list(broken(FOUND, described(source.replace(old, new), TRAITS)))
    assert list(broken(FOUND, described(source, {**TRAITS, "isolated": frozenset()})))
    assert described(source.replace("# --", "# "), TRAITS) == FOUND
