"""Every Python process that a suite starts, pytest's included, tells at its end where flask was from."""

import atexit
import json
import os
import sys


def testify() -> None:
    """Add the files of all modules of the package flask, if it was imported."""
    files = [
        str(getattr(module, "__file__", None))
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "flask"
    ]
    if files:
        with open(os.environ["CONFORMANCE_TESTIMONIES"], "a", encoding="utf-8") as report:
            report.write(json.dumps(files) + "\n")


atexit.register(testify)
