"""Print constraints that hold every dependency of some packages at the lowest version they allow.

Called as ``lower_bounds.py FOLDER ...``, by a Python that has ``packaging``. What several packages
require is held at the highest of their lower bounds; siblings are what the checkout holds.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.version import Version


def lower_bound(requirement: Requirement) -> Version:
    """The lowest version that a requirement allows."""
    bounds = [Version(one.version) for one in requirement.specifier if one.operator in {">=", "=="}]
    if not bounds:
        message = (
            f"'{requirement}' has no lower bound. Write the oldest version that passes the tests."
        )
        raise SystemExit(message)
    return max(bounds)


def requirements(project: dict[str, Any]) -> list[Requirement]:
    """What a package requires at run time, extras included."""
    lists = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    return [Requirement(line) for lines in lists for line in lines]


def main(folders: list[str]) -> None:
    """Print one line for each dependency that is no sibling."""
    projects = [
        tomllib.loads(Path(one, "pyproject.toml").read_text("utf-8"))["project"] for one in folders
    ]
    siblings = {project["name"] for project in projects}
    lowest: dict[str, Version] = {}
    for project in projects:
        for requirement in requirements(project):
            if requirement.name not in siblings:
                bound = lower_bound(requirement)
                lowest[requirement.name] = max(bound, lowest.get(requirement.name, bound))
    for name, version in sorted(lowest.items()):
        print(f"{name}=={version}")


if __name__ == "__main__":
    main(sys.argv[1:])
