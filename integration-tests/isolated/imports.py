"""Import every module of one installed distribution, with warnings as errors.

Called as ``imports.py DISTRIBUTION`` by the Python that has it. A module may need a declared extra,
which is not installed here, and say so by an ImportError that names the missing module.
"""

import importlib
import pkgutil
import re
import sys
import warnings
from importlib.metadata import requires

warnings.simplefilter("error")


def extras(distribution: str) -> set[str]:
    """The import names of what the distribution requires for extras only."""
    optional = [line for line in requires(distribution) or () if "extra ==" in line]
    names = {re.split(r"[^\w.-]", line)[0].lower().replace("-", "_") for line in optional}
    return names | {name.removeprefix("python_") for name in names}


def main(distribution: str) -> str | None:
    """Print how many modules import; return what is wrong, if anything is."""
    root = importlib.import_module(distribution.replace("-", "_"))
    if "site-packages" not in str(root.__file__):
        return f"{root.__name__} comes from {root.__file__}, not from its wheel."
    names = [root.__name__]
    names += [module.name for module in pkgutil.walk_packages(root.__path__, root.__name__ + ".")]
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in extras(distribution):
                return f"{name} does not import with what {distribution} declares: {error!r}"
            print(f"{name} needs an extra: {error}")
    print(f"{distribution}: {len(names)} modules import")
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
