"""An environment variable that has a value for a while."""

import os
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def variable(name: str, value: str) -> Generator[None, None, None]:
    """Have the environment variable meanwhile; afterwards it is as it was."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
