"""What a lock has to say while an application boots."""

import sys
from pathlib import Path
from typing import Any

import pytest

from costrel_spec import Plugin, hookimpl
from costrel_spec.errors import LockInvalid, LockMismatch, UnknownPlugin

pytestmark = pytest.mark.alone


@pytest.fixture
def root(tmp_path: Path, acme: Any, assemble: Any) -> Path:
    """A folder with a lock of the installed plugins ``one`` and ``two``."""
    acme("one")
    acme("two", "@hookimpl\ndef provide_json(app): ...")
    folder = tmp_path / "root"
    folder.mkdir()
    assemble().lock({}).write(folder / "costrel.lock")
    return folder


def test_what_the_lock_lists_starts(root: Path, assemble: Any) -> None:
    """As it was locked."""
    made = assemble(root=str(root))
    assert made.names == ("one", "two")
    made.check_slots({})


def test_what_the_lock_does_not_list_is_never_imported(
    root: Path, acme: Any, assemble: Any
) -> None:
    """Installing it changes nothing, whether it is a part or a plugin."""
    acme("loud", "raise SystemExit('imported')")
    assert assemble(root=str(root)).names == ("one", "two")
    assert assemble(root=str(root), parts=("loud",)).names == ("one", "two")


def test_an_import_is_heard_of(root: Path, acme: Any, assemble: Any) -> None:
    """The interpreter's own audit sees no line run of what is not listed."""
    acme("loud")
    heard: list[str] = []
    listening = True

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if listening and event == "exec":
            heard.append(Path(arguments[0].co_filename).stem)

    sys.addaudithook(hear)
    try:
        assemble(root=str(root))
        quiet = list(heard)
        assemble()
    finally:
        listening = False
    assert "acme_loud" not in quiet
    assert "acme_loud" in heard


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"deny": ["two"]}, "The plugin 'two' went."),
        ({"plugins": ["one"]}, "The plugin 'two' went."),
        ({"plugins": ["one", "two", "three"]}, "The plugin 'three' came."),
        ({"optional": ["two"]}, "The plugin 'two' became optional."),
    ],
)
def test_an_application_that_says_otherwise_does_not_start(
    root: Path, acme: Any, assemble: Any, options: dict[str, Any], sentence: str
) -> None:
    """The error names the file and what changed; nothing that is not listed is imported."""
    acme("three", "raise SystemExit('imported')")
    with pytest.raises(LockMismatch) as caught:
        assemble(root=str(root), **options)
    assert f"not what {root / 'costrel.lock'} says. {sentence}" in str(caught.value)


def test_a_plugin_that_went_is_told(root: Path, assemble: Any) -> None:
    """A list that names it can't find it; without one, the lock misses it."""
    lock = assemble(plugins=["one"]).lock({})
    lock.write(root / "costrel.lock")
    assert assemble(root=str(root)).names == ("one",)
    (root / "costrel.lock").unlink()
    with pytest.raises(UnknownPlugin):
        assemble(root=str(root), plugins=["gone"])


