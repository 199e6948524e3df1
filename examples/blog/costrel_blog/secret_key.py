"""The key that signs sessions: random, made once, kept where only this user can read it."""

import secrets
from pathlib import Path


def kept(folder: str) -> str | None:
    """The key in `folder`; None where none has been made yet."""
    file = Path(folder) / "secret_key"
    return file.read_text() if file.exists() else None


def make(folder: str) -> None:
    """Keep a new key in `folder`, which is made if need be."""
    file = Path(folder) / "secret_key"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(secrets.token_hex())
