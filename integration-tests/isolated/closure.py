"""Check that an environment holds what one distribution declares, and nothing else.

Called as ``closure.py DISTRIBUTION ENVIRONMENT``, by a Python that has ``packaging``.
"""

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOOLS = {"pip", "setuptools", "wheel"}  # they come with the environment


def installed(environment: Path) -> dict[str, Distribution]:
    """The distributions in an environment by their normalised names."""
    folders = [str(path) for path in environment.glob("[Ll]ib/**/site-packages")]
    found = distributions(path=folders)
    return {
        canonicalize_name(distribution.metadata["Name"]): distribution for distribution in found
    }


def closure(name: str, present: dict[str, Distribution]) -> set[str]:
    """A distribution, what it requires without extras, what that requires, and so on."""
    wanted, seen = [(name, "")], set[tuple[str, str]]()
    while wanted:
        one = wanted.pop()
        if one in seen or one[0] not in present:
            continue
        seen.add(one)
        for line in present[one[0]].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": one[1]}):
                child = canonicalize_name(requirement.name)
                wanted += [(child, extra) for extra in ("", *requirement.extras)]
    return {name for name, _ in seen}


def main(name: str, environment: str) -> str | None:
    """Print the closure; return what is wrong with the environment, if anything is."""
    present = installed(Path(environment))
    if name not in present:
        return f"{name} is not installed in {environment}; it holds {sorted(present)}."
    expected = closure(name, present)
    if extra := set(present) - expected - TOOLS:
        return f"{name} does not declare {sorted(extra)}, but its installation brought them."
    print(f"{name} {present[name].version} with", *sorted(expected - {name}))
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