def test_another_version_does_not_start(
    root: Path, acme: Any, assemble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it imported."""
    for folder in root.parent.glob("site*"):
        monkeypatch.setattr(sys, "path", [each for each in sys.path if each != str(folder)])
    acme("one", "raise SystemExit('imported')", version="2.0")
    acme("two", "raise SystemExit('imported')")
    with pytest.raises(LockMismatch, match=r"of the plugin 'one' was 1\.0; now it is 2\.0\. If"):
        assemble(root=str(root))


def test_another_order_or_hook_does_not_start(tmp_path: Path, acme: Any, assemble: Any) -> None:
    """Although names and versions are the same, as in development."""
    acme("one")
    acme("two", "plugin = Plugin(before={'one'})")
    lock = assemble().lock({})
    lock.write(tmp_path / "costrel.lock")
    for name in ("acme_one", "acme_two"):
        del sys.modules[name]
    acme_two = next(tmp_path.glob("site*/acme_two.py"))
    acme_two.write_text("from costrel_spec import hookimpl\n@hookimpl\ndef setup(app): ...\n")
    with pytest.raises(LockMismatch) as caught:
        assemble(root=str(tmp_path))
    assert "The order of plugins was two, one; now one, two." in str(caught.value)
    assert "The hook setup was empty; now two." in str(caught.value)


def test_an_optional_plugin_that_fails_is_left_out(
    tmp_path: Path, acme: Any, assemble: Any
) -> None:
    """The lock expects it, and knows that it is optional."""
    acme("one")
    acme("two", "import os\nif 'BREAK_TWO' in os.environ: raise ValueError")
    assemble(optional=["two"]).lock({}).write(tmp_path / "costrel.lock")
    del sys.modules["acme_two"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BREAK_TWO", "1")
        made = assemble(optional=["two"], root=str(tmp_path))
    assert made.names == ("one",)


def test_an_optional_plugin_that_fails_takes_its_order_and_slots_along(
    tmp_path: Path, acme: Any, assemble: Any
) -> None:
    """What it says of the others no longer counts, and somebody else fills its slot."""
    acme("a")
    acme("b", "@hookimpl\ndef provide_json(app): ...")
    acme(
        "two",
        """
        import os
        if 'BREAK_TWO' in os.environ: raise ValueError
        plugin = Plugin(after={'b'}, before={'a'})
        @hookimpl
        def provide_json(app): ...
        """,
    )
    made = assemble(optional=["two"])
    assert made.names == ("b", "two", "a")
    made.lock({"json": "two"}).write(tmp_path / "costrel.lock")
    del sys.modules["acme_two"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BREAK_TWO", "1")
        made = assemble(optional=["two"], root=str(tmp_path))
    assert made.names == ("a", "b")
    made.check_slots({})


def test_a_plugin_that_is_used_may_change_the_order(tmp_path: Path, assemble: Any) -> None:
    """It is not there yet when the others are compared."""

    def plugin(name: str, **said: Any) -> Any:
        def flashed() -> None: ...

        hooks = {"plugin": Plugin(**said), "flashed": staticmethod(hookimpl(flashed))}
        return type(name, (), hooks)()

    a, b, late = plugin("a"), plugin("b"), plugin("late", after={"b"}, before={"a"})

    def started(**options: Any) -> Any:
        made = assemble(plugins=[a, b], **options)
        made.use(late)
        return made

    started().lock({}).write(tmp_path / "costrel.lock")
    made = started(root=str(tmp_path))
    made.check_slots({})
    assert made.names == ("b", "late", "a")


def test_another_winner_of_a_slot_does_not_start(root: Path, acme: Any, assemble: Any) -> None:
    """The configuration chose it after the lock was made; nobody is asked to fill the slot."""
    made = assemble(root=str(root))
    made.check_slots({"json": "two"})
    acme("three", "@hookimpl\ndef provide_json(app): raise SystemExit('asked')")
    made = assemble(plugins=["one", "two", "three"])
    made.lock({"json": "two"}).write(root / "costrel.lock")
    made = assemble(plugins=["one", "two", "three"], root=str(root))
    with pytest.raises(LockMismatch, match="'json' was filled by 'two'; now by 'three'"):
        made.check_slots({"json": "three"})


def test_no_lock_holds_in_safe_mode(
    root: Path, assemble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is for repairs: it must start."""
    (root / "costrel.lock").write_text("broken")
    with pytest.raises(LockInvalid):
        assemble(root=str(root))
    monkeypatch.setenv("COSTREL_SAFE_MODE", "1")
    assert assemble(root=str(root)).names == ()


@pytest.mark.parametrize("mode", ["SAFE_MODE", "INSPECT"])
def test_a_mode_that_leaves_plugins_out_is_not_locked(
    assemble: Any, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """The lock would leave them out for good."""
    monkeypatch.setenv(f"COSTREL_{mode}", "1")
    with pytest.raises(LockInvalid, match="Unset COSTREL_SAFE_MODE and COSTREL_INSPECT"):
        assemble().lock({})
