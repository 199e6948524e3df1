"""The key that signs sessions."""

import stat
from pathlib import Path

from costrel_blog import secret_key


def test_there_is_no_key_before_it_is_made(tmp_path: Path) -> None:
    """Nothing is invented that would be gone after a restart."""
    assert secret_key.kept(str(tmp_path)) is None


def test_a_key_is_kept(tmp_path: Path) -> None:
    """Sessions outlive a restart."""
    folder = str(tmp_path / "not" / "there")
    secret_key.make(folder)
    key = secret_key.kept(folder)
    assert key == secret_key.kept(folder)
    assert key is not None
    assert len(key) == 64


def test_keys_differ(tmp_path: Path) -> None:
    """They are random."""
    folders = [str(tmp_path / name) for name in ("one", "two")]
    for folder in folders:
        secret_key.make(folder)
    assert secret_key.kept(folders[0]) != secret_key.kept(folders[1])


def test_only_its_owner_reads_the_key(tmp_path: Path) -> None:
    """Other users of the machine cannot forge sessions."""
    secret_key.make(str(tmp_path))
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
