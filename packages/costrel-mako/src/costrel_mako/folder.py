"""A folder of templates."""

import os
import stat
from pathlib import Path
from typing import NamedTuple


class Version(NamedTuple):
    """The file of a template in one state."""

    file: str
    modified: int
    size: int


class Folder:
    """The templates below one folder, by their names: the path, with ``/`` on every system."""

    def __init__(self, path: str) -> None:
        self.path = path

    def find(self, name: str) -> Version | None:
        """The file of that template; None where there is none, or the name leads out of the folder."""
        parts = name.split("/")
        if not all(map(_is_plain, parts)):
            return None
        file = os.path.join(self.path, *parts)
        try:
            state = os.stat(file)
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(state.st_mode):
            return None
        return Version(file, state.st_mtime_ns, state.st_size)

    def list_templates(self) -> list[str]:
        """The names of all templates, sorted."""
        folder = Path(self.path)
        files = (each for each in folder.rglob("*") if each.is_file())
        return sorted(each.relative_to(folder).as_posix() for each in files)


def _is_plain(part: str) -> bool:
    # A drive or a backslash would begin another path on Windows, and names are the same everywhere.
    return part not in {"", ".", ".."} and "\\" not in part and ":" not in part
