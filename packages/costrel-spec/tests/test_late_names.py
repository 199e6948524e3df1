"""Names that a package imports when somebody asks for them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from costrel_spec.late_names import late_names

pytestmark = pytest.mark.alone


@pytest.fixture
def late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A package ``late`` that is imported, and nothing of what it offers."""
    folder = tmp_path / "late"
    folder.mkdir()
    folder.joinpath("__init__.py").write_text(
        "from costrel_spec.late_names import late_names\n"
        "homes = {'.birds': ('lark', 'wren'), '.empty': (), 'errno': ('EISDIR',)}\n"
        "__getattr__, __dir__ = late_names(__name__, homes)\n"
        "__all__ = ['lark', 'wren']\n",
        "utf-8",
    )
    folder.joinpath("birds.py").write_text("lark, wren = object(), object()\n", "utf-8")
    folder.joinpath("empty.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("late")
    for name in [name for name in sys.modules if name.partition(".")[0] == "late"]:
        del sys.modules[name]


def test_a_name_is_imported_when_it_is_asked_for(late: Any) -> None:
    """Not with its package; and from then on it is a plain attribute."""
    assert "late.birds" not in sys.modules
    assert late.lark is sys.modules["late.birds"].lark
    assert vars(late)["lark"] is late.lark
    assert "wren" not in vars(late)


def test_an_import_statement_finds_it(late: Any) -> None:
    """``from late import wren`` and ``from late import *`` as well."""
    names: dict[str, Any] = {}
    exec("from late import wren", names)
    assert names["wren"] is sys.modules["late.birds"].wren
    exec("from late import *", names)
    assert names["lark"] is sys.modules["late.birds"].lark


def test_a_name_may_come_from_elsewhere(late: Any) -> None:
    """A home without a dot is no module of the package, and no name of it."""
    assert isinstance(late.EISDIR, int)
    with pytest.raises(AttributeError):
        late.errno  # noqa: B018  # reading it is the test


def test_modules_of_the_package_come_late_too(late: Any) -> None:
    """As attributes of the package, which they were if they had been imported."""
    assert late.empty is sys.modules["late.empty"]
    assert late.birds is sys.modules["late.birds"]


def test_all_names_are_listed_before_they_are_imported(late: Any) -> None:
    """To ``dir()`` it makes no difference."""
    listed = dir(late)
    assert {"lark", "wren", "EISDIR", "birds", "empty", "homes"} <= set(listed)
    assert listed == sorted(listed)
    assert "late.birds" not in sys.modules


def test_another_name_is_an_attribute_error(late: Any) -> None:
    """As in any module; the error knows the name, so that Python can suggest another one."""
    with pytest.raises(AttributeError, match="module 'late' has no attribute 'lork'") as caught:
        late.lork  # noqa: B018  # reading it is the test
    assert caught.value.name == "lork"


def test_the_package_need_not_be_finished() -> None:
    """It is asked for its names while it is being imported."""
    find, names = late_names(__name__, {"errno": ("ENOENT",)})
    assert "ENOENT" in names()
    assert find("ENOENT") == 2
    assert vars(sys.modules[__name__]).pop("ENOENT") == 2
