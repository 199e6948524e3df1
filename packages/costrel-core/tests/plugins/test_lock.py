"""The lock: a file that says which plugins an application starts with."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_core.plugins.lock import Lock, LockedPlugin, lock_path
from costrel_spec.errors import LockInvalid

pytestmark = pytest.mark.alone

ONE = LockedPlugin("one", "acme-one", "1.0", optional=False)
TWO = LockedPlugin("two", None, None, optional=True)
LOCK = Lock((ONE, TWO), {"json": "one"}, {"setup": ("one", "two"), "flashed": ("two",)})

names = st.text(min_size=1)
plugins = st.builds(
    LockedPlugin, names, st.none() | names, st.none() | names, optional=st.booleans()
)
some = st.lists(plugins, min_size=1, unique_by=lambda plugin: plugin.name).map(tuple)


@st.composite
def locks(draw: st.DrawFn, plugins: tuple[LockedPlugin, ...] | None = None) -> Lock:
    """Locks whose hooks are heard by some of their plugins."""
    plugins = plugins or draw(some)
    heard = st.lists(st.sampled_from(plugins), min_size=1, unique=True)
    hooks = st.dictionaries(names, heard.map(lambda those: tuple(each.name for each in those)))
    return Lock(plugins, draw(st.dictionaries(names, names)), draw(hooks))


pairs = some.flatmap(lambda those: st.tuples(locks(those), locks(those))) | st.tuples(
    locks(), locks()
)


@given(locks())
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, lock: Lock) -> None:
    """Whatever the names are."""
    path = tmp_path_factory.mktemp("lock") / "costrel.lock"
    lock.write(path)
    assert Lock.read(path) == lock
    assert tomllib.loads(path.read_text("utf-8"))["digest"] == lock.digest
    assert [each.name for each in path.parent.iterdir()] == ["costrel.lock"]


@given(pairs)
def test_locks_differ_where_their_changes_say_so(pair: tuple[Lock, Lock]) -> None:
    """And so do their digests."""
    one, two = pair
    same = one == two
    assert (list(one.changes(two)) == []) is same
    assert (one.digest == two.digest) is same
    assert list(one.changes(one)) == []


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (LOCK._replace(plugins=(ONE,)), "The plugin 'two' went."),
        (
            LOCK._replace(plugins=(ONE, TWO, TWO._replace(name="three"))),
            "The plugin 'three' came.",
        ),
        (
            LOCK._replace(plugins=(TWO, ONE)),
            "The order of plugins was one, two; now two, one.",
        ),
        (
            LOCK._replace(plugins=(ONE._replace(version="1.1"), TWO)),
            "The version of the plugin 'one' was 1.0; now it is 1.1.",
        ),
        (
            LOCK._replace(plugins=(ONE._replace(distribution="evil-one"), TWO)),
            "The distribution of the plugin 'one' was acme-one; now it is evil-one.",
        ),
        (
            LOCK._replace(plugins=(ONE._replace(optional=True), TWO)),
            "The plugin 'one' became optional.",
        ),
        (
            LOCK._replace(plugins=(ONE._replace(used=not ONE.used), TWO)),
            "The plugin 'one' now comes by use().",
        ),
        (
            LOCK._replace(plugins=(ONE, TWO._replace(optional=False))),
            "The plugin 'two' is no longer optional.",
        ),
        (LOCK._replace(slots={}), "The slot 'json' was filled by 'one'; now by None."),
        (
            LOCK._replace(hooks={**LOCK.hooks, "setup": ("two", "one")}),
            "The hook setup was one, two; now two, one.",
        ),
        (
            LOCK._replace(hooks={"setup": ("one", "two")}),
            "The hook flashed was two; now empty.",
        ),
    ],
)
def test_a_change_is_a_sentence(now: Lock, sentence: str) -> None:
    """It tells what was and what is."""
    assert sentence in list(LOCK.changes(now))


def test_a_plugin_that_came_is_told_once() -> None:
    """Its hooks and its place in the order are no changes of their own."""
    three = TWO._replace(name="three")
    now = Lock((three, ONE, TWO), LOCK.slots, {**LOCK.hooks, "setup": ("three", "one", "two")})
    assert list(LOCK.changes(now)) == ["The plugin 'three' came."]
    assert list(now.changes(LOCK)) == ["The plugin 'three' went."]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (LOCK.text.replace('"1.0"', '"1.1"'), "was edited"),
        (LOCK.text.replace("format = 1", "format = 2"), "has the format 2, not 1"),
        ("", "has the format None, not 1"),
        ("format = 1", "is no lock: KeyError('slots')"),
        ("format = 1\nplugin = 5\nslots = {}\nhooks = {}", "is no lock: TypeError"),
        ("format = 1\nslots = {}\nhooks = 5", "is no lock: AttributeError"),
        ("format = 1\nslots = [5]\nhooks = {}", "is no lock"),
        ("<<<<<<< HEAD", "can't be read"),
    ],
)
def test_a_file_that_the_command_did_not_write_is_refused(
    tmp_path: Path, text: str, what: str
) -> None:
    """With what is wrong, and what to do."""
    path = tmp_path / "costrel.lock"
    path.write_text(text)
    with pytest.raises(LockInvalid) as caught:
        Lock.read(path)
    assert what in str(caught.value)
    assert "Make it anew with the command `lock`." in str(caught.value)


def test_what_can_not_be_read_is_refused(tmp_path: Path) -> None:
    """A folder, or bytes that are no text."""
    (tmp_path / "bytes").write_bytes(b"\xff")
    for path in (tmp_path, tmp_path / "bytes"):
        with pytest.raises(LockInvalid, match="can't be read"):
            Lock.read(path)


def test_a_lock_that_can_not_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """And nothing beside it."""
    path = tmp_path / "costrel.lock"
    path.mkdir()
    with pytest.raises(LockInvalid, match=r"costrel\.lock can't be written"):
        LOCK.write(path)
    assert list(tmp_path.iterdir()) == [path]
    missing = tmp_path / "missing" / "costrel.lock"
    with pytest.raises(LockInvalid, match="Make its folder writable, or name another file in"):
        LOCK.write(missing)


def test_line_ends_of_another_system_are_no_change(tmp_path: Path) -> None:
    """Version control may have put them in."""
    path = tmp_path / "costrel.lock"
    path.write_bytes(LOCK.text.replace("\n", "\r\n").encode())
    assert Lock.read(path) == LOCK


def test_the_lock_is_in_the_folder_of_the_application(tmp_path: Path) -> None:
    """Unless the environment names another, or none."""
    assert lock_path(str(tmp_path), {}) is None
    own, other = tmp_path / "costrel.lock", tmp_path / "other.lock"
    own.touch()
    assert lock_path(str(tmp_path), {}) == own
    assert lock_path(str(tmp_path), {"COSTREL_LOCK": ""}) is None
    with pytest.raises(LockInvalid, match="there is no such file"):
        lock_path(str(tmp_path), {"COSTREL_LOCK": str(other)})
    other.touch()
    assert lock_path(str(tmp_path), {"COSTREL_LOCK": str(other)}) == other


def test_a_link_that_leads_nowhere_is_a_lock_that_can_not_be_read(tmp_path: Path) -> None:
    """Not one that is not there: the application would start with whatever is installed."""
    (tmp_path / "costrel.lock").symlink_to(tmp_path / "unmounted.lock")
    path = lock_path(str(tmp_path), {})
    assert path is not None
    with pytest.raises(LockInvalid, match="can't be read"):
        Lock.read(path)
